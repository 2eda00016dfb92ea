"""Tab follows reading order: the order of the layouts, not the order in which parts happened to be made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_stops(root: QWidget) -> list[QWidget]:
    """Every part below `root` that Tab visits now, in reading order."""
    return [part for part in _parts(root) if _takes_tab(part)]


def step(stops: list[QWidget], now: QWidget | None, forward: bool) -> QWidget | None:
    """Where Tab leads from the part that has the keyboard; round at the ends."""
    if not stops:
        return None
    if now in stops:
        return stops[(stops.index(now) + (1 if forward else -1)) % len(stops)]
    inside = [part for part in stops if now is not None and now.isAncestorOf(part)] or stops
    return inside[0] if forward else inside[-1]


def _takes_tab(part: QWidget) -> bool:
    return part.isVisible() and part.isEnabled() and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    for part in _inside(widget):
        yield part
        yield from _parts(part)


def _inside(widget: QWidget) -> list[QWidget]:
    """The parts directly in a widget as they are read: as laid out, else from the top left."""
    if isinstance(widget, QScrollArea):
        return [inner] if (inner := widget.widget()) is not None else []
    layout = widget.layout()
    laid_out = list(_in_layout(layout)) if layout is not None else []
    rest = [part for part in widget.children() if isinstance(part, QWidget) and part not in laid_out]
    return laid_out + sorted((part for part in rest if not part.isWindow()), key=lambda part: (part.y(), part.x()))


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        if (part := item.widget()) is not None:
            yield part
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)
