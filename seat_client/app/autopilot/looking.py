"""What a person would see at a glance: where the page's parts stand, and words that are cut off."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QWidget

from seat_client.ui.widgets.text import Elided, Paragraph

PARTS = ("practice", "strip", "fault", "header", "rail", "toolbar", "form", "form-footer", "action-bar", "status",
         "seat-front", "dialog", "tile")  # fmt: skip
Places = dict[str, list[list[int]]]


def places(window: QWidget) -> Places:
    """Left, top, width and height of the visible parts of a page, by role."""
    found: Places = {}
    for part in window.findChildren(QWidget):
        role = str(part.property("role"))
        if role in PARTS and part.isVisible():
            at = part.mapTo(window, QPoint(0, 0))
            found.setdefault(role, []).append([at.x(), at.y(), part.width(), part.height()])
    return found


def cut_off(window: QWidget, but: Callable[[QWidget], bool] = lambda _: False) -> list[str]:
    """Words that do not fit where they stand, or reach out of what holds them, each with how; `but` excuses a part."""
    return sorted(
        f"{_words(part)!r}: {fault}"
        for part in window.findChildren(QWidget)
        if part.isVisible() and _words(part) and not but(part)
        for fault in _faults(part, window)
    )


def _words(part: QWidget) -> str:
    return part.text() if isinstance(part, QLabel | QPushButton) else ""


def _faults(part: QWidget, window: QWidget) -> Iterator[str]:
    if isinstance(part, Paragraph):
        if part.heightForWidth(part.width()) > part.height() + 1:
            yield f"{part.heightForWidth(part.width())} px of lines in {part.height()}"
    elif isinstance(part, QLabel) and not isinstance(part, Elided) and not part.wordWrap():
        if part.sizeHint().width() > part.width() + 1:
            yield f"{part.sizeHint().width()} px in {part.width()}"
    elif isinstance(part, QPushButton):
        icon = 0 if part.icon().isNull() else part.iconSize().width() + 4
        needed = part.fontMetrics().horizontalAdvance(part.text()) + icon
        if needed > part.width():
            yield f"{needed} px in a button of {part.width()}"
    if holder := _reached_out_of(part, window):
        yield f"reaches out of {holder}"


def _reached_out_of(part: QWidget, window: QWidget) -> str:
    """The holder whose edge cuts the part; what is scrolled may be cut above and below."""
    holder, scrolled = part.parentWidget(), False
    while holder is not None:
        above = holder.parentWidget()
        scrolled = scrolled or (isinstance(above, QAbstractScrollArea) and above.viewport() is holder)
        place = QRect(part.mapTo(holder, QPoint(0, 0)), part.size())
        sideways = place.left() < -1 or place.right() > holder.width()
        upright = place.top() < -1 or place.bottom() > holder.height()
        if sideways or (upright and not scrolled):
            return str(holder.property("role") or type(holder).__name__)
        holder = None if holder is window else above
    return ""
