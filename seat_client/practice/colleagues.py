"""All colleagues of one practice evaluation, a thread each, in one process of their own."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drivers.api.token import TokenFamily
from seat_client.practice.clerk import Clerk
from seat_client.practice.colleague import Colleague
from seat_client.practice.script import Script

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


class Colleagues:
    """Starts the colleagues and the clerk; the clerk sees through the eyes of the first who is not silent."""

    def __init__(self, company: Company) -> None:
        clerk = Clerk(company.centre, company.clerk_token, company.script)
        eyes = next((m for m in company.members if m not in company.script.silent), "")
        self._colleagues = [
            Colleague(
                member, company.script, centre=company.centre, token=company.token(member), data=company.data,
                pin=company.pin, onlooker=clerk.look if member == eyes else lambda _: None,
            )
            for member in company.members
        ]  # fmt: skip
        self._threads = [
            threading.Thread(target=_guarded, args=(c,), name=f"colleague-{m}", daemon=True)
            for c, m in zip(self._colleagues, company.members, strict=True)
        ]

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
