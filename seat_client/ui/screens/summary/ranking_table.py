"""The ranking: place, code, points, total, and beside them the bidder's name with what the checks pointed at."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.summary.rows import Hint, RankedRow, RejectedRow, SectionTitle
from seat_client.ui.style import set_state
from seat_client.ui.tokens import COLOR, SIZE, Frame
from seat_client.ui.widgets.ruled_table import Column, Placed, RuledTable, TableRow, figure
from seat_client.ui.widgets.text import chip, glyph, label, paragraph

_RANK, _CODE, _POINTS, _TOTAL, _HINTS = 10, 8, 38, 12, 30
_THREE = (15, 11, 12)
FIRST_FIGURE = 2
"""The column of the first section's points."""
_GREY_HEIGHT = 14
_TAG_HEIGHT = 24  # a name and its tags share a row, so tags are lower than chips


class RankingTable(RuledTable):
    """Ranked rows first, rejected ones below."""

    def __init__(self, sections: Sequence[SectionTitle], full: str) -> None:
        points = _THREE if len(sections) == len(_THREE) else (_POINTS // len(sections) or 1,) * len(sections)
        titles = [Column(w, f"{s.title} {s.full}", right=True) for w, s in zip(points, sections, strict=True)]
        super().__init__(
            [
                Column(_RANK, translate("Summary", "Rank")),
                Column(_CODE, translate("Summary", "Code")),
                *titles,
                Column(_TOTAL, translate("Summary", "Total {full}").format(full=full), right=True),
                Column(_HINTS, translate("Summary", "Bidder and hints")),
            ]
        )
        self._last = len(sections) + 3
        self._boxes: dict[str, _Bidder] = {}

    def show_rows(self, ranked: Sequence[RankedRow], rejected: Sequence[RejectedRow]) -> None:
        self.clear()
        self._boxes.clear()
        for row in ranked:
            self._add_ranked(row)
        for out in rejected:
            self._add_rejected(out)
        self.apply_frame(self.frame_now)

    def show_waiting(self, count: int) -> None:
        """Grey bars where figures will stand."""
        self.clear()
        for _ in range(count):
            self.add_row("", [Placed(_grey(), column) for column in range(self._last + 1)])

    def mark(self, key: str, column: int = -1) -> None:
        super().mark(key, column)
        for code, box in self._boxes.items():
            box.show_current(code == key)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        for box in self._boxes.values():
            box.fit(compact=frame.compact)

    def _add_ranked(self, row: RankedRow) -> TableRow:
        box = self._boxes[row.code] = _Bidder(row.name, row.hints)
        cells = [Placed(_place(row), 0), Placed(label(row.code, "read-strong"), 1)]
        cells += [Placed(figure(points), n) for n, points in enumerate(row.points, start=FIRST_FIGURE)]
        cells += [Placed(figure(row.total, "title"), self._last - 1), Placed(box, self._last)]
        hints = "，".join(hint.text for hint in row.hints)
        name = translate("Summary", "Rank {rank}, {code} {name}, total {total}. {hints}")
        return self.add_row(
            row.code,
            cells,
            name=name.format(rank=row.rank, code=row.code, name=row.name, total=row.total, hints=hints),
        )

    def _add_rejected(self, row: RejectedRow) -> None:
        reason = _reason(row.reason)
        name = label(row.name, "label", "secondary")
        name.setToolTip(row.name)
        self.add_row(
            "",
            [Placed(label("—"), 0), Placed(label(row.code, "read"), 1), Placed(reason, 2, self._last - 1),
             Placed(name, self._last)],
            state="off",
            name=f"{row.code} {row.name} {row.reason}",
        )  # fmt: skip


class _Bidder(QWidget):
    """The name over its hints."""

    def __init__(self, name: str, hints: Sequence[Hint]) -> None:
        super().__init__()
        self._hints = tuple(hints)
        self.setToolTip("\n".join([name, *(hint.text for hint in hints)]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(label(name, "label", "secondary"))
        self._tags = [_Tag(hint.text, _tag_state(hint, current=False)) for hint in hints]
        if hints:
            row = QHBoxLayout()
            row.setSpacing(8)
            for tag in self._tags:
                row.addWidget(tag)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)

    def fit(self, *, compact: bool) -> None:
        for tag, hint in zip(self._tags, self._hints, strict=True):
            tag.setText(hint.short if compact else hint.text)

    def show_current(self, current: bool) -> None:
        for tag, hint in zip(self._tags, self._hints, strict=True):
            tag.show_state(_tag_state(hint, current=current))


class _Tag(QLabel):
    """A low chip."""

    _GROUNDS: ClassVar[dict[str, str]] = {"accent": "accent-weak", "warn": "warn-weak", "bad": "bad-weak"}

    def __init__(self, text: str, state: str) -> None:
        super().__init__(text)
        self.setProperty("role", "caption")
        self.setContentsMargins(10, 0, 10, 0)
        self.setFixedHeight(_TAG_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(state)

    def show_state(self, state: str) -> None:
        self._ground = self._GROUNDS.get(state, "surface")
        set_state(self, "accent" if state == "white" else state)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOR[self._ground]))
        painter.drawRoundedRect(self.rect(), SIZE["radius-s"], SIZE["radius-s"])
        painter.end()
        super().paintEvent(event)


def _reason(text: str) -> QWidget:
    box = QWidget()
    box.setToolTip(text)
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(glyph("cross", "bad", 18))
    words = paragraph(text, "label", "bad")
    words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(words, 1)
    return box


def _tag_state(hint: Hint, *, current: bool) -> str:
    if hint.state != "tie":
        return hint.state
    return "white" if current else "accent"


def _place(row: RankedRow) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    line.addWidget(label(str(row.rank), "title"))
    line.addStretch(1)
    if row.candidate:
        line.addWidget(chip(translate("Summary", "Top"), "ok"))
        box.setToolTip(translate("Summary", "Top"))
    return box


def _grey() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    bar = QFrame()
    bar.setProperty("role", "desk")
    bar.setFixedHeight(_GREY_HEIGHT)
    column.addWidget(bar)
    return box
