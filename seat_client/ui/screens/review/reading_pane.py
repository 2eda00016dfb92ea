"""The middle of a review screen: the document with its bar, and in its place words while there is none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from seat_client.documents.client import DocumentClient
from seat_client.documents.layout import ReadingPosition
from seat_client.ui.language import translate
from seat_client.ui.screens.review.reading import Place, Reading
from seat_client.ui.sentences import Sentence
from seat_client.ui.widgets.buttons import secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.document_pane import DocumentPane
from seat_client.ui.widgets.text import StateLine, paragraph

_QUIET_MS = 2_000
_REST_MS = 500


class ReadingPane(QWidget):
    """Shows what `Reading` opens, and tells it where the reader is."""

    shown = Signal()
    """Another document lies here now."""

    def __init__(self, reading: Reading, *, toolbar: bool = True, name: str = "pages") -> None:
        super().__init__()
        self._reading = reading
        self.pane = DocumentPane(toolbar=toolbar)
        self.view = self.pane.view
        self.view.setObjectName(name)
        self._notice = _Notice()
        self._notice.again.clicked.connect(reading.again)
        place = QGridLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.pane, 0, 0)
        place.addWidget(self._notice, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self._patience = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._patience.timeout.connect(self._notice.say_waiting)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.keep_position)
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._open_wished)
        self._wished: tuple[Place, Sequence[Place]] | None = None
        self._connect()
        self._name_tools()

    def set_document_name(self, title: str, note: str = "", short_note: str = "") -> None:
        """What stands in the bar: a code, or where names are open a name."""
        self.pane.toolbar.set_title(title, note, short_note)
        self.view.set_label(title)

    def open(self, part: str, subject: str, ahead: Sequence[Place] = ()) -> None:
        """Leave the document shown now and bring another; those `ahead` are fetched meanwhile.

        It is brought once the window has been drawn: what stands beside the pages has changed with them, and both in
        one turn of the event loop would keep the window waiting."""
        self.put_away()
        self._wished = (part, subject), ahead
        self._turn.start()

    def keep_position(self) -> None:
        """Write down where the reader is."""
        self._rest.stop()
        if self.view.page_count():
            self._reading.keep(self.view.position())

    def put_away(self) -> None:
        """Remember the place, let the pages go and end their worker."""
        self.keep_position()
        self.pane.marks.flush()
        self.pane.read_with(None)
        self.view.clear()
        self._reading.close()
        self._turn.stop()

    def turn_keys(self, page: QWidget) -> None:
        """PageUp and PageDown turn pages, Ctrl with plus, minus and 0 zoom, wherever on `page` the keyboard is."""
        for keys, action in (
            ("PgDown", self.view.next_page),
            ("PgUp", self.view.previous_page),
            ("Ctrl++", self.view.zoom_in),
            ("Ctrl+=", self.view.zoom_in),
            ("Ctrl+-", self.view.zoom_out),
            ("Ctrl+0", self.view.fit_width),
        ):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        self.pane.keys(page)

    def _connect(self) -> None:
        self._reading.waiting.connect(self._wait)
        self._reading.opened.connect(self._show)
        self._reading.failed.connect(self._fail)
        self._reading.progressed.connect(self._notice.set_progress)
        self.view.pageChanged.connect(self._rest.start)
        self.view.zoomChanged.connect(self._rest.start)
        self.view.verticalScrollBar().valueChanged.connect(self._rest.start)

    def _name_tools(self) -> None:
        bar = self.pane.toolbar
        for name, button in (
            ("outline", bar.contents),
            ("page-previous", bar.previous),
            ("page-next", bar.next),
            ("zoom-out", bar.smaller),
            ("zoom-in", bar.larger),
            ("zoom-fit", bar.fit),
            ("page-figure", bar.page),
            ("search", bar.search),
            ("notes", bar.marks),
            ("compare", bar.compare),
        ):
            button.setObjectName(name)

    def _open_wished(self) -> None:
        if self._wished is not None:
            (part, subject), ahead = self._wished
            self._reading.open(part, subject, ahead)

    def _wait(self) -> None:
        self._rest.stop()
        self.view.clear()
        self._notice.hide()
        self._notice.set_progress(0)
        self._patience.start()

    def _show(self, client: DocumentClient, position: ReadingPosition) -> None:
        self._patience.stop()
        self._notice.hide()
        self.view.show_document(client, position)
        self.pane.read_with(self._reading.calm)
        self.shown.emit()

    def _fail(self, words: Sentence) -> None:
        self._patience.stop()
        self._notice.say_failure(words)


class _Notice(Card):
    """What is awaited, or why there is nothing to read and what to do."""

    def __init__(self) -> None:
        super().__init__("", (28, 20, 28, 22), 12)
        self.setMaximumWidth(560)
        self._line = StateLine("", "", "document", "read-strong", 22)
        self._advice = paragraph("", state="secondary")
        self._percent = 0
        self.again = secondary_button(translate("Reading", "Try again"), "tool")
        self.again.setObjectName("document-again")
        self.column.addWidget(self._line)
        self.column.addWidget(self._advice)
        self.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def set_progress(self, percent: int) -> None:
        self._percent = percent
        if self.isVisible() and not self.again.isVisible():
            self.say_waiting()

    def say_waiting(self) -> None:
        words = translate("Reading", "Fetching the document from the centre: {percent}%")
        self._line.show_state(words.format(percent=self._percent), "", "document")
        self._advice.hide()
        self.again.hide()
        self.show()

    def say_failure(self, words: Sentence) -> None:
        self._line.show_state(words.text, "bad", "warning")
        self._advice.setText(words.next_step)
        self._advice.setVisible(bool(words.next_step))
        self.again.show()
        self.show()
