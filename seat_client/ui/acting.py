"""A page on which a member acts: what is being saved, why something was refused, and that it ends with its page."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from seat_client.domain.errors import RuleViolation
from seat_client.domain.events import RecordedFact
from seat_client.services import ServiceError
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct
from seat_client.ui.bridge import Bridge
from seat_client.ui.sentences import sentence_for


class ActingModel(QObject):
    """Follows the seat; `problem` is what the last act was refused for, in words."""

    changed = Signal()

    def __init__(self, seat: Seat, bridge: Bridge) -> None:
        super().__init__()
        self._seat, self._bridge = seat, bridge
        self.problem = ""
        self.saving = False
        self.connected = True
        self._unfollow = seat.changed.subscribe(self._follow)

    def leave(self) -> None:
        """The page goes: hear nothing more."""
        self._unfollow()

    def show_connection(self, connected: bool) -> None:
        """Whether the centre answers; what is done meanwhile is kept and sent later."""
        self.connected = connected
        self.changed.emit()

    def _follow(self, _: RecordedFact | None) -> None:
        self.changed.emit()

    def _do(self, act: Callable[[], "Future[SavedAct]"]) -> None:
        """Act; the page says so once it is durable, or why it was refused."""
        self.problem = ""
        try:
            saved = act()
        except (RuleViolation, ServiceError) as refused:
            self._refuse(refused)
            return
        self.saving = True
        self._bridge.when_done(saved, self._see_saved)
        self.changed.emit()

    def _see_saved(self, done: "Future[SavedAct]") -> None:
        self.saving = False
        if not done.cancelled() and (error := done.exception()) is not None:
            self._refuse(error)
            return
        self.changed.emit()

    def _refuse(self, error: BaseException) -> None:
        self.problem = str(sentence_for(error))
        self.changed.emit()
