"""Erasing an evaluation: all of it, never what the centre lacks, and the chain goes on."""

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from seat_client.domain.events import ConfirmRelease
from seat_client.evidence.sealing import SheetKey
from seat_client.store import Store, StoreDamaged, UnsentActs
from seat_client.store.connection import connect
from tests.unit.store.conftest import KEY
from tests.unit.store.decryption import decrypted
from tests.unit.store.making import MEMBER, PATIENCE, PROJECT, SEAT, accepted, append, fact, refused, score

MARK = "MARK-4711"


def _fill(store: Store) -> None:
    saved = [append(store, score(number)) for number in range(3)]
    store.settle([accepted(saved[0]), refused(saved[1]), accepted(saved[2])]).result(PATIENCE)
    store.add_facts([fact(1, MARK), fact(2)], 2).result(PATIENCE)
    store.remember("assignment", MARK).result(PATIENCE)


def test_everything_of_the_evaluation_is_gone(store: Store, path: Path) -> None:
    _fill(store)
    assert store.wipe().result(PATIENCE) == 3 + 2 + 1
    assert (store.own_acts(MEMBER), store.facts(), store.attention()) == ([], [], [])
    assert (store.cursor(), store.recall("assignment"), store.pending_count()) == (0, None, 0)
    assert path.with_name("seat.db-wal").stat().st_size == 0
    store.close()
    assert MARK.encode() not in decrypted(path, KEY)


def test_the_same_search_finds_it_before(store: Store, path: Path) -> None:
    _fill(store)
    store.close()
    assert MARK.encode() in decrypted(path, KEY)


def test_no_key_of_a_sheet_stays_in_memory(store: Store) -> None:
    entry = store.append(project=PROJECT, seat=SEAT, member=MEMBER, act=score(1), sheet="technical").result(PATIENCE)
    (master,) = store.draft_keys(PROJECT, MEMBER)
    raw = master.sheet(PROJECT, MEMBER, "technical", 0).raw
    assert _sheet_keys_in_memory(raw) == 1
    store.settle([accepted(entry)]).result(PATIENCE)
    store.wipe().result(PATIENCE)
    assert _sheet_keys_in_memory(raw) == 0


def _sheet_keys_in_memory(raw: bytes) -> int:
    return sum(isinstance(each, SheetKey) and each.raw == raw for each in gc.get_objects())


def test_unsent_acts_are_never_erased(store: Store) -> None:
    append(store, score(1))
    append(store, score(2))
    with pytest.raises(UnsentActs) as caught:
        store.wipe().result(PATIENCE)
    assert caught.value.count == 2
    assert store.pending_count() == 2


def test_what_is_confirmed_afterwards_joins_the_chain(store: Store, open_store: Callable[[], Store]) -> None:
    saved = append(store, score(1))
    head = store.pending(1)[0].hash
    store.settle([accepted(saved)]).result(PATIENCE)
    erased = store.wipe().result(PATIENCE)
    store.close()
    again = open_store()
    again.append(project=PROJECT, seat=SEAT, member=MEMBER, act=ConfirmRelease(erased)).result(PATIENCE)
    (envelope,) = again.pending(10)
    assert envelope.prev == head
    assert envelope.body == {"wiped": 1, "kind": "confirm-release"}


def test_an_erasure_that_a_reader_keeps_from_the_log_is_not_called_done(store: Store, path: Path) -> None:
    _fill(store)
    store._writer.submit_bare(lambda connection: connection.execute("PRAGMA busy_timeout = 50")).result(PATIENCE)
    reader = connect(path, KEY)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM facts").fetchone()[0] == 2
    with pytest.raises(StoreDamaged):
        store.wipe().result(PATIENCE)
    reader.execute("COMMIT")
    reader.close()
    assert store.wipe().result(PATIENCE) == 0
