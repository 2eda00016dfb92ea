"""Asking the committee to look at a figure again: which one, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.cards import FactRows
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import label, paragraph

LONGEST = 1000


class ReviewDialog(Layer):
    """The reason becomes a motion that the committee votes on."""

    written = Signal(str)

    def __init__(self, over: QWidget, cell: str) -> None:
        super().__init__(over)
        self.column.addLayout(dialog_head("flag", translate("Summary", "Ask for a review")))
        self.column.addWidget(
            paragraph(
                translate(
                    "Summary",
                    "The committee votes on it; motion, votes and result go on record. No score changes by itself.",
                ),
                state="secondary",
            )
        )
        self.column.addWidget(FactRows([(translate("Summary", "Figure"), cell)]))
        title = translate("Summary", "What is to be looked at again, and why")
        self.field = QPlainTextEdit()
        self.field.setObjectName("review-text")
        self.field.setAccessibleName(title)
        self.field.setFixedHeight(132)
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._show)
        self.column.addWidget(label(title, "strong"))
        self.column.addWidget(self.field)
        self.primary = PrimaryButton(translate("Summary", "Put the motion"))
        self.primary.setObjectName("review-send")
        self.primary.clicked.connect(self._send)
        back = secondary_button(translate("Summary", "Cancel"))
        back.setMinimumWidth(120)
        back.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(back)
        row.addWidget(self.primary, 1)
        self.column.addLayout(row)
        self._show()

    def first_focus(self) -> QWidget:
        return self.field

    def _send(self) -> None:
        text = self.field.toPlainText()
        self.close_layer()
        self.written.emit(text)

    def _show(self) -> None:
        if self.primary is None:
            return
        length = len(self.field.toPlainText().strip())
        if not length:
            self.primary.block(translate("Summary", "Please write what is to be looked at again"))
        elif length > LONGEST:
            self.primary.block(translate("Summary", "At most {count} characters").format(count=LONGEST))
        else:
            self.primary.unblock()
