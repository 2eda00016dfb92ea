"""Discipline and phone deposit, and the reading of the tender: what a member acknowledges before judging."""

from concurrent.futures import Future

from seat_client import __version__
from seat_client.domain.events import AcknowledgeDiscipline, ConfirmReading
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct


class Discipline:
    """Acknowledged once, with the digest of the project's rules and the version of this program as shown."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    @property
    def rules_digest(self) -> str:
        return self._seat.assignment.rules_digest

    @property
    def client_version(self) -> str:
        return __version__

    @property
    def done(self) -> bool:
        return self._seat.own.discipline is not None

    @property
    def acknowledged(self) -> int:
        """How many members have."""
        return len(self._seat.evaluation.disciplined)

    def acknowledge(self, phone_box: str) -> "Future[SavedAct]":
        """`phone_box` is the number of the box the phone lies in, or what the member says of having none."""
        return self._seat.act(AcknowledgeDiscipline(self.rules_digest, self.client_version, phone_box.strip()))


class TenderReading:
    """The tender and the scoring rules, read before any bid is judged."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    @property
    def rules_digest(self) -> str:
        return self._seat.assignment.rules_digest

    @property
    def done(self) -> bool:
        return self._seat.own.reading

    @property
    def confirmed(self) -> int:
        """How many members have."""
        return len(self._seat.evaluation.read)

    def confirm(self) -> "Future[SavedAct]":
        return self._seat.act(ConfirmReading(self.rules_digest))
