"""The one push-pull loop: what is pending goes out, what is new comes in, then it waits."""

import logging
import math
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from seat_client.domain.events import RecordedFact
from seat_client.paths import Paths, RouteMonitor
from seat_client.store import DiskFull, Parked, SavedAct, StoreClosed, StoreError
from seat_client.store.record import Standing
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.sync.clock import ClockOffset, centre_time
from seat_client.sync.delivery import deliver
from seat_client.sync.errors import CentreRefused, CentreUnreachable, ContractMismatch, RecordDiffers, SyncError
from seat_client.sync.giving_back import give_back
from seat_client.sync.listener import Listener
from seat_client.topic import Topic
from seat_client.wire import BATCH_LIMIT, CONTRACT
from seat_client.wire.codec import recorded
from seat_client.wire.models import FactPage

POLL_SECONDS = 5.0  # even without a word from the stream
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0
VIEW = "view"  # the setting that keeps the number of the last page's view

log = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class SyncState:
    """How the seat stands with the centre; `problem` is a code, empty while all is well.

    `failures` counts the exchanges that failed since the last that did not; `route` names the line in use, where the
    seat has more than one, and `mbit` how many megabits a second its last transfers brought (None: not known yet).
    """

    reachable: bool = False
    pending: int = 0
    attention: int = 0
    last_exchange: datetime | None = None
    offset_seconds: Decimal | None = None
    problem: str = ""
    failures: int = 0
    route: str = ""
    mbit: float | None = None


class SyncLoop:
    """Runs in a thread of its own from `start` to `stop`; publishes its topics in that thread."""

    def __init__(self, store: Store, client: CentreClient, *, clock: Callable[[], datetime] = _utc_now) -> None:
        self.state: Topic[SyncState] = Topic()
        self.facts: Topic[tuple[RecordedFact, ...]] = Topic()  # after they were stored
        self.refused: Topic[Parked] = Topic()
        self.current = SyncState()
        self._store = store
        self._client = client
        self._clock = clock
        self._offset = ClockOffset()
        self._signal = threading.Event()  # something is to be done
        self._urgent = threading.Event()  # and a pause after a failure is not to be waited out
        self._stopping = False
        self._failures = 0
        self._listener = Listener(client, self._signal.set)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._forget: Callable[[], None] = lambda: None
        self._routes: RouteMonitor | None = None
        self._unfollow: Callable[[], object] = lambda: None

    def start(self) -> None:
        self._forget = self._store.appended.subscribe(self._appended)
        self._thread.start()

    def follow(self, monitor: RouteMonitor) -> None:
        """Use whichever route lives; call before `start`."""
        self._routes = monitor
        ends = (self._client.follow(monitor), monitor.paths.subscribe(lambda _: self.wake()))
        self._unfollow = lambda: [end() for end in ends]

    def wake(self) -> None:
        """Exchange now, even in the pause after a failure."""
        self._urgent.set()
        self._signal.set()

    def stop(self) -> None:
        """Finish the exchange under way, then end; safe to call twice. The store stays open."""
        self._forget()
        self._unfollow()
        self._stopping = True
        self.wake()
        self._listener.stop()
        if self._thread.ident is not None:
            self._thread.join()

    def _appended(self, _: SavedAct) -> None:
        self._signal.set()

    # --- the thread ---------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._signal.clear()
                self._urgent.clear()
                self._wait(self._turn())
        except StoreClosed:
            self._publish(SyncState(problem="store_failed"))
        except Exception as error:  # noqa: BLE001 - the thread's end must be seen, and without the content of anything
            log.error("sync stopped by %s", type(error).__name__)
            self._publish(SyncState(problem="sync_stopped"))

    def _turn(self) -> float:
        """One exchange; gives how long to rest after it."""
        try:
            self._exchange()
        except SyncError as error:
            return self._failed(error.code, reachable=not isinstance(error, CentreUnreachable))
        except StoreClosed:
            raise
        except StoreError as error:
            code = "disk_full" if isinstance(error, DiskFull) else "store_failed"
            return self._failed(code, reachable=self.current.reachable)
        self._failures = 0
        self._tell(reachable=True, problem="", last_exchange=self._clock())
        self._listener.listen(self._store.cursor())
        return POLL_SECONDS

    def _failed(self, code: str, *, reachable: bool) -> float:
        self._failures += 1
        if self.current.problem != code:
            log.info("exchange failed: %s", code)
        self._tell(reachable=reachable, problem=code, last_exchange=self.current.last_exchange)
        longest = min(math.ldexp(FIRST_PAUSE, min(self._failures - 1, 16)), LONGEST_PAUSE)
        return longest * (0.75 + secrets.randbelow(500) / 1000)  # so that a hall of seats does not come back at once

    def _wait(self, seconds: float) -> None:
        """Rest until something is to be done; after a failure until the pause is over or `wake` is called."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not self._called():
            if not self._signal.wait(left):
                return
            if not self.current.problem:
                return
            self._signal.clear()
            self._tell(
                reachable=self.current.reachable,
                problem=self.current.problem,
                last_exchange=self.current.last_exchange,
            )

    def _called(self) -> bool:
        return self._stopping or self._urgent.is_set()

    # --- an exchange --------------------------------------------------------------------------------

    def _exchange(self) -> None:
        try:
            self._push()
        except CentreRefused as refused:
            if refused.code != "record_behind":
                raise
            self._pull()  # the centre was set back: it gets what it lacks before anything new
            self._push()
        self._pull()

    def _push(self) -> None:
        while not self._stopping and (batch := self._store.pending(BATCH_LIMIT)):
            outcomes = deliver(self._client, batch, self._store.cursor())
            for parked in self._store.settle(outcomes).result():
                log.warning("act of kind %s was not taken: %s", parked.act.kind, parked.code)
                self.refused.publish(parked)

    def _pull(self) -> None:
        cursor = self._store.cursor()
        while not self._stopping:
            page = self._compared(cursor)
            if self._view_changed(page):
                self._listener.forget()
                cursor = 0  # earlier facts have come to be told; what is known already is passed over
                continue
            facts = tuple(recorded(fact) for fact in page.facts)
            _check_order(cursor, facts)
            cursor = facts[-1].cursor if facts else cursor
            self._take(facts, cursor, page)
            if (not facts or cursor >= page.cursor) and not self._listener.holds(cursor):
                return

    def _take(self, facts: tuple[RecordedFact, ...], cursor: int, page: FactPage) -> None:
        """Store a page with what the centre signed to it; nothing is written when it says nothing new."""
        standing = Standing(cursor, page.after, page.heads, page.seal, page.generation)
        kept = self._store.standing()
        if facts or (kept.cursor, kept.heads, kept.generation) != (cursor, page.heads, page.generation):
            self._store.add_facts(facts, cursor, standing).result()
        if facts:
            self.facts.publish(facts)

    def _compared(self, cursor: int) -> FactPage:
        """The page after `cursor` of a centre that holds all this seat has seen; if it lacks some, it is given back.

        Raises RecordDiffers when the centre's record is another one.
        """
        page = self._listener.take(cursor)
        if page is None or self._is_behind(page, cursor):  # what came may have been made before what was sent since
            page = self._ask(cursor)
        if self._is_behind(page, cursor):
            given = give_back(self._store, self._client, page.cursor)
            log.warning("the centre lacked what it had: %d given back", given)
            page = self._ask(cursor)
        kept = self._store.standing()
        known = kept.head if kept.cursor == cursor else ""
        if page.cursor < cursor or (known and page.before not in ("", known)):
            raise RecordDiffers
        return page

    def _is_behind(self, page: FactPage, cursor: int) -> bool:
        """Whether the page is of a centre that lacks what this seat knows it had."""
        return page.cursor < cursor or (bool(page.seal) and self._store.centre_lacks(page.heads))

    def _view_changed(self, page: FactPage) -> bool:
        if page.view == int(self._store.recall(VIEW) or 0):
            return False
        self._store.remember(VIEW, str(page.view)).result()
        return True

    def _ask(self, cursor: int) -> FactPage:
        sent = self._clock()
        page = self._client.facts(cursor)
        self._offset.observe(sent, centre_time(page.time), self._clock())
        return page

    # --- telling ------------------------------------------------------------------------------------

    def _tell(self, *, reachable: bool, problem: str, last_exchange: datetime | None) -> None:
        route, mbit = self._carrying()
        self._publish(
            SyncState(
                reachable=reachable,
                pending=self._store.pending_count(),
                attention=len(self._store.attention()),
                last_exchange=last_exchange,
                offset_seconds=self._offset.seconds,
                problem=problem,
                failures=self._failures,
                route=route,
                mbit=mbit,
            )
        )

    def _carrying(self) -> tuple[str, float | None]:
        paths = self._routes.current if self._routes else Paths()
        return paths.active, paths.routes[paths.active].down_mbit if paths.active else None

    def _publish(self, state: SyncState) -> None:
        self.current = state
        self.state.publish(state)


def _check_order(cursor: int, facts: Sequence[RecordedFact]) -> None:
    for fact in facts:
        if fact.cursor <= cursor:
            raise ContractMismatch(CONTRACT, "facts out of order")
        cursor = fact.cursor
