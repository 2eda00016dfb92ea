"""Release: the documents are wiped, the centre told, and then the seat's own record erased."""

from concurrent.futures import Future

from seat_client.domain.events import ConfirmRelease
from seat_client.services import NotReady
from seat_client.services.seat import Seat
from seat_client.services.shelf import Shelf
from seat_client.store.store import SavedAct


class Release:
    """Two steps, so that nothing is erased which the centre does not yet hold."""

    def __init__(self, seat: Seat, shelf: Shelf) -> None:
        self._seat = seat
        self._shelf = shelf

    @property
    def done(self) -> bool:
        """The centre has recorded this member's release."""
        return self._seat.member in self._seat.evaluation.released

    @property
    def pending(self) -> int:
        """Acts the centre has not yet confirmed."""
        return self._seat.store.pending_count()

    def confirm(self) -> "Future[SavedAct]":
        """Wipe the documents and tell the centre."""
        return self._seat.act(ConfirmRelease(self._shelf.wipe()))

    def wipe(self) -> "Future[int]":
        """Erase the seat's own record; raises NotReady while the centre lacks anything of it."""
        if self.pending or not self.done:
            raise NotReady("entries_pending", count=self.pending)
        return self._seat.store.wipe()
