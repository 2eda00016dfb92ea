"""The push-pull loop against a real socket: in order, once each, through every break of the line."""

import logging
import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from seat_client.domain.events import EnterScore
from seat_client.evidence.envelope import GENESIS, check_chain
from seat_client.store import SavedAct, Store
from seat_client.sync import loop as loop_module
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.wire import BATCH_LIMIT
from seat_client.wire.models import ActEnvelope, Problem
from tests.unit.sync.conftest import REQUEST
from tests.unit.sync.small_centre import SmallCentre
from tests.unit.sync.waiting import PATIENCE, Heard

ExpectLog = Callable[[str], None]


def score(store: Store, number: int, *, criterion: str = "T1", reason: str = "") -> SavedAct:
    act = EnterScore(code="C1", criterion=criterion, value=f"{number}.5", reason=reason)
    return store.append(project="P1", seat="A1", member="E1", act=act).result(PATIENCE)


def settled(state: SyncState) -> bool:
    return state.reachable and state.pending == 0 and not state.problem


def ids(acts: list[ActEnvelope]) -> list[str]:
    return [act.id for act in acts]


def test_what_was_pending_is_delivered_in_order_and_what_is_new_comes_in(
    centre: SmallCentre, store: Store, loop: SyncLoop
) -> None:
    saved = [score(store, number, criterion=f"T{number % 3}") for number in range(7)]
    centre.record.add_fact("E2")
    states, facts = Heard(loop.state), Heard(loop.facts)
    loop.start()
    state = states.until_one(settled)
    assert ids(centre.record.acts) == [s.id for s in saved]
    assert [fact.cursor for page in facts.values for fact in page] == [1]
    assert [fact.cursor for fact in store.facts()] == [1]
    assert state.last_exchange is not None
    assert loop.current.problem == ""


def test_many_acts_and_facts_go_in_batches(centre: SmallCentre, store: Store, loop: SyncLoop) -> None:
    count = BATCH_LIMIT + 30
    for number in range(count):
        store.append(project="P1", seat="A1", member="E1", act=EnterScore("C1", "T1", str(number)))
        centre.record.add_fact("E2")
    states, facts = Heard(loop.state), Heard(loop.facts)
    score(store, 1)
    loop.start()
    states.until_one(settled)
    assert len(centre.record.acts) == count + 1
    assert [len(page) for page in facts.values] == [BATCH_LIMIT, 30]
    assert store.cursor() == count
    assert centre.record.posts == 2


def test_a_page_that_comes_with_the_stream_is_not_asked_for(
    centre: SmallCentre, store: Store, loop: SyncLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop_module, "POLL_SECONDS", 10 * PATIENCE)

    def asked(path: str) -> int:
        return sum(seen.partition("?")[0].endswith(path) for _, seen, _ in centre.record.seen)

    facts = Heard(loop.facts)
    loop.start()
    deadline = time.monotonic() + PATIENCE
    while not asked("/facts/stream"):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    before = asked("/facts")
    for number in range(1, 6):
        centre.record.add_fact("E2")
        facts.until(lambda pages, number=number: [f.cursor for page in pages for f in page] == [*range(1, number + 1)])
    assert store.cursor() == 5
    assert (before, asked("/facts")) == (1, 1)


def test_a_commit_wakes_the_loop(centre: SmallCentre, store: Store, loop: SyncLoop) -> None:
    states = Heard(loop.state)
    loop.start()
    states.until_one(settled)
    for number in range(5):
        seen = len(states.values)
        saved = score(store, number)
        states.until(lambda values, seen=seen: any(settled(v) for v in values[seen:]) and store.pending_count() == 0)
        assert centre.record.acts[-1].id == saved.id


def test_the_centre_push_brings_a_fact_without_being_asked(
    centre: SmallCentre, store: Store, loop: SyncLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from seat_client.sync import loop as module

    monkeypatch.setattr(module, "POLL_SECONDS", 3600.0)
    facts, states = Heard(loop.facts), Heard(loop.state)
    loop.start()
    states.until_one(settled)
    for cursor in range(1, 6):
        centre.record.add_fact(f"E{cursor}")
        facts.until(lambda pages, cursor=cursor: any(f.cursor == cursor for page in pages for f in page))
    assert store.cursor() == 5


# --- breaks of the line -----------------------------------------------------------------------------


def test_the_seat_works_on_while_the_centre_is_gone(centre: SmallCentre, store: Store, loop: SyncLoop) -> None:
    states = Heard(loop.state)
    loop.start()
    states.until_one(settled)
    centre.stop()
    saved = [score(store, number) for number in range(4)]
    gone = states.until_one(lambda state: state.pending == 4)
    assert not gone.reachable
    assert gone.problem == "centre_unreachable"
    assert gone.last_exchange is not None
    centre.start()
    loop.wake()
    count = len(states.values)
    states.until(lambda values: any(settled(value) for value in values[count:]))
    assert ids(centre.record.acts) == [s.id for s in saved]


def test_a_centre_that_is_gone_at_the_start_is_tried_until_it_is_there(
    centre: SmallCentre, store: Store, loop: SyncLoop
) -> None:
    centre.stop()
    score(store, 1)
    states = Heard(loop.state)
    loop.start()
    states.until(lambda values: len([v for v in values if v.problem == "centre_unreachable"]) >= 2)
    centre.start()
    states.until_one(settled)
    assert len(centre.record.acts) == 1


def test_an_answer_lost_after_the_commit_doubles_nothing(centre: SmallCentre, store: Store, loop: SyncLoop) -> None:
    centre.record.faults.extend([("/acts", "die-after"), ("/acts", "die-before"), ("/acts", "die-after")])
    saved = [score(store, number) for number in range(3)]
    states = Heard(loop.state)
    loop.start()
    states.until_one(settled)
    assert ids(centre.record.acts) == [s.id for s in saved]
    assert centre.record.posts == 3
    assert store.attention() == []


def test_a_hundred_acts_through_a_line_that_breaks_at_random(centre: SmallCentre, store: Store, loop: SyncLoop) -> None:
    kinds = ["die-before", "die-after", "503", "", ""]
    centre.record.faults.extend(("/", random.choice(kinds)) for _ in range(25))
    states = Heard(loop.state)
    loop.start()
    saved = []
    for number in range(100):
        saved.append(score(store, number, criterion=f"T{number % 5}"))
        if number % 10 == 0:
            loop.wake()
    while centre.record.faults:
        count = len(states.values)
        loop.wake()
        states.until(lambda values, count=count: len(values) > count)
    states.until(lambda values: settled(values[-1]) and not store.pending_count())
    assert ids(centre.record.acts) == [s.id for s in saved]
    assert check_chain(store_envelopes(centre)) == centre.record.acts[-1].hash


def store_envelopes(centre: SmallCentre) -> list:
    from seat_client.evidence.envelope import Envelope
    from seat_client.wire.codec import act_to_json

    return [Envelope(**act.model_dump(exclude={"body"}), body=act_to_json(act.body)) for act in centre.record.acts]


def test_delivering_everything_again_changes_nothing(
    centre: SmallCentre, store: Store, client: CentreClient, tmp_path: Path
) -> None:
    from seat_client.sync.delivery import deliver

    saved = [score(store, number) for number in range(5)]
    batch = store.pending(10)
    for _ in range(3):
        outcomes = deliver(client, batch)
        assert [(o.id, o.state) for o in outcomes] == [(s.id, "accepted") for s in saved]
    assert ids(centre.record.acts) == [s.id for s in saved]


# --- what the centre does not take --------------------------------------------------------------------


def test_a_refused_act_is_parked_in_sight_and_the_others_arrive(
    centre: SmallCentre, store: Store, loop: SyncLoop, expect_log: ExpectLog
) -> None:
    expect_log(r"act of kind enter-score was not taken: stage_closed")
    centre.record.refuse = lambda act: Problem(code="stage_closed") if act.rev == 2 else None
    saved = [score(store, number) for number in range(4)]
    other = score(store, 9, criterion="T2")
    refused, states = Heard(loop.refused), Heard(loop.state)
    loop.start()
    state = states.until_one(settled)
    (parked,) = refused.until(lambda values: len(values) == 1)
    assert (parked.id, parked.code, state.attention) == (saved[1].id, "stage_closed", 1)
    assert centre.record.outcomes[other.id].state == "accepted"
    assert [centre.record.outcomes[s.id].state for s in saved] == ["accepted", "refused", "accepted", "accepted"]


def test_a_conflict_parks_one_act_and_the_chain_goes_on(
    centre: SmallCentre, store: Store, loop: SyncLoop, expect_log: ExpectLog
) -> None:
    """The member has entered the same cell at another seat: that entry stands, this one is shown."""
    expect_log(r"not taken: revision_taken")
    first = score(store, 1)
    foreign = ActEnvelope(
        **{**store_as_wire(store), "id": "f" * 8 + "-" + "f" * 27, "hash": "f" * 64, "seat": "A9"},
    )
    later = [score(store, number, criterion="T2") for number in range(3)]
    centre.record.acts.append(foreign)
    refused, states = Heard(loop.refused), Heard(loop.state)
    loop.start()
    states.until_one(lambda state: settled(state) and state.attention == 1)
    (parked,) = refused.values
    assert (parked.id, parked.state, parked.code) == (first.id, "conflict", "revision_taken")
    assert ids(centre.record.acts) == [foreign.id, *(s.id for s in later)]
    assert centre.record.acts[1].prev == GENESIS


def store_as_wire(store: Store) -> dict:
    from dataclasses import asdict

    return asdict(store.pending(1)[0])


def test_a_centre_that_was_set_back_gets_everything_again(centre: SmallCentre, store: Store, loop: SyncLoop) -> None:
    states = Heard(loop.state)
    saved = [score(store, number, criterion=f"T{number % 2}") for number in range(6)]
    loop.start()
    states.until_one(settled)
    with centre.lock:
        for lost in centre.record.acts[3:]:
            del centre.record.outcomes[lost.id]
        del centre.record.acts[3:]
    saved.append(score(store, 7))
    states.until(lambda _: ids(centre.record.acts) == [s.id for s in saved] and store.pending_count() == 0)
    assert store.attention() == []


def test_one_act_the_contract_cannot_carry_holds_nothing_up(
    centre: SmallCentre, store: Store, loop: SyncLoop, expect_log: ExpectLog
) -> None:
    expect_log(r"not taken: act_not_sendable")
    long = score(store, 1, criterion="T" * 300)  # longer than an aggregate may be
    after = score(store, 2)
    states = Heard(loop.state)
    loop.start()
    states.until_one(lambda state: settled(state) and state.attention == 1)
    assert store.attention()[0].id == long.id
    assert ids(centre.record.acts) == [after.id]


def test_a_batch_refused_as_it_stands_is_sent_one_by_one(
    centre: SmallCentre, store: Store, loop: SyncLoop, expect_log: ExpectLog
) -> None:
    expect_log(r"not taken: told_by_test")
    saved = [score(store, number, criterion=f"T{number}") for number in range(3)]
    centre.record.faults.extend([("/acts", "422"), ("/acts", ""), ("/acts", "422")])
    states = Heard(loop.state)
    loop.start()
    states.until_one(lambda state: settled(state) and state.attention == 1)
    assert store.attention()[0].id == saved[1].id
    assert ids(centre.record.acts) == [saved[0].id, saved[2].id]


def test_an_ended_session_is_told_and_a_new_one_goes_on(
    centre: SmallCentre, store: Store, client: CentreClient, loop: SyncLoop
) -> None:
    centre.record.faults.extend([("/facts", "401")] * 2)
    states = Heard(loop.state)
    loop.start()
    ended = states.until_one(lambda state: state.problem == "session_ended")
    assert ended.reachable
    score(store, 1)
    client.open_session(REQUEST)
    loop.wake()
    states.until_one(lambda state: settled(state) and len(centre.record.acts) == 1)


def test_a_centre_of_another_contract_is_told(centre: SmallCentre, loop: SyncLoop) -> None:
    centre.record.faults.append(("/facts", "garbled"))
    states = Heard(loop.state)
    loop.start()
    assert states.until_one(lambda state: state.problem == "contract_mismatch").reachable


@pytest.mark.parametrize("time", ["yesterday", "2026-11-22T08:00:00"])
def test_a_time_that_is_none_is_a_mismatch(centre: SmallCentre, loop: SyncLoop, time: str) -> None:
    centre.record.time = time
    states = Heard(loop.state)
    loop.start()
    states.until_one(lambda state: state.problem == "contract_mismatch")


def test_facts_that_come_again_are_a_mismatch_and_stored_once(
    centre: SmallCentre, store: Store, loop: SyncLoop
) -> None:
    centre.record.add_fact("E2")
    states, facts = Heard(loop.state), Heard(loop.facts)
    loop.start()
    states.until_one(settled)
    centre.record.since = lambda _: 0
    loop.wake()
    states.until_one(lambda state: state.problem == "contract_mismatch")
    assert len(facts.values) == len(store.facts()) == 1


def test_answers_about_other_acts_are_a_mismatch_and_settle_nothing(
    centre: SmallCentre, store: Store, loop: SyncLoop
) -> None:
    centre.record.strange = True
    score(store, 1)
    states = Heard(loop.state)
    loop.start()
    state = states.until_one(lambda state: state.problem == "contract_mismatch")
    assert state.pending == 1


def test_a_full_disk_is_told_and_nothing_is_published_that_was_not_stored(
    centre: SmallCentre, store: Store, loop: SyncLoop
) -> None:
    store._writer.submit_bare(lambda connection: connection.execute("PRAGMA max_page_count = 1")).result(PATIENCE)
    for _ in range(BATCH_LIMIT):
        centre.record.add_fact("E" * 70)
    states, facts = Heard(loop.state), Heard(loop.facts)
    loop.start()
    states.until_one(lambda state: state.problem == "disk_full")
    assert (facts.values, store.cursor()) == ([], 0)
    store._writer.submit_bare(lambda connection: connection.execute("PRAGMA max_page_count = 9999")).result(PATIENCE)
    states.until_one(settled)
    assert store.cursor() == BATCH_LIMIT


def test_a_listener_that_fails_stops_the_loop_in_sight_and_without_its_words(
    centre: SmallCentre, store: Store, loop: SyncLoop, expect_log: ExpectLog, caplog: pytest.LogCaptureFixture
) -> None:
    expect_log(r"sync stopped by LookupError")
    loop.facts.subscribe(_fail)
    centre.record.add_fact("E2")
    states = Heard(loop.state)
    loop.start()
    states.until_one(lambda state: state.problem == "sync_stopped")
    loop.stop()
    assert "MARK-4711" not in caplog.text
    assert store.cursor() == 1


def _fail(_: object) -> None:
    raise LookupError("MARK-4711")


# --- clock, stopping, silence of the log --------------------------------------------------------------


@pytest.mark.parametrize("ahead", [timedelta(minutes=7), timedelta(seconds=-90)])
def test_the_distance_of_the_clocks_is_estimated(centre: SmallCentre, loop: SyncLoop, ahead: timedelta) -> None:
    centre.record.ahead = ahead
    states = Heard(loop.state)
    loop.start()
    offset = states.until_one(settled).offset_seconds
    assert offset is not None
    assert abs(offset - Decimal(int(ahead.total_seconds()))) < 30
    assert offset == offset.quantize(Decimal("0.001"))


def test_stopping_ends_both_threads_while_the_stream_is_open(centre: SmallCentre, loop: SyncLoop) -> None:
    states = Heard(loop.state)
    loop.start()
    states.until_one(settled)
    loop.stop()
    loop.stop()
    assert not {thread.name for thread in threading.enumerate()} & {"sync", "sync-stream"}


def test_a_loop_that_never_ran_can_be_stopped(loop: SyncLoop) -> None:
    loop.stop()


def test_a_closed_store_ends_the_loop(store: Store, loop: SyncLoop) -> None:
    states = Heard(loop.state)
    loop.start()
    states.until_one(settled)
    store.close()
    loop.wake()
    assert states.until_one(lambda state: state.problem == "store_failed").reachable is False


def test_no_score_reaches_the_log(
    centre: SmallCentre, store: Store, loop: SyncLoop, caplog: pytest.LogCaptureFixture, expect_log: ExpectLog
) -> None:
    expect_log(r"not taken: stage_closed")
    caplog.set_level(logging.DEBUG)
    centre.record.refuse = lambda act: Problem(code="stage_closed") if act.rev == 1 else None
    centre.record.faults.extend([("/acts", "die-after"), ("/facts", "garbled"), ("/acts", "503")])
    states = Heard(loop.state)
    score(store, 77143, reason="MARK-REASON")
    score(store, 77144)
    loop.start()
    states.until_one(lambda state: settled(state) and state.attention == 1)
    text = "\n".join(record.getMessage() + str(record.exc_info or "") for record in caplog.records)
    assert "stage_closed" in text
    assert "MARK-REASON" not in text
    assert "7714" not in text
