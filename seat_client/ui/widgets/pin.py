"""Entering a PIN: a field that never holds it as text, a block with tries left, and the dialog of a signing act."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.style import set_state
from seat_client.ui.tokens import SIZE
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import FactRows
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import StateLine, label, paragraph

DOT = "\N{BLACK CIRCLE}"
LONGEST = 32


class PinField(QLineEdit):
    """Shows a dot per character and keeps the characters in bytes that can be wiped; no paste, no undo, no menu."""

    pin_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pin = bytearray()
        self.setProperty("role", "pin")
        self.setObjectName("pin")
        self.setAccessibleName(translate("Pin", "PIN"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAcceptDrops(False)
        self.setMinimumHeight(SIZE["primary"])

    def take(self) -> bytearray:
        """The PIN, handed over: the field is empty afterwards and the caller wipes what it got."""
        pin = bytearray(self._pin)
        self.wipe()
        return pin

    def wipe(self) -> None:
        """Overwrite the bytes and empty the field."""
        self._pin[:] = bytes(len(self._pin))
        self._pin.clear()
        self._show()

    def is_empty(self) -> bool:
        return not self._pin

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._drop_last()
        elif event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Escape,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Backtab,
        ):
            event.ignore()
        elif _is_pin_character(event):
            self._append(event.text())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button would paste what was last marked anywhere."""
        if event.button() == Qt.MouseButton.MiddleButton:
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        if hasattr(self, "_pin"):  # the collector may have taken the Python half apart before Qt hides the other
            self.wipe()
        super().hideEvent(event)

    def _append(self, character: str) -> None:
        if len(self._pin) < LONGEST:
            self._pin.extend(character.encode("ascii"))
            self._show()

    def _drop_last(self) -> None:
        if self._pin:
            self._pin[-1] = 0
            del self._pin[-1]
            self._show()

    def _show(self) -> None:
        self.setText(DOT * len(self._pin))
        self.pin_changed.emit()


def _is_pin_character(event: QKeyEvent) -> bool:
    text = event.text()
    chord = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return len(text) == 1 and text.isascii() and text.isprintable() and not chord


class PinBlock(QWidget):
    """A PIN field with what stands at it: tries left, the error of the last try, and that nothing is kept."""

    entered = Signal(object, bool)
    """The PIN as a bytearray, whose receiver wipes it; and whether spending the last try was said yes to."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tries: int | None = None
        self._asked_again = False
        self.field = PinField()
        self.field.pin_changed.connect(self._on_change)
        self._error = StateLine("", "bad", "cross", "label", wrap=True)
        self._tries_line = StateLine("", "", "info", "label", wrap=True)
        self._kept = StateLine(
            translate("Pin", "The PIN is never kept here; each signature asks for it again"),
            "",
            "shield",
            "label",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(translate("Pin", "PIN"), "strong"))
        for part in (self.field, self._error, self._tries_line, self._kept):
            column.addWidget(part)

    def show_tries(self, left: int | None) -> None:
        """How many wrong PINs the key still takes; None while unknown."""
        self._tries, self._asked_again = left, False
        if left is None:
            self._tries_line.show_state("")
            return
        words = translate("Pin", "{count} tries left; then only the issuer can unlock the key")
        self._tries_line.show_state(words.format(count=left), "warn" if left <= 1 else "", "" if left <= 1 else "info")

    def show_tries_once(self, left: int | None) -> None:
        """As `show_tries`, but a number already shown changes nothing, nor does the question before the last try."""
        if left != self._tries:
            self.show_tries(left)

    def show_error(self, text: str) -> None:
        """Say at the field what went wrong; it stays until another PIN is begun."""
        self._error.show_state(text, "bad", "cross")
        set_state(self.field, "bad" if text else "")

    def submit(self) -> None:
        """Hand the PIN over; before the last try one more press is asked for."""
        if self.field.is_empty():
            self.show_error(translate("Pin", "Enter the PIN of your key"))
            return
        if self._tries == 1 and not self._asked_again:
            self._asked_again = True
            self.show_error(translate("Pin", "This is the last try. Check the PIN and press once more."))
            return
        self.entered.emit(self.field.take(), self._asked_again)

    def wipe(self) -> None:
        self.field.wipe()
        self.show_error("")
        self._asked_again = False

    def _on_change(self) -> None:
        if not self.field.is_empty() and not self._asked_again:
            self.show_error("")
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """What the dialog says before one signs."""

    holder: str
    issuer: str
    valid: str
    usage: str
    signs: str
    revocation: str = ""
    """What the revocation list says and how old it is; empty where no list was asked."""


class PinDialog(Layer):
    """Holder, issuer, validity, usage and what is signed; then the PIN. Closing it in any way wipes the field."""

    pin_entered = Signal(object, bool)
    """As `PinBlock.entered`."""

    cancelled = Signal()

    def __init__(self, over: QWidget, facts: SigningFacts, tries: int | None, confirm: str = "") -> None:
        super().__init__(over)
        self.block = PinBlock()
        self.block.entered.connect(self.pin_entered)
        self.block.show_tries(tries)
        self.column.addLayout(dialog_head("key", translate("Pin", "Enter the PIN of the signing key")))
        self.column.addWidget(FactRows(_rows(facts), strong_first=True))
        self.column.addSpacing(4)
        self.column.addWidget(self.block)
        self._waiting = paragraph("", "label", "secondary")
        self._waiting.hide()
        self.column.addWidget(self._waiting)
        sign = self.add_buttons(PrimaryButton(confirm or translate("Pin", "Sign")))
        sign.setObjectName("pin-confirm")
        sign.clicked.connect(self.block.submit)

    def first_focus(self) -> QWidget:
        return self.block.field

    def show_rejected(self, text: str, tries: int | None) -> None:
        """The key refused the PIN: say so at the field, with what is left."""
        if self.primary is not None:
            self.primary.block("")
        self.block.field.setEnabled(True)
        self.block.show_tries(tries)
        self.block.show_error(text)
        self.block.field.setFocus()
        self._place()

    def show_working(self, text: str) -> None:
        """The key works: nothing can be pressed twice."""
        if self.primary is not None:
            self.primary.block(text)
        self.block.field.setEnabled(False)

    def cancel(self) -> None:
        self.block.wipe()
        self.cancelled.emit()
        super().cancel()

    def close_layer(self) -> None:
        self.block.wipe()
        super().close_layer()


def _rows(facts: SigningFacts) -> list[tuple[str, str]]:
    return [
        (translate("Pin", "Holder"), facts.holder),
        (translate("Pin", "Issuer"), facts.issuer),
        (translate("Pin", "Valid"), facts.valid),
        (translate("Pin", "Key usage"), facts.usage),
        *([(translate("Pin", "Revocation"), facts.revocation)] if facts.revocation else []),
        (translate("Pin", "Signs"), facts.signs),
    ]
