"""Whether an allocation keeps the rules, looked at seat by seat and without any solver."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from seat_client.centre.allocation.hall import ANYWHERE, Hall, Taken, needed, spare

Code = Literal[
    "seat_unknown", "seat_unfit", "seat_twice", "project_unknown", "count_wrong", "place_wrong", "one_room",
    "reserve_missing", "commitment_differs", "cost_differs", "close_pairs_differ", "order_differs", "moves_differ",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken, and where: a project, a seat or a place."""

    code: Code
    where: str


def check(hall: Hall, taken: Taken, *, reserved: bool = True) -> tuple[Fault, ...]:
    """Everything wrong with an allocation; nothing for one that keeps the rules. Close neighbours are no fault."""
    return (*_seats(hall, taken), *_projects(hall, taken), *(_reserves(hall, taken) if reserved else ()))


def _seats(hall: Hall, taken: Taken) -> list[Fault]:
    known = hall.by_id
    used = Counter(seat for seats in taken.values() for seat in seats)
    faults = [Fault("seat_twice", seat) for seat, count in used.items() if count > 1]
    faults += [Fault("seat_unknown", seat) for seat in used if seat not in known]
    return faults + [Fault("seat_unfit", seat) for seat in used if seat in known and not known[seat].fit]


def _projects(hall: Hall, taken: Taken) -> list[Fault]:
    known, wanted = hall.by_id, needed(hall)
    faults = [Fault("project_unknown", project) for project in taken if project not in wanted]
    for project, count in wanted.items():
        seats = [known[seat] for seat in taken.get(project, ()) if seat in known]
        if len(taken.get(project, ())) != count:
            faults.append(Fault("count_wrong", project))
        if any(n > 1 for n in Counter(seat.door for seat in seats).values()):
            faults.append(Fault("one_room", project))
        at: dict[str, int] = defaultdict(int)
        for seat in seats:
            at[seat.place] += 1
        named = [need for need in hall.needs if need.project == project and need.place != ANYWHERE]
        anywhere = any(need.project == project and need.place == ANYWHERE for need in hall.needs)
        if any(at[n.place] < n.count or (not anywhere and at[n.place] > n.count) for n in named):
            faults.append(Fault("place_wrong", project))
    return faults


def _reserves(hall: Hall, taken: Taken) -> list[Fault]:
    free = spare(hall, taken)
    return [Fault("reserve_missing", place) for place, count in hall.reserves.items() if free[place] < count]
