"""The receiving side on a made-up network: loss, order, jitter, other clocks, senders that stop and begin again."""

import asyncio
import random
from collections.abc import Iterator

import aiortc
import numpy as np
import pytest
from aiortc.rtcrtpreceiver import RTCRtpReceiver

from seat_client.media.sound import Mixer, PacketBuffer, ReceiveStream, opus
from seat_client.media.sound.waiting import LEAST, MOST, WaitingTime

FRAME, RATE = opus.FRAME, opus.RATE


def tone(seconds: float, hertz: float = 300.0, height: float = 8000.0) -> opus.Samples:
    return (height * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)).astype(np.int16)


def buzz(seconds: float) -> opus.Samples:
    """A voice for the codec, which copies voices alone into the next packet, and no tones."""
    turn = 2 * np.pi * 120 * np.arange(int(seconds * RATE)) / RATE
    return (5000 * sum(np.sin(n * turn) / n for n in range(1, 30))).astype(np.int16)


def sent(samples: opus.Samples) -> list[bytes]:
    encoder = opus.Encoder(expected_loss=20)
    return [encoder.encode(samples[at : at + FRAME]) for at in range(0, len(samples) - FRAME + 1, FRAME)]


Arrival = tuple[float, int, bytes]


def played(arrivals: list[Arrival], seconds: float, stream: ReceiveStream | None = None) -> opus.Samples:
    """What is heard when the packets come at these times and a block is fetched every 10 ms."""
    stream = stream or ReceiveStream("expert-1")
    waiting = iter(sorted(arrivals))
    following = next(waiting, None)
    out = []
    for block in range(int(seconds * 100)):
        while following is not None and following[0] <= block * 0.01:
            at, number, payload = following
            stream.push(number % 65536, number * FRAME, payload, at)
            following = next(waiting, None)
        out.append(stream.pull(480))
    return np.concatenate(out)


def steady(packets: list[bytes], speed: float = 1.0, first: int = 1000) -> Iterator[Arrival]:
    for number, payload in enumerate(packets):
        yield number * 0.02 * speed, first + number, payload


def silent_part(samples: opus.Samples) -> float:
    """The share of 10 ms blocks after the first sound that hold none."""
    heights = np.abs(samples[: len(samples) // 480 * 480].reshape(-1, 480)).max(axis=1)
    begun = int(np.argmax(heights > 2000))
    return float(np.mean(heights[begun:] < 2000))


def test_without_loss_everything_is_heard_after_a_short_wait() -> None:
    stream = ReceiveStream("expert-1")
    out = played(list(steady(sent(tone(4)))), 4, stream)
    assert silent_part(out) == 0
    assert (stream.figures.late, stream.figures.concealed, stream.figures.recovered) == (0, 0, 0)
    assert stream.figures.buffered <= 0.1


def test_one_packet_in_twenty_lost_is_recovered_from_its_neighbour() -> None:
    stream, chance = ReceiveStream("expert-1"), random.Random(3)
    arrivals = [each for each in steady(sent(buzz(8))) if chance.random() > 0.05]
    out = played(arrivals, 8, stream)
    assert silent_part(out) < 0.01
    assert stream.figures.recovered > 10
    assert stream.figures.concealed <= 4
    assert stream.figures.buffered <= 0.1


def test_order_does_not_matter_within_the_wait() -> None:
    arrivals = [
        (at + (0.03 if number % 5 == 0 else 0.0), number, payload) for at, number, payload in steady(sent(tone(6)))
    ]
    stream = ReceiveStream("expert-1")
    assert silent_part(played(arrivals, 6, stream)) < 0.02
    assert stream.figures.late <= 3


def test_jitter_lengthens_the_wait_and_a_calm_line_shortens_it() -> None:
    chance = random.Random(5)
    packets = sent(tone(30))
    arrivals = [
        (at + (chance.random() * 0.1 if at < 10 else 0.0), number, payload) for at, number, payload in steady(packets)
    ]
    stream = ReceiveStream("expert-1")
    targets = []
    for part in range(3):
        for at, number, payload in sorted(each for each in arrivals if part * 10 <= each[0] < part * 10 + 10):
            stream.push(number % 65536, number * FRAME, payload, at)
            stream.pull(FRAME)
        targets.append(stream.figures.target)
    assert targets[0] > 0.09
    assert targets[2] == pytest.approx(LEAST, abs=0.001)


@pytest.mark.parametrize("speed", [1 - 300e-6, 1 + 300e-6])
def test_a_sender_with_another_clock_neither_piles_up_nor_runs_dry(speed: float) -> None:
    stream = ReceiveStream("expert-1")
    out = played(list(steady(sent(tone(60)), speed)), 59, stream)
    assert silent_part(out) < 0.002
    assert stream.figures.buffered < 0.12
    assert stream.figures.concealed < 5


def test_a_pause_of_the_line_is_caught_up_and_not_kept_as_delay() -> None:
    arrivals = [
        (max(at, 2.5) if 2.0 <= at < 2.5 else at, number, payload) for at, number, payload in steady(sent(tone(9)))
    ]
    stream = ReceiveStream("expert-1")
    played(arrivals, 9, stream)
    assert stream.figures.buffered < stream.figures.target + 0.1


def with_a_pause(before: float, pause: float, after: float) -> list[bytes]:
    return sent(np.concatenate((tone(before), np.zeros(int(pause * RATE), np.int16), tone(after))))


def test_what_is_stored_too_much_goes_in_the_first_pause_and_not_in_a_word() -> None:
    packets = with_a_pause(3, 1.0, 2)
    arrivals = [(max(at, 2.1) if 2.0 <= at < 2.1 else at, n, payload) for at, n, payload in steady(packets)]
    word, whole = ReceiveStream("expert-1"), ReceiveStream("expert-1")
    played(arrivals, 2.95, word)
    played(arrivals, 5.9, whole)
    assert word.figures.cut == 0
    assert word.figures.buffered > word.figures.target + 0.015
    assert whole.figures.cut >= 1
    assert whole.figures.buffered < word.figures.buffered - 0.005


def test_what_is_stored_too_little_grows_in_the_first_pause() -> None:
    chance = random.Random(4)
    packets = with_a_pause(3, 1.5, 2)
    arrivals = [
        (at + (chance.random() * 0.08 if at > 1 else 0), number, payload) for at, number, payload in steady(packets)
    ]
    stream = ReceiveStream("expert-1")
    played(arrivals, 6.4, stream)
    assert stream.figures.drawn_out >= 1
    assert stream.figures.buffered > stream.figures.target - 0.05


def test_a_hiccup_at_the_beginning_is_not_waited_for_in_the_whole_call() -> None:
    wait = WaitingTime()
    for number in range(200):
        wait.take(number * 0.02, max(number * 0.02, 0.5) if 0.3 < number * 0.02 < 0.5 else number * 0.02)
    assert wait.target == LEAST


def test_a_sender_that_begins_again_is_heard_again() -> None:
    packets = sent(tone(2))
    later = [(at + 3.0, number + 30_000, payload) for at, number, payload in steady(packets)]
    out = played([*steady(packets), *later], 5)
    assert np.abs(out[-RATE // 2 :]).max() > 4000
    assert not out[int(2.6 * RATE) : int(2.9 * RATE)].any()


def test_what_is_no_packet_is_counted_and_does_not_end_the_stream() -> None:
    arrivals = [
        (at, number, b"\xff" * 3 if number % 20 == 0 else payload) for at, number, payload in steady(sent(tone(3)))
    ]
    stream = ReceiveStream("expert-1")
    assert silent_part(played(arrivals, 3, stream)) < 0.05
    assert stream.figures.refused > 3


def test_memory_is_bounded_when_nobody_fetches() -> None:
    stream = ReceiveStream("expert-1")
    for at, number, payload in steady(sent(tone(4))):
        stream.push(number, number * FRAME, payload, at)
    assert len(stream._packets) <= 50


def test_the_wait_stays_within_its_bounds() -> None:
    wait = WaitingTime()
    for number in range(500):
        wait.take(number * 0.02, number * 0.02 + (5.0 if number % 10 == 0 else 0.0))
    assert wait.target == MOST


def test_five_voices_at_once_stay_within_the_range_and_the_quietest_is_left_out() -> None:
    mixer = Mixer()
    for number, height in enumerate((12000, 12000, 12000, 12000, 300)):
        for at, index, payload in steady(sent(tone(1, 200 + 150 * number, height))):
            mixer.stream(f"expert-{number}").push(index, index * FRAME, payload, at)
    out = np.concatenate([mixer.piece() for _ in range(40)]).astype(float)
    assert np.abs(out).max() < 32768
    spectrum = np.abs(np.fft.rfft(out[-RATE // 2 :]))
    heights = [spectrum[(200 + 150 * number) // 2 - 1 : (200 + 150 * number) // 2 + 2].max() for number in range(5)]
    assert min(heights[:4]) > 20 * heights[4]
    assert mixer.levels()["expert-4"] < mixer.levels()["expert-0"]
    mixer.drop("expert-0")
    assert "expert-0" not in mixer.levels()


def test_aiortc_still_keeps_its_buffer_where_ours_is_put() -> None:
    """Private names of the pinned version: when this fails, look at `RTCRtpReceiver` before the pin is moved."""

    async def made() -> RTCRtpReceiver:
        connection = aiortc.RTCPeerConnection()
        receiver = connection.addTransceiver("audio").receiver
        await connection.close()
        return receiver

    receiver = asyncio.run(made())
    theirs = receiver._RTCRtpReceiver__jitter_buffer
    assert callable(theirs.add)
    buffer = PacketBuffer(ReceiveStream("expert-1"))
    packet = aiortc.rtp.RtpPacket(sequence_number=7, timestamp=960, payload=sent(tone(0.02))[0])
    assert buffer.add(packet) == (False, None)
