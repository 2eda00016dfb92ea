"""One participant of the call: the picture where there is one, the role under it, a ring around who speaks."""

import math

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from seat_client.media.frames import Picture
from seat_client.ui import icons
from seat_client.ui.fonts import font
from seat_client.ui.pictures import TilePictures
from seat_client.ui.role_words import tile_words
from seat_client.ui.tokens import COLOR, FONT, SIZE
from seat_client.ui.widgets.plates import TilePlate

RING, GRAVE = 3, ("weak",)
SMALL = 160  # a tile less wide writes its caption small


class VideoTile(QWidget):
    """Draws the newest picture of its tile at every repaint; the strip and the conference page use it alike."""

    def __init__(self, plate: TilePlate, size: tuple[int, int], pictures: TilePictures | None = None) -> None:
        super().__init__()
        self.plate = plate
        self._pictures = pictures
        self.drawn = 0
        """The number of the picture drawn last."""
        self._caption_drawn = QPixmap()
        self._caption_looks: tuple[object, ...] = ()
        self.setProperty("role", "tile")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        if size != (0, 0):
            self.setFixedSize(*size)
        if pictures is not None and plate.tile >= 0:
            pictures.watch(plate.tile, self)
        self._name()

    def show_plate(self, plate: TilePlate) -> None:
        """Show how the participant stands now; the place stays the same."""
        if plate == self.plate:
            return
        if self._pictures is not None and plate.tile >= 0 and plate.tile != self.plate.tile:
            self._pictures.watch(plate.tile, self)
        self.plate = plate
        self._name()
        self.update()

    def _name(self) -> None:
        words = ", ".join(filter(None, (self.plate.role, tile_words(self.plate.state))))
        self.setAccessibleName(words)
        self.setToolTip(words)

    @property
    def caption(self) -> int:
        """The height of the bar with the role."""
        return 26 if self.height() < SMALL else 40

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(COLOR["strip"]))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, SIZE["radius"], SIZE["radius"])
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(COLOR["strip-2"]))
        if not self._paint_picture(painter):
            self._paint_state(painter, frame)
        self._paint_caption(painter)
        painter.setClipping(False)
        self._paint_ring(painter, frame)

    def _paint_picture(self, painter: QPainter) -> bool:
        if self._pictures is None or not self.plate.shown:
            return False
        with self._pictures.newest(self.plate.tile) as picture:
            if picture is None:
                return False
            self.drawn = picture.number
            self._draw(painter, picture)
        return True

    def _draw(self, painter: QPainter, picture: Picture) -> None:
        """Fill the tile and cut what stands over; a picture of the right size is copied, not scaled."""
        image = QImage(picture.pixels, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32)
        painter.drawImage(self.rect(), image, cover(picture.width, picture.height, self.width(), self.height()))
        del image  # it must not outlive the picture it points into

    def _paint_state(self, painter: QPainter, frame: QRectF) -> None:
        painter.setFont(font(FONT["caption"] if self.width() < SMALL * 2 else FONT["body"]))
        painter.setPen(QColor(COLOR["strip-ink-2"]))
        words = tile_words(self.plate.state if self.plate.state not in ("speaking", "muted") else "no-camera")
        painter.drawText(frame.adjusted(4, 0, -4, -self.caption), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_caption(self, painter: QPainter) -> None:
        """Pictures come fifteen times a second, other words hardly ever: they are kept as they were last drawn."""
        ratio, plate = self.devicePixelRatio(), self.plate
        looks = (plate.role, plate.state, plate.shown, plate.microphone, self.width(), self.caption, ratio)
        if looks != self._caption_looks:
            self._caption_looks = looks
            self._caption_drawn = QPixmap(math.ceil(self.width() * ratio), math.ceil(self.caption * ratio))
            self._caption_drawn.setDevicePixelRatio(ratio)
            self._caption_drawn.fill(Qt.GlobalColor.transparent)
            words = QPainter(self._caption_drawn)
            words.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_caption(words)
            words.end()
        painter.drawPixmap(0, self.height() - self.caption, self._caption_drawn)

    def _draw_caption(self, painter: QPainter) -> None:
        bar = QRectF(0, 0, self.width(), self.caption)
        ground = QColor(COLOR["strip"])
        ground.setAlpha(224)
        painter.fillRect(bar, ground)
        small = self.caption < 40
        painter.setFont(font(FONT["caption" if small else "body"], 500))
        inset, icon = (9, 16) if small else (14, 20)
        icon_at = int(bar.right()) - icon - (7 if small else 10)
        painter.drawPixmap(icon_at, int((bar.height() - icon) / 2), self._microphone(icon))
        words = bar.adjusted(inset, 0, icon_at - self.width() - 6, 0)
        if not small and self.plate.shown and self.plate.state in GRAVE:
            painter.setPen(QColor(COLOR["strip-warn"]))
            painter.drawText(words, _RIGHT, tile_words(self.plate.state))
            words.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(tile_words(self.plate.state)) - 8, 0)
        painter.setPen(QColor(COLOR["strip-ink"]))
        role = painter.fontMetrics().elidedText(self.plate.role, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, role)

    def _microphone(self, size: int) -> QPixmap:
        on = self.plate.microphone
        return icons.pixmap("mic" if on else "mic-off", "strip-ok" if on else "strip-ink-2", size)

    def _paint_ring(self, painter: QPainter, frame: QRectF) -> None:
        speaking = self.plate.speaking
        token = "speaking" if speaking else "strip-warn" if self.plate.state in GRAVE else "strip-line"
        width = RING if speaking else 1
        painter.setPen(QPen(QColor(COLOR[token]), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = (width - 1) / 2
        painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), SIZE["radius"], SIZE["radius"])


_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def cover(width: int, height: int, into_width: int, into_height: int) -> QRect:
    """The middle part of a picture that has the proportions of what it is to fill."""
    if width * into_height > height * into_width:
        part = max(1, height * into_width // max(1, into_height))
        return QRect((width - part) // 2, 0, part, height)
    part = max(1, width * into_height // max(1, into_width))
    return QRect(0, (height - part) // 2, width, part)
