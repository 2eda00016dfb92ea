"""Reading words in pictures: recognition by rapidocr, whose models come inside its package; nothing is ever fetched.

Where the package is not installed there is no reader, and every page that needs one gets a finding that says so.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
_LEAST_SURE = 0.5
_THREADS = 1  # one process reads beside the drawing of the next page; more threads gain little and starve the centre


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words and its box in pixels: left, top, right, bottom."""

    text: str
    box: tuple[int, int, int, int]


class PictureReader(Protocol):
    """Reads the words in a picture (rows x columns x 3: blue, green, red)."""

    def lines(self, picture: Pixels) -> Sequence[Line]:
        """Lines of horizontal text, as found."""

    def strip(self, picture: Pixels) -> str:
        """The words of a picture that is one line of text."""


def installed_reader() -> PictureReader | None:
    """The reader of this installation, or None where the recogniser is not installed or cannot start."""
    try:
        from rapidocr import RapidOCR  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        return None
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    options = {
        "Global.log_level": "error",
        "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": _THREADS,
    }
    try:
        return _Recogniser(RapidOCR(params=options))
    except (OSError, ValueError, RuntimeError, KeyError):
        return None


class _Recogniser:
    """rapidocr: finding, turning and reading lines."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def lines(self, picture: Pixels) -> Sequence[Line]:
        result = self._engine(picture, use_det=True, use_cls=True, use_rec=True)
        if result is None or result.txts is None or result.boxes is None:
            return ()
        found = zip(result.txts, result.boxes, result.scores, strict=True)
        return tuple(Line(str(text), _box(box)) for text, box, sure in found if sure >= _LEAST_SURE)

    def strip(self, picture: Pixels) -> str:
        result = self._engine(picture, use_det=False, use_cls=False, use_rec=True)
        texts = getattr(result, "txts", None) or ()
        return "".join(str(text) for text in texts)


def _box(corners: Any) -> tuple[int, int, int, int]:
    points = np.asarray(corners, float).reshape(-1, 2)
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return int(left), int(top), int(right), int(bottom)


def enlarged(picture: Pixels, least_side: int) -> Pixels:
    """The picture with its shorter side at least so long; small print in a logo is read only when it is large."""
    short = min(picture.shape[:2])
    if short == 0 or short >= least_side:
        return picture
    factor = min(least_side / short, 8.0)
    grown: Pixels = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)  # type: ignore[assignment]
    return grown
