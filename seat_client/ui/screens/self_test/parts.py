"""Boxes of the signing chain, rows of a group, the table of lines, the cards of what has to be seen to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from seat_client.services.self_test.network import JITTER_MS, LOSS, MBIT, RTT_MS
from seat_client.services.self_test.result import Check, Fact, Result, State
from seat_client.ui.language import translate
from seat_client.ui.self_test_sentences import advice, figure, limit, state_words, titles
from seat_client.ui.style import set_state
from seat_client.ui.tokens import COLOR, SIZE, Frame
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.ruled_table import Column, Placed, RuledTable
from seat_client.ui.widgets.text import Elided, StateLine, glyph, label, paragraph, rule

ICONS = {
    Check.READER: "key", Check.DRIVER: "list", Check.CARD: "key", Check.PIN: "lock", Check.CERTIFICATE: "shield",
    Check.CAMERA: "camera", Check.MICROPHONE: "mic", Check.ROOM: "band", Check.NOISE: "mic", Check.SPEAKER: "band",
    Check.ECHO: "sync", Check.FINGER: "finger", Check.FACE: "face", Check.CLOCK: "clock", Check.DISK: "disk",
    Check.KEYS: "lock", Check.FONTS: "note", Check.INPUT: "edit", Check.PROGRAM: "document", Check.CENTRE: "link",
}  # fmt: skip
LOOKS = {
    State.PASS: "ok", State.REMIND: "warn", State.FAIL: "bad", State.SKIPPED: "todo", State.NOT_FITTED: "todo"
}  # fmt: skip


def waiting_words(*, running: bool) -> str:
    """How a check stands that has no result yet."""
    return translate("SelfTestPage", "running …") if running else translate("SelfTestPage", "waiting")


def show_state(line: StateLine, result: Result | None, *, running: bool) -> None:
    """The state of a check on its line."""
    if running or result is None:
        line.show_state(waiting_words(running=running), "accent" if running else "todo")
    else:
        line.show_state(state_words(result.state), LOOKS[result.state])


class _Chosen(QFrame):
    """Something of the page that has the keyboard and can be checked again by Enter."""

    again = Signal(object)
    chosen = Signal(object)

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.check = check
        self.setObjectName(f"check-{check.value}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def tell(self, words: Sequence[str]) -> None:
        """What a screen reader says of it."""
        self.setAccessibleName("，".join(word for word in words if word))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.again.emit(self.check)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.check)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(COLOR["focus"]), SIZE["focus-ring"]))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


class ChainBox(_Chosen):
    """One layer of the signing chain."""

    def __init__(self, check: Check) -> None:
        super().__init__(check)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(glyph(ICONS[check], "ink-2", 22))
        head.addWidget(label(titles()[check], "read-strong"), 1)
        self._state, self._below = StateLine("", "todo", role="label"), StateLine("", "todo", role="label")
        head.addWidget(self._state)
        column.addLayout(head)
        column.addWidget(self._below)
        self._figure = Elided("")
        self._figure.setProperty("role", "label")
        column.addWidget(self._figure)
        self._compact = False

    def fit(self, frame: Frame) -> None:
        """In the compact frame the state stands below the name."""
        self._compact = frame.compact
        self._state.setVisible(not frame.compact)
        self._below.setVisible(frame.compact)

    def show_result(self, result: Result | None, *, running: bool) -> None:
        for line, shown in ((self._state, not self._compact), (self._below, self._compact)):
            show_state(line, result, running=running)
            line.setVisible(shown)
        words = "" if result is None else advice(result).title if result.fault else figure(result)
        self._figure.setText(words)
        look = LOOKS[result.state] if result is not None and not running else ""
        set_state(self, look if look in ("warn", "bad") else "")
        self.tell((titles()[self.check], self._state.text(), words))


class CheckLine(_Chosen):
    """One row of a group: name, figure, limit, state."""

    def __init__(self, check: Check) -> None:
        super().__init__(check)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(glyph(ICONS[check], "ink-2", 20))
        self._name = label(titles()[check])
        self._name.setMinimumWidth(150)
        row.addWidget(self._name)
        self._figure, self._limit = Elided(""), Elided("")
        self._figure.setProperty("role", "strong")
        self._limit.setProperty("role", "caption")
        for text in (self._figure, self._limit):
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._figure, 3)
        row.addWidget(self._limit, 2)
        self._state = StateLine("", "todo")
        self._state.setFixedWidth(120)
        row.addWidget(self._state)

    def fit(self, frame: Frame) -> None:
        self.setFixedHeight(44)
        self._limit.setVisible(not frame.compact)

    def show_result(self, result: Result | None, *, running: bool) -> None:
        show_state(self._state, result, running=running)
        measured, held_to = ("", "") if result is None else (figure(result), limit(result))
        self._figure.setText(measured)
        self._limit.setText(held_to)
        self.tell((titles()[self.check], self._state.text(), measured, held_to))


class Group(Card):
    """A card of rows."""

    def __init__(self, title: str, checks: Sequence[Check]) -> None:
        super().__init__("", (0, 0, 0, 0), 0)
        head = label(title, "read-strong")
        head.setContentsMargins(16, 10, 16, 10)
        self.column.addWidget(head)
        self.lines = [CheckLine(check) for check in checks]
        for line in self.lines:
            self.column.addWidget(rule())
            self.column.addWidget(line)
        self.column.addStretch(1)

    def fit(self, frame: Frame) -> None:
        for line in self.lines:
            line.fit(frame)


class LineTable(RuledTable):
    """The lines to the centre; the limit is the last row."""

    def __init__(self) -> None:
        words = (
            translate("SelfTestPage", "Line"), translate("SelfTestPage", "Round trip"),
            translate("SelfTestPage", "Loss"), translate("SelfTestPage", "Jitter"),
            translate("SelfTestPage", "Up / down"), translate("SelfTestPage", "State"),
        )  # fmt: skip
        super().__init__([Column(weight, word) for weight, word in zip((3, 3, 2, 2, 4, 3), words, strict=True)],
                         row_height=44)  # fmt: skip

    def show_lines(self, lines: Sequence[Result]) -> None:
        self.clear()
        for result in lines:
            cells = [titles()[result.check], *_line_figures(result.facts)]
            placed = [Placed(label(text, "strong" if not n else ""), n) for n, text in enumerate(cells)]
            state = StateLine(state_words(result.state), LOOKS[result.state])
            self.add_row(result.check.value, [*placed, Placed(state, 5)], name="，".join([*cells, state.text()]))
        limits = [
            translate("SelfTestPage", "Limit"), f"≤ {RTT_MS:g} ms", f"≤ {LOSS:.0%}", f"≤ {JITTER_MS:g} ms",
            f"≥ {MBIT:g} / {MBIT:g} Mb/s", "",
        ]  # fmt: skip
        self.add_row("", [Placed(label(text, "label", "secondary"), n) for n, text in enumerate(limits)])


def _line_figures(facts: "dict[str, Fact] | object") -> list[str]:
    if not isinstance(facts, dict) or "rtt_ms" not in facts:
        return ["—", "—", "—", "—"]
    up, down = (facts.get(way) for way in ("up_mbit", "down_mbit"))
    rates = f"{_whole(up)} / {_whole(down)} Mb/s" if up is not None or down is not None else "—"
    return [f"{facts['rtt_ms']:g} ms", f"{facts['loss']:.1%}", f"{facts['jitter_ms']:g} ms", rates]


def _whole(rate: Fact | None) -> str:
    return f"{rate:.0f}" if isinstance(rate, int | float) else "—"


class ProblemCard(Card):
    """One thing that has to be seen to."""

    def __init__(self, result: Result, *, current: bool) -> None:
        super().__init__("current" if current else "", (16, 14, 16, 14), 8)
        self.check = result.check
        words = advice(result)
        bad = result.state is State.FAIL
        self.column.addWidget(
            StateLine(
                translate("SelfTestPage", "{check}: {fault}").format(check=titles()[result.check], fault=words.title),
                "bad" if bad else "warn",
                role="read-strong",
                wrap=True,
            )
        )
        if words.meaning:
            self.column.addWidget(paragraph(words.meaning, "label", "secondary"))
        if words.steps:
            self.column.addWidget(rule())
        for number, step in enumerate(words.steps, start=1):
            self.column.addWidget(paragraph(f"{number}. {step}", "label"))
        self.again: PrimaryButton | None = None
        if current:
            self.again = PrimaryButton(translate("SelfTestPage", "Check this again"), "sync")
            self.again.setObjectName("again")
            self.column.addWidget(self.again)


def fill(column: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """These widgets in place of what stood there."""
    clear(column)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
