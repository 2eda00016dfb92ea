"""Cards, radio cards and rows of facts."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from seat_client.ui import icons
from seat_client.ui.fonts import font
from seat_client.ui.style import set_state
from seat_client.ui.tokens import COLOR, FONT, SIZE
from seat_client.ui.widgets.text import glyph, label, paragraph, yielding


class Card(QFrame):
    """A white panel with a hairline; states: "", quiet, control, current, selected, done, off, warn, bad."""

    def __init__(
        self, state: str = "", margins: tuple[int, int, int, int] = (16, 14, 16, 14), spacing: int = 8
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setProperty("state", state)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(spacing)

    def set_state(self, state: str) -> None:
        set_state(self, state)


class RadioCard(QRadioButton):
    """One of several choices of equal weight, as large as a card. Nothing is chosen beforehand."""

    MARGIN = 20
    CIRCLE = 24

    def __init__(
        self, title: str, text: str = "", *, icon: str = "", footer: str = "", circle_left: bool = True
    ) -> None:
        super().__init__()
        self._circle_left = circle_left
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(SIZE["target"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._build(title, text, icon, footer)

    def _build(self, title: str, text: str, icon: str, footer: str) -> None:
        column = QVBoxLayout(self)
        left = self.MARGIN + (self.CIRCLE + 14 if self._circle_left else 0)
        column.setContentsMargins(left, 16, self.MARGIN, 18)
        column.setSpacing(4)
        if icon:
            mark = glyph(icon, "ink-2", 36)
            self.toggled.connect(lambda on: mark.setPixmap(icons.pixmap(icon, "accent" if on else "ink-2", 36)))
            column.addWidget(mark)
            column.addSpacing(8)
        column.addWidget(label(title, "read-strong" if self._circle_left else "title"))
        if text:
            column.addWidget(paragraph(text, state="secondary"))
        column.addStretch(1)
        if footer:
            last = label(footer, "label", "secondary", "footer")
            self.toggled.connect(lambda on: set_state(last, "accent" if on else "secondary"))
            column.addWidget(last)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._inner().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inner().minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self._inner().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._inner().heightForWidth(width)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        border = "focus" if focused else "accent" if chosen else "line-strong" if self.isEnabled() else "line"
        ground = "accent-weak" if chosen else "surface" if self.isEnabled() else "surface-2"
        width = SIZE["focus-ring"] if focused else 2 if chosen else 1
        painter.setPen(QPen(QColor(COLOR[border]), width))
        painter.setBrush(QColor(COLOR[ground]))
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, SIZE["radius"], SIZE["radius"])
        if self.isEnabled() or chosen:
            self._paint_circle(painter, chosen)

    def _paint_circle(self, painter: QPainter, chosen: bool) -> None:
        half = self.CIRCLE / 2
        x = self.MARGIN + half if self._circle_left else self.width() - self.MARGIN - half
        center = QPointF(x, 30 if self._circle_left else 38)
        painter.setPen(QPen(QColor(COLOR["accent" if chosen else "line-strong"]), 2))
        painter.setBrush(QColor(COLOR["surface"]))
        painter.drawEllipse(center, half - 1.5, half - 1.5)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOR["accent"]))
            painter.drawEllipse(center, 6, 6)

    def _inner(self) -> QLayout:
        inner = self.layout()
        if inner is None:
            raise AssertionError("a radio card has a layout")
        return inner


class CheckRow(QCheckBox):
    """A row that can be ticked; while it is not selectable it is a plain line of text."""

    BOX = 22

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.last = False
        """The last of its column draws no line below itself."""
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setMinimumWidth(SIZE["target"])
        self.setFixedHeight(45)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_selectable(False)

    def set_selectable(self, selectable: bool) -> None:
        """Show the box and take the keyboard, or neither."""
        self.selectable = selectable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if selectable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not selectable)
        if not selectable:
            self.setChecked(False)
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 18
        if self.selectable:
            self._paint_box(painter, QRectF(left, (self.height() - self.BOX) / 2, self.BOX, self.BOX))
            left += self.BOX + 14
        painter.setPen(QColor(COLOR["ink"]))
        painter.setFont(font(FONT["read"]))
        box = self.rect().adjusted(left, 0, -12, 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if not self.last:
            painter.setPen(QColor(COLOR["line"]))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOR["focus"]), SIZE["focus-ring"]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), SIZE["radius"], SIZE["radius"])

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        checked = self.isChecked()
        painter.setPen(QPen(QColor(COLOR["accent" if checked else "line-strong"]), 2))
        painter.setBrush(QColor(COLOR["accent" if checked else "surface"]))
        painter.drawRoundedRect(box, 4, 4)
        if checked:
            painter.drawPixmap(box.toRect(), icons.pixmap("check", "surface", self.BOX))


class NoteCard(Card):
    """A quiet remark with an icon before it."""

    def __init__(self, text: str, icon: str = "info") -> None:
        super().__init__("quiet", (18, 14, 18, 14))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(glyph(icon, "ink-2", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = paragraph(text, state="secondary")
        row.addWidget(self._words, 1)
        self.column.addLayout(row)

    def set_text(self, text: str) -> None:
        self._words.setText(text)
        self._words.updateGeometry()


class FactRows(Card):
    """Named facts, one a row: name left, value right."""

    def __init__(self, facts: list[tuple[str, str]], strong_first: bool = False) -> None:
        super().__init__("quiet", (16, 6, 16, 6), 0)
        for number, (name, value) in enumerate(facts):
            row = QFrame()
            row.setProperty("role", "row")
            row.setProperty("state", "last" if number == len(facts) - 1 else "")
            row.setFixedHeight(39)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label(name, "label", "secondary"))
            line.addStretch(1)
            line.addWidget(yielding(value, "strong" if strong_first and not number else ""))
            self.column.addWidget(row)
