"""The centre with many seats: how long a score push, the news of a vote and a sign-in take, and what a seat costs.

Product: seventy seats in ten projects side by side, while fourteen more join at once; peer: one seat alone at the same
centre in the same run, acting as often as the seventy together. Both pushes are timed from the moment the act was due
to the centre's answer, which it gives after its commit; the news of a vote until every seat of the committee holds the
fact; joining from the challenge to the open stream. Cost is processor time of the centre's processes and its database,
for each seat and second at the same pace. Both databases in turn, about three minutes each on two cores.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import islice
from pathlib import Path

from tests.benchmarks.centre_load import Act, Heard, LoadProject, LoadSeat, join_at_once, play
from tests.benchmarks.centre_under_load import CentreUnderLoad, centre_under_load, chance, committees
from tests.benchmarks.frame import Benchmark, Goal, Sides, Statistic
from tests.postgres_server import PostgresServer, binaries, scratch_server

PACE = 6.0  # seconds between two acts of one seat, on average: a quick expert at a form
SEATS_OF_A_PROJECT = 7
JOINING = 14
PROJECTS = 10
TURNS = 6
JOINING_TURNS = (2, 5)  # in which fourteen come at once
CROWD_SECONDS = 6.0  # of a turn of the seventy
ALONE_SECONDS = 2.0
NEWCOMERS = len(JOINING_TURNS) * JOINING + 2 * TURNS
COST_SECONDS = 12.0
SIZES = (7, 70, 700)


class Runner:
    """The load's event loop; the centre stands elsewhere."""

    def __init__(self, centre: CentreUnderLoad) -> None:
        self.centre = centre
        self._loop = asyncio.Runner()
        self._listeners = committees(centre.projects)
        self._number = 0

    def everybody(self, projects: list[LoadProject]) -> list[LoadSeat]:
        return [seat for project in projects for seat in project.seats]

    def join(self, seats: list[LoadSeat]) -> None:
        async def join() -> None:
            for some in range(0, len(seats), SEATS_OF_A_PROJECT):
                await join_at_once(seats[some : some + SEATS_OF_A_PROJECT], 0.0)

        self._loop.run(join())

    def phase(self, acts: list[Act], alone: bool, joining: list[LoadSeat]) -> Heard:
        async def run() -> Heard:
            late = asyncio.create_task(join_at_once(joining, acts[-1].at / 2 if acts else 0.0))
            listeners = {seat: [seat] if alone else self._listeners[seat] for seat in self._listeners}
            heard = await play(acts, listeners)
            heard.joins = await late
            return heard

        return self._loop.run(run())

    def acts(
        self, projects: list[LoadProject], active: list[LoadSeat] | None, seconds: float, pace: float
    ) -> list[Act]:
        """What these seats will do, in the order of time; None: all seats of the projects."""
        self._number += 1
        drawn = chance(self._number)
        made = [act for project in projects for act in project.acts(active or project.seats, seconds, pace, drawn)]
        return sorted(made, key=lambda act: act.at)

    def leave(self, seats: list[LoadSeat]) -> None:
        async def leave() -> None:
            await asyncio.gather(*(seat.leave() for seat in seats))

        self._loop.run(leave())

    def close(self) -> None:
        self.leave([*self.everybody(self.centre.projects), *self.centre.newcomers])
        self._loop.close()


def _crowd_and_alone(runner: Runner) -> tuple[Heard, Heard]:
    """By short turns, since a machine's speed changes: one seat that scores, one that votes, then the seventy.

    The seventy stay connected throughout, and are silent while one acts alone. The lone voter is another member each
    time, for a changed vote is not told.
    """
    centre = runner.centre
    crowd, alone = Heard(), Heard()
    often = PACE / (PROJECTS * SEATS_OF_A_PROJECT)
    newcomers = iter(centre.newcomers)
    for turn in range(TURNS):
        for project in centre.projects[PROJECTS:]:
            seat = project.seats[turn]
            runner.join([seat])
            acts = runner.acts([project], [seat], ALONE_SECONDS, often)
            _add(alone, runner.phase(acts, True, list(islice(newcomers, 1))))
            runner.leave([seat])
        acts = runner.acts(centre.projects[:PROJECTS], None, CROWD_SECONDS, PACE)
        together = JOINING if turn in JOINING_TURNS else 0
        _add(crowd, runner.phase(acts, False, list(islice(newcomers, together))))
    return crowd, alone


def _add(to: Heard, heard: Heard) -> None:
    to.pushes += heard.pushes
    to.fanouts += heard.fanouts
    to.joins += heard.joins


@contextmanager
def _database(name: str) -> Iterator[PostgresServer | None]:
    if name == "sqlite":
        yield None
        return
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("the bench set-up brings postgresql")
    with scratch_server(programs) as server:
        yield server


def _latency(database: str, pick: Callable[[Heard], list[float]]) -> Callable[[Path], AbstractContextManager[Sides]]:
    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        crowd, alone = _measured(database, folder)
        yield Sides(product=_one_by_one(pick(crowd)), peer=_one_by_one(pick(alone)))

    return sides


_KEPT: dict[str, tuple[Heard, Heard]] = {}


def _measured(database: str, folder: Path) -> tuple[Heard, Heard]:
    """One run serves the pushes, the news and the joining."""
    if database not in _KEPT:
        with ExitStack() as stack:
            server = stack.enter_context(_database(database))
            centre = stack.enter_context(centre_under_load(folder, PROJECTS + 2, server=server, newcomers=NEWCOMERS))
            runner = Runner(centre)
            stack.callback(runner.close)
            crowd = centre.projects[:PROJECTS]
            runner.join(runner.everybody(crowd))
            runner.phase(runner.acts(crowd, None, 2.0, PACE / 3), False, [])  # warm
            _KEPT[database] = _crowd_and_alone(runner)
    return _KEPT[database]


def _one_by_one(samples: list[float]) -> Callable[[], float]:
    """The samples in turn, and again from the first: the frame asks for as many as it likes."""
    position = -1

    def sample() -> float:
        nonlocal position
        position = (position + 1) % len(samples)
        return samples[position]

    return sample


def _cost(database: str) -> Callable[[Path], AbstractContextManager[Sides]]:
    @contextmanager
    def sides(folder: Path) -> Iterator[Sides]:
        costs = _costs(database, folder)
        yield Sides(product=lambda: costs[SIZES[-1]], peer=lambda: costs[SIZES[0]])

    return sides


def _costs(database: str, folder: Path) -> dict[int, float]:
    """Milliseconds of processor time for each seat and second, by the number of seats."""
    costs: dict[int, float] = {}
    with ExitStack() as stack:
        server = stack.enter_context(_database(database))
        centre = stack.enter_context(centre_under_load(folder, SIZES[-1] // SEATS_OF_A_PROJECT, server=server))
        runner = Runner(centre)
        stack.callback(runner.close)
        for size in SIZES:
            # Every other project votes, the others score; of seven seats alone, both are tried.
            wanted = centre.projects[: size // SEATS_OF_A_PROJECT]
            tried = [centre.projects[:1], centre.projects[1:2]] if len(wanted) == 1 else [wanted]
            costs[size] = sum(_cost_of(runner, projects) for projects in tried) / len(tried)
            print(f"  {size} seats on {database}: {costs[size]:.3f} ms of processor time for a seat and second")
    return costs


def _cost_of(runner: Runner, projects: list[LoadProject]) -> float:
    everybody = runner.everybody(projects)
    runner.join(everybody)
    runner.phase(runner.acts(projects, None, 2.0, PACE), False, [])  # warm
    acts = runner.acts(projects, None, COST_SECONDS, PACE)
    before = runner.centre.cpu_seconds()
    runner.phase(acts, False, [])
    spent = runner.centre.cpu_seconds() - before
    runner.leave(everybody)
    expected = len(everybody) * COST_SECONDS / PACE
    # The load is drawn by chance; the cost is for the number of acts that the pace means.
    return spent * 1000 / len(everybody) / COST_SECONDS * (expected / max(1, len(acts)))


def _benchmarks(database: str, suffix: str) -> tuple[Benchmark, ...]:
    def ratio(figure: str, bound: float, statistic: Statistic = Statistic.P95) -> tuple[Goal, ...]:
        return (Goal(statistic, bound, of_peer=True, figure=figure + suffix),)

    alone, rounds, joins = "one seat alone", 200, len(JOINING_TURNS) * JOINING
    return (
        Benchmark(f"centre.push.{database}", "ms", alone, ratio("push_p95_70_ratio", 2),
                  _latency(database, lambda h: h.pushes), rounds=rounds, warm_up=0),
        Benchmark(f"centre.fanout.{database}", "ms", alone, ratio("fanout_p95_70_ratio", 2),
                  _latency(database, lambda h: h.fanouts), rounds=4 * rounds, warm_up=0),
        # Fourteen at once wait for one another: no longer than if they came one by one.
        Benchmark(f"centre.join.{database}", "ms", "one joining alone", ratio("join_14_ratio", JOINING),
                  _latency(database, lambda h: h.joins), rounds=joins, long_rounds=joins, warm_up=0),
        Benchmark(f"centre.cost.{database}", "ms/s", "seven seats",
                  ratio("cost_growth_700", 1.2, Statistic.MEDIAN), _cost(database), rounds=1, long_rounds=1, warm_up=0),
    )  # fmt: skip


BENCHMARKS = [*_benchmarks("sqlite", ""), *_benchmarks("postgresql", "_postgresql")]
