"""What changed since each signature: a row per signature, and whether anything but signatures was added."""

from PySide6.QtWidgets import QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.report_signing.changes import History
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import FactRows
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.letting_go import let_go
from seat_client.ui.widgets.text import StateLine, paragraph


class ChangesDialog(Layer):
    """Opens at once and fills when the newest revision has been examined."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("report-changes")
        self.column.addLayout(dialog_head("columns", translate("Report", "What changed since each signature")))
        self._rows: QWidget = paragraph(translate("Report", "Examining the newest revision …"), state="secondary")
        self.column.addWidget(self._rows)
        self._told = StateLine("", "", "", "label", wrap=True)
        self.column.addWidget(self._told)
        self.primary = PrimaryButton(translate("Report", "Close"))
        self.primary.setObjectName("changes-close")
        self.primary.clicked.connect(self.cancel)
        self.column.addWidget(self.primary)

    def show_history(self, history: History) -> None:
        """The signatures in order, each with where it stands and what came after it."""
        rows = FactRows([(line.title, line.words) for line in history.lines])
        self.column.replaceWidget(self._rows, rows)
        let_go(self._rows)
        self._rows = rows
        rows.show()  # at once, so that the dialog knows its height
        self._told.show_state(history.summary, history.state)
        self._place()

    def show_problem(self, words: str) -> None:
        """It could not be examined."""
        self._told.show_state(words, "bad")
        self._place()
