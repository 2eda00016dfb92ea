"""Durable, quick and never lost: what a keystroke costs, how fast a day's backlog drains, and what a cut takes.

The peers are the bare tools in the same run: SQLCipher with the same bytes in one FULL commit, and for the backlog raw
inserts and HTTP posts of the same batches to the same listener.
"""

import itertools
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests

from seat_client.domain.events import EnterScore, RecordedFact, SheetLocked
from seat_client.domain.stages import StageId
from seat_client.store import Store
from seat_client.store.connection import Connection, connect
from seat_client.store.journal import Draft, append
from seat_client.store.record import Standing
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop
from seat_client.wire import BATCH_LIMIT, CONTRACT, PREFIX
from seat_client.wire.models import ActBatch, ActEnvelope, ActOutcome, FactPage, Session, SessionRequest
from tests.benchmarks.frame import Benchmark, Goal, Sides, Statistic, milliseconds
from tests.unit.store.power import images, record
from tests.unit.store.test_kill import Told, Victims
from tests.unit.store.test_power_cut import _lost

KEY = bytes(range(32))
BACKLOG = 10_000
DAY_ACTS, DAY_FACTS = 3000, 800
KILLS, CUT_ACTS, CUTS = 10, 40, 100
BURST = 20
COLUMNS = "id, member, aggregate, rev, body, at, prev, hash, signature"


def _entries() -> Iterator[EnterScore]:
    cells = itertools.product([f"C{n}" for n in range(1, 7)], [f"T{n}" for n in range(1, 9)], range(20))
    for code, criterion, step in itertools.cycle(cells):
        yield EnterScore(code, criterion, f"{step / 2:.1f}")


def _append(store: Store, entry: EnterScore) -> "object":
    return store.append(project="bench", seat="A1", member="E1", act=entry, sheet="technical")


# --- keystroke -> durable ---------------------------------------------------------------------------------


def _bare(path: Path) -> Connection:
    connection = connect(path, KEY)
    connection.execute(f"CREATE TABLE entries ({COLUMNS})")
    return connection


def _row(envelope: ActEnvelope) -> tuple[object, ...]:
    e = envelope
    return (e.id, e.member, e.aggregate, e.rev, e.model_dump_json(), e.at, e.prev, e.hash, e.signature)


@contextmanager
def _durable(folder: Path) -> Iterator[Sides]:
    entries = _entries()
    with closing(Store.open(folder / "seat.db", KEY)) as store, closing(_bare(folder / "bare.db")) as bare:
        _append(store, next(entries)).result()
        like = _row(ActEnvelope.model_validate(store.pending(1)[0].document()))
        marks = ", ".join("?" for _ in like)
        yield Sides(
            milliseconds(lambda: _append(store, next(entries)).result()),
            milliseconds(lambda: bare.execute(f"INSERT INTO entries VALUES ({marks})", like)),  # noqa: S608
        )


@contextmanager
def _handing_over(folder: Path) -> Iterator[Sides]:
    """The longest the calling thread was held up in a burst of entries."""
    entries = _entries()
    with closing(Store.open(folder / "seat.db", KEY)) as store:

        def burst() -> float:
            waits, last = [], None
            for _ in range(BURST):
                began = time.perf_counter_ns()
                last = _append(store, next(entries))
                waits.append((time.perf_counter_ns() - began) / 1e6)
            last.result()
            return max(waits)

        yield Sides(burst)


# --- a backlog ------------------------------------------------------------------------------------------------


class _Listener(BaseHTTPRequestHandler):
    """Takes every act, and knows nothing else."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    _ID = re.compile(rb'"id":"([0-9a-f-]{36})"')

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        page = FactPage(facts=(), cursor=0, time="2026-01-01T00:00:00Z")
        self._answer(page.model_dump_json().encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/sessions"):
            self._answer(Session(token="t", member="E1", project="bench", factors=()).model_dump_json().encode())
            return
        outcomes = b",".join(b'{"id":"%s","state":"accepted","receipt":"0 x"}' % i for i in self._ID.findall(body))
        self._answer(b'{"outcomes":[%s],"cursor":0}' % outcomes)

    def _answer(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def _drained(folder: Path) -> Iterator[Sides]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Listener)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        with closing(Store.open(folder / "seat.db", KEY)) as store, closing(_bare(folder / "bare.db")) as bare:
            _typed(store, BACKLOG)
            batches = _batches(store)
            yield Sides(lambda: _drain(store, url), lambda: _raw(bare, url, batches))
    finally:
        server.shutdown()
        server.server_close()


def _typed(store: Store, count: int) -> list[str]:
    """That many entries in one commit: typing them one by one is not what is measured here."""
    entries = itertools.islice(_entries(), count)
    drafts = [Draft("bench", "A1", "E1", entry, datetime.now(UTC), "technical") for entry in entries]
    return store._writer.submit(lambda connection: [append(connection, draft).id for draft in drafts]).result()


def _batches(store: Store) -> list[tuple[bytes, list[tuple[object, ...]]]]:
    acts = [ActEnvelope.model_validate(e.document()) for e in store.pending(BACKLOG)]
    parts = [acts[n : n + BATCH_LIMIT] for n in range(0, len(acts), BATCH_LIMIT)]
    return [(ActBatch(acts=tuple(part)).model_dump_json().encode(), [_row(a) for a in part]) for part in parts]


def _raw(bare: Connection, url: str, batches: list[tuple[bytes, list[tuple[object, ...]]]]) -> float:
    began = time.perf_counter()
    with requests.Session() as http:
        http.trust_env = False
        for body, rows in batches:
            marks = ", ".join("?" for _ in rows[0])
            bare.execute("BEGIN IMMEDIATE")
            bare.executemany(f"INSERT INTO entries VALUES ({marks})", rows)  # noqa: S608
            bare.execute("COMMIT")
            answer = http.post(url + PREFIX + "/acts", data=body, headers={"Content-Type": "application/json"})
            assert len(answer.json()["outcomes"]) == len(rows)
    return time.perf_counter() - began


def _drain(store: Store, url: str) -> float:
    client = CentreClient(url)
    client.open_session(
        SessionRequest(challenge="c", seat="A1", certificate="", signature="", client_version="0", contract=CONTRACT)
    )
    loop, empty = SyncLoop(store, client), threading.Event()
    loop.state.subscribe(lambda state: empty.set() if not state.pending and state.reachable else None)
    began = time.perf_counter()
    loop.start()
    empty.wait(600)
    seconds = time.perf_counter() - began
    assert store.pending_count() == 0
    loop.stop()
    client.close()
    return seconds


# --- a day's store ---------------------------------------------------------------------------------------------


@contextmanager
def _reopened(folder: Path) -> Iterator[Sides]:
    path = folder / "seat.db"
    with closing(Store.open(path, KEY)) as store:
        facts = [
            RecordedFact(n, "2026-01-01T00:00:00Z", SheetLocked(f"E{n}", StageId.TECHNICAL))
            for n in range(1, DAY_FACTS)
        ]
        store.add_facts(facts, DAY_FACTS, Standing(DAY_FACTS, "ab" * 32)).result()
        done = [ActOutcome(id=act, state="accepted", receipt="0 x") for act in _typed(store, DAY_ACTS)]
        store.settle(done).result()

    def reopen() -> float:
        began = time.perf_counter()
        with closing(Store.open(path, KEY)) as store:
            assert store.own_acts("E1")
            assert len(store.facts()) == DAY_FACTS - 1
            return time.perf_counter() - began

    yield Sides(reopen)


# --- cuts ------------------------------------------------------------------------------------------------------


@contextmanager
def _killed(folder: Path) -> Iterator[Sides]:
    """Acknowledged entries that are gone, or there twice, after kill -9 at random moments."""
    path = folder / "seat.db"
    victims = Victims(path)

    def kill() -> float:
        told = Told()
        for _ in range(KILLS):
            victims.kill_one(told)
        with closing(Store.open(path, KEY)), closing(connect(path, KEY)) as connection:
            ids = [row["id"] for row in connection.execute("SELECT id FROM acts").fetchall()]
        return float(len(told.saved - set(ids)) + len(ids) - len(set(ids)))

    yield Sides(kill)
    victims.end()


@contextmanager
def _cut(folder: Path) -> Iterator[Sides]:
    seeds = itertools.count()

    def cut() -> float:
        place = folder / str(seed := next(seeds))
        place.mkdir()
        lost = sum(_lost(place / "image", disk, told) for disk, told in images(record(place, CUT_ACTS), CUTS, seed))
        shutil.rmtree(place)
        return float(lost)

    yield Sides(cut)


def _none_lost(figure: str) -> tuple[Goal, ...]:
    return (Goal(Statistic.P95, 0, figure=figure),)


BENCHMARKS = (
    Benchmark(
        name="sync_durable", unit="ms", peer="the same bytes in one bare SQLCipher commit, WAL, synchronous=FULL",
        goals=(Goal(Statistic.P95, 1.5, of_peer=True, figure="durable_p95_ratio"),), sides=_durable,
        rounds=300, long_rounds=3000,
    ),
    Benchmark(
        name="sync_gui", unit="ms", peer="nothing: how long the calling thread is held",
        goals=(Goal(Statistic.P95, 5, figure="gui_block_ms"),), sides=_handing_over, rounds=30, long_rounds=300,
    ),
    Benchmark(
        name="sync_drain", unit="s", peer="raw inserts and HTTP posts of the same batches",
        goals=(Goal(Statistic.MEDIAN, 3, of_peer=True, figure="drain_ratio"),), sides=_drained,
        rounds=1, long_rounds=1, warm_up=0,
    ),
    Benchmark(
        name="sync_reopen", unit="s", peer="nothing: a store of a whole day",
        goals=(Goal(Statistic.P95, 1, figure="reopen_s"),), sides=_reopened, rounds=5, long_rounds=30, warm_up=1,
    ),
    Benchmark(
        name="sync_kills", unit="entries", peer="nothing: acknowledged entries lost by kill -9",
        goals=_none_lost("kills_lost"), sides=_killed, rounds=1, long_rounds=20, warm_up=0,
    ),
    Benchmark(
        name="sync_powercut", unit="entries", peer="nothing: acknowledged entries lost by power cuts",
        goals=_none_lost("powercut_lost"), sides=_cut, rounds=1, long_rounds=5, warm_up=0,
    ),
)  # fmt: skip
