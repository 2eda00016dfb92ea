"""Choosing a stretch of a page, by mouse or by keyboard; nothing chosen here can be copied out."""

from PySide6.QtCore import QObject, QPointF, QRect, Signal

from seat_client.documents.pages import Box, Paragraph
from seat_client.ui.widgets.page_marks import Selection

_SMALLEST = 0.004


class Selector(QObject):
    """Holds one selection. Paragraphs make it exact; a scanned page without any takes the drawn rectangle."""

    changed = Signal()
    wanted = Signal(int)
    """The paragraphs of this page (from 0) are needed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paragraphs: dict[int, tuple[Paragraph, ...]] = {}
        self._waiting: tuple[int, Box] | None = None
        self._step: tuple[int, int] | None = None
        self.selection: Selection | None = None

    def forget(self) -> None:
        """Another document."""
        self._paragraphs.clear()
        self.clear()

    def clear(self) -> None:
        self._waiting = self._step = None
        self._set(None)

    def take_paragraphs(self, page: int, paragraphs: tuple[Paragraph, ...]) -> None:
        """What the worker read on this page."""
        self._paragraphs[page] = paragraphs
        if self._waiting is not None and self._waiting[0] == page:
            area, self._waiting = self._waiting[1], None
            self._choose(page, area)
        if self._step is not None and self._step[0] == page:
            direction, self._step = self._step[1], None
            self.step(page, direction)

    def choose(self, page: int, start: QPointF, end: QPointF, box: QRect) -> None:
        """Take what lies between two points of the view, given where the page stands in it."""
        self.choose_area(page, _area(start, end, box))

    def choose_area(self, page: int, area: Box) -> None:
        """Take the paragraphs that an area of the page touches."""
        if page in self._paragraphs:
            self._choose(page, area)
        else:
            self._waiting = (page, area)
            self.wanted.emit(page)

    def step(self, page: int, direction: int) -> None:
        """The paragraph below (1) or above (-1) the chosen one; the first of the page when there is none."""
        paragraphs = self._paragraphs.get(page)
        if paragraphs is None:
            self._step = (page, direction)
            self.wanted.emit(page)
            return
        if not paragraphs:
            return
        at = self._index(page, paragraphs)
        chosen = paragraphs[0 if at is None else max(0, min(at + direction, len(paragraphs) - 1))]
        self._set(Selection(page, chosen.box, chosen.words))

    def _index(self, page: int, paragraphs: tuple[Paragraph, ...]) -> int | None:
        now = self.selection
        if now is None or now.page != page:
            return None
        return next((n for n, paragraph in enumerate(paragraphs) if paragraph.box == now.box), 0)

    def _choose(self, page: int, area: Box) -> None:
        touched = [paragraph for paragraph in self._paragraphs[page] if _meet(paragraph.box, area)]
        if touched:
            self._set(Selection(page, _around([paragraph.box for paragraph in touched]), touched[0].words))
        elif area.width > _SMALLEST and area.height > _SMALLEST:
            self._set(Selection(page, area))
        else:
            self._set(None)

    def _set(self, selection: Selection | None) -> None:
        if selection != self.selection:
            self.selection = selection
            self.changed.emit()


def _area(start: QPointF, end: QPointF, box: QRect) -> Box:
    left, right = sorted(min(max((p.x() - box.left()) / box.width(), 0.0), 1.0) for p in (start, end))
    top, bottom = sorted(min(max((p.y() - box.top()) / box.height(), 0.0), 1.0) for p in (start, end))
    return Box(left, top, right - left, bottom - top)


def _meet(one: Box, other: Box) -> bool:
    across = one.left <= other.left + other.width and other.left <= one.left + one.width
    return across and one.top <= other.top + other.height and other.top <= one.top + one.height


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.left + box.width for box in boxes), max(box.top + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)
