"""The frame of the benchmarks: what one declares, how it is run, what comes out.

A benchmark measures the product and a named peer by turns in one run, so that a busy machine slows both; the idle
baseline, measured in the same run, tells how busy it was. What a benchmark measures stands in its own `bench_*.py`.
"""

import math
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

Sample = Callable[[], float]


class Statistic(StrEnum):
    """What stands for a series of samples."""

    MEDIAN = "median"
    P95 = "p95"

    def of(self, samples: Sequence[float]) -> float:
        """This statistic of `samples`; the 95th percentile is the sample that at most 5% exceed."""
        if self is Statistic.MEDIAN:
            return statistics.median(samples)
        return sorted(samples)[max(0, -(-len(samples) * 95 // 100) - 1)]


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on one statistic: in the benchmark's unit or, with `of_peer`, as a multiple of the peer's.

    `figure` is the name it is known by elsewhere; without one it is called after the benchmark and the statistic.
    """

    statistic: Statistic
    bound: float
    of_peer: bool = False
    more_is_better: bool = False
    figure: str = ""

    def row(self, benchmark: "Benchmark", ours: Sequence[float], theirs: Sequence[float]) -> "Row":
        """The figure this goal is about, and whether it holds."""
        value = self.statistic.of(ours)
        peer = self.statistic.of(theirs) if theirs else None
        name, unit = f"{benchmark.name}.{self.statistic}", benchmark.unit
        if self.of_peer:
            value, peer, name, unit = value / (peer or math.nan), 1.0, f"{name}_ratio", "x peer"
        holds = value >= self.bound if self.more_is_better else value <= self.bound
        goal = f"{'>=' if self.more_is_better else '<='} {self.bound:g} {unit}"
        return Row(self.figure or name, round(value, 4), unit, None if peer is None else round(peer, 4), goal, holds)


@dataclass(frozen=True, slots=True)
class Sides:
    """The product's way and the peer's way to do the same thing once; each returns a sample in the unit."""

    product: Sample
    peer: Sample | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One thing measured; `sides` gets an empty folder and cleans up what it opened."""

    name: str
    unit: str
    peer: str
    goals: tuple[Goal, ...]
    sides: Callable[[Path], AbstractContextManager[Sides]]
    rounds: int = 100
    long_rounds: int = 1000
    warm_up: int = 3


@dataclass(frozen=True, slots=True)
class Study:
    """Something that is counted once instead of sampled by turns.

    `figures` gets an empty folder and whether it may take long, prints its counts, and gives its rows; the named peer
    goes over the same material in the same run.
    """

    name: str
    peer: str
    figures: "Callable[[Path, bool], Iterable[Row]]"


@dataclass(slots=True)
class Asked:
    """What the command line names besides the benchmark: a file or a folder of one's own to measure on; `long`."""

    pdf: Path | None = None
    folder: Path | None = None
    ns: Path | None = None
    aec: Path | None = None
    long: bool = False
    faces: Path | None = None
    prints: Path | None = None


ASKED = Asked()


class Unusable(Exception):
    """What the command line names cannot be measured on; the text is a sentence for whoever asked."""


class NotMeasured(Exception):
    """One side cannot do this with the file that was given; the text says which and why. The rest is measured."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as the JSON file has it; `peer`, `goal` and `holds` are null where there is none."""

    figure: str
    value: float
    unit: str
    peer: float | None
    goal: str | None
    holds: bool | None


def milliseconds(work: Callable[[], object]) -> Sample:
    """A sample that is the time `work` takes."""

    def sample() -> float:
        began = time.perf_counter_ns()
        work()
        return (time.perf_counter_ns() - began) / 1e6

    return sample


def spin() -> None:
    """A fixed piece of pure Python: how fast the processor is for us just now."""
    total = 0
    for number in range(200_000):
        total += number & 7


def disk_probe(folder: Path) -> Callable[[], None]:
    """Write one page and wait until the disk has it: how fast the disk is for us just now."""

    def probe() -> None:
        with (folder / "probe").open("wb") as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())

    return probe


class Idle:
    """The baseline: the two probes, sampled around every benchmark of a run."""

    def __init__(self, folder: Path, rounds: int = 15) -> None:
        self.folder = folder
        self.rounds = rounds
        self.spins: list[float] = []
        self.syncs: list[float] = []
        self._medians: list[float] = []

    def take(self) -> None:
        """Sample both probes once more."""
        spins = [milliseconds(spin)() for _ in range(self.rounds)]
        self._medians.append(statistics.median(spins))
        self.spins += spins
        sync = milliseconds(disk_probe(self.folder))
        self.syncs += [sync() for _ in range(self.rounds)]

    def unrest(self) -> float:
        """How many times slower the processor was at its worst than at its best; about 1 on a quiet machine."""
        return max(self._medians) / min(self._medians)

    def rows(self) -> list[Row]:
        """The baseline as figures without a goal."""
        return [
            Row(f"idle_{name}.{statistic}", round(statistic.of(samples), 4), "ms", None, None, None)
            for name, samples in (("spin", self.spins), ("fsync", self.syncs))
            for statistic in Statistic
        ]


def measure(benchmark: "Benchmark | Study", folder: Path, *, long: bool) -> Iterator[Row]:
    """The figures of one benchmark: product and peer by turns, the order swapped every round."""
    if isinstance(benchmark, Study):
        yield from benchmark.figures(folder, long)
        return
    ours: list[float] = []
    theirs: list[float] = []
    with benchmark.sides(folder) as sides:
        for number in range(-benchmark.warm_up, benchmark.long_rounds if long else benchmark.rounds):
            samples = _one_round(sides, peer_first=number % 2 == 1)
            if number >= 0:
                ours.append(samples[0])
                theirs += samples[1:]
    for goal in benchmark.goals:
        yield goal.row(benchmark, ours, theirs)


def _one_round(sides: Sides, *, peer_first: bool) -> list[float]:
    if sides.peer is None:
        return [sides.product()]
    if peer_first:
        theirs = sides.peer()
        return [sides.product(), theirs]
    return [sides.product(), sides.peer()]


def table(rows: Sequence[Row]) -> str:
    """The rows as text, a line each."""
    head = ("figure", "value", "peer", "ratio", "goal", "holds")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in {1, 2, 3} else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    return (
        row.figure,
        f"{row.value:.3f} {row.unit}",
        "" if row.peer is None else f"{row.peer:.3f} {row.unit}",
        f"{row.value / row.peer:.2f}" if row.peer else "",
        row.goal or "",
        {True: "yes", False: "NO", None: ""}[row.holds],
    )
