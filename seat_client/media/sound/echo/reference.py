"""What the loudspeaker was given, by the clock of the microphone."""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

RATE: Final = 48_000
BLOCK: Final = 480
KEPT: Final = 96_000
"""Samples of the past that can be asked for: two seconds, more than any bulk delay and echo path together."""
_TAPS: Final = 32
_HALF: Final = _TAPS // 2
_PHASES: Final = 512
MOST_DRIFT: Final = 500e-6
"""Two cheap sound cards differ by up to 300 parts in a million."""


def _kernels() -> Floats:
    """Windowed-sinc interpolators for `_PHASES` fractions of a sample, float[_PHASES + 1, _TAPS]."""
    fraction = np.arange(_PHASES + 1)[:, None] / _PHASES
    at = np.arange(_TAPS)[None, :] - (_HALF - 1) - fraction
    window = np.kaiser(4096, 8.0)
    shape = np.interp((at + _HALF) / _TAPS, np.linspace(0, 1, 4096), window)
    return (np.sinc(at * 0.98) * 0.98 * shape).astype(np.float32)


_KERNELS: Final = _kernels()


class Reference:
    """Blocks go in by the loudspeaker's clock and come out by the microphone's, a fraction of a sample at a time.

    `drift` is how much faster the loudspeaker's clock runs, as a ratio to one; the aligner steers it.
    """

    def __init__(self) -> None:
        self.drift = 0.0
        self.moved = 0.0
        self.slips = 0
        self._raw = np.zeros(KEPT, np.float32)
        self._written = 0
        self._position: float | None = None
        self._steady = np.zeros(KEPT, np.float32)

    def write(self, block: Floats) -> None:
        """Take a block as it was handed to the loudspeaker."""
        count = len(block)
        self._raw[:-count] = self._raw[count:]
        self._raw[-count:] = block
        self._written += count

    def advance(self) -> None:
        """Step on by one block of the microphone."""
        if self._position is None:
            self._position = float(self._written - BLOCK - _HALF)
        self._hold()
        stop = self._position + BLOCK * (1 + self.drift)
        self.moved += BLOCK * self.drift
        self._steady[:-BLOCK] = self._steady[BLOCK:]
        self._steady[-BLOCK:] = self._between(self._position, stop)
        self._position = stop

    def past(self, delay: int, count: int) -> Floats:
        """The `count` samples that end `delay` samples before the block now heard ends."""
        stop = KEPT - delay
        return self._steady[stop - count : stop]

    def realign(self) -> None:
        """Read on at the newest sample, as after a stream was opened afresh."""
        self._position = None

    def _hold(self) -> None:
        """Stay inside what was written: the clocks drift while nobody speaks and nothing can be measured."""
        assert self._position is not None  # noqa: S101 - `advance` has set it
        newest = self._written - BLOCK - _HALF - 2
        if self._position > newest or self._position < newest - KEPT // 2:
            self._position = float(newest - (BLOCK if self._position > newest else 0))
            self.slips += 1

    def _between(self, start: float, stop: float) -> Floats:
        """BLOCK samples evenly spaced from `start` on: two fixed fractions, and a fade from one to the other."""
        first = self._at(start)
        step = (stop - start) / BLOCK - 1
        if abs(step) < 1e-9:
            return first
        last = self._at(start + step * BLOCK)
        fade = np.arange(BLOCK, dtype=np.float32) / BLOCK
        return first + fade * (last - first)

    def _at(self, start: float) -> Floats:
        whole = int(np.floor(start))
        kernel = _KERNELS[round((start - whole) * _PHASES)]
        begin = KEPT - (self._written - whole) - (_HALF - 1)
        if begin < 0 or begin + BLOCK + _TAPS - 1 > KEPT:
            return np.zeros(BLOCK, np.float32)
        return np.convolve(self._raw[begin : begin + BLOCK + _TAPS - 1], kernel[::-1], "valid")
