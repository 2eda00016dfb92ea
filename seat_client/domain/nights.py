"""When seats that were sealed overnight may be opened: not before the working day begins."""

from datetime import datetime, time, timedelta, timezone

MORNING = time(8, 30)
CIVIL = timezone(timedelta(hours=8), "CST")  # China keeps one time all year


def opens_after(since: datetime) -> datetime:
    """The beginning of the first working day after `since`, in the country's civil time."""
    local = since.astimezone(CIVIL)
    morning = datetime.combine(local.date(), MORNING, CIVIL)
    return morning if morning > local else morning + timedelta(days=1)
