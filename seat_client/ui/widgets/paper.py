"""A text on paper that knows when its end has been on the screen, and the page it is read on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from seat_client.ui.clock import clock_seconds
from seat_client.ui.language import translate
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.pages import OneTaskFrame, entry_steps, scroll_area
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

    def show_read(self, at: datetime | None) -> None:
        """Beside the head: whether it was read, and when."""
        if at is None:
            self._state.show_state(translate("Paper", "Not read to the end yet"), "todo")
        else:
            words = translate("Paper", "Read to the end {time}").format(time=clock_seconds(at))
            self._state.show_state(words, "ok")

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


class PaperFrame(OneTaskFrame):
    """One of the steps of entry: a paper left, a column beside it, one confirmation below. Space reads on."""

    def __init__(self, heading: str, sentence: str, *, current: int, paper: Paper) -> None:
        super().__init__(heading, sentence, steps=entry_steps(), current=current)
        self.paper = paper
        self._columns = QHBoxLayout()
        self.content.addLayout(self._columns, 1)

    def place(self, beside: QWidget, shares: tuple[int, int]) -> None:
        """The paper and what stands beside it, with their shares of the width."""
        for part, share in zip((self.paper, beside), shares, strict=True):
            self._columns.addWidget(part, share)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._columns.setSpacing(frame.gutter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.paper.scroll_on():
            event.accept()
        else:
            super().keyPressEvent(event)


def _sheet(title: str, passages: Sequence[Passage]) -> QFrame:
    sheet = QFrame()
    text = QVBoxLayout(sheet)
    text.setContentsMargins(56, 40, 56, 32)
    text.setSpacing(10)
    heading = label(title, "page-title")
    heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    heading.setWordWrap(True)
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
        last.setWordWrap(True)
        return last
    return paragraph(f"{INDENT}{passage.text}", "page-text", leading=LEADING)


def _area(sheet: QFrame, name: str) -> QScrollArea:
    area = scroll_area(sheet)
    area.setProperty("role", "paper")
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName(name)
    return area
