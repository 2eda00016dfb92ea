"""Thumbnails of the pages one will meet, drawn from the tokens."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from seat_client.ui.tokens import COLOR

WIDTH, HEIGHT = 132, 76
Draw = Callable[[QPainter], None]


class Sketch(QWidget):
    """One thumbnail; it repeats what the words beside it say."""

    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self._draw = draw
        self.setFixedSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(0.5, 0.5, WIDTH - 1, HEIGHT - 1), 4, 4)
        painter.setClipPath(outline)
        self._draw(painter)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(COLOR["line-strong"]), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)


def _box(painter: QPainter, color: str, place: tuple[float, float, float, float], radius: float = 2) -> None:
    """A filled rectangle at (x, y, width, height)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOR[color]))
    painter.drawRoundedRect(QRectF(*place), radius, radius)


def sign_in(painter: QPainter) -> None:
    """The seat's front with its three cards."""
    _box(painter, "surface", (0, 0, WIDTH, HEIGHT), 0)
    _box(painter, "strip", (0, 0, 45, HEIGHT), 0)
    for number, color in enumerate(("accent", "desk", "desk")):
        _box(painter, color, (53 + number * 25, 11, 20, 18))
    _box(painter, "desk", (53, 36, 70, 32))


def workbench(painter: QPainter) -> None:
    """Rail, page and form under the strip."""
    _box(painter, "desk", (0, 0, WIDTH, HEIGHT), 0)
    _box(painter, "strip", (0, 0, WIDTH, 13), 0)
    _box(painter, "surface", (0, 13, 20, HEIGHT), 0)
    _box(painter, "page", (28, 16, 64, HEIGHT), 0)
    for line in range(5):
        _box(painter, "desk", (37, 26 + line * 9, 44 - (line % 2) * 12, 3), 1)
    _box(painter, "surface", (98, 13, 34, HEIGHT), 0)
    _box(painter, "accent", (101, 59, 28, 9))


def conference(painter: QPainter) -> None:
    """Two rows of places."""
    _box(painter, "strip", (0, 0, WIDTH, HEIGHT), 0)
    for place in range(8):
        _box(painter, "strip-line", (9 + place % 4 * 29, 11 + place // 4 * 28, 25, 24))


def report(painter: QPainter) -> None:
    """The report and the list of checks beside it."""
    _box(painter, "surface", (0, 0, WIDTH, HEIGHT), 0)
    _box(painter, "strip", (0, 0, WIDTH, 13), 0)
    _box(painter, "desk", (11, 21, 66, HEIGHT), 0)
    for check in range(4):
        _box(painter, "ok", (88, 22 + check * 10, 5, 5), 2.5)
        _box(painter, "desk", (97, 23 + check * 10, 27, 4), 1)
    _box(painter, "accent", (88, 62, 36, 9))
