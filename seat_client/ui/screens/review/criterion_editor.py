"""The open criterion: its standard, its bands, the number, the reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.review.pin_row import PinRow
from seat_client.ui.screens.review.rows import BandLine, CriterionLine
from seat_client.ui.style import set_state
from seat_client.ui.tokens import SIZE
from seat_client.ui.widgets.buttons import allow, secondary_button, step_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.text import Paragraph, StateLine, label, paragraph, yielding

REASON_HEIGHT = 92


class ScoreField(QLineEdit):
    """The number: Enter goes on, the arrows step, Ctrl+Z goes back to what stood before."""

    finished = Signal()
    stepped = Signal(int)
    undone = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "score")
        self.setObjectName("score-value")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(SIZE["stepper"])
        self.setMaxLength(16)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ReasonField(QPlainTextEdit):
    """The reason: Enter is a new line, Ctrl+Enter goes on, Tab leaves."""

    finished = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("score-reason")
        self.setTabChangesFocus(True)
        self.setFixedHeight(REASON_HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class PrefilledBox(QWidget):
    """A fact the centre has filled in from verified data: compared with the bid, then confirmed by one key."""

    def __init__(self) -> None:
        super().__init__()
        self.note = StateLine("", "warn", wrap=True)
        self.note.setObjectName("prefilled-note")
        self.confirm = secondary_button("")
        self.confirm.setObjectName("confirm-prefilled")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.confirm)

    def show_line(self, line: CriterionLine) -> None:
        """Whether something is filled in for this criterion, and whether this member has confirmed it."""
        self.setVisible(bool(line.prefilled))
        self.confirm.setVisible(bool(line.unconfirmed))
        words = translate("Review", "Checked: {value} points (Enter)").format(value=line.prefilled)
        self.confirm.setText(words)
        self.confirm.setAccessibleName(words)
        self.note.show_state(*_prefilled_words(line))


class CriterionEditor(Card):
    """Shows one criterion at a time; what is entered leaves it as signals, what stands comes back by `show_*`."""

    band_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__("current", (17, 12, 17, 14), 8)
        self.setObjectName("criterion-editor")
        self._title, self._full = label("", "read-strong"), yielding("", "caption")
        self._kind = StateLine("", "", "users", "label")
        self._standard = QVBoxLayout()
        self._standard.setSpacing(4)
        self._bands = QHBoxLayout()
        self._bands.setSpacing(8)
        self._shown_bands: tuple[tuple[str, str], ...] = ()
        self._ever_bands: list[tuple[Paragraph, QPushButton]] = []
        self.band_buttons: list[QPushButton] = []
        self.value, self.reason = ScoreField(), ReasonField()
        self.prefilled = PrefilledBox()
        self.pins = PinRow()
        self.chapter = secondary_button("", "link")
        self.chapter.setObjectName("criterion-chapter")
        self.chapter.hide()
        self.less = step_button("minus", translate("Review", "One step less"))
        self.more = step_button("plus", translate("Review", "One step more"))
        self.less.setObjectName("score-less")
        self.more.setObjectName("score-more")
        self._problem, self._reason_problem = StateLine("", "bad"), StateLine("", "bad")
        self._problem.setObjectName("score-problem")
        self._build()

    def show_criterion(self, line: CriterionLine, bands: tuple[BandLine, ...]) -> None:
        """Title, standard and bands; the fields are not touched."""
        self._title.setText(line.title)
        self._full.setText(translate("Review", "of {max}, steps of {step}").format(max=line.max, step=line.step))
        objective = translate("Review", "A fact: all members give the same score")
        self._kind.show_state(objective if line.objective else "", "", "users")
        allowed = translate("Review", "0 to {max} in steps of {step}").format(max=line.max, step=line.step)
        name = translate("Review", "Score for {title}").format(title=line.title)
        self.value.setAccessibleName(name)
        self.value.setAccessibleDescription(allowed)
        self.prefilled.show_line(line)
        self._limit.setText(_reason_note(line))
        self._show_bands(bands)

    def show_chapter(self, title: str, page: int) -> None:
        """Where the bid speaks of this criterion, to go there; nowhere when the title is empty."""
        words = translate("Review", "{title}, p. {page}").format(title=title, page=page)
        self.chapter.setText(words)
        self.chapter.setAccessibleName(translate("Review", "Go to the chapter: {words}").format(words=words))
        self.chapter.setToolTip(self.chapter.accessibleName())
        self.chapter.setVisible(bool(title))

    def show_entry(self, value: str, reason: str) -> None:
        """Put an entry into the fields, unless it stands there already."""
        self.show_value(value)
        if self.reason.toPlainText() != reason:
            self.reason.blockSignals(True)
            self.reason.setPlainText(reason)
            self.reason.blockSignals(False)

    def show_value(self, value: str) -> None:
        if self.value.text() != value:
            self.value.setText(value)

    def show_problems(self, value: str, reason: str) -> None:
        """What is wrong stands at the field until the next key."""
        self._problem.show_state(value, "bad", "cross")
        self._reason_problem.show_state(reason, "bad", "cross")
        set_state(self.value, "bad" if value else "")
        set_state(self.reason, "bad" if reason else "")

    def set_read_only(self, locked: bool) -> None:
        self.value.setReadOnly(locked)
        self.reason.setReadOnly(locked)
        for button in (self.less, self.more, self.prefilled.confirm, *self.band_buttons):
            allow(button, translate("Review", "The sheet is locked") if locked else "")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._full)
        number = QHBoxLayout()
        number.setSpacing(8)
        number.addWidget(self.value, 1)
        number.addWidget(label(translate("Review", "points"), "label"))
        number.addSpacing(8)
        number.addWidget(self.less)
        number.addWidget(self.more)
        why = QHBoxLayout()
        self._why = label(translate("Review", "Reason"), "label")
        why.addWidget(self._why)
        why.addStretch(1)
        self._limit = yielding("", "caption")
        why.addWidget(self._limit)
        self.reason.setAccessibleName(translate("Review", "Reason for the score"))
        self.column.addLayout(head)
        self.column.addWidget(self._kind)
        self.column.addWidget(self.chapter)
        self.column.addLayout(self._standard)
        self.column.addLayout(self._bands)
        self.column.addWidget(self.prefilled)
        self.column.addLayout(number)
        self.column.addWidget(self._problem)
        self.column.addWidget(self.pins)
        self.column.addLayout(why)
        self.column.addWidget(self.reason)
        self.column.addWidget(self._reason_problem)

    def _show_bands(self, bands: tuple[BandLine, ...]) -> None:
        shown = tuple((band.words, band.text) for band in bands)
        if shown != self._shown_bands:
            self._shown_bands = shown
            self._fill_bands(bands)
        for button, band in zip(self.band_buttons, bands, strict=True):
            button.setChecked(band.holds)

    def _fill_bands(self, bands: tuple[BandLine, ...]) -> None:
        """The same widgets for other words: making and dressing new ones took a third of the turn to another bid."""
        self.column.setEnabled(False)  # laid out once below, not again for each widget that is shown
        for _ in range(len(self._ever_bands), len(bands)):
            self._add_band()
        for number, (standard, button) in enumerate(self._ever_bands):
            if number < len(bands):
                standard.setText(_standard(bands[number]))
                button.setText(bands[number].words)
                button.setAccessibleName(bands[number].words)
            standard.setVisible(number < len(bands))
            button.setVisible(number < len(bands))
        self.column.setEnabled(True)
        self.band_buttons = [button for _, button in self._ever_bands[: len(bands)]]

    def _add_band(self) -> None:
        index = len(self._ever_bands)
        standard, button = paragraph("", state="secondary"), secondary_button("", "choice")
        button.setObjectName(f"band-{index}")
        button.clicked.connect(lambda: self.band_chosen.emit(index))
        self._standard.addWidget(standard)
        self._bands.addWidget(button, 1)
        self._ever_bands.append((standard, button))


def _standard(band: BandLine) -> str:
    return translate("Review", "{band}: {text}").format(band=band.words.replace("　", " "), text=band.text)


def _prefilled_words(line: CriterionLine) -> tuple[str, str]:
    if line.unconfirmed:
        words = translate("Review", "Filled in by the centre: {value} points. Please check it against the bid.")
        return words.format(value=line.prefilled), "warn"
    if line.differs:
        words = translate("Review", "The centre filled in {value} points; your score differs, with your reason.")
        return words.format(value=line.prefilled), "warn"
    words = translate("Review", "Filled in by the centre, confirmed by you: {value} points")
    return words.format(value=line.prefilled), "ok"


def _reason_note(line: CriterionLine) -> str:
    if line.prefilled:
        return translate("Review", "needed where it differs from the value filled in")
    return translate("Review", "optional, up to 2000 characters")
