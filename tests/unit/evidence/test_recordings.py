"""Recordings as Janus writes them, made by hand: packets, gaps, the chain, and the comparison with what was sent."""

from dataclasses import replace

import pytest

from seat_client.domain.events import RecordingKept
from seat_client.evidence.recordings import (
    FIRST_LINK,
    Compared,
    Recording,
    RecordingUnreadable,
    chained,
    compare,
    joined_gaps,
    linked_part,
    read_recording,
)
from tests.unit.evidence.recorded import BEGAN, PER_SECOND, mjr, payload, sent, spoken


def recording(content: bytes) -> Recording:
    read = read_recording(content)
    assert read is not None
    return read


def test_packets_are_read_without_their_headers() -> None:
    read = recording(mjr(spoken(2)))
    assert (read.track, read.began, len(read.packets)) == ("audio", BEGAN, 2 * PER_SECOND)
    assert read.packets[3].payload == payload(3)
    assert read.packets[3].at == pytest.approx(0.06)
    assert read.gaps() == ()


def test_a_file_cut_off_by_a_crash_ends_with_its_last_whole_packet() -> None:
    whole = mjr(spoken(1))
    assert len(recording(whole[:-5]).packets) == PER_SECOND - 1


@pytest.mark.parametrize("content", [b"", b"RIFF", b"MJR00002\x00\x02{}", mjr(spoken(1)).replace(b"MEET", b"MOOT", 1)])
def test_what_is_no_recording_is_refused(content: bytes) -> None:
    with pytest.raises(RecordingUnreadable):
        read_recording(content)


def test_a_publisher_who_sent_nothing_leaves_nothing() -> None:
    assert read_recording(b"MJR00002") is None


def test_gaps_lie_inside_recordings_and_between_them() -> None:
    first = recording(mjr([*spoken(2), *spoken(2, 2 * PER_SECOND, 6.0)]))
    (inner,) = first.gaps()
    assert inner[0] - BEGAN == pytest.approx(1.98)
    assert inner[1] - BEGAN == pytest.approx(6.0)
    stretches = [(first.first, first.last), (first.last + 9, first.last + 12), (first.last + 12.5, first.last + 14)]
    assert joined_gaps(stretches, [inner]) == [inner, (first.last, first.last + 9)]


def test_what_was_sent_and_recorded_agrees_second_by_second() -> None:
    assert compare(sent(3), [recording(mjr(spoken(3)))]) == Compared(equal=3)


def test_the_offset_that_a_connection_draws_is_found() -> None:
    shifted = [
        {**second, "first_timestamp": (int(str(second["first_timestamp"])) + 12345) % 2**32} for second in sent(3)
    ]
    assert compare(shifted, [recording(mjr(spoken(3)))]) == Compared(equal=3)


def test_packets_that_were_turned_round_on_the_way_are_put_in_order() -> None:
    packets = spoken(2)
    packets[10], packets[11] = packets[11], packets[10]
    assert compare(sent(2), [recording(mjr(packets))]) == Compared(equal=2)


def test_numbers_that_run_over_are_followed() -> None:
    first = 65536 - 30
    assert compare(sent(2, first), [recording(mjr(spoken(2, first)))]) == Compared(equal=2)


def test_a_lost_packet_contradicts_nothing_and_a_changed_one_does() -> None:
    lossy = [p for p in spoken(3) if p[1] != 60]
    assert compare(sent(3), [recording(mjr(lossy))]) == Compared(equal=2, lost=1)
    assert compare(sent(3), [recording(mjr(spoken(3), change=60))]) == Compared(equal=2, differing=1)
    assert compare(sent(3), [recording(mjr(spoken(1)))]) == Compared(equal=1, absent=2)


def test_a_link_covers_everything_a_recording_says() -> None:
    fact = RecordingKept(
        1, "E3", "audio", "a.mjr", "0" * 64, "", "2026-11-29T10:00:00", "2026-11-29T10:01:00", 9, ((3, 7),)
    )
    link = chained(FIRST_LINK, linked_part(fact))
    for changed in (
        replace(fact, person="E4"), replace(fact, sha256="1" * 64), replace(fact, gaps=()), replace(fact, packets=8),
        replace(fact, file="b.mjr"), replace(fact, began="2026-11-29T10:00:01"), replace(fact, number=2),
    ):  # fmt: skip
        assert chained(FIRST_LINK, linked_part(changed)) != link
    assert chained(link, linked_part(fact)) != link
