"""The release of this seat: documents wiped, the centre told, then the seat's own record erased."""

from concurrent.futures import Future
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer

from seat_client.domain.events import MemberSignedIn, RecordedFact
from seat_client.services import NotReady
from seat_client.services.release import Release
from seat_client.services.seat import Seat
from seat_client.store.errors import StoreClosed
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate

LOOK_AGAIN_MS = 300


class ReleaseModel(ActingModel):
    """Goes on by itself once confirmed, also after the page was left: what was begun is brought to its end."""

    def __init__(self, release: Release, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._release = release
        self._leaving = False
        self._wiping = False
        self.pending = release.pending
        """Entries the centre has not yet confirmed, as last looked."""
        self.rows_wiped: int | None = None
        self.signed_in_at = _signed_in_at(seat)
        self._last_entry = seat.now()
        self._again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._again.timeout.connect(self._go_on)
        self._go_on()

    @property
    def confirmed(self) -> bool:
        return self._seat.own.wiped is not None

    @property
    def documents_wiped(self) -> int:
        return self._seat.own.wiped or 0

    @property
    def told(self) -> bool:
        """The centre has recorded this release."""
        return self._release.done

    @property
    def finished(self) -> bool:
        return self.rows_wiped is not None

    @property
    def progress(self) -> tuple[int, int]:
        """How many members have released their seats, of how many."""
        return len(self._seat.evaluation.released), self._seat.evaluation.size

    @property
    def worked(self) -> timedelta | None:
        """From the sign-in the centre recorded to the moment this page opened."""
        return None if self.signed_in_at is None else self._last_entry - self.signed_in_at

    @property
    def ended_at(self) -> datetime:
        return self._last_entry

    @property
    def obstacle(self) -> str:
        """Why the release cannot be confirmed now, in words for the button."""
        if self.finished:
            return translate("Release", "Released")
        if self.confirmed or self.saving:
            return translate("Release", "Wiping …")
        return "" if self.connected else translate("Release", "Possible once the connection is back")

    def confirm(self) -> None:
        """Wipe the documents and tell the centre; the rest follows."""
        self._do(self._release.confirm)
        self._go_on()

    def leave(self) -> None:
        self._leaving = True
        if self.finished or not self.confirmed:
            super().leave()

    def _follow(self, recorded: RecordedFact | None) -> None:
        super()._follow(recorded)
        self._go_on()

    def _go_on(self) -> None:
        if not self.confirmed or self._wiping:
            return
        if not self._again.isActive():
            self._again.start()
        try:
            self.pending = self._release.pending
            wiped = self._release.wipe()
        except StoreClosed:
            self._again.stop()  # the program ends; it goes on when the seat comes up again
            return
        except NotReady:
            self.changed.emit()
            return
        self._wiping = True
        self._again.stop()
        self._bridge.when_done(wiped, self._see_wiped)

    def _see_wiped(self, done: "Future[int]") -> None:
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self._wiping = False
            self._again.start()
            self._refuse(error)
            return
        self.rows_wiped = done.result()
        self.changed.emit()
        if self._leaving:
            super().leave()


def _signed_in_at(seat: Seat) -> datetime | None:
    times = (r.at for r in seat.store.facts() if isinstance(r.fact, MemberSignedIn) and r.fact.member == seat.member)
    first = next(times, None)
    return None if first is None else datetime.fromisoformat(first)
