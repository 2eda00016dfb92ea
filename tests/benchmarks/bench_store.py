"""What one durable score entry costs through the store, against a bare encrypted INSERT that is just as durable.

The product's side is what an expert waits for between the keystroke and "saved": the act sealed into the hash chain,
committed with its outbox row and projections by the writer thread, and the answer back in the calling thread.
"""

import itertools
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from seat_client.domain.events import EnterScore
from seat_client.store import Store
from tests.benchmarks.frame import Benchmark, Goal, Sides, Statistic, milliseconds

KEY = bytes(range(32))
CODES = [f"C{number}" for number in range(1, 7)]
CRITERIA = [f"T{number}" for number in range(1, 9)]


def _entries() -> Iterator[EnterScore]:
    steps = itertools.cycle(range(20))
    for code, criterion in itertools.cycle(itertools.product(CODES, CRITERIA)):
        yield EnterScore(code=code, criterion=criterion, value=f"{next(steps) / 2:.1f}")


@contextmanager
def _bare(path: Path) -> Iterator[Sides]:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE scores (id INTEGER PRIMARY KEY, code TEXT, criterion TEXT, value TEXT)")
        entries = _entries()

        def insert() -> None:
            entry = next(entries)
            row = (entry.code, entry.criterion, entry.value)
            connection.execute("INSERT INTO scores (code, criterion, value) VALUES (?, ?, ?)", row)

        yield Sides(milliseconds(insert))


@contextmanager
def _sides(folder: Path) -> Iterator[Sides]:
    entries = _entries()
    with closing(Store.open(folder / "seat.db", KEY)) as store, _bare(folder / "bare.db") as bare:

        def append() -> None:
            store.append(project="bench", seat="A1", member="E1", act=next(entries)).result()

        yield Sides(milliseconds(append), bare.product)


BENCHMARKS = (
    Benchmark(
        name="score_commit",
        unit="ms",
        peer="a bare sqlcipher3 INSERT, WAL, synchronous=FULL",
        goals=(Goal(Statistic.MEDIAN, 10), Goal(Statistic.P95, 100), Goal(Statistic.MEDIAN, 5, of_peer=True)),
        sides=_sides,
        rounds=300,
        long_rounds=3000,
    ),
)
