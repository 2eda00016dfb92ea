"""A signed-in member's way through the stages: which page stands on the screen, and what stands around it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from seat_client.app.call_desk import CallDesk
from seat_client.app.disturbance_desk import DisturbanceDesk
from seat_client.domain.events import RecordedFact, Resumed
from seat_client.domain.project import Project
from seat_client.domain.stages import StageId
from seat_client.identity.finding import Finding
from seat_client.services import CommitmentBroken
from seat_client.services.key_desk import KeyDesk
from seat_client.services.motions import Motions, Questions
from seat_client.services.presence import SeatPresence
from seat_client.services.progress import rail
from seat_client.services.seat import Seat
from seat_client.services.shelf import Shelf
from seat_client.services.sign_in import Arrival
from seat_client.services.undertaking import Undertaking
from seat_client.services.unsealing import Unsealing
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.ui.bridge import Bridge
from seat_client.ui.clock import clock
from seat_client.ui.language import translate
from seat_client.ui.screens.committee.recusal_model import RecusalModel
from seat_client.ui.screens.committee.view import CommitteeView
from seat_client.ui.screens.committee.view_model import CommitteeModel
from seat_client.ui.screens.sealed.view import SealedView
from seat_client.ui.screens.sealed.view_model import SealedModel
from seat_client.ui.sentences import sentence_for
from seat_client.ui.shell import Shell
from seat_client.ui.stage_titles import group_title
from seat_client.ui.widgets.pages import Page
from seat_client.ui.widgets.plates import StageRow, StatusLine, TilePlate

log = logging.getLogger(__name__)

Pages = Mapping[StageId, Callable[[], Page]]


@dataclass(frozen=True, slots=True)
class SeatParts:
    """What the pages of one signed-in seat are built from."""

    seat: Seat
    sync: SyncLoop
    shelf: Shelf
    desk: KeyDesk
    watch: ReaderWatch
    client: CentreClient
    bridge: Bridge
    arrival: Arrival = field(default_factory=Arrival)
    call: CallDesk | None = None
    presence: SeatPresence | None = None


def rail_rows(seat: Seat) -> list[StageRow]:
    """The lines of the stage rail."""
    return [StageRow(row.group, group_title(row.group), row.state) for row in rail(seat)]


def project_words(project: Project) -> tuple[str, str]:
    """Name and method, as they stand over the rail."""
    method = translate("Journey", "Comprehensive evaluation")
    if project.blind_sections:
        method = translate("Journey", "Comprehensive evaluation · blind technical part")
    return project.name.zh, method


def link_line(state: SyncState) -> StatusLine | None:
    """The line to the centre when it is lost, and which one carries where the seat has two."""
    if not state.reachable:
        return StatusLine(translate("Journey", "Line lost"), "", "warn")
    match state.route:
        case "wired":
            return StatusLine(translate("Journey", "Wired line"), "", "ok")
        case "mobile":
            return StatusLine(translate("Journey", "5G line carries"), "", "warn")
        case _:
            return None


def sync_line(state: SyncState) -> StatusLine:
    """What waits to be sent, when the centre last answered, and how fast the line that carries was lately."""
    at = clock(state.last_exchange.astimezone()) if state.last_exchange is not None else "—"
    words = translate("Journey", "{pending} to send · {time}").format(pending=state.pending, time=at)
    if state.attention:
        words = translate("Journey", "{count} not taken · {rest}").format(count=state.attention, rest=words)
    if state.reachable and state.mbit is not None:
        words = f"{words} · {state.mbit:.{0 if state.mbit >= 10 else 1}f} Mbit/s"
    well = state.reachable and not state.attention
    return StatusLine(translate("Journey", "Centre"), words, "ok" if well else "warn")


class Journey(QObject):
    """Folds what the centre records and shows the page of the present stage."""

    closed = Signal()

    def __init__(self, shell: Shell, parts: SeatParts, pages: Pages, data: Path) -> None:
        super().__init__()
        seat, sync, bridge = parts.seat, parts.sync, parts.bridge
        self._shell, self._seat, self._sync, self._pages = shell, seat, sync, pages
        self._shown: StageId | None = None
        self._call, self._presence = parts.call, parts.presence
        self._bridge, self._unsealing, self._watch = bridge, Unsealing(seat, parts.desk), parts.watch
        self._sealed: SealedModel | None = None
        self._resumed: Resumed | None = None
        self._motions, self._questions = Motions(seat), Questions(seat)
        self._undertaking = Undertaking(seat, parts.desk)
        shell.committee_requested.connect(self._open_committee)
        seat.changed.subscribe(lambda _: self._count_business())
        self._trouble = DisturbanceDesk(shell, seat, sync, bridge, data)
        self._trouble.arrival = parts.arrival
        self._trouble.limit_reached.connect(self._seal)
        if self._presence is not None:
            self._presence.found.subscribe(self._trouble.see_presence)
        bridge.connect(sync.facts, self._fold)
        bridge.connect(sync.state, self._see_sync)
        bridge.connect(seat.fault, self._see_broken_commitment)

    def begin(self) -> None:
        """Show where the evaluation stands now and start to follow it."""
        self._show_project()
        self._show_stage()
        self._trouble.start()
        self._sync.start()
        if self._presence is not None:
            self._presence.start()

    def stop(self) -> None:
        """The program ends: nothing is looked at any more."""
        self._trouble.stop()
        self._end_presence()

    def _end_presence(self) -> None:
        if self._presence is not None:
            self._presence.stop()
            self._trouble.see_presence(Finding.PRESENT)

    def _show_project(self) -> None:
        self._shell.show_project(*project_words(self._seat.project))

    def _fold(self, facts: Sequence[RecordedFact]) -> None:
        self._seat.fold(facts)
        self._resumed = next((f.fact for f in reversed(facts) if isinstance(f.fact, Resumed)), self._resumed)
        self._show_stage()

    def _show_stage(self) -> None:
        self._count_business()
        e = self._seat.evaluation
        if e.suspended is not None or e.sealed_for_good is not None or self._sealed is not None:
            self._seal()
            return
        stage = self._stage()
        if stage in (StageId.RELEASE, StageId.CLOSED) or self._has_left:
            self._end_presence()
        if self._call is None or not self._call.shows_tiles:
            self._shell.show_tiles(self._tiles())
        if stage is self._shown:
            return
        self._shown = stage
        self._shell.show_stages(rail_rows(self._seat))
        writing = self._shell.over.writing() if isinstance(self._shell.over, CommitteeView) else ""
        self._shell.show_screen(self._pages.get(stage, self._pages[StageId.SIGN_IN])())
        if writing and (self._motions.possible or self._questions.possible):
            self._open_committee().write_on(writing)  # not a letter of what is being typed goes elsewhere
        if stage is StageId.CLOSED:
            self.closed.emit()

    def _stage(self) -> StageId:
        """Where this member is; who has left the committee stays at the undertaking, whose page says so."""
        return StageId.UNDERTAKING if self._has_left else self._seat.stage

    @property
    def _has_left(self) -> bool:
        e, member = self._seat.evaluation, self._seat.member
        return member in e.recused or member in e.replaced

    def _tiles(self) -> list[TilePlate]:
        """The committee by role, before the call has told who takes part."""
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
        if state.offset_seconds is not None:
            self._seat.set_offset(Decimal(state.offset_seconds))
        self._shell.show_sync(sync_line(state))
        self._shell.show_link(link_line(state))
        self._trouble.see_sync(state)
        if self._sealed is not None:
            self._sealed.tick()

    def _see_broken_commitment(self, broken: CommitmentBroken) -> None:
        self._trouble.see_broken(sentence_for(broken))

    def _count_business(self) -> None:
        """What waits for this member's vote stands on the button; it never takes the screen by itself."""
        open_now = self._sealed is None and (self._motions.possible or self._questions.possible)
        self._shell.show_committee(open_now, self._motions.waiting + self._questions.waiting if open_now else 0)

    def _open_committee(self) -> CommitteeView:
        business = CommitteeModel(self._motions, self._questions, self._seat, self._bridge)
        page = CommitteeView(business, RecusalModel(self._undertaking, self._seat, self._watch, self._bridge))
        page.back_requested.connect(self._shell.close_over)
        self._shell.show_over(page)
        return page

    # --- the seal -------------------------------------------------------------------------------------

    def _seal(self) -> None:
        """Nothing of the project stays on the screen, not even behind the page."""
        if self._sealed is not None:
            self._sealed.tick()
            return
        self._resumed, self._shown = None, None
        if self._call is not None:
            self._call.rest(True)
        if self._presence is not None:
            self._presence.rest(True)
            self._trouble.see_presence(Finding.PRESENT)
        self._shell.show_committee(False, 0)
        self._trouble.sealed = True
        self._sealed = SealedModel(
            self._seat,
            self._unsealing,
            self._trouble.disturbances,
            watch=self._watch,
            bridge=self._bridge,
            resumed=lambda: self._resumed,
        )
        self._sealed.opened.connect(self._unseal)
        self._shell.show_project("", "")
        self._shell.show_stages([])
        self._shell.show_tiles([])
        self._shell.show_screen(SealedView(self._sealed))
        log.info("the seat is sealed: %s", self._sealed.reason)

    def _unseal(self) -> None:
        self._sealed, self._trouble.sealed = None, False
        if self._call is not None:
            self._call.rest(False)
        if self._presence is not None:
            self._presence.rest(False)
        log.info("the seat was opened again")
        self._show_project()
        self._show_stage()
