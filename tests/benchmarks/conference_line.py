"""The conference over bad lines, in network namespaces: what a loss, a cut, a lost line and a narrow one cost.

The same ground as the tests of bad lines; here it is measured how long, there that it comes back at all.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from seat_client.conference.messages import Line, Quality
from tests.conference.clocks import Painter
from tests.conference.lines import MOVED, SEAT, SERVER, Lines, lines
from tests.conference.seats import SeatInCall, seats, until
from tests.conference.servers import Coturn, Janus, make_room, wait_for_port

BOTH = (Line("wired", SEAT[0]), Line("mobile", SEAT[1]))
LOSS_FOR, ROOM = 10.0, "bench"

Scene = Callable[[SeatInCall, SeatInCall], Coroutine[Any, Any, None]]


@dataclass
class Figures:
    """Seconds, milliseconds where the name says so, shares from 0 to 1."""

    loss5_frozen_s: float = 0.0
    loss5_audio_missing: float = 0.0
    loss5_audio_raw: float = 0.0
    loss5_delay_growth_ms: float = 0.0
    cut_recovery_s: float = 0.0
    cut60_recovery_s: float = 0.0
    address_recovery_s: float = 0.0
    path_gap_ms: float = 0.0
    congestion_s: float = 0.0
    join_audio_s: float = 0.0
    join_relayed_s: float = 0.0
    rejoin_s: float = 0.0


class Ground:
    """A Janus behind a bridge with two paths, and a relay beside it."""

    def __init__(self, folder: Path, made: Lines) -> None:
        self.folder, self.lines = folder, made
        within = made.within(made.server)
        self.janus = Janus(folder / "janus", SERVER, 8188, within)
        self.relay = Coturn(folder / "turn", SERVER, 3478, SERVER, command=within)

    def __enter__(self) -> "Ground":
        self.janus.start()
        self.relay.start()

        async def listens() -> None:
            wait_for_port(SERVER, 8188)
            wait_for_port(SERVER, 3478)
            await make_room(self.janus.url, ROOM)

        self.lines.run(self.lines.server, listens).result()
        return self

    def __exit__(self, *error: object) -> None:
        self.relay.stop()
        self.janus.stop()

    def play(self, scene: Scene, *, changes: dict[str, Any] | None = None, **seat: Any) -> None:
        """`scene` gets the near seat and the far one as soon as they see and hear each other."""
        there: Future[SeatInCall] = Future()
        done = threading.Event()

        async def beside_janus() -> None:
            other = SeatInCall(self.janus.pass_for("far", ROOM), self.folder / "far", painter=Painter())
            async with seats(other):
                other.watch("near")
                there.set_result(other)
                await until(done.is_set, 300)

        async def behind_the_bridge() -> None:
            far = await asyncio.wrap_future(there)
            await until(lambda: far.state == "live")
            options = {"lines": BOTH[:1], "painter": Painter()} | seat
            near = SeatInCall(self.janus.pass_for("near", ROOM, **(changes or {})), self.folder / "near", **options)
            async with seats(near):
                near.watch("far")
                await until(lambda: near.shown[1] and far.shown[1])
                await until(lambda: near.hearing("far") == far.hearing("near") == "clear")
                await scene(near, far)

        beside = self.lines.run(self.lines.server, beside_janus)
        try:
            self.lines.run(self.lines.seat, behind_the_bridge).result()
        finally:
            done.set()
            beside.result()


def measure(folder: Path, *, long: bool) -> Figures:
    """All figures; with `long` the cut of a minute too."""
    figures = Figures()
    with lines(2) as made, Ground(folder, made) as ground:
        _loss(ground, figures)
        _cut(ground, figures, long=long)
        _address(ground, figures)
        _one_path(ground, figures)
        _narrow(ground, figures)
        figures.join_audio_s = _join(ground, {})
        relayed = {"relay_only": True, "ice_servers": (ground.relay.ice_server("near"),)}
        figures.join_relayed_s = _join(ground, relayed)
    return figures


def _loss(ground: Ground, figures: Figures) -> None:
    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        quiet = time.monotonic()
        await asyncio.sleep(2.0)
        ground.lines.terms(both={"loss": 0.05})
        began = time.monotonic()
        await asyncio.sleep(LOSS_FOR)
        ended = time.monotonic()
        ground.lines.terms(both={"loss": 0.0})
        figures.loss5_frozen_s = near.frozen(1, began, ended) * 10 / LOSS_FOR
        figures.loss5_audio_raw = near.sound_missing("far", began, ended)
        figures.loss5_audio_missing = near.sound_missing("far", began, ended, corrected=True)
        before = near.latencies(1, quiet)[: int(15 * (began - quiet))]
        figures.loss5_delay_growth_ms = (median(near.latencies(1, began)) - median(before)) * 1000

    ground.play(scene)


def _cut(ground: Ground, figures: Figures, *, long: bool) -> None:
    async def back_after(near: SeatInCall, seconds: float) -> float:
        ground.lines.terms(both={"cut": True})
        await asyncio.sleep(seconds)
        back = time.monotonic()
        ground.lines.terms(both={"cut": False})
        await until(lambda: near.fresh(1, back))
        return near.fresh(1, back).at - back  # type: ignore[union-attr]

    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        figures.cut_recovery_s = await back_after(near, 5.0)
        if long:
            figures.cut60_recovery_s = await back_after(near, 60.0)
            figures.rejoin_s = near.last(Quality).join_seconds

    ground.play(scene)


def _address(ground: Ground, figures: Figures) -> None:
    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        ground.lines.terms(both={"cut": True})
        ground.lines.address(0, MOVED)
        await asyncio.sleep(1.0)
        back = time.monotonic()
        ground.lines.terms(both={"cut": False})
        await until(lambda: near.fresh(1, back))
        figures.address_recovery_s = near.fresh(1, back).at - back  # type: ignore[union-attr]

    ground.play(scene, lines=(Line("wired"),))
    ground.lines.address(0, SEAT[0])


def _one_path(ground: Ground, figures: Figures) -> None:
    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        await until(lambda: near.line("mobile").state == "spare")
        await asyncio.sleep(2.0)
        gaps = []
        for path in (0, 1):
            began = time.monotonic()
            ground.lines.terms(path, both={"cut": True})
            await asyncio.sleep(2.5)
            ended = time.monotonic()
            gaps += [near.sound_gap("far", began, ended), far.sound_gap("near", began, ended)]
            ground.lines.terms(path, both={"cut": False})
            await until(lambda: near.line("wired").state == "carrying" and near.line("mobile").state == "spare")
            await asyncio.sleep(1.0)
        figures.path_gap_ms = max(gaps) * 1000

    ground.play(scene, lines=BOTH)


def _narrow(ground: Ground, figures: Figures) -> None:
    """Healthy: the first second from which on 2 s long no sound is missing and the picture never stands for 0.5 s."""

    async def scene(near: SeatInCall, far: SeatInCall) -> None:
        await asyncio.sleep(2.0)
        ground.lines.terms(up={"rate": 500_000})
        began = time.monotonic()
        await asyncio.sleep(10.0)
        figures.congestion_s = next(
            (after for after in (step / 4 for step in range(33)) if _healthy(far, began + after)), 10.0
        )
        ground.lines.terms(up={"rate": 0})

    ground.play(scene, changes={"bitrate": 1_200_000})


def _healthy(seat: SeatInCall, since: float) -> bool:
    until_then = since + 2.0
    return seat.sound_missing("near", since, until_then) < 0.02 and seat.longest_still(1, since, until_then) < 0.5


def _join(ground: Ground, changes: dict[str, Any]) -> float:
    """From nothing to the first sound of somebody else: signalling, both connections, subscription."""
    took: list[float] = []

    async def far() -> None:
        other = SeatInCall(ground.janus.pass_for("far", ROOM), ground.folder, painter=Painter())
        async with seats(other):
            await until(lambda: other.state == "live")
            there.set()
            await until(done.is_set, 60)

    async def near() -> None:
        await until(there.is_set)
        for _ in range(3):
            began = time.monotonic()
            given = ground.janus.pass_for("near", ROOM, **changes)
            seat = SeatInCall(given, ground.folder, lines=BOTH[:1], voice=False)
            async with seats(seat):
                await until(lambda seat=seat: seat.voices.of["far"].packets)  # type: ignore[misc]
                took.append(seat.voices.of["far"].packets[0][0] - began)

    there, done = threading.Event(), threading.Event()
    beside = ground.lines.run(ground.lines.server, far)
    try:
        ground.lines.run(ground.lines.seat, near).result()
    finally:
        done.set()
        beside.result()
    return median(took)
