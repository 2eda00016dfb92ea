"""Looking for words in the whole document: the field, how many places, and where they are."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from seat_client.documents.pages import Found, Hit
from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR, SIZE
from seat_client.ui.widgets.buttons import FlatButton, allow
from seat_client.ui.widgets.text import paragraph

_HIT = Qt.ItemDataRole.UserRole


class ListPanel(QListWidget):
    """A plain list in a side panel; `opened` gives what the row stands for."""

    opened = Signal(object)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(COLOR["surface"]))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(COLOR["accent-weak"]))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(COLOR["ink"]))
        self.setPalette(palette)
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)

    def add_head(self, text: str) -> None:
        """A line above those that belong to it; it cannot be chosen."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(QColor(COLOR["ink-2"]))
        item.setSizeHint(QSize(0, SIZE["target-s"]))
        self.addItem(item)

    def add_line(self, text: str, value: object, tip: str = "") -> None:
        item = QListWidgetItem(text)
        item.setData(_HIT, value)
        item.setToolTip(tip or text)
        item.setSizeHint(QSize(0, SIZE["target-s"]))
        self.addItem(item)

    def value(self) -> object:
        """What the current row stands for."""
        item = self.currentItem()
        return None if item is None else item.data(_HIT)

    def _open(self, item: QListWidgetItem) -> None:
        if item.data(_HIT) is not None:
            self.opened.emit(item.data(_HIT))


class SearchField(QLineEdit):
    """Enter searches, or goes on to the next place when the words are the same; Shift+Enter back."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


class SearchPanel(QWidget):
    """Says what is looked for (`asked`) and which place is to be shown (`chosen`: its number in the list)."""

    asked = Signal(str)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.field = SearchField()
        self.field.setObjectName("search-field")
        self.field.setAccessibleName(translate("Search", "Look for words in this document"))
        self.field.setPlaceholderText(translate("Search", "Words in this document"))
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.previous = FlatButton("up", tip=translate("Search", "Place before (Shift+F3)"))
        self.next = FlatButton("down", tip=translate("Search", "Next place (F3)"))
        self.said = paragraph("", "caption", "secondary", name="search-said")
        self.hits = ListPanel("search-hits", translate("Search", "Places found"))
        self.found: Found | None = None
        self.words = ""
        self._now = -1
        self._lay_out()
        self.field.stepped.connect(self._enter)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.hits.opened.connect(self._choose)
        self._refresh()

    @property
    def now(self) -> int:
        """The number of the place shown now, -1 for none."""
        return self._now

    def reset(self) -> None:
        """Another document: what was found there is nothing here; the words stay in the field."""
        self.found, self.words, self._now = None, "", -1
        self.hits.clear()
        self._refresh()

    def show_found(self, words: str, found: Found | None, chapter: Callable[[Hit], str]) -> None:
        """List what was found, below the chapters it stands in; None: the search could not be made."""
        if words != self.words:
            return
        self.found = found
        self.hits.clear()
        self._list(() if found is None else found.hits, chapter)
        self._refresh()
        if found is not None and found.hits:
            self.step(1)

    def step(self, direction: int) -> None:
        """On to the next place, or back; round at the ends."""
        count = 0 if self.found is None else len(self.found.hits)
        if count:
            self._choose((self._now + direction) % count if self._now >= 0 else 0)

    def _list(self, hits: Sequence[Hit], chapter: Callable[[Hit], str]) -> None:
        last = None
        for number, hit in enumerate(hits):
            if (title := chapter(hit)) != last:
                self.hits.add_head(title)
                last = title
            place = translate("Search", "p. {page}").format(page=hit.page + 1)
            before = hit.before[-3:]
            self.hits.add_line(f"{place}　…{before}{hit.words}{hit.after}", number)

    def _enter(self, direction: int) -> None:
        words = self.field.text().strip()
        if words and words == self.words and self.found is not None:
            self.step(direction)
        elif words:
            self.reset()
            self.words = words
            self._refresh()
            self.asked.emit(words)

    def _choose(self, number: int) -> None:
        self._now = number
        for row in range(self.hits.count()):
            item = self.hits.item(row)
            if item.data(_HIT) == number:
                self.hits.setCurrentItem(item)
        self._refresh()
        self.chosen.emit(number)

    def _refresh(self) -> None:
        self.said.setText(self._says())
        self.said.setAccessibleName(self.said.text())
        some = self.found is not None and bool(self.found.hits)
        for button in (self.previous, self.next):
            allow(button, "" if some else self.tr("Nothing has been found yet"))

    def _says(self) -> str:
        if not self.words:
            return translate("Search", "Enter searches the whole document; spaces and case do not matter.")
        if self.found is None:
            return translate("Search", "Searching …")
        if not self.found.total:
            return translate("Search", "Not found. Scanned pages without text cannot be searched.")
        if self.found.total > len(self.found.hits):
            return translate("Search", "{total} places, the first {listed} are listed").format(
                total=self.found.total, listed=len(self.found.hits)
            )
        if self._now < 0:
            return translate("Search", "{total} places").format(total=self.found.total)
        return translate("Search", "Place {now} of {total}").format(now=self._now + 1, total=self.found.total)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.field, 1)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 4, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.hits, 1)
