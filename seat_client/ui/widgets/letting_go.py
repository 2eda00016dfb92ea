"""How a widget leaves: hidden at once, destroyed by Qt when the events that run now have run.

WORKAROUND: with PySide6 6.11 a deferred deletion crashed now and then in the binding's bookkeeping
(`BindingManager::releaseWrapper` on a child whose Python half was already gone). So the Python halves of the widget
and of everything in it are held until Qt has destroyed the other halves.
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import isValid

_leaving: list[list[QWidget]] = []
_AGAIN_MS = 50


def let_go(widget: QWidget) -> None:
    """Take a widget off the screen for good."""
    widget.hide()
    if not _leaving:  # else somebody looks already
        QTimer.singleShot(0, _forget)
    _leaving.append([widget, *widget.findChildren(QWidget)])
    widget.deleteLater()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            let_go(widget)
        elif (inner := item.layout()) is not None:
            clear(inner)


def _forget() -> None:
    """Drop the Python halves of what Qt has destroyed; look again later for what it has not."""
    _leaving[:] = [group for group in _leaving if isValid(group[0])]
    if _leaving:
        QTimer.singleShot(_AGAIN_MS, _forget)
