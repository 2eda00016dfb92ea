"""Preliminary review: pass or fail, by name on the open items, by code on the blind ones."""

from concurrent.futures import Future
from dataclasses import dataclass

from seat_client.domain.evaluation import CellState
from seat_client.domain.events import VotePreliminary
from seat_client.domain.grounds import MANDATORY_GROUNDS
from seat_client.domain.project import PreliminaryItem
from seat_client.domain.stages import StageId
from seat_client.services.order import shuffled
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct

__all__ = ["MANDATORY_GROUNDS", "Cell", "PreliminaryReview", "Row"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One subject against one item: what the committee has, and the own vote (None: not yet).

    `state` is open, mine (own vote cast, others to come), passed, failed, dropped (already rejected) or locked
    (a blind item on the open screen).
    """

    subject: str
    item: str
    state: str
    cast: int
    fails: int | None
    passes: int | None
    own: VotePreliminary | None


@dataclass(frozen=True, slots=True)
class Row:
    """A bid by its name (open) or its code (blind), with its cells in item order."""

    subject: str
    label: str
    rejected_on: str | None
    cells: tuple[Cell, ...]


class PreliminaryReview:
    """The matrix of one part; `blind` decides whether rows are names or codes."""

    def __init__(self, seat: Seat, *, blind: bool) -> None:
        self._seat = seat
        self._blind = blind

    @property
    def items(self) -> tuple[PreliminaryItem, ...]:
        """Open screens show the blind items too, as locked columns; blind screens show them alone."""
        return self._seat.evaluation.blind_items if self._blind else self._seat.project.preliminary

    @property
    def rows(self) -> tuple[Row, ...]:
        """In name order on the open part, in this seat's own shuffled order on the blind part."""
        if self._blind:
            codes = shuffled(self._seat.evaluation.codes, self._seat.assignment.seat)
            return tuple(self._row(code, code) for code in codes)
        names = self._seat.assignment.bidders_in_name_order
        return tuple(self._row(b, self._seat.project.bidder(b).name) for b in names)

    @property
    def to_vote(self) -> int:
        """Cells that still await the own vote."""
        return sum(1 for row in self.rows for cell in row.cells if cell.state == "open")

    @property
    def total(self) -> int:
        """Cells that can be voted on at all, rejected rows with what was voted before included."""
        return sum(1 for row in self.rows for cell in row.cells if cell.state != "locked")

    @property
    def active(self) -> bool:
        stage = StageId.BLIND_CHECK if self._blind else StageId.PRELIMINARY
        return self._seat.stage is stage

    def vote(self, subject: str, item: str, *, passed: bool, reason: str = "") -> "Future[SavedAct]":
        return self._seat.act(VotePreliminary(subject, item, passed, reason))

    def _row(self, subject: str, label: str) -> Row:
        rejected = self._seat.evaluation.rejected_on(subject)
        return Row(subject, label, rejected, tuple(self._cell(subject, i, rejected) for i in self.items))

    def _cell(self, subject: str, item: PreliminaryItem, rejected: str | None) -> Cell:
        state = self._seat.evaluation.cells.get((subject, item.id), CellState())
        own = self._seat.own.votes.get((subject, item.id))
        word = self._word(item, state, own, rejected)
        return Cell(subject, item.id, word, state.cast, state.fails, state.passes, own)

    def _word(self, item: PreliminaryItem, state: CellState, own: VotePreliminary | None, rejected: str | None) -> str:
        if item.blind and not self._blind:
            return "locked"
        if state.closed:
            return "failed" if (state.fails or 0) * 2 > self._seat.evaluation.size else "passed"
        if rejected is not None:
            return "dropped"
        return "mine" if own is not None else "open"
