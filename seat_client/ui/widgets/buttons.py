"""Buttons. Each is at least 44 px high and has an accessible name."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
)

from seat_client.ui import icons
from seat_client.ui.tokens import SIZE


class PrimaryButton(QPushButton):
    """The one action of a page. While it is blocked it says why, in place of its words."""

    def __init__(self, text: str, icon: str = "") -> None:
        super().__init__(text)
        self._words, self._icon = text, icon
        self.setProperty("role", "primary")
        self.setMinimumHeight(SIZE["primary"])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    def set_words(self, text: str) -> None:
        """Change what the button says when it may be pressed."""
        self._words = text
        if self.isEnabled():
            self._show()

    def block(self, reason: str) -> None:
        """Disable the button and show the reason on it; without a reason it can be pressed and has its own words."""
        self.setEnabled(not reason)
        if not reason:
            self._show()
            return
        self.setIcon(QIcon())
        self.setText(reason)
        self.setToolTip(reason)
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(reason)

    def _show(self) -> None:
        self.setText(f"\N{EN SPACE}{self._words}" if self._icon else self._words)
        self.setToolTip("")
        self.setAccessibleName(self._words)
        self.setAccessibleDescription("")
        if self._icon:
            self.setIcon(icons.icon(self._icon, "surface", 22))
            self.setIconSize(QSize(22, 22))


class YieldingButton(QPushButton):
    """A button whose words end in dots before they push others out of sight; the tool tip then says them whole."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(SIZE["target"], super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words, missing = self.text(), self.sizeHint().width() - self.width()
        if missing > 0:
            room = self.fontMetrics().horizontalAdvance(words) - missing
            option.text = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        if self.isEnabled():  # else it says why it cannot be pressed
            self.setToolTip(words if missing > 0 else "")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def secondary_button(
    text: str, role: str = "secondary", icon: str = "", *, kind: type[QPushButton] = QPushButton
) -> QPushButton:
    """Another action; roles `secondary`, `danger` (52 px), `tool`, `choice` (44), `verdict` (56), `step` (60).

    Those of the roles `choice` and `verdict` can be checked.
    """
    button = kind(text)
    button.setProperty("role", role)
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setMinimumHeight({"tool": 44, "choice": 44, "verdict": 56, "step": 60}.get(role, SIZE["primary"]))
    button.setCheckable(role in ("choice", "verdict"))
    if icon:
        button.setIcon(icons.icon(icon, "bad" if role == "danger" else "ink", 20))
        button.setIconSize(QSize(20, 20))
    return button


def allow(button: QAbstractButton, reason: str) -> None:
    """Let a button be pressed where `reason` is empty; else its tool tip and its description say why it cannot be."""
    if button.isEnabled():
        button.setProperty("tip", button.toolTip())
    button.setEnabled(not reason)
    button.setAccessibleDescription(reason)
    button.setToolTip(reason or str(button.property("tip") or ""))


def step_button(icon: str, name: str) -> QPushButton:
    """A 60 px square that takes a number one step up or down."""
    button = secondary_button("", "step")
    button.setIcon(icons.icon(icon, "ink", 26))
    button.setIconSize(QSize(26, 26))
    button.setFixedSize(SIZE["stepper"], SIZE["stepper"])
    button.setAccessibleName(name)
    return button


def link_button(text: str) -> QPushButton:
    """An underlined way elsewhere."""
    button = secondary_button(text, "link")
    button.setMinimumHeight(SIZE["target"])
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


class FlatButton(QToolButton):
    """A button of a toolbar: icon, or icon and word; its words may fold away in the compact frame."""

    def __init__(self, icon: str, text: str = "", tip: str = "", checkable: bool = False) -> None:
        super().__init__()
        self._words = text
        self.setProperty("role", "flat")
        self.setIcon(icons.icon(icon, "ink-2", 22))
        self.setIconSize(QSize(22, 22))
        self.setToolTip(tip or text)
        self.setAccessibleName(text or tip)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(SIZE["target"], SIZE["target"])
        self.fold(False)

    def fold(self, folded: bool) -> None:
        """Show the icon alone, or the icon with its words."""
        words = "" if folded else self._words
        self.setText(words)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        self.updateGeometry()

    def set_words(self, text: str) -> None:
        """Change the words, folded away or not."""
        self._words = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.fold(self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly)

    def set_icon(self, icon: str, color: str = "ink-2") -> None:
        """Change the picture; the words stay."""
        self.setIcon(icons.icon(icon, color, 22))


def call_button(icon: str, text: str) -> QToolButton:
    """A button of the call, on dark ground: icon over word."""
    button = QToolButton()
    button.setProperty("role", "call")
    button.setIconSize(QSize(24, 24))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    button.setMinimumSize(SIZE["target"], SIZE["target"])
    show_call_button(button, icon, text)
    return button


def show_call_button(button: QToolButton, icon: str, text: str, *, on: bool = True) -> None:
    """Change what a button of the call says; amber for what is switched off."""
    if button.property("shown") == (said := f"{icon}|{text}|{on}"):
        return
    button.setProperty("shown", said)
    button.setIcon(icons.icon(icon, "strip-ink" if on else "strip-warn", 24, "strip-ink-2"))
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolTip(text)
