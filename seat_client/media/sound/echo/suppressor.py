"""Takes out what the linear filter leaves: what bends in the loudspeaker, the tail of the room, what moved just now."""

from typing import Final

import numpy as np

from seat_client.media.sound.echo.kalman import BINS, USED, WINDOW
from seat_client.media.sound.echo.reference import BLOCK
from seat_client.media.sound.resampling import Floats

_WINDOW: Final = np.sqrt(np.hanning(WINDOW + 1)[:-1]).astype(np.float32)
FLOOR: Final = 0.02
"""Lowest gain, -34 dB: below it nothing is heard of an echo any more, and the background does not pump."""
_ALONE, _TOGETHER = 40.0, 1.3
"""By how much the estimate of the echo is exaggerated while nobody near speaks, and while both do."""
_SURELY_ABSENT, _SURELY_PRESENT = 4.0, 10.0
"""dB above the expected residual, 300 to 4000 Hz. Far end alone stays below 2 at 95 %, double talk has 12 to 20."""
_HOLD: Final = 0.85
"""Of the near talker's presence from block to block: the ends of words are quiet."""
_STEADY: Final = 0.96
_ROOM_TAIL: Final = 0.75
"""Of the echo's power from block to block: a reverberation of half a second."""
_DOUBT: Final = 0.4
"""The filter's doubt about itself is about 4 dB too high where it has settled."""
_FIRST_LEAK_DB, _LEAST_LEAK_DB, _MOST_LEAK_DB = -17.0, -30.0, -7.0
_STEP_DB: Final = 0.2
_AUDIBLE: Final = 3e-4
_QUIET: Final = 1e-7
_VOICE: Final = slice(6, 80)
_EDGE: Final = slice(USED - 60, USED)
"""9 to 12 kHz: what is done here is done above as well, where there is no prediction."""


class Suppressor:
    """Works on frames of 20 ms that overlap by half; what comes out is one block, 10 ms, late.

    `presence` is how surely the near talker speaks, 0 to 1.
    """

    def __init__(self) -> None:
        self.presence = 0.0
        self._count = 0
        self._frames = np.zeros((2, WINDOW), np.float32)
        self._tail = np.zeros(BLOCK, np.float32)
        self._echo = np.zeros(USED, np.float32)
        self._near = np.zeros(USED, np.float32)
        self._levels = np.zeros((2, USED), np.float32)
        self._leak_db = np.full(USED, _FIRST_LEAK_DB, np.float32)
        self._gain = np.ones(BINS, np.float32)

    def process(self, left: Floats, echo: Floats, doubt: Floats) -> Floats:
        """float[480] of what is left and of the echo predicted in it; `doubt`: power per bin expected to be left."""
        self._frames[:, :BLOCK] = self._frames[:, BLOCK:]
        self._frames[0, BLOCK:], self._frames[1, BLOCK:] = left, echo
        spectra = np.fft.rfft(self._frames * _WINDOW, axis=1)
        power = np.square(spectra[:, :USED].real) + np.square(spectra[:, :USED].imag)
        self._echo = np.maximum(power[1], _ROOM_TAIL * self._echo)
        residual = (10 ** (self._leak_db / 10) * self._echo + _DOUBT * doubt + _QUIET).astype(np.float32)
        self._look_for_near(power[0], residual)
        self._count += 1
        if self.presence < 0.3 and self._count % 2:
            self._learn_leak(power[0])
        self._set_gain(power[0], _ALONE ** (1 - self.presence) * _TOGETHER**self.presence * residual)
        frame = (np.fft.irfft(spectra[0] * self._gain) * _WINDOW).astype(np.float32)
        out = self._tail + frame[:BLOCK]
        self._tail = frame[BLOCK:]
        return out

    def _look_for_near(self, left: Floats, residual: Floats) -> None:
        over = 10 * np.log10(float(left[_VOICE].sum() / residual[_VOICE].sum()) + 1e-9)
        seen = (over - _SURELY_ABSENT) / (_SURELY_PRESENT - _SURELY_ABSENT)
        self.presence = max(_HOLD * self.presence, min(1.0, max(0.0, seen)))

    def _learn_leak(self, left: Floats) -> None:
        """Which share of the echo is left, per bin: the median of the ratio, followed in small steps."""
        self._levels += 0.4 * (np.stack((_smooth(left), _smooth(self._echo))) - self._levels)
        ratio = 10 * np.log10((self._levels[0] + 1e-9) / (self._levels[1] + 1e-9))
        step = np.where(self._levels[1] > _AUDIBLE, _STEP_DB * np.sign(ratio - self._leak_db), 0)
        self._leak_db = np.clip(self._leak_db + step, _LEAST_LEAK_DB, _MOST_LEAK_DB).astype(np.float32)

    def _set_gain(self, left: Floats, residual: Floats) -> None:
        """Decision-directed, after Ephraim and Malah (1984): steady where there is speech, low where there is none."""
        prior = _STEADY * self._near / residual + (1 - _STEADY) * np.maximum(left / residual - 1, 0)
        gain = np.maximum(prior / (1 + prior), FLOOR)
        self._near = np.square(gain) * left
        self._gain[:USED] = gain
        self._gain[USED:] = gain[_EDGE].mean()


def _smooth(values: Floats) -> Floats:
    """Over nine neighbouring bins."""
    return np.convolve(values, np.full(9, 1 / 9, np.float32), "same")
