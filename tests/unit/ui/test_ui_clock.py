"""Times are shown in the country's one civil time, whatever the machine is set to."""

from datetime import UTC, datetime

import pytest

from seat_client.ui import clock

MOMENT = datetime(2026, 11, 22, 16, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")


def test_hours_are_those_of_beijing() -> None:
    assert clock.clock(MOMENT) == "00:05"
    assert clock.clock_seconds(MOMENT) == "00:05:09"


def test_the_day_turns_at_midnight_there() -> None:
    assert clock.day(MOMENT) == "2026-11-23"
    assert clock.day_and_clock(MOMENT) == "2026-11-23　00:05"
    assert clock.long_day(MOMENT) == "2026-11-23"
    assert clock.weekday(MOMENT) == "Monday"
