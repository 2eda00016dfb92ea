"""The call as the screen shows it: plain data, made anew from what the centre and the media process told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from seat_client.conference.messages import CallState, LineQuality
from seat_client.wire.conference import Hearing, MediaPolicy, ScreenTerms
from seat_client.wire.meeting import Aside, Device, SpeakRequest

TileState = Literal["speaking", "shown", "muted", "weak", "lost", "no-camera", "away", "not-joined"]
Cell = tuple[str, str]
"""Who speaks and who listens, by role."""


@dataclass(frozen=True, slots=True)
class Place:
    """One participant: `tile` is the index of the pictures, -1 for none; `shown` while there is a picture to draw."""

    role: str
    tile: int = -1
    here: bool = False
    state: TileState = "not-joined"
    shown: bool = False
    microphone: bool = False
    chair: bool = False
    speaking: bool = False


@dataclass(frozen=True, slots=True)
class Levels:
    """Noise in dBFS before and after suppression; None where nothing has measured it yet."""

    before: float | None = None
    after: float | None = None
    suppressed: float | None = None  # dB by which noise is lowered


@dataclass(frozen=True, slots=True)
class CallView:
    """Everything the strip and the conference page show. `problem` is a code of a refusal, empty for none."""

    state: CallState = "idle"
    problem: str = ""
    refusal: str = ""
    moved: bool = False
    started: str = ""
    policy: MediaPolicy = "video"
    recorded: bool = False
    places: tuple[Place, ...] = ()
    own: str = ""
    chair: str = ""
    microphone: Device = "on"
    camera: Device = "on"
    noise: bool = True
    volume: int = 70
    away: bool = False
    word: str = ""
    requests: tuple[SpeakRequest, ...] = ()
    asides: tuple[Aside, ...] = ()
    shown_by: str = ""
    shown_page: str = ""
    heard: Mapping[Cell, Hearing] = field(default_factory=dict)
    lines: tuple[LineQuality, ...] = ()
    levels: Levels = Levels()
    screen: ScreenTerms | None = None
    """That this seat's screen is recorded while it takes part, and for whom."""
    room: str = ""
    unheard: bool = False
    """Somebody at this seat goes on speaking though the microphone is off."""

    @property
    def live(self) -> bool:
        """Whether this seat takes part now, or is on its way back."""
        return self.state in ("live", "rejoining") and not self.moved

    @property
    def asked(self) -> bool:
        """Whether this seat's own request to speak stands."""
        return any(r.role == self.own for r in self.requests)

    @property
    def leads(self) -> bool:
        return bool(self.own) and self.own == self.chair

    @property
    def aside(self) -> Aside | None:
        """This seat's own private talk."""
        return next((a for a in self.asides if self.own in (a.member, a.other)), None)

    @property
    def weak_listeners(self) -> tuple[str, ...]:
        """Who hears at least two of the others weakly or not: the fault lies on the way to that seat."""
        bad: dict[str, int] = {}
        for (_, listener), hearing in self.heard.items():
            if hearing in ("weak", "lost"):
                bad[listener] = bad.get(listener, 0) + 1
        return tuple(sorted(role for role, count in bad.items() if count > 1))
