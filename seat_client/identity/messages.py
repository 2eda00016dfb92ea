"""What the seat and its identity worker say to each other over a pipe: plain data, pictures never."""

from dataclasses import dataclass, field
from typing import Literal

from seat_client.identity.decision import Decision
from seat_client.identity.state import FaceState
from seat_client.media.messages import CameraState


@dataclass(frozen=True, slots=True)
class CheckFace:
    """Compare who sits before `camera` with the template (packed) after the movements; `run` names this try."""

    run: int
    camera: str
    template: bytes
    moves: tuple[str, ...]
    challenge: str
    photo: bool = False


@dataclass(frozen=True, slots=True)
class CheckFinger:
    """Compare the next finger on `reader` with the template (packed)."""

    run: int
    reader: str
    template: bytes
    challenge: str
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class EnrolFace:
    """Take three good pictures of who sits before `camera`."""

    run: int
    camera: str


@dataclass(frozen=True, slots=True)
class EnrolFinger:
    """Take three impressions of one finger on `reader`."""

    run: int
    reader: str


@dataclass(frozen=True, slots=True)
class WatchPresence:
    """Look every `pause` seconds whether the person of the template (packed; empty: whoever it is) still sits before
    `camera`, until another order comes."""

    run: int
    camera: str
    template: bytes
    pause: float


@dataclass(frozen=True, slots=True)
class ReadCard:
    """Wait for an identity card on `reader`."""

    run: int
    reader: str


@dataclass(frozen=True, slots=True)
class CameraStands:
    """How the media process's camera stands; ends nothing that runs."""

    state: CameraState


@dataclass(frozen=True, slots=True)
class Cancel:
    """End whatever runs; the camera is switched off."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker waits for orders; `missing` names what it cannot do: "face", "finger", or nothing."""

    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """How a face run stands; `failed` is a driver's or an identity error's code when it cannot go on."""

    run: int
    state: FaceState


@dataclass(frozen=True, slots=True)
class FingerSeen:
    """What is waited for, or why a sample did not count (a fault or a driver's code), and how many were `taken`."""

    run: int
    stage: Literal["waiting", "again"]
    reason: str = ""
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """A comparison is over; `photo` (JPEG) only where it was asked for and passed, its SHA-256 among the facts."""

    run: int
    decision: Decision
    photo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A template was made (packed)."""

    run: int
    kind: Literal["face", "finger"]
    packed: bytes


@dataclass(frozen=True, slots=True)
class PresenceNoted:
    """Several looks agreed; `since` in `noted` is `time.monotonic()`."""

    run: int
    finding: str
    since: float
    looks: int
    score: str = ""
    threshold: str = ""


@dataclass(frozen=True, slots=True)
class CardRead:
    """The citizen number of a card, to claim a person by; it is shown and logged nowhere."""

    run: int
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """The run ended without a decision: `code` is a driver's, `damaged-template`, `foreign-template`, `no-reader`,
    `worker-lost`, `worker-fault` or an enrolment fault."""

    run: int
    code: str


Order = CheckFace | CheckFinger | EnrolFace | EnrolFinger | WatchPresence | ReadCard | Cancel
News = Ready | FaceSeen | FingerSeen | Decided | Enrolled | PresenceNoted | CardRead | Failed
