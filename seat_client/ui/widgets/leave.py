"""The dialog with the codes of two persons: to leave the kiosk, or to open a technician's pages."""

from collections.abc import Callable

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.tokens import SIZE
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import StateLine, label, paragraph

CODE = "[0-9]{6}"


class CodesLayer(Layer):
    """Asks for the codes of two persons; `check` takes both and gives a sentence when they do not count."""

    opened = Signal()
    """Both codes counted."""

    def __init__(self, over: QWidget, check: Callable[[str, str], str], *, title: str, text: str, confirm: str) -> None:
        super().__init__(over)
        self._check = check
        self.column.addLayout(dialog_head("shield", title))
        self.column.addWidget(paragraph(text, state="secondary"))
        self.first = _field(translate("Leave", "Code of the first person"))
        self.second = _field(translate("Leave", "Code of the second person"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for field in (self.first, self.second):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label(field.accessibleName(), "label", "secondary"))
            column.addWidget(field)
            row.addLayout(column, 1)
            field.textChanged.connect(self._typed)
        self.column.addLayout(row)
        self.problem = StateLine("", "bad", "warning", "strong", 20, wrap=True)
        self.column.addWidget(self.problem)
        self._confirm = self.add_buttons(PrimaryButton(confirm))
        self._confirm.clicked.connect(self._submit)
        self._typed()

    def first_focus(self) -> QWidget | None:
        return self.first

    def _typed(self) -> None:
        complete = self.first.hasAcceptableInput() and self.second.hasAcceptableInput()
        self._confirm.block("" if complete else translate("Leave", "Please enter both codes"))
        if self.first.hasFocus() and self.first.hasAcceptableInput() and not self.second.text():
            self.second.setFocus()

    def _submit(self) -> None:
        sentence = self._check(self.first.text(), self.second.text())
        if not sentence:
            self.close_layer()
            self.opened.emit()
            return
        self.first.clear()
        self.second.clear()
        self.problem.show_state(sentence, "bad", "warning")
        self.first.setFocus()


class LeaveLayer(CodesLayer):
    """Leave the kiosk."""

    def __init__(self, over: QWidget, check: Callable[[str, str], str]) -> None:
        text = translate(
            "Leave",
            "Two persons entitled to it each type the six digits their own authenticator shows. What was typed at "
            "this seat is kept; an evaluation goes on when the seat is started again.",
        )
        title = translate("Leave", "Leave the evaluation seat")
        super().__init__(over, check, title=title, text=text, confirm=translate("Leave", "Leave"))


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setMinimumHeight(SIZE["primary"])
    field.setMaxLength(6)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setValidator(QRegularExpressionValidator(QRegularExpression(CODE), field))
    return field
