"""Samples between samples: delays by a fraction, and speeds that differ from one by parts in a million."""

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

TAPS: Final = 32
HALF: Final = TAPS // 2
_PHASES: Final = 512


def _kernels() -> Floats:
    """Windowed-sinc interpolators for `_PHASES` fractions of a sample, float[_PHASES + 1, TAPS]."""
    fraction = np.arange(_PHASES + 1)[:, None] / _PHASES
    at = np.arange(TAPS)[None, :] - (HALF - 1) - fraction
    window = np.kaiser(4096, 8.0)
    shape = np.interp((at + HALF) / TAPS, np.linspace(0, 1, 4096), window)
    return (np.sinc(at * 0.98) * 0.98 * shape).astype(np.float32)


_KERNELS: Final = _kernels()


def between(samples: Floats, start: float, step: float, count: int) -> Floats:
    """`count` values of `samples` at `start`, `start + step`, ...; there must be HALF samples around them.

    `step` differs so little from one that the fraction of a sample changes by a third at most: two fixed fractions
    then, and a fade from one to the other, which costs a tenth of a kernel for each value.
    """
    first = _at(samples, start, count)
    drift = (step - 1) * count
    if abs(drift) < 1e-6:
        return first
    return first + _fade(count) * (_at(samples, start + drift, count) - first)


@lru_cache(maxsize=8)
def _fade(count: int) -> Floats:
    """From 0 to nearly 1; shared, not to be written into."""
    return np.arange(count, dtype=np.float32) / np.float32(count)


def _at(samples: Floats, start: float, count: int) -> Floats:
    whole = int(start // 1)
    kernel = _KERNELS[round((start - whole) * _PHASES)]
    begin = whole - (HALF - 1)
    row = samples[None, begin : begin + count + TAPS - 1]
    filtered = cv2.filter2D(
        row, -1, kernel[None], anchor=(0, 0), borderType=cv2.BORDER_CONSTANT
    )  # numpy's takes thrice
    return np.asarray(filtered, np.float32)[0, :count]


class Bender:
    """Plays a stream a little faster or slower; HALF samples late."""

    def __init__(self) -> None:
        self._held = np.zeros(TAPS + 2, np.float32)
        self._place = 0.0

    def process(self, chunk: Floats, speed: float) -> Floats:
        """The chunk at `speed`, 1.0003 at most, about as many samples as went in."""
        held = np.concatenate((self._held, chunk))
        count = round((len(chunk) - self._place) / speed)
        out = between(held, HALF + self._place, speed, count)
        self._place += count * speed - len(chunk)
        self._held = held[-(TAPS + 2) :]
        return out
