"""A large city's seats drawn, 700 for 100 projects, against filling them one after the other without looking ahead."""

import itertools
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from seat_client.centre.allocation.drawing import Seed
from seat_client.centre.allocation.errors import AllocationError
from seat_client.centre.allocation.hall import Hall, Need, Seat, Taken, close_pairs
from seat_client.centre.allocation.judging import check
from seat_client.centre.allocation.solving import allocate, reallocate
from tests.benchmarks.frame import Benchmark, Goal, Row, Sides, Statistic, Study, milliseconds

SEATS, PROJECTS, PLACES, PER_ROOM = 700, 100, 10, 3
PEER = "first fit in random order"


def _hall(random_: random.Random) -> Hall:
    """Places with rooms for three in a row, wall to wall; committees of five and seven; two seats in reserve."""
    each, seats = SEATS // PLACES, []
    for place, number in itertools.product(range(PLACES), range(each)):
        beside = tuple(f"P{place}-{n}" for n in (number - 1, number + 1) if 0 <= n < each)
        seats.append(Seat(f"P{place}-{number}", f"P{place}", f"R{number // PER_ROOM}", beside))
    needs = tuple(Need(f"J{n}", random_.choice((5, 7, 7))) for n in range(PROJECTS))
    return Hall(tuple(seats), needs, {f"P{place}": 2 for place in range(PLACES)})


def _first_fit(hall: Hall, seed: str) -> Taken:
    """What a list and a pair of dice give: each project in turn, the next free seat in a room it is not in yet."""
    seats = [seat for seat in hall.seats if seat.fit]
    random.Random(seed).shuffle(seats)
    taken: dict[str, tuple[str, ...]] = {}
    for need in hall.needs:
        rooms: set[tuple[str, str]] = set()
        own: list[Seat] = []
        for seat in seats:
            if len(own) < need.count and seat.door not in rooms:
                own.append(seat)
                rooms.add(seat.door)
        seats = [seat for seat in seats if seat not in own]
        taken[need.project] = tuple(seat.id for seat in own)
    return taken


@contextmanager
def _sides(_folder: Path) -> Iterator[Sides]:
    random_ = random.Random(1)
    numbers = itertools.count()
    halls = [_hall(random_) for _ in range(5)]

    def ours() -> None:
        number = next(numbers)
        allocate(halls[number % len(halls)], Seed(f"{number:064x}", "bench"))

    def theirs() -> None:
        number = next(numbers)
        _first_fit(halls[number % len(halls)], str(number))

    yield Sides(milliseconds(ours), milliseconds(theirs))


def _kept(_folder: Path, long: bool) -> Iterable[Row]:
    """What both leave undone, over several halls: neighbours on one project, broken rules, people moved by a fault."""
    random_ = random.Random(2)
    rounds = 20 if long else 5
    ours = theirs = our_faults = their_faults = moved = lost = 0
    for number in range(rounds):
        hall, seed = _hall(random_), Seed(f"{number:064x}", "bench")
        naive = _first_fit(hall, str(number))
        theirs += close_pairs(hall, naive)
        their_faults += len(check(hall, naive))
        try:
            made = allocate(hall, seed)
        except AllocationError:
            our_faults += 1
            continue
        ours += made.close_pairs
        our_faults += len(check(hall, made.taken))
        used = sorted(seat for seats in made.taken.values() for seat in seats)
        broken = frozenset(random_.sample(used, 5))
        _, moves = reallocate(hall, seed, made.taken, broken)
        moved, lost = moved + len(moves), lost + len(broken)
    yield Row("allocation_close_pairs", ours / rounds, "pairs", theirs / rounds, "<= 0 pairs", ours == 0)
    yield Row("allocation_faults", our_faults / rounds, "faults", their_faults / rounds, "<= 0 faults", our_faults == 0)
    yield Row("allocation_moves_per_broken_seat", moved / max(lost, 1), "moves", None, "<= 1 moves", moved <= lost)


BENCHMARKS = (
    Benchmark(
        name="allocation",
        unit="ms",
        peer=PEER,
        goals=(
            Goal(Statistic.MEDIAN, 1000, figure="allocation_ms_median"),
            Goal(Statistic.P95, 1000, figure="allocation_ms_p95"),
        ),
        sides=_sides,
        rounds=20,
        long_rounds=100,
        warm_up=1,
    ),
    Study(name="allocation_rules", peer=PEER, figures=_kept),
)
