"""The record: pages by cursor, the stream, restarts in the middle, and two desks on one database."""

import copy
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
import requests

from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.routers import record
from seat_client.domain import events as ev
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import StageId
from seat_client.wire import BATCH_LIMIT
from seat_client.wire.models import ActEnvelope, FactPage
from tests.unit.centre.hall import WAIT, Hall, Listening, code

HallAt = Callable[[StageId], Hall]


def state_of(evaluation: Evaluation) -> dict[str, Any]:
    return copy.deepcopy({k: v for k, v in vars(evaluation).items() if k != "project"})


def acts_of(desk: EvaluationDesk) -> dict[str, dict[str, Any]]:
    return copy.deepcopy({m: vars(own) for m, own in desk.acts.items()})


def test_pages_bring_every_fact_once_in_order(hall_at: HallAt) -> None:
    hall = hall_at(StageId.CLOSED)
    seat, found, since = hall.seat("E1"), [], 0
    while (page := FactPage.model_validate_json(seat.get(f"/facts?since={since}").text)).facts:
        assert len(page.facts) <= BATCH_LIMIT
        assert page.cursor == hall.centre.desk.cursor
        found += [f.cursor for f in page.facts]
        since = found[-1]
    assert found == list(range(1, hall.centre.desk.cursor + 1))
    assert len(found) > BATCH_LIMIT


def test_the_facts_alone_give_the_centres_state(hall_at: HallAt) -> None:
    hall = hall_at(StageId.SUMMARY)
    folded = Evaluation(hall.script.project)
    since = 0
    while page := FactPage.model_validate_json(hall.seat("E1").get(f"/facts?since={since}").text).facts:
        folded.apply_all(f.fact for f in page)
        since = page[-1].cursor
    assert state_of(folded) == state_of(hall.centre.desk.evaluation)


@pytest.mark.parametrize("since", ["-1", "x", "1.5", ""])
def test_a_cursor_that_is_none_is_refused(hall_at: HallAt, since: str) -> None:
    assert code(hall_at(StageId.UNDERTAKING).seat("E1").get(f"/facts?since={since}")) == (422, "request_malformed")


def test_a_cursor_from_the_future_brings_nothing(hall_at: HallAt) -> None:
    assert hall_at(StageId.UNDERTAKING).seat("E1").get(f"/facts?since={10**20}").json()["facts"] == []


# --- the stream -------------------------------------------------------------------------------------------


def test_the_stream_tells_at_once_what_was_missed_and_then_what_comes(hall_at: HallAt) -> None:
    hall = hall_at(StageId.CHAIR_ELECTION)
    seat, now = hall.seat("E1"), hall.centre.desk.cursor
    with Listening(seat, 1) as stream:
        assert stream.type.startswith("text/event-stream")
        assert stream.cursor() == now
        seat.do(ev.CastBallot("E1", 1))
        assert stream.cursor() == now + 1


def test_the_stream_brings_the_page_that_would_be_asked_for(hall_at: HallAt) -> None:
    hall = hall_at(StageId.CHAIR_ELECTION)
    now = hall.centre.desk.cursor
    with ExitStack() as stack:
        listeners = {m: stack.enter_context(Listening(hall.seat(m), now)) for m in ("E1", "E2")}
        for count, voter in enumerate(("E1", "E2")):
            hall.seat(voter).do(ev.CastBallot("E1", 1))
            for member, stream in listeners.items():
                brought = FactPage.model_validate(stream.page())
                asked = FactPage.model_validate(hall.seat(member).get(f"/facts?since={now + count}").json())
                assert brought.seal
                assert brought.time <= asked.time
                assert brought == asked.model_copy(update={"time": brought.time, "seal": brought.seal})
                assert (brought.since, len(brought.facts)) == (now + count, 1)


def test_what_a_stream_sent_does_not_count_as_held(hall_at: HallAt) -> None:
    """A line may be cut behind the centre's back: only who names a cursor has what lies before it."""
    hall = hall_at(StageId.CHAIR_ELECTION)
    desk = hall.centre.desk
    desk.told("E1", desk.cursor, 10)
    before = desk.cursor
    hall.seat("E2").do(ev.CastBallot("E1", 1))
    assert desk.cursor > before
    desk.told("E1", desk.cursor, 10, asked=False)
    assert desk._held["E1"] == before
    desk.told("E1", desk.cursor, 10)
    assert desk._held["E1"] == desk.cursor


def test_a_page_too_long_for_an_event_is_left_to_be_asked_for(hall_at: HallAt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "EVENT_LIMIT", 100)
    hall = hall_at(StageId.CHAIR_ELECTION)
    now = hall.centre.desk.cursor
    with Listening(hall.seat("E1"), now - 1) as stream:
        assert stream.cursor() == now
        assert (stream.line(), stream.line()) == ("event: facts", f"data: {now}")


def test_a_stream_resumes_after_the_last_event_it_had(hall_at: HallAt) -> None:
    hall = hall_at(StageId.CHAIR_ELECTION)
    seat, now = hall.seat("E1"), hall.centre.desk.cursor
    with Listening(seat, 0, **{"Last-Event-ID": str(now)}) as stream:
        assert stream.line() == ": alive"  # nothing to tell
        seat.do(ev.CastBallot("E1", 1))
        assert stream.cursor() == now + 1


def test_every_listener_hears_and_one_that_leaves_is_forgotten(hall_at: HallAt) -> None:
    hall = hall_at(StageId.CHAIR_ELECTION)
    now = hall.centre.desk.cursor
    streams = [Listening(seat, now) for seat in hall.all_seats() * 4]
    for stream in streams:
        assert stream.line() == ": alive"
    assert len(hall.centre.desk._listeners) == len(streams)
    for stream in streams[: len(streams) // 2]:
        stream.close()
    hall.seat("E1").do(ev.CastBallot("E1", 1))
    for stream in streams[len(streams) // 2 :]:
        assert stream.cursor() == now + 1
        stream.close()
    gone = threading.Event()
    for _ in range(WAIT * 20):
        if not hall.centre.desk._listeners or gone.wait(0.05):
            break
    assert not hall.centre.desk._listeners


def test_a_stream_needs_a_whole_number_to_resume_from(hall_at: HallAt) -> None:
    seat = hall_at(StageId.UNDERTAKING).seat("E1")
    assert code(seat.get("/facts/stream", headers={"Last-Event-ID": "x"})) == (422, "request_malformed")


# --- restarts and company ---------------------------------------------------------------------------------


SHORT = (StageId.UNDERTAKING, StageId.TECHNICAL, StageId.REPORT)  # one of each kind in the short run
PASSED_OVER = (  # by the sample, and the check of a lawful committee by everybody
    StageId.COMMITTEE_CHECK, StageId.FEW_BIDS, StageId.FEW_BIDS_AFTER_PRICE, StageId.BUSINESS_RULINGS,
)  # fmt: skip


@pytest.mark.parametrize(
    "stage",
    [pytest.param(s, marks=() if s in SHORT else pytest.mark.full) for s in StageId if s not in PASSED_OVER],
)
def test_a_centre_started_again_holds_the_same_state(hall_at: HallAt, stage: StageId) -> None:
    hall = hall_at(stage)
    half = hall.members[: len(hall.members) // 2]
    if stage not in (StageId.SIGN_IN, StageId.REPORT, StageId.CLOSED):
        hall.give_reasons()
        for member in half:
            hall.seat(member).do(*hall.acts(member, stage))
    before = state_of(hall.centre.desk.evaluation), acts_of(hall.centre.desk), hall.centre.desk.cursor
    hall.restart()
    assert (state_of(hall.centre.desk.evaluation), acts_of(hall.centre.desk), hall.centre.desk.cursor) == before


def test_a_failed_commit_leaves_nothing_behind(hall_at: HallAt) -> None:
    """Whatever goes wrong inside a write, readers never see what was not committed."""
    hall = hall_at(StageId.CHAIR_ELECTION)
    desk = hall.centre.desk
    before = state_of(desk.evaluation), acts_of(desk), desk.cursor

    def fails(session: Any) -> list[ev.Fact]:
        envelope = ActEnvelope.model_validate(hall.seat("E1").envelope(ev.CastBallot("E1", 1)))
        desk._take(session, [envelope], "E1", "seat-E1")
        assert desk._state.cursor > before[2]
        assert desk.cursor == before[2]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.write(fails)
    assert (state_of(desk.evaluation), desk.cursor) == (before[0], before[2])
    assert desk.facts(before[2], 10) == ()
    hall.seat("E2").do(ev.CastBallot("E1", 1))
    hall.restart()
    assert hall.centre.desk.evaluation.ballots_cast == {1: {"E2"}}


def test_two_desks_on_one_database_stay_of_one_mind(hall_at: HallAt) -> None:
    hall = hall_at(StageId.PRELIMINARY)
    two_desks_agree(hall)


def two_desks_agree(hall: Hall) -> None:
    """Both take acts by turns, at once, and read what the other took."""
    other = hall.foundation.centre()
    desks = (hall.centre.desk, other.desk)
    try:
        batches = {m: [ActEnvelope.model_validate(hall.seat(m).envelope(a)) for a in hall.acts(m, hall.stage)]
                   for m in hall.members}  # fmt: skip
        outcomes: list[str] = []

        def work(number: int, member: str) -> None:
            for position, envelope in enumerate(batches[member]):
                desk = desks[(number + position) % 2]
                taken = desk.accept([envelope], member=member, seat=f"seat-{member}")
                outcomes.extend(o.state for o in taken)

        threads = [threading.Thread(target=work, args=pair) for pair in enumerate(hall.members)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(WAIT * 4)
        assert set(outcomes) == {"accepted"}
        assert len(outcomes) == sum(map(len, batches.values()))
        for desk in desks:
            desk.look()
        assert desks[0].cursor == desks[1].cursor
        assert desks[0].facts(0, 10**6) == desks[1].facts(0, 10**6)
        assert state_of(desks[0].evaluation) == state_of(desks[1].evaluation)
        assert desks[0].evaluation.stage is not StageId.PRELIMINARY
    finally:
        other.close()


def test_a_stream_hears_of_another_process_within_a_heartbeat(hall_at: HallAt) -> None:
    hall = hall_at(StageId.CHAIR_ELECTION)
    other = hall.foundation.centre()
    try:
        now = hall.centre.desk.cursor
        with Listening(hall.seat("E1"), now) as stream:
            envelope = ActEnvelope.model_validate(hall.seat("E2").envelope(ev.CastBallot("E1", 1)))
            other.desk.accept([envelope], member="E2", seat="seat-E2")
            assert stream.cursor() == now + 1
    finally:
        other.close()


def test_the_centre_says_who_it_is_without_a_session(hall_at: HallAt) -> None:
    answer = requests.get(hall_at(StageId.SIGN_IN).url + "/centre", timeout=WAIT).json()
    assert (answer["practice"], answer["contract"]) == (True, "0.1")
