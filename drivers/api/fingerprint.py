"""Fingerprint readers: those that give a picture, and those that compare by themselves and give a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from drivers.api.device import DeviceInfo, Health


@dataclass(frozen=True, slots=True)
class FingerImage:
    """One impression: height x width, 8-bit grey, ridges dark; dots per inch; when it was taken (monotonic seconds)."""

    pixels: NDArray[np.uint8]
    ppi: int
    at: float


@runtime_checkable
class FingerprintReader(Protocol):
    """A reader that gives the picture of a finger."""

    @property
    def info(self) -> DeviceInfo:
        """What this reader is called."""
        ...

    @property
    def model(self) -> str:
        """Maker and model without serial number: what a threshold is calibrated for."""
        ...

    def health(self) -> Health:
        """Whether it can be used now."""
        ...

    def capture(self, seconds: float) -> FingerImage:
        """The next finger that is put down, waited for at most `seconds`.

        Raises DeviceTimeout, FingerAgain (put it down again), DeviceAbsent, DeviceBusy or DeviceRefused.
        """
        ...


@runtime_checkable
class MatchingReader(Protocol):
    """A reader or service that keeps templates itself and answers for a name; its templates cannot travel."""

    @property
    def info(self) -> DeviceInfo:
        """What this reader is called."""
        ...

    def verify(self, person: str, seconds: float) -> bool:
        """Whether the next finger is one enrolled for `person`. Raises as `FingerprintReader.capture`."""
        ...


class FingerprintFamily(Protocol):
    """All readers one interface reaches."""

    def readers(self) -> Sequence[FingerprintReader | MatchingReader]:
        """The readers there are now. Raises LibraryMissing or ServiceDown."""
        ...
