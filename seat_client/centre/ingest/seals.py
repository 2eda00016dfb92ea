"""Round seals in a drawn page: found by colour and ring, unrolled into a strip, so that the words can be read.

Sizes by the State Council's rule on seals (1999, no. 25): companies' seals have 40 to 45 mm, their own kinds 30 to 58.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from seat_client.centre.ingest.reader import Pixels

_RADII_MM = (8.0, 32.0)
_RING_SHARE = 0.55  # of the circumference that is coloured, for a seal pressed unevenly
_ROUND = 1.12  # area over that of the ellipse in the same box; a square has 1.27
_FILLED = 0.6  # coloured share of the box; a disc has 0.79, a seal with its star and words about 0.2
_STRETCH = 1.35  # an oval seal, or one on a page scanned askew
_HUES = ((0, 14), (164, 180), (96, 136))
"""OpenCV hues, half degrees: red twice, for it lies around zero, and blue."""
_STRIP_HEIGHT = 64
_BAND = (0.52, 0.95)  # of the radius: where the words stand on the ring
_OVERLAP = 0.3  # of the turn that is shown twice, so that no word is cut
MOST = 12


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal: its box in pixels, and its ring as a strip of dark words on white."""

    box: tuple[int, int, int, int]
    strip: Pixels
    inner: Pixels


def seals_in(page: Pixels, scale: float) -> list[Seal]:
    """The seals of a page drawn with `scale` pixels a point, at most a dozen."""
    if not page.size:
        return []
    pixels_per_mm = scale * 72 / 25.4
    found: list[Seal] = []
    for mask in (_coloured(page), _dark(page)):
        for ellipse in _rings(mask, pixels_per_mm):
            seal = _unrolled(mask, ellipse)
            if len(found) < MOST and not any(_same_place(seal.box, one.box) for one in found):
                found.append(seal)
    return found


def _dark(page: Pixels) -> Pixels:
    """255 where a pixel is dark: a seal on a page that was copied without colour."""
    return np.asarray(cv2.inRange(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.array(0), np.array(150)), np.uint8)


def _coloured(page: Pixels) -> Pixels:
    """255 where a pixel has the colour of a stamp pad."""
    hsv = cv2.cvtColor(page, cv2.COLOR_BGR2HSV)
    mask = np.zeros(hsv.shape[:2], np.uint8)
    for low, high in _HUES:
        mask |= np.asarray(cv2.inRange(hsv, np.array((low, 45, 50)), np.array((high, 255, 255))), np.uint8)
    return mask


def _rings(mask: Pixels, pixels_per_mm: float) -> Iterator[tuple[float, float, float, float]]:
    """(centre x, y, radius x, y) of everything round of a seal's size, largest first."""
    least, most = (radius * pixels_per_mm for radius in _RADII_MM)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (max(3, int(pixels_per_mm)) | 1,) * 2)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True):
        x, y, width, height = cv2.boundingRect(contour)
        if not (2 * least <= width <= 2 * most and 2 * least <= height <= 2 * most):
            continue
        if max(width, height) > _STRETCH * min(width, height):
            continue
        ellipse = (x + width / 2, y + height / 2, width / 2, height / 2)
        roundness = cv2.contourArea(contour) / (np.pi * width * height / 4)
        filled = float((mask[y : y + height, x : x + width] > 0).mean())
        if roundness <= _ROUND and filled <= _FILLED and _ring_share(mask, ellipse) >= _RING_SHARE:
            yield ellipse


def _ring_share(mask: Pixels, ellipse: tuple[float, float, float, float]) -> float:
    """The share of directions in which something coloured lies on the outermost tenth of the radius."""
    x, y, across, down = ellipse
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    hit = np.zeros(len(angles), bool)
    for part in (0.9, 0.93, 0.96, 0.98, 1.0):
        columns = np.clip((x + across * part * np.cos(angles)).astype(int), 0, mask.shape[1] - 1)
        rows = np.clip((y + down * part * np.sin(angles)).astype(int), 0, mask.shape[0] - 1)
        hit |= mask[rows, columns] > 0
    return float(hit.mean())


def _unrolled(mask: Pixels, ellipse: tuple[float, float, float, float]) -> Seal:
    """The ring from the lower end of the seal clockwise, outer side up, and the inner part as it is."""
    x, y, across, down = ellipse
    turn = 2 * np.pi * (1 + _OVERLAP)
    height = _STRIP_HEIGHT
    middle = (sum(_BAND) / 2) * (across + down) / 2
    width = int(turn * middle * height / ((_BAND[1] - _BAND[0]) * (across + down) / 2))
    angles = np.pi / 2 + np.linspace(0, turn, width)
    parts = np.linspace(_BAND[1], _BAND[0], height)
    columns = (x + across * parts[:, None] * np.cos(angles)[None, :]).astype(np.float32)
    rows = (y + down * parts[:, None] * np.sin(angles)[None, :]).astype(np.float32)
    words = np.asarray(cv2.remap(mask, columns, rows, cv2.INTER_LINEAR), np.uint8)
    left, top, right, bottom = int(x - across), int(y - down), int(x + across) + 1, int(y + down) + 1
    inner = mask[max(0, top) : bottom, max(0, left) : right]
    return Seal((left, top, right, bottom), _as_picture(words), _as_picture(inner))


def _as_picture(mask: Pixels) -> Pixels:
    """Dark on white, with a margin, as the recogniser knows print."""
    framed = cv2.copyMakeBorder(255 - np.asarray(mask, np.uint8), 6, 6, 6, 6, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(cv2.cvtColor(framed, cv2.COLOR_GRAY2BGR), np.uint8)


def _same_place(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) < (one[2] - one[0]) / 4
