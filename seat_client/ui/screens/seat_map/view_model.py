"""What the map of seats shows: the answer of the centre, or why there is none."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence_for
from seat_client.wire.seats import SeatHealth

_WORST = {"fail": 0, "remind": 1, "pass": 2}


class SeatMapModel(QObject):
    """Asks by `seats`, whose answer may be a long time in coming."""

    changed = Signal()

    def __init__(self, seats: "Callable[[], Future[tuple[SeatHealth, ...]]]", bridge: Bridge) -> None:
        super().__init__()
        self._ask, self._bridge = seats, bridge
        self.seats: tuple[SeatHealth, ...] = ()
        """The worst first, then by id."""
        self.busy = False
        self.problem = ""

    def ask(self) -> None:
        """Ask the centre, unless it is being asked."""
        if self.busy:
            return
        self.busy, self.problem = True, ""
        self._bridge.when_done(self._ask(), self._take)
        self.changed.emit()

    @property
    def sentence(self) -> str:
        """How many there are and how they stand; empty while a problem is shown."""
        if self.problem:
            return ""
        if self.busy and not self.seats:
            return translate("SeatMap", "Asking the centre …")
        counts = [sum(seat.verdict == verdict for seat in self.seats) for verdict in ("pass", "remind", "fail")]
        words = translate("SeatMap", "{all} seats: {fit} fit, {reminded} with reminders, {failed} failed")
        return words.format(all=len(self.seats), fit=counts[0], reminded=counts[1], failed=counts[2])

    def _take(self, done: "Future[tuple[SeatHealth, ...]]") -> None:
        self.busy = False
        if (error := done.exception()) is not None:
            self.problem = str(sentence_for(error))
        else:
            self.seats = tuple(sorted(done.result(), key=lambda seat: (_WORST[seat.verdict], seat.seat)))
        self.changed.emit()
