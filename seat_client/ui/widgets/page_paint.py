"""How a page of a bid looks: paper, shadow, stand-ins and watermark. No state here."""

from collections.abc import Iterable
from functools import cache
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPixmap, QRegion, QTransform

from seat_client.documents.pages import Tile
from seat_client.ui.tokens import COLOR, FONT, SANS, SIZE, SPACE

_SHADOW = ((6, 7), (3, 12), (1, 22))
_BARS = (0.38, 0.0, 0.92, 1.0, 0.97, 0.55, 0.0, 0.94, 1.0, 0.99, 0.71)
_WATERMARK_OPACITY = 16
_WATERMARK_ANGLE = -24


def _font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(SANS)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def surroundings(painter: QPainter, area: QRect, sheets: Iterable[QRect]) -> None:
    """The desk around the sheets, and their shadows, the only ones there are; nothing under the sheets.

    Opaque colours alone: Qt shares half transparent ones out among threads, and waits for them longer than it paints
    when the machine is busy.
    """
    boxes = list(sheets)
    rest = QRegion(area)
    for box in boxes:
        rest -= QRegion(box)
    for grow, colour in reversed(_shadow_colours()):
        for box in boxes:
            ring = rest & QRegion(box.adjusted(-grow, 2 - grow, grow, grow + 2))
            rest -= ring
            _fill(painter, ring, colour)
    _fill(painter, rest, QColor(COLOR["desk"]))


def ring(painter: QPainter, around: QRect) -> None:
    """The mark of the keyboard along the inner edge, over whatever was painted there."""
    width = SIZE["focus-ring"]
    _fill(painter, QRegion(around) - QRegion(around.adjusted(width, width, -width, -width)), QColor(COLOR["focus"]))


def _fill(painter: QPainter, region: QRegion, colour: QColor) -> None:
    for rectangle in region:  # type: ignore[attr-defined]
        painter.fillRect(rectangle, colour)


@cache
def _shadow_colours() -> tuple[tuple[int, QColor], ...]:
    """How far each ring of the shadow reaches, and the ink of it and of those around it over the desk."""
    ink, ground, rings = QColor(COLOR["ink"]), QColor(COLOR["desk"]), []
    for grow, alpha in _SHADOW:
        ground = QColor.fromRgbF(
            *(below + (above - below) * alpha / 255 for below, above in zip(_parts(ground), _parts(ink), strict=True))
        )
        rings.append((grow, ground))
    return tuple(rings)


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def picture(painter: QPainter, box: QRect, image: QImage) -> None:
    """The drawn page, in its own proportions; scaled only until the right size has arrived."""
    size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    near = abs(size.width() - box.width()) <= 1 and abs(size.height() - box.height()) <= 1
    target = box if near else _centred(size, box)
    if target != box:
        painter.fillRect(box, QColor(COLOR["page"]))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, target.size() != image.deviceIndependentSize())
    painter.drawImage(target, image)


def tiles(painter: QPainter, box: QRect, ratio: float, drawn: Iterable[tuple[Tile, QImage]]) -> None:
    """The sharp parts of a large page over its coarse picture."""
    for tile, image in drawn:
        painter.drawImage(QPointF(box.left() + tile.left / ratio, box.top() + tile.top / ratio), image)


def _centred(size: QSize, box: QRect) -> QRect:
    target = QRect(QPointF(0, 0).toPoint(), size)
    target.moveCenter(box.center())
    return target


def stand_in(painter: QPainter, box: QRect, view: QRect, number: str) -> None:
    """A page that is still being drawn: its number, large, amid what shows of it, on grey bars where text will be."""
    painter.fillRect(box, QColor(COLOR["page"]))
    margin = box.width() // 10
    step = max(16, box.width() // 26)
    top = box.top() + 2 * step
    for index in range(max(0, (box.height() - 4 * step) // step)):
        share = _BARS[index % len(_BARS)]
        if share:
            bar = QRectF(box.left() + margin, top + index * step, (box.width() - 2 * margin) * share, step * 0.42)
            painter.fillRect(bar, QColor(COLOR["canvas"]))
    painter.setFont(_font(max(FONT["score"], box.width() // 8), QFont.Weight.DemiBold))
    painter.setPen(QColor(COLOR["line-strong"]))
    painter.drawText(box & view, Qt.AlignmentFlag.AlignCenter, number)


def words(painter: QPainter, box: QRect, headline: str, advice: str) -> None:
    """A grey page that says why there is nothing to see."""
    painter.fillRect(box, QColor(COLOR["canvas"]))
    room = box.adjusted(SPACE["xxl"], 0, -SPACE["xxl"], 0)
    upper, lower = QRect(room), QRect(room)
    middle = room.top() + min(room.height() // 2, 320)
    upper.setTop(max(room.top(), middle - 120))
    upper.setBottom(middle)
    lower.setTop(middle + SPACE["m"])
    wrapped = Qt.TextFlag.TextWordWrap
    painter.setFont(_font(FONT["title"], QFont.Weight.DemiBold))
    painter.setPen(QColor(COLOR["ink"]))
    painter.drawText(upper, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | wrapped, headline)
    painter.setFont(_font(FONT["body"]))
    painter.setPen(QColor(COLOR["ink-2"]))
    painter.drawText(lower, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | wrapped, advice)


def banner(painter: QPainter, view: QRect, text: str) -> None:
    """A line across the top of the view."""
    box = QRect(view.left(), view.top(), view.width(), 44)
    painter.fillRect(box, QColor(COLOR["warn-weak"]))
    painter.setFont(_font(FONT["label"], QFont.Weight.Medium))
    painter.setPen(QColor(COLOR["warn"]))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def watermark(painter: QPainter, box: QRect, tile: QPixmap) -> None:
    """The tile over and over across a page; piece by piece, since Qt paints a tiled area in threads (see above)."""
    step = tile.deviceIndependentSize()
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    for row in range(ceil(box.height() / step.height())):
        for column in range(ceil(box.width() / step.width())):
            painter.drawPixmap(QPointF(box.left() + column * step.width(), box.top() + row * step.height()), tile)
    painter.restore()


def watermark_tile(text: str, ratio: float) -> QPixmap:
    """A tile that repeats the text, slanted and faint, over a page."""
    font = _font(FONT["label"])
    width = QFontMetrics(font).horizontalAdvance(text)
    tile = QPixmap(QSize(round((width + 72) * ratio), round((width * 0.5 + 96) * ratio)))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    ink = QColor(COLOR["ink"])
    ink.setAlpha(_WATERMARK_OPACITY)
    painter.setPen(ink)
    middle = tile.deviceIndependentSize() / 2
    painter.setTransform(QTransform.fromTranslate(middle.width(), middle.height()).rotate(_WATERMARK_ANGLE), True)
    painter.drawText(QPointF(-width / 2, 0), text)
    painter.end()
    return tile
