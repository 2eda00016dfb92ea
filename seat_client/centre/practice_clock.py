"""The practice centre's clock: it can be put forward, so that a deadline or a night passes within a practice.

Nothing is skipped by it: whoever waits for an hour still waits for it, by the centre's clock. Every leap is kept and
printed in the report, and a centre that is no practice has no such clock.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from seat_client.centre import clock
from seat_client.centre.errors import Forbidden, Refused

FILE = "practice-clock.json"
FARTHEST = 7 * 24 * 3600  # seconds ahead in all; the practice's certificates last far longer


@dataclass(frozen=True, slots=True)
class Leap:
    """At which moment the clock was put forward, by how many seconds, and what for."""

    at: str
    seconds: int
    why: str


class PracticeClock:
    """The leaps of one centre, kept in its folder; making one sets the clock of this process."""

    def __init__(self, folder: Path, *, practice: bool) -> None:
        self._file = folder / FILE
        self._practice = practice
        self._seen = 0
        self.leaps: tuple[Leap, ...] = ()
        self.look()
        self._set()

    def look(self) -> None:
        """Take in what another process of this centre has done to the clock; costs a look at one file's date."""
        if self._practice and (changed := self._changed()) != self._seen:
            self._seen = changed
            self.leaps = self._kept()
            self._set()

    def forward(self, seconds: int, why: str) -> Leap:
        """Put the clock forward; raises Forbidden outside practice, Refused for a leap too far or backwards."""
        if not self._practice:
            raise Forbidden("practice_only")
        self.look()
        if seconds <= 0 or self._ahead + seconds > FARTHEST:
            raise Refused("leap_too_far", limit=FARTHEST)
        leap = Leap(clock.stamp(), seconds, why)
        self.leaps = (*self.leaps, leap)
        draft = self._file.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps([asdict(each) for each in self.leaps], ensure_ascii=False) + "\n", "utf-8")
        draft.replace(self._file)  # whole or not at all: other processes read it
        self._seen = self._changed()
        self._set()
        return leap

    def close(self) -> None:
        """The process's clock is the machine's again."""
        clock.set_ahead(timedelta())

    @property
    def _ahead(self) -> int:
        return sum(leap.seconds for leap in self.leaps)

    def _set(self) -> None:
        clock.set_ahead(timedelta(seconds=self._ahead))

    def _changed(self) -> int:
        return self._file.stat().st_mtime_ns if self._file.exists() else 0

    def _kept(self) -> tuple[Leap, ...]:
        if not self._file.exists():
            return ()
        return tuple(Leap(**each) for each in json.loads(self._file.read_text("utf-8")))
