"""A reading pane under the reader's pencil: pins, notes and bookmarks by key, by button and in the list."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from seat_client.documents.pages import Box
from seat_client.ui.screens.review.marks import MarksModel
from seat_client.ui.screens.review.reading_pane import ReadingPane
from seat_client.ui.widgets.page_marks import Selection

_LINE = 0.05


class MarkedPane(QObject):
    """Ties one pane to the marks of its document; `keys` are those without modifiers, for pages alone."""

    pinned = Signal()

    def __init__(self, pane: ReadingPane, marks: MarksModel) -> None:
        super().__init__(pane)
        self._pane, self._marks = pane, marks
        panel, view = pane.pane.marks, pane.view
        marks.changed.connect(self._show)
        pane.shown.connect(self._show)
        view.outlineChanged.connect(self._show)
        view.markPressed.connect(self.open_mark)
        panel.pin_asked.connect(self.pin)
        panel.note_asked.connect(self.note)
        panel.bookmark_asked.connect(self.bookmark)
        panel.opened.connect(self.go_to)
        panel.removed.connect(marks.remove)
        panel.written.connect(marks.write)

    def handle(self, event: QKeyEvent) -> bool:
        """P, N, B and the digits, while the keyboard is in the pages."""
        if event.modifiers() or not self._pane.view.page_count():
            return False
        text = event.text().lower()
        if text.isdecimal() and text != "0":
            return self._go_to_pin(int(text))
        action = {"p": self.pin, "n": self.note, "b": self.bookmark}.get(text)
        if action is not None:
            action()
        return action is not None

    def pin(self) -> None:
        """An evidence pin at the selection, or at what stands where one reads."""
        if self._pane.view.page_count():
            self._marks.pin(self._selection(), self._pane.view.outline())
            self.pinned.emit()

    def note(self) -> None:
        """Begin a note there, and put the keyboard into it."""
        if self._pane.view.page_count():
            mark = self._marks.note(self._selection(), self._pane.view.outline())
            self._show()
            self.open_note(mark)

    def bookmark(self) -> None:
        if self._pane.view.page_count():
            self._marks.bookmark(self._pane.view.position(), self._pane.view.outline())

    def open_mark(self, mark: str) -> None:
        """A disc on the page was pressed: a note opens, a pin is chosen."""
        found = self._marks.find(mark)
        if found is not None and found.kind == "note":
            self.open_note(mark)
        elif found is not None:
            self.go_to(mark)

    def open_note(self, mark: str) -> None:
        self._pane.pane.toolbar.marks.setChecked(True)
        self._pane.pane.marks.edit(mark)

    def go_to(self, mark: str) -> None:
        """To where a mark stands; to a bookmark with its zoom."""
        found = self._marks.find(mark)
        if found is None:
            return
        view, place = self._pane.view, found.place
        if found.kind == "bookmark":
            if found.zoom is not None:
                view.set_zoom(found.zoom)
            view.jump_to(place.page + 1, place.box.top)
        else:
            view.jump_to_box(place.page + 1, place.box)

    def _go_to_pin(self, number: int) -> bool:
        pin = next((pin for pin in self._marks.pins() if pin.number == number), None)
        if pin is not None:
            self.go_to(pin.id)
        return pin is not None

    def _selection(self) -> Selection:
        """What is chosen, else a line a quarter down the view."""
        view = self._pane.view
        if view.selector.selection is not None:
            return view.selector.selection
        place = view.place()
        page = int(place)
        return Selection(page, Box(0.08, min(place - page + 0.08, 1 - _LINE), 0.84, _LINE))

    def _show(self) -> None:
        self._pane.pane.show_marks(self._marks.page_marks())
        self._pane.pane.marks.show_rows(self._marks.rows())
