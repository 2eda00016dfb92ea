"""The bar above a document: contents, what it is, page turn, zoom, fit width."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import FlatButton
from seat_client.ui.widgets.page_view import ZOOM_STEPS, PageView
from seat_client.ui.widgets.text import chip, label


class DocumentToolbar(Adaptive):
    """Works one `PageView`; `contentsToggled` says whether the table of contents is wanted."""

    contentsToggled = Signal(bool)

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
        self.title = label("", "title")
        self.note = chip("", "accent")
        self.previous = FlatButton("prev", tip=self.tr("Previous page"))
        self.page = _figure(96)
        self.next = FlatButton("next", tip=self.tr("Next page"))
        self.smaller = FlatButton("minus", tip=self.tr("Zoom out"))
        self.zoom = _figure(60)
        self.larger = FlatButton("plus", tip=self.tr("Zoom in"))
        self.fit = FlatButton("fit", tip=self.tr("Fit the page to the width"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(4)
        row.addWidget(self.contents)
        row.addSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(self.note)
        row.addStretch(1)
        for widget in (self.previous, self.page, self.next):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.smaller, self.zoom, self.larger, self.fit):
            row.addWidget(widget)

    def _connect(self) -> None:
        view = self._view
        self.contents.toggled.connect(self.contentsToggled)
        self.previous.clicked.connect(view.previous_page)
        self.next.clicked.connect(view.next_page)
        self.smaller.clicked.connect(view.zoom_out)
        self.larger.clicked.connect(view.zoom_in)
        self.fit.clicked.connect(view.fit_width)
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
        self.contents.fold(frame.compact)
        self.note.setText(self._short_note if frame.compact else self._note)
        self.note.setVisible(bool(self._note))

    def _refresh(self) -> None:
        view = self._view
        page, count = view.page(), view.page_count()
        self.page.setText(f"{page} / {count}" if count else "–")
        self.page.setAccessibleName(self.tr("Page {0} of {1}").format(page, count))
        self.zoom.setText(f"{view.zoom()}%")
        self.zoom.setAccessibleName(self.tr("Zoom {0} percent").format(view.zoom()))
        self.previous.setEnabled(page > 1)
        self.next.setEnabled(page < count)
        self.smaller.setEnabled(bool(count) and view.zoom() > ZOOM_STEPS[0])
        self.larger.setEnabled(bool(count) and view.zoom() < ZOOM_STEPS[-1])
        self.fit.setEnabled(bool(count))
        self.contents.setEnabled(bool(view.outline()))


def _figure(width: int) -> QLabel:
    """A figure that keeps its width, so that the buttons beside it stay under the mouse."""
    figure = label("")
    figure.setMinimumWidth(width)
    figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return figure
