"""The echo path as a partitioned-block frequency-domain Kalman filter.

After G. Enzner and P. Vary, "Frequency-domain adaptive Kalman filter for acoustic echo control", Signal Processing 86
(2006), and F. Kuech, E. Mabande, G. Enzner, "State-space architecture of the partitioned-block-based acoustic echo
controller", ICASSP 2014. It knows per bin how sure it is of the path and how loud the near talker is, so it goes on
learning while both speak instead of having to be stopped.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from seat_client.media.sound.echo.reference import BLOCK
from seat_client.media.sound.resampling import Floats

Spectra = npt.NDArray[np.complex64]

WINDOW: Final = 2 * BLOCK
BINS: Final = BLOCK + 1
USED: Final = 240
"""Bins the path is learned in, up to 12 kHz: a voice has next to nothing above, and it halves the work."""
PARTITIONS: Final = 24
"""Of 10 ms: an echo path of 240 ms behind the bulk delay; what comes later is left to the suppressor."""
_STAY: Final = 0.9998
"""How far the path is expected to stay the same from block to block."""
_FIRST_DOUBT: Final = 0.1
_LESSON: Final = 0.15
"""How much of the doubt a block may take away. The diagonal form says 0.5, as if the partitions heard unrelated sounds;
speech goes on for longer than a partition, and with 0.5 the filter is sure of itself before it has learned."""
_CAUTION: Final = 1.5
"""What counts as the near talker, over what is measured of him: his next sound may be louder than his last."""
_CONSTRAINED_AT_ONCE: Final = 6
"""Partitions freed of circular wrap per block; all of them in turn."""


class KalmanFilter:
    """Learns the path from reference to microphone. Samples are floats of +-1."""

    def __init__(self) -> None:
        self.path: Spectra = np.zeros((PARTITIONS, USED), np.complex64)
        self._doubt = self._prior()
        self._far_ring: Spectra = np.zeros((2 * PARTITIONS, USED), np.complex64)
        self._power_ring = np.zeros((2 * PARTITIONS, USED), np.float32)
        self._head = PARTITIONS
        self._near = np.full(USED, 1e-4, np.float32)
        self._residual = np.zeros(USED, np.float32)
        self._turn = 0

    @property
    def expected_residual(self) -> Floats:
        """Power of the echo that is expected to be left of the block predicted last, per bin, from the doubt."""
        return self._residual

    def predict(self, far: Floats) -> Floats:
        """The echo in the block now heard; `far` is float[960], the reference's last two blocks."""
        self._step()
        self._far[0] = np.fft.rfft(far)[:USED]
        self._power[0] = _square(self._far[0])
        self._residual = 0.5 * np.einsum("pf,pf->f", self._doubt, self._power)
        return np.fft.irfft(np.einsum("pf,pf->f", self.path, self._far), WINDOW)[BLOCK:].astype(np.float32)

    def learn(self, error: Floats) -> None:
        """Correct the path by what was left of the block after the prediction was taken off."""
        spectrum = np.fft.rfft(np.concatenate((np.zeros(BLOCK, np.float32), error)))[:USED].astype(np.complex64)
        energy = _square(spectrum)
        self._near = np.maximum(energy, 0.8 * self._near + 0.2 * energy)
        gain = self._doubt * (1 / (self._residual + _CAUTION * self._near + 1e-7))
        self.path += (gain * spectrum) * self._far.conj()
        self._doubt *= _STAY**2 - (_STAY**2 * _LESSON) * (gain * self._power)
        self._doubt += (1 - _STAY**2) * _square(self.path)
        self._constrain()

    @property
    def _far(self) -> Spectra:
        """The reference's blocks, the newest first."""
        return self._far_ring[self._head : self._head + PARTITIONS]

    @property
    def _power(self) -> Floats:
        return self._power_ring[self._head : self._head + PARTITIONS]

    def _step(self) -> None:
        """Make room for a block in front; the rings are twice as long so that they are copied only now and then."""
        if self._head == 0:
            for ring in (self._far_ring, self._power_ring):
                ring[PARTITIONS:] = ring[:PARTITIONS]
            self._head = PARTITIONS
        self._head -= 1

    def refill(self, past: Floats) -> None:
        """Take the reference's past anew after the alignment changed: float[(PARTITIONS + 1) * 480], oldest first."""
        for number in range(PARTITIONS):
            stop = len(past) - number * BLOCK
            self._far[number] = np.fft.rfft(past[stop - WINDOW : stop])[:USED]
        self._power[:] = _square(self._far)

    def forget(self) -> None:
        """Begin anew."""
        self.path[:] = 0
        self._doubt = self._prior()

    def question(self, share: float) -> None:
        """Doubt more, as after a change of the room."""
        self._doubt = np.maximum(self._doubt, share * _square(self.path))

    def _constrain(self) -> None:
        """Keep the taps of a partition within its own block."""
        rows = slice(self._turn, self._turn + _CONSTRAINED_AT_ONCE)
        self._turn = (self._turn + _CONSTRAINED_AT_ONCE) % PARTITIONS
        taps = np.fft.irfft(self.path[rows], WINDOW, axis=1)
        taps[:, BLOCK:] = 0
        self.path[rows] = np.fft.rfft(taps, axis=1)[:, :USED]

    def _prior(self) -> Floats:
        """What is believed of an unknown path: it decays by 60 dB in 0.3 s."""
        decay = 10 ** (-6 * np.arange(PARTITIONS) * 0.010 / 0.3)
        return (_FIRST_DOUBT * decay[:, None] * np.ones((1, USED))).astype(np.float32)


def _square(spectra: Spectra) -> Floats:
    return np.square(spectra.real) + np.square(spectra.imag)
