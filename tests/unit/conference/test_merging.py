"""Two ways of one voice become one stream without a gap and without an echo."""

import random

from hypothesis import given
from hypothesis import strategies as st

from seat_client.conference.merging import FRAME, Merger


class Played:
    """What the merger pushed on."""

    def __init__(self) -> None:
        self.packets: list[tuple[int, int, bytes]] = []
        self.merger = Merger(lambda number, at, payload, arrival: self.packets.append((number, at, payload)))

    @property
    def payloads(self) -> list[bytes]:
        return [payload for _, _, payload in self.packets]


def _packets(count: int, seed: int = 1) -> list[bytes]:
    rng = random.Random(seed)
    return [rng.randbytes(80) for _ in range(count)]


def test_copies_are_dropped_whatever_time_the_server_gave_them() -> None:
    played, packets = Played(), _packets(100)
    for index, packet in enumerate(packets):
        played.merger.add("wired", index * FRAME, packet, index * 0.02)
        played.merger.add("mobile", 77_777 + index * FRAME, packet, index * 0.02 + 0.005)
    assert played.payloads == packets
    assert played.merger.copies > 90


def test_the_other_way_goes_on_where_the_first_was_cut() -> None:
    played, packets = Played(), _packets(200)
    for index, packet in enumerate(packets):
        if index < 100:
            played.merger.add("wired", index * FRAME, packet, index * 0.02)
        played.merger.add("mobile", 77_777 + index * FRAME, packet, index * 0.02 + 0.01)
    assert played.payloads == packets
    assert [at for _, at, _ in played.packets] == [index * FRAME for index in range(200)]


def test_each_loss_on_one_way_is_made_good_by_the_other() -> None:
    played, packets, rng = Played(), _packets(500), random.Random(5)
    for index, packet in enumerate(packets):
        at = index * 0.02
        if index < 20 or rng.random() > 0.2:
            played.merger.add("wired", index * FRAME, packet, at)
        if index < 20 or rng.random() > 0.2:
            played.merger.add("mobile", 5_000_000 + index * FRAME, packet, at + 0.004)
    assert len(played.packets) / 500 > 0.93
    assert len(set(played.payloads)) == len(played.payloads)


def test_an_unknown_way_is_believed_when_it_is_the_only_one() -> None:
    """Silence looks alike on both, so the difference cannot be found; when the first way is cut, sound goes on."""
    played, silence = Played(), b"\xf8\xff\xfe"
    for index in range(50):
        played.merger.add("wired", index * FRAME, silence, index * 0.02)
        played.merger.add("mobile", 9_999 + index * FRAME, silence, index * 0.02)
    assert len(played.packets) == 50
    for index in range(50, 100):
        played.merger.add("mobile", 9_999 + index * FRAME, silence, index * 0.02)
    assert len(played.packets) >= 97
    moments = [at for _, at, _ in played.packets]
    assert moments == sorted(set(moments))


def test_a_way_begun_anew_finds_its_place_again() -> None:
    played, packets = Played(), _packets(300)
    for index, packet in enumerate(packets):
        played.merger.add("wired", index * FRAME, packet, index * 0.02)
        began = 0 if index < 150 else 1 << 31
        if index == 150:
            played.merger.forget("mobile")
        played.merger.add("mobile", began + index * FRAME, packet, index * 0.02 + 0.003)
    assert played.payloads == packets


@given(seed=st.integers(0, 2**32), loss=st.floats(0, 0.5), lag=st.floats(0, 0.3), offset=st.integers(0, 2**32 - 1))
def test_no_moment_is_ever_played_twice(seed: int, loss: float, lag: float, offset: int) -> None:
    played, packets, rng = Played(), _packets(150, seed), random.Random(seed)
    events = [(index * 0.02, "wired", index) for index in range(150) if rng.random() >= loss]
    events += [(index * 0.02 + lag, "mobile", index) for index in range(150) if rng.random() >= loss]
    for at, way, index in sorted(events):
        shift = offset if way == "mobile" else 0
        played.merger.add(way, (shift + index * FRAME) % (1 << 32), packets[index], at)
    moments = [at for _, at, _ in played.packets]
    assert len(moments) == len(set(moments))


def test_a_way_whose_time_the_server_began_anew_is_heard_again() -> None:
    """The only way comes back with times that were played already: after half a second it is taken as new."""
    played, packets = Played(), _packets(200)
    for index, packet in enumerate(packets[:100]):
        played.merger.add("wired", index * FRAME, packet, index * 0.02)
    for index, packet in enumerate(packets[100:]):
        played.merger.add("wired", (index + 20) * FRAME, packet, 7.0 + index * 0.02)
    assert len(played.packets) > 170
    assert len({at for _, at, _ in played.packets}) == len(played.packets)
