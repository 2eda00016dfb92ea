"""A supervisor's seat: the same record, one page from sign-in to the end."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from seat_client.app.journey import SeatParts, link_line, project_words, rail_rows, sync_line
from seat_client.domain.events import RecordedFact
from seat_client.domain.stages import StageId
from seat_client.services.seat import Seat
from seat_client.services.supervision import Supervision
from seat_client.sync.loop import SyncState
from seat_client.ui.language import translate
from seat_client.ui.screens.supervisor.view import SupervisorView
from seat_client.ui.screens.supervisor.view_model import SupervisorModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.plates import TilePlate


class Watch(QObject):
    """Folds what the centre tells a supervisor."""

    closed = Signal()

    def __init__(self, shell: Shell, parts: SeatParts) -> None:
        super().__init__()
        self._shell, self._parts = shell, parts
        self._supervision = Supervision(parts.seat, parts.client)
        parts.bridge.connect(parts.sync.facts, self._fold)
        parts.bridge.connect(parts.sync.state, self._see_sync)

    def begin(self) -> None:
        """Show the page and start to follow the record."""
        model = SupervisorModel(self._supervision, self._parts.seat, self._parts.bridge)
        model.left.connect(self.closed)
        self._show_surroundings()
        self._shell.show_screen(SupervisorView(model))
        self._parts.sync.start()

    def stop(self) -> None:
        """Nothing is asked of the centre any more."""
        self._supervision.close()

    def _fold(self, facts: Sequence[RecordedFact]) -> None:
        self._parts.seat.fold(facts)
        self._show_surroundings()
        if self._parts.seat.evaluation.stage is StageId.CLOSED:
            self.closed.emit()

    def _show_surroundings(self) -> None:
        """What is evaluated and by whom; nothing of it while the evaluation is sealed."""
        seat = self._parts.seat
        if self._supervision.hidden:
            self._shell.show_project("", "")
            self._shell.show_stages([])
            self._shell.show_tiles([])
            return
        self._shell.show_project(*project_words(seat.project))
        self._shell.show_stages(rail_rows(seat))
        if self._parts.call is not None and self._parts.call.shows_tiles:
            return
        members = (_role(seat, member) for member in seat.evaluation.members)
        own = TilePlate(translate("Journey", "Supervisor · here"))
        self._shell.show_tiles([*map(TilePlate, members), own])

    def _see_sync(self, state: SyncState) -> None:
        if state.offset_seconds is not None:
            self._parts.seat.set_offset(Decimal(state.offset_seconds))
        self._shell.show_sync(sync_line(state))
        self._shell.show_link(link_line(state))
        page = self._shell.page
        if page is not None:
            page.show_connection(state.reachable)


def _role(seat: Seat, member: str) -> str:
    if member == seat.evaluation.chair:
        return translate("Journey", "No. {number} · chair").format(number=seat.role_number(member))
    return translate("Journey", "No. {number}").format(number=seat.role_number(member))
