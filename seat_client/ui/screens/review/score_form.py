"""The form at the right of the review: criteria as lines with one of them open, and the footer of the bid."""

import json
from dataclasses import asdict
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seat_client.ui import icons
from seat_client.ui.clock import clock_seconds
from seat_client.ui.language import translate
from seat_client.ui.screens.review.criterion_editor import CriterionEditor
from seat_client.ui.screens.review.criterion_row import CriterionRow
from seat_client.ui.screens.review.rows import SavedEntry
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.tokens import SIZE, WIDE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import PrimaryButton, allow, secondary_button
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.text import StateLine, label


class CriteriaList(QWidget):
    """All criteria of the bid in order; the open one stands among the lines at its place."""

    chosen = Signal(str)

    def __init__(self, editor: CriterionEditor) -> None:
        super().__init__()
        self.editor = editor
        self._rows: dict[str, CriterionRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_model(self, model: ReviewModel) -> None:
        lines = model.criteria
        if tuple(self._rows) != tuple(line.id for line in lines):
            self._fill(model)
        for place, line in enumerate(lines):
            row = self._rows[line.id]
            row.show_line(line)
            if line.current and self._column.indexOf(self.editor) != place + 1:
                self._column.removeWidget(self.editor)
                self._column.insertWidget(self._column.indexOf(row) + 1, self.editor)
            row.setVisible(not line.current)
        self.editor.setVisible(model.current is not None)

    def _fill(self, model: ReviewModel) -> None:
        self._column.removeWidget(self.editor)
        clear(self._column)
        self._rows = {line.id: CriterionRow(line) for line in model.criteria}
        for criterion, row in self._rows.items():
            row.clicked.connect(lambda _=False, criterion=criterion: self.chosen.emit(criterion))
            self._column.addWidget(row)
        self._column.addWidget(self.editor)


class SavedLine(StateLine):
    """Whether what stands in the form is durable on this seat, and since when.

    The dynamic property `savedEntry` (JSON) and the accessible name say which entry the words speak about.
    """

    def __init__(self) -> None:
        super().__init__("", "", "", "label")
        self.setObjectName("saved-state")
        self.setProperty("savedEntry", "")

    def show_model(self, model: ReviewModel) -> None:
        if model.fault:
            self.show_state(model.fault, "bad")
        elif model.refused:
            self.show_state(translate("Review", "Not saved"), "bad")
        elif model.saving:
            self.show_state(translate("Review", "Saving …"), "", "sync")
        elif model.saved is not None:
            self.show_state(_saved_words(model.saved), "ok")
        else:
            self.show_state("")
        self._tell(model)

    def _tell(self, model: ReviewModel) -> None:
        entry = model.saved
        self.setProperty("savedEntry", "" if entry is None else json.dumps(asdict(entry), ensure_ascii=False))
        told = "" if entry is None else f" {entry.code} {entry.criterion} {entry.value}"
        self.setAccessibleName(f"{self.text()}{told}")


def _turn_buttons(*buttons: QPushButton) -> list[tuple[QPushButton, str, str]]:
    words = (translate("Review", "Previous"), "prev"), (translate("Review", "Next"), "next")
    return [(button, *word) for button, word in zip(buttons, words, strict=True)]


def _saved_words(saved: SavedEntry) -> str:
    at = clock_seconds(datetime.fromisoformat(saved.at))
    return translate("Review", "Saved {time}").format(time=at)


class ScoreFooter(Adaptive):
    """Subtotal, whether it is saved, the bid before and after, and the one action."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._sum, self._full = label("", "score", "", "subtotal"), label("", "caption", "secondary")
        self.saved = SavedLine()
        self.previous = secondary_button(translate("Review", "Previous"))
        self.next = secondary_button(translate("Review", "Next"))
        self.previous.setObjectName("previous-bid")
        self.next.setObjectName("next-bid")
        self.primary = PrimaryButton("")
        self.primary.setObjectName("lock-sheet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._sums())
        self._buttons = QHBoxLayout()
        for button in (self.previous, self.next):
            self._buttons.addWidget(button)
        self._buttons.addWidget(self.primary, 1)
        column.addLayout(self._buttons)
        self.apply_frame(WIDE)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._buttons.setSpacing(8 if frame.compact else 12)
        for button, words, icon in _turn_buttons(self.previous, self.next):
            button.setText("" if frame.compact else words)
            button.setIcon(icons.icon(icon, "ink", 22) if frame.compact else QIcon())
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.setFixedWidth(SIZE["primary"] if frame.compact else 92)

    def show_model(self, model: ReviewModel) -> None:
        self._sum.setText(model.subtotal)
        self._full.setText(translate("Review", "/ {full} points").format(full=model.full))
        self.saved.show_model(model)
        place, count = model.place
        allow(self.previous, "" if place > 1 else translate("Review", "This is the first bid"))
        allow(self.next, "" if 0 < place < count else translate("Review", "This is the last bid"))
        action = model.action
        self.primary.set_words(action.words)
        self.primary.block(action.words if action.kind == "wait" else "")

    def _sums(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(translate("Review", "This bid"), "label"))
        row.addWidget(self._sum)
        row.addWidget(self._full)
        row.addStretch(1)
        row.addWidget(self.saved)
        return row
