"""A dialog that asks for a text which goes on record: what it is for, the field, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import FactRows
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import label, paragraph


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. Either `missing` says why an empty text will not do, or `without` is the button's word for one."""

    name: str
    """The field is found as NAME-text, the button as NAME-send."""

    icon: str
    title: str
    explanation: str
    field: str
    confirm: str
    longest: int
    """Characters."""

    missing: str = ""
    without: str = ""
    height: int = 144
    """Pixels of the field."""

    facts: Sequence[tuple[str, str]] = ()


class WrittenDialog(Layer):
    """`written` gives the text, without the white space around it, after the dialog has closed."""

    written = Signal(str)

    def __init__(self, over: QWidget, question: Question) -> None:
        super().__init__(over)
        self._question = question
        self.column.addLayout(dialog_head(question.icon, question.title))
        self.column.addWidget(paragraph(question.explanation, state="secondary"))
        if question.facts:
            self.column.addWidget(FactRows(list(question.facts)))
        self.field = QPlainTextEdit()
        self.field.setObjectName(f"{question.name}-text")
        self.field.setAccessibleName(question.field)
        self.field.setFixedHeight(question.height)
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._show)
        self.column.addWidget(label(question.field, "strong"))
        self.column.addWidget(self.field)
        self._send = self.add_buttons(PrimaryButton(question.confirm))
        self._send.setObjectName(f"{question.name}-send")
        self._send.clicked.connect(self._give)
        self._show()

    def first_focus(self) -> QWidget:
        return self.field

    def _text(self) -> str:
        return self.field.toPlainText().strip()

    def _give(self) -> None:
        text = self._text()
        self.close_layer()
        self.written.emit(text)

    def _show(self) -> None:
        question, length = self._question, len(self._text())
        if question.without:
            self._send.set_words(question.confirm if length else question.without)
        if length > question.longest:
            self._send.block(translate("Dialogs", "At most {count} characters").format(count=question.longest))
        else:
            self._send.block("" if length else question.missing)
