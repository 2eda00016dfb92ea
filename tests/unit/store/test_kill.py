"""kill -9 at random moments: what was told as saved is there once, in an unbroken chain, in a sound file."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from seat_client.evidence.envelope import check_chain
from seat_client.store import Store
from seat_client.store.connection import connect
from tests.unit.store.conftest import KEY
from tests.unit.store.making import MEMBER

REPOSITORY = Path(__file__).parents[3]
LONGEST_LIFE = 0.12


@dataclass
class Told:
    """What the killed processes said before they died."""

    saved: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)

    def hear(self, line: str) -> None:
        word, value = line.split()
        {"saved": self.saved, "settled": self.settled}[word].add(value)


class Victims:
    """Starts a writing process, kills it at a random moment, collects what it told."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-m", "tests.unit.store.appending", str(path)]
        self.process = subprocess.Popen(
            command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def kill_one(self, told: Told) -> int:
        """The number of acts this one told as saved."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("go\n")
        before = len(told.saved)
        victim = int(self.process.stdout.readline().split()[1])
        with suppress(subprocess.TimeoutExpired):  # a random moment is what this test is about
            self.process.wait(random.uniform(0, LONGEST_LIFE))
        os.kill(victim, signal.SIGKILL)
        for line in iter(self.process.stdout.readline, "gone \n"):
            told.hear(line)
        return len(told.saved) - before

    def end(self) -> None:
        with self.process:
            self.process.kill()


@pytest.fixture
def victims(path: Path) -> Iterator[Victims]:
    victims = Victims(path)
    yield victims
    victims.end()


@pytest.mark.parametrize("kills", [12, pytest.param(40, marks=pytest.mark.full)])
def test_nothing_told_as_saved_is_lost_or_doubled(
    victims: Victims, path: Path, open_store: Callable[[], Store], kills: int
) -> None:
    told = Told()
    lives = []
    for _ in range(kills):
        lives.append(victims.kill_one(told))
        _check(path, told)
    assert sum(lives) > kills, "the victims hardly wrote anything"
    store = open_store()
    assert len(store.own_acts(MEMBER)) >= len(told.saved)
    # An act whose commit was done but not yet told may be there besides: at most one for each kill.
    assert len(store.own_acts(MEMBER)) - len(told.saved) <= kills
    assert store.pending_count() <= len(store.own_acts(MEMBER)) - len(told.settled)


def _check(path: Path, told: Told) -> None:
    store = Store.open(path, KEY)
    pending = store.pending(1_000_000)
    store.close()
    connection = connect(path, KEY)
    rows = connection.execute("SELECT * FROM acts ORDER BY seq").fetchall()
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    authentic = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    connection.close()
    assert (sound, authentic) == ("ok", [])
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert told.saved <= set(ids)
    assert not told.settled & {envelope.id for envelope in pending}
    assert set(ids) - told.settled >= {envelope.id for envelope in pending}
    _check_order(rows)


def _check_order(rows: list) -> None:
    from seat_client.store.chain import envelope

    envelopes = [envelope(row) for row in rows]
    check_chain(envelopes)
    last: dict[str, int] = {}
    for each in envelopes:
        assert each.rev == last.get(each.aggregate, 0) + 1
        last[each.aggregate] = each.rev
