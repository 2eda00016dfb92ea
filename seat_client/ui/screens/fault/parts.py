"""The cards of the page: how long is left, what waits, two lists, the log."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.fault.rows import AbilityLine, LogLine, WaitingLine
from seat_client.ui.screens.fault.view_model import FaultModel
from seat_client.ui.style import set_property, set_state
from seat_client.ui.tokens import COLOR, Frame
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.text import StateLine, glyph, label, paragraph, rule

LINE = 8


class TimeCard(Card):
    """The countdown, what happens at its end, and how much of the time has run."""

    def __init__(self) -> None:
        super().__init__("", (24, 18, 24, 20), 8)
        self._head = label(translate("Fault", "Until everything is sealed"), "read-strong")
        self._figure = label("", "countdown", "bad", "fault-countdown")
        self._words = paragraph("", state="secondary", name="fault-limit")
        self._line = _Spent()
        self.column.addWidget(self._head)
        self.column.addWidget(self._figure)
        self.column.addWidget(self._words)
        self.column.addStretch(1)
        self.column.addWidget(self._line)

    def fit(self, frame: Frame) -> None:
        set_property(self._figure, "role", "score" if frame.compact else "countdown")
        set_property(self._words, "role", "caption" if frame.compact else "")
        self.column.setSpacing(4 if frame.compact else 8)
        side, top = (16, 10) if frame.compact else (24, 18)
        self.column.setContentsMargins(side, top, side, top)

    def show_model(self, model: FaultModel) -> None:
        self.set_state("bad" if model.soon else "")
        self._figure.setText(model.countdown)
        set_state(self._figure, "bad" if model.lost else "secondary")
        self._words.setText(model.limit_words)
        self._line.show_share(model.spent)
        self._line.setVisible(model.lost)


class _Spent(QWidget):
    """How much of the time has run."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.setAccessibleName(translate("Fault", "{percent}% of the time has run").format(percent=round(share * 100)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for share, token in ((1.0, "line"), (self._share, "bad")):
            painter.setBrush(QColor(COLOR[token]))
            width = max(float(LINE), self.width() * share)
            painter.drawRoundedRect(QRectF(0, 0, width, LINE), LINE / 2, LINE / 2)


class PendingCard(Card):
    """How many entries wait to be sent, and which."""

    def __init__(self) -> None:
        super().__init__("", (24, 18, 24, 18), 6)
        self._shown: tuple[WaitingLine, ...] | None = None
        head = QHBoxLayout()
        head.addWidget(label(translate("Fault", "To be sent"), "read-strong"))
        head.addStretch(1)
        head.addWidget(label(translate("Fault", "goes by itself"), "label", "secondary"))
        self.column.addLayout(head)
        figure = QHBoxLayout()
        figure.setSpacing(10)
        self._count = label("", "score", "", "fault-pending")
        self._unit = label(translate("Fault", "entries, all encrypted on this seat"), "label", "secondary")
        figure.addWidget(self._count)
        figure.addWidget(self._unit)
        figure.addStretch(1)
        self.column.addLayout(figure)
        self.column.addWidget(rule())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)

    def fit(self, frame: Frame) -> None:
        side, top = (16, 10) if frame.compact else (24, 18)
        self.column.setContentsMargins(side, top, side, top)
        self._unit.setVisible(not frame.compact)

    def show_model(self, model: FaultModel) -> None:
        self._count.setText(str(model.pending))
        waiting = model.waiting
        if waiting == self._shown:
            return
        self._shown = waiting
        clear(self._rows)
        for line in waiting:
            self._add(line)
        if not waiting:
            self._rows.addWidget(label(translate("Fault", "Nothing waits."), "label", "secondary"))

    def _add(self, line: WaitingLine) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(line.title))
        row.addStretch(1)
        row.addWidget(label(line.figure, "label", "secondary"))
        self._rows.addWidget(box)
        box.show()


class AbilityCard(Card):
    """A heading with its mark, and lines of equal height."""

    def __init__(self, icon: str, token: str, title: str) -> None:
        super().__init__("", (1, 1, 1, 1), 0)
        self._token = token
        self._shown: tuple[AbilityLine, ...] = ()
        self._boxes: list[QFrame] = []
        self._compact = False
        head = QWidget()
        self._head = QHBoxLayout(head)
        self._head.setSpacing(10)
        self._head.addWidget(glyph(icon, token, 22))
        self._head.addWidget(label(title, "read-strong"))
        self._head.addStretch(1)
        self.column.addWidget(head)
        self.column.addWidget(rule())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows, 1)
        self._fit_rows()

    def fit(self, frame: Frame) -> None:
        self._compact = frame.compact
        self._fit_rows()

    def _fit_rows(self) -> None:
        margin = 4 if self._compact else 14
        self._head.setContentsMargins(20, margin, 16, margin)
        for box in self._boxes:
            layout = box.layout()
            if layout is not None:
                layout.setContentsMargins(20, 1 if self._compact else 6, 16, 1 if self._compact else 6)

    def show_lines(self, lines: Sequence[AbilityLine]) -> None:
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        clear(self._rows)
        self._boxes = [self._row(line, last=number == len(lines) - 1) for number, line in enumerate(lines)]
        for row in self._boxes:
            self._rows.addWidget(row, 1)
            row.show()
        self._fit_rows()

    def _row(self, line: AbilityLine, *, last: bool) -> QFrame:
        box = QFrame()
        box.setProperty("role", "row")
        box.setProperty("state", "last" if last else "")
        box.setAccessibleName(f"{line.title}，{line.text}")
        row = QHBoxLayout(box)
        row.setSpacing(14)
        row.addWidget(glyph(line.icon, self._token, 20))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(label(line.title, "strong"))
        texts.addWidget(paragraph(line.text, "label", "secondary"))
        texts.addStretch(1)
        row.addLayout(texts, 1)
        return box


class LogList(QWidget):
    """What happened, from first to last."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[LogLine, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_lines(self, lines: tuple[LogLine, ...]) -> None:
        if lines == self._shown:
            return
        self._shown = lines
        clear(self._column)
        for number, line in enumerate(lines):
            row = _log_row(line, last=number == len(lines) - 1)
            self._column.addWidget(row)
            row.show()


def _log_row(line: LogLine, *, last: bool) -> QFrame:
    box = QFrame()
    box.setProperty("role", "row")
    box.setProperty("state", "last" if last else "")
    box.setAccessibleName(f"{line.at} {line.words}")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 10, 0, 10)
    column.setSpacing(2)
    column.addWidget(StateLine(line.words, line.state, size=18, wrap=True))
    at = label(line.at, "label", "secondary")
    at.setContentsMargins(28, 0, 0, 0)
    column.addWidget(at)
    return box
