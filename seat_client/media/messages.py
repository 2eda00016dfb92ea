"""What the seat and its media process say to each other, as plain data over a pipe.

Both ends are this program, so the pipe pickles; pictures and sound never travel here.
The messages of the call are in `conference.messages`, those of sound in `media.sound`: a part brings its own.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, Protocol

SELF_VIEW = 0
"""The tile (index of `Slots`) that shows the own camera."""


class Command(Protocol):
    """An order to the media process.

    `standing` orders hold until another one with the same key replaces it, and are given again to a new process;
    an order whose key is None is of the moment.
    """

    @property
    def standing(self) -> Hashable | None: ...


@dataclass(frozen=True, slots=True)
class OpenCamera:
    """Keep this camera open (`virtual:portrait`, `opencv:0`); an empty name closes it."""

    camera: str
    width: int = 1280
    height: int = 720
    rate: int = 15

    @property
    def standing(self) -> Hashable:
        return "camera"


@dataclass(frozen=True, slots=True)
class LendPictures:
    """Write the camera's pictures, at most `rate` a second, into the slots of this name as well, for the process that
    judges who sits there; an empty name ends it."""

    slots: str
    rate: float = 10.0

    @property
    def standing(self) -> Hashable:
        return "lend"


@dataclass(frozen=True, slots=True)
class ShowTile:
    """Fill tile `tile` with pictures of at most this many pixels; width 0 stops it."""

    tile: int
    width: int
    height: int

    @property
    def standing(self) -> Hashable:
        return ("tile", self.tile)


@dataclass(frozen=True, slots=True)
class OpenSound:
    """Open microphone and speaker of this family (`virtual:PATH`, `portaudio`), by the names of the devices ("" is
    the system's default); an empty family closes them. `profile`: `loudspeaker`, `aec3`, `headset` or `raw`; empty is a
    loudspeaker for real devices and raw for practice ones, which have no room around them."""

    family: str
    microphone: str = ""
    speaker: str = ""
    profile: str = ""

    @property
    def standing(self) -> Hashable:
        return "sound"


@dataclass(frozen=True, slots=True)
class Mute:
    """Send silence instead of the microphone; it stays open, so that echo and noise suppression stay settled."""

    muted: bool

    @property
    def standing(self) -> Hashable:
        return "mute"


@dataclass(frozen=True, slots=True)
class ChangeVoice:
    """Send the voice so that it is understood and not known again, or as it is."""

    on: bool

    @property
    def standing(self) -> Hashable:
        return "voice"


@dataclass(frozen=True, slots=True)
class SuppressNoise:
    """Whether noise is taken out of the own sound before it is sent."""

    on: bool

    @property
    def standing(self) -> Hashable:
        return "noise"


@dataclass(frozen=True, slots=True)
class SetVolume:
    """How loud the others are played, in percent."""

    percent: int

    @property
    def standing(self) -> Hashable:
        return "volume"


@dataclass(frozen=True, slots=True)
class RoomLevel:
    """How loud the room is at the microphone while nobody speaks (dBFS), every three seconds; `too_loud` for a
    meeting."""

    level: float
    too_loud: bool


@dataclass(frozen=True, slots=True)
class MutedSpeech:
    """Somebody goes on speaking into the muted microphone; told at most every ten seconds."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Which noise suppressor works now: `deepfilter`, or a lesser one because the machine is too slow."""

    kind: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has its parts and takes orders."""

    pid: int


@dataclass(frozen=True, slots=True)
class CameraState:
    """`reason` is the code of a driver's error when the camera is not `open`; `practice` tells an open one that is
    made of software."""

    state: Literal["closed", "open", "absent", "busy", "failed"]
    reason: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class SoundState:
    """The devices changed; `change` is a word of `drivers.api.sound.SoundChange`, or `failed` with the error's name in
    `reason`. The names are of what runs now."""

    change: str
    microphone: str = ""
    speaker: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnLevel:
    """How loud the own microphone is (dBFS), five times a second, and whether it is speech; also while muted."""

    level: float
    speaking: bool


@dataclass(frozen=True, slots=True)
class NoiseLevels:
    """About once a second: noise at the seat in dBFS before and after suppression, and by how many dB it is lowered
    (None until there was a pause to measure it in)."""

    before: float
    after: float
    suppressed: float | None = None


@dataclass(frozen=True, slots=True)
class ProcessLost:
    """The media process died or hung; the next one is on its way. Told by the client, not by the process."""

    exit_code: int | None
