"""What an allocation is asked about: seats in rooms, what projects need, how many seats stay in reserve.

A project is known here by its number alone and a member not at all: who sits where is sealed elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from seat_client.domain.errors import Malformed

ANYWHERE = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat; `neighbours` are the ids of the seats beside it, in its room or behind a thin wall."""

    id: str
    place: str
    room: str
    neighbours: tuple[str, ...] = ()
    fit: bool = True

    @property
    def door(self) -> tuple[str, str]:
        """The room, which two places may number alike."""
        return self.place, self.room


@dataclass(frozen=True, slots=True)
class Need:
    """A project needs so many seats, at a place or anywhere."""

    project: str
    count: int
    place: str = ANYWHERE


@dataclass(frozen=True, slots=True)
class Hall:
    """The whole task; `reserves` are the fit seats of each place that have to stay free.

    Raises Malformed for ids that stand twice, unknown neighbours and places, and needs that repeat themselves.
    """

    seats: tuple[Seat, ...]
    needs: tuple[Need, ...]
    reserves: Mapping[str, int]

    def __post_init__(self) -> None:
        known = {seat.id for seat in self.seats}
        places = {seat.place for seat in self.seats}
        if len(known) != len(self.seats):
            raise Malformed("$.seats", "ids that are not used twice")
        for number, seat in enumerate(self.seats):
            if seat.id in seat.neighbours or not known.issuperset(seat.neighbours):
                raise Malformed(f"$.seats[{number}].neighbours", "ids of other seats")
        for number, need in enumerate(self.needs):
            if need.place not in places | {ANYWHERE}:
                raise Malformed(f"$.needs[{number}].place", "a place that has seats")
        if len({(need.project, need.place) for need in self.needs}) != len(self.needs):
            raise Malformed("$.needs", "one need for a project at a place")
        if not places.issuperset(self.reserves):
            raise Malformed("$.reserves", "places that have seats")

    @property
    def by_id(self) -> dict[str, Seat]:
        return {seat.id: seat for seat in self.seats}

    def fit_at(self, place: str) -> list[Seat]:
        """The seats that may be used for a need at this place, in the order of the hall."""
        return [seat for seat in self.seats if seat.fit and place in (ANYWHERE, seat.place)]

    @property
    def beside(self) -> frozenset[tuple[str, str]]:
        """Pairs of seats beside each other in different rooms, the smaller id first; one word of either is enough."""
        rooms = {seat.id: seat.door for seat in self.seats}
        pairs = ((seat.id, other) for seat in self.seats for other in seat.neighbours)
        return frozenset((min(p), max(p)) for p in pairs if rooms[p[0]] != rooms[p[1]])

    def without(self, broken: frozenset[str]) -> "Hall":
        """The same hall when these seats are no longer fit."""
        seats = tuple(Seat(s.id, s.place, s.room, s.neighbours, fit=s.fit and s.id not in broken) for s in self.seats)
        return Hall(seats, self.needs, self.reserves)


Taken = Mapping[str, tuple[str, ...]]
"""Project -> the seats of its members, in the drawn order: the first is for the first sealed envelope, and so on."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who sits where, what it cost under the seed's draws, and how many pairs of neighbours share a project."""

    taken: Taken
    cost: int
    close_pairs: int


def close_pairs(hall: Hall, taken: Taken) -> int:
    """Pairs of seats beside each other, in different rooms, that belong to one project."""
    project_of = {seat: project for project, seats in taken.items() for seat in seats}
    return sum(one in project_of and project_of[one] == project_of.get(other) for one, other in hall.beside)


def spare(hall: Hall, taken: Taken) -> dict[str, int]:
    """Fit seats of each place that are free."""
    used = {seat for seats in taken.values() for seat in seats}
    free: Counter[str] = Counter(seat.place for seat in hall.seats if seat.fit and seat.id not in used)
    return {place: free[place] for place in sorted({seat.place for seat in hall.seats})}


def needed(hall: Hall) -> dict[str, int]:
    """Seats each project needs in all."""
    count: dict[str, int] = defaultdict(int)
    for need in hall.needs:
        count[need.project] += need.count
    return dict(count)
