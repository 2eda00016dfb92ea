"""Acts on record: durable, chained, counted, queued, and told."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seat_client.domain.events import EnterScore
from seat_client.evidence.envelope import check_chain
from seat_client.evidence.errors import NotCanonical
from seat_client.store import SavedAct, Store, StoreClosed
from tests.unit.store.making import MEMBER, PATIENCE, PROJECT, SEAT, append, append_later, score


def test_an_act_is_there_after_the_future_resolved_and_after_reopening(
    store: Store, open_store: Callable[[], Store]
) -> None:
    before = datetime.now(UTC)
    saved = append(store, score(1))
    assert (saved.aggregate, saved.rev) == ("score/C1/T1", 1)
    assert before <= saved.at <= datetime.now(UTC)
    assert store.own_acts(MEMBER) == [score(1)]
    store.close()
    again = open_store()
    assert again.own_acts(MEMBER) == [score(1)]
    assert [envelope.id for envelope in again.pending(10)] == [saved.id]


def test_revisions_count_per_member_and_aggregate(store: Store) -> None:
    revisions = [
        append(store, score(1)).rev,
        append(store, score(2)).rev,
        append(store, score(3, criterion="T2")).rev,
        append(store, score(4), member="E2").rev,
        append(store, score(5)).rev,
    ]
    assert revisions == [1, 2, 1, 1, 3]


def test_all_acts_of_a_seat_form_one_chain_that_goes_on_after_reopening(
    store: Store, open_store: Callable[[], Store]
) -> None:
    for number in range(5):
        append(store, score(number, criterion=f"T{number % 2}"))
    store.close()
    again = open_store()
    append(again, score(9))
    envelopes = again.pending(100)
    assert len(envelopes) == 6
    assert check_chain(envelopes) == envelopes[-1].hash
    assert {(e.project, e.seat, e.member, e.kind) for e in envelopes} == {(PROJECT, SEAT, MEMBER, "enter-score")}


def test_two_seats_have_two_chains(store: Store) -> None:
    for number in range(4):
        append(store, score(number), seat=f"A{number % 2}", member=f"E{number % 2}")
    envelopes = store.pending(100)
    for seat in ("A0", "A1"):
        assert check_chain(e for e in envelopes if e.seat == seat)


def test_pending_gives_the_oldest_first_up_to_the_limit(store: Store) -> None:
    saved = [append(store, score(number)) for number in range(5)]
    assert [e.id for e in store.pending(3)] == [s.id for s in saved[:3]]
    assert [e.rev for e in store.pending(3)] == [1, 2, 3]
    assert store.pending_count() == 5


def test_many_threads_append_and_read_at_once(store: Store) -> None:
    def work(member: str) -> None:
        for number in range(25):
            append(store, score(number), member=member)
            assert store.own_acts(member)[-1] == score(number)

    threads = [threading.Thread(target=work, args=(f"E{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert [len(store.own_acts(f"E{n}")) for n in range(4)] == [25] * 4
    assert check_chain(store.pending(1000))


def test_commits_are_told_after_they_are_durable(store: Store) -> None:
    seen: list[tuple[SavedAct, int, str]] = []
    told = threading.Event()

    def note(saved: SavedAct) -> None:
        seen.append((saved, store.pending_count(), threading.current_thread().name))
        told.set()

    forget = store.appended.subscribe(note)
    saved = append(store, score(1))
    assert told.wait(PATIENCE)
    forget()
    assert [(s, count) for s, count, _ in seen] == [(saved, 1)]


def test_a_commit_is_never_made_in_the_calling_thread(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from seat_client.store import journal

    threads: list[str] = []
    insert = journal._insert
    monkeypatch.setattr(
        journal, "_insert", lambda *given: (threads.append(threading.current_thread().name), insert(*given))[1]
    )
    append(store, score(1))
    assert threads == ["store-writer"]


def test_an_act_that_cannot_be_sealed_leaves_nothing(store: Store) -> None:
    half_a_character = EnterScore(code="C1", criterion="T1", value="1", reason="\ud83d")
    with pytest.raises(NotCanonical):
        append(store, half_a_character)
    assert store.pending_count() == 0
    assert append(store, score(2)).rev == 1


def test_closing_writes_what_was_asked_and_refuses_what_comes_later(
    store: Store, open_store: Callable[[], Store]
) -> None:
    futures = [append_later(store, score(number)) for number in range(50)]
    store.close()
    assert [future.result(PATIENCE).rev for future in futures] == list(range(1, 51))
    with pytest.raises(StoreClosed):
        append(store, score(99))
    with pytest.raises(StoreClosed):
        store.pending_count()
    store.close()
    assert open_store().pending_count() == 50


def test_closing_leaves_one_file_and_waits_for_who_still_reads(store: Store, path: Path) -> None:
    append(store, score(1))
    refused = threading.Event()

    def read_on() -> None:
        with suppress(StoreClosed):
            while True:
                assert store.own_acts(MEMBER) == [score(1)]
        refused.set()

    threads = [threading.Thread(target=read_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    store.close()
    for thread in threads:
        thread.join(PATIENCE)
    assert refused.is_set()
    assert sorted(file.name for file in path.parent.iterdir()) == ["seat.db", "seat.db.lock"]


def test_a_future_cannot_be_cancelled(store: Store) -> None:
    future = append_later(store, score(1))
    assert not future.cancel()
    assert future.result(PATIENCE).rev == 1
