"""WebRTC's AEC3, the canceller to compare with and to fall back on."""

from collections import deque
from typing import Final

import numpy as np
import pywebrtc_audio as webrtc

from seat_client.media.sound.echo.reference import BLOCK, RATE
from seat_client.media.sound.resampling import Floats

_AHEAD: Final = 50
"""Blocks of the loudspeaker that may wait for their block of the microphone."""


class Aec3Canceller:
    """Steady and frugal; cuts the near talker off while both speak."""

    late = 432

    def __init__(self) -> None:
        self._canceller = webrtc.EchoCanceller(RATE)
        self._far: deque[Floats] = deque(maxlen=_AHEAD)

    def played(self, block: Floats) -> None:
        """Take what the loudspeaker was given."""
        self._far.append(block)

    def process(self, mic: Floats) -> Floats:
        """What the microphone heard, without the loudspeaker."""
        far = self._far.popleft() if self._far else np.zeros(BLOCK, np.float32)
        return self._canceller.process(np.ascontiguousarray(mic, np.float32), far)

    def reopened(self) -> None:
        """Begin anew: the delay has changed."""
        self._far.clear()
        self._canceller.reset()


class NoCanceller:
    """For a headset, whose microphone does not hear its own ears."""

    late = 0

    def played(self, block: Floats) -> None:
        """Nothing to learn."""

    def process(self, mic: Floats) -> Floats:
        """As it came."""
        return mic

    def reopened(self) -> None:
        """Nothing to begin anew."""
