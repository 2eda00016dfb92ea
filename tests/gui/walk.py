"""Walking over a page: what takes the keyboard, how large it is, what it is called."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from seat_client.ui.widgets.rail import BidLine

TARGET, DENSE = 44, 36


def focusable(root: QWidget) -> list[QWidget]:
    """Every visible part that Tab reaches or would reach if it were enabled."""
    return [
        part for part in root.findChildren(QWidget) if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def faults(root: QWidget) -> list[str]:
    """What a person by keyboard, screen reader or finger would stumble over."""
    found = []
    for part in focusable(root):
        least = DENSE if isinstance(part, BidLine) else TARGET
        name = part.accessibleName()
        if not name.strip():
            found.append(f"{type(part).__name__} {part.objectName()!r}: no accessible name")
        if part.height() < least or part.width() < least:
            found.append(f"{type(part).__name__} {name!r}: {part.width()}x{part.height()} below {least}")
    return found


def place(part: QWidget) -> QRect:
    """Where a part lies in its window."""
    return QRect(part.mapTo(part.window(), part.rect().topLeft()), part.size())


def tab_order(page: QWidget) -> list[str]:
    """The names of what Tab visits on a page, from the first stop until it leaves the page or comes round."""
    window = page.window()
    page.setFocus()
    order: list[QWidget] = []
    while True:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        now = window.focusWidget()
        if now in order or not page.isAncestorOf(now):
            return [part.accessibleName() for part in order]
        order.append(now)
