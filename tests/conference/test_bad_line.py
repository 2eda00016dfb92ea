"""What a seat shows and hears over a bad line: its own namespace, a bridge that loses, delays and cuts, a real Janus.

The far seats stand beside Janus and lose nothing. What is judged is read from painted clocks and counted packets.
"""

import asyncio
import io
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest

from seat_client.conference.messages import Line
from tests.conference.clocks import Painter
from tests.conference.lines import MOVED, SEAT, SERVER, Lines, lines
from tests.conference.seats import SeatInCall, opened, seats, until
from tests.conference.servers import Coturn, Janus, make_room, wait_for_port

pytestmark = pytest.mark.full

Scene = Callable[[SeatInCall, SeatInCall], Coroutine[Any, Any, None]]


@dataclass
class Ground:
    """A Janus behind the bridge, with one seat beside it, `far`, that shows and says something."""

    lines: Lines
    janus: Janus
    folder: Path
    room: str = "r"

    def play(self, scene: Scene, *, changes: dict[str, Any] | None = None, **seat: Any) -> None:
        """Meet: `scene` gets the near seat and the far one as soon as they see and hear each other."""
        there: Future[SeatInCall] = Future()
        done = threading.Event()

        async def beside_janus() -> None:
            try:
                await begin_beside()
            except BaseException as failure:
                if not there.done():
                    there.set_exception(failure)  # or the other would wait for ever
                raise

        async def begin_beside() -> None:
            await make_room(self.janus.url, self.room)
            other = SeatInCall(self.janus.pass_for("far", self.room), self.folder, painter=Painter())
            async with seats(other):
                other.watch("near")
                there.set_result(other)
                await until(done.is_set, 300)

        async def behind_the_bridge() -> None:
            far = await asyncio.wrap_future(there)
            options = {"lines": (Line("wired", SEAT[0]),), "painter": Painter()} | seat
            given = self.janus.pass_for("near", self.room, **(changes or {}))
            near = SeatInCall(given, self.folder, **options)
            async with seats(near):
                near.watch("far")
                await until(lambda: near.shown[1] and far.shown[1], what="the first picture")
                await until(lambda: near.hearing("far") == far.hearing("near") == "clear", what="the first sound")
                await scene(near, far)

        beside = self.lines.run(self.lines.server, beside_janus)
        try:
            self.lines.run(self.lines.seat, behind_the_bridge).result()
        finally:
            done.set()
            beside.result()


@pytest.fixture
def ground(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Ground]:
    """With one path, or as many as the test's parameter says."""
    with lines(getattr(request, "param", 1)) as made:
        janus = Janus(tmp_path / "janus", SERVER, 8188, made.within(made.server))
        janus.start()

        async def listens() -> None:
            wait_for_port(SERVER, 8188)

        try:
            made.run(made.server, listens).result()
            yield Ground(made, janus, tmp_path)
        finally:
            janus.stop()


async def _over(seat: SeatInCall, seconds: float) -> tuple[float, float]:
    """Let it run; returns the moments between which it ran."""
    began = time.monotonic()
    await asyncio.sleep(seconds)
    return began, time.monotonic()


@pytest.mark.parametrize("loss", [0.01, 0.05, 0.1, 0.2])
def test_lost_packets(ground: Ground, loss: float) -> None:
    """Both ways. Pictures stand still now and then and are never broken; sound lacks what was lost and no more."""

    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        ground.lines.terms(both={"loss": loss})
        began, ended = await _over(near, 6.0)
        assert near.garbage() == far.garbage() == 0
        assert near.frozen(1, began, ended) < 5.0
        for seat, other in ((near, "far"), (far, "near")):
            assert seat.sound_missing(other, began, ended) < loss + 0.07
        assert near.state == "live"

    ground.play(scene)


def test_jitter(ground: Ground) -> None:
    """0 to 100 ms: everything arrives, in disorder, and nothing of it is lost or broken."""

    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        ground.lines.terms(both={"jitter": 0.1})
        began, ended = await _over(near, 5.0)
        assert near.garbage() == far.garbage() == 0
        assert near.sound_missing("far", began, ended) < 0.02
        assert near.frozen(1, began, ended) < 2.0

    ground.play(scene)


def test_a_narrow_way_out(ground: Ground) -> None:
    """1.2 Mbit/s become 500 kbit/s: the seat sends less, and the others see and hear it as before."""

    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        await _over(near, 1.5)
        ground.lines.terms(up={"rate": 500_000})
        await _over(near, 4.0)
        began, ended = await _over(near, 4.0)
        assert far.garbage() == 0
        assert far.sound_missing("near", began, ended) < 0.05
        assert far.frozen(1, began, ended) < 2.5
        assert near.line().sent < 520_000

    ground.play(scene, changes={"bitrate": 1_200_000})


@pytest.mark.parametrize("seconds", [5, 15, 60])
def test_a_cut(ground: Ground, seconds: int) -> None:
    """Everything comes back by itself, and what was said meanwhile is on the disk."""

    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        ground.lines.terms(both={"cut": True})
        await until(lambda: near.state == "rejoining", what="noticed")
        await asyncio.sleep(seconds)
        back = time.monotonic()
        ground.lines.terms(both={"cut": False})
        await until(lambda: near.fresh(1, back) and far.fresh(1, back), what="pictures again")
        await until(lambda: near.hearing("far") == far.hearing("near") == "clear", what="sound again")
        assert near.garbage() == far.garbage() == 0
        assert near.state == "live"

    ground.play(scene)
    gaps = list((ground.folder / "near").glob("gap-*.sealed"))  # more than one where a line came back for a moment
    assert sum(map(kept_seconds, gaps)) > min(seconds, 10)


def test_another_address(ground: Ground) -> None:
    """The line comes back under another address of the seat."""

    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        ground.lines.terms(both={"cut": True})
        ground.lines.address(0, MOVED)
        await asyncio.sleep(1.0)
        back = time.monotonic()
        ground.lines.terms(both={"cut": False})
        await until(lambda: near.fresh(1, back) and far.fresh(1, back), what="pictures again")
        await until(lambda: near.hearing("far") == far.hearing("near") == "clear", what="sound again")
        assert near.garbage() == far.garbage() == 0

    ground.play(scene, lines=(Line("wired"),))


@pytest.mark.parametrize("ground", [2], indirect=True)
def test_one_of_two_paths(ground: Ground) -> None:
    """Sound goes on without a word missing, pictures change over; each line's packets go out by its own device."""
    both = (Line("wired", SEAT[0]), Line("mobile", SEAT[1]))

    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        await until(lambda: near.line("mobile").state == "spare", what="the second line")
        await _over(near, 2.0)
        sent = [ground.lines.octets(path)[0] for path in (0, 1)]
        assert sent[0] > 2 * sent[1] > 20_000
        for path, name, other in ((0, "wired", "mobile"), (1, "mobile", "wired")):
            began = time.monotonic()
            ground.lines.terms(path, both={"cut": True})
            await until(lambda name=name: near.line(name).state == "lost", what=f"{name} lost")
            assert near.line(other).state == "carrying"
            await until(lambda began=began: near.fresh(1, began + 2) and far.fresh(1, began + 2), what="pictures")
            assert far.sound_missing("near", began, time.monotonic()) < 0.05
            assert near.state == "live"
            ground.lines.terms(path, both={"cut": False})
            await until(lambda name=name: near.line(name).state in {"spare", "carrying"}, what=f"{name} back")
            await until(lambda: near.line("wired").state == "carrying", what="the preferred line")
        assert near.garbage() == far.garbage() == 0

    ground.play(scene, lines=both)


def test_by_the_relay_alone_and_what_becomes_without_it(ground: Ground) -> None:
    """Relay-only: the media goes by coturn; without it, or with a wrong secret, the seat stays out and says so."""
    relay = Coturn(ground.folder / "turn", SERVER, 3478, SERVER, command=ground.lines.within(ground.lines.server))
    relay.start()
    try:

        async def scene(near: SeatInCall, far: SeatInCall) -> None:
            assert near.line().relayed
            assert not far.line().relayed
            await asyncio.to_thread(relay.stop)
            await until(lambda: near.state == "rejoining", what="noticed")
            relay.start()
            back = time.monotonic()
            await until(lambda: near.fresh(1, back) and far.fresh(1, back), what="pictures again")
            assert near.garbage() == 0

        servers = {"relay_only": True, "ice_servers": (relay.ice_server("near"),)}
        ground.play(scene, changes=servers)

        async def forged() -> None:
            forger = (relay.ice_server("near", secret="forged"),)
            given = ground.janus.pass_for("near", "r", relay_only=True, ice_servers=forger)
            seat = SeatInCall(given, ground.folder, lines=(Line("wired", SEAT[0]),))
            async with seats(seat):
                await until(lambda: seat.refusal == "relay_refused", what="the refusal's name")

        ground.lines.run(ground.lines.seat, forged).result()
    finally:
        relay.stop()


def kept_seconds(gap: Path) -> float:
    """How much sound a kept gap holds."""
    with av.open(io.BytesIO(opened(gap))) as container:
        return sum(frame.samples for frame in container.decode(audio=0)) / 48_000
