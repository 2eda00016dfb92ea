"""The seats of one committee as a process: every bot has its own key, its own enrolled line, its own store.

Run as a module with a JSON object: project (folder), centre (URL), identities, keys and data (folders), log (file),
seats (person -> seat), and pace: nobody looks at the form more often than after so many seconds on average, as people
do; 0 for bots that act as fast as they can. Lines on standard input start and stop somebody: `start PERSON SEAT`,
`stop PERSON`; each is answered by one line once it is done. Whatever arrives at a seat is noted in the log, with the
moment.
"""

import json
import random
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from seat_client.app import logs
from seat_client.app.practice_ground import PIN, read_project, virtual_family
from seat_client.domain.events import RecordedFact
from seat_client.practice.colleague import Colleague
from seat_client.practice.day import Day, Means, MemberDay
from seat_client.practice.supervising import SupervisorDay
from seat_client.sync.identity import SeatIdentity


class Unhurried:
    """A day at a person's pace: the next look at the form comes after a while drawn by chance."""

    def __init__(self, day: Day, pace: float, chance: random.Random) -> None:
        self._day, self._pace, self._chance = day, pace, chance
        self._due = time.monotonic() + chance.uniform(0, pace)

    @property
    def over(self) -> bool:
        return self._day.over

    def go_on(self) -> None:
        if time.monotonic() >= self._due:
            self._day.go_on()
            self._due = time.monotonic() + self._chance.uniform(0, 2 * self._pace)

    def close(self) -> None:
        self._day.close()


class Committee:
    """The bots of one evaluation."""

    def __init__(self, terms: dict[str, Any]) -> None:
        self._terms = terms
        self._script = read_project(Path(terms["project"])).script
        self._log = Path(terms["log"])
        self._writing = threading.Lock()
        self._sitting: dict[str, tuple[Colleague, threading.Thread]] = {}

    def start(self, person: str, seat: str) -> None:
        """A seat is a machine: its store lies in a folder of its own."""
        identity = SeatIdentity.load(Path(self._terms["identities"], seat))
        colleague = Colleague(
            person, self._script, centre=self._terms["centre"], pin=PIN, seat=seat, identity=identity,
            token=virtual_family(Path(self._terms["keys"], f"{person}.token")), data=Path(self._terms["data"], seat),
            day=lambda means: self._day(person, means),
            told=lambda facts: self._note(person, facts),
        )  # fmt: skip
        thread = threading.Thread(target=colleague.run, name=f"bot-{person}", daemon=True)
        self._sitting[person] = (colleague, thread)
        thread.start()

    def _day(self, person: str, means: Means) -> Day:
        day: Day = MemberDay(means) if person in self._script.members else SupervisorDay(means)
        return Unhurried(day, self._terms["pace"], random.Random(person)) if self._terms["pace"] else day

    def stop(self, person: str) -> None:
        colleague, thread = self._sitting.pop(person)
        colleague.stop()
        thread.join()

    def close(self) -> None:
        """Everybody gets up; whoever has been released already has."""
        for colleague, _ in self._sitting.values():
            colleague.stop()
        for person in list(self._sitting):
            self.stop(person)

    def _note(self, person: str, facts: tuple[RecordedFact, ...]) -> None:
        now = datetime.now(UTC).isoformat()
        with self._writing, self._log.open("a", encoding="utf-8") as log:
            log.write(json.dumps([person, now, [f.cursor for f in facts]]) + "\n")


def answer(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(terms: dict[str, Any]) -> None:
    logs.set_up("colleagues", file=Path(terms["log"]).with_suffix(".txt"))
    committee = Committee(terms)
    for person, seat in terms["seats"].items():
        committee.start(person, seat)
    answer("ready")
    for line in sys.stdin:
        order, person, *seat = line.split()
        if order == "start":
            committee.start(person, *seat)
        else:
            committee.stop(person)
        answer(line.strip())
    committee.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
