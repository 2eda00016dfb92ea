"""Who sits at the seat during the evaluation, by the policy of the place: found at the seat, told as an event.

What is found goes into the member's own journal and so to the centre, where supervisors read it; the member sees one
sentence and works on. Nothing is refused or ended by it.
"""

import logging
import time
from concurrent.futures import Future
from datetime import timedelta

from seat_client.domain.errors import RuleViolation
from seat_client.domain.events import NotePresence
from seat_client.identity.finding import Finding
from seat_client.identity.messages import Failed, News, PresenceNoted, Ready
from seat_client.services import TemplateUnopened
from seat_client.services.person_check import PersonCheck
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct
from seat_client.topic import Topic

log = logging.getLogger(__name__)

LIVES = 5
"""How many times a worker that died is begun again; then the seat says that it sees nothing."""


class SeatPresence:
    """Lives in the seat's thread; news of the worker are handed to `hear` there."""

    def __init__(self, seat: Seat, check: PersonCheck, pause: float) -> None:
        self._seat, self._check, self._pause = seat, check, pause
        self.found: Topic[Finding] = Topic()
        self._run = 0
        self._lives = LIVES
        self._resting = False
        self._over = False

    def start(self) -> None:
        """Begin to look."""
        if self._over or self._resting:
            return
        try:
            self._run = self._check.watch(self._pause)
        except TemplateUnopened:
            log.warning("what was released to compare with does not open any more")
            self._note(PresenceNoted(0, Finding.UNSEEN, time.monotonic(), 0))

    def rest(self, resting: bool) -> None:
        """Look at nobody while the seat is sealed."""
        if self._over or resting == self._resting:
            return
        self._resting = resting
        if resting:
            self._check.end_watch(forget=False)
        else:
            self.start()

    def stop(self) -> None:
        """The work is over: what was compared with is forgotten."""
        if not self._over:
            self._over = True
            self._check.end_watch(forget=True)

    def hear(self, news: News) -> None:
        """What the worker tells."""
        if self._over or isinstance(news, Ready) or news.run != self._run:
            return
        match news:
            case PresenceNoted():
                self._note(news)
            case Failed() if self._lives:
                self._lives -= 1
                self.start()
            case Failed():
                log.warning("nobody looks who sits here any more: %s", news.code)
                self._note(PresenceNoted(0, Finding.UNSEEN, time.monotonic(), 0))

    def _note(self, noted: PresenceNoted) -> None:
        finding = Finding(noted.finding)
        since = self._seat.now() - timedelta(seconds=time.monotonic() - noted.since)
        act = NotePresence(
            finding.value, since.isoformat(timespec="seconds"), noted.looks, noted.score, noted.threshold
        )
        try:
            self._seat.act(act).add_done_callback(_saved)
        except RuleViolation as refused:  # before the committee works, or while it stands still, it is no event
            log.info("presence is not noted now: %s", refused.code)
            return
        self.found.publish(finding)


def _saved(done: "Future[SavedAct]") -> None:
    if not done.cancelled() and done.exception() is not None:
        log.warning("an event of presence could not be kept")
