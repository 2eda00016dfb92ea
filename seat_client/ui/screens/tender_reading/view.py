"""The rules on paper left, what they are known by right, one confirmation below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.tender_reading.passages import passages
from seat_client.ui.screens.tender_reading.view_model import TenderReadingModel
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import FactRows, NoteCard
from seat_client.ui.widgets.paper import Paper, PaperFrame
from seat_client.ui.widgets.text import StateLine, label


class TenderReadingView(PaperFrame):
    """Read to the end, confirm."""

    def __init__(self, model: TenderReadingModel) -> None:
        super().__init__(
            translate("TenderReading", "Reading the tender"),
            translate("TenderReading", "Read what is judged and how it is counted; nothing else may be used."),
            current=3,
            paper=Paper(
                translate("TenderReading", "1. Rules of this project"),
                translate("TenderReading", "Method and criteria of the evaluation"),
                list(passages(model.project)),
                translate("TenderReading", "Text of the rules"),
            ),
        )
        self._model = model
        self.paper.read_to_end.connect(model.mark_read)
        self.primary = PrimaryButton(translate("TenderReading", "I have read the rules"), "check")
        self.primary.setObjectName("confirm-reading")
        self.primary.clicked.connect(model.confirm)
        self._problem, self._progress = StateLine("", "bad"), label("", "label", "secondary")
        self._problem.setObjectName("problem")
        self.action_bar.add_notes(self._problem, self._progress)
        self.action_bar.add_button(self.primary, 280)
        self.place(self._right(), (13, 7))
        model.changed.connect(self._show)
        self.apply_frame(self.frame_now)
        self._show()

    def show_connection(self, connected: bool) -> None:
        self._model.show_connection(connected)

    def leave(self) -> None:
        self._model.leave()

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
        self.paper.show_read(model.read_at)
        self._problem.show_state(model.problem, "bad")
        self._progress.setText(_progress(model))
        self.hold(model.obstacle)


def _progress(model: TenderReadingModel) -> str:
    if not model.connected:
        return translate("TenderReading", "No connection: kept here and sent when it is back")
    done, size = model.progress
    return translate("TenderReading", "Confirmed {done} / {all}").format(done=done, all=size)


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
