"""How well the words on a picture stand out from what is behind them, point by point."""

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from seat_client.ui.widgets.layers import Layer
from tests.gui.golden import Pixels, pixels

DRAWN = 6.5
"""Of the 7:1 that the tokens keep, a thin stroke loses a little at its soft edges."""

EDGE = 4
"""Points at the edge of a button that are its border, not its words."""


def faint(window: QWidget, image: QImage) -> list[str]:
    """The words of labels and buttons that reach no point of nearly 7:1 against their ground; `image` is the window."""
    shown = pixels(image)
    found = []
    for part in _worded(front(window)):
        box = part.visibleRegion().boundingRect()
        if isinstance(part, QAbstractButton):
            box = box.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        place = QRect(part.mapTo(window, box.topLeft()), box.size())
        cut = shown[place.top() : place.bottom() + 1, place.left() : place.right() + 1]
        if cut.size and (ratio := strongest(cut)) < DRAWN:
            found.append(f"{ratio:.1f}: {type(part).__name__} {part.objectName()!r} {part.text()!r}")
    return found


def strongest(cut: Pixels) -> float:
    """The highest contrast of any point with the commonest colour."""
    one = cut[..., 0].astype(np.uint32) << 16 | cut[..., 1].astype(np.uint32) << 8 | cut[..., 2]
    packed, counts = np.unique(one, return_counts=True)
    light = _luminance(np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1).astype(np.uint8))
    ground = light[counts.argmax()]
    return float(((np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)).max())


def apart(before: Pixels, after: Pixels) -> float:
    """The contrast between the commonest colours of two rows of points."""
    one, other = (_luminance(_commonest(points)[None])[0] for points in (before, after))
    return float((max(one, other) + 0.05) / (min(one, other) + 0.05))


def _commonest(points: Pixels) -> Pixels:
    colours, counts = np.unique(points, axis=0, return_counts=True)
    return np.asarray(colours[counts.argmax()], np.uint8)


def _luminance(colours: Pixels) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    part = colours / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    light: np.ndarray[tuple[int], np.dtype[np.float64]] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return light


def front(window: QWidget) -> QWidget:
    """The topmost dialog, else the window: what lies under a veil is meant to step back."""
    layers = [layer for layer in window.findChildren(Layer) if layer.isVisible()]
    return layers[-1].panel if layers else window


def _worded(root: QWidget) -> list[QLabel | QAbstractButton]:
    parts = [part for part in root.findChildren(QWidget) if isinstance(part, QLabel | QAbstractButton)]
    return [part for part in parts if part.isVisible() and part.text().strip() and _shows_a_line(part)]


def _shows_a_line(part: QWidget) -> bool:
    """Not scrolled out of sight but for a sliver."""
    return part.visibleRegion().boundingRect().height() >= min(part.height(), 2 * part.fontMetrics().height())
