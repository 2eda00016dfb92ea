"""Camera pictures made smaller, for little processor time and without moiré."""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


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
