"""What the seat orders of the call, and what the call tells; all plain data over the media process's pipe."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Literal

from seat_client.wire.conference import CallPass, HeardFeed, MediaPolicy

LineState = Literal["carrying", "spare", "lost", "unused"]
CallState = Literal["idle", "connecting", "ahead", "live", "rejoining", "refused"]
Refusal = Literal["pin", "token", "room_gone", "identity_in_use", "room_full", "relay_refused", "signalling"]
PictureState = Literal["shown", "camera_off", "lost", "none"]


# --- orders -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One way to the centre: `address` is the local address its sockets are bound to ("" leaves it to the system).

    `interface` also binds to the interface by name, where that is allowed.
    """

    name: Literal["wired", "mobile"]
    address: str = ""
    interface: str = ""


@dataclass(frozen=True, slots=True)
class JoinCall:
    """Connect to the room now. Until `live` nothing is sent or received, but everything is connected ahead.

    Given again with `live` or with a fresh pass it changes only what differs. `resume` is filled by `resuming`: the
    sessions of a process that died, so that its successor can take the same identity over.
    """

    call_pass: CallPass
    live: bool
    lines: tuple[Line, ...] = (Line("wired"),)
    resume: tuple[tuple[str, int], ...] = ()

    @property
    def standing(self) -> Hashable:
        return "call"


@dataclass(frozen=True, slots=True)
class LeaveCall:
    """Leave the room; replaces the standing order to be in it."""

    @property
    def standing(self) -> Hashable:
        return "call"


@dataclass(frozen=True, slots=True)
class CameraOff:
    """Send no picture; the camera itself stays open for whoever else looks."""

    off: bool

    @property
    def standing(self) -> Hashable:
        return "camera off"


@dataclass(frozen=True, slots=True)
class KeepGaps:
    """Where what could not be sent is kept from the next call on, a folder of the person who sits there now; and the
    key of 32 bytes it is sealed with, out of that person's store."""

    folder: str
    key: bytes = field(repr=False)

    @property
    def standing(self) -> Hashable:
        return "gaps"


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """The stage's policy, as told by the centre; the centre enforces it too."""

    policy: MediaPolicy

    @property
    def standing(self) -> Hashable:
        return "policy"


@dataclass(frozen=True, slots=True)
class WatchFeed:
    """Show this feed in tile `tile` (index of the slots, from 1); tile 0 stops showing it, its sound goes on.

    The size asked for by `media.messages.ShowTile` decides which of the two pictures is received.
    """

    feed: str
    tile: int

    @property
    def standing(self) -> Hashable:
        return ("feed", self.feed)


@dataclass(frozen=True, slots=True)
class PrivateLine:
    """Speak into another room and not into the committee's, which stays audible; None goes back."""

    call_pass: CallPass | None

    @property
    def standing(self) -> Hashable:
        return "private"


@dataclass(frozen=True, slots=True)
class FeedList:
    """Who is in the room, for signalling that cannot tell (WHIP/WHEP); Janus tells by itself."""

    feeds: tuple[str, ...]

    @property
    def standing(self) -> Hashable:
        return "feeds"


# --- news ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallChanged:
    """`refusal` says why, when the state is `refused`; `private` when this is about the private line."""

    state: CallState
    refusal: Refusal | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The signalling session of a line, kept by the client for a successor process."""

    line: str
    session: int


@dataclass(frozen=True, slots=True)
class FeedsChanged:
    """Everyone in the room but oneself, by feed id; the role of each is in the pass."""

    feeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """What each feed's tile shows, told when one changes."""

    states: tuple[tuple[str, PictureState], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """Once a second: how this seat hears each feed (to be reported to the centre), and who speaks, loudest first.

    `levels` are dBFS of the last half second by feed; -100 is silence.
    """

    heard: tuple[HeardFeed, ...]
    speaking: tuple[str, ...]
    levels: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class LineQuality:
    """One line's state: what it carries, round trip (s), share lost on the way out, bit/s sent and received."""

    name: str
    state: LineState
    carries: tuple[Literal["audio", "video"], ...]
    round_trip: float | None = None
    lost: float = 0.0
    sent: int = 0
    received: int = 0
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """Once a second: both lines, and what the own congestion control allows: bit/s, pictures/s."""

    lines: tuple[LineQuality, ...]
    video_bitrate: int
    video_rate: float
    join_seconds: float | None = None
    details: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SentSeconds:
    """New links of the hash log of what was sent (`wire.conference.SentSecond` as JSON objects), for the store."""

    call: str
    seconds: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class GapKept:
    """What was said and shown while no line carried lies in `path`, to be uploaded; times are Unix seconds."""

    path: str
    began: float
    ended: float
