"""The distance of the clocks from questions and answers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from seat_client.sync.clock import KEPT, ClockOffset

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def test_nothing_is_known_before_the_first_answer() -> None:
    assert ClockOffset().seconds is None


def test_the_middle_of_the_exchange_counts() -> None:
    offset = ClockOffset()
    offset.observe(NOON, NOON + seconds(61), NOON + seconds(2))
    assert offset.seconds == Decimal("60.000")


def test_a_centre_behind_is_negative_to_the_millisecond() -> None:
    offset = ClockOffset()
    offset.observe(NOON, NOON - seconds(1.2345), NOON)
    assert offset.seconds == Decimal("-1.234")


def test_the_quickest_answer_wins() -> None:
    offset = ClockOffset()
    offset.observe(NOON, NOON + seconds(5), NOON + seconds(0.1))
    offset.observe(NOON, NOON + seconds(9), NOON + seconds(8))
    assert offset.seconds == Decimal("4.950")


def test_old_answers_are_forgotten() -> None:
    offset = ClockOffset()
    offset.observe(NOON, NOON + seconds(5), NOON)
    for _ in range(KEPT):
        offset.observe(NOON, NOON + seconds(8), NOON + seconds(2))
    assert offset.seconds == Decimal("7.000")


def test_a_clock_set_back_during_the_question_measures_nothing() -> None:
    offset = ClockOffset()
    offset.observe(NOON, NOON, NOON - seconds(10))
    assert offset.seconds is None


def test_no_distance_has_no_sign() -> None:
    offset = ClockOffset()
    offset.observe(NOON, NOON - seconds(0.0001), NOON)
    assert str(offset.seconds) == "0.000"


def test_a_clock_that_was_set_is_believed_at_once() -> None:
    offset = ClockOffset()
    for _ in range(KEPT):
        offset.observe(NOON, NOON + seconds(5), NOON + seconds(0.01))
    offset.observe(NOON, NOON + seconds(3605), NOON + seconds(1))
    assert offset.seconds == Decimal("3604.500")


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400), timedelta(hours=-1)])
def test_a_seats_clock_that_jumps_moves_the_distance_and_nothing_else(jump: timedelta) -> None:
    """The estimate turns by the jump with the first answer after it, so that the centre's time stays what it was."""
    offset = ClockOffset()
    offset.observe(NOON, NOON + seconds(5), NOON)
    offset.observe(NOON + jump, NOON + seconds(6), NOON + jump)
    assert offset.seconds == Decimal(6) - Decimal(int(jump.total_seconds()))


def test_a_jump_during_the_question_is_outweighed_by_the_next_answer() -> None:
    offset = ClockOffset()
    offset.observe(NOON, NOON + seconds(1), NOON + timedelta(hours=6))  # looks like an answer that took six hours
    offset.observe(NOON + timedelta(hours=6), NOON + seconds(2), NOON + timedelta(hours=6))
    assert offset.seconds == Decimal(2 - 6 * 3600)
