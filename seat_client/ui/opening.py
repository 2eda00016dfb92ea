"""The first window: the seat's front, there at once, and which seat this is as soon as the fonts are.

It imports nothing of the other widgets. What it says waits for the product's own fonts, so that no letter changes its
shape before the reader's eyes. The first painting needs neither fonts nor Qt's great namespace `Qt`, whose enumerations
take longer to make than everything else here.
"""

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from seat_client.ui.tokens import COLOR, FONT, SANS, Frame, frame_for

LONGEST_WAIT_MS = 1000


class OpeningWindow(QWidget):
    """The seat's front as the sign-in page will show it, then its number and name, and a line beside it."""

    shown = Signal()
    """Once, when the window has been painted; after a second also where the system never lets it be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._told = False
        QTimer.singleShot(LONGEST_WAIT_MS, self._tell)
        self._number = self._seat = self._line = ""
        self.setMinimumSize(1024, 640)

    def show_words(self, number: str, seat: str, line: str) -> None:
        """The seat's number and below it its name, and what is awaited."""
        self._number, self._seat, self._line = number, seat, line
        self.setAccessibleName(f"{seat} {line}")
        self.update()

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self.shown.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QTimer.singleShot(0, self._tell)
        painter = QPainter(self)
        frame = frame_for(self.width())
        front = QRect(0, 0, frame.seat_front, self.height())
        body = QRect(front.right() + 1, 0, self.width() - front.width(), self.height())
        for part, colour in ((body, "canvas"), (front, "strip")):
            plain = QPixmap(part.size())  # `fillRect` would need the namespace
            plain.fill(QColor(COLOR[colour]))
            painter.drawPixmap(part.topLeft(), plain)
        if self._line:
            self._paint_words(painter, frame, front, body)

    def _paint_words(self, painter: QPainter, frame: Frame, front: QRect, body: QRect) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QFont

        def write(colour: str, pixels: int, where: QRect, how: Qt.AlignmentFlag | Qt.TextFlag, words: str) -> None:
            font = QFont(SANS)
            font.setPixelSize(pixels)
            painter.setFont(font)
            painter.setPen(QColor(COLOR[colour]))
            painter.drawText(where, how, words)

        left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        column = front.adjusted(frame.seat_front_margin, 0, -frame.seat_front_margin, 0)
        write("strip-ink", frame.seat_number, column, left | middle, self._number)
        below = column.adjusted(0, self.height() // 2 + frame.seat_number // 2, 0, 0)
        write("strip-ink", FONT["headline"], below, left | Qt.TextFlag.TextWordWrap, self._seat)
        write("ink-2", FONT["heading"], body.adjusted(frame.margin, 0, -frame.margin, 0), middle, self._line)
