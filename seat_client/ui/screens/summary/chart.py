"""The members' subtotals as bars; those that do not count are dashed and struck through."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from seat_client.ui.fonts import font
from seat_client.ui.language import translate
from seat_client.ui.screens.summary.rows import Bar
from seat_client.ui.tokens import COLOR, FONT

BAR_WIDTH, BAR_HEIGHT = 30, 56
_LINE = 20
_NARROW = 46  # a slot in which "member 1" no longer fits


class SubtotalChart(QWidget):
    """Value over bar over member, in committee order."""

    def __init__(self, bars: Sequence[Bar]) -> None:
        super().__init__()
        self._bars = tuple(bars)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_LINE + BAR_HEIGHT + 2 * _LINE + 4)
        self.setAccessibleName("；".join(_words(bar) for bar in self._bars))

    def sizeHint(self) -> QSize:
        return QSize(len(self._bars) * _NARROW, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slot = self.width() / max(1, len(self._bars))
        for index, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, QRectF(slot * index, 0, slot, self.height()))

    def _paint_bar(self, painter: QPainter, bar: Bar, slot: QRectF) -> None:
        kept = bar.mark == "kept"
        height = max(2.0, BAR_HEIGHT * bar.share)
        bottom = slot.top() + _LINE + BAR_HEIGHT
        width = min(BAR_WIDTH, slot.width() - 4)
        box = QRectF(slot.center().x() - width / 2, bottom - height, width, height)
        pen = QPen(QColor(COLOR[_edge(bar)]), 1, Qt.PenStyle.SolidLine if kept else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(COLOR["accent-weak" if kept else "surface"]))
        painter.drawRect(box)
        self._paint_words(painter, bar, slot, box)

    def _paint_words(self, painter: QPainter, bar: Bar, slot: QRectF, box: QRectF) -> None:
        kept = bar.mark == "kept"
        face: QFont = font(FONT["caption"], 600 if kept else 400)
        face.setStrikeOut(not kept)
        painter.setFont(face)
        painter.setPen(QColor(COLOR["ink" if kept else _ink(bar)]))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(slot.left(), box.top() - _LINE, slot.width(), _LINE), middle, bar.value)
        painter.setFont(font(FONT["caption"]))
        painter.setPen(QColor(COLOR["ink-2" if kept else _ink(bar)]))
        below = QRectF(slot.left(), box.bottom() + 2, slot.width(), _LINE)
        painter.drawText(below, middle, self._member(bar, slot.width()))
        below.translate(0, _LINE)
        painter.drawText(below, middle, _mark(bar))

    def _member(self, bar: Bar, width: float) -> str:
        if bar.label:
            return bar.label
        if width < _NARROW:
            return str(bar.number)
        return translate("Summary", "No. {number}").format(number=bar.number)


def _edge(bar: Bar) -> str:
    return {"kept": "accent", "dropped-lowest": "warn"}.get(bar.mark, "line-strong")


def _ink(bar: Bar) -> str:
    return "warn" if bar.mark == "dropped-lowest" else "ink-2"


def _mark(bar: Bar) -> str:
    if bar.mark == "dropped-highest":
        return translate("Summary", "high")
    if bar.mark == "dropped-lowest":
        return translate("Summary", "low")
    return translate("Summary", "replaced") if bar.replaced else ""


def _words(bar: Bar) -> str:
    member = bar.label or translate("Summary", "No. {number}").format(number=bar.number)
    return " ".join(part for part in (member, bar.value, _mark(bar)) if part)
