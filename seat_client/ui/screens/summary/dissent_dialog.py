"""A written dissent: the text is required and goes into the report."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import label, paragraph

LONGEST = 2000


class DissentDialog(Layer):
    """Asks for the opinion and its reason."""

    written = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.column.addLayout(dialog_head("edit", translate("Summary", "Written dissent")))
        self.column.addWidget(
            paragraph(
                translate(
                    "Summary",
                    "Write your opinion and its reason. It is recorded with your answer to the summary, cannot be "
                    "changed afterwards and is printed whole in the report. You sign the report all the same.",
                ),
                state="secondary",
            )
        )
        self.field = QPlainTextEdit()
        self.field.setObjectName("dissent-text")
        self.field.setAccessibleName(translate("Summary", "Opinion and reason"))
        self.field.setFixedHeight(168)
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._show)
        self.column.addWidget(label(translate("Summary", "Opinion and reason"), "strong"))
        self.column.addWidget(self.field)
        self.primary = PrimaryButton(translate("Summary", "Record the dissent"))
        self.primary.setObjectName("dissent-send")
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
            self.primary.block(translate("Summary", "Please write the opinion and its reason"))
        elif length > LONGEST:
            self.primary.block(translate("Summary", "At most {count} characters").format(count=LONGEST))
        else:
            self.primary.unblock()
