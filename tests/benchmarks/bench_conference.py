"""The conference: what it costs beside a browser, how late it is, and what a bad line does to it.

A seat that publishes one stream of 640x360 at 15 pictures a second and receives six, its tiles painted by Qt, stands
in one room of one real Janus beside headless Chromium that does the same, in the same seconds. Clocks painted into the
pictures tell how late each is and whether it is whole. The bad lines are network namespaces with a bridge.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import conference_beside, conference_line, conference_rooms
from tests.benchmarks.frame import ASKED, Benchmark, Goal, Sides, Statistic

_FOLDER = TemporaryDirectory(prefix="seat-conference-bench-")
CHROMIUM = "headless Chromium in the same room and the same seconds"
ALONE = "nothing: absolute"


@cache
def _beside() -> conference_beside.Beside:
    return conference_beside.measure(Path(_FOLDER.name) / "beside")


@cache
def _line() -> conference_line.Figures:
    with conference_beside.before_others():
        return conference_line.measure(Path(_FOLDER.name) / "line", long=ASKED.long)


def _once(product: Callable[[], float], peer: Callable[[], float] | None = None) -> Callable[..., object]:
    """A benchmark whose run is shared: each side says its number."""

    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        yield Sides(product, peer)

    return sides


def _ratio(figure: str, unit: str, bound: float, of: Callable[[], tuple[float, float]]) -> Benchmark:
    return _beside_it(figure, unit, Goal(Statistic.MEDIAN, bound, of_peer=True, figure=figure), of)


def _absolute(figure: str, unit: str, bound: float, of: Callable[[], float]) -> Benchmark:
    goal = Goal(Statistic.MEDIAN, bound, figure=figure)
    return Benchmark(f"conference.{figure}", unit, ALONE, (goal,), _once(of), rounds=1, long_rounds=1, warm_up=0)


def _beside_it(figure: str, unit: str, goal: Goal, of: Callable[[], tuple[float, float]]) -> Benchmark:
    sides = _once(lambda: of()[0], lambda: of()[1])
    return Benchmark(f"conference.{figure}", unit, CHROMIUM, (goal,), sides, rounds=1, long_rounds=1, warm_up=0)


def _growth() -> float:
    """With --long alone: 55 seats in 8 rooms, printed room by room."""
    loads = conference_rooms.measure(Path(_FOLDER.name) / "rooms")
    for load in loads:
        janus = f"Janus takes {load.cores:.2f} cores and {load.megabytes:.0f} MB"
        print(f"  {load.seats} seats: {janus}, each receives {load.packets:.0f} packets a second", flush=True)
    return conference_rooms.growth(loads)


BENCHMARKS = [
    _ratio("cpu_ratio", "cores", 0.75, lambda: _beside().cpu),
    _ratio("latency_p50_ratio", "s", 0.5, lambda: _beside().p50),
    _ratio("latency_p95_ratio", "s", 1.5, lambda: _beside().p95),
    _beside_it(
        "garbage_frames", "pictures", Goal(Statistic.MEDIAN, 0, figure="garbage_frames"), lambda: _beside().garbage
    ),
    _beside_it(
        "shown_rate",
        "1/s",
        Goal(Statistic.MEDIAN, 14, more_is_better=True, figure="shown_rate"),
        lambda: _beside().rates,
    ),
    _absolute(
        "heartbeat_p99_ms",
        "ms over idle, scrolling",
        16,
        lambda: max(0.0, _beside().heartbeat[0] - _beside().heartbeat[1]),
    ),
    _absolute("loss5_frozen_s", "s in 10 s", 1.0, lambda: _line().loss5_frozen_s),
    _absolute("loss5_audio_missing", "share, corrected", 0.01, lambda: _line().loss5_audio_missing),
    _absolute("loss5_delay_growth_ms", "ms", 60, lambda: _line().loss5_delay_growth_ms),
    _absolute("cut_recovery_s", "s after 5 s", 1.0, lambda: _line().cut_recovery_s),
    _absolute("address_recovery_s", "s", 2.0, lambda: _line().address_recovery_s),
    _absolute("path_gap_ms", "ms", 150, lambda: _line().path_gap_ms),
    _absolute("congestion_s", "s", 3.0, lambda: _line().congestion_s),
    _absolute("join_audio_s", "s, direct", 1.0, lambda: _line().join_audio_s),
    _absolute("join_relayed_s", "s, relayed", 1.0, lambda: _line().join_relayed_s),
]
if "--long" in sys.argv:
    BENCHMARKS += [
        _absolute("cut60_recovery_s", "s after 60 s", 2.0, lambda: _line().cut60_recovery_s),
        _absolute("rejoin_s", "s", 0.7, lambda: _line().rejoin_s),
        _absolute("rooms_growth", "x linear", 1.25, _growth),
    ]
