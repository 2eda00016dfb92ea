"""The person's own mirrored picture with an oval to stay in; the picture is drawn from shared memory, never kept."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from seat_client.identity.liveness import Move
from seat_client.media.frames import Slots
from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR

PICTURES_MS = 40


class CameraView(QWidget):
    """Draws the newest picture while it is visible; `show_move` says what the arrow points at and how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(200)
        self.setAccessibleName(translate("SignIn", "Your picture, mirrored"))
        self._slots: Slots | None = None
        self._move: Move | None = None
        self._done = 0.0
        self._timer = QTimer(self, interval=PICTURES_MS)
        self._timer.timeout.connect(self.update)

    def watch(self, slots: Slots | None) -> None:
        """Draw from here, or from nowhere."""
        self._slots = slots
        if slots is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self.update()

    def show_move(self, move: Move | None, done: float) -> None:
        """Point where to turn; `done` is the part of all steps that is behind, 0 to 1."""
        self._move, self._done = move, done
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(whole, 6, 6)
        painter.setClipPath(clip)
        painter.fillRect(whole, QColor(COLOR["strip-2"]))
        self._draw_picture(painter, whole)
        self._draw_oval(painter, whole)
        if self._move in (Move.LEFT, Move.RIGHT):
            self._draw_arrow(painter, whole)
        painter.end()

    def _draw_picture(self, painter: QPainter, whole: QRectF) -> None:
        if self._slots is None:
            return
        with self._slots.newest() as picture:
            if picture is None:
                return
            image = QImage(picture.pixels, picture.width, picture.height, QImage.Format.Format_RGB32)
            scale = max(whole.width() / picture.width, whole.height() / picture.height)
            width, height = whole.width() / scale, whole.height() / scale
            source = QRectF((picture.width - width) / 2, (picture.height - height) / 2, width, height)
            painter.drawImage(whole, image, source)
            del image

    def _oval(self, whole: QRectF) -> QRectF:
        height = whole.height() * 0.78
        width = height * 0.78
        return QRectF(whole.center().x() - width / 2, whole.center().y() - height / 2, width, height)

    def _draw_oval(self, painter: QPainter, whole: QRectF) -> None:
        oval = self._oval(whole)
        painter.setPen(QPen(QColor(255, 255, 255, 150), 5))
        painter.drawArc(oval, 0, 360 * 16)
        painter.setPen(QPen(QColor(COLOR["speaking"]), 7))
        painter.drawArc(oval, 90 * 16, round(360 * 16 * self._done))

    def _draw_arrow(self, painter: QPainter, whole: QRectF) -> None:
        """In the mirrored picture the own left is left."""
        oval = self._oval(whole)
        left = self._move is Move.LEFT
        beside = oval.left() - whole.left()  # as much room as there is on either side of the oval
        tip_at, length = min(84.0, beside - 14), min(62.0, beside - 28)
        tip = QPointF(oval.left() - tip_at if left else oval.right() + tip_at, whole.center().y())
        back = 1 if left else -1
        pen = QPen(QColor(Qt.GlobalColor.white), 5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(tip, tip + QPointF(length * back, 0))
        painter.drawLine(tip, tip + QPointF(24 * back, -26))
        painter.drawLine(tip, tip + QPointF(24 * back, 26))
