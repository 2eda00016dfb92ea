"""Where the media process's pictures reach the screen: a byte per changed tile becomes a repaint of its widget.

No signal per picture and no queue: what is drawn is always the newest, and a busy screen just draws fewer.
"""

import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from seat_client.media.frames import Picture, Slots

CAMERA_RATIO = 16 / 9


class TilePictures(QObject):
    """Watches the socket on which the media process says which tiles have changed."""

    def __init__(self, slots: Sequence[Slots], descriptor: int, read: Callable[[], bytes]) -> None:
        """`read` empties the socket `descriptor`; it may raise BlockingIOError when there is nothing."""
        super().__init__()
        self._slots = tuple(slots)
        self._read = read
        self._widgets: dict[int, list[weakref.ref[QWidget]]] = {}
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._changed)

    def watch(self, tile: int, widget: QWidget) -> None:
        """Repaint the widget whenever there is a new picture in the tile."""
        kept = [ref for ref in self._widgets.get(tile, []) if (w := ref()) is not None and isValid(w)]
        self._widgets[tile] = [*kept, weakref.ref(widget)]

    @contextmanager
    def newest(self, tile: int) -> Iterator[Picture | None]:
        """The newest picture of a tile while the block runs."""
        if not 0 <= tile < len(self._slots):
            yield None
            return
        with self._slots[tile].newest() as picture:
            yield picture

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._widgets.clear()

    def _changed(self) -> None:
        try:
            changed = set(self._read())
        except BlockingIOError:
            return
        for tile in changed:
            for ref in self._widgets.get(tile, ()):
                widget = ref()
                if widget is not None and isValid(widget) and widget.isVisible():
                    widget.update()


def wanted_size(width: int, height: int, ratio: float) -> tuple[int, int]:
    """How large a picture (16:9) has to be to fill a tile of this many logical pixels on a screen of this ratio."""
    needed = max(height * ratio, width * ratio / CAMERA_RATIO)
    return round(needed * CAMERA_RATIO), round(needed)
