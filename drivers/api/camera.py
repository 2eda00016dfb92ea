"""Cameras: a family lists cameras, a camera opens a session, a session hands out the newest picture."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from drivers.api.device import DeviceInfo, Health

Pixels = NDArray[np.uint8]
"""A picture: height x width x 3, 8 bits each, in the order blue, green, red."""


@dataclass(frozen=True, slots=True)
class PictureWish:
    """What is asked of a camera; it may give what it has instead, so look at the frames."""

    width: int = 1280
    height: int = 720
    rate: int = 30


ORDINARY = PictureWish()


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture, and when it was taken (`time.monotonic`, seconds)."""

    pixels: Pixels
    at: float


class CameraSession(Protocol):
    """One opened camera. Lives in one thread; never shared."""

    def read(self, seconds: float = 2.0) -> Frame:
        """The next picture, waited for at most `seconds`.

        Raises DeviceTimeout when none came, DeviceAbsent when the camera is gone.
        """
        ...


class Camera(Protocol):
    """A camera that may be opened by one program at a time."""

    @property
    def info(self) -> DeviceInfo:
        """What this camera is called."""
        ...

    def health(self) -> Health:
        """Whether it can be opened now, found out without switching it on."""
        ...

    def open(self, wish: PictureWish = ORDINARY) -> AbstractContextManager[CameraSession]:
        """The camera, switched on until the context ends.

        Raises DeviceAbsent, DeviceBusy (another program holds it) or DeviceRefused.
        """
        ...


class CameraFamily(Protocol):
    """All cameras one interface reaches."""

    def cameras(self) -> Sequence[Camera]:
        """The cameras there are now, the one to take first when none is named."""
        ...
