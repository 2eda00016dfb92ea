"""Pictures that are kept, and the comparison with them.

They lie in `tests/gui/golden` as lossless WebP of sixteen steps a colour. A point counts as different where it and its
neighbours, two by two, are off by more than `LEVELS` in a colour: so another processor's rounding passes, and the edge
of a figure 300 points high, which Qt draws now as a letter and now as an outline. More than `POINTS` such points fail,
which is less than one letter.
"""

import math
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

FOLDER = Path(__file__).with_name("golden")
LEVELS, POINTS = 24, 12
_GROUND = 2000
"""A colour of so many points is a ground, and stays as it is."""

Pixels = NDArray[np.uint8]


def pixels(image: QImage) -> Pixels:
    """Height, width, red-green-blue; a copy."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def keep(name: str, image: QImage) -> None:
    """Make this the picture that is kept under the name."""
    FOLDER.mkdir(exist_ok=True)
    _write(FOLDER / f"{name}.webp", _coarse(pixels(image)))


def _coarse(rgb: Pixels) -> Pixels:
    """Colours that are alike in steps of sixteen become the commonest of them: no ground changes, edges do a little."""
    one = rgb[..., 0].astype(np.uint32) << 16 | rgb[..., 1].astype(np.uint32) << 8 | rgb[..., 2]
    colours, where, counts = np.unique(one, return_inverse=True, return_counts=True)
    alike = (colours & 0xF0F0F0).astype(np.uint32)
    common: dict[int, int] = {}
    for at in np.argsort(counts):  # the commonest comes last and stays
        common[int(alike[at])] = int(colours[at])
    near = np.array([common[int(each)] for each in alike], np.uint32)
    chosen = np.where(counts >= _GROUND, colours, near)[where].reshape(one.shape)
    return np.dstack([chosen >> 16 & 255, chosen >> 8 & 255, chosen & 255]).astype(np.uint8)


def difference(name: str, image: QImage, beside: Path) -> str:
    """Empty where the image is the one that is kept; else what differs, with three pictures laid into `beside`:
    the one that is kept, the one seen, and both in grey with the differences in red."""
    file = FOLDER / f"{name}.webp"
    seen = pixels(image)
    if not file.exists():
        _write(beside / f"{name}-seen.webp", seen)
        return (
            f"{name}: no picture is kept; look at {beside / (name + '-seen.webp')}, then bash installer/dev.sh pictures"
        )
    kept = cv2.cvtColor(cv2.imread(str(file), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB).astype(np.uint8)
    if kept.shape != seen.shape:
        _write(beside / f"{name}-seen.webp", seen)
        return f"{name}: {seen.shape[1]}x{seen.shape[0]}, kept {kept.shape[1]}x{kept.shape[0]}"
    off = np.abs(kept.astype(np.int16) - seen.astype(np.int16)).max(axis=2) > LEVELS
    off = off[:-1, :-1] & off[1:, :-1] & off[:-1, 1:] & off[1:, 1:]
    count = int(off.sum())
    if count <= POINTS:
        return ""
    rows, columns = np.nonzero(off)
    place = f"{columns.min()},{rows.min()} to {columns.max()},{rows.max()}"
    grey = (seen.mean(axis=2, keepdims=True).repeat(3, axis=2) * 0.5 + 120).clip(0, 255).astype(np.uint8)
    grey[:-1, :-1][off] = (200, 0, 0)
    for what, each in {"kept": kept, "seen": seen, "difference": grey}.items():
        _write(beside / f"{name}-{what}.webp", each)
    share = math.ceil(1e4 * count / off.size) / 100
    return f"{name}: {count} points ({share} %) differ, {place}; see {beside / (name + '-difference.webp')}"


def _write(file: Path, rgb: Pixels) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    lossless = [cv2.IMWRITE_WEBP_QUALITY, 101]
    if not cv2.imwrite(str(file), cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), lossless):
        raise OSError(f"cannot write {file}")
