"""The session's clock and its hint at a rest."""

from datetime import UTC, datetime, timedelta

from seat_client.ui.work_clock import WorkClock

BEGAN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def after(minutes: int) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def test_nothing_is_said_before_work_has_begun() -> None:
    clock = WorkClock()
    clock.rest(BEGAN)
    assert (clock.words(after(90)), clock.hint(after(90))) == ("", "")


def test_it_counts_from_the_first_page_and_hints_after_an_hour() -> None:
    clock = WorkClock()
    clock.begin(BEGAN)
    clock.begin(after(30))
    assert clock.words(BEGAN) == ""
    assert clock.words(after(125)) == "At work for 2:05"
    assert clock.hint(after(59)) == ""
    assert clock.hint(after(60)).startswith("60 minutes without a rest")


def test_a_rest_puts_the_hint_away_for_another_hour_and_the_session_goes_on() -> None:
    clock = WorkClock()
    clock.begin(BEGAN)
    clock.rest(after(61))
    assert clock.hint(after(120)) == ""
    assert clock.hint(after(121)) != ""
    assert clock.words(after(121)) == "At work for 2:01"
