"""The whole media process with practice devices: camera in the self view, call, and what a killed process costs."""

import asyncio
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seat_client.app.media_parts import MediaSetup, start_media
from seat_client.conference.messages import CallChanged, JoinCall, LeaveCall, Pictures
from seat_client.media.client import MediaClient
from seat_client.media.messages import (
    CameraState,
    Mute,
    OpenCamera,
    OpenSound,
    ProcessLost,
    Ready,
    ShowTile,
    SoundState,
)
from tests.conference.seats import SeatInCall, meeting, seats, until
from tests.conference.servers import Janus

PATIENCE = 60.0


class Seat:
    """A seat's media process, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.told: queue.Queue[object] = queue.Queue()
        self.news: list[object] = []
        self.client: MediaClient = start_media(MediaSetup(), self._tell)

    def _tell(self, news: object) -> None:
        self.news.append(news)
        self.told.put(news)

    def wait_for(self, what: Callable[[object], bool]) -> object:
        deadline = time.monotonic() + PATIENCE
        while True:
            news = self.told.get(timeout=max(0.0, deadline - time.monotonic()))
            if what(news):
                return news

    def picture(self, tile: int) -> int:
        """The number of the tile's picture; 0 is none."""
        with self.client.tiles[tile].newest() as picture:
            return picture.number if picture else 0


@pytest.fixture
def seat(folder: Path) -> Iterator[Seat]:
    made = Seat(folder)
    yield made
    made.client.close()


@pytest.mark.full
def test_the_self_view_follows_the_camera(seat: Seat, tmp_path: Path) -> None:
    scene = tmp_path / "scene"
    scene.write_text("portrait")
    seat.client.send(ShowTile(0, 138, 108))
    seat.client.send(OpenCamera(f"virtual:{scene}"))
    seat.wait_for(lambda news: news == CameraState("open", practice=True))
    meeting(until(lambda: seat.picture(0)))
    scene.write_text("unplugged")
    seat.wait_for(lambda news: news == CameraState("absent"))
    meeting(until(lambda: not seat.picture(0)))
    scene.write_text("portrait")
    seat.wait_for(lambda news: news == CameraState("open", practice=True))
    meeting(until(lambda: seat.picture(0)))
    scene.write_text("busy")
    seat.client.send(OpenCamera(""))
    seat.wait_for(lambda news: news == CameraState("closed"))
    seat.client.send(OpenCamera(f"virtual:{scene}"))
    seat.wait_for(lambda news: news == CameraState("busy"))


@pytest.mark.full
def test_a_killed_process_is_back_in_the_call(
    seat: Seat, janus: Janus, room: Callable[..., str], folder: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("media process lost")
    name = room()
    ready = seat.wait_for(lambda news: isinstance(news, Ready))
    assert isinstance(ready, Ready)
    seat.client.send(OpenCamera("virtual:portrait"))
    seat.client.send(OpenSound("virtual:tone"))
    seat.client.send(Mute(False))
    seat.client.send(JoinCall(janus.pass_for("seat", name), live=True))

    async def meet() -> None:
        other = SeatInCall(janus.pass_for("other", name), folder)
        async with seats(other):
            other.watch("seat")
            await until(lambda: other._seen.get(1) and other.hearing("seat") == "clear")
            os.kill(ready.pid, signal.SIGKILL)
            killed = time.monotonic()
            heard = other.voices.of["seat"].packets
            await until(lambda: heard[-1][0] > killed + 0.5 and other.hearing("seat") == "clear", what="heard again")
            seen = other._seen[1]
            await until(lambda: other._seen[1] > seen + 5, what="seen again")

    meeting(meet())
    assert isinstance(seat.wait_for(lambda news: isinstance(news, ProcessLost)), ProcessLost)
    seat.client.send(LeaveCall())
    seat.wait_for(lambda news: news == CallChanged("idle"))
    assert threading.active_count() < 50


@pytest.mark.full
def test_devices_that_leave_the_call_come_back_into_it(
    seat: Seat, janus: Janus, room: Callable[..., str], folder: Path, tmp_path: Path
) -> None:
    """Camera unplugged, then held by another program; microphone unplugged, then silent: each is told, the other goes
    on, and the call is never left."""
    name = room()
    camera, microphone = tmp_path / "camera", tmp_path / "microphone.scene"
    camera.write_text("portrait")
    microphone.write_text("tone")
    seat.client.send(OpenCamera(f"virtual:{camera}"))
    seat.client.send(OpenSound(f"virtual:{microphone}"))
    seat.client.send(Mute(False))
    seat.client.send(JoinCall(janus.pass_for("seat", name), live=True))

    async def told(news: object) -> None:
        await asyncio.to_thread(seat.wait_for, lambda each: each == news)

    async def sound(change: str) -> None:
        await asyncio.to_thread(
            seat.wait_for, lambda each: isinstance(each, SoundState) and each.change == change
        )  # fmt: skip

    async def meet() -> None:
        other = SeatInCall(janus.pass_for("other", name), folder)
        async with seats(other):
            other.watch("seat")

            async def seen() -> None:
                before = other._seen.get(1, 0)
                await until(lambda: other._seen.get(1, 0) > before + 5, what="pictures")

            async def heard(hearing: str) -> None:
                await until(lambda: other.hearing("seat") == hearing, what=hearing)

            await seen()
            await heard("clear")
            camera.write_text("unplugged")
            await told(CameraState("absent"))
            await until(lambda: ("seat", "camera_off") in (other.last(Pictures) or Pictures(())).states, what="gone")
            await heard("clear")
            camera.write_text("busy")
            await told(CameraState("busy"))
            camera.write_text("portrait")
            await told(CameraState("open", practice=True))
            await seen()
            microphone.write_text("unplugged")
            await sound("lost")
            await heard("lost")
            await seen()
            microphone.write_text("stalled")
            await sound("stalled")
            microphone.write_text("tone")
            await sound("live")
            await heard("clear")
            await seen()

    meeting(meet())
    states = [news.state for news in seat.news if isinstance(news, CallChanged)]
    assert states in (["connecting", "live"], ["live"])
