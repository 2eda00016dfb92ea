"""Our echo canceller: alignment in front of a Kalman filter, a suppressor behind it.

It survives drift, jumps and long delays as AEC3 does, and keeps the near talker while both speak, which AEC3 does not.
"""

from collections import deque
from typing import Final

from seat_client.media.sound.echo.aligner import Aligner, Move
from seat_client.media.sound.echo.kalman import PARTITIONS, WINDOW, KalmanFilter, Spectra
from seat_client.media.sound.echo.reference import BLOCK, Reference
from seat_client.media.sound.echo.suppressor import Suppressor
from seat_client.media.sound.resampling import Floats

_KEPT_EVERY: Final = 50
_KEPT: Final = 3
"""Paths kept, one each half second: a jump is seen within 0.8 s, and what was learned since then is wrong."""
_NEW_DOUBT: Final = 0.1


class TrackingCanceller:
    """One microphone and one loudspeaker; blocks are float[480] of +-1. What comes out is 10 ms late."""

    late = BLOCK

    def __init__(self) -> None:
        self._reference = Reference()
        self._aligner = Aligner()
        self._filter = KalmanFilter()
        self._suppressor = Suppressor()
        self._kept: deque[Spectra] = deque(maxlen=_KEPT)
        self._count = 0

    @property
    def delay(self) -> int:
        """Samples by which the reference is held back just now."""
        return self._aligner.delay

    @property
    def echo_delay_ms(self) -> float:
        """How late the loudspeaker is heard."""
        return self._aligner.echo_delay / 48

    @property
    def drift_ppm(self) -> float:
        """By how many millionths the loudspeaker's clock is faster than the microphone's."""
        return self._aligner.clock.slope / 0.048

    def played(self, block: Floats) -> None:
        """Take what the loudspeaker was given."""
        self._reference.write(block)

    def process(self, mic: Floats) -> Floats:
        """What the microphone heard, without the loudspeaker."""
        self._align(mic)
        echo = self._filter.predict(self._reference.past(self._aligner.delay, WINDOW))
        left = mic - echo
        self._filter.learn(left)
        return self._suppressor.process(left, echo, self._filter.expected_residual)

    def reopened(self) -> None:
        """The streams were opened afresh on the same devices: the room is the old one, the delay is not."""
        self._reference.realign()
        self._aligner.reopened()

    def _align(self, mic: Floats) -> None:
        self._count += 1
        if self._count % _KEPT_EVERY == 0:
            self._kept.append(self._filter.path.copy())
        self._reference.drift = self._aligner.clock.ratio
        self._reference.advance()
        move = self._aligner.follow(self._reference.past(0, BLOCK), mic, self._reference.moved)
        if move is not None:
            self._move(move)

    def _move(self, move: Move) -> None:
        if move.known and self._kept:
            self._filter.path[:] = self._kept[0]
            self._filter.question(_NEW_DOUBT)
        else:
            self._filter.forget()
        self._kept.clear()
        self._filter.refill(self._reference.past(self._aligner.delay + BLOCK, (PARTITIONS + 1) * BLOCK))
