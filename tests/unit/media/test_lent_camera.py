"""The media process's camera, lent to another process: newest picture, its own size, and how the camera stands."""

import asyncio
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from drivers.api.camera import CameraSession
from drivers.api.device import Health
from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceRefused, DeviceTimeout
from drivers.registry import camera
from seat_client.identity.client import IdentityWorker
from seat_client.media.camera_part import CameraPart
from seat_client.media.frames import Slots
from seat_client.media.lent_camera import LentCamera
from seat_client.media.messages import CameraState, Command, LendPictures, OpenCamera, ProcessLost
from seat_client.media.process import Host
from seat_client.services.camera import SeatCamera

PATIENCE = 60.0
CLOSED = CameraState("closed")


class _NoTiles:
    """Nobody shows the own picture here."""

    def clear(self, _tile: int) -> None: ...

    def write(self, *_: object) -> None: ...


@dataclass
class Lender:
    """A camera part on a loop of its own, with slots it lends into."""

    scene: Path
    slots: Slots = field(default_factory=Slots.create)
    told: "queue.Queue[object]" = field(default_factory=queue.Queue)
    state: CameraState = CLOSED

    def __post_init__(self) -> None:
        self.scene.write_text("portrait")
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.part = CameraPart(Host(self.loop, _NoTiles(), self._tell), camera)  # type: ignore[arg-type]
        self.order(LendPictures(self.slots.address, 30.0))

    def _tell(self, news: object) -> None:
        assert isinstance(news, CameraState)
        self.state = news
        self.told.put(news)

    def order(self, order: object) -> None:
        asyncio.run_coroutine_threadsafe(self.part.take(order), self.loop).result(PATIENCE)

    def play(self, words: str) -> None:
        part = self.scene.with_suffix(".part")
        part.write_text(words)
        part.replace(self.scene)

    def until(self, state: str) -> None:
        while self.told.get(timeout=PATIENCE).state != state:  # type: ignore[attr-defined]
            pass

    @property
    def camera(self) -> LentCamera:
        return LentCamera("lent", self.slots, lambda: self.state)


def _drained(session: CameraSession) -> None:
    """Read until there is nothing more, at most as long as pictures can have been on their way."""
    for _ in range(100):
        session.read(PATIENCE)


@pytest.fixture
def lender(tmp_path: Path) -> Iterator[Lender]:
    made = Lender(tmp_path / "scene")
    yield made
    asyncio.run_coroutine_threadsafe(made.part.close(), made.loop).result(PATIENCE)
    made.loop.call_soon_threadsafe(made.loop.stop)
    made.thread.join(PATIENCE)
    made.loop.close()
    made.slots.close()


def test_pictures_are_lent_whole_and_no_larger_than_there_is_room(lender: Lender) -> None:
    lender.order(OpenCamera(f"virtual:{lender.scene}", 1280, 720, 30))
    with lender.camera.open() as session:
        first, second = session.read(PATIENCE), session.read(PATIENCE)
    assert first.pixels.shape == (720, 1280, 3)
    assert second.at > first.at
    assert lender.camera.info.practice
    assert lender.camera.health() is Health.READY
    lender.order(OpenCamera(f"virtual:{lender.scene}", 1440, 1080, 30))
    with lender.camera.open() as session:
        shapes = [session.read(PATIENCE).pixels.shape for _ in range(3)]
    assert shapes[-1] == (831, 1108, 3)
    lender.order(LendPictures(""))
    with lender.camera.open() as session, pytest.raises(DeviceTimeout):
        session.read(0.2)


def test_a_camera_that_leaves_comes_back_or_is_busy_says_so_to_the_borrower(lender: Lender) -> None:
    lender.order(OpenCamera(f"virtual:{lender.scene}"))
    with lender.camera.open() as session:
        session.read(PATIENCE)
        lender.play("unplugged")
        lender.until("absent")
        with pytest.raises(DeviceAbsent):
            _drained(session)
    with pytest.raises(DeviceAbsent), lender.camera.open():
        pass
    lender.play("portrait")
    lender.until("open")
    with lender.camera.open() as session:
        assert np.any(session.read(PATIENCE).pixels)
    lender.play("busy")
    lender.order(OpenCamera(""))
    lender.order(OpenCamera(f"virtual:{lender.scene}"))
    lender.until("busy")
    with pytest.raises(DeviceBusy), lender.camera.open():
        pass
    lender.state = CameraState("failed", "DeviceTimeout")
    with pytest.raises(DeviceRefused), lender.camera.open():
        pass


def test_a_picture_that_a_dead_process_left_is_never_looked_at() -> None:
    slots = Slots.create(64)
    slots.write(bytes(64), 4, 4, time.monotonic())
    with LentCamera("lent", slots, lambda: CameraState("open")).open() as session, pytest.raises(DeviceTimeout):
        session.read(0.1)
    slots.close()


class _Orders:
    def __init__(self) -> None:
        self.given: list[Command] = []

    def send(self, order: Command) -> None:
        self.given.append(order)


@contextmanager
def borrowing() -> Iterator[IdentityWorker]:
    from drivers.registry import fingerprint_family
    from seat_client.identity.devices import Devices

    worker = IdentityWorker(Devices(camera, fingerprint_family, practice=True, lent=True))
    yield worker
    worker.close()


def test_the_camera_is_open_while_anybody_wants_it_and_lent_while_somebody_judges() -> None:
    orders = _Orders()
    with borrowing() as worker:
        assert worker.lent is not None
        seat = SeatCamera(orders, "virtual", worker)
        seat.want("sign-in", True)
        assert orders.given == [LendPictures(worker.lent.address, 15.0), OpenCamera("virtual")]
        seat.want("call", True)
        seat.want("sign-in", False)
        assert orders.given[2:] == [LendPictures("", 1.0)]
        seat.want("presence", True)
        seat.want("call", False)
        assert orders.given[3:] == [LendPictures(worker.lent.address, 4.0), OpenCamera("virtual", rate=5)]
        seat.want("presence", False)
        assert orders.given[5:] == [LendPictures("", 1.0), OpenCamera("")]
        seat.hear(CameraState("open", practice=True))
        seat.hear(ProcessLost(-9))
        assert seat.state == CameraState("closed", practice=True)
