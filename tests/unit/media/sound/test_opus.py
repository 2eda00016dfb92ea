"""The codec: what goes in comes out, and a lost frame comes back from the copy in the next one."""

import numpy as np
import pytest

from seat_client.media.sound import opus


def voice(seconds: float) -> opus.Samples:
    """A buzz with formants that rise and fall: enough like speech for the codec to treat it so."""
    time = np.arange(int(seconds * opus.RATE)) / opus.RATE
    pitch = 2 * np.pi * np.cumsum(120 + 20 * np.sin(2 * np.pi * 2 * time)) / opus.RATE
    buzz = sum(np.sin(n * pitch) / n for n in range(1, 30))
    return (4000 * buzz * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * time))).astype(np.int16)


def packets(samples: opus.Samples, **settings: int) -> list[bytes]:
    encoder = opus.Encoder(**settings)
    return [encoder.encode(samples[at : at + opus.FRAME]) for at in range(0, len(samples), opus.FRAME)]


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one.astype(float), other.astype(float))[0, 1])


def spectrum(samples: opus.Samples) -> np.ndarray:
    """Heights of the spectrum up to 4 kHz: the codec keeps these and not the wave's shape."""
    return np.abs(np.fft.rfft(samples.astype(float)))[: 4000 * len(samples) // opus.RATE]


def test_a_second_of_voice_survives_in_four_kilobytes() -> None:
    sent = packets(voice(1.0))
    decoder = opus.Decoder()
    heard = np.concatenate([decoder.decode(packet) for packet in sent])
    assert len(heard) == opus.RATE
    assert sum(map(len, sent)) < 5000
    assert likeness(spectrum(voice(1.0)), spectrum(heard)) > 0.95


def test_a_lost_frame_comes_back_from_the_next_packet_better_than_concealed() -> None:
    sent = packets(voice(1.0), expected_loss=20)
    whole, corrected, concealed = opus.Decoder(), opus.Decoder(), opus.Decoder()
    lost = 30
    for packet in sent[:lost]:
        for decoder in (whole, corrected, concealed):
            decoder.decode(packet)
    true = whole.decode(sent[lost])
    from_copy = corrected.recover(sent[lost + 1])
    guessed = concealed.conceal()
    assert len(from_copy) == len(guessed) == opus.FRAME
    assert likeness(true, from_copy) > 0.8
    assert likeness(true, from_copy) > likeness(true, guessed) - 0.2


def test_what_is_no_packet_is_refused_and_the_stream_goes_on() -> None:
    decoder = opus.Decoder()
    sent = packets(voice(0.2))
    with pytest.raises(opus.OpusRefused):
        decoder.decode(b"\xff" * 3)
    assert len(decoder.decode(sent[0])) == opus.FRAME


def test_a_packet_says_how_long_it_is() -> None:
    assert opus.duration(packets(voice(0.02))[0]) == opus.FRAME
    with pytest.raises(opus.OpusRefused):
        opus.duration(b"")


def test_only_whole_frames_are_encoded() -> None:
    with pytest.raises(ValueError, match="480"):
        opus.Encoder().encode(np.zeros(480, np.int16))
