"""The pages of one bid, one below the other: layout, zoom, pixels. The file itself never enters this process."""

from dataclasses import replace

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from seat_client.documents.client import DocumentClient
from seat_client.documents.layout import PageLayout, ReadingPosition
from seat_client.documents.messages import Opened, OutlineEntry
from seat_client.documents.pages import DocumentState, PageAnswer, PageDrawn, PageFailed, PageRequest
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR, SPACE
from seat_client.ui.widgets import page_paint
from seat_client.ui.widgets.page_cache import CACHED_PIXELS, PageCache
from seat_client.ui.widgets.page_failure import failure_words
from seat_client.ui.widgets.page_wants import PageWants, Sight

PAPER = int(COLOR["page"].removeprefix("#"), 16)
ZOOM_STEPS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
COMFORTABLE_ZOOM = 110
_WIDTH_AT_100 = 818  # 110 % is the 900 px page of the layout at 1920
_SIDE_MARGIN = SPACE["xxl"]
GAP = SPACE["xl"]
_LINE = 60
_QUIET_MS = 2_000
_FLING_MS = 30
"""How long a thrown page must rest before the worker is asked for it."""
_A4 = (595.0, 842.0)


class PageStrip(QAbstractScrollArea):
    """Shows a `DocumentClient`; pages count from 1 on this face.

    Nothing here waits for the worker: a page not yet drawn is a stand-in with its number, a page that cannot be drawn
    is grey with words, and a lost worker is a banner until the next one has taken over.
    """

    pageChanged = Signal(int, int)
    zoomChanged = Signal(int)
    stateChanged = Signal(str)
    outlineChanged = Signal()
    placeChanged = Signal(float)
    """The reader scrolled: page from 0 and how far down it, as one number."""

    def __init__(self, parent: QWidget | None = None, *, cached_pixels: int = CACHED_PIXELS) -> None:
        super().__init__(parent)
        self._client: DocumentClient | None = None
        self._bridge = Bridge()
        self._label = ""
        self._layout = PageLayout((), _WIDTH_AT_100, GAP)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._wants = PageWants(self._layout, ())
        self._cache = PageCache(cached_pixels)
        self._asked: list[PageRequest] = []
        self._failed: set[int] = set()
        self._state = DocumentState("closed")
        self._side_margin = _SIDE_MARGIN
        self._zoom: int | None = None
        self._fit = False
        self._page = 0
        self._turning = False
        self._direction, self._last_top = 1, 0
        self._restore: ReadingPosition | None = None
        self._watermark = ""
        self._tile: QPixmap | None = None
        self._patience = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._patience.timeout.connect(self._update)
        self._fling = QTimer(self, interval=_FLING_MS, singleShot=True)
        self._fling.timeout.connect(self._ask)
        self._dress()

    def _dress(self) -> None:
        self.setProperty("role", "desk")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._name_page()

    def show_document(self, client: DocumentClient, position: ReadingPosition | None = None) -> None:
        """Show this document from `position`; whoever made the client also closes it."""
        self.clear()
        self._client = client
        self._restore = position or ReadingPosition()
        self._zoom, self._fit = self._restore.zoom, self._restore.fit
        self._bridge = Bridge()
        self.destroyed.connect(self._bridge.close)
        self._bridge.connect(client.state, self._enter_state)
        self._bridge.connect(client.pages, self._receive)
        self._bridge.connect(client.measured, self._remeasure)
        self._patience.start()
        client.open()
        self._enter_state(client.last_state)

    def clear(self) -> None:
        """Show nothing, and keep no pixel of what was shown."""
        if self._client is None:
            return
        self._bridge.close()
        self._client.want(())
        self._client = None
        self._asked = []
        self._fling.stop()
        self._cache.clear()
        self._failed.clear()
        self._sizes = ()
        self._page = 0
        self._state = DocumentState("closed")
        self._arrange()
        self._name_page()
        self.stateChanged.emit(self._state.name)
        self.outlineChanged.emit()

    def set_label(self, label: str) -> None:
        """The neutral name of the document for assistive technology, for example its blind code."""
        self._label = label
        self._name_page()

    def set_side_margin(self, pixels: int) -> None:
        """How much desk shows beside a page at least."""
        self._side_margin = pixels
        self._arrange()

    def set_watermark(self, text: str) -> None:
        """Seat, member and minute, faint over every page."""
        if text != self._watermark:
            self._watermark, self._tile = text, None
            self._update()

    def outline(self) -> tuple[OutlineEntry, ...]:
        """The table of contents; pages in it count from 0."""
        opened = None if self._client is None else self._client.opened
        return () if opened is None else opened.outline

    def page(self) -> int:
        return self._page + 1 if self._sizes else 0

    def page_count(self) -> int:
        return len(self._sizes)

    def state(self) -> DocumentState:
        return self._state

    def is_drawn(self, page: int) -> bool:
        """Whether this page shows its own pixels at the present zoom, as far as it is in sight."""
        at = page - 1
        if not self._sizes or not self._cache.has(self._wants.whole(at, self.devicePixelRatioF())):
            return False
        if not self._wants.is_tiled(at, self.devicePixelRatioF()) or at not in self._visible():
            return True
        return all(self._cache.has(tile) for tile in self._wants.tiles(at, self._sight()))

    # Turning pages

    def go_to_page(self, page: int) -> None:
        """Bring the head of a page to the top of the view."""
        if self._sizes:
            self._go(max(0, min(page - 1, len(self._sizes) - 1)), 0.0)

    def _show_place(self, page: int, fraction: float) -> None:
        self._go(max(0, min(page, len(self._sizes) - 1)), fraction)

    def place(self) -> float:
        """Where the top of the view is: page from 0 and how far down it."""
        at = self.position()
        return at.page + min(max(at.fraction, 0.0), 0.999)

    def follow(self, place: float) -> None:
        """Show this place because another view shows the one beside it: no jump, and not told on."""
        if self._sizes:
            page = max(0, min(int(place), len(self._sizes) - 1))
            y = self._layout.y(page, min(place - page, 1.0)) - GAP
            if y != self.verticalScrollBar().value():
                self._turning = True
                self.verticalScrollBar().setValue(y)
                self._turning = False
                self._see_scrolling()

    def next_page(self) -> None:
        self.go_to_page(self.page() + 1)

    def previous_page(self) -> None:
        """The page before; first the head of this one, if it is not in sight."""
        inside = self.verticalScrollBar().value() > self._head(self._page)
        self.go_to_page(self.page() if inside and self._sizes else self.page() - 1)

    def position(self) -> ReadingPosition:
        """Where the reader is, to come back to."""
        if not len(self._layout):
            return self._restore or ReadingPosition(zoom=self._zoom, fit=self._fit)
        page, fraction = self._layout.place(self.verticalScrollBar().value() + GAP)
        return ReadingPosition(page, fraction, self._zoom, self._fit)

    def _head(self, page: int) -> int:
        return min(self._layout.top(page) - GAP, self.verticalScrollBar().maximum())

    def _go(self, page: int, fraction: float) -> None:
        self._turning = True
        self.verticalScrollBar().setValue(self._layout.y(page, fraction) - GAP)
        self._turning = False
        self._note_direction()
        self._set_page(page)
        self._fling.stop()
        self._ask()
        self._update()
        self.placeChanged.emit(self.place())

    def _scrolled(self) -> None:
        if not self._turning and self._sizes:
            self._see_scrolling()
            self.placeChanged.emit(self.place())

    def _see_scrolling(self) -> None:
        thrown = self._note_direction() > self.viewport().height()
        self._set_page(self._page_in_sight())
        if thrown:
            self._fling.start()
        else:
            self._fling.stop()
            self._ask()
        self._update()

    def _note_direction(self) -> int:
        """How far the strip moved, and which way one reads."""
        now = self.verticalScrollBar().value()
        moved, self._last_top = now - self._last_top, now
        if moved:
            self._direction = 1 if moved > 0 else -1
        return abs(moved)

    def _page_in_sight(self) -> int:
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return len(self._sizes) - 1
        return self._layout.page_at(bar.value() + self.viewport().height() / 3)

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self._name_page()
            self.pageChanged.emit(self.page(), self.page_count())

    def _name_page(self) -> None:
        name = translate("PageView", "{label}, page {page}").format(label=self._label, page=self.page())
        self.setAccessibleName(name if self._sizes else self._label or translate("PageView", "Document"))

    # Zoom

    def zoom(self) -> int:
        """The zoom in percent as it is now."""
        return round(self._layout.width * 100 / _WIDTH_AT_100)

    def set_zoom(self, percent: int) -> None:
        """Keep this zoom, within 50 to 300 percent, whatever the width of the view."""
        self._zoom = max(ZOOM_STEPS[0], min(percent, ZOOM_STEPS[-1]))
        self._fit = False
        self._arrange()

    def fit_width(self) -> None:
        """Let the page follow the width of the view."""
        self._zoom, self._fit = None, True
        self._arrange()

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self.zoom()), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self.zoom()), ZOOM_STEPS[0]))

    def _page_width(self) -> int:
        """Without another wish: comfortable to read, but never wider than the view."""
        room = max(self.viewport().width() - 2 * self._side_margin, 200)
        if self._fit:
            return min(room, _WIDTH_AT_100 * ZOOM_STEPS[-1] // 100)
        width = round(_WIDTH_AT_100 * (self._zoom or COMFORTABLE_ZOOM) / 100)
        return width if self._zoom is not None else min(width, room)

    def _arrange(self) -> None:
        """Lay the pages out anew and stay at the same words."""
        before, width = self.position(), self._page_width()
        changed = width != self._layout.width
        self._layout = PageLayout(self._sizes, width, GAP)
        self._wants = PageWants(self._layout, self._sizes)
        self._turning = True
        self._set_ranges()
        if self._sizes:
            self.verticalScrollBar().setValue(self._layout.y(before.page, before.fraction) - GAP)
        self._turning = False
        self._last_top = self.verticalScrollBar().value()
        if changed:
            self.zoomChanged.emit(self.zoom())
        self._ask()
        self._update()

    def _set_ranges(self) -> None:
        view = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setPageStep(view.height())
        vertical.setRange(0, max(0, self._layout.total_height - view.height()) if self._sizes else 0)
        horizontal.setPageStep(view.width())
        surplus = self._layout.width + 2 * self._side_margin - view.width()
        horizontal.setRange(0, max(0, surplus) if self._sizes else 0)
        horizontal.setValue(horizontal.maximum() // 2)

    # Talk with the worker

    def _enter_state(self, state: DocumentState) -> None:
        self._state = state
        opened = None if self._client is None else self._client.opened
        if state.name == "ready" and opened is not None and not self._sizes:
            self._begin(opened.sizes)
        elif state.name == "ready":
            self._asked = []
            self._ask()
        self.stateChanged.emit(state.name)
        self._update()

    def _begin(self, sizes: tuple[tuple[float, float], ...]) -> None:
        start = self._restore or ReadingPosition()
        page = max(0, min(start.page, len(sizes) - 1))
        self._restore = replace(start, page=page)
        self._sizes = sizes
        self._arrange()
        self._restore = None
        self._page = -1
        self._go(page, start.fraction)
        self.zoomChanged.emit(self.zoom())
        self.outlineChanged.emit()

    def _remeasure(self, opened: Opened) -> None:
        """Later pages are of another size than supposed: lay them out anew around the words one reads."""
        if self._sizes:
            self._sizes = opened.sizes
            self._arrange()

    def _receive(self, answer: PageAnswer) -> None:
        match answer:
            case PageDrawn(page, size, loan, tile):
                came = PageRequest(page, size, tile)
                self._asked = [request for request in self._asked if request != came]
                if self._is_late(came):
                    loan.end()
                    return
                self._cache.put(answer, self.devicePixelRatioF())
            case PageFailed(page):
                self._failed.add(page)
        shown = self._visible()
        self._cache.trim(self._page, shown, self._keeps_tile)
        if answer.page in shown:
            self.viewport().update(self._box(answer.page))

    def _is_late(self, came: PageRequest) -> bool:
        """Whether a page drawn for an earlier size would take the place of the one that is right now; nobody would ask
        for that again before the next change."""
        now = self._wants.whole(came.page, self.devicePixelRatioF())
        return came.tile is None and came != now and self._cache.has(now)

    def _keeps_tile(self, tile: PageRequest) -> bool:
        shown = self._visible()
        near = shown.start - 1 <= tile.page <= shown.stop
        return near and tile.size == self._wants.full_size(tile.page, self.devicePixelRatioF())

    def _ask(self) -> None:
        """Want what shows, then the neighbours in reading direction; what was wanted before is dropped."""
        if self._client is None or not self._sizes:
            return
        wanted = self._wants.all(self._sight(), self._cache.most_pixels // 2)
        missing = [request for request in wanted if request.page not in self._failed and not self._cache.has(request)]
        if missing != self._asked:
            self._asked = missing
            self._client.want(missing)

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        return self._layout.between(top, top + self.viewport().height())

    def _sight(self) -> Sight:
        top, left = self.verticalScrollBar().value(), -self._left()
        view = self.viewport().size()
        return Sight(top, top + view.height(), left, left + view.width(), self.devicePixelRatioF(), self._direction)

    # Painting

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update()

    def _update(self) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        pages = self._visible() if self._sizes and self._state.name != "failed" else range(0)
        sheet = [self._sheet_box()] if self._client is not None and not pages else []
        page_paint.surroundings(painter, event.rect(), [self._box(page) for page in pages] or sheet)
        if self._state.name == "failed":
            self._paint_failure(painter)
        elif self._sizes:
            for page in pages:
                self._paint_page(painter, page)
        elif self._client is not None:
            self._paint_opening(painter)
        if self._state.name == "reopening":
            page_paint.banner(painter, self.viewport().rect(), translate("PageView", "Reopening the document"))
        if self.hasFocus():
            page_paint.ring(painter, self.viewport().rect())

    def _box(self, page: int) -> QRect:
        top = self._layout.top(page) - self.verticalScrollBar().value()
        return QRect(self._left(), top, self._layout.width, self._layout.height(page))

    def _left(self) -> int:
        spare = self.viewport().width() - self._layout.width
        return spare // 2 if spare >= 2 * self._side_margin else self._side_margin - self.horizontalScrollBar().value()

    def _paint_page(self, painter: QPainter, page: int) -> None:
        box = self._box(page)
        image = self._cache.whole(page)
        if image is not None:
            page_paint.picture(painter, box, image)
            if self._wants.is_tiled(page, self.devicePixelRatioF()):
                size = self._wants.full_size(page, self.devicePixelRatioF())
                page_paint.tiles(painter, box, self.devicePixelRatioF(), self._cache.tiles(page, size))
        elif page in self._failed:
            advice = translate("PageView", "The other pages can be read. Tell technical support the page number.")
            page_paint.words(painter, box, translate("PageView", "Page {0} cannot be shown").format(page + 1), advice)
        else:
            page_paint.stand_in(painter, box, self.viewport().rect(), str(page + 1))
        self.paint_over(painter, page, box)
        self._paint_watermark(painter, box)

    def paint_over(self, painter: QPainter, page: int, box: QRect) -> None:
        """What lies over a page, below the watermark; nothing here."""

    def _paint_watermark(self, painter: QPainter, box: QRect) -> None:
        if self._watermark:
            if self._tile is None:
                self._tile = page_paint.watermark_tile(self._watermark, self.devicePixelRatioF())
            page_paint.watermark(painter, box, self._tile)

    def _sheet_box(self) -> QRect:
        return QRect(self._left(), GAP, self._layout.width, round(self._layout.width * _A4[1] / _A4[0]))

    def _paint_opening(self, painter: QPainter) -> None:
        box = self._sheet_box()
        page_paint.stand_in(painter, box, self.viewport().rect(), "")
        if not self._patience.isActive():
            page_paint.banner(painter, self.viewport().rect(), translate("PageView", "Opening the document"))

    def _paint_failure(self, painter: QPainter) -> None:
        box = self._sheet_box()
        page_paint.words(painter, box, *failure_words(self._state.code))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
