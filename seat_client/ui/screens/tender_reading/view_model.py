"""What is judged, by which criteria, with which arithmetic: the project's rules as a text, read to its end."""

from datetime import datetime

from seat_client.domain.project import Project
from seat_client.services.discipline import TenderReading
from seat_client.services.seat import Seat
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import grouped
from seat_client.ui.language import translate


class TenderReadingModel(ActingModel):
    """Confirmed once, by everybody, after the last line has been seen."""

    def __init__(self, reading: TenderReading, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._reading = reading
        self.read_at: datetime | None = None

    @property
    def project(self) -> Project:
        return self._seat.project

    @property
    def rules_digest(self) -> str:
        """The head of the SHA-256 of the project's rules, in groups."""
        return grouped(self._reading.rules_digest)

    @property
    def progress(self) -> tuple[int, int]:
        """How many members have confirmed, of how many."""
        return self._reading.confirmed, self._seat.evaluation.size

    @property
    def done(self) -> bool:
        return self._reading.done

    @property
    def obstacle(self) -> str:
        """Why it cannot be confirmed yet, in words for the button."""
        if self.done:
            done, size = self.progress
            words = translate("TenderReading", "Confirmed, waiting for the others ({done} / {all})")
            return words.format(done=done, all=size)
        if self.saving:
            return translate("TenderReading", "Saving …")
        return "" if self.read_at else translate("TenderReading", "Please read to the end first")

    def mark_read(self) -> None:
        """The last line has been on the screen."""
        if self.read_at is None:
            self.read_at = self._seat.now()
            self.changed.emit()

    def confirm(self) -> None:
        self._do(self._reading.confirm)
