"""Packets to pictures: in order, never broken, with the feedback that repairs what is lost."""

import random
from dataclasses import dataclass, field

from aiortc.codecs.vpx import Vp8Encoder
from aiortc.rtp import RtpPacket
from hypothesis import given
from hypothesis import strategies as st

from seat_client.conference.assembling import ASK_EVERY, FURTHEST, GIVE_UP, Assembler, Picture

KEY, DELTA = b"\x00", b"\x01"


@dataclass
class Stream:
    """A sender's packets, and what the other side made of them."""

    sequence: int = 65_500
    picture_id: int = 100
    timestamp: int = 0
    pictures: list[Picture] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    keys_asked: int = 0
    made: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.assembler = Assembler(self.pictures.append, self.asked.extend, self._key)

    def _key(self) -> None:
        self.keys_asked += 1

    def picture(self, *, key: bool = False, size: int = 3000) -> list[RtpPacket]:
        """The packets of the next picture."""
        self.timestamp += 6000
        self.picture_id = (self.picture_id + 1) % (1 << 15)
        data = (KEY if key else DELTA) + random.Random(self.timestamp).randbytes(size - 1)
        self.made[self.timestamp] = data
        packets = []
        payloads = Vp8Encoder._packetize(data, self.picture_id)
        for index, payload in enumerate(payloads):
            self.sequence = (self.sequence + 1) & 0xFFFF
            packets.append(RtpPacket(96, int(index == len(payloads) - 1), self.sequence, self.timestamp, 1, payload))
        return packets

    def give(self, packets: list[RtpPacket], now: float) -> None:
        for packet in packets:
            self.assembler.add(packet, now)

    def timestamps(self) -> list[int]:
        return [each.timestamp for each in self.pictures]


def test_a_picture_is_out_with_its_last_packet() -> None:
    stream = Stream()
    stream.give(stream.picture(key=True), 0.0)
    assert [(each.data, each.key) for each in stream.pictures] == [(stream.made[6000], True)]
    stream.give(stream.picture(), 0.07)
    assert stream.timestamps() == [6000, 12_000]


def test_nothing_is_shown_before_a_key_frame() -> None:
    stream = Stream()
    stream.give(stream.picture(), 0.0)
    assert not stream.pictures
    assert stream.keys_asked == 1
    stream.give(stream.picture(key=True), 0.1)
    assert stream.timestamps() == [12_000]


def test_a_lost_packet_is_asked_for_again_and_again_and_then_all_is_well() -> None:
    stream = Stream()
    stream.give(stream.picture(key=True), 0.0)
    first, lost, last = stream.picture()
    following = stream.picture()
    stream.give([first, last, *following], 0.1)
    assert stream.asked == [lost.sequence_number]
    stream.assembler.tick(0.1 + ASK_EVERY)
    stream.assembler.tick(0.1 + 2 * ASK_EVERY)
    assert stream.asked == [lost.sequence_number] * 3
    assert stream.timestamps() == [6000]
    stream.give([lost], 0.25)
    assert stream.timestamps() == [6000, 12_000, 18_000]
    assert stream.keys_asked == 0


def test_what_never_comes_is_given_up_and_nothing_broken_is_shown() -> None:
    stream = Stream()
    stream.give(stream.picture(key=True), 0.0)
    stream.give(stream.picture()[1:], 0.1)
    stream.give(stream.picture(), 0.2)
    stream.assembler.tick(0.1 + GIVE_UP + 0.01)
    assert stream.keys_asked == 1
    stream.give(stream.picture(), 0.55)
    assert stream.timestamps() == [6000]
    stream.give(stream.picture(key=True), 0.6)
    assert stream.timestamps() == [6000, 30_000]


def test_a_whole_key_frame_waits_for_nothing_before_it() -> None:
    stream = Stream()
    stream.give(stream.picture(key=True), 0.0)
    stream.picture()  # lost whole
    stream.give(stream.picture(key=True), 0.1)
    assert stream.timestamps() == [6000, 18_000]


def test_a_stream_exchanged_by_the_server_is_noticed_by_its_picture_numbers() -> None:
    """Sequence numbers go on, but the pictures are another encoder's: they wait for its key frame."""
    stream = Stream()
    stream.give(stream.picture(key=True), 0.0)
    stream.picture_id += 7777
    stream.give(stream.picture(), 0.1)
    assert stream.timestamps() == [6000]
    assert stream.keys_asked == 1
    stream.give(stream.picture(key=True), 0.2)
    assert stream.timestamps() == [6000, 18_000]


def test_after_a_leap_of_numbers_it_begins_anew() -> None:
    stream = Stream()
    stream.give(stream.picture(key=True), 0.0)
    stream.sequence = (stream.sequence + FURTHEST + 100) & 0xFFFF
    stream.give(stream.picture(key=True), 5.0)
    assert stream.timestamps() == [6000, 12_000]
    assert not stream.asked


def test_junk_is_passed_over() -> None:
    stream = Stream()
    for payload in (b"", b"\x90", b"\x80\x80", b"\x10", b"\xff" * 3):
        stream.assembler.add(RtpPacket(96, 1, 5, 0, 1, payload), 0.0)
    assert not stream.pictures


@given(seed=st.integers(0, 2**32), loss=st.floats(0, 0.3), spread=st.integers(0, 12))
def test_whatever_happens_only_whole_pictures_in_order_come_out(seed: int, loss: float, spread: int) -> None:
    """Loss, disorder and repetition: every picture handed out is one that was made, after a key frame, in order."""
    rng, stream = random.Random(seed), Stream()
    packets = [each for n in range(60) for each in stream.picture(key=n % 20 == 0, size=rng.randint(1, 4000))]
    sent = [each for each in packets if rng.random() >= loss]
    sent += [each for each in packets if rng.random() < 0.05]
    order = sorted(range(len(sent)), key=lambda each: each + rng.randint(0, spread))
    now = 0.0
    for index in order:
        now += 0.01
        stream.assembler.add(sent[index], now)
        stream.assembler.tick(now)
    assert all(stream.made[each.timestamp] == each.data for each in stream.pictures)
    assert stream.timestamps() == sorted(set(stream.timestamps()))
    if stream.pictures:
        assert stream.pictures[0].key
    if not loss:
        missing = set(stream.made) - set(stream.timestamps())
        assert not missing or spread
