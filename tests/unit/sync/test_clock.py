"""The distance of the clocks from questions and answers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

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
