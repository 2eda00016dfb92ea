"""The bar above a document: contents, what it is, page turn, zoom, fit width, search, marks, comparison."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from seat_client.ui.language import translate
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import FlatButton, allow
from seat_client.ui.widgets.layers import Layer
from seat_client.ui.widgets.page_view import ZOOM_STEPS, PageView
from seat_client.ui.widgets.text import Elided, chip, label

SHORT_TITLE = 10
"""A title of more characters, as one with a bidder's name, needs the room of the note and of the zoom figure."""


class DocumentToolbar(Adaptive):
    """Works one `PageView`; the buttons that open a side panel are checked while it is open."""

    compareAsked = Signal()
    aloneAsked = Signal()
    """The document is to stand alone, or no longer."""

    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "toolbar")
        self._view = view
        self._note = self._short_note = ""
        self._build()
        self._connect()
        self._refresh()
        self.apply_frame(self.frame_now)

    def _build(self) -> None:
        self.contents = FlatButton("list", self.tr("Contents"), checkable=True)
        self.title = _title()
        self.note = chip("", "accent")
        self.previous = FlatButton("prev", tip=self.tr("Previous page"))
        self.page = _figure(96, self.tr("Go to a page (Ctrl+G)"))
        self.next = FlatButton("next", tip=self.tr("Next page"))
        self.smaller = FlatButton("minus", tip=self.tr("Zoom out"))
        self.zoom: QLabel = _plain_figure(60)
        self.larger = FlatButton("plus", tip=self.tr("Zoom in"))
        self.fit = FlatButton("fit", tip=self.tr("Fit the page to the width"))
        self.search = FlatButton("search", tip=self.tr("Search (Ctrl+F)"), checkable=True)
        self.marks = FlatButton("note", self.tr("Notes"), checkable=True)
        self.compare = FlatButton("columns", self.tr("Compare"))
        self.alone = FlatButton("eye", tip=self.tr("Document alone (F11)"), checkable=True)
        self.alone.clicked.connect(self.aloneAsked)
        for button in (self.search, self.marks, self.compare, self.alone):
            button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(4)
        row.addWidget(self.contents)
        row.addSpacing(8)
        row.addWidget(self.title, 100)
        row.addSpacing(8)
        row.addWidget(self.note)
        row.addStretch(1)
        turning: tuple[QWidget, ...] = (self.previous, self.page, self.next)
        for widget in turning:
            row.addWidget(widget)
        row.addStretch(1)
        tools: tuple[QWidget, ...] = (
            self.smaller, self.zoom, self.larger, self.fit, self.alone, self.search, self.marks, self.compare,
        )  # fmt: skip
        for widget in tools:
            row.addWidget(widget)

    @property
    def panel_buttons(self) -> tuple[FlatButton, FlatButton, FlatButton]:
        """What opens contents, search and marks."""
        return self.contents, self.search, self.marks

    def offer(self, *, marks: bool = False, compare: bool = False, alone: bool = False) -> None:
        """Show what only some screens have."""
        self.alone.setVisible(alone)
        self.marks.setVisible(marks)
        self.compare.setVisible(compare)

    def ask_page(self) -> None:
        """Ask which page to go to."""
        if self._view.page_count():
            layer = PageLayer(self, self._view.page_count())
            layer.wanted.connect(self._view.jump_to)
            layer.open()

    def _connect(self) -> None:
        view = self._view
        self.previous.clicked.connect(view.previous_page)
        self.next.clicked.connect(view.next_page)
        self.smaller.clicked.connect(view.zoom_out)
        self.larger.clicked.connect(view.zoom_in)
        self.fit.clicked.connect(view.fit_width)
        self.compare.clicked.connect(self.compareAsked)
        for signal in (view.pageChanged, view.zoomChanged, view.stateChanged, view.outlineChanged):
            signal.connect(self._refresh)

    def set_title(self, title: str, note: str = "", short_note: str = "") -> None:
        """Name the document neutrally; the note shortens in the compact frame."""
        self.title.setText(title)
        self._note, self._short_note = note, short_note or note
        self.apply_frame(self.frame_now)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.setFixedHeight(frame.toolbar)
        for button in (self.contents, self.marks, self.compare):
            button.fold(frame.compact)
        self.note.setText(self._short_note if frame.compact else self._note)
        crowded = frame.compact and len(self.title.text()) > SHORT_TITLE
        self.note.setVisible(bool(self._note) and not crowded)
        self.zoom.setVisible(not crowded)

    def _refresh(self) -> None:
        view = self._view
        page, count = view.page(), view.page_count()
        self.page.setText(f"{page} / {count}" if count else "–")
        self.page.setAccessibleName(self.tr("Page {0} of {1}").format(page, count))
        self.zoom.setText(f"{view.zoom()}%")
        self.zoom.setAccessibleName(self.tr("Zoom {0} percent").format(view.zoom()))
        unopened = "" if count else self.tr("No document is open yet")
        smallest, largest = view.zoom() <= ZOOM_STEPS[0], view.zoom() >= ZOOM_STEPS[-1]
        allow(self.previous, "" if page > 1 else unopened or self.tr("This is the first page"))
        allow(self.next, "" if page < count else unopened or self.tr("This is the last page"))
        allow(self.smaller, unopened or (self.tr("It cannot get smaller") if smallest else ""))
        allow(self.larger, unopened or (self.tr("It cannot get larger") if largest else ""))
        for button in (self.fit, self.page, self.alone, self.contents, self.search, self.marks, self.compare):
            allow(button, unopened)


class PageLayer(Layer):
    """Which page to go to."""

    wanted = Signal(int)

    def __init__(self, over: QWidget, count: int) -> None:
        super().__init__(over)
        self._count = count
        words = translate("PageLayer", "Go to page (1 to {count})").format(count=count)
        self.field = QLineEdit()
        self.field.setObjectName("page-number")
        self.field.setAccessibleName(words)
        self.field.setValidator(QIntValidator(1, count, self.field))
        self.field.returnPressed.connect(self._go)
        self.column.addWidget(label(words, "title"))
        self.column.addWidget(self.field)

    def first_focus(self) -> QWidget:
        return self.field

    def _go(self) -> None:
        text = self.field.text()
        self.close_layer()
        if text.isdecimal():
            self.wanted.emit(max(1, min(int(text), self._count)))


def _title() -> Elided:
    """As wide as its words where there is room, and shorter before anything else is."""
    title = Elided("")
    title.setProperty("role", "title")
    title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return title


def _figure(width: int, tip: str) -> FlatButton:
    """A figure that keeps its width, so that the buttons beside it stay under the mouse; pressed, it asks."""
    figure = FlatButton("fit", tip=tip)
    figure.setIcon(QIcon())
    figure.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    figure.setMinimumWidth(width)
    return figure


def _plain_figure(width: int) -> QLabel:
    figure = label("")
    figure.setMinimumWidth(width)
    figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return figure
