"""The member's own marks in this document: evidence pins, notes, bookmarks, and the note one is writing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import FlatButton, allow, secondary_button
from seat_client.ui.widgets.document_search import ListPanel
from seat_client.ui.widgets.text import label, paragraph

_PAUSE_MS = 300
_NOTE_HEIGHT = 132


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark as the list shows it; `text` is a note's."""

    id: str
    kind: str
    title: str
    text: str = ""


class NoteField(QPlainTextEdit):
    """What one writes; saved while one writes, and when one leaves."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note-text")
        self.setTabChangesFocus(True)
        self.setFixedHeight(_NOTE_HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName(translate("Marks", "Private note"))
        self.setPlaceholderText(translate("Marks", "Only you see this note. It stays on this seat."))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _Rows(ListPanel):
    removed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and isinstance(mark := self.value(), str):
            self.removed.emit(mark)
        else:
            super().keyPressEvent(event)


class MarksPanel(QWidget):
    """Asks for new marks, opens and removes those there are, and edits one note at a time."""

    pin_asked = Signal()
    note_asked = Signal()
    bookmark_asked = Signal()
    opened = Signal(str)
    removed = Signal(str)
    written = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.add_pin = FlatButton("pin", tip=translate("Marks", "Evidence pin at the selection (P)"))
        self.add_note = FlatButton("note", tip=translate("Marks", "Note at the selection (N)"))
        self.add_bookmark = FlatButton("bookmark", tip=translate("Marks", "Bookmark here (B)"))
        self.rows = _Rows("marks", translate("Marks", "My marks in this document"))
        self.note = NoteField()
        self.remove = secondary_button(translate("Marks", "Remove"), "tool")
        self.remove.setObjectName("mark-remove")
        self._advice = paragraph(
            translate("Marks", "Choose a paragraph with the mouse or with Shift+Down, then press P or N."),
            "caption", "secondary",
        )  # fmt: skip
        self._editing = ""
        self._shown: tuple[MarkRow, ...] = ()
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def editing(self) -> str:
        """The note in the field, by its id."""
        return self._editing

    def show_rows(self, rows: Sequence[MarkRow]) -> None:
        """List the marks; the one chosen stays so."""
        now = self.rows.value()
        if tuple(rows) != self._shown:
            self._shown = tuple(rows)
            self.rows.clear()
            for row in rows:
                self.rows.add_line(row.title, row.id, row.text or row.title)
                if row.id == now:
                    self.rows.setCurrentRow(self.rows.count() - 1)
        if self._editing not in {row.id for row in rows}:
            self._load("", "")
        self._refresh()

    def edit(self, mark: str) -> None:
        """Put a note into the field and the keyboard with it."""
        row = next((row for row in self._shown if row.id == mark), None)
        if row is not None:
            self._load(mark, row.text)
            self.note.setFocus()
            self._choose(mark)

    def flush(self) -> None:
        """What is written now is kept now."""
        self._pause.stop()
        if self._editing:
            self.written.emit(self._editing, self.note.toPlainText())

    def _leave_note(self) -> None:
        """A note without words is none."""
        self.flush()
        if self._editing and not self.note.toPlainText().strip():
            self.removed.emit(self._editing)

    def _choose(self, mark: str) -> None:
        at = next((number for number, row in enumerate(self._shown) if row.id == mark), -1)
        self.rows.setCurrentRow(at)

    def _load(self, mark: str, text: str) -> None:
        self._editing = mark
        if self.note.toPlainText() != text:
            self.note.blockSignals(True)
            self.note.setPlainText(text)
            self.note.blockSignals(False)
        self._refresh()

    def _see_row(self) -> None:
        row = next((row for row in self._shown if row.id == self.rows.value()), None)
        if row is not None and row.id != self._editing:
            self.flush()
            self._load(row.id if row.kind == "note" else "", row.text)
        self._refresh()

    def _remove(self) -> None:
        if isinstance(mark := self.rows.value(), str):
            self.removed.emit(mark)

    def _refresh(self) -> None:
        self.note.setVisible(bool(self._editing))
        allow(self.remove, "" if self.rows.value() is not None else self.tr("Choose a mark first"))
        self._advice.setVisible(not self._shown)

    def _connect(self) -> None:
        self.add_pin.clicked.connect(self.pin_asked)
        self.add_note.clicked.connect(self.note_asked)
        self.add_bookmark.clicked.connect(self.bookmark_asked)
        self.rows.opened.connect(lambda mark: self.opened.emit(str(mark)))
        self.rows.removed.connect(self.removed)
        self.rows.currentItemChanged.connect(self._see_row)
        self.remove.clicked.connect(self._remove)
        self._pause.timeout.connect(self.flush)
        self.note.textChanged.connect(self._pause.start)
        self.note.left.connect(self._leave_note)

    def _lay_out(self) -> None:
        for name, button in (
            ("mark-pin", self.add_pin),
            ("mark-note", self.add_note),
            ("mark-bookmark", self.add_bookmark),
        ):
            button.setObjectName(name)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(label(translate("Marks", "My marks"), "strong"), 1)
        for button in (self.add_pin, self.add_note, self.add_bookmark):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._advice)
        column.addWidget(self.rows, 1)
        column.addWidget(self.note)
        column.addWidget(self.remove)
