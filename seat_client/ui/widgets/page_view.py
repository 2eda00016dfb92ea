"""The pages of one bid, one below the other: turning, zooming, fit width. The file itself never enters this process."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from seat_client.documents.client import DocumentClient
from seat_client.documents.layout import PageLayout, ReadingPosition
from seat_client.documents.limits import MAX_BITMAP_PIXELS, BitmapSize, bitmap_size
from seat_client.documents.messages import OutlineEntry
from seat_client.documents.pages import DocumentState, PageAnswer, PageDrawn, PageFailed, PageRequest
from seat_client.ui.bridge import Bridge
from seat_client.ui.tokens import COLOR, SPACE
from seat_client.ui.widgets import page_paint

PAPER = int(COLOR["page"].removeprefix("#"), 16)
ZOOM_STEPS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
COMFORTABLE_ZOOM = 110
_WIDTH_AT_100 = 818  # 110 % is the 900 px page of the layout at 1920
_SIDE_MARGIN = SPACE["xxl"]
_GAP = SPACE["xl"]
_LINE = 60
_CACHED_PIXELS = 48_000_000
_QUIET_MS = 2_000
_A4 = (595.0, 842.0)


class PageView(QAbstractScrollArea):
    """Shows a `DocumentClient`; pages count from 1 on this face.

    Nothing here waits for the worker: a page not yet drawn is a stand-in with its number, a page that cannot be drawn
    is grey with words, and a lost worker is a banner until the next one has taken over.
    """

    pageChanged = Signal(int, int)
    zoomChanged = Signal(int)
    stateChanged = Signal(str)
    outlineChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client: DocumentClient | None = None
        self._bridge = Bridge()
        self._label = ""
        self._layout = PageLayout((), _WIDTH_AT_100, _GAP)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._images: dict[int, QImage] = {}
        self._failed: set[int] = set()
        self._state = DocumentState("closed")
        self._zoom: int | None = None
        self._fit = False
        self._page = 0
        self._turning = False
        self._restore: ReadingPosition | None = None
        self._watermark = ""
        self._tile: QPixmap | None = None
        self._patience = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._patience.timeout.connect(self._update)
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

    # What is shown

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
        self._patience.start()
        client.open()
        self._enter_state(client.last_state)

    def clear(self) -> None:
        """Show nothing, and keep no pixel of what was shown."""
        self._bridge.close()
        if self._client is not None:
            self._client.want(())
        self._client = None
        self._images.clear()
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
        """Whether this page shows its own pixels at the present zoom."""
        image = self._images.get(page - 1)
        return image is not None and not self._is_stale(page - 1, image)

    # Turning pages

    def go_to_page(self, page: int) -> None:
        """Bring the head of a page to the top of the view."""
        if self._sizes:
            self._go(max(0, min(page - 1, len(self._sizes) - 1)), 0.0)

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
        page, fraction = self._layout.place(self.verticalScrollBar().value() + _GAP)
        return ReadingPosition(page, fraction, self._zoom, self._fit)

    def _head(self, page: int) -> int:
        return min(self._layout.top(page) - _GAP, self.verticalScrollBar().maximum())

    def _go(self, page: int, fraction: float) -> None:
        self._turning = True
        self.verticalScrollBar().setValue(self._layout.y(page, fraction) - _GAP)
        self._turning = False
        self._set_page(page)
        self._ask()
        self._update()

    def _scrolled(self) -> None:
        if self._turning or not self._sizes:
            return
        self._set_page(self._page_in_sight())
        self._ask()
        self._update()

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
        name = self.tr("{label}, page {page}").format(label=self._label, page=self.page())
        self.setAccessibleName(name if self._sizes else self._label or self.tr("Document"))

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
        room = max(self.viewport().width() - 2 * _SIDE_MARGIN, 200)
        if self._fit:
            return min(room, _WIDTH_AT_100 * ZOOM_STEPS[-1] // 100)
        width = round(_WIDTH_AT_100 * (self._zoom or COMFORTABLE_ZOOM) / 100)
        return width if self._zoom is not None else min(width, room)

    def _arrange(self) -> None:
        """Lay the pages out anew and stay at the same words."""
        before, width = self.position(), self._page_width()
        changed = width != self._layout.width
        self._layout = PageLayout(self._sizes, width, _GAP)
        self._turning = True
        self._set_ranges()
        if self._sizes:
            self.verticalScrollBar().setValue(self._layout.y(before.page, before.fraction) - _GAP)
        self._turning = False
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
        surplus = self._layout.width + 2 * _SIDE_MARGIN - view.width()
        horizontal.setRange(0, max(0, surplus) if self._sizes else 0)
        horizontal.setValue(horizontal.maximum() // 2)

    # Talk with the worker

    def _enter_state(self, state: DocumentState) -> None:
        self._state = state
        opened = None if self._client is None else self._client.opened
        if state.name == "ready" and opened is not None and not self._sizes:
            self._begin(opened.sizes)
        elif state.name == "ready":
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

    def _receive(self, answer: PageAnswer) -> None:
        match answer:
            case PageDrawn(page, size, pixels):
                image = QImage(pixels, size.width, size.height, size.stride, QImage.Format.Format_RGB32).copy()
                image.setDevicePixelRatio(self.devicePixelRatioF())
                self._images[page] = image
            case PageFailed(page):
                self._failed.add(page)
        self._forget_far_pages()
        self._update()

    def _ask(self) -> None:
        """Want what shows, then the neighbours in reading direction; what was wanted before is dropped."""
        if self._client is None or not self._sizes:
            return
        wanted = [page for page in self._order() if page not in self._failed]
        requests = [PageRequest(page, self._bitmap_size(page)) for page in wanted if not self.is_drawn(page + 1)]
        self._client.want(requests)

    def _order(self) -> list[int]:
        shown = self._visible()
        around = [shown.stop, shown.start - 1, shown.stop + 1, shown.start - 2]
        return [*shown, *(page for page in around if 0 <= page < len(self._sizes))]

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        return self._layout.between(top, top + self.viewport().height())

    def _bitmap_size(self, page: int) -> BitmapSize:
        ratio = self.devicePixelRatioF()
        box = BitmapSize(round(self._layout.width * ratio), round(self._layout.height(page) * ratio))
        width, height = self._sizes[page]
        true_to_shape = abs(box.height / box.width - height / width) < 0.01
        if true_to_shape and box.width * box.height <= MAX_BITMAP_PIXELS:
            return box
        return bitmap_size((width, height), min(box.width / width, box.height / height))

    def _is_stale(self, page: int, image: QImage) -> bool:
        size = self._bitmap_size(page)
        return image.size() != QSize(size.width, size.height)

    def _forget_far_pages(self) -> None:
        """Keep the pages nearest to the reader, within a fixed number of pixels."""
        room = _CACHED_PIXELS
        for page in sorted(self._images, key=lambda page: abs(page - self._page)):
            room -= self._images[page].width() * self._images[page].height()
            if room < 0 and page not in self._visible():
                del self._images[page]

    # Painting

    def _update(self) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(COLOR["desk"]))
        if self._state.name == "failed":
            self._paint_failure(painter)
        elif self._sizes:
            for page in self._visible():
                self._paint_page(painter, page)
        elif self._client is not None:
            self._paint_opening(painter)
        if self._state.name == "reopening":
            page_paint.banner(painter, self.viewport().rect(), self.tr("Reopening the document"))

    def _box(self, page: int) -> QRect:
        top = self._layout.top(page) - self.verticalScrollBar().value()
        return QRect(self._left(), top, self._layout.width, self._layout.height(page))

    def _left(self) -> int:
        spare = self.viewport().width() - self._layout.width
        return spare // 2 if spare >= 2 * _SIDE_MARGIN else _SIDE_MARGIN - self.horizontalScrollBar().value()

    def _paint_page(self, painter: QPainter, page: int) -> None:
        box = self._box(page)
        page_paint.shade(painter, box)
        image = self._images.get(page)
        if image is not None:
            page_paint.picture(painter, box, image)
        elif page in self._failed:
            advice = self.tr("The other pages can be read. Tell technical support the page number.")
            page_paint.words(painter, box, self.tr("Page {0} cannot be shown").format(page + 1), advice)
        else:
            page_paint.stand_in(painter, box, self.viewport().rect(), str(page + 1))
        self._paint_watermark(painter, box)

    def _paint_watermark(self, painter: QPainter, box: QRect) -> None:
        if self._watermark:
            if self._tile is None:
                self._tile = page_paint.watermark_tile(self._watermark, self.devicePixelRatioF())
            painter.drawTiledPixmap(box, self._tile, QPoint(0, 0))

    def _sheet_box(self) -> QRect:
        return QRect(self._left(), _GAP, self._layout.width, round(self._layout.width * _A4[1] / _A4[0]))

    def _paint_opening(self, painter: QPainter) -> None:
        box = self._sheet_box()
        page_paint.shade(painter, box)
        page_paint.stand_in(painter, box, self.viewport().rect(), "")
        if not self._patience.isActive():
            page_paint.banner(painter, self.viewport().rect(), self.tr("Opening the document"))

    def _paint_failure(self, painter: QPainter) -> None:
        box = self._sheet_box()
        page_paint.shade(painter, box)
        page_paint.words(painter, box, *self._failure_words())

    def _failure_words(self) -> tuple[str, str]:
        support = self.tr("Go on with another document and tell technical support.")
        match self._state.code:
            case "encrypted":
                return self.tr("This document is protected by a password"), support
            case "too_large":
                return self.tr("This document is too large for the seat"), support
            case "timeout":
                return self.tr("This document does not open in time"), support
            case "tampered":
                return self.tr("This document was changed on this seat's disk"), self.tr(
                    "It will not be shown. Tell technical support to fetch it again."
                )
            case "unavailable":
                return self.tr("The seat has too little memory to show documents"), support
            case _:
                return self.tr("This document is damaged and cannot be shown"), support

    # Input

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            action = {
                Qt.Key.Key_Plus: self.zoom_in,
                Qt.Key.Key_Equal: self.zoom_in,
                Qt.Key.Key_Minus: self.zoom_out,
                Qt.Key.Key_0: self.fit_width,
            }.get(Qt.Key(event.key()))
        else:
            action = {
                Qt.Key.Key_PageDown: self.next_page,
                Qt.Key.Key_PageUp: self.previous_page,
                Qt.Key.Key_Home: lambda: self.go_to_page(1),
                Qt.Key.Key_End: lambda: self.go_to_page(self.page_count()),
                Qt.Key.Key_Space: lambda: self._scroll_screen(event.modifiers()),
            }.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

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
