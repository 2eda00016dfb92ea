"""Scoring: the member's own sheet of one stage, entered cell by cell, then locked with the key."""

import base64
from concurrent.futures import Future
from dataclasses import dataclass
from fractions import Fraction

from seat_client.domain.events import EnterScore, LockSheet
from seat_client.domain.exact import to_text
from seat_client.domain.legality import missing_items
from seat_client.domain.member_acts import Entry
from seat_client.domain.project import Criterion
from seat_client.domain.scoring import check_score, score_places
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import Json, canonical, digest
from seat_client.evidence.cms import sign_detached
from seat_client.evidence.declarations import sheet_manifest
from seat_client.services.key_desk import KeyDesk
from seat_client.services.order import shuffled
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct


@dataclass(frozen=True, slots=True)
class Item:
    """One criterion of one bid with what was typed for it."""

    criterion: Criterion
    entry: Entry


class Scoring:
    """One stage's sheet: technical (codes only) or business (code and name)."""

    def __init__(self, seat: Seat, desk: KeyDesk, stage: StageId) -> None:
        self._seat = seat
        self._desk = desk
        self.stage = stage

    @property
    def bids(self) -> tuple[str, ...]:
        """Codes under review: shuffled per seat while blind, in code order once revealed."""
        codes = self._seat.evaluation.sheet_codes()
        return codes if self._seat.evaluation.revealed else shuffled(codes, self._seat.assignment.seat)

    def bidder_name(self, code: str) -> str:
        """The bidder's name, empty while the stage is blind."""
        return self._seat.evaluation.shown_identity(code)[1]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        sections = self._seat.evaluation.sections_of(self.stage)
        return tuple(c for s in sections for c in self._seat.project.criteria_of(s.id))

    @property
    def locked(self) -> bool:
        return self.stage in self._seat.own.locks

    def items(self, code: str) -> tuple[Item, ...]:
        entries = self._seat.own.entries
        return tuple(Item(c, entries.get((code, c.id), Entry(""))) for c in self.criteria)

    def subtotal(self, code: str) -> str:
        """The sum of what has been typed for a bid, with as many places as the criteria's steps have."""
        total = sum((Fraction(i.entry.value) for i in self.items(code) if i.entry.value), Fraction(0))
        return to_text(total, score_places(self.criteria))

    @property
    def full(self) -> str:
        """The highest subtotal possible."""
        return to_text(sum((c.max for c in self.criteria), Fraction(0)), 0)

    def missing(self, code: str | None = None) -> tuple[tuple[str, str], ...]:
        """(code, criterion) cells still empty, of one bid or of all."""
        cells = missing_items(self._seat.evaluation, self._seat.own, self.stage)
        return tuple(cell for cell in cells if code is None or cell[0] == code)

    def check(self, criterion: str, text: str) -> None:
        """Raise RuleViolation when `text` is no legal score of the criterion; empty is legal (cleared)."""
        if text:
            check_score(self._seat.project.criterion(criterion), text)

    def enter_score(self, code: str, criterion: str, text: str, reason: str = "") -> "Future[SavedAct]":
        """Write one cell; raises RuleViolation and writes nothing when the text is no legal score."""
        return self._seat.act(EnterScore(code, criterion, text, reason))

    def prefilled(self, code: str, criterion: str) -> str:
        """The value of an objective item from verified data, to be confirmed by entering it; empty for none. Another
        value needs a reason."""
        return self._seat.evaluation.prefilled.get(self.stage, {}).get(code, {}).get(criterion, "")

    def manifest(self) -> dict[str, Json]:
        """What is signed at the lock: every cell of the sheet, codes in code order."""
        return sheet_manifest(self._seat.project.id, self._seat.member, str(self.stage), self._cells())

    def manifest_digest(self) -> str:
        return digest(self.manifest())

    def sign(self, pin: bytearray, *, confirm_last_try: bool = False) -> "Future[LockSheet]":
        """The signed lock, ready for `record` in the owner's thread; works with the line down."""
        document = self.manifest()
        return self._desk.run(lambda: self._sign(document, pin, confirm_last_try), pin=pin)

    def record(self, act: LockSheet) -> "Future[SavedAct]":
        """Write the lock; call in the seat's own thread."""
        return self._seat.act(act)

    def _sign(self, document: dict[str, Json], pin: bytearray, confirm_last_try: bool) -> LockSheet:
        with self._desk.unlocked(pin, member=self._seat.member, confirm_last_try=confirm_last_try) as key:
            signature = sign_detached(canonical(document), key)
        return LockSheet(self.stage, digest(document), base64.b64encode(signature).decode())

    def _cells(self) -> dict[str, dict[str, str]]:
        return {
            code: {c.id: self._seat.own.score(code, c.id) for c in self.criteria}
            for code in self._seat.evaluation.sheet_codes()
        }
