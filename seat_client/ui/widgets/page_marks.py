"""What lies over a page and is not part of it: evidence pins, notes, bookmarks, found words, the selection."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QRegion

from seat_client.documents.pages import Box
from seat_client.ui.tokens import COLOR, FONT, SANS

MarkKind = Literal["pin", "note", "bookmark", "hit", "hit-now"]
DISC = 26
_BAR = 3


@dataclass(frozen=True, slots=True)
class PageMark:
    """One mark: on which page (from 0), where, and what stands on its disc."""

    id: str
    kind: MarkKind
    page: int
    box: Box
    text: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a page that a pin or a note would take: page from 0, place, first words."""

    page: int
    box: Box
    words: str = ""


def on_screen(box: Box, page: QRect) -> QRect:
    """Where a place of the page lies in the view."""
    return QRect(
        round(page.left() + box.left * page.width()),
        round(page.top() + box.top * page.height()),
        max(1, round(box.width * page.width())),
        max(1, round(box.height * page.height())),
    )


def disc_box(mark: PageMark, page: QRect) -> QRect:
    """Where the disc of a pin or note stands: beside its place, within the page."""
    place = on_screen(mark.box, page)
    left = min(place.right() + 10, page.right() - DISC - 4)
    return QRect(left, place.top() + 4, DISC, DISC)


def paint(painter: QPainter, page: QRect, marks: Sequence[PageMark]) -> None:
    """Tint the places and put the discs beside them."""
    for mark in marks:
        _tint(painter, mark, on_screen(mark.box, page), page)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        if mark.kind in {"pin", "note"}:
            _disc(painter, disc_box(mark, page), mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def veil(painter: QPainter, page: QRect, marks: Sequence[PageMark]) -> None:
    """Let the page fade but where the evidence stands."""
    region = QRegion(page)
    for mark in marks:
        if mark.kind == "pin":
            region -= QRegion(on_screen(mark.box, page).adjusted(-6, -4, 6, 4))
    paper = QColor(COLOR["page"])
    paper.setAlpha(215)
    painter.save()
    painter.setClipRegion(region)
    painter.fillRect(page, paper)
    painter.restore()


def paint_selection(painter: QPainter, page: QRect, selection: Selection) -> None:
    """A frame around what is chosen."""
    painter.setPen(QPen(QColor(COLOR["accent"]), 2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(on_screen(selection.box, page).adjusted(-4, -4, 4, 4))


def _tint(painter: QPainter, mark: PageMark, place: QRect, page: QRect) -> None:
    if mark.kind == "bookmark":
        _ribbon(painter, page)
        return
    room = place.adjusted(-6, -4, 6, 4) if mark.kind in {"pin", "note"} else place.adjusted(-1, -1, 1, 1)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(room, QColor(COLOR["accent-weak" if mark.kind in {"note", "hit"} else "warn-weak"]))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    if mark.kind == "hit-now":
        painter.setPen(QPen(QColor(COLOR["warn"]), 2))
        painter.drawRect(room)
    elif mark.kind != "hit":
        painter.fillRect(QRect(room.left() - _BAR, room.top(), _BAR, room.height()), _ink(mark))


def _ribbon(painter: QPainter, page: QRect) -> None:
    painter.fillRect(QRect(page.right() - 44, page.top() - 2, 18, 34), QColor(COLOR["accent"]))


def _disc(painter: QPainter, box: QRect, mark: PageMark) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_ink(mark))
    painter.drawEllipse(QPointF(QRectF(box).center()), DISC / 2, DISC / 2)
    font = QFont(SANS)
    font.setPixelSize(FONT["label"])
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(COLOR["surface"]))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.text)


def _ink(mark: PageMark) -> QColor:
    return QColor(COLOR["warn" if mark.kind in {"pin", "hit-now"} else "accent"])
