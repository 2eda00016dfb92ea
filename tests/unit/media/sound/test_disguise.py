"""Whether a changed voice is understood and cannot simply be turned back: measured, whatever way it is made.

The plain change that it is compared with is ffmpeg's: pitch and formants moved by one factor, as every editor does it.
"""

import shutil
import subprocess

import numpy as np
import pytest
from pystoi import stoi
from scipy.fft import dct

from seat_client.media.sound.disguise import BLOCK, DELAY, RATE, Disguise
from seat_client.media.sound.resampling import Floats
from tests.benchmarks.audio_scenes import voice
from tests.benchmarks.audio_scores import at_16k, mel_decibels

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not shutil.which("espeak-ng") or not shutil.which("ffmpeg"), reason="needs espeak-ng, ffmpeg"),
]
FACTORS = np.arange(0.80, 1.26, 0.05)


def spoken(number: int) -> Floats:
    """Eight seconds of a synthetic voice."""
    return voice(number)[2 * RATE : 10 * RATE]


def disguised(sound: Floats) -> Floats:
    """As the next session would send it, moved back by its delay."""
    disguise = Disguise()
    blocks = range(0, len(sound) - BLOCK + 1, BLOCK)
    return np.concatenate([disguise.process(sound[at : at + BLOCK]) for at in blocks])[DELAY:]


def moved(sound: Floats, factor: float) -> Floats:
    """Pitch and formants times `factor`, at the same speed of speech."""
    change = f"asetrate={round(RATE * factor)},aresample={RATE},atempo={1 / factor}"
    form = ["-f", "f32le", "-ar", str(RATE), "-ac", "1"]
    command = ["ffmpeg", "-v", "error", *form, "-i", "-", "-af", change, *form, "-"]
    done = subprocess.run(command, input=sound.astype(np.float32).tobytes(), capture_output=True, check=True)
    return np.frombuffer(done.stdout, np.float32)


def understood(clean: Floats, heard: Floats) -> float:
    """STOI, 0 to 1. They begin together: a wave that was changed does not correlate with its original."""
    count = min(len(clean), len(heard))
    return float(stoi(at_16k(clean[:count]), at_16k(heard[:count]), 16_000))


def distance(one: Floats, other: Floats) -> float:
    """How different two voices sound that say the same: mean distance of twelve mel cepstra where there is speech."""
    count = min(len(one), len(other))
    decibels = [mel_decibels(at_16k(clip[:count]), bands=40) for clip in (one, other)]
    cepstra = [dct(each, axis=1, norm="ortho")[:, 1:13] for each in decibels]
    loud = decibels[1].mean(axis=1) > np.median(decibels[1].mean(axis=1))
    return float(np.sqrt(np.square(cepstra[0] - cepstra[1])[loud].sum(axis=1)).mean())


def turned_back(sound: Floats, original: Floats) -> float:
    """What is left of the difference after the best constant change that a listener could try."""
    return min(distance(moved(sound, factor), original) for factor in FACTORS)


@pytest.mark.parametrize("number", [0, 1, 4])
def test_a_changed_voice_is_understood(number: int) -> None:
    original = spoken(number)
    marks = understood(original, disguised(original))
    assert marks > 0.65
    assert marks > understood(original, spoken(number + 1)) + 0.3


@pytest.mark.parametrize("number", [1, 4])
def test_no_constant_change_turns_the_voice_back(number: int) -> None:
    original = spoken(number)
    plain = moved(original, 1.12)
    assert turned_back(disguised(original), original) > 1.3 * turned_back(plain, original)
