"""Hints at likeness between the two bids that lie here: where it is in each, and no verdict."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from seat_client.services.shelf import Shelf
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.widgets.document_search import ListPanel
from seat_client.ui.widgets.layers import Layer
from seat_client.ui.widgets.text import label, paragraph
from seat_client.wire.hints import Hint, HintPair, HintPlace

_LIST_HEIGHT = 300


@dataclass(frozen=True, slots=True)
class LikenessRow:
    """One pair of places, in the order of the panes."""

    words: str
    places: tuple[HintPlace, HintPlace]


class Likeness(QObject):
    """Asks the centre once; with the line down there are no hints, and nothing waits for them."""

    changed = Signal()

    def __init__(self, shelf: Shelf, bridge: Bridge) -> None:
        super().__init__()
        self._hints: tuple[Hint, ...] = ()
        bridge.when_done(shelf.hints(), self._see)

    def between(self, part: str, codes: tuple[str, str]) -> tuple[LikenessRow, ...]:
        """What is alike in this part of these two bids."""
        rows: list[LikenessRow] = []
        for hint in self._hints:
            if hint.part == part and set(hint.subjects) == set(codes):
                turned = hint.subjects != codes
                rows += [_row(hint, pair, turned=turned) for pair in hint.pairs]
        return tuple(rows)

    def _see(self, done: "Future[tuple[Hint, ...]]") -> None:
        if not done.cancelled() and done.exception() is None:
            self._hints = done.result()
            self.changed.emit()


class LikenessLayer(Layer):
    """The pairs of places; `chosen` gives the one to lay side by side."""

    chosen = Signal(object)

    def __init__(self, over: QWidget, rows: Sequence[LikenessRow]) -> None:
        super().__init__(over)
        title = translate("Compare", "Likeness between these two bids")
        self.list = ListPanel("likeness", title)
        self.list.setFixedHeight(_LIST_HEIGHT)
        for row in rows:
            self.list.add_line(row.words, row)
        self.list.setCurrentRow(0)
        self.list.opened.connect(self._choose)
        self.column.addWidget(label(title, "title"))
        advice = translate(
            "Compare", "A hint of the centre, no verdict: the committee judges. Enter shows both places."
        )
        self.column.addWidget(paragraph(advice, state="secondary"))
        self.column.addWidget(self.list)

    def first_focus(self) -> QWidget:
        return self.list

    def _choose(self, row: object) -> None:
        self.close_layer()
        self.chosen.emit(row)


def _row(hint: Hint, pair: HintPair, *, turned: bool) -> LikenessRow:
    places = (pair.second, pair.first) if turned else (pair.first, pair.second)
    kinds = {
        "text": translate("Compare", "Same text"),
        "pictures": translate("Compare", "Same picture"),
        "errors": translate("Compare", "Same slip"),
        "fonts": translate("Compare", "Same fonts"),
        "origin": translate("Compare", "Same origin"),
    }
    pages = " / ".join("–" if place.page is None else str(place.page) for place in places)
    words = translate("Compare", "{kind}, pages {pages}  {excerpt}")
    return LikenessRow(words.format(kind=kinds[hint.kind], pages=pages, excerpt=pair.what or places[0].excerpt), places)
