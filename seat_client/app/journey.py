"""A signed-in member's way through the stages: which page stands on the screen, and what stands around it."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QObject, QTimer, Signal

from seat_client.domain.events import RecordedFact
from seat_client.domain.stages import StageId
from seat_client.services import CommitmentBroken
from seat_client.services.progress import rail
from seat_client.services.seat import Seat
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.ui.bridge import Bridge
from seat_client.ui.clock import clock
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence, sentence_for
from seat_client.ui.shell import Shell
from seat_client.ui.stage_titles import group_title
from seat_client.ui.widgets.pages import Page
from seat_client.ui.widgets.plates import FaultLine, StageRow, StatusLine, TilePlate

Pages = Mapping[StageId, Callable[[], Page]]
PATIENCE_MS = 4000  # a line that is away for less is not worth a banner


class Journey(QObject):
    """Folds what the centre records and shows the page of the present stage."""

    closed = Signal()

    def __init__(self, shell: Shell, seat: Seat, sync: SyncLoop, pages: Pages, bridge: Bridge) -> None:
        super().__init__()
        self._shell, self._seat, self._sync, self._pages = shell, seat, sync, pages
        self._shown: StageId | None = None
        self._state = SyncState()
        self._away = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._away.timeout.connect(self._show_fault)
        shell.retry_requested.connect(sync.wake)
        bridge.connect(sync.facts, self._fold)
        bridge.connect(sync.state, self._see_sync)
        bridge.connect(seat.fault, self._see_broken_commitment)

    def begin(self) -> None:
        """Show where the evaluation stands now and start to follow it."""
        project = self._seat.project
        method = translate("Journey", "Comprehensive evaluation")
        if project.blind_sections:
            method = translate("Journey", "Comprehensive evaluation · blind technical part")
        self._shell.show_project(project.name.zh, method)
        self._show_stage()
        self._sync.start()

    def _fold(self, facts: Sequence[RecordedFact]) -> None:
        self._seat.fold(facts)
        self._show_stage()

    def _show_stage(self) -> None:
        stage = self._seat.evaluation.stage
        self._shell.show_tiles(self._tiles())
        if stage is self._shown:
            return
        self._shown = stage
        self._shell.show_stages([StageRow(r.group, group_title(r.group), r.state) for r in rail(self._seat)])
        self._shell.show_screen(self._pages[stage]())
        if stage is StageId.CLOSED:
            self.closed.emit()

    def _tiles(self) -> list[TilePlate]:
        """The committee by role; the call has its own work still to come, so nobody has joined one."""
        return [TilePlate(self._role(m)) for m in self._seat.evaluation.members] + [
            TilePlate(translate("Journey", "Supervisor"))
        ]

    def _role(self, member: str) -> str:
        number = self._seat.role_number(member)
        if member == self._seat.member:
            return translate("Journey", "No. {number} · here").format(number=number)
        if member == self._seat.evaluation.chair:
            return translate("Journey", "No. {number} · chair").format(number=number)
        return translate("Journey", "No. {number}").format(number=number)

    def _see_sync(self, state: SyncState) -> None:
        self._state = state
        if state.offset_seconds is not None:
            self._seat.set_offset(Decimal(state.offset_seconds))
        self._shell.show_sync(self._sync_line(state))
        if state.reachable:
            self._away.stop()
            self._shell.show_fault(None)
        elif not self._away.isActive():
            self._away.start()

    def _sync_line(self, state: SyncState) -> StatusLine:
        name = translate("Journey", "Centre")
        at = clock(state.last_exchange.astimezone()) if state.last_exchange is not None else "—"
        words = translate("Journey", "{pending} to send · {time}").format(pending=state.pending, time=at)
        if state.attention:
            words = translate("Journey", "{count} not taken · {rest}").format(count=state.attention, rest=words)
        return StatusLine(name, words, "ok" if state.reachable and not state.attention else "warn")

    def _show_fault(self) -> None:
        if self._state.reachable:
            return
        said = sentence(self._state.problem or "centre_unreachable")
        detail = translate("Journey", "Reading and scoring go on; {count} entries are kept here and will be sent.")
        self._shell.show_fault(FaultLine(said.text, detail.format(count=self._state.pending)))

    def _see_broken_commitment(self, broken: CommitmentBroken) -> None:
        said = sentence_for(broken)
        self._shell.show_fault(FaultLine(said.text, said.next_step))
