"""A text on paper that knows when its end has been on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from seat_client.ui.widgets.pages import scroll_area
from seat_client.ui.widgets.text import StateLine, label, paragraph

LEADING = 124
INDENT = "　　"


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a paragraph of running text, or a closing line at the right."""

    text: str
    kind: Literal["heading", "text", "close"] = "text"


class Paper(QWidget):
    """A head with its state, and the sheet under it; `read_to_end` comes once its last line has been seen."""

    read_to_end = Signal()

    def __init__(self, head: str, title: str, passages: Sequence[Passage], name: str) -> None:
        super().__init__()
        self._seen = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.addWidget(label(head, "title"))
        row.addStretch(1)
        self._state = StateLine("", "todo")
        row.addWidget(self._state)
        column.addLayout(row)
        self._sheet = _sheet(title, passages)
        self.area = _area(self._sheet, name)
        column.addWidget(self.area, 1)
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._look)
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(self._check_end)
        bar.rangeChanged.connect(self._check_end)

    def show_state(self, words: str, state: str) -> None:
        """Beside the head: whether it was read, and when."""
        self._state.show_state(words, state)

    def scroll_on(self) -> bool:
        """One page down; False at the end."""
        bar = self.area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + bar.pageStep())
        return bar.value() != before

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._check_end()

    def _check_end(self) -> None:
        """Look once the layout has settled: while it does, the range of the scroll bar says anything."""
        self._settled.start()

    def _look(self) -> None:
        bar = self.area.verticalScrollBar()
        hidden = max(0, self._sheet.height() - self.area.viewport().height())
        whole = self._sheet.heightForWidth(self._sheet.width())
        at_end = self._sheet.height() >= whole and bar.value() >= max(bar.maximum(), hidden)
        if self.area.isVisible() and at_end and not self._seen:
            self._seen = True
            self.read_to_end.emit()


def _sheet(title: str, passages: Sequence[Passage]) -> QFrame:
    sheet = QFrame()
    text = QVBoxLayout(sheet)
    text.setContentsMargins(56, 40, 56, 32)
    text.setSpacing(10)
    heading = label(title, "page-title")
    heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    text.addWidget(heading)
    text.addSpacing(8)
    for passage in passages:
        text.addWidget(_passage(passage))
    text.addStretch(1)
    return sheet


def _passage(passage: Passage) -> QWidget:
    if passage.kind == "heading":
        return label(passage.text, "page-heading")
    if passage.kind == "close":
        last = label(passage.text, "page-text")
        last.setAlignment(Qt.AlignmentFlag.AlignRight)
        return last
    return paragraph(f"{INDENT}{passage.text}", "page-text", leading=LEADING)


def _area(sheet: QFrame, name: str) -> QScrollArea:
    area = scroll_area(sheet)
    area.setProperty("role", "paper")
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName(name)
    return area
