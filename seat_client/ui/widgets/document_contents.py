"""The table of contents, and beside it the pages small."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from seat_client.documents.messages import OutlineEntry
from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR, SIZE
from seat_client.ui.widgets.buttons import secondary_button
from seat_client.ui.widgets.page_strip import PageStrip

_PAGE = Qt.ItemDataRole.UserRole
_TOP = Qt.ItemDataRole.UserRole + 1
_SMALL = 168
_CACHED_PIXELS = 6_000_000


class ContentsPanel(QTreeWidget):
    """The table of contents; `chosen` gives the page, from 1, and how far down it."""

    chosen = Signal(int, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName(translate("DocumentPane", "Contents"))
        self.setObjectName("contents")
        self.setHeaderHidden(True)
        self.setIndentation(20)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(COLOR["accent-weak"]))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(COLOR["ink"]))
        self.setPalette(palette)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_outline(self, outline: tuple[OutlineEntry, ...]) -> None:
        self.clear()
        above: list[tuple[int, QTreeWidgetItem]] = [(-1, self.invisibleRootItem())]
        for entry in outline:
            while above[-1][0] >= entry.depth:
                above.pop()
            item = QTreeWidgetItem(above[-1][1], [entry.title])
            item.setData(0, _PAGE, entry.page + 1)
            item.setData(0, _TOP, entry.top)
            item.setSizeHint(0, QSize(0, SIZE["target-s"]))
            item.setToolTip(0, entry.title)
            above.append((entry.depth, item))

    def mark(self, page: int) -> None:
        """Show which chapter this page belongs to."""
        current = None
        for index in range(self.topLevelItemCount()):
            item = self.topLevelItem(index)
            if item is not None and item.data(0, _PAGE) <= page:
                current = item
        if current is not None and not self.hasFocus():
            self.setCurrentItem(current)

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, _PAGE), item.data(0, _TOP))


class TwoTabs(QWidget):
    """Contents or small pages, one at a time; without a worker for small pages there are only contents."""

    changed = Signal()

    def __init__(self, contents: QWidget, pages: QWidget) -> None:
        super().__init__()
        self._parts = (contents, pages)
        self._buttons = (
            secondary_button(translate("DocumentPane", "Contents"), "choice"),
            secondary_button(translate("DocumentPane", "Pages"), "choice"),
        )
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        for number, (name, button) in enumerate(zip(("tab-contents", "tab-pages"), self._buttons, strict=True)):
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, number=number: self._show(number))
            row.addWidget(button, 1)
            column.addWidget(self._parts[number], 1)
        self.offer_pages(False)

    @property
    def pages_shown(self) -> bool:
        return not self._parts[1].isHidden()

    def offer_pages(self, offered: bool) -> None:
        self._head.setVisible(offered)
        if not offered:
            self._show(0)

    def show_pages(self) -> None:
        if not self._head.isHidden():
            self._show(1)

    def _show(self, number: int) -> None:
        for at, (button, part) in enumerate(zip(self._buttons, self._parts, strict=True)):
            button.setChecked(at == number)
            part.setVisible(at == number)
        self.changed.emit()


class Thumbnails(PageStrip):
    """The pages small, drawn by the worker that yields to all others; `chosen` gives the page, from 1."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, cached_pixels=_CACHED_PIXELS)
        self._current = 0
        self.setObjectName("thumbnails")
        self.set_label(translate("DocumentPane", "Pages"))

    def mark(self, page: int) -> None:
        """Frame this page (from 1) and bring it in sight."""
        self._current = page
        if self._sizes and not self.hasFocus() and page - 1 not in self._visible():
            self.go_to_page(page)
        self.viewport().update()

    def paint_over(self, painter: QPainter, page: int, box: QRect) -> None:
        if page == self._current - 1:
            painter.setPen(QPen(QColor(COLOR["accent"]), 3))
            painter.drawRect(box)
        painter.setPen(QColor(COLOR["ink-2"]))
        painter.drawText(box.adjusted(0, box.height() + 1, 0, 20), Qt.AlignmentFlag.AlignHCenter, str(page + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self._sizes:
            super().keyPressEvent(event)
            return
        page = max(1, min(self._current + step, len(self._sizes)))
        self.go_to_page(page)
        self.chosen.emit(page)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        page = next((page for page in self._visible() if self._sizes and self._box(page).contains(at)), None)
        if page is not None:
            self.chosen.emit(page + 1)

    def _page_width(self) -> int:
        return _SMALL
