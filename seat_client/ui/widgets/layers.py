"""Layers over the page: a veil with a dialog on it, which keeps the keyboard until it is closed."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR, SIZE
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.cards import FactRows
from seat_client.ui.widgets.letting_go import let_go
from seat_client.ui.widgets.reading_order import step, tab_stops
from seat_client.ui.widgets.text import glyph, label, paragraph

VEIL = 96


class Layer(QWidget):
    """A dialog over the whole window, centred on the part it belongs to; Esc closes it, focus returns where it was."""

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over.window())
        self._over = over
        self._before = over.window().focusWidget()
        self.panel = QFrame(self)
        self.panel.setProperty("role", "dialog")
        self.panel.setFixedWidth(SIZE["dialog"])
        self.column = QVBoxLayout(self.panel)
        self.column.setContentsMargins(28, 24, 28, 24)
        self.column.setSpacing(12)
        self.primary: PrimaryButton | None = None
        over.window().installEventFilter(self)
        self.panel.installEventFilter(self)

    def add_buttons(self, primary: PrimaryButton, cancel: str = "") -> PrimaryButton:
        """The last row: what leads back, "Cancel" unless another word is given, and what the dialog is for."""
        back = secondary_button(cancel or translate("Dialogs", "Cancel"))
        back.setMinimumWidth(120)
        back.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(back)
        row.addWidget(primary, 1)
        self.column.addLayout(row)
        self.primary = primary
        return primary

    def open(self) -> None:
        """Show the layer over everything and take the keyboard."""
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self._place()
        first = self.first_focus()
        (first or self.panel).setFocus(Qt.FocusReason.PopupFocusReason)

    def first_focus(self) -> QWidget | None:
        """What takes the keyboard first."""
        return self.primary

    def close_layer(self) -> None:
        """Take the layer away and give the keyboard back."""
        self.window().removeEventFilter(self)
        self.panel.removeEventFilter(self)
        let_go(self)
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def cancel(self) -> None:
        """Esc, or the button that says so."""
        self.close_layer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self.window().rect())
            self._place()
        elif event.type() == QEvent.Type.LayoutRequest and watched is self.panel:
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        target = step(tab_stops(self.panel), self.window().focusWidget(), forward)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            press_enter(self.window().focusWidget(), self.primary)
        event.setAccepted(event.key() != Qt.Key.Key_F7)  # remote help is ended from wherever one is

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(COLOR["ink"])
        veil.setAlpha(VEIL)
        QPainter(self).fillRect(self.rect(), veil)

    def _place(self) -> None:
        self.panel.ensurePolished()
        height = max(self.column.totalSizeHint().height(), self.column.totalHeightForWidth(SIZE["dialog"]))
        self.panel.resize(SIZE["dialog"], height)
        middle = self._over.mapTo(self.window(), QPoint(self._over.width() // 2, 0)).x()
        left = min(max(0, middle - SIZE["dialog"] // 2), self.width() - SIZE["dialog"])
        top = max(0, (self.height() - height) * 57 // 100)
        self.panel.move(left, min(top, max(0, self.height() - height)))


def press_enter(focused: QWidget | None, primary: PrimaryButton | None) -> bool:
    """What Enter does: the focused button is pressed, else the primary one; a multi-line field keeps its Enter."""
    if isinstance(focused, QPlainTextEdit | QTextEdit):
        return False
    if isinstance(focused, QAbstractButton) and not isinstance(focused, QRadioButton):
        focused.click()
        return True
    if primary is None or not primary.isEnabled() or not primary.isVisible():
        return False
    primary.click()
    return True


class ConfirmDialog(Layer):
    """Asks once before a final act and shows what will be fixed by it."""

    confirmed = Signal()

    def __init__(
        self,
        over: QWidget,
        title: str,
        text: str,
        facts: list[tuple[str, str]],
        confirm: str,
        *,
        icon: str = "info",
        cancel: str = "",
    ) -> None:
        super().__init__(over)
        self.column.addLayout(dialog_head(icon, title))
        self.column.addWidget(paragraph(text, state="secondary"))
        if facts:
            self.column.addWidget(FactRows(facts))
        self.column.addSpacing(4)
        self.add_buttons(PrimaryButton(confirm), cancel).clicked.connect(self._confirm)

    def _confirm(self) -> None:
        self.close_layer()
        self.confirmed.emit()


def dialog_head(icon: str, title: str) -> QHBoxLayout:
    """An icon and a title."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(glyph(icon, "accent", 24))
    row.addWidget(label(title, "title"), 1)
    return row
