"""What disturbs a signed-in seat, over every page: the banner, the page that says what still works, and the limit."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from seat_client.identity.finding import Finding
from seat_client.services.disturbance import Disturbances, look_at_machine
from seat_client.services.motions import Motions
from seat_client.services.seat import Seat
from seat_client.services.sign_in import Arrival
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.fault.view import FaultView
from seat_client.ui.screens.fault.view_model import FaultModel, span
from seat_client.ui.sentences import Sentence, sentence
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.document_pane import DocumentPane
from seat_client.ui.widgets.plates import FaultLine

PATIENCE_MS = 4000  # a line that is away for less is not worth a banner
TICK_MS = 1000
LOOK_EVERY = 15  # ticks between two looks at power and disk


class DisturbanceDesk(QObject):
    """One thing at a time stands in the banner: the worst."""

    limit_reached = Signal()

    def __init__(self, shell: Shell, seat: Seat, sync: SyncLoop, bridge: Bridge, data: Path) -> None:
        super().__init__()
        self._shell, self._sync, self._bridge, self._data = shell, sync, bridge, data
        self._motions = Motions(seat)
        self.disturbances = Disturbances(seat)
        self._state = SyncState()
        self._broken: Sentence | None = None
        self._presence = Finding.PRESENT
        self._away, self._recovered = False, False
        self.arrival = Arrival()
        self.sealed = False
        """A sealed seat says that the line is lost, and offers no way to the work."""
        self._model: FaultModel | None = None
        self._ticks = 0
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._lose_patience)
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tick)
        shell.retry_requested.connect(sync.wake)
        shell.fault_banner.details_requested.connect(self.show_details)
        shell.fault_banner.dismissed.connect(self._dismiss)

    def start(self) -> None:
        self._look_at_machine()
        self._clock.start()
        self._show()

    def stop(self) -> None:
        """Nothing is said or looked at any more."""
        self._clock.stop()
        self._patience.stop()

    def see_sync(self, state: SyncState) -> None:
        """The synchronisation said how it stands."""
        self._state = state
        self.disturbances.see_line(state)
        if state.reachable:
            self._patience.stop()
            self._recovered = self._recovered or self._away
            self._away = False
        elif not self._away and not self._patience.isActive():
            self._patience.start()
        self._show()

    def see_broken(self, said: Sentence) -> None:
        """The opened list of codes is not the sealed one: stands until the program ends."""
        self._broken = said
        self._show()

    def see_presence(self, finding: Finding) -> None:
        """What was found of who sits here; said until it is over, and nothing else comes of it."""
        self._presence = finding
        self._show()

    def show_details(self) -> None:
        """What still works, over the page that stands there; back to it by Enter or Esc."""
        if self._shell.over is not None or self.sealed:
            return
        self._model = FaultModel(self.disturbances, self._motions, self._bridge, self._whereabouts())
        page = FaultView(self._model)
        page.back_requested.connect(self._shell.close_over)
        page.retry_requested.connect(self._sync.wake)
        self._shell.show_over(page)

    def _whereabouts(self) -> str:
        """The document and page somebody was reading, by the code or name that stood above it."""
        page = self._shell.page
        panes = [] if page is None else [pane for pane in page.findChildren(DocumentPane) if pane.isVisible()]
        if not panes or not panes[0].view.page_count():
            return ""
        words = translate("Journey", "{document}, page {page}")
        return words.format(document=panes[0].toolbar.title.text(), page=panes[0].view.page())

    def _lose_patience(self) -> None:
        if not self._state.reachable:
            self._away, self._recovered = True, False
            self._show()

    def _dismiss(self) -> None:
        self._recovered, self.arrival = False, replace(self.arrival, entries=0)
        self._show()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % LOOK_EVERY == 0:
            self._look_at_machine()
        if self._away:
            self._show()
        if self.disturbances.due:
            self.limit_reached.emit()

    def _look_at_machine(self) -> None:
        if self.disturbances.see_machine(look_at_machine(self._data)):
            self._show()

    def _show(self) -> None:
        self._shell.show_fault(self._line())
        if self._model is not None and self._shell.over is not None:
            self._model.tick()

    def _line(self) -> FaultLine | None:
        if self._broken is not None:
            return FaultLine(self._broken.text, self._broken.next_step)
        if self._away:
            return self._lost_line()
        machine = self.disturbances.machine
        if machine.on_battery:
            words = translate("Journey", "Charge {charge}%. Save nothing by hand: all is kept at once. Call support.")
            return FaultLine(
                translate("Journey", "The seat runs on its battery"),
                words.format(charge="—" if machine.charge is None else machine.charge),
                "warn",
                more=not self.sealed,
            )
        if machine.disk_low:
            said = sentence("disk_low", {"megabytes": (machine.free or 0) // 1024**2})
            return FaultLine(said.text, said.next_step, "warn", more=not self.sealed)
        if (seen := presence_line(self._presence)) is not None:
            return seen
        return self._back_line() if self._recovered else arrival_line(self.arrival)

    def _lost_line(self) -> FaultLine:
        said = sentence(self._state.problem or "centre_unreachable")
        lasted, left = span(self.disturbances.lasted()), span(self.disturbances.left())
        words = translate("Journey", "for {lasted}; {count} entries kept here; sealed in {left}")
        detail = words.format(lasted=lasted, count=self._state.pending, left=left)
        return FaultLine(said.text, detail, more=not self.sealed)

    def _back_line(self) -> FaultLine:
        pending = self._state.pending
        words = translate("Journey", "All entries have reached the centre.")
        if pending:
            words = translate("Journey", "{count} entries are being sent.").format(count=pending)
        return FaultLine(translate("Journey", "The connection is back"), words, "ok")


def presence_line(finding: Finding) -> FaultLine | None:
    """One sentence about who sits here; none while all is as it should be."""
    titles = {
        Finding.ABSENT: translate("Journey", "Nobody is seen before the camera"),
        Finding.SECOND: translate("Journey", "A second person is seen before the camera"),
        Finding.OTHER: translate("Journey", "The face before the camera does not look like the one at sign-in"),
        Finding.UNSEEN: translate("Journey", "The camera sees nothing: is it covered or unplugged?"),
    }
    if finding not in titles:
        return None
    return FaultLine(titles[finding], translate("Journey", "It is on the record; you may work on."), "warn")


def arrival_line(arrival: Arrival) -> FaultLine | None:
    """What came along from the member's other seat, and what of it only officers can open."""
    if arrival.closed:
        said = sentence("drafts_closed", {"entries": arrival.closed, "number": arrival.number})
        return FaultLine(said.text, said.next_step, "warn")
    if arrival.entries:
        words = translate("Journey", "{count} entries are here; work on where you stopped.")
        title = translate("Journey", "Your work at the other seat has been taken over")
        return FaultLine(title, words.format(count=arrival.entries), "ok")
    return None
