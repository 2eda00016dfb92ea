"""What the chain does to noise, to speech and to a slow machine."""

import numpy as np
import pytest

from drivers.api.errors import LibraryMissing
from seat_client.media.sound import chain as chains
from seat_client.media.sound import noise
from seat_client.media.sound.chain import RAW, Chain, Profile
from seat_client.media.sound.disguise import BLOCK, DELAY, RATE, Disguise
from seat_client.media.sound.echo import EchoKind
from seat_client.media.sound.meter import MutedSpeaker, NoiseLowered, NoiseMeter, PauseMeter
from seat_client.media.sound.noise import SUPPRESSORS, NoiseKind
from seat_client.media.sound.resampling import Floats
from seat_client.media.sound.voice import VoiceDetector


def voice(seconds: float, pitch: float = 120.0) -> Floats:
    """A buzz through two formants, in syllables."""
    time = np.arange(int(seconds * RATE)) / RATE
    turn = 2 * np.pi * np.cumsum(pitch * (1 + 0.1 * np.sin(2 * np.pi * 1.3 * time))) / RATE
    partials = range(1, int(4000 / pitch))
    heights = [1 / (1 + ((n * pitch - 500) / 200) ** 2) + 0.4 / (1 + ((n * pitch - 1500) / 300) ** 2) for n in partials]
    buzz = sum(height * np.sin(n * turn) for n, height in zip(partials, heights, strict=True))
    syllables = np.clip(np.sin(2 * np.pi * 3 * time), 0, 1) ** 0.5
    return (0.1 * buzz * syllables).astype(np.float32)


def hiss(seconds: float, height: float = 0.02) -> Floats:
    return (height * np.random.default_rng(1).standard_normal(int(seconds * RATE))).astype(np.float32)


def db(samples: Floats) -> float:
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-12))


def blocks(sound: Floats) -> list[Floats]:
    return [sound[at : at + BLOCK] for at in range(0, len(sound) - BLOCK + 1, BLOCK)]


def pitch_of(sound: Floats) -> float:
    """The mean pitch, by autocorrelation of half a second from the middle of each syllable."""
    found = []
    for at in range(0, len(sound) - 4096, 2400):
        part = sound[at : at + 4096] * np.hanning(4096)
        lags = np.fft.irfft(np.abs(np.fft.rfft(part, 8192)) ** 2)
        best = 120 + int(np.argmax(lags[120:685]))
        if lags[0] > 0.05 and lags[best] > 0.5 * lags[0]:
            found.append(RATE / best)
    return float(np.median(found))


@pytest.mark.parametrize("kind", [kind for kind in NoiseKind if kind is not NoiseKind.OFF])
def test_every_suppressor_takes_noise_away(kind: NoiseKind) -> None:
    suppressor = SUPPRESSORS[kind]()
    out = np.concatenate([suppressor.process(block) for block in blocks(hiss(2.0))])
    assert db(out[RATE:]) < db(hiss(1.0)) - (8 if kind is NoiseKind.WEBRTC else 20)


def test_a_slow_machine_steps_down_by_itself_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[NoiseKind] = []
    chain = Chain(Profile(echo=EchoKind.OFF), told=told.append)
    monkeypatch.setattr(chains, "_TOO_SLOW", 0.0)
    for block in blocks(hiss(6.1)):
        chain.process(block)
    assert told == [NoiseKind.RNNOISE, NoiseKind.WEBRTC]
    assert (chain.noise, chain.figures.steps_down) == (NoiseKind.WEBRTC, 2)


def test_a_missing_library_is_named_and_the_next_best_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise LibraryMissing("DeepFilterNet", "gone")

    monkeypatch.setitem(noise.SUPPRESSORS, NoiseKind.DEEP_FILTER, missing)
    chain = Chain(Profile(echo=EchoKind.OFF))
    assert chain.noise is NoiseKind.RNNOISE
    assert chain.figures.missing == ["DeepFilterNet"]


@pytest.mark.full
def test_a_quiet_and_a_loud_talker_are_brought_to_one_level() -> None:
    levels = []
    for height in (0.1, 1.0):
        chain = Chain(Profile(echo=EchoKind.OFF, noise=NoiseKind.OFF))
        out = [chain.process(height * block).samples for block in blocks(voice(12.0))]
        levels.append(db(np.concatenate(out[-200:])))
    assert abs(levels[0] - levels[1]) < 8


def test_the_raw_profile_leaves_everything_as_it_is() -> None:
    chain = Chain(RAW)
    for block in blocks(hiss(0.1)):
        assert np.array_equal(chain.process(block).samples, block)


def test_noise_is_no_speech() -> None:
    detector = VoiceDetector()
    heard = [detector.hears_speech(block) for block in blocks(hiss(2.0, 0.003))]
    assert sum(heard[100:]) < 10


@pytest.mark.parametrize("pitch", [105.0, 160.0, 230.0])
def test_every_voice_comes_to_the_same_pitch_and_loudness(pitch: float) -> None:
    disguise = Disguise()
    said = voice(10.0, pitch)
    out = np.concatenate([disguise.process(block) for block in blocks(said)])
    assert np.isfinite(out).all()
    assert pitch_of(out[-5 * RATE :]) == pytest.approx(160, rel=0.12)
    assert abs(db(out[-5 * RATE :]) - db(said[-5 * RATE :])) < 6


def test_two_sessions_do_not_change_a_voice_alike() -> None:
    said = blocks(voice(2.0))
    one, other = (np.concatenate([each.process(block) for block in said]) for each in (Disguise(), Disguise()))
    assert abs(np.corrcoef(one[DELAY:], other[DELAY:])[0, 1]) < 0.9


def test_the_meter_hears_the_room_and_not_the_talker() -> None:
    meter = NoiseMeter()
    levels = [-60.0] * 60 + [-20.0] * 240
    (room,) = [found for level in levels if (found := meter.take(level)) is not None]
    assert room.level == -60
    assert not room.too_loud
    (loud,) = [found for level in [-40.0] * 300 if (found := meter.take(level)) is not None]
    assert loud.too_loud


def test_noise_is_compared_in_the_pauses_alone() -> None:
    meter = PauseMeter()
    spoken = [meter.take(-20.0, -21.0, speaking=True) for _ in range(100)]
    assert spoken == [None] * 100
    paused = [meter.take(-41.0, -66.0, speaking=False) for _ in range(100)]
    assert paused[-1] == NoiseLowered(-41.0, -66.0)
    assert paused[-1].by == 25.0
    silent = [meter.take(-96.0, -96.0, speaking=False) for _ in range(100)][-1]
    assert silent is not None
    assert silent.by is None  # digital silence shows nothing of a suppressor


def test_who_speaks_muted_is_told_once_and_a_cough_is_not_speech() -> None:
    speaker = MutedSpeaker()
    assert not any(speaker.take(speaking=True, muted=True) for _ in range(30))
    assert not any(speaker.take(speaking=False, muted=True) for _ in range(100))
    assert sum(speaker.take(speaking=True, muted=True) for _ in range(500)) == 1
    assert not any(MutedSpeaker().take(speaking=True, muted=False) for _ in range(200))
