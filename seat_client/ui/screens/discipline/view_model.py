"""What a member acknowledges before anything of the project is seen: the discipline, and where the phone lies."""

from datetime import datetime
from typing import Literal

from seat_client.services.discipline import Discipline
from seat_client.services.seat import Seat
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import grouped
from seat_client.ui.language import translate

Phone = Literal["handed-in", "none"]
NO_PHONE = "none"  # what stands on the record in place of a box


class DisciplineModel(ActingModel):
    """Nothing is chosen beforehand; nothing can be confirmed before the text was read to its end."""

    def __init__(self, discipline: Discipline, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._discipline = discipline
        self.read_at: datetime | None = None
        self.phone: Phone | None = None
        self.box = ""

    @property
    def rules_digest(self) -> str:
        """The head of the SHA-256 of the project's rules, in groups."""
        return grouped(self._discipline.rules_digest)

    @property
    def client_version(self) -> str:
        return self._discipline.client_version

    @property
    def progress(self) -> tuple[int, int]:
        """How many members have acknowledged, of how many."""
        return self._discipline.acknowledged, self._seat.evaluation.size

    @property
    def done(self) -> bool:
        return self._discipline.done

    @property
    def obstacle(self) -> str:
        """Why it cannot be confirmed yet, in words for the button."""
        if self.done:
            done, size = self.progress
            words = translate("Discipline", "Acknowledged, waiting for the others ({done} / {all})")
            return words.format(done=done, all=size)
        if self.saving:
            return translate("Discipline", "Saving …")
        if self.read_at is None:
            return translate("Discipline", "Please read to the end first")
        if self.phone is None:
            return translate("Discipline", "Please say where your phone is")
        if self.phone == "handed-in" and not self.box.strip():
            return translate("Discipline", "Please write the number of the box")
        return ""

    def mark_read(self) -> None:
        """The last line has been on the screen."""
        if self.read_at is None:
            self.read_at = self._seat.now()
            self.changed.emit()

    def choose(self, phone: Phone) -> None:
        self.phone = phone
        self.changed.emit()

    def write_box(self, number: str) -> None:
        self.box = number
        self.changed.emit()

    def acknowledge(self) -> None:
        """Put it on the record, with the time."""
        box = NO_PHONE if self.phone == "none" else self.box
        self._do(lambda: self._discipline.acknowledge(box))
