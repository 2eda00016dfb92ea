"""One side of the comparison: which bid, which page, and what does not fit the other side."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from seat_client.documents.alignment import Match
from seat_client.ui.language import translate
from seat_client.ui.screens.review.marked_pane import MarkedPane
from seat_client.ui.screens.review.marks import MarksModel
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.reading_pane import ReadingPane
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import FlatButton, allow, link_button
from seat_client.ui.widgets.text import StateLine, chip, label

_NOTICE = 48
_SIDE_MARGIN = 16


class ComparePane(Adaptive):
    """Head, notice, pages."""

    bid_asked = Signal(int)
    nearest_asked = Signal()

    def __init__(self, side: int, reading: Reading, marks: MarksModel) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        name = "left" if side == 0 else "right"
        self.reading = ReadingPane(reading, toolbar=False, name=f"pages-{name}")
        self.view = self.reading.view
        self.marked = MarkedPane(self.reading, marks)
        self.view.set_side_margin(_SIDE_MARGIN)
        self.title = label("", "title")
        self.other = FlatButton("down", tip=translate("Compare", "Next bid at this criterion (Ctrl+PgDown)"))
        self.other.setObjectName(f"bid-{name}")
        self._note, self._short_note = "", ""
        self.note = chip("", "accent")
        self.previous = FlatButton("prev", tip=translate("Compare", "Previous page"))
        self.page = FlatButton("fit", tip=translate("Compare", "Go to a page"))
        self.next = FlatButton("next", tip=translate("Compare", "Next page"))
        self._notice = Adaptive()
        self._said = StateLine("", "warn", "warning", "label")
        self.nearest = link_button("")
        self.nearest.setObjectName(f"nearest-{name}")
        self._build()
        self._connect()

    def show_bid(self, title: str, note: tuple[str, str]) -> None:
        """Name the bid; another one is on its way."""
        self._bid = title
        self.title.setText(title)
        self.reading.set_document_name(title)
        self._note, self._short_note = note
        self.apply_frame(self.frame_now)
        self.show_chapter(None, expected=False)

    def show_chapter(self, match: Match | None, *, expected: bool) -> None:
        """Say when the chapter is missing here, and offer the nearest one."""
        missing = expected and (match is None or not match.same)
        self._notice.setVisible(missing)
        if not missing:
            return
        self._said.show_state(translate("Compare", "No such chapter in this bid"), "warn", "warning")
        self.nearest.setVisible(match is not None)
        if match is not None:
            words = translate("Compare", "Nearest: {title} (p. {page})")
            whole = words.format(title=match.entry.title, page=match.entry.page + 1)
            self.nearest.setAccessibleName(whole)
            self.nearest.setToolTip(whole)
            self._fit_nearest()

    def _fit_nearest(self) -> None:
        """As much of the title as there is room for; the page number at the end stays."""
        room, whole = self.nearest.width() - 8, self.nearest.accessibleName()
        self.nearest.setText(self.nearest.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_nearest)

    def show_place(self, page: int | None, box: tuple[int, int, int, int] | None) -> None:
        """Go to a page (from 1) and choose a stretch of it, given in points from its upper left corner."""
        if page is None or not 0 < page <= self.view.page_count():
            return
        area = None if box is None else self.view.in_fractions(page, box)
        if area is None:
            self.view.jump_to(page)
        else:
            self.view.jump_to_box(page, area)
            self.view.selector.choose_area(page - 1, area)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._head.setFixedHeight(frame.toolbar)
        self.note.setText(self._short_note if frame.compact else self._note)
        self.note.setVisible(bool(self._note))

    def _build(self) -> None:
        self._head = Adaptive()
        self._head.setProperty("role", "toolbar")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        self.page.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.page.setMinimumWidth(84)
        row.addWidget(self.title)
        row.addWidget(self.other)
        row.addWidget(self.note)
        row.addStretch(1)
        for part in (self.previous, self.page, self.next):
            row.addWidget(part)
        self._notice.setProperty("role", "toolbar")
        self._notice.setFixedHeight(_NOTICE)
        line = QHBoxLayout(self._notice)
        line.setContentsMargins(16, 0, 16, 0)
        line.addWidget(self._said)
        self.nearest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # both panes stay equal
        line.addWidget(self.nearest, 1)
        self._notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._notice)
        column.addWidget(self.reading, 1)
        self._bid = ""

    def _connect(self) -> None:
        view = self.view
        self.other.clicked.connect(lambda: self.bid_asked.emit(1))
        self.previous.clicked.connect(view.previous_page)
        self.next.clicked.connect(view.next_page)
        self.page.clicked.connect(self.reading.pane.toolbar.ask_page)
        self.nearest.clicked.connect(self.nearest_asked)
        for signal in (view.pageChanged, view.stateChanged, view.outlineChanged):
            signal.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        page, count = self.view.page(), self.view.page_count()
        self.page.setText(f"{page} / {count}" if count else "–")
        self.page.setAccessibleName(translate("Compare", "Page {0} of {1}").format(page, count))
        unopened = "" if count else translate("Compare", "No document is open yet")
        allow(self.page, unopened)
        allow(self.previous, "" if page > 1 else unopened or translate("Compare", "This is the first page"))
        allow(self.next, "" if page < count else unopened or translate("Compare", "This is the last page"))
