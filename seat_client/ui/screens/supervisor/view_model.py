"""What a supervisor sees and may do; nothing here can show a sheet that its members have not all locked."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import Signal

from seat_client.services.seat import Seat
from seat_client.services.supervision import Standing, Supervision
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.clock import day_and_clock
from seat_client.ui.language import translate
from seat_client.ui.screens.committee.record import record_row
from seat_client.ui.screens.committee.rows import RecordRow
from seat_client.ui.stage_titles import stage_title

LONGEST = 2000


class SupervisorModel(ActingModel):
    """Every act goes to the centre at once: without a line there is none."""

    left = Signal()
    marked = Signal()

    def __init__(self, supervision: Supervision, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._supervision = supervision
        self.working = False
        self.said = ""

    @property
    def stage(self) -> str:
        """The title of the committee's stage; none while it is sealed."""
        return translate("Supervisor", "Sealed") if self.hidden else stage_title(self._seat.stage)

    @property
    def standings(self) -> tuple[Standing, ...]:
        return self._supervision.standings

    @property
    def sealed(self) -> bool:
        return self._supervision.sealed

    @property
    def hidden(self) -> bool:
        return self._supervision.hidden

    @property
    def record(self) -> tuple[RecordRow, ...]:
        """The newest first."""
        rows = (record_row(fact, self._seat.evaluation) for fact in reversed(self._seat.store.facts()))
        return tuple(row for row in rows if row is not None)

    def mark_obstacle(self, text: str) -> str:
        """Why this text cannot be put on the record now, in words for the button."""
        length = len(text.strip())
        if length > LONGEST:
            return translate("Supervisor", "At most {count} characters").format(count=LONGEST)
        if not length:
            return translate("Supervisor", "Please write what happened")
        return self.obstacle

    @property
    def obstacle(self) -> str:
        """Why nothing can be done now; empty when it can."""
        return "" if self.connected else translate("Supervisor", "Possible once the connection is back")

    @property
    def opening_obstacle(self) -> str:
        """Why the seal cannot be opened now: overnight it stays until the morning."""
        opens = self._supervision.opens
        if opens is not None and self._seat.now() < opens:
            return translate("Supervisor", "May be opened from {time}").format(time=day_and_clock(opens))
        return self.obstacle

    def mark(self, text: str) -> None:
        self._tell(lambda: self._supervision.mark(text), self._see_marked)

    def come_to_open(self) -> None:
        self._tell(self._supervision.come_to_open, self._see_come)

    def sign_out(self) -> None:
        self._tell(self._supervision.leave, lambda _: self.left.emit())

    def _tell(self, act: "Callable[[], Future[int]]", seen: Callable[[int], None]) -> None:
        if self.working:
            return
        self.working, self.problem = True, ""
        self.said = translate("Supervisor", "The centre is being told …")
        self._bridge.when_done(act(), lambda done: self._see(done, seen))
        self.changed.emit()

    def _see(self, done: "Future[int]", seen: Callable[[int], None]) -> None:
        self.working, self.said = False, ""
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self._refuse(error)
            return
        seen(done.result())
        self.changed.emit()

    def _see_marked(self, _: int) -> None:
        self.said = translate("Supervisor", "On the record; every member can read it")
        self.marked.emit()

    def _see_come(self, people: int) -> None:
        words = translate("Supervisor", "Come to open: {count} of 2 people")
        self.said = words.format(count=people)
