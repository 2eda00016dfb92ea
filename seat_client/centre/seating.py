"""Where seats stand, which are fit, and who sits where: the hall of `allocation`, kept in the centre's tables.

The solver is an extra of the centre (`highspy`): it is loaded when an allocation is made, not before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from seat_client.centre import clock
from seat_client.centre.allocation import paper
from seat_client.centre.allocation.drawing import Seed, draw_half
from seat_client.centre.allocation.drawing import commitment as commitment_of
from seat_client.centre.allocation.hall import Hall, Need, Seat
from seat_client.centre.errors import Conflict, NotFound, Refused
from seat_client.centre.storage import AllocationRow, DrawnRow, DrawRow, SeatHealthRow, SeatPlaceRow, Storage
from seat_client.domain.errors import Malformed

if TYPE_CHECKING:
    from seat_client.centre.allocation.solving import Move


@dataclass(frozen=True, slots=True)
class PlacedSeat:
    """A seat as the plan of the place has it."""

    seat: str
    place: str
    room: str
    neighbours: tuple[str, ...] = ()


class Seating:
    """The plan of all seats, and the allocations made on it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    # --- the plan -------------------------------------------------------------------------------

    def place(self, seats: Iterable[PlacedSeat]) -> int:
        """Take down where seats stand; what is known of their order and acceptance stays. Raises Refused."""
        given = list(seats)
        with self._storage.transaction() as session:
            for each in given:
                row = session.get(SeatPlaceRow, each.seat) or SeatPlaceRow(seat=each.seat)
                row.place, row.room, row.neighbours = each.place, each.room, list(each.neighbours)
                session.add(row)
            session.flush()
            try:
                self._hall(session, (), {})
            except Malformed as wrong:
                raise Refused("request_malformed", where=wrong.path) from wrong
        return len(given)

    def plan(self) -> list[SeatPlaceRow]:
        with self._storage.reading() as session:
            return list(session.scalars(select(SeatPlaceRow).order_by(SeatPlaceRow.place, SeatPlaceRow.seat)))

    def set_order(self, seat: str, why: str) -> None:
        """`why` a seat may not be used; empty: it may again. Raises NotFound."""
        with self._storage.transaction() as session:
            self._placed(session, seat).out_of_order = why

    def accept(self, seat: str, by: str) -> None:
        """Accept a seat on its last self-test, which has to be whole and passed. Raises NotFound, Conflict."""
        with self._storage.transaction() as session:
            row, health = self._placed(session, seat), session.get(SeatHealthRow, seat)
            if health is None or health.health["verdict"] == "fail" or health.health["short"]:
                raise Conflict("self_test_missing", seat=seat)
            row.accepted = {"at": clock.stamp(), "by": by, "test": health.health}

    def _placed(self, session: Session, seat: str) -> SeatPlaceRow:
        row = session.get(SeatPlaceRow, seat)
        if row is None:
            raise NotFound("seat_unplaced", seat=seat)
        return row

    # --- allocations ----------------------------------------------------------------------------

    def commit(self) -> str:
        """Draw the centre's half of the next seed; its digest is what is published now."""
        drawn = draw_half()
        with self._storage.transaction() as session:
            session.add(AllocationRow(at=clock.stamp(), commitment=commitment_of(drawn), drawn=drawn))
        return commitment_of(drawn)

    def allocate(self, commitment: str, said: str, reserves: Mapping[str, int]) -> paper.Published:
        """Seats for every draw that is not opened yet, under the half committed to and the word said.

        Raises NotFound, Conflict; AllocationError when the hall cannot hold them.
        """
        from seat_client.centre.allocation.solving import allocate

        with self._storage.reading() as session:
            row = self._committed(session, commitment)
            hall = self._hall(session, self._needs(session), reserves)
            seed = Seed(row.drawn, said)
        made = paper.Published(hall, seed, commitment, allocate(hall, seed))
        with self._storage.transaction() as session:
            row = self._committed(session, commitment)
            row.made, row.document = clock.stamp(), paper.document(made)
        return made

    def move(self, broken: Iterable[str]) -> "tuple[Move, ...]":
        """Seats of the newest allocation have failed: whoever sits there moves. Raises NotFound, AllocationError."""
        from seat_client.centre.allocation.solving import reallocate

        lost = frozenset(broken)
        newest = self.newest()
        if newest is None or not lost <= newest.hall.by_id.keys():
            raise NotFound("allocation_unknown")
        after, moves = reallocate(newest.hall_now, newest.seed, newest.now, lost)
        told = replace(newest, broken=(*newest.broken, paper.Broken(tuple(sorted(lost)), after.taken)))
        with self._storage.transaction() as session:
            row = self._committed_row(session, newest.commitment)
            if len(row.document["broken"]) != len(newest.broken):
                raise Conflict("already_done")
            row.document = paper.document(told)
        return moves

    def newest(self) -> paper.Published | None:
        """The allocation that holds now."""
        with self._storage.reading() as session:
            row = session.scalar(_MADE.limit(1))
        return paper.read(row.document) if row is not None else None

    def waiting(self) -> str:
        """The digest that was published and has no allocation yet."""
        with self._storage.reading() as session:
            row = session.scalar(select(AllocationRow).order_by(AllocationRow.seq.desc()).limit(1))
        return row.commitment if row is not None and not row.made else ""

    def seat_of(self, evaluation: str, member: str) -> str:
        """The seat a member of an opened draw has by the newest allocation, or nothing."""
        with self._storage.reading() as session:
            own = session.get(DrawnRow, (evaluation, member))
            row = session.scalar(_MADE.limit(1)) if own is not None else None
        if own is None or row is None:
            return ""
        told = paper.read(row.document)
        places = {seat.id: seat.place for seat in told.hall.seats}
        seats = [s for s in told.now.get(own.draw, ()) if own.place in ("", places[s])]
        return seats[own.position] if own.position < len(seats) else ""

    def _needs(self, session: Session) -> list[Need]:
        rows = session.scalars(select(DrawRow).where(DrawRow.opened == "").order_by(DrawRow.id))
        return [Need(row.id, count, place) for row in rows for place, count in sorted(row.seats.items())]

    def _hall(self, session: Session, needs: Iterable[Need], reserves: Mapping[str, int]) -> Hall:
        rows = list(session.scalars(select(SeatPlaceRow).order_by(SeatPlaceRow.seat)))
        failed = {h.seat for h in session.scalars(select(SeatHealthRow)) if h.health["verdict"] == "fail"}
        seats = tuple(
            Seat(r.seat, r.place, r.room, tuple(r.neighbours), fit=not r.out_of_order and r.seat not in failed)
            for r in rows
        )
        return Hall(seats, tuple(needs), dict(reserves))

    def _committed_row(self, session: Session, commitment: str) -> AllocationRow:
        row = session.scalar(select(AllocationRow).where(AllocationRow.commitment == commitment).with_for_update())
        if row is None:
            raise NotFound("allocation_unknown")
        return row

    def _committed(self, session: Session, commitment: str) -> AllocationRow:
        """A half that was committed to and not used; raises NotFound, Conflict."""
        row = self._committed_row(session, commitment)
        if row.made:
            raise Conflict("allocation_taken")
        return row


_MADE = select(AllocationRow).where(AllocationRow.made != "").order_by(AllocationRow.seq.desc())
