"""All colleagues of one practice evaluation, a thread each, in one process of their own."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drivers.api.token import TokenFamily
from seat_client.practice.attendance import Attendance, Ears
from seat_client.practice.callers import Callers
from seat_client.practice.clerk import Clerk
from seat_client.practice.colleague import Colleague
from seat_client.practice.day import MemberDay
from seat_client.practice.script import Script
from seat_client.practice.supervising import SupervisorDay
from seat_client.sync.client import CentreClient

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Company:
    """What a company of colleagues is made of; `token` gives the family of one member's key."""

    script: Script
    members: Sequence[str]
    centre: str
    clerk_token: str
    data: Path
    pin: str
    token: Callable[[str], TokenFamily]
    supervisor: str = ""
    """Who watches; empty for nobody, or when a person does."""
    clips: Path | None = None
    """Where the pictures and speech for the call lie; None for colleagues who stay out of it."""


class Colleagues:
    """Starts the colleagues, the supervisor and the clerk; the clerk sees through the supervisor's eyes."""

    def __init__(self, company: Company) -> None:
        clerk = Clerk(company.centre, company.clerk_token, company.script)
        eyes = company.supervisor or next(m for m in company.members if m not in company.script.silent)
        people = (*company.members, *filter(None, [company.supervisor]))
        self._ears = Ears()
        self._callers = Callers(company.clips, self._ears.take) if company.clips is not None else None
        self._colleagues = [
            Colleague(
                person, company.script, centre=company.centre, token=company.token(person), data=company.data,
                pin=company.pin, onlooker=clerk.look if person == eyes else lambda _: None,
                day=SupervisorDay if person == company.supervisor else MemberDay, attendance=self._attending(person),
            )
            for person in people
        ]  # fmt: skip
        self._threads = [
            threading.Thread(target=_guarded, args=(c,), name=f"colleague-{m}", daemon=True)
            for c, m in zip(self._colleagues, people, strict=True)
        ]

    def _attending(self, person: str) -> Callable[[CentreClient], Attendance] | None:
        callers, ears = self._callers, self._ears
        if callers is None:
            return None
        return lambda client: Attendance(person, client, callers, ears)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def ask_to_stop(self) -> None:
        """Ask all to stop; safe in a signal handler."""
        for colleague in self._colleagues:
            colleague.stop()

    def stop(self) -> None:
        """Ask all to stop and wait for them."""
        self.ask_to_stop()
        self.join(20)
        self.close()

    def close(self) -> None:
        """End the callers' process."""
        if self._callers is not None:
            self._callers.close()

    def join(self, seconds: float) -> bool:
        """Wait so long for all to finish their day; False when some have not by then."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(t.is_alive() for t in self._threads)


def _guarded(colleague: Colleague) -> None:
    """A colleague that fails leaves a trace in the log; the others go on."""
    try:
        colleague.run()
    except Exception:  # the entry point of a thread: nobody above could see it
        log.exception("a colleague stopped")
