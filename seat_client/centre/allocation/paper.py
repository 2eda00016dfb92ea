"""The published allocation as a document: the hall, both halves of the seed, the outcome. Its reader trusts nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seat_client.centre.allocation.drawing import Seed
from seat_client.centre.allocation.hall import ANYWHERE, Allocation, Hall, Need, Seat, Taken
from seat_client.domain.errors import Malformed
from seat_client.domain.reading import Node

HALL_FORMAT, FORMAT = "seat-hall/1", "seat-allocation/1"
MOST_SEATS = 2000
MOST_NEEDS = 1000
MOST_MEMBERS = 99
MOST_NEIGHBOURS = 12
LONGEST_WORD = 200
_COST_LIMIT = 2**40


@dataclass(frozen=True, slots=True)
class Broken:
    """Seats that failed, and who sits where since."""

    seats: tuple[str, ...]
    taken: Taken


@dataclass(frozen=True, slots=True)
class Published:
    """What a document holds; `commitment` was told before the word was said, `broken` came after in this order."""

    hall: Hall
    seed: Seed
    commitment: str
    allocation: Allocation
    broken: tuple[Broken, ...] = ()

    @property
    def now(self) -> Taken:
        """Who sits where after all that failed."""
        return self.broken[-1].taken if self.broken else self.allocation.taken

    @property
    def hall_now(self) -> Hall:
        return self.hall.without(frozenset(seat for each in self.broken for seat in each.seats))


def hall_document(hall: Hall) -> dict[str, Any]:
    """The task alone."""
    seats = [
        {"id": s.id, "place": s.place, "room": s.room, "neighbours": list(s.neighbours), "fit": s.fit}
        for s in hall.seats
    ]
    needs = [{"project": n.project, "count": n.count, "place": n.place} for n in hall.needs]
    return {"format": HALL_FORMAT, "seats": seats, "needs": needs, "reserves": dict(hall.reserves)}


def document(published: Published) -> dict[str, Any]:
    """What is published; whoever has it can draw again."""
    made, seed = published.allocation, published.seed
    return {
        "format": FORMAT, "hall": hall_document(published.hall), "commitment": published.commitment,
        "seed": {"drawn": seed.drawn, "said": seed.said}, "taken": _taken_document(made.taken),
        "cost": made.cost, "close_pairs": made.close_pairs,
        "broken": [{"seats": list(b.seats), "taken": _taken_document(b.taken)} for b in published.broken],
    }  # fmt: skip


def _taken_document(taken: Taken) -> dict[str, list[str]]:
    return {project: list(seats) for project, seats in taken.items()}


def read_hall(value: object) -> Hall:
    """The task of a document; raises Malformed with the path of the first fault."""
    return _hall(Node(value))


def read(value: object) -> Published:
    """A published allocation; raises Malformed. Whether it keeps the rules is `judging`'s business."""
    fields = Node(value).fields("format hall commitment seed taken cost close_pairs broken")
    fields["format"].choice(FORMAT)
    halves = fields["seed"].fields("drawn said")
    seed = Seed(halves["drawn"].identifier(), halves["said"].text(LONGEST_WORD, empty=True))
    costs = [fields[name].integer(0, _COST_LIMIT) for name in ("cost", "close_pairs")]
    made = Allocation(_taken(fields["taken"]), *costs)
    broken = tuple(_broken(each) for each in fields["broken"].elements(0, MOST_SEATS))
    return Published(_hall(fields["hall"]), seed, fields["commitment"].text(64), made, broken)


def _taken(node: Node) -> Taken:
    return {
        project: tuple(seat.identifier() for seat in seats.elements(0, MOST_MEMBERS))
        for project, seats in node.members().items()
    }


def _broken(node: Node) -> Broken:
    fields = node.fields("seats taken")
    seats = tuple(seat.identifier() for seat in fields["seats"].elements(1, MOST_SEATS))
    return Broken(seats, _taken(fields["taken"]))


def _hall(node: Node) -> Hall:
    fields = node.fields("format seats needs", "reserves")
    fields["format"].choice(HALL_FORMAT)
    reserves = fields["reserves"].members() if "reserves" in fields else {}
    seats = tuple(_seat(each) for each in fields["seats"].elements(1, MOST_SEATS))
    needs = tuple(_need(each) for each in fields["needs"].elements(0, MOST_NEEDS))
    try:
        return Hall(seats, needs, _counts(reserves))
    except Malformed as fault:
        raise Malformed(node.path + fault.path.removeprefix("$"), fault.expected) from fault


def _counts(reserves: Mapping[str, Node]) -> dict[str, int]:
    return {place: count.integer(0, MOST_SEATS) for place, count in reserves.items()}


def _seat(node: Node) -> Seat:
    fields = node.fields("id place room", "neighbours fit")
    beside = fields["neighbours"].elements(0, MOST_NEIGHBOURS) if "neighbours" in fields else ()
    return Seat(
        fields["id"].identifier(), fields["place"].identifier(), fields["room"].identifier(),
        tuple(other.identifier() for other in beside), "fit" not in fields or fields["fit"].boolean(),
    )  # fmt: skip


def _need(node: Node) -> Need:
    fields = node.fields("project count", "place")
    place = fields["place"].identifier() if "place" in fields and fields["place"].value != ANYWHERE else ANYWHERE
    return Need(fields["project"].identifier(), fields["count"].integer(1, MOST_MEMBERS), place)
