"""The centre's time: the one clock of an evaluation."""

from datetime import UTC, datetime, timedelta, timezone

CIVIL = timezone(timedelta(hours=8), "CST")  # China keeps one time all year, whatever a server is set to


class _Ahead:
    """How far this process's centre goes ahead of the machine; always nothing but in practice."""

    by = timedelta(0)


def now() -> datetime:
    return datetime.now(UTC) + _Ahead.by


def set_ahead(by: timedelta) -> None:
    """Let the centre's time run ahead of the machine's; `practice_clock` alone does so."""
    _Ahead.by = by


def stamp(at: datetime | None = None) -> str:
    """ISO 8601 with milliseconds, UTC."""
    return (at or now()).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def after(seconds: int) -> str:
    """The moment so many seconds from now."""
    return stamp(now() + timedelta(seconds=seconds))


def passed(moment: str) -> bool:
    """Whether a stamped moment lies in the past."""
    return moment < stamp()


def local(stamped: str) -> datetime:
    """A stamped moment in the country's one civil time."""
    return datetime.fromisoformat(stamped).astimezone(CIVIL)
