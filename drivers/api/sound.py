"""A microphone and a speaker as one session of 10 ms blocks, whatever system they hang on.

A family opens the pair and keeps it alive: it re-opens what stalled, looks for what went away, and says so. The seat
gives it a `SoundPort`; the driver calls the port from its own threads. No processing of sound stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

RATE = 48_000
"""Samples a second; mono, 16 bits signed, in the machine's byte order."""
BLOCK = 480
"""Samples in a block: 10 ms."""
BLOCK_BYTES = 2 * BLOCK
SILENCE = bytes(BLOCK_BYTES)


class Direction(StrEnum):
    """Which way sound goes through a device."""

    MICROPHONE = "microphone"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class SoundDevice:
    """One end by the `name` it is known by to the system; names outlive a re-plugging, numbers do not.

    `is_default`: the system uses it where a program names none.
    """

    family: str
    name: str
    direction: Direction
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """The devices to open, by name; an empty name is the system's default."""

    microphone: str = ""
    speaker: str = ""


class SoundChange(StrEnum):
    """What became of the devices."""

    LIVE = "live"  # Both run; `microphone` and `speaker` name what runs.
    STALLED = "stalled"  # Blocks stopped coming; it is being re-opened.
    LOST = "lost"  # The device, or the service behind it, is gone; it is being looked for.
    MOVED = "moved"  # The system put the stream on another device than the one wanted.
    DEVICES = "devices"  # A device came or went, or another became the default.


@dataclass(frozen=True, slots=True)
class SoundEvent:
    """One change, and what is live after it; an empty name means that nothing is."""

    change: SoundChange
    microphone: str = ""
    speaker: str = ""


class SoundPort(Protocol):
    """Where a session brings what it hears and fetches what it plays.

    `captured` and `played` are called from real-time threads every 10 ms: they copy, return, and never raise.
    """

    def captured(self, block: bytes, at: float) -> None:
        """Take BLOCK_BYTES heard; `at` is their arrival by `time.monotonic()`."""
        ...

    def played(self, at: float) -> bytes:
        """Give the BLOCK_BYTES to play next; what is given here is exactly what the speaker gets."""
        ...

    def changed(self, event: SoundEvent) -> None:
        """Hear of a change; called by the session's owner thread."""
        ...


class SoundSession(Protocol):
    """An opened pair. It outlives lost devices and ends with `close` alone."""

    @property
    def live(self) -> SoundEvent:
        """The last change and what runs now."""
        ...

    def choose(self, wanted: Wanted) -> None:
        """Change over to other devices; `SoundChange.LIVE` follows."""
        ...

    def close(self) -> None:
        """End both streams; the port is not called after this returns."""
        ...


class SoundFamily(Protocol):
    """One way to reach the system's sound."""

    def devices(self) -> Sequence[SoundDevice]:
        """Every device there is now; looked up afresh. Raises ServiceDown, LibraryMissing."""
        ...

    def open(self, wanted: Wanted, port: SoundPort) -> SoundSession:
        """Open the pair; what cannot be opened now is waited for. Raises LibraryMissing."""
        ...
