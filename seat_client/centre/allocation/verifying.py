"""Anybody's check of a published allocation: the rules by looking, the chance by drawing again."""

from collections.abc import Iterator

from seat_client.centre.allocation.drawing import Costs
from seat_client.centre.allocation.hall import Hall, Taken, close_pairs
from seat_client.centre.allocation.judging import Fault, check
from seat_client.centre.allocation.paper import Published
from seat_client.centre.allocation.solving import allocate, reallocate
from seat_client.domain.errors import Malformed


def verify(published: Published, committed: str = "") -> tuple[Fault, ...]:
    """Everything wrong with it; `committed` is the digest one was told before, where one was.

    Another allocation than the one drawn again passes when it keeps the rules, has as few close neighbours and costs
    the same: then the seed does not tell the two apart. Raises AllocationError when the hall has no allocation.
    """
    faults = list(_commitment(published, committed)) + list(check(published.hall, published.allocation.taken))
    return tuple(faults) or (*_drawing(published), *_moves(published))


def _commitment(published: Published, committed: str) -> Iterator[Fault]:
    try:
        for told in (published.commitment, committed or published.commitment):
            published.seed.check(told)
    except Malformed:
        yield Fault("commitment_differs", "")


def _drawing(published: Published) -> Iterator[Fault]:
    hall, told = published.hall, published.allocation
    costs = Costs(hall, published.seed)
    again = allocate(hall, published.seed)
    if {costs.total(told.taken), told.cost} != {again.cost}:
        yield Fault("cost_differs", "")
    if {close_pairs(hall, told.taken), told.close_pairs} != {again.close_pairs}:
        yield Fault("close_pairs_differ", "")
    for project, seats in told.taken.items():
        if costs.in_order(project, seats) != seats:
            yield Fault("order_differs", project)


def _moves(published: Published) -> Iterator[Fault]:
    """Each round of broken seats from where the one before ended."""
    hall, before = published.hall, published.allocation.taken
    for each in published.broken:
        broken = frozenset(each.seats)
        again, _ = reallocate(hall, published.seed, before, broken)
        hall = hall.without(broken)
        yield from check(hall, each.taken, reserved=False)
        if _measures(hall, published, before, each.taken) != _measures(hall, published, before, again.taken):
            yield Fault("moves_differ", ", ".join(sorted(broken)))
        before = each.taken


def _measures(hall: Hall, published: Published, before: Taken, after: Taken) -> tuple[int, int, int]:
    """What an allocation after a fault is chosen by: who moved, neighbours, cost."""
    known = {project: set(seats) for project, seats in before.items()}
    moved = sum(seat not in known.get(project, set()) for project, seats in after.items() for seat in seats)
    inside = {project: tuple(s for s in seats if s in hall.by_id) for project, seats in after.items()}
    return moved, close_pairs(hall, inside), Costs(hall, published.seed).total(inside)
