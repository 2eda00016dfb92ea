"""What the media process of the conference's benchmark is made of: the product's parts, and a camera that paints
clocks. Importable by name, as spawn needs it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import cv2

from drivers.api.camera import ORDINARY, Camera, CameraSession, Frame, PictureWish
from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.registry import sound_family
from seat_client.conference.part import CallPart
from seat_client.media.camera_part import CameraPart
from seat_client.media.process import Host, Part
from seat_client.media.sound_part import SoundPart
from tests.conference.clocks import Painter


class PaintedCamera:
    """A camera whose pictures bear the time."""

    info = DeviceInfo("painted", "painted", "Painted clock", DeviceKind.CAMERA)

    def health(self) -> Health:
        return Health.READY

    @contextmanager
    def open(self, wish: PictureWish = ORDINARY) -> Iterator[CameraSession]:
        yield _Session()


class _Session:
    def __init__(self) -> None:
        self._painter, self._due = Painter(), time.monotonic()

    def read(self, seconds: float = 2.0) -> Frame:
        self._due = max(self._due + 1 / 15, time.monotonic() - 1)
        time.sleep(max(0.0, self._due - time.monotonic()))
        return Frame(self._painter.paint(), time.monotonic())


def painted(name: str) -> Camera:
    """Whatever the name."""
    return PaintedCamera()


def build(host: Host, setup: object) -> Sequence[Part]:
    """The product's parts; nothing is kept of an outage."""
    cv2.setNumThreads(1)
    cameras, sounds = CameraPart(host, painted), SoundPart(host, sound_family)
    return cameras, sounds, CallPart(host, cameras, sounds)
