"""What each seat said of its last self-test."""

from sqlalchemy import select

from seat_client.centre.errors import Forbidden
from seat_client.centre.storage import SeatHealthRow, Storage
from seat_client.wire.seats import SeatHealth


class SeatRegister:
    """One row for each seat that ever told."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def keep(self, health: SeatHealth, *, certified: str = "") -> None:
        """In place of what the seat told before. Raises Forbidden for a seat that speaks for another."""
        if certified and certified != health.seat:
            raise Forbidden("seat_differs", certified=certified)
        row = SeatHealthRow(seat=health.seat, health=health.model_dump(mode="json"))
        with self._storage.transaction() as session:
            session.merge(row)

    def all(self) -> list[SeatHealth]:
        with self._storage.reading() as session:
            rows = session.scalars(select(SeatHealthRow).order_by(SeatHealthRow.seat))
            return [SeatHealth.model_validate(row.health) for row in rows]
