"""The preliminary vote at this seat: which cell is chosen, what is about to be voted, what has been formed.

Serves the open items by name and the blind items by code; which of the two, the use case it is given decides.
"""

from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import CellState
from seat_client.services.preliminary import MANDATORY_GROUNDS, Cell, PreliminaryReview, Row
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.preliminary.faces import face
from seat_client.ui.screens.preliminary.grounds import ground_words
from seat_client.ui.screens.preliminary.rows import Counts, FormedFailure, ItemHead, RowFace
from seat_client.ui.screens.review.words import bid_title
from seat_client.ui.sentences import sentence, sentence_for

FILTERS = ("", "to-vote", "failed")


class PreliminaryModel(QObject):
    """One cell is chosen at a time; nothing is voted before it is submitted or Y is pressed on the cell."""

    changed = Signal()
    chosen_changed = Signal()

    def __init__(self, review: PreliminaryReview, seat: Seat, bridge: Bridge, *, blind: bool = False) -> None:
        super().__init__()
        self._review, self._seat, self._bridge = review, seat, bridge
        self.blind = blind
        self.subject, self.item = "", ""
        self.verdict: bool | None = None
        self.reason, self.problem, self.fault = "", "", ""
        self.filter = ""
        self.saved_at: datetime | None = None
        self.connected = True
        self._in_flight = 0
        self._left = False
        self._kept: tuple[Row, ...] | None = None
        bridge.connect(seat.changed, lambda _: self._see_change())
        self._choose_first()

    # --- what is shown ---------------------------------------------------------------------------------

    @property
    def heads(self) -> tuple[ItemHead, ...]:
        return tuple(
            ItemHead(item.id, item.group, item.title.zh, item.blind and not self.blind) for item in self._review.items
        )

    @property
    def rows(self) -> tuple[RowFace, ...]:
        """The rows the filter lets through."""
        wanted = {"": None, "to-vote": "open", "failed": "failed"}[self.filter]
        shown = [r for r in self._rows() if wanted is None or any(c.state == wanted for c in r.cells)]
        return tuple(self._row_face(row) for row in shown)

    @property
    def counts(self) -> Counts:
        cells = [cell for row in self._rows() for cell in row.cells if cell.state != "locked"]
        states = [cell.state for cell in cells]
        return Counts(
            total=len(cells),
            passed=states.count("passed"),
            failed=states.count("failed"),
            rejected=sum(1 for row in self._rows() if row.rejected_on is not None),
            voting=states.count("open") + states.count("mine"),
            to_vote=states.count("open"),
        )

    @property
    def rows_to_vote(self) -> int:
        return sum(1 for row in self._rows() if any(c.state == "open" for c in row.cells))

    @property
    def rows_failed(self) -> int:
        return sum(1 for row in self._rows() if any(c.state == "failed" for c in row.cells))

    @property
    def formed(self) -> tuple[FormedFailure, ...]:
        """Closed items somebody voted against, those that reject a bid first."""
        found = [self._failure(row, cell) for row in self._rows() for cell in row.cells if cell.fails]
        return tuple(sorted(found, key=lambda f: not f.rejected))

    @property
    def cell(self) -> Cell | None:
        """The chosen cell."""
        return next((c for row in self._rows() for c in row.cells if (c.subject, c.item) == self.place), None)

    @property
    def place(self) -> tuple[str, str]:
        return self.subject, self.item

    @property
    def label(self) -> str:
        """Name or code of the chosen bid."""
        return next((self._label(row) for row in self._rows() if row.subject == self.subject), "")

    @property
    def head(self) -> ItemHead | None:
        return next((head for head in self.heads if head.id == self.item), None)

    @property
    def can_vote(self) -> bool:
        """The chosen cell takes a vote, or another one in its place."""
        cell = self.cell
        return cell is not None and cell.state in ("open", "mine") and self._review.active

    @property
    def state_words(self) -> str:
        """Where the chosen cell stands, when it takes no vote any more."""
        cell = self.cell
        if cell is None or self.can_vote:
            return ""
        if cell.state in ("passed", "failed"):
            words = translate("Preliminary", "Closed: {passes} passed it, {fails} failed it")
            return words.format(passes=cell.passes, fails=cell.fails)
        if cell.state == "dropped":
            return translate("Preliminary", "The bid is rejected on another item; this one is no longer voted on")
        return translate("Preliminary", "Blind items follow by code")

    @property
    def obstacle(self) -> str:
        """Why the vote cannot be submitted yet, in words for the button."""
        if not self.can_vote:
            return translate("Preliminary", "Nothing to vote on here")
        if self.verdict is None:
            return translate("Preliminary", "Choose pass or fail")
        if not self.verdict and not self.reason.strip():
            return translate("Preliminary", "Write the reason")
        own = self.cell.own if self.cell is not None else None
        if own is not None and (own.passed, own.reason) == (self.verdict, self._reason_to_send()):
            return translate("Preliminary", "Voted, may still be changed")
        return ""

    @property
    def submit_words(self) -> str:
        cell = self.cell
        if cell is not None and cell.own is not None:
            return translate("Preliminary", "Change my vote on this item")
        return translate("Preliminary", "Submit my vote on this item")

    @property
    def footer_words(self) -> str:
        """Why there is nothing to press below: what is left at this seat, or with the others."""
        counts = self.counts
        if counts.to_vote:
            return translate("Preliminary", "{count} items left for this seat").format(count=counts.to_vote)
        if counts.voting:
            words = translate("Preliminary", "Waiting for the others ({count} items)")
            return words.format(count=counts.voting)
        return translate("Preliminary", "All items are closed")

    @property
    def saving(self) -> bool:
        return self._in_flight > 0

    @property
    def grounds(self) -> tuple[tuple[str, str], ...]:
        """The grounds on which a bid must be rejected, offered as reasons."""
        return tuple((ground, ground_words(ground)) for ground in MANDATORY_GROUNDS)

    @property
    def watermark(self) -> str:
        number = self._seat.role_number(self._seat.member)
        return translate("Preliminary", "{seat} · member {number}").format(
            seat=self._seat.assignment.seat_label, number=number
        )

    # --- choosing --------------------------------------------------------------------------------------

    def choose(self, subject: str, item: str) -> None:
        """Choose a cell; what was about to be voted on the one before is let go."""
        if (subject, item) == self.place:
            return
        self.subject, self.item = subject, item
        self._take_own()
        self.chosen_changed.emit()
        self.changed.emit()

    def choose_bid(self, subject: str) -> None:
        """The first open cell of a bid, or its first."""
        row = next((row for row in self._rows() if row.subject == subject), None)
        if row is not None:
            cell = next((c for c in row.cells if c.state == "open"), row.cells[0])
            self.choose(cell.subject, cell.item)

    def move(self, down: int, right: int) -> None:
        """Walk the cells that are shown."""
        rows, heads = [row.subject for row in self.rows], [head.id for head in self.heads]
        if not rows or not heads:
            return
        row = rows.index(self.subject) + down if self.subject in rows else 0
        column = heads.index(self.item) + right if self.item in heads else 0
        self.choose(rows[max(0, min(row, len(rows) - 1))], heads[max(0, min(column, len(heads) - 1))])

    def next_open(self) -> bool:
        """The next cell that awaits the own vote, bid by bid; False when none is left."""
        cells = [cell for row in self._rows() for cell in row.cells]
        places = [(cell.subject, cell.item) for cell in cells]
        at = places.index(self.place) + 1 if self.place in places else 0
        wanted = next((c for c in (*cells[at:], *cells[:at]) if c.state == "open"), None)
        if wanted is None or (wanted.subject, wanted.item) == self.place:
            return False
        self.choose(wanted.subject, wanted.item)
        return True

    def set_filter(self, name: str) -> None:
        self.filter = name
        self.changed.emit()

    # --- voting ----------------------------------------------------------------------------------------

    def set_verdict(self, passed: bool) -> None:
        """Pass or fail, not submitted yet."""
        if self.can_vote:
            self.verdict, self.problem = passed, ""
            self.changed.emit()

    def write_reason(self, text: str) -> None:
        self.reason, self.problem = text, ""
        self.changed.emit()

    def pass_here(self) -> None:
        """Vote pass on a cell not voted on yet and go to the next one."""
        cell = self.cell
        self.set_verdict(True)
        if cell is not None and cell.state == "open":
            self.submit()

    def submit(self) -> None:
        """Cast the vote; the next open cell is chosen."""
        if self.verdict is None or self.obstacle:
            self.problem = str(sentence("reason_missing")) if self.verdict is False else ""
            self.changed.emit()
            return
        try:
            done = self._review.vote(self.subject, self.item, passed=self.verdict, reason=self._reason_to_send())
        except RuleViolation as refused:
            self.problem = str(sentence_for(refused))
            self.changed.emit()
            return
        self._kept = None
        self._in_flight += 1
        self._bridge.when_done(done, self._see_saved)
        if not self.next_open():
            self._take_own()
        self.changed.emit()

    def show_connection(self, connected: bool) -> None:
        """Whether the centre answers: votes are kept here meanwhile and sent afterwards."""
        self.connected = connected
        self.changed.emit()

    def leave(self) -> None:
        """Follow the evaluation no further: the page goes away."""
        self._left = True

    # --- inside ----------------------------------------------------------------------------------------

    def _reason_to_send(self) -> str:
        return "" if self.verdict else self.reason.strip()

    def _rows(self) -> tuple[Row, ...]:
        """The use case's rows, computed once between two changes."""
        if self._kept is None:
            self._kept = self._review.rows
        return self._kept

    def _see_change(self) -> None:
        if self._left:
            return
        self._kept = None
        if self.cell is None:
            self._choose_first()
        elif not self.can_vote:
            self._take_own()
        self.changed.emit()

    def _see_saved(self, done: "Future[SavedAct]") -> None:
        self._in_flight -= 1
        if (error := done.exception()) is not None:
            self.fault = str(sentence_for(error))
        else:
            self.saved_at = done.result().at + self._seat.offset
        self.changed.emit()

    def _choose_first(self) -> None:
        cells = [cell for row in self._rows() for cell in row.cells]
        first = next((c for c in cells if c.state == "open"), cells[0] if cells else None)
        if first is not None:
            self.subject, self.item = first.subject, first.item
            self._take_own()
            self.chosen_changed.emit()

    def _take_own(self) -> None:
        own = self.cell.own if self.cell is not None else None
        self.verdict = None if own is None else own.passed
        self.reason = "" if own is None else own.reason
        self.problem = ""

    def _label(self, row: Row) -> str:
        return bid_title(row.label) if self.blind else row.label

    def _row_face(self, row: Row) -> RowFace:
        label = self._label(row)
        failed = sum(1 for cell in row.cells if cell.state == "failed")
        rejection = ""
        if row.rejected_on is not None:
            rejection = translate("Preliminary", "Rejected: {count} items failed").format(count=failed)
        members = self._seat.evaluation.size
        cells = [
            face(cell, row=label, column=head.title, members=members)
            for cell, head in zip(row.cells, self.heads, strict=True)
        ]
        return RowFace(row.subject, label, rejection, tuple(cells))

    def _failure(self, row: Row, cell: Cell) -> FormedFailure:
        state = self._seat.evaluation.cells.get((cell.subject, cell.item), CellState())
        title = self._seat.project.preliminary_item(cell.item).title.zh
        return FormedFailure(
            subject=cell.subject,
            label=self._label(row),
            item=title,
            fails=cell.fails or 0,
            passes=cell.passes or 0,
            rejected=cell.state == "failed",
            reasons=state.reasons,
        )
