"""Pictures made smaller, for little processor time and without moiré."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

COLUMNS: Final = 8
"""Pixels a scaled picture's width is a multiple of: an odd one costs libswscale four times as much."""


def shrunk(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """The picture (rows, columns, channels) at `size` (width, height), no larger than it is.

    Halved as often as it goes, which is exact and cheap, and interpolated from there: averaging over odd areas in one
    step costs ten times as much.
    """
    current = pixels
    while current.shape[1] >= 2 * size[0] and current.shape[0] >= 2 * size[1]:
        half = (current.shape[1] // 2, current.shape[0] // 2)
        even = current[: 2 * half[1], : 2 * half[0]]
        current = np.asarray(cv2.resize(even, half, interpolation=cv2.INTER_AREA), np.uint8)
    if current.shape[1::-1] != size:
        current = np.asarray(cv2.resize(current, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return current


def fitted(picture: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """The largest size with the picture's proportions that fits into `room`, never larger than the picture.

    The width is the nearest multiple of `COLUMNS` that fits, so the proportions may be off by half of that.
    """
    scale = min(1.0, room[0] / picture[0], room[1] / picture[1])
    width, height = picture[0] * scale, max(2, round(picture[1] * scale))
    columns = COLUMNS * round(width / COLUMNS)
    if columns > min(room[0], picture[0]):
        columns -= COLUMNS
    return (columns or max(2, round(width))), height
