"""A criterion folded to a line: whether it is scored, its title, its score."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from seat_client.ui import icons
from seat_client.ui.fonts import font
from seat_client.ui.language import translate
from seat_client.ui.screens.review.rows import CriterionLine
from seat_client.ui.tokens import COLOR, FONT, SIZE

HEIGHT = 51
_MARGIN = 16


class CriterionRow(QAbstractButton):
    """Pressed, its criterion opens."""

    def __init__(self, line: CriterionLine) -> None:
        super().__init__()
        self._line = line
        self.setObjectName(f"criterion-{line.id}")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_line(line)

    def show_line(self, line: CriterionLine) -> None:
        self._line = line
        self.setToolTip(line.title)
        state = _state(line)
        self.setAccessibleName(translate("Review", "{title}: {state}").format(title=line.title, state=state))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        right = self._paint_score(painter)
        left = _MARGIN
        if self._line.value:
            painter.drawPixmap(left, (HEIGHT - 18) // 2, icons.pixmap("check", "ok", 18))
            left += 26
        painter.setPen(QColor(COLOR["ink"]))
        painter.setFont(font(FONT["read"]))
        words = QFontMetrics(painter.font()).elidedText(
            self._line.title, Qt.TextElideMode.ElideRight, right - left - 12
        )
        painter.drawText(QRectF(left, 0, right - left, HEIGHT), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_frame(self, painter: QPainter) -> None:
        focused = self.hasFocus()
        width = SIZE["focus-ring"] if focused else 1
        painter.setPen(QPen(QColor(COLOR["focus" if focused else "line"]), width))
        painter.setBrush(QColor(COLOR["surface-2" if self.underMouse() else "surface"]))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, SIZE["radius"], SIZE["radius"])

    def _paint_score(self, painter: QPainter) -> int:
        """Score and full score at the right; gives where the title must end."""
        full = translate("Review", "of {max}").format(max=self._line.max)
        value = _state(self._line)
        done = bool(self._line.value)
        painter.setFont(font(FONT["caption"]))
        painter.setPen(QColor(COLOR["ink-3"]))
        right = _right_aligned(painter, self.width() - _MARGIN, full)
        painter.setFont(font(FONT["title"], 600) if done else font(FONT["caption"]))
        painter.setPen(QColor(COLOR["ink" if done else "ink-2"]))
        return _right_aligned(painter, right - 8, value)


def _state(line: CriterionLine) -> str:
    if line.unconfirmed:
        return translate("Review", "{value} filled in, to be checked").format(value=line.unconfirmed)
    return line.value or translate("Review", "not scored")


def _right_aligned(painter: QPainter, right: int, text: str) -> int:
    width = QFontMetrics(painter.font()).horizontalAdvance(text)
    painter.drawText(QRectF(right - width - 2, 0, width + 4, HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
    return right - width
