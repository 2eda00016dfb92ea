"""The band over every page while remote help goes on: who helps, what is seen of the seat, the last word from there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.style import set_state
from seat_client.ui.tokens import SIZE
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.plates import HelpLine
from seat_client.ui.widgets.text import Elided, glyph, label, paragraph


class HelpBand(QFrame):
    """It stands as long as the help does; F7 or its button ends it."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "help-band")
        self.setAccessibleName(translate("RemoteHelp", "Remote help"))
        self._title, self._detail = label("", "strong", name="help-title"), Elided("")
        self._detail.setObjectName("help-detail")
        self._word = paragraph("", "read-strong")
        self._word.setObjectName("help-word")
        self.end = secondary_button(translate("RemoteHelp", "End remote help (F7)"))
        self.end.setObjectName("help-end")
        self.end.setMinimumHeight(SIZE["target"])
        self.end.clicked.connect(self.ended)
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self._title)
        words.addWidget(self._detail, 1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(words)
        column.addWidget(self._word)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 20, 6)
        row.setSpacing(12)
        row.addWidget(glyph("help", "accent", 24))
        row.addLayout(column, 1)
        row.addWidget(self.end)
        self.hide()

    def show_help(self, line: HelpLine | None) -> None:
        """How the help stands; None once it is over."""
        self.setVisible(line is not None)
        if line is None:
            return
        set_state(self, "given" if line.given else "")
        self._title.setText(line.title)
        self._detail.setText(line.detail)
        self._word.setText(line.word)
        self._word.setVisible(bool(line.word))


class HelpRequest(Layer):
    """Asks once, and says before what the technician sees and what never."""

    confirmed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.column.addLayout(dialog_head("help", translate("RemoteHelp", "Ask for remote help?")))
        for line in (
            translate(
                "RemoteHelp",
                "A technician at the centre sees the last self-test, the settings of this seat, and a picture of the "
                "pages for sign-in, waiting, self-test and seal.",
            ),
            translate(
                "RemoteHelp",
                "Pages with bids, scores or names are never shown, and nobody can press anything here from afar.",
            ),
            translate("RemoteHelp", "A band says so all the time; F7 ends it at once. The request and each word go "
                                    "on record."),
        ):  # fmt: skip
            self.column.addWidget(paragraph(line, "read"))
        self.column.addSpacing(4)
        ask = PrimaryButton(translate("RemoteHelp", "Ask for help"))
        ask.setObjectName("help-ask")
        self.add_buttons(ask).clicked.connect(self._confirm)

    def _confirm(self) -> None:
        self.close_layer()
        self.confirmed.emit()
