"""The pages of one bid as one works with them: keys, mouse, jumps, what is chosen, marks over the pages."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from seat_client.documents.jumps import JumpList
from seat_client.documents.layout import ReadingPosition
from seat_client.documents.pages import Box, Paragraph
from seat_client.ui.widgets import page_marks
from seat_client.ui.widgets.page_cache import CACHED_PIXELS
from seat_client.ui.widgets.page_marks import PageMark
from seat_client.ui.widgets.page_selection import Selector
from seat_client.ui.widgets.page_strip import COMFORTABLE_ZOOM, PAPER, ZOOM_STEPS, PageStrip

__all__ = ["COMFORTABLE_ZOOM", "PAPER", "ZOOM_STEPS", "PageView"]

_LEAST_DRAG = 6


class PageView(PageStrip):
    """A strip of pages under the reader's hands."""

    selectionChanged = Signal()
    markPressed = Signal(str)
    """The disc of a mark was pressed: its id."""
    jumpsChanged = Signal()

    def __init__(self, parent: QWidget | None = None, *, cached_pixels: int = CACHED_PIXELS) -> None:
        super().__init__(parent, cached_pixels=cached_pixels)
        self._marks: dict[int, list[PageMark]] = {}
        self.jumps = JumpList()
        self._marks_only = False
        self._pressed: tuple[QPoint, int] | None = None
        self.selector = Selector(self)
        self.selector.wanted.connect(self._ask_paragraphs)
        self.selector.changed.connect(self._show_selection)

    def clear(self) -> None:
        self._marks.clear()
        self.jumps.clear()
        self.selector.forget()
        super().clear()

    def show_marks(self, marks: Sequence[PageMark]) -> None:
        """Put these marks over the pages, in place of those before."""
        by_page: dict[int, list[PageMark]] = defaultdict(list)
        for mark in marks:
            by_page[mark.page].append(mark)
        self._marks = dict(by_page)
        self._update()

    def show_marks_only(self, wanted: bool) -> None:
        """Veil everything but the evidence, where there is any."""
        self._marks_only = wanted
        self._update()

    def jump_to(self, page: int, top: float = 0.0) -> None:
        """Go far: `back` returns to where one was. `top` is how far down the page, as fraction of its height."""
        if self._sizes:
            self.jumps.leave(self.position())
            self._show_place(page - 1, top)
            self.jumpsChanged.emit()

    def jump_to_box(self, page: int, box: Box) -> None:
        """Go to a place on a page and leave some room above it."""
        above = self.viewport().height() / 4 / max(1, self._layout.height(page - 1)) if self._sizes else 0.0
        self.jump_to(page, max(0.0, box.top - above))

    def in_fractions(self, page: int, points: tuple[int, int, int, int]) -> Box:
        """A box (left, top, right, bottom) in points as one in fractions of the page."""
        width, height = self._sizes[page - 1]
        left, top, right, bottom = points
        return Box(left / width, top / height, (right - left) / width, (bottom - top) / height)

    def back(self) -> None:
        """To where the last jump began."""
        self._travel(self.jumps.back(self.position()))

    def forward(self) -> None:
        self._travel(self.jumps.forward(self.position()))

    def _travel(self, position: ReadingPosition | None) -> None:
        if position is not None:
            self._show_place(position.page, position.fraction)
            self.jumpsChanged.emit()

    def select_paragraph(self, direction: int) -> None:
        """Choose the paragraph below or above the chosen one; from the end of a page on to the next."""
        chosen = self.selector.selection
        if self._sizes:
            self.selector.step(self._page if chosen is None else chosen.page, direction)

    def paint_over(self, painter: QPainter, page: int, box: QRect) -> None:
        marks = self._marks.get(page, ())
        if self._marks_only and any(mark.kind == "pin" for each in self._marks.values() for mark in each):
            page_marks.veil(painter, box, marks)
        page_marks.paint(painter, box, marks)
        chosen = self.selector.selection
        if chosen is not None and chosen.page == page:
            page_marks.paint_selection(painter, box, chosen)

    def _ask_paragraphs(self, page: int) -> None:
        if self._client is not None:
            self._bridge.when_done(self._client.paragraphs(page), lambda done: self._take_paragraphs(page, done))

    def _take_paragraphs(self, page: int, done: "Future[tuple[Paragraph, ...]]") -> None:
        self.selector.take_paragraphs(page, () if done.cancelled() else done.result())

    def _show_selection(self) -> None:
        chosen = self.selector.selection
        if chosen is not None and not self._pressed:
            self._keep_in_sight(chosen.page, chosen.box)
        self.selectionChanged.emit()
        self._update()

    def _keep_in_sight(self, page: int, box: Box) -> None:
        place, room = page_marks.on_screen(box, self._box(page)), self.viewport().height()
        if place.top() < 0 or place.bottom() > room:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - room // 4)

    # Input

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._action(event)
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def _action(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            return {
                Qt.Key.Key_Plus: self.zoom_in,
                Qt.Key.Key_Equal: self.zoom_in,
                Qt.Key.Key_Minus: self.zoom_out,
                Qt.Key.Key_0: self.fit_width,
            }.get(key)
        if held & Qt.KeyboardModifier.AltModifier:
            return {Qt.Key.Key_Left: self.back, Qt.Key.Key_Right: self.forward}.get(key)
        if held & Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return lambda: self.select_paragraph(1 if key == Qt.Key.Key_Down else -1)
        return {
            Qt.Key.Key_PageDown: self.next_page,
            Qt.Key.Key_PageUp: self.previous_page,
            Qt.Key.Key_Home: lambda: self.jump_to(1),
            Qt.Key.Key_End: lambda: self.jump_to(self.page_count()),
            Qt.Key.Key_Space: lambda: self._scroll_screen(held),
        }.get(key)

    def _scroll_screen(self, modifiers: Qt.KeyboardModifier) -> None:
        step = self.viewport().height() * 9 // 10
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-step if modifiers & Qt.KeyboardModifier.ShiftModifier else step))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        if event.angleDelta().y():
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        page = self._page_under(at)
        if event.button() != Qt.MouseButton.LeftButton or page is None:
            return
        mark = next(
            (m for m in self._marks.get(page, ()) if page_marks.disc_box(m, self._box(page)).contains(at)), None
        )
        if mark is not None:
            self.markPressed.emit(mark.id)
        else:
            self._pressed = (at, page)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        start, page = pressed
        end = event.position()
        if (end.toPoint() - start).manhattanLength() < _LEAST_DRAG:
            end = start.toPointF()
        self.selector.choose(page, start.toPointF(), end, self._box(page))

    def _page_under(self, at: QPoint) -> int | None:
        if not self._sizes:
            return None
        return next((page for page in self._visible() if self._box(page).contains(at)), None)
