"""One stage's sheet at this seat: which bid and criterion are open, what is typed, what is durable, what is left."""

from collections import Counter
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer, Signal

from seat_client.domain.errors import RuleViolation
from seat_client.domain.events import LockSheet
from seat_client.domain.member_acts import Entry
from seat_client.domain.project import Criterion
from seat_client.domain.stages import StageId
from seat_client.services.notebook import Notebook, without_evidence
from seat_client.services.scoring import Item, Scoring
from seat_client.services.seat import Seat
from seat_client.signing.watch import ReaderWatch
from seat_client.store.store import SavedAct
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import grouped, signing_facts
from seat_client.ui.language import translate
from seat_client.ui.screens.review import lines
from seat_client.ui.screens.review.figures import stepped, tidy
from seat_client.ui.screens.review.marks import reason_with_pins
from seat_client.ui.screens.review.rows import Action, BandLine, BidLine, CriterionLine, SavedEntry, SheetTable
from seat_client.ui.screens.review.words import lock_words
from seat_client.ui.sentences import sentence_for
from seat_client.ui.widgets.pin import SigningFacts

PAUSE_MS = 300
"""How long typing must rest before what was typed is checked and saved."""

REASON_LIMIT = 2000


class ReviewModel(QObject):
    """Holds one bid and one criterion open. A refused value is kept in its field, and nothing of it is written."""

    changed = Signal()
    opened = Signal()
    """Another bid or criterion is open: the fields take its entry."""
    set_value = Signal(str)
    """The value was changed by something else than typing."""
    rejected = Signal(str, object)
    """The PIN or the signing was refused: the words, and the tries left or None."""
    locked_here = Signal()

    def __init__(
        self, scoring: Scoring, seat: Seat, watch: ReaderWatch, bridge: Bridge, notebook: Notebook | None = None
    ) -> None:
        super().__init__()
        self._scoring, self._seat, self._watch, self._bridge = scoring, seat, watch, bridge
        self.notebook = notebook or Notebook(seat.store)
        self.code, self.criterion = "", ""
        self.text, self.reason = "", ""
        self.problem, self.reason_problem, self.fault = "", "", ""
        self.saved: SavedEntry | None = None
        self.working = False
        self._typed = False
        self._in_flight = 0
        self._before: dict[tuple[str, str], list[Entry]] = {}
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self._left = False
        self._news = QTimer(self, interval=0, singleShot=True)  # what comes in one turn is shown once
        self._news.timeout.connect(self.changed)
        bridge.connect(seat.changed, lambda _: self._see_change())
        bridge.connect(watch.topic, lambda _: self._see_readers())
        bridge.connect(self.notebook.changed, lambda _: self._print_pins())
        self._open_first()

    # --- what is shown -------------------------------------------------------------------------------

    @property
    def stage(self) -> StageId:
        return self._scoring.stage

    @property
    def part(self) -> str:
        """Which part of the bids is read here."""
        return "technical" if self.stage is StageId.TECHNICAL else "business"

    @property
    def locked(self) -> bool:
        return self._scoring.locked

    @property
    def name(self) -> str:
        """The bidder of the open bid, empty while blind."""
        return self._scoring.bidder_name(self.code) if self.code else ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The bids' codes in this seat's order."""
        return tuple(self._scoring.bids)

    @property
    def bids(self) -> tuple[BidLine, ...]:
        """Every bid in this seat's order."""
        left = Counter(code for code, _ in self._scoring.missing())
        return tuple(
            lines.bid_line(self._scoring, code, left[code], open_now=code == self.code) for code in self._scoring.bids
        )

    @property
    def place(self) -> tuple[int, int]:
        """Which bid is open, from 1, and of how many."""
        codes = self._scoring.bids
        return (codes.index(self.code) + 1 if self.code in codes else 0), len(codes)

    @property
    def criteria(self) -> tuple[CriterionLine, ...]:
        """The criteria of the open bid."""
        return tuple(self._line(item) for item in self._scoring.items(self.code))

    @property
    def current(self) -> CriterionLine | None:
        """The open criterion."""
        item = self._item()
        return None if item is None else self._line(item)

    @property
    def bands(self) -> tuple[BandLine, ...]:
        """The standard of the open criterion; empty where the project brings none."""
        criterion = self._criterion()
        return (
            () if criterion is None else tuple(lines.band_line(criterion, band, self.text) for band in criterion.guide)
        )

    @property
    def subtotal(self) -> str:
        return self._scoring.subtotal(self.code)

    @property
    def full(self) -> str:
        return self._scoring.full

    @property
    def saving(self) -> bool:
        """Something typed is not durable yet."""
        return self._in_flight > 0 or self._typed

    @property
    def refused(self) -> bool:
        """What stands in a field was refused and is not saved."""
        return bool(self.problem or self.reason_problem)

    @property
    def action(self) -> Action:
        """What the primary button does now."""
        return self._waiting() or self._next_step()

    @property
    def lock_note(self) -> str:
        """That the sheet is locked and how many members have locked theirs; empty before."""
        if not self.locked:
            return ""
        return translate("Review", "Locked, waiting for the other members {done} / {all}").format(**self._locks())

    @property
    def watermark(self) -> str:
        number = self._seat.role_number(self._seat.member)
        return translate("Review", "{seat} · member {number}").format(
            seat=self._seat.assignment.seat_label, number=number
        )

    # --- moving ---------------------------------------------------------------------------------------

    def choose_bid(self, code: str) -> bool:
        """Open a bid at its first criterion without a score; stays where a refused value stands."""
        if code == self.code or code not in self._scoring.bids:
            return False
        if not self._save():
            return False
        self._open(code, self._first_missing(code))
        return True

    def turn_bid(self, step: int) -> bool:
        """The bid before or after this one."""
        place, count = self.place
        wanted = place - 1 + step
        return 0 <= wanted < count and self.choose_bid(self._scoring.bids[wanted])

    def choose_criterion(self, criterion: str) -> bool:
        """Open a criterion of the same bid; stays where a refused value stands."""
        if not self._save():
            return False
        self._open(self.code, criterion)
        return True

    def advance(self) -> bool:
        """On to the next criterion; after the last one to the first that is left. False: the bid is complete."""
        if not self._save():
            return True
        ids = [c.id for c in self._scoring.criteria]
        after = ids[ids.index(self.criterion) + 1 :]
        left = [criterion for _, criterion in self._scoring.missing(self.code)]
        wanted = after[0] if after else next((c for c in left if c != self.criterion), "")
        if not wanted:
            self.changed.emit()
            return False
        self._open(self.code, wanted)
        return True

    def go_on(self) -> bool:
        """The next bid that is not complete."""
        codes = self._scoring.bids
        start = codes.index(self.code) + 1
        left = {code for code, _ in self._scoring.missing()}
        wanted = next((code for code in (*codes[start:], *codes[:start]) if code in left), "")
        return bool(wanted) and self.choose_bid(wanted)

    # --- typing ----------------------------------------------------------------------------------------

    def type_value(self, text: str) -> None:
        """A key was pressed in the number: saved once typing rests."""
        self.text = text
        self._type()

    def type_reason(self, text: str) -> None:
        self.reason = text
        self._type()

    def confirm_prefilled(self) -> bool:
        """Enter the centre's value after checking it; False when there is none or something stands here already."""
        current = self.current
        if self.locked or current is None or not current.unconfirmed or self.text.strip():
            return False
        self._enter(current.unconfirmed)
        return True

    def step(self, direction: int) -> None:
        """One step of the criterion up or down, saved at once."""
        criterion = self._criterion()
        if criterion is not None:
            self._enter(stepped(criterion, self.text, direction))

    def choose_band(self, index: int) -> None:
        """Take the lowest score of a band, unless the score lies in it already."""
        band = self.bands[index]
        if not band.holds:
            self._enter(band.low)

    def undo(self) -> None:
        """Back to what stood here before: first what is typed and not saved, then entry by entry."""
        if self.locked:
            return
        stored = self._stored()
        if self._typed or self.refused:
            self._drop_typing()
            self._take(stored)
        elif before := self._before.get((self.code, self.criterion)):
            self._write(before.pop(), keep=False)

    def flush(self) -> bool:
        """Save what was typed now; False when it was refused and stands in its field."""
        typed, saved = self._typed, self._save()
        if typed and saved:
            self.changed.emit()
        return saved

    def _save(self) -> bool:
        """As `flush`; whoever goes on to another place tells of both at once."""
        self._pause.stop()
        if self.locked or not self.code:
            return True
        if not self._typed:
            return not self.refused
        return self._write(Entry(tidy(self.text), self._printed(self.criterion, self.reason.strip())), keep=True)

    def leave(self) -> None:
        """Save what was typed and follow the evaluation no further: the page goes away."""
        self.flush()
        self._left = True
        self._news.stop()

    # --- locking ----------------------------------------------------------------------------------------

    def sheet(self) -> SheetTable:
        """Everything the lock fixes."""
        return lines.sheet_table(self._scoring)

    @property
    def tries_left(self) -> int | None:
        key = self._watch.current.key_of(self._seat.member)
        return None if key is None else key.tries_left

    def facts(self) -> SigningFacts | None:
        """What the PIN dialog says; None when the key has just been taken out."""
        key = self._watch.current.key_of(self._seat.member)
        if key is None:
            return None
        signs = translate("Review", "{words}, digest {digest}").format(
            words=lock_words(self.stage), digest=grouped(self._scoring.manifest_digest())
        )
        return signing_facts(key, signs)

    def sign(self, pin: bytearray, confirmed: bool) -> None:
        """Sign the sheet and lock it; the PIN is wiped on every path."""
        self.working = True
        self.changed.emit()
        self._bridge.when_done(self._scoring.sign(pin, confirm_last_try=confirmed), self._see_signature)

    # --- inside: typing and saving ---------------------------------------------------------------------

    def _type(self) -> None:
        if self.locked:
            return
        self._typed = True
        self.problem = self.reason_problem = ""
        self._pause.start()
        self.changed.emit()

    def _enter(self, text: str) -> None:
        if not self.locked:
            self.text, self._typed = text, True
            self.set_value.emit(text)
            self.flush()

    def _write(self, entry: Entry, *, keep: bool) -> bool:
        before = self._stored()
        if entry == before:
            self._drop_typing()
            return True
        try:
            done = self._scoring.enter_score(self.code, self.criterion, entry.value, entry.reason)
        except RuleViolation as refused:
            self._refuse(refused)
            return False
        self._drop_typing()
        self._in_flight += 1
        if keep:
            self._before.setdefault((self.code, self.criterion), []).append(before)
        else:
            self._take(entry)
        code, criterion = self.code, self.criterion
        self._bridge.when_done(done, lambda saved: self._see_saved(code, criterion, entry, saved))
        return True

    def _refuse(self, refused: RuleViolation) -> None:
        words = str(sentence_for(refused))
        if refused.code in ("text_too_long", "reason_missing"):
            self.reason_problem = words
        else:
            self.problem = words
        self._typed = False
        self.changed.emit()

    def _see_saved(self, code: str, criterion: str, entry: Entry, done: "Future[SavedAct]") -> None:
        self._in_flight -= 1
        if (error := done.exception()) is not None:
            self.fault = str(sentence_for(error))
        else:
            saved = done.result()
            at = (saved.at + self._seat.offset).isoformat()
            self.saved = SavedEntry(saved.id, code, criterion, entry.value, entry.reason, at)
        self._tell_soon()

    def _drop_typing(self) -> None:
        self._pause.stop()
        self._typed = False
        self.problem = self.reason_problem = ""

    def _take(self, entry: Entry) -> None:
        self.text, self.reason = entry.value, without_evidence(entry.reason)
        self.opened.emit()
        self.changed.emit()

    def _stored(self) -> Entry:
        item = self._item()
        return Entry("") if item is None else item.entry

    def _item(self) -> Item | None:
        return next((item for item in self._scoring.items(self.code) if item.criterion.id == self.criterion), None)

    def _line(self, item: Item) -> CriterionLine:
        return lines.criterion_line(item, self.criterion, self._scoring.prefilled(self.code, item.criterion.id))

    # --- inside: places ----------------------------------------------------------------------------------

    def _open_first(self) -> None:
        codes = self._scoring.bids
        left = next((code for code, _ in self._left_in_order()), codes[0] if codes else "")
        if left:
            self._open(left, self._first_missing(left))

    def _left_in_order(self) -> list[tuple[str, str]]:
        codes = self._scoring.bids
        return sorted(self._scoring.missing(), key=lambda cell: codes.index(cell[0]))

    def _first_missing(self, code: str) -> str:
        left = self._scoring.missing(code)
        if left:
            return left[0][1]
        return self._scoring.criteria[0].id if self._scoring.criteria else ""

    def _open(self, code: str, criterion: str) -> None:
        self.code, self.criterion = code, criterion
        self._drop_typing()
        self._take(self._stored())

    def _print_pins(self) -> None:
        """The pins changed: what is printed with the scores of this bid says so too."""
        if self._left or self.locked or not self.code:
            return
        for item in self._scoring.items(self.code):
            entry = item.entry
            printed = self._printed(item.criterion.id, entry.reason)
            if printed == entry.reason or not (entry.value or entry.reason):
                continue
            if item.criterion.id == self.criterion:
                self._typed = True
                self.flush()
            else:
                self._scoring.enter_score(self.code, item.criterion.id, entry.value, printed)
        self.changed.emit()

    def _printed(self, criterion: str, reason: str) -> str:
        return reason_with_pins(self.notebook, criterion, self.code, reason)

    def _tell_soon(self) -> None:
        if not self._left:
            self._news.start()

    def _see_readers(self) -> None:
        self._tell_soon()

    def _see_change(self) -> None:
        if self._left:
            return
        if self.code not in self._scoring.bids:
            self._open_first()
        self._tell_soon()

    def _criterion(self) -> Criterion | None:
        return next((c for c in self._scoring.criteria if c.id == self.criterion), None)

    # --- inside: the primary button ---------------------------------------------------------------------------

    def _waiting(self) -> Action | None:
        if self.locked:
            return Action("wait", translate("Review", "Locked {done} / {all}").format(**self._locks()))
        if self.working:
            return Action("wait", translate("Review", "Signing …"))
        if self.refused:
            return Action("wait", translate("Review", "Correct the entry marked red"))
        missing = len(self._scoring.missing(self.code))
        if missing:
            return Action("wait", translate("Review", "{count} items left").format(count=missing))
        return None

    def _locks(self) -> dict[str, int]:
        return {"done": len(self._seat.evaluation.locked.get(self.stage, ())), "all": self._seat.evaluation.size}

    def _next_step(self) -> Action:
        if self._scoring.missing():
            return Action("next-bid", translate("Review", "Next bid"))
        if self._watch.current.key_of(self._seat.member) is None:
            return Action("wait", translate("Review", "Insert your key to lock"))
        return Action("lock", lock_words(self.stage))

    # --- inside: the signature -----------------------------------------------------------------------------------

    def _see_signature(self, done: "Future[LockSheet]") -> None:
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self._fail(error)
            return
        try:
            recorded = self._scoring.record(done.result())
        except RuleViolation as refused:
            self._fail(refused)
            return
        self._bridge.when_done(recorded, self._see_lock)

    def _see_lock(self, done: "Future[SavedAct]") -> None:
        self.working = False
        if (error := done.exception()) is not None:
            self._fail(error)
            return
        self.locked_here.emit()
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self.working = False
        left = getattr(error, "attempts_left", None)
        self.rejected.emit(str(sentence_for(error)), self.tries_left if left is None else left)
        self.changed.emit()
