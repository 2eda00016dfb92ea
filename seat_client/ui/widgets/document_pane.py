"""A document to read: the bar, the pages, and beside them one of contents, small pages, search and marks."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.documents.alignment import heading_at
from seat_client.documents.client import DocumentClient
from seat_client.documents.pages import Box, Found, Hit
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.document_contents import ContentsPanel, Thumbnails, TwoTabs
from seat_client.ui.widgets.document_marks import MarksPanel
from seat_client.ui.widgets.document_search import SearchPanel
from seat_client.ui.widgets.document_toolbar import DocumentToolbar
from seat_client.ui.widgets.page_marks import PageMark
from seat_client.ui.widgets.page_view import PageView

_PANEL_WIDTH = 300
_HITS_KEPT = 60


class DocumentPane(Adaptive):
    """Toolbar and pages as one part of a screen; a side panel lies beside the page.

    In the compact frame the contents lie over it.
    """

    def __init__(self, parent: QWidget | None = None, *, toolbar: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "desk")
        self.view = PageView()
        self.toolbar = DocumentToolbar(self.view)
        self.toolbar.setVisible(toolbar)
        self._has_toolbar = toolbar
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addLayout(self._row, 1)
        self.contents, self.thumbnails = ContentsPanel(), Thumbnails()
        self.search, self.marks = SearchPanel(), MarksPanel()
        self._calm: Callable[[], DocumentClient] | None = None
        self._bridge = Bridge()
        self._own_marks: tuple[PageMark, ...] = ()
        self._hit_boxes: dict[int, tuple[tuple[Box, ...], ...]] = {}
        self._panels = self._make_panels()
        self._connect()

    def _make_panels(self) -> dict[str, QWidget]:
        tabs = TwoTabs(self.contents, self.thumbnails)
        tabs.changed.connect(self._feed_thumbnails)
        self._tabs = tabs
        return {name: _framed(part, self) for name, part in
                (("contents", tabs), ("search", self.search), ("marks", self.marks))}  # fmt: skip

    def _connect(self) -> None:
        view, bar = self.view, self.toolbar
        bar.contents.toggled.connect(lambda wanted: self._show_panel("contents", wanted))
        bar.search.toggled.connect(lambda wanted: self._show_panel("search", wanted))
        bar.marks.toggled.connect(lambda wanted: self._show_panel("marks", wanted))
        bar.page.clicked.connect(self.toolbar.ask_page)
        self.contents.chosen.connect(self._go_to_chapter)
        self.thumbnails.chosen.connect(view.go_to_page)
        self.search.asked.connect(self._find)
        self.search.chosen.connect(self._show_hit)
        view.pageChanged.connect(self._see_page)
        view.outlineChanged.connect(self._fill_contents)

    def read_with(self, calm: Callable[[], DocumentClient] | None) -> None:
        """From now on search and small pages come from this worker, which is made when it is first needed."""
        self._calm = calm
        self.toolbar.search.setVisible(calm is not None)
        self._tabs.offer_pages(calm is not None)
        self._bridge.close()
        self._bridge = Bridge()
        self.destroyed.connect(self._bridge.close)
        self.thumbnails.clear()
        self.search.reset()
        self._hit_boxes.clear()
        self._own_marks = ()
        self._feed_thumbnails()
        if calm is not None and self.search.isVisible() and self.search.field.text().strip():
            self.search.field.stepped.emit(1)

    def show_marks(self, marks: Sequence[PageMark]) -> None:
        """The member's own marks over the pages."""
        self._own_marks = tuple(marks)
        self._paint_marks()

    def keys(self, page: QWidget) -> None:
        """Search, jumps and the page number by key, wherever on `page` the keyboard is."""
        for keys, action in (
            ("Ctrl+F", self.open_search),
            ("F3", lambda: self.search.step(1)),
            ("Shift+F3", lambda: self.search.step(-1)),
            ("Ctrl+G", self.toolbar.ask_page),
            ("Alt+Left", self.view.back),
            ("Alt+Right", self.view.forward),
        ):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def open_search(self) -> None:
        """Show the search with the keyboard in its field."""
        self.toolbar.search.setChecked(True)
        self.search.field.setFocus()
        self.search.field.selectAll()

    def close_panels(self) -> bool:
        """Esc: away with the side panel; False when there is none."""
        open_now = [b for b in self.toolbar.panel_buttons if b.isChecked()]
        for button in open_now:
            button.setChecked(False)
        return bool(open_now)

    # Panels

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._place_panels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panels()

    def _place_panels(self) -> None:
        shown = [name for name, panel in self._panels.items() if not panel.isHidden()]
        beside = bool(shown) and not (self.frame_now.compact and shown == ["contents"])
        self._row.setContentsMargins(_PANEL_WIDTH if beside else 0, 0, 0, 0)
        top = self.frame_now.toolbar if self._has_toolbar else 0
        for panel in self._panels.values():
            panel.setGeometry(0, top, _PANEL_WIDTH, self.height() - top)
            panel.raise_()

    def _show_panel(self, name: str, wanted: bool) -> None:
        if wanted:
            for other, button in zip(self._panels, self.toolbar.panel_buttons, strict=True):
                if other != name:
                    button.setChecked(False)
        self._panels[name].setVisible(wanted)
        self._place_panels()
        self.contents.mark(self.view.page())
        self._feed_thumbnails()
        first = {"contents": self.contents, "search": self.search.field, "marks": self.marks.rows}[name]
        (first if wanted else self.view).setFocus()
        self._paint_marks()

    def _fill_contents(self) -> None:
        self.contents.show_outline(self.view.outline())
        if not self.view.outline() and self.view.page_count():
            self._tabs.show_pages()

    def _go_to_chapter(self, page: int, top: float) -> None:
        self.view.jump_to(page, max(0.0, top - 0.01))
        if self.frame_now.compact:
            self.toolbar.contents.setChecked(False)

    def _feed_thumbnails(self) -> None:
        """Small pages cost the calm worker time: only while they are looked at."""
        shown = not self._panels["contents"].isHidden() and self._tabs.pages_shown
        if shown and self._calm is not None and not self.thumbnails.page_count():
            self.thumbnails.show_document(self._calm())
        if shown:
            self.thumbnails.mark(self.view.page())

    def _see_page(self, page: int) -> None:
        self.contents.mark(page)
        self.thumbnails.mark(page)
        self._find_boxes()

    # Search

    def _find(self, words: str) -> None:
        self._hit_boxes.clear()
        if self._calm is None:
            self.search.show_found(words, Found(0, ()), self._chapter_of)
            return
        self._bridge.when_done(self._calm().find(words), lambda done: self._see_found(words, done))

    def _see_found(self, words: str, done: "Future[Found]") -> None:
        self.search.show_found(words, Found(0, ()) if done.cancelled() else done.result(), self._chapter_of)

    def _chapter_of(self, hit: Hit) -> str:
        outline = [entry for entry in self.view.outline() if entry.depth == 0]
        entry = heading_at(hit.page + 0.9, outline)
        return entry.title if entry is not None else translate("DocumentPane", "Before the first chapter")

    def _show_hit(self, number: int) -> None:
        found = self.search.found
        if found is None:
            return
        page = found.hits[number].page
        if page in self._hit_boxes:
            self._go_to_hit(number)
        elif self._calm is not None:
            words = self.search.words
            answer = self._calm().boxes(page, words)
            self._bridge.when_done(answer, lambda done: self._see_boxes(page, words, done, number))

    def _find_boxes(self) -> None:
        """The words found are tinted on every page one comes to."""
        page, found = self.view.page() - 1, self.search.found
        if (
            found is None
            or self._calm is None
            or page in self._hit_boxes
            or not any(h.page == page for h in found.hits)
        ):
            return
        words = self.search.words
        answer = self._calm().boxes(page, words)
        self._bridge.when_done(answer, lambda done: self._see_boxes(page, words, done, None))

    def _see_boxes(
        self, page: int, words: str, done: "Future[tuple[tuple[Box, ...], ...]]", number: int | None
    ) -> None:
        if words != self.search.words:
            return
        if len(self._hit_boxes) > _HITS_KEPT:
            self._hit_boxes.clear()
        self._hit_boxes[page] = () if done.cancelled() else done.result()
        if number is not None and number == self.search.now:
            self._go_to_hit(number)
        self._paint_marks()

    def _go_to_hit(self, number: int) -> None:
        page, boxes = self._boxes_of(number)
        if boxes:
            self.view.jump_to_box(page + 1, boxes[0])
        else:
            self.view.jump_to(page + 1)
        self._paint_marks()

    def _boxes_of(self, number: int) -> tuple[int, tuple[Box, ...]]:
        """The page of a place in the list, and where it stands on it: the places of a page are in the same order."""
        hits = () if self.search.found is None else self.search.found.hits
        page = hits[number].page
        nth = sum(1 for hit in hits[:number] if hit.page == page)
        places = self._hit_boxes.get(page, ())
        return page, places[nth] if nth < len(places) else ()

    def _paint_marks(self) -> None:
        marks = list(self._own_marks)
        if self.toolbar.search.isChecked() and self.search.found is not None:
            now = self._boxes_of(self.search.now) if self.search.now >= 0 else (-1, ())
            for page, places in self._hit_boxes.items():
                for boxes in places:
                    kind = "hit-now" if (page, boxes) == now else "hit"
                    marks += [PageMark("", kind, page, box) for box in boxes]  # type: ignore[arg-type]  # a literal
        self.view.show_marks(marks)


def _framed(part: QWidget, pane: QWidget) -> QFrame:
    """A side panel: a white sheet over the left of the pane, away until it is wanted."""
    frame = QFrame(pane)
    frame.setProperty("role", "rail")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    frame.hide()
    return frame
