"""The media process's camera as another process sees it: pictures that are lent, and how the camera stands."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import cv2
import numpy as np

from drivers.api.camera import ORDINARY, CameraSession, Frame, PictureWish
from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceRefused, DeviceTimeout
from seat_client.media.frames import Slots
from seat_client.media.messages import CameraState

OPENS_WITHIN = 10.0
"""Seconds the media process has to open its camera; codecs may still be loading."""
_LOOK_EVERY = 0.01


class LentCamera:
    """`slots` are what the media process writes into (`LendPictures`), `stands` tells its newest `CameraState`."""

    def __init__(self, name: str, slots: Slots, stands: Callable[[], CameraState]) -> None:
        self._name, self._slots, self._stands = name, slots, stands

    @property
    def info(self) -> DeviceInfo:
        practice = self._stands().practice
        return DeviceInfo(self._name, "media", "The seat's camera", DeviceKind.CAMERA, practice=practice)

    def health(self) -> Health:
        return {"open": Health.READY, "busy": Health.BUSY, "failed": Health.FAULTY}.get(
            self._stands().state, Health.ABSENT
        )

    @contextmanager
    def open(self, wish: PictureWish = ORDINARY) -> Iterator[CameraSession]:
        """Waits until the media process has opened it; size and rate are its own, whatever the wish."""
        until = time.monotonic() + OPENS_WITHIN
        while self._stands().state != "open":
            self._refuse()
            if time.monotonic() > until:
                raise DeviceTimeout(self._name, OPENS_WITHIN)
            time.sleep(_LOOK_EVERY)
        yield _Session(self, self._slots)

    def _refuse(self) -> None:
        """Raise what the media process met."""
        stands = self._stands()
        match stands.state:
            case "absent":
                raise DeviceAbsent(self._name)
            case "busy":
                raise DeviceBusy(self._name)
            case "failed":
                raise DeviceRefused(stands.reason)


class _Session:
    def __init__(self, camera: LentCamera, slots: Slots) -> None:
        self._camera, self._slots = camera, slots
        self._seen = time.monotonic()  # what a process that died left standing is never looked at

    def read(self, seconds: float = 2.0) -> Frame:
        until = time.monotonic() + seconds
        while (frame := self._newer()) is None:
            self._camera._refuse()
            if time.monotonic() > until:
                raise DeviceTimeout(self._camera.info.id, seconds)
            time.sleep(_LOOK_EVERY)
        return frame

    def _newer(self) -> Frame | None:
        with self._slots.newest() as picture:
            if picture is None or picture.at <= self._seen:
                return None
            self._seen = picture.at
            whole = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 4)
            pixels = np.asarray(cv2.cvtColor(whole, cv2.COLOR_BGRA2BGR), np.uint8)
            del whole
            return Frame(pixels, picture.at)
