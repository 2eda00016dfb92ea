"""The benchmark frame on a tiny synthetic benchmark whose samples are known."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as command
from tests.benchmarks.frame import Benchmark, Goal, Row, Sides, Statistic, Study, measure, milliseconds, table


class Recorded:
    """Two sides with prepared samples, and the order in which they were asked."""

    def __init__(self, ours: list[float], theirs: list[float] | None) -> None:
        self.order: list[str] = []
        self.closed = False
        self._ours = itertools.cycle(ours)
        self._theirs = itertools.cycle(theirs) if theirs else None

    def _ask(self, side: str, samples: Iterator[float]) -> float:
        self.order.append(side)
        return next(samples)

    @contextmanager
    def sides(self, folder: Path) -> Iterator[Sides]:
        assert folder.is_dir()
        theirs = self._theirs
        yield Sides(
            lambda: self._ask("ours", self._ours),
            None if theirs is None else lambda: self._ask("theirs", theirs),
        )
        self.closed = True


def synthetic(recorded: Recorded, *goals: Goal, rounds: int = 4, warm_up: int = 0) -> Benchmark:
    return Benchmark("tiny", "ms", "itself", goals, recorded.sides, rounds=rounds, long_rounds=10, warm_up=warm_up)


def test_a_row_carries_both_sides_and_whether_the_goal_holds(tmp_path: Path) -> None:
    recorded = Recorded([2.0, 4.0, 6.0, 8.0], [1.0])
    goals = (
        Goal(Statistic.MEDIAN, 5.0),
        Goal(Statistic.MEDIAN, 4.9, of_peer=True),
        Goal(Statistic.P95, 8.0, more_is_better=True),
    )
    assert list(measure(synthetic(recorded, *goals), tmp_path, long=False)) == [
        Row("tiny.median", 5.0, "ms", 1.0, "<= 5 ms", True),
        Row("tiny.median_ratio", 5.0, "x peer", 1.0, "<= 4.9 x peer", False),
        Row("tiny.p95", 8.0, "ms", 1.0, ">= 8 ms", True),
    ]
    assert recorded.closed


def test_product_and_peer_take_turns_and_swap_places(tmp_path: Path) -> None:
    recorded = Recorded([1.0], [1.0])
    list(measure(synthetic(recorded), tmp_path, long=False))
    assert recorded.order == ["ours", "theirs", "theirs", "ours"] * 2


def test_the_long_form_takes_more_rounds_and_warming_up_does_not_count(tmp_path: Path) -> None:
    recorded = Recorded([100.0, *[1.0] * 10], None)
    (row,) = measure(synthetic(recorded, Goal(Statistic.P95, 1.0), warm_up=1), tmp_path, long=True)
    assert len(recorded.order) == 11
    assert row == Row("tiny.p95", 1.0, "ms", None, "<= 1 ms", True)


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (20, 19), (100, 95), (101, 96)])
def test_p95_is_the_sample_that_at_most_one_in_twenty_exceed(count: int, expected: int) -> None:
    assert Statistic.P95.of(range(1, count + 1)) == expected


def test_a_timed_sample_is_in_milliseconds() -> None:
    assert 0 < milliseconds(lambda: sum(range(1000)))() < 60_000


def test_a_run_measures_its_own_idle_baseline() -> None:
    rows = command.run([synthetic(Recorded([1.0], [2.0]), Goal(Statistic.MEDIAN, 1.0))], long=False, say=False)
    baseline = {row.figure: row for row in rows[1:]}
    assert set(baseline) == {"idle_spin.median", "idle_spin.p95", "idle_fsync.median", "idle_fsync.p95"}
    assert all(row.value > 0 and row.goal is None and row.holds is None for row in baseline.values())


def test_the_table_shows_ratio_and_verdict() -> None:
    text = table([Row("tiny.median", 5.0, "ms", 2.0, "<= 2 ms", False), Row("idle", 1.0, "ms", None, None, None)])
    assert text.splitlines()[1].split() == ["tiny.median", "5.000", "ms", "2.000", "ms", "2.50", "<=", "2", "ms", "NO"]
    assert text.splitlines()[2].split() == ["idle", "1.000", "ms"]


@pytest.mark.parametrize(("bound", "status"), [(1.0, 0), (0.5, 1)])
def test_the_command_writes_the_figures_and_ends_by_the_goals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bound: float, status: int
) -> None:
    tiny = synthetic(Recorded([1.0], [1.0]), Goal(Statistic.MEDIAN, bound))
    file = tmp_path / "figures.json"
    assert command.main(["ti", "--json", str(file)], [tiny]) == status
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written[0] == asdict(Row("tiny.median", 1.0, "ms", 1.0, f"<= {bound:g} ms", status == 0))
    assert "tiny.median" in capsys.readouterr().out


def test_an_unknown_benchmark_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["no-such-benchmark"]) == 2
    assert "no-such-benchmark" in capsys.readouterr().err


def test_every_declared_benchmark_has_a_peer_goals_and_its_own_name() -> None:
    known = command.declared()
    assert len({each.name for each in known}) == len(known)
    assert all(each.peer for each in known)
    assert all(each.goals for each in known if not isinstance(each, Study))  # a study's rows bring their own
