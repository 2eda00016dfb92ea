"""The allocation itself, as an integer programme for HiGHS (MIT, `highspy`): exact, and the same on every machine.

A variable says that a need has a seat. Rows: each need has its seats; a seat serves one need; a project is in a room
once; reserves stay free. Then, in this order: no neighbours of one project where that is possible, and the least cost
under the draws of the seed. Since the costs are drawn, the cheapest allocation is a random one, and since it is the
cheapest, any other exact solver finds one that costs the same.

Not every seat comes into question for every need: first the `WIDTHS[0]` cheapest of each, then more, then all. The
first width with which all rules can be kept counts, which is part of the published rule.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from seat_client.centre.allocation.drawing import Costs, Seed
from seat_client.centre.allocation.errors import Impossible, NotDecided
from seat_client.centre.allocation.hall import ANYWHERE, Allocation, Hall, Need, Taken, close_pairs, needed, spare

WIDTHS = (24, 128, 2000)
SECONDS = 60
_EXACT = 1e-9

Place = tuple[int, str]  # the number of a need, and a seat's id


def allocate(hall: Hall, seed: Seed) -> Allocation:
    """The one allocation of this hall under this seed. Raises Impossible, NotDecided."""
    _check_counts(hall)
    costs = Costs(hall, seed)
    options: list[Place] = []
    for width in WIDTHS:
        if len(wider := _options(hall, costs, width)) == len(options):
            break
        options = wider
        taken = _solve(hall, options, [_cost(hall, costs)], reserved=True, apart=True)
        if taken is not None:
            return _made(hall, costs, taken)
    taken = _solve(hall, options, [_closeness, _cost(hall, costs)], reserved=True, apart=False)
    if taken is None:
        raise Impossible("no_way", projects=len(needed(hall)), seats=len(hall.fit_at(ANYWHERE)))
    return _made(hall, costs, taken)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody of a project changes seats."""

    project: str
    old: str
    new: str


def reallocate(hall: Hall, seed: Seed, before: Taken, broken: frozenset[str]) -> tuple[Allocation, tuple[Move, ...]]:
    """The hall after seats failed: as few people move as can be, and the reserve serves. Raises Impossible, NotDecided.

    First only those whose seat failed move; where that keeps no rule, others move as well, as few as possible.
    """
    hall = hall.without(broken)
    costs = Costs(hall, seed)
    _check_places(hall, reserved=False)
    hit = {project for project, seats in before.items() if broken.intersection(seats)}
    homes = _homes(hall, before)
    used = {seat for seats in before.values() for seat in seats}
    free = {seat.id for seat in hall.fit_at(ANYWHERE)} - used
    bound = [
        (number, seat)
        for number, need in enumerate(hall.needs)
        for seat in (sorted(homes[number] - broken) + sorted(_at(hall, need) & free if need.project in hit else ()))
    ]
    kept = frozenset(p for p in bound if p[1] in used)
    layers: list[_Layer] = [_closeness, _cost(hall, costs)]
    taken = _solve(hall, bound, layers, reserved=False, apart=False, kept=kept)
    if taken is None:
        every = [(number, seat) for number, need in enumerate(hall.needs) for seat in sorted(_at(hall, need))]
        taken = _solve(hall, every, [_moving(homes), *layers], reserved=False, apart=False)
    if taken is None:
        raise Impossible("no_way", projects=len(needed(hall)), seats=len(hall.fit_at(ANYWHERE)))
    after = _in_old_places(before, taken, costs)
    made = Allocation(after, costs.total(after), close_pairs(hall, after))
    return made, tuple(_moves(before, after))


# --- what comes into question -------------------------------------------------------------------------


def _options(hall: Hall, costs: Costs, width: int) -> list[Place]:
    fit = {place: [seat.id for seat in hall.fit_at(place)] for place in {need.place for need in hall.needs}}
    return [
        (number, seat)
        for number, need in enumerate(hall.needs)
        for seat in costs.cheapest(need.project, fit[need.place], width)
    ]


def _at(hall: Hall, need: Need) -> set[str]:
    return {seat.id for seat in hall.fit_at(need.place)}


def _homes(hall: Hall, before: Taken) -> list[set[str]]:
    """The seats each need has now; a need at a place takes those of its place first, one for anywhere the others."""
    left = {project: list(seats) for project, seats in before.items()}
    places = {seat.id: seat.place for seat in hall.seats}
    homes: list[set[str]] = [set() for _ in hall.needs]
    for number, need in sorted(enumerate(hall.needs), key=lambda n: n[1].place == ANYWHERE):
        fitting = [s for s in left.get(need.project, []) if need.place in (ANYWHERE, places[s])][: need.count]
        homes[number] = set(fitting)
        left[need.project] = [s for s in left.get(need.project, []) if s not in homes[number]]
    return homes


def _made(hall: Hall, costs: Costs, taken: Taken) -> Allocation:
    ordered = {project: costs.in_order(project, seats) for project, seats in sorted(taken.items())}
    return Allocation(ordered, costs.total(ordered), close_pairs(hall, ordered))


def _in_old_places(before: Taken, taken: Taken, costs: Costs) -> dict[str, tuple[str, ...]]:
    """New seats in the place of the lost ones, so that every envelope but the movers' stays where it is."""
    after = {}
    for project, seats in sorted(taken.items()):
        old = before.get(project, ())
        new = iter(costs.in_order(project, tuple(s for s in seats if s not in old)))
        after[project] = tuple(seat if seat in seats else next(new) for seat in old)
    return after


def _moves(before: Taken, after: Taken) -> Iterator[Move]:
    for project, seats in after.items():
        for old, new in zip(before[project], seats, strict=True):
            if old != new:
                yield Move(project, old, new)


# --- what can be said without solving -----------------------------------------------------------------


def _check_counts(hall: Hall) -> None:
    """Say in numbers what is missing, where numbers alone show it."""
    _check_places(hall, reserved=True)
    rooms = {need.place: len({s.door for s in hall.fit_at(need.place)}) for need in (*hall.needs, Need("", 0))}
    wanted = [(need.project, need.count, rooms[need.place]) for need in hall.needs]
    wanted += [(project, count, rooms[ANYWHERE]) for project, count in needed(hall).items()]
    for project, count, there in wanted:
        if count > there:
            raise Impossible("rooms_too_few", project=project, needed=count, rooms=there)


def _check_places(hall: Hall, *, reserved: bool) -> None:
    usable = spare(hall, {})
    kept = dict(hall.reserves) if reserved else {}
    for place in (*usable, ANYWHERE):
        wanted = sum(need.count for need in hall.needs if place in (ANYWHERE, need.place))
        here = usable[place] if place else sum(usable.values())
        reserve = kept.get(place, 0) if place else sum(kept.values())
        if wanted > here - reserve:
            raise Impossible("seats_too_few", place=place, needed=wanted, usable=here, reserve=reserve)


# --- the programme ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Program:
    """Columns: a place for each need, then one for each pair of neighbours that may share a project."""

    places: Sequence[Place]
    close: list[tuple[int, int]] = field(default_factory=list)
    rows: list[tuple[float, float, list[int], list[float]]] = field(default_factory=list)

    def row(self, least: float, most: float, columns: Iterable[int], values: Iterable[float] = ()) -> None:
        chosen = list(columns)
        self.rows.append((least, most, chosen, list(values) or [1.0] * len(chosen)))

    @property
    def zeros(self) -> list[int]:
        return [0] * len(self.close)

    @property
    def size(self) -> int:
        return len(self.places) + len(self.close)


_Layer = Callable[[_Program], list[int]]


def _closeness(program: _Program) -> list[int]:
    return [0] * len(program.places) + [1] * len(program.close)


def _cost(hall: Hall, costs: Costs) -> _Layer:
    drawn = [costs.of(need.project) for need in hall.needs]
    return lambda p: [drawn[number][seat] for number, seat in p.places] + p.zeros


def _moving(homes: Sequence[set[str]]) -> _Layer:
    return lambda p: [int(seat not in homes[number]) for number, seat in p.places] + p.zeros


def _program(hall: Hall, places: Sequence[Place], *, reserved: bool, apart: bool, kept: frozenset[Place]) -> _Program:
    program, seats = _Program(places), hall.by_id
    by_need: dict[int, list[int]] = defaultdict(list)
    by_seat: dict[str, list[int]] = defaultdict(list)
    by_room: dict[tuple[str, tuple[str, str]], list[int]] = defaultdict(list)
    by_place: dict[str, list[int]] = defaultdict(list)
    by_project: dict[tuple[str, str], list[int]] = defaultdict(list)
    for column, place in enumerate(places):
        number, seat = place
        project, where = hall.needs[number].project, seats[seat]
        by_need[number].append(column)
        by_seat[seat].append(column)
        by_room[project, where.door].append(column)
        by_place[where.place].append(column)
        by_project[project, seat].append(column)
        if place in kept:
            program.row(1, 1, [column])
    for number, need in enumerate(hall.needs):
        program.row(need.count, need.count, by_need[number])
    for columns in (*by_seat.values(), *by_room.values()):
        if len(columns) > 1:
            program.row(0, 1, columns)
    if reserved:
        _reserve(program, hall, by_place)
    _neighbours(program, hall, by_project, apart=apart)
    return program


def _reserve(program: _Program, hall: Hall, by_place: dict[str, list[int]]) -> None:
    usable = spare(hall, {})
    for place, count in hall.reserves.items():
        if count and by_place[place]:
            program.row(0, usable[place] - count, by_place[place])


def _neighbours(program: _Program, hall: Hall, by_project: dict[tuple[str, str], list[int]], *, apart: bool) -> None:
    """One project on both sides of a wall: forbidden, or counted by a column of its own."""
    asked: dict[str, list[str]] = defaultdict(list)
    for project, seat in by_project:
        asked[seat].append(project)
    for one, other in sorted(hall.beside):
        for project in asked[one]:
            if (project, other) not in by_project:
                continue
            columns = by_project[project, one] + by_project[project, other]
            if apart:
                program.row(0, 1, columns)
            else:
                program.close.append((columns[0], columns[-1]))
                told = program.size - 1
                program.row(-1, 1, [*columns, told], [*([1.0] * len(columns)), -1.0])


def _solve(
    hall: Hall, places: Sequence[Place], layers: Sequence[_Layer], *, reserved: bool, apart: bool,
    kept: frozenset[Place] = frozenset(),
) -> dict[str, tuple[str, ...]] | None:  # fmt: skip
    """Minimise the layers one after the other, each without giving up what the one before reached; None: no way."""
    program = _program(hall, places, reserved=reserved, apart=apart, kept=kept)
    solver = _solver()
    chosen: list[int] = []
    for number, layer in enumerate(layers):
        weights = layer(program)
        if number and not any(weights):
            continue
        solver.passModel(_model(program, weights))
        solver.run()
        status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise NotDecided("not_decided", seconds=SECONDS)
        chosen = [round(value) for value in solver.getSolution().col_value]
        weighed = [(column, weight) for column, weight in enumerate(weights) if weight]
        reached = sum(weight * chosen[column] for column, weight in weighed)
        program.row(0, reached, [column for column, _ in weighed], [float(weight) for _, weight in weighed])
    return _read(hall, places, chosen)


def _read(hall: Hall, places: Sequence[Place], chosen: Sequence[int]) -> dict[str, tuple[str, ...]]:
    taken: dict[str, tuple[str, ...]] = {need.project: () for need in hall.needs}
    for (number, seat), on in zip(places, chosen, strict=False):
        if on:
            taken[hall.needs[number].project] += (seat,)
    return taken


def _solver() -> highspy.Highs:
    solver = highspy.Highs()
    solver.silent()
    for name, value in (
        ("threads", 1), ("random_seed", 0), ("time_limit", float(SECONDS)),
        ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5), ("mip_feasibility_tolerance", _EXACT),
        ("primal_feasibility_tolerance", _EXACT),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
    return solver


def _model(program: _Program, weights: Sequence[int]) -> highspy.HighsLp:
    model, size, rows = highspy.HighsLp(), program.size, program.rows
    model.num_col_, model.num_row_ = size, len(rows)
    model.col_cost_ = np.array(weights, dtype=np.double)
    model.col_lower_, model.col_upper_ = np.zeros(size), np.ones(size)
    model.row_lower_ = np.array([row[0] for row in rows], dtype=np.double)
    model.row_upper_ = np.array([row[1] for row in rows], dtype=np.double)
    model.integrality_ = [highspy.HighsVarType.kInteger] * size
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(row[2]) for row in rows])]).astype(np.int32)
    model.a_matrix_.index_ = np.array([column for row in rows for column in row[2]], dtype=np.int32)
    model.a_matrix_.value_ = np.array([value for row in rows for value in row[3]], dtype=np.double)
    return model
