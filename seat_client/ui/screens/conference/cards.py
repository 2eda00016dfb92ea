"""The cards on the right of the conference: lines, noise, requests to speak. All on dark ground."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from seat_client.conference.messages import LineQuality
from seat_client.services.call_view import Levels
from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR
from seat_client.ui.widgets.buttons import call_button
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.text import Elided, glyph, label, yielding

LOWEST = -90.0  # dBFS at the left end of the meter
REQUIRED = 20  # dB by which noise has to be lowered


class DarkCard(QFrame):
    """A card with a title, a word beside it, and a body."""

    def __init__(self, title: str, aside: str = "") -> None:
        super().__init__()
        self.setProperty("role", "call-card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 14)
        self.column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(title, "strong"))
        head.addStretch(1)
        self.aside = yielding(aside, "label", "secondary")
        head.addWidget(self.aside)
        self.column.addLayout(head)


class LinesCard(DarkCard):
    """Both lines: what each carries, its round trip, loss and the rate going out."""

    def __init__(self) -> None:
        super().__init__(translate("Lines", "Two lines"), translate("Lines", "One stands in for the other"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self.column.addLayout(self._grid)
        self._rows: dict[str, list[QLabel]] = {}
        self.show_lines(())

    def show_lines(self, lines: Sequence[LineQuality]) -> None:
        names = [line.name for line in lines]
        if names != list(self._rows):
            clear(self._grid)
            self._rows = {}
            for number, line in enumerate(lines):
                self._rows[line.name] = self._row(2 * number, line_name(line.name))
        if not lines:
            self.aside.setText(translate("Lines", "not connected"))
            return
        spare = translate("Lines", "One stands in for the other")
        self.aside.setText(spare if len(lines) > 1 else translate("Lines", "One line only"))
        for line in lines:
            self._show(self._rows[line.name], line)

    def _row(self, at: int, name: str) -> list[QLabel]:
        state = label("", "label")
        self._grid.addWidget(glyph("link", "strip-ok"), at, 0, 2, 1)
        self._grid.addWidget(label(name, "strong"), at, 1)
        self._grid.addWidget(state, at + 1, 1)
        figures = [label("–", "read-strong") for _ in range(3)]
        units = (translate("Lines", "RTT ms"), translate("Lines", "loss %"), translate("Lines", "up Mb/s"))
        for column, (figure, unit) in enumerate(zip(figures, units, strict=True), start=2):
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            caption = yielding(unit, "caption")
            caption.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(figure, at, column)
            self._grid.addWidget(caption, at + 1, column)
        return [state, *figures]

    def _show(self, row: list[QLabel], line: LineQuality) -> None:
        state, trip, lost, sent = row
        words, look = line_words(line)
        state.setText(words)
        if state.property("state") != look:
            state.setProperty("state", look)
            state.style().unpolish(state)
            state.style().polish(state)
        trip.setText(f"{line.round_trip * 1000:.0f}" if line.round_trip is not None else "–")
        lost.setText(f"{line.lost * 100:.1f}")
        sent.setText(f"{line.sent / 1e6:.1f}")


def line_name(name: str) -> str:
    return translate("Lines", "5G") if name == "mobile" else translate("Lines", "Wired line")


def line_words(line: LineQuality) -> tuple[str, str]:
    """What a line does, and the state it is coloured by."""
    if line.state == "lost":
        return translate("Lines", "lost, tried again"), "warn"
    if line.state == "spare":
        return translate("Lines", "hot spare"), "ok"
    if line.state == "unused":
        return translate("Lines", "not in use"), "secondary"
    if "video" in line.carries:
        return translate("Lines", "sound and picture"), "ok"
    return translate("Lines", "sound"), "ok"


class NoiseCard(DarkCard):
    """How loud it is at the own seat before and after noise control."""

    def __init__(self) -> None:
        super().__init__(translate("Noise", "Noise control"))
        self._before, self._after = _Meter("strip-warn"), _Meter("strip-ok")
        self._figures = yielding("–", "label"), yielding("–", "label")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        words = (translate("Noise", "before"), translate("Noise", "after"))
        rows = zip(words, (self._before, self._after), self._figures, strict=True)
        for row, (word, meter, figure) in enumerate(rows):
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            figure.setMinimumWidth(76)
            grid.addWidget(label(word, "label"), row, 0)
            grid.addWidget(meter, row, 1)
            grid.addWidget(figure, row, 2)
        self.column.addLayout(grid)

    def show_levels(self, levels: Levels, *, on: bool) -> None:
        for meter, figure, level in zip(
            (self._before, self._after), self._figures, (levels.before, levels.after), strict=True
        ):
            meter.show_level(level)
            figure.setText(f"{level:.0f} dBFS".replace("-", "−") if level is not None else "–")
        self.aside.setText(self._words(levels, on=on))

    @staticmethod
    def _words(levels: Levels, *, on: bool) -> str:
        if not on:
            return translate("Noise", "switched off")
        if levels.suppressed is None:
            return translate("Noise", "not measured yet")
        words = translate("Noise", "lowered by {db} dB, in order (≥ {least} dB)")
        if levels.suppressed < REQUIRED:
            words = translate("Noise", "lowered by {db} dB, too little (≥ {least} dB)")
        return words.format(db=round(levels.suppressed), least=REQUIRED)


class _Meter(QWidget):
    BAR, GAP = 4, 2

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self._level: float | None = None
        self.setFixedHeight(16)

    def show_level(self, level: float | None) -> None:
        if level != self._level:
            self._level = level
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        count = self.width() // (self.BAR + self.GAP)
        share = 0.0 if self._level is None else (self._level - LOWEST) / -LOWEST
        lit = round(count * min(1.0, max(0.0, share)))
        for number in range(count):
            token = self._token if number < lit else "strip-line"
            painter.fillRect(QRectF(number * (self.BAR + self.GAP), 1, self.BAR, 14), QColor(COLOR[token]))


class RequestsCard(DarkCard):
    """Who asks to speak, in order; the chair gives the word from here. Private talks are announced here too."""

    given = Signal(str)
    taken = Signal()
    answered = Signal()

    def __init__(self) -> None:
        super().__init__(translate("Requests", "Requests to speak"), translate("Requests", "The chair gives the word"))
        self._body = QVBoxLayout()
        self._body.setSpacing(6)
        self.column.addLayout(self._body)
        self._shown: object = None
        self._times: list[tuple[str, QLabel]] = []

    def show_requests(self, rows: Sequence[tuple[str, str, str]], notes: Sequence[str], *, leads: bool, word: str,
                      call: bool) -> None:  # fmt: skip
        """`rows` as (role, words, waited); `word` is who has it, in words; `call`: somebody calls this seat aside."""
        shape = ([row[:2] for row in rows], tuple(notes), leads, word, call)
        if shape != self._shown:
            self._shown = shape
            self._build(rows, notes, leads=leads, word=word, call=call)
        for (_, figure), row in zip(self._times, rows, strict=True):
            figure.setText(translate("Requests", "waits {time}").format(time=row[2]))

    def _build(self, rows: Sequence[tuple[str, str, str]], notes: Sequence[str], *, leads: bool, word: str,
               call: bool) -> None:  # fmt: skip
        clear(self._body)
        self._times = []
        if word:
            has = translate("Requests", "{role} has the word").format(role=word)
            self._body.addLayout(self._line("mic", has, "ok", self._button(
                translate("Requests", "Take it back"), self.taken.emit) if leads else None))  # fmt: skip
        for role, words, _ in rows:
            figure = yielding("", "label", "warn")
            button = self._button(translate("Requests", "Give the word"), partial(self.given.emit, role))
            self._body.addLayout(self._line("hand", words, "", button if leads else None, figure))
            self._times.append((role, figure))
        for note in notes:
            answer = self._button(translate("Requests", "Answer"), self.answered.emit) if call else None
            self._body.addLayout(self._line("phone", note, "warn", answer))
        if not (rows or notes or word):
            self._body.addWidget(label(translate("Requests", "Nobody asks to speak"), "label", "secondary"))

    @staticmethod
    def _line(icon: str, words: str, state: str, *more: QWidget | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(glyph(icon, "strip-warn" if state == "warn" else "strip-ink-2"))
        text = Elided(words)
        text.setProperty("role", "label")
        text.setProperty("state", state)
        row.addWidget(text, 1)
        for part in filter(None, more):
            row.addWidget(part)
        return row

    @staticmethod
    def _button(words: str, pressed: Callable[[], object]) -> QToolButton:
        button = call_button("check", words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFixedHeight(44)
        button.clicked.connect(lambda _=False: pressed())
        return button
