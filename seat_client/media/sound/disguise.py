"""A voice that is understood and not known again, for stages in which nobody may be recognised.

Pitch and vocal tract are separated (spectrum over its cepstral envelope) and changed apart. Everybody's mean pitch is
moved to the same place, the tract is stretched by a secret factor, and both wander: so there is no constant shift that
turns the voice back, and what distinguishes people most, mean pitch and fine envelope, is no longer there. It happens
on the sending seat, before the encoder, so that no error elsewhere can let the true voice out.
"""

import math
import secrets
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from seat_client.media.sound.resampling import Floats

Numbers = npt.NDArray[np.floating[Any]]

BLOCK: Final = 480
RATE: Final = 48_000
_SIZE: Final = 1920
_BINS: Final = _SIZE // 2 + 1
_WINDOW: Final = np.hanning(_SIZE + 1)[:-1].astype(np.float32)
_OVERLAP: Final = 1.5
"""Sum of the squared windows at a hop of a quarter."""
_PITCH_HZ: Final = 160.0
"""Between men's and women's voices: nobody is moved far."""
_TRACT: Final = ((0.87, 0.92), (1.09, 1.15))
"""Shorter or longer, never near to one."""
_WANDER: Final = 0.03
_ENVELOPE: Final = 96
"""Quefrencies kept, 2 ms: formants pass, harmonics do not."""
_SHORTEST, _LONGEST = RATE // 400, RATE // 70
_VOICED: Final = 0.45
_MOST_SHIFT: Final = 1.7
DELAY: Final = _SIZE - BLOCK
"""Samples that the changed voice is late: 30 ms."""


class Disguise:
    """One person's disguise for one session; the secrets are drawn here and kept nowhere else."""

    def __init__(self) -> None:
        draw = secrets.SystemRandom()
        self._tract = draw.uniform(*draw.choice(_TRACT))
        self._turns = [draw.uniform(0, 2 * math.pi) for _ in range(2)]
        self._speeds = [2 * math.pi * draw.uniform(0.05, 0.15) * BLOCK / RATE for _ in range(2)]
        self._pitch = _PITCH_HZ
        self._heard = np.zeros(_SIZE, np.float32)
        self._sum = np.zeros(_SIZE, np.float32)
        self._phase = np.zeros(_BINS)
        self._before: Numbers = np.zeros(_BINS)

    def process(self, block: Floats) -> Floats:
        """float[480] of +-1 in somebody's voice, the same in nobody's, `DELAY` samples late."""
        self._heard[:-BLOCK] = self._heard[BLOCK:]
        self._heard[-BLOCK:] = block
        spectrum = np.fft.rfft(self._heard * _WINDOW)
        height = np.abs(spectrum) + 1e-9
        self._follow_pitch(height)
        envelope = _envelope(height)
        shift, tract = self._factors()
        excitation, phase = self._shifted(height / envelope, np.angle(spectrum), shift)
        formants = np.interp(np.arange(_BINS) / tract, np.arange(_BINS), envelope)
        frame = np.fft.irfft(excitation * formants * np.exp(1j * phase))
        self._sum += (frame * _WINDOW / _OVERLAP).astype(np.float32)
        out = self._sum[:BLOCK].copy()
        self._sum[:-BLOCK] = self._sum[BLOCK:]
        self._sum[-BLOCK:] = 0
        return np.clip(out, -1, 1)

    def _factors(self) -> tuple[float, float]:
        """By how much pitch and tract are changed just now."""
        self._turns = [turn + speed for turn, speed in zip(self._turns, self._speeds, strict=True)]
        wander = [1 + _WANDER * math.sin(turn) for turn in self._turns]
        shift = min(_MOST_SHIFT, max(1 / _MOST_SHIFT, _PITCH_HZ / self._pitch))
        return shift * wander[0], self._tract * wander[1]

    def _follow_pitch(self, height: Numbers) -> None:
        """The talker's mean pitch over some seconds of voiced sound, by autocorrelation."""
        lags = np.fft.irfft(np.square(height))
        at = _SHORTEST + int(np.argmax(lags[_SHORTEST:_LONGEST]))
        if lags[0] > 1e-3 and lags[at] > _VOICED * lags[0]:
            self._pitch += 0.01 * (RATE / at - self._pitch)

    def _shifted(self, height: Numbers, angle: Numbers, shift: float) -> tuple[Numbers, Numbers]:
        """A phase vocoder: every partial at `shift` times its frequency."""
        bins = np.arange(_BINS)
        expected = 2 * np.pi * BLOCK / _SIZE
        turned = angle - self._before - bins * expected
        self._before = angle
        frequency = bins + (turned - 2 * np.pi * np.round(turned / (2 * np.pi))) / expected
        source = np.clip(np.round(bins / shift).astype(int), 0, _BINS - 1)
        self._phase = (self._phase + frequency[source] * shift * expected) % (2 * np.pi)
        inside = bins / shift < _BINS - 1
        return height[source] * inside, self._phase


def _envelope(height: Numbers) -> Numbers:
    """The vocal tract: the spectrum smoothed over its harmonics."""
    cepstrum = np.fft.irfft(np.log(height))
    cepstrum[_ENVELOPE : _SIZE - _ENVELOPE + 1] = 0
    return np.exp(np.fft.rfft(cepstrum).real)
