"""Not signing the report: what follows from it, and the written reason where there is one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import label, paragraph

LONGEST = 2000


class RefusalDialog(Layer):
    """Asks for the reason; an empty one is possible and leads to the written notice."""

    written = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.column.addLayout(dialog_head("warning", translate("Report", "Not sign the report?")))
        self.column.addWidget(
            paragraph(
                translate(
                    "Report",
                    "With a written reason your refusal is printed in the report. Without one you are served a "
                    "written notice with a deadline; who lets it pass is deemed to agree with the conclusion.",
                ),
                state="secondary",
            )
        )
        title = translate("Report", "Reason for not signing")
        self.field = QPlainTextEdit()
        self.field.setObjectName("refusal-text")
        self.field.setAccessibleName(title)
        self.field.setFixedHeight(144)
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._show)
        self.column.addWidget(label(title, "strong"))
        self.column.addWidget(self.field)
        self.primary = PrimaryButton("")
        self.primary.setObjectName("refusal-send")
        self.primary.clicked.connect(self._send)
        back = secondary_button(translate("Report", "Cancel"))
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
        text = self.field.toPlainText().strip()
        self.close_layer()
        self.written.emit(text)

    def _show(self) -> None:
        if self.primary is None:
            return
        length = len(self.field.toPlainText().strip())
        words = translate("Report", "Not sign, with this reason")
        if not length:
            words = translate("Report", "Not sign, without a reason")
        self.primary.set_words(words)
        if length > LONGEST:
            self.primary.block(translate("Report", "At most {count} characters").format(count=LONGEST))
        else:
            self.primary.unblock()
