"""Labels, glyphs, chips and paragraphs."""

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from seat_client.ui import icons
from seat_client.ui.style import set_state
from seat_client.ui.tokens import LEADING

_WORD_STATES = {"": "secondary", "todo": "secondary", "done": "ok", "plain": ""}
STATE_ICONS = {
    "plain": "ring",
    "ok": "check",
    "done": "check",
    "bad": "cross",
    "warn": "warning",
    "accent": "disc",
    "todo": "ring",
    "": "ring",
}
STATE_TOKENS = {"ok": "ok", "done": "ok", "bad": "bad", "warn": "warn", "accent": "accent", "todo": "line-strong"}


def label(text: str, role: str = "", state: str = "", name: str = "") -> QLabel:
    """A line of text; `role` and `state` select its look in the sheet."""
    widget = QLabel(text)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    return _dressed(widget, role, state, name)


def yielding(text: str, role: str = "", state: str = "", name: str = "") -> "Elided":
    """A line of text, without a ground of its own, that ends in dots before it pushes others out of sight."""
    widget = Elided(text, modest=True)
    _dressed(widget, role, state, name)
    return widget


def paragraph(text: str, role: str = "", state: str = "", name: str = "", leading: int = LEADING) -> "Paragraph":
    """Text over several lines with the leading Chinese wants."""
    widget = Paragraph(text, leading)
    _dressed(widget, role, state, name)
    return widget


def chip(text: str, state: str = "", name: str = "") -> QLabel:
    """A short word on a tinted ground."""
    widget = label(text, "chip", state, name)
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return widget


def glyph(name: str, color: str = "ink-2", size: int = 20) -> QLabel:
    """An icon that stands beside a word and says nothing by itself."""
    widget = QLabel()
    widget.setPixmap(icons.pixmap(name, color, size))
    widget.setFixedSize(size, size)
    return widget


def rule(role: str = "rule") -> QFrame:
    """A hairline between rows."""
    line = QFrame()
    line.setProperty("role", role)
    line.setFixedHeight(1)
    return line


def _dressed(widget: QLabel, role: str, state: str, name: str) -> QLabel:
    if role:
        widget.setProperty("role", role)
    if state:
        widget.setProperty("state", state)
    if name:
        widget.setObjectName(name)
    return widget


class Paragraph(QLabel):
    """Wrapped text with its own leading: breaks between words where it can, never before a full stop."""

    def __init__(self, text: str = "", leading: int = LEADING) -> None:
        super().__init__(text)
        self._leading = leading
        self._heights: dict[tuple[str, str, int], int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """A layout asks several times for each width it tries, so what was answered is kept."""
        self.ensurePolished()
        asked = (self.text(), self.font().key(), width)
        if asked not in self._heights:
            if len(self._heights) >= _WIDTHS:
                self._heights.clear()
            self._heights[asked] = self._laid_out(width)[1]
        return self._heights[asked]

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0.0)
        width = math.ceil(widest) + 2
        return QSize(
            width, self.heightForWidth(self.width() if self.width() > 1 and self.testAttribute(_MOVED) else width)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(64, math.ceil(self._line_height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layouts, height = self._laid_out(self.width())
        offset = 0.0
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            offset = max(0.0, (self.height() - height) / 2)
        for layout in layouts:
            layout.draw(painter, QPointF(0, offset))

    def _line_height(self) -> float:
        metrics = QFontMetricsF(self.font())
        return (math.ceil(metrics.ascent()) + math.ceil(metrics.descent())) * self._leading / 100

    def _laid_out(self, width: int) -> tuple[list[QTextLayout], int]:
        layouts: list[QTextLayout] = []
        step, top = self._line_height(), 0.0
        for text in self.text().split("\n"):
            layout = QTextLayout(text, self.font())
            option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            top = _break_lines(layout, width, step, top)
            layouts.append(layout)
        return layouts, math.ceil(top)


_MOVED = Qt.WidgetAttribute.WA_Resized
_WIDTHS = 16


def _break_lines(layout: QTextLayout, width: int, step: float, top: float) -> float:
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top + (step - line.height()) / 2))
        top += step
    layout.endLayout()
    return top


class Elided(QLabel):
    """One line that gives way to its neighbours: what does not fit ends in dots and stands in the tool tip.

    It takes whatever room there is; a `modest` one no more than its words.
    """

    def __init__(self, text: str, *, modest: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        wide = QSizePolicy.Policy.Preferred if modest else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if words == self.text() else self.text())
        if words == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), words)


class StateLine(QWidget):
    """An icon and a word that say together how something stands; it may run over several lines."""

    def __init__(
        self,
        text: str = "",
        state: str = "",
        icon: str = "",
        role: str = "label",
        size: int = 18,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self._size = size
        self._icon, self._token = "ring", "ink-2"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._glyph = QLabel()
        self._glyph.setFixedSize(size, size)
        self._words = paragraph(text, role) if wrap else yielding(text, role)
        row.addWidget(self._glyph)
        row.addWidget(self._words, 1)
        self.show_state(text, state, icon)

    def show_state(self, text: str, state: str = "", icon: str = "") -> None:
        """Show these words; the icon follows the state unless one is named."""
        self._words.setText(text)
        set_state(self._words, _WORD_STATES.get(state, state))
        self._icon, self._token = icon or STATE_ICONS[state], STATE_TOKENS.get(state, "ink-2")
        self._draw()
        self._settle(bool(text))

    def tint(self, token: str) -> None:
        """Draw the icon in another colour, as on dark ground."""
        self._token = token
        self._draw()

    def text(self) -> str:
        return self._words.text()

    def _settle(self, shown: bool) -> None:
        """An empty line takes no room; one without a place is left to the layout, else it would open as a window."""
        if shown and self.parentWidget() is None:
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        else:
            self.setVisible(shown)

    def _draw(self) -> None:
        self._glyph.setPixmap(icons.pixmap(self._icon, self._token, self._size))


__all__ = ["Elided", "Paragraph", "StateLine", "chip", "glyph", "label", "paragraph", "rule", "yielding"]
