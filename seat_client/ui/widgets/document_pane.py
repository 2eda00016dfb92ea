"""A document to read: the bar, the table of contents beside the page when wanted, and the pages."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from seat_client.documents.messages import OutlineEntry
from seat_client.ui.tokens import COLOR, SIZE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.document_toolbar import DocumentToolbar
from seat_client.ui.widgets.page_view import PageView

_CONTENTS_WIDTH = 300
_PAGE = Qt.ItemDataRole.UserRole


class ContentsPanel(QTreeWidget):
    """The table of contents; `chosen` gives the page, from 1."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName(self.tr("Contents"))
        self.setHeaderHidden(True)
        self.setFixedWidth(_CONTENTS_WIDTH)
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
        self.chosen.emit(item.data(0, _PAGE))


class DocumentPane(Adaptive):
    """Toolbar and pages as one part of a screen; the contents lie beside the page, in the compact frame over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "desk")
        self.view = PageView()
        self.toolbar = DocumentToolbar(self.view)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addLayout(self._row, 1)
        self.contents = ContentsPanel(self)
        self.contents.hide()
        self._connect()

    def _connect(self) -> None:
        self.toolbar.contentsToggled.connect(self._show_contents)
        self.contents.chosen.connect(self._go_to_chapter)
        self.view.pageChanged.connect(self.contents.mark)
        self.view.outlineChanged.connect(self._fill_contents)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._place_contents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_contents()

    def _place_contents(self) -> None:
        beside = not self.contents.isHidden() and not self.frame_now.compact
        self._row.setContentsMargins(_CONTENTS_WIDTH if beside else 0, 0, 0, 0)
        top = self.frame_now.toolbar
        self.contents.setGeometry(0, top, _CONTENTS_WIDTH, self.height() - top)
        self.contents.raise_()

    def _fill_contents(self) -> None:
        self.contents.show_outline(self.view.outline())
        if not self.view.outline():
            self.toolbar.contents.setChecked(False)

    def _go_to_chapter(self, page: int) -> None:
        self.view.go_to_page(page)
        if self.frame_now.compact:
            self.toolbar.contents.setChecked(False)

    def _show_contents(self, wanted: bool) -> None:
        self.contents.setVisible(wanted)
        self._place_contents()
        self.contents.mark(self.view.page())
        (self.contents if wanted else self.view).setFocus()
