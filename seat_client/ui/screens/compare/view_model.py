"""One criterion of two bids: two entries side by side, each kept by itself, and nothing that adds them up."""

from PySide6.QtCore import QObject, Signal

from seat_client.services.notebook import Notebook
from seat_client.services.scoring import Scoring
from seat_client.services.seat import Seat
from seat_client.signing.watch import ReaderWatch
from seat_client.ui.bridge import Bridge
from seat_client.ui.screens.review.marks import MarksModel
from seat_client.ui.screens.review.view_model import ReviewModel

SIDES = (0, 1)


class CompareModel(QObject):
    """Two `ReviewModel`s held at the same criterion of two different bids."""

    changed = Signal()
    bid_changed = Signal(int)
    """Another bid lies on this side."""
    criterion_changed = Signal()

    def __init__(self, scoring: Scoring, seat: Seat, watch: ReaderWatch, bridge: Bridge, notebook: Notebook) -> None:
        super().__init__()
        self._scoring, self._seat = scoring, seat
        self.notebook = notebook
        self.entries = tuple(ReviewModel(scoring, seat, watch, bridge, notebook) for _ in SIDES)
        self._own_bridge = Bridge()
        self.marks = tuple(MarksModel(notebook, self._own_bridge) for _ in SIDES)
        self.active = 0
        for entry in self.entries:
            entry.changed.connect(self.changed)

    def open(self, code: str, criterion: str) -> None:
        """This bid at the left, the one after it in this seat's order at the right."""
        codes = self._scoring.bids
        after = codes[(codes.index(code) + 1) % len(codes)]
        for entry, wanted in zip(self.entries, (code, after), strict=True):
            entry.choose_bid(wanted)
            entry.choose_criterion(criterion)
        self._show_marks()
        self.changed.emit()

    @property
    def codes(self) -> tuple[str, str]:
        return self.entries[0].code, self.entries[1].code

    @property
    def criterion(self) -> str:
        return self.entries[0].criterion

    @property
    def part(self) -> str:
        return self.entries[0].part

    @property
    def place(self) -> tuple[int, int]:
        """Which criterion is open, from 1, and of how many."""
        ids = self._ids
        return (ids.index(self.criterion) + 1 if self.criterion in ids else 0), len(ids)

    @property
    def title(self) -> str:
        """The criterion's title."""
        return self._title(self.criterion)

    @property
    def following(self) -> str:
        """The next criterion's title, empty after the last."""
        place, count = self.place
        return self._title(self._ids[place]) if place < count else ""

    @property
    def standard(self) -> str:
        """What the project says about the bands, in one paragraph."""
        return "".join(f"{band.words.replace('　', ' ')}：{band.text}" for band in self.entries[0].bands if band.text)

    @property
    def watermark(self) -> str:
        return self.entries[0].watermark

    def step_criterion(self, step: int) -> bool:
        """Both on to the criterion before or after; stays where a refused value stands."""
        wanted = self.place[0] - 1 + step
        if not 0 <= wanted < len(self._ids) or not self.flush():
            return False
        for entry in self.entries:
            entry.choose_criterion(self._ids[wanted])
        self._show_marks()
        self.criterion_changed.emit()
        self.changed.emit()
        return True

    def choose_bid(self, side: int, code: str) -> bool:
        """Lay another bid on this side, at the same criterion; never the same on both."""
        criterion = self.criterion
        if code in self.codes or not self.flush() or not self.entries[side].choose_bid(code):
            return False
        self.entries[side].choose_criterion(criterion)
        self._show_marks()
        self.bid_changed.emit(side)
        self.changed.emit()
        return True

    def turn_bid(self, side: int, step: int) -> bool:
        """The bid before or after on this side, in this seat's order, without the one on the other side."""
        codes = [code for code in self._scoring.bids if code != self.codes[1 - side]]
        at = codes.index(self.codes[side])
        return self.choose_bid(side, codes[(at + step) % len(codes)])

    def activate(self, side: int) -> None:
        """Keys without a field of their own mean this side now."""
        if side != self.active:
            self.active = side
            self.changed.emit()

    def flush(self) -> bool:
        """Save both; False when one of them was refused and stands in its field."""
        saved = [entry.flush() for entry in self.entries]
        return all(saved)

    def leave(self) -> None:
        for entry in self.entries:
            entry.leave()
        self._own_bridge.close()

    def _show_marks(self) -> None:
        for entry, marks in zip(self.entries, self.marks, strict=True):
            marks.show(entry.part, entry.code, entry.criterion)

    @property
    def _ids(self) -> tuple[str, ...]:
        return tuple(criterion.id for criterion in self._scoring.criteria)

    def _title(self, criterion: str) -> str:
        return next((line.title for line in self.entries[0].criteria if line.id == criterion), "")
