"""What the loudspeaker was given, by the clock of the microphone."""

from typing import Final

import numpy as np

from seat_client.media.sound.resampling import HALF, Floats, between

RATE: Final = 48_000
BLOCK: Final = 480
KEPT: Final = 96_000
"""Samples of the past that can be asked for: two seconds, more than any bulk delay and echo path together."""
_MARGIN: Final = 240
"""Samples kept between the reading point and the newest sample, for clocks that drift before they are measured."""
MOST_DRIFT: Final = 500e-6
"""Two cheap sound cards differ by up to 300 parts in a million."""


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
            self._position = float(self._written - BLOCK - HALF - _MARGIN)
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
        newest = self._written - BLOCK - HALF - 2
        if self._position > newest or self._position < newest - KEPT // 2:
            self._position = float(newest - _MARGIN)
            self.slips += 1

    def _between(self, start: float, stop: float) -> Floats:
        """BLOCK samples evenly spaced from `start` on."""
        begin = KEPT - self._written + start
        if begin < HALF or begin + BLOCK + HALF + 2 > KEPT:
            return np.zeros(BLOCK, np.float32)
        return between(self._raw, begin, (stop - start) / BLOCK, BLOCK)
