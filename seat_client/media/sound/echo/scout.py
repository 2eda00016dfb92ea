"""Finds how late the echo comes, by correlating reference and microphone, without knowing anything of the room."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from seat_client.media.sound.echo.reference import BLOCK, RATE
from seat_client.media.sound.resampling import Floats

_DECIMATION: Final = 6
"""Down to 8 kHz, which holds nearly all of a voice."""
_PER_BLOCK: Final = BLOCK // _DECIMATION
_SEGMENT: Final = 4096
_LAGS: Final = 8192
"""Delays up to 1.02 s."""
_SIZE: Final = 16_384
_EVERY: Final = 8
SEGMENT_SECONDS: Final = 4096 / 8000
KEEP: Final = 0.9
"""Of what was accumulated, at every step of 80 ms: a memory of about 0.8 s."""
_AUDIBLE: Final = 1e-5
"""Mean square of a reference that is worth correlating: -50 dBFS."""
MEMORY_SECONDS: Final = SEGMENT_SECONDS / 2 + KEEP / (1 - KEEP) * _EVERY * BLOCK / RATE
"""Mean age of what a look shows."""
CLEAR: Final = 11.0
"""Peak over root mean square. Chance gives 5, and up to 14 in the first half second, but then never twice at one place;
a bare room gives 15, a furnished one 20 to 50."""
_LOW, _HIGH = 200 * _SIZE // 8000, 3400 * _SIZE // 8000
_TURN: Final = (2 * np.pi * np.arange(_LOW, _HIGH) / _SIZE).astype(np.float32)
"""Radians a bin turns by in one sample of the coarse rate."""


Spectrum = npt.NDArray[np.complex64]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The response between reference and microphone at one moment, as its spectrum."""

    response: Spectrum

    def peak(self) -> tuple[int, float]:
        """Where the echo is strongest, in samples at 48 kHz, and how clearly: over the root mean square."""
        heights = np.abs(np.fft.irfft(self.response)[:_LAGS])
        at = int(np.argmax(heights))
        return at * _DECIMATION, float(heights[at] / (np.sqrt(np.mean(np.square(heights))) + 1e-12))


class Scout:
    """Takes every block; `find` says now and then at which delay the echo is heard."""

    def __init__(self) -> None:
        self._far = np.zeros(_SEGMENT + _LAGS, np.float32)
        self._mic = np.zeros(_SEGMENT, np.float32)
        self._cross = np.zeros(_SIZE // 2 + 1, np.complex64)
        self._power = np.zeros(_SIZE // 2 + 1, np.float32)
        self._count = 0

    def find(self, far: Floats, mic: Floats) -> Look | None:
        """What is seen at this block; None between two looks and while the reference is silent."""
        _append(self._far, far)
        _append(self._mic, mic)
        self._count += 1
        if self._count % _EVERY or float(np.mean(np.square(self._far[-_SEGMENT:]))) < _AUDIBLE:
            return None
        self._accumulate()
        return self._look()

    def forget(self) -> None:
        """Drop what was accumulated, as after a jump."""
        self._cross[:] = 0
        self._power[:] = 0

    def _accumulate(self) -> None:
        far = np.fft.rfft(self._far, _SIZE)
        mic = np.fft.rfft(np.concatenate((np.zeros(_LAGS, np.float32), self._mic)), _SIZE)
        self._cross *= KEEP
        self._cross += mic * far.conj()
        self._power *= KEEP
        self._power += np.square(np.abs(far))

    def _look(self) -> Look:
        whitened = self._cross / (self._power + 0.05 * float(self._power.mean()) + 1e-9)
        whitened[:_LOW] = 0
        whitened[_HIGH:] = 0
        return Look(whitened)


def offset(look: Look, anchor: Look) -> tuple[float, float]:
    """By how many samples (48 kHz, a fraction too) the echo comes later in `look` than in `anchor`, and how clearly.

    The whole responses are compared, not their peaks; within a sample of the coarse rate the phases give the fraction.
    """
    both = look.response * anchor.response.conj()
    lags = np.fft.irfft(both)
    at = int(np.argmax(lags))
    before, peak, after = (float(lags[(at + step) % _SIZE]) for step in (-1, 0, 1))
    late = (at - _SIZE if at > _SIZE // 2 else at) + 0.5 * (after - before) / (2 * peak - before - after + 1e-12)
    band = both[_LOW:_HIGH] * np.exp(1j * late * _TURN)
    late -= float(np.sum(_TURN * band.imag)) / (float(np.sum(np.square(_TURN) * np.abs(band))) + 1e-20)
    return late * _DECIMATION, float(lags[at] / (np.sqrt(np.mean(np.square(lags))) + 1e-12))


def _append(ring: Floats, block: Floats) -> None:
    ring[:-_PER_BLOCK] = ring[_PER_BLOCK:]
    ring[-_PER_BLOCK:] = block.reshape(_PER_BLOCK, _DECIMATION).mean(axis=1)
