"""The first window: which seat this is, there at once, while all the rest is loaded.

It imports nothing of the other widgets, and needs no font but the system's for the number; the words come when the
product's own fonts are there.
"""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from seat_client.ui.tokens import COLOR, FONT, SANS, frame_for

LONGEST_WAIT_MS = 1000


class OpeningWindow(QWidget):
    """The seat's front with its number, as the sign-in page will show it, and a line beside it."""

    shown = Signal()
    """Once, when the window has been painted; after a second also where the system never lets it be seen."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self._told = False
        QTimer.singleShot(LONGEST_WAIT_MS, self._tell)
        self._number, self._seat, self._line = number, "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(1024, 640)

    def show_words(self, seat: str, line: str) -> None:
        """The seat's name below its number, and what is awaited."""
        self._seat, self._line = seat, line
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
        painter.fillRect(body, QColor(COLOR["canvas"]))
        painter.fillRect(front, QColor(COLOR["strip"]))
        painter.setPen(QColor(COLOR["strip-ink"]))
        painter.setFont(_font(frame.seat_number))
        margin = frame.seat_front_margin
        painter.drawText(
            front.adjusted(margin, 0, -margin, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._number,
        )
        if not self._line:
            return
        painter.setFont(_font(FONT["headline"]))
        low = front.adjusted(margin, self.height() // 2 + frame.seat_number // 2, -margin, 0)
        painter.drawText(low, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, self._seat)
        painter.setPen(QColor(COLOR["ink-2"]))
        painter.setFont(_font(FONT["heading"]))
        painter.drawText(body.adjusted(frame.margin, 0, -frame.margin, 0), Qt.AlignmentFlag.AlignVCenter, self._line)


def _font(pixels: int) -> QFont:
    font = QFont(SANS)
    font.setPixelSize(pixels)
    return font
