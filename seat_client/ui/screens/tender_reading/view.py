"""The rules on paper left, what they are known by right, one confirmation below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.clock import clock_seconds
from seat_client.ui.language import translate
from seat_client.ui.screens.tender_reading.passages import passages
from seat_client.ui.screens.tender_reading.view_model import TenderReadingModel
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import FactRows, NoteCard
from seat_client.ui.widgets.pages import OneTaskFrame, entry_steps
from seat_client.ui.widgets.paper import Paper
from seat_client.ui.widgets.text import StateLine, label


class TenderReadingView(OneTaskFrame):
    """Read to the end, confirm."""

    def __init__(self, model: TenderReadingModel) -> None:
        super().__init__(
            translate("TenderReading", "Reading the tender"),
            translate("TenderReading", "Read what is judged and how it is counted; nothing else may be used."),
            steps=entry_steps(),
            current=3,
        )
        self._model = model
        self.paper = Paper(
            translate("TenderReading", "1. Rules of this project"),
            translate("TenderReading", "Method and criteria of the evaluation"),
            list(passages(model.project)),
            translate("TenderReading", "Text of the rules"),
        )
        self.paper.read_to_end.connect(model.mark_read)
        self.primary = PrimaryButton(translate("TenderReading", "I have read the rules"), "check")
        self.primary.setObjectName("confirm-reading")
        self.primary.clicked.connect(model.confirm)
        self._problem, self._progress = StateLine("", "bad"), label("", "label", "secondary")
        self._problem.setObjectName("problem")
        self.action_bar.add_notes(self._problem, self._progress)
        self.action_bar.add_button(self.primary, 280)
        self._columns = QHBoxLayout()
        self._columns.addWidget(self.paper, 13)
        self._columns.addWidget(self._right(), 7)
        self.content.addLayout(self._columns, 1)
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._columns.setSpacing(frame.gutter)

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._model.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.paper.scroll_on():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _right(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(translate("TenderReading", "2. What they are known by"), "title"))
        column.addWidget(FactRows([(translate("TenderReading", "SHA-256"), self._model.rules_digest)]))
        for icon, text in _notes():
            column.addWidget(NoteCard(text, icon))
        column.addStretch(1)
        return box

    def _show(self) -> None:
        model = self._model
        self.paper.show_state(*_reading(model))
        self._problem.show_state(model.problem, "bad")
        self._progress.setText(_progress(model))
        if self.primary is not None:
            if model.obstacle:
                self.primary.block(model.obstacle)
            else:
                self.primary.unblock()


def _progress(model: TenderReadingModel) -> str:
    if not model.connected:
        return translate("TenderReading", "No connection: kept here and sent when it is back")
    done, size = model.progress
    return translate("TenderReading", "Confirmed {done} / {all}").format(done=done, all=size)


def _reading(model: TenderReadingModel) -> tuple[str, str]:
    if model.read_at is None:
        return translate("TenderReading", "Not read to the end yet"), "todo"
    at = clock_seconds(model.read_at)
    return translate("TenderReading", "Read to the end {time}").format(time=at), "ok"


def _notes() -> tuple[tuple[str, str], ...]:
    return (
        (
            "info",
            translate("TenderReading", "The same text, with the same digest, stands at every seat and in the report."),
        ),
        (
            "document",
            translate("TenderReading", "The criteria and their bands stand beside every score you give later."),
        ),
        (
            "warning",
            translate("TenderReading", "A criterion that the tender does not name must not be used (regulations, 49)."),
        ),
    )
