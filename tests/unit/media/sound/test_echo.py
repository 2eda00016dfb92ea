"""The echo canceller in rooms made by formula: it must find the echo, follow it, and leave the near talker alone."""

import numpy as np
import numpy.typing as npt
import pytest

from seat_client.media.sound.echo import CANCELLERS, Aec3Canceller, EchoCanceller, EchoKind, TrackingCanceller
from seat_client.media.sound.echo.reference import BLOCK, KEPT, RATE, Reference

Floats = npt.NDArray[np.float32]


def speech(seconds: float, seed: int) -> Floats:
    """Noise with a falling spectrum in syllables of different height and colour."""
    rng = np.random.default_rng(seed)
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    colour = 1 / (1 + (hertz / 700) ** 2) + 0.002 / (1 + (hertz / 5000) ** 4)
    sound = np.fft.irfft(spectrum * colour, count)
    syllables = np.repeat(rng.uniform(0, 1, count // 7200 + 1) ** 2, 7200)[:count]
    sound = sound * np.convolve(syllables, np.hanning(2400) / 1200, "same")
    return (0.1 * sound / np.sqrt(np.mean(sound**2))).astype(np.float32)


def room(delay_ms: float, seed: int = 3) -> Floats:
    """A path of 120 ms that decays, after a delay."""
    rng = np.random.default_rng(seed)
    tail = rng.standard_normal(5760) * np.exp(-np.arange(5760) / 900)
    tail[0] = 4.0
    lead = np.zeros(int(delay_ms * RATE / 1000))
    return (0.5 * np.concatenate((lead, tail / np.sqrt(np.sum(tail**2))))).astype(np.float32)


def heard(far: Floats, path: Floats) -> Floats:
    size = len(far) + len(path)
    sound = np.fft.irfft(np.fft.rfft(far, size) * np.fft.rfft(path, size), size)[: len(far)]
    noise = 1e-4 * np.random.default_rng(9).standard_normal(len(far))
    return (sound + noise).astype(np.float32)


def run(canceller: EchoCanceller, far: Floats, mic: Floats) -> Floats:
    out = []
    for at in range(0, len(mic) - BLOCK + 1, BLOCK):
        canceller.played(far[at : at + BLOCK])
        out.append(canceller.process(mic[at : at + BLOCK]))
    return np.concatenate(out)


def loss(mic: Floats, out: Floats, start: float, stop: float) -> float:
    """dB taken away between two moments."""
    part = slice(int(start * RATE), int(stop * RATE))
    return float(10 * np.log10(np.mean(mic[part] ** 2) / np.mean(out[part] ** 2)))


@pytest.mark.parametrize("delay", [5, 90, 300, 600])
def test_an_echo_is_found_at_any_delay(delay: float) -> None:
    far = speech(6, 1)
    mic = heard(far, room(delay))
    canceller = TrackingCanceller()
    out = run(canceller, far, mic)
    assert loss(mic, out, 3.5, 6) > 30
    assert canceller.delay <= delay * 48


def test_two_clocks_that_drift_apart_are_measured_and_followed() -> None:
    far = speech(12, 1)
    late = np.arange(len(far)) * (1 - 100e-6)
    mic = np.interp(late, np.arange(len(far)), heard(far, room(60))).astype(np.float32)
    canceller = TrackingCanceller()
    out = run(canceller, far, mic)
    assert canceller.drift_ppm == pytest.approx(-100, abs=10)
    assert loss(mic, out, 8, 12) > 25


def test_after_a_jump_the_known_path_is_used_again() -> None:
    far = speech(10, 1)
    steady = heard(far, room(60))
    jump = 5 * RATE
    mic = np.concatenate((steady[:jump], steady[jump - 1920 : -1920]))
    out = run(TrackingCanceller(), far, mic)
    assert loss(mic, out, 3, 5) > 30
    assert loss(mic, out, 7, 10) > 30


def test_streams_opened_afresh_keep_what_was_learned() -> None:
    far = speech(10, 1)
    steady = heard(far, room(60))
    canceller = TrackingCanceller()
    run(canceller, far[: 5 * RATE], steady[: 5 * RATE])
    canceller.reopened()
    later = heard(far, room(130))[5 * RATE :]
    out = run(canceller, far[5 * RATE :], later)
    assert loss(later, out, 2, 5) > 30


def test_the_near_talker_stays_while_both_speak_and_the_echo_does_not() -> None:
    far, near = speech(12, 1), speech(12, 2)
    near[: 6 * RATE] = 0
    echo = heard(far, room(60))
    ours = run(TrackingCanceller(), far, echo + near)
    theirs = run(Aec3Canceller(), far, echo + near)
    part = slice(8 * RATE, 12 * RATE - BLOCK)
    kept = [
        np.corrcoef(near[part], out[part.start + lag : part.stop + lag])[0, 1]
        for out, lag in ((ours, BLOCK), (theirs, BLOCK))
    ]
    assert kept[0] > 0.9
    assert kept[0] > kept[1]


def test_without_anything_from_far_the_near_talker_passes_untouched() -> None:
    near = speech(3, 2)
    out = run(TrackingCanceller(), np.zeros_like(near), near)
    assert np.allclose(out[BLOCK:], near[: len(out) - BLOCK], atol=1e-3)


@pytest.mark.parametrize("kind", EchoKind)
def test_every_kind_takes_silence_and_full_scale(kind: EchoKind) -> None:
    canceller = CANCELLERS[kind]()
    loud = np.sign(np.sin(np.arange(RATE) / 20)).astype(np.float32)
    for far, mic in ((np.zeros(RATE, np.float32), loud), (loud, loud), (loud, np.zeros(RATE, np.float32))):
        assert np.isfinite(run(canceller, far, mic)).all()


def test_the_reference_comes_out_as_it_went_in_and_at_another_speed() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(2 * RATE) / RATE).astype(np.float32)
    reference = Reference()
    out = []
    for at in range(0, len(tone), BLOCK):
        reference.write(tone[at : at + BLOCK])
        reference.advance()
        out.append(reference.past(0, BLOCK).copy())
        reference.drift = 300e-6
    heard_back = np.concatenate(out)[RATE:]
    phase = np.angle(np.sum(heard_back * np.exp(-2j * np.pi * 440 * (1 + 300e-6) * np.arange(RATE) / RATE)))
    expected = np.sin(2 * np.pi * 440 * (1 + 300e-6) * np.arange(RATE) / RATE + phase + np.pi / 2)
    assert np.abs(heard_back - expected).max() < 0.02
    assert len(reference.past(0, KEPT)) == KEPT
