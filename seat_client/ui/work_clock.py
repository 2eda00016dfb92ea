"""How long a person has worked without a rest: by the clock alone, nothing of what the person does is measured."""

from datetime import datetime, timedelta

from seat_client.ui.language import translate

REST_AFTER = timedelta(minutes=60)


class WorkClock:
    """Begins with the first working page; a rest is taken when the person says so."""

    def __init__(self) -> None:
        self._began: datetime | None = None
        self._rested: datetime | None = None

    def begin(self, now: datetime) -> None:
        """Work begins; later calls change nothing."""
        if self._began is None:
            self._began = self._rested = now

    def rest(self, now: datetime) -> None:
        """The person has had a rest, or wants none now."""
        if self._began is not None:
            self._rested = now

    def words(self, now: datetime) -> str:
        """How long this session has lasted; empty in its first minute."""
        minutes = self._minutes(self._began, now)
        words = translate("WorkClock", "At work for {hours}:{minutes}")
        return words.format(hours=minutes // 60, minutes=f"{minutes % 60:02}") if minutes else ""

    def hint(self, now: datetime) -> str:
        """That a rest is due; empty before."""
        if self._rested is None or now - self._rested < REST_AFTER:
            return ""
        words = translate("WorkClock", "{minutes} minutes without a rest: look into the distance for a while")
        return words.format(minutes=self._minutes(self._rested, now))

    @staticmethod
    def _minutes(since: datetime | None, now: datetime) -> int:
        return 0 if since is None else max(0, int((now - since).total_seconds() // 60))
