"""Whether somebody speaks: two detectors that must agree, after the noise is gone.

The second is asked only while the first has heard something lately: a network costs fifty times as much as webrtcvad,
and most of the time nobody at a seat speaks.
"""

from collections import deque
from typing import Final

import numpy as np
import webrtcvad  # type: ignore[import-untyped]

from seat_client.media.sound.noise import RnNoise
from seat_client.media.sound.resampling import Floats

_RATE: Final = 48_000
_SURE: Final = 0.5
"""RNNoise's probability. Alone it takes a third of all noise for speech; webrtcvad in its strictest mode likewise."""
_HANG_OVER: Final = 20
"""Blocks after the last speech that still count: a fifth of a second, the gap inside a word."""

_AWAKE: Final = 100
"""Blocks for which the network goes on listening after webrtcvad heard something: it remembers what came before."""
_LEAD: Final = 5
"""Blocks it hears first when it was asleep, so that it is not asked about the very first thing it hears."""


class VoiceDetector:
    """Hears one block of 10 ms after the other, the suppressed sound."""

    def __init__(self) -> None:
        self._detector = webrtcvad.Vad(3)
        self._rnnoise = RnNoise()
        self._unheard: deque[Floats] = deque(maxlen=_LEAD)
        self._awake = 0
        self._left = 0

    def hears_speech(self, block: Floats) -> bool:
        """Whether this block belongs to speech."""
        samples = (np.clip(block, -1, 1) * 32767).astype(np.int16)
        perhaps = self._detector.is_speech(samples.tobytes(), _RATE)
        self._awake = _AWAKE if perhaps else max(0, self._awake - 1)
        if self._awake:
            while self._unheard:
                self._rnnoise.process(self._unheard.popleft())
            self._rnnoise.process(block)
        else:
            self._unheard.append(block)
        if perhaps and self._rnnoise.probability > _SURE:
            self._left = _HANG_OVER
        else:
            self._left = max(0, self._left - 1)
        return self._left > 0
