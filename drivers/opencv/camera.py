"""One camera through OpenCV's VideoCapture."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np

from drivers.api.camera import ORDINARY, CameraSession, Frame, PictureWish
from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceRefused, DeviceTimeout

_LINUX = sys.platform == "linux"
_BACKEND = cv2.CAP_V4L2 if _LINUX else cv2.CAP_MSMF if sys.platform == "win32" else cv2.CAP_ANY
_OPEN_S = 5.0
_FIRST_S = 10.0
"""How long a camera may take for its first picture; some need seconds to wake up."""


class OpenCvCamera:
    """The camera at `place`: a device file on Linux (`/dev/v4l/by-id/...` stays the same), an index elsewhere."""

    def __init__(self, place: str | int, label: str = "") -> None:
        self._place = place
        self._info = DeviceInfo(f"opencv:{place}", "opencv", label or str(place), DeviceKind.CAMERA)

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        """By the device file on Linux. Elsewhere nothing tells without switching it on, so it counts as ready."""
        if not isinstance(self._place, str):
            return Health.READY
        try:
            os.close(os.open(self._place, os.O_RDWR | os.O_NONBLOCK))
        except OSError as error:
            if error.errno == errno.EBUSY:
                return Health.BUSY
            absent = error.errno in {errno.ENOENT, errno.ENODEV, errno.ENXIO}
            return Health.ABSENT if absent else Health.FAULTY
        return Health.READY

    @contextmanager
    def open(self, wish: PictureWish = ORDINARY) -> Iterator[CameraSession]:
        self._demand_present()
        capture = cv2.VideoCapture()
        try:
            if not _opened(capture, self._place):
                raise self._why_not()
            _ask(capture, wish)
            yield _Session(capture, self)
        finally:
            capture.release()

    def demand_still_there(self) -> None:
        """Raise DeviceAbsent when the camera was unplugged."""
        if isinstance(self._place, str) and not os.path.exists(self._place):
            raise DeviceAbsent(self._info.id)

    def _demand_present(self) -> None:
        health = self.health()
        if health is Health.ABSENT:
            raise DeviceAbsent(self._info.id)
        if health is Health.BUSY:
            raise DeviceBusy(self._info.id)
        if health is Health.FAULTY:
            raise DeviceRefused("not permitted")

    def _why_not(self) -> DeviceAbsent | DeviceBusy:
        """A Video4Linux device opens for everybody and is busy only for the second one who wants pictures."""
        if self.health() is Health.ABSENT or not isinstance(self._place, str):
            return DeviceAbsent(self._info.id)
        return DeviceBusy(self._info.id)


def _opened(capture: cv2.VideoCapture, place: str | int) -> bool:
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(_OPEN_S * 1000)] if _LINUX else []
    try:
        if isinstance(place, str):
            return capture.open(os.path.realpath(place), _BACKEND, limits) or capture.open(
                os.path.realpath(place), _BACKEND
            )
        return capture.open(place, _BACKEND)
    except cv2.error:
        return False


def _ask(capture: cv2.VideoCapture, wish: PictureWish) -> None:
    """Ask for motion JPEG, without which USB 2 carries no 30 pictures a second of this size, and for one buffer."""
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, wish.width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, wish.height)
    capture.set(cv2.CAP_PROP_FPS, wish.rate)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)


class _Session:
    def __init__(self, capture: cv2.VideoCapture, camera: OpenCvCamera) -> None:
        self._capture = capture
        self._camera = camera
        self._seen_one = False

    def read(self, seconds: float = 2.0) -> Frame:
        patience = max(seconds, 0.0 if self._seen_one else _FIRST_S)
        until = time.monotonic() + patience
        while True:
            got, pixels = self._capture.read()
            if got and pixels is not None and pixels.ndim == 3:
                self._seen_one = True
                return Frame(np.asarray(pixels, np.uint8), time.monotonic())
            self._camera.demand_still_there()
            if time.monotonic() >= until:
                raise DeviceTimeout(self._camera.info.id, patience)
            time.sleep(0.02)
