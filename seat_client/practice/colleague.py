"""One simulated colleague: a seat without a screen, with its own key, store and sync loop."""

import logging
import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from drivers.api.token import TokenFamily
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import RecordedFact
from seat_client.practice.attendance import Attendance
from seat_client.practice.day import Day, Means, MemberDay
from seat_client.practice.script import Script
from seat_client.services import ServiceError
from seat_client.services.key_desk import KeyDesk
from seat_client.services.seat import Seat
from seat_client.services.sign_in import SigningIn
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient, CentreRefused, CentreUnreachable
from seat_client.sync.identity import SeatIdentity
from seat_client.sync.loop import SyncLoop

RETRY = 0.3

log = logging.getLogger(__name__)


class Colleague:
    """Does in every stage what the script says for one member; `run` returns after the release."""

    def __init__(
        self, member: str, script: Script, *, centre: str, token: TokenFamily, data: Path, pin: str,
        onlooker: Callable[[Evaluation], None] = lambda _: None, day: Callable[[Means], Day] = MemberDay,
        attendance: Callable[[CentreClient], Attendance] | None = None, seat: str = "",
        identity: SeatIdentity | None = None, told: Callable[[tuple[RecordedFact, ...]], None] = lambda _: None,
    ) -> None:  # fmt: skip
        """`day` makes what the person does once signed in: a member's day, or a supervisor's; `attendance` the part
        in the call, where there is one. `seat` is where the person sits, by default as the script has it; `identity`
        opens the lines of an enrolled seat. `told` hears of facts as they arrive."""
        self._member = member
        self._script = script
        self._day = day
        self._pin = pin
        self._onlooker = onlooker
        self._client = CentreClient(centre, identity=identity)
        self._attendance = attendance(self._client) if attendance is not None else None
        self._watch = ReaderWatch(token)
        self._desk = KeyDesk(self._watch, lambda: datetime.now(UTC))
        self._signing_in = SigningIn(
            self._client, self._desk, seat_id=seat or script.seat_of(member), data=data / member
        )
        self._data = data / member
        self._told = told
        self._arrived: queue.SimpleQueue[tuple[RecordedFact, ...]] = queue.SimpleQueue()
        self._stop = threading.Event()

    def run(self) -> None:
        """The member's whole day; ends after the release or when stopped."""
        self._watch.start()
        try:
            seat = self._sign_in()
            if seat is not None:
                self._evaluate(seat)
        finally:
            self._watch.stop()
            self._desk.close()
            self._client.close()

    def stop(self) -> None:
        self._stop.set()

    def _sign_in(self) -> Seat | None:
        while not self._stop.is_set():
            try:
                return self._signing_in.sign_in(self._typed()).result().seat
            except (CentreUnreachable, CentreRefused, ServiceError) as waiting:
                log.info("colleague %s waits: %s", self._member, type(waiting).__name__)
                self._stop.wait(RETRY)
        return None

    def _typed(self) -> bytearray:
        return bytearray(self._pin.encode())

    def _evaluate(self, seat: Seat) -> None:
        sync = SyncLoop(seat.store, self._client)
        sync.facts.subscribe(self._told)
        sync.facts.subscribe(self._arrived.put)
        sync.start()
        day = self._day(Means(self._script, seat, self._desk, self._client, self._data, self._typed))
        try:
            while not self._stop.is_set() and not day.over:
                day.go_on()
                seat.fold(self._next_facts())
                seat.set_offset(Decimal(sync.current.offset_seconds or 0))
                self._onlooker(seat.evaluation)
                if self._attendance is not None:
                    self._attendance.go_on(seat.evaluation)
        finally:
            if self._attendance is not None:
                self._attendance.leave()
            sync.stop()
            day.close()
            seat.store.close()

    def _next_facts(self) -> tuple[RecordedFact, ...]:
        """The next facts, or none after a short while: some steps wait for others without a fact of their own."""
        try:
            return self._arrived.get(timeout=RETRY)
        except queue.Empty:
            return ()
