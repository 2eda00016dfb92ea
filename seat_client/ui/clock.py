"""Times as the pages show them: the calibrated clock, in the one civil time of the country."""

from datetime import datetime, timedelta, timezone
from typing import Final

from seat_client.ui.language import translate

CIVIL: Final = timezone(timedelta(hours=8), "CST")
"""China keeps one time all year; a seat whose system is set to another zone must not show another hour."""


def clock(moment: datetime) -> str:
    """Hours and minutes."""
    return f"{moment.astimezone(CIVIL):%H:%M}"


def clock_seconds(moment: datetime) -> str:
    """Hours, minutes and seconds, as beside "saved here"."""
    return f"{moment.astimezone(CIVIL):%H:%M:%S}"


def day(moment: datetime) -> str:
    """The date in figures."""
    return f"{moment.astimezone(CIVIL):%Y-%m-%d}"


def day_and_clock(moment: datetime) -> str:
    """Date and time, as the status bar shows them."""
    return f"{moment.astimezone(CIVIL):%Y-%m-%d　%H:%M}"


def long_day(moment: datetime) -> str:
    """The date in words."""
    local = moment.astimezone(CIVIL)
    return translate("Clock", "{year}-{month}-{day}").format(year=local.year, month=local.month, day=local.day)


def weekday(moment: datetime) -> str:
    """The name of the day."""
    names = (
        translate("Clock", "Monday"),
        translate("Clock", "Tuesday"),
        translate("Clock", "Wednesday"),
        translate("Clock", "Thursday"),
        translate("Clock", "Friday"),
        translate("Clock", "Saturday"),
        translate("Clock", "Sunday"),
    )
    return names[moment.astimezone(CIVIL).weekday()]
