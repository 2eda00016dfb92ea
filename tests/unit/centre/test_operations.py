"""The operator's desk, the two who open, the supervisor: by raw HTTP, past every client."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from seat_client.centre import clock
from seat_client.centre.people import enlist
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from seat_client.practice.script import SUPERVISORS
from tests.unit.centre.hall import CLERK, NOW, Hall, Seat, code

HallAt = Callable[[StageId], Hall]
NEW = ev.Person("E9", "新来的", "expert", "technical")
((SUPERVISOR, NAME),) = SUPERVISORS
HOUR = 3600


@pytest.fixture
def hall_with(hall_at: HallAt) -> HallAt:
    """A centre at a stage, with an expert in reserve and a supervisor on its lists."""

    def at(stage: StageId) -> Hall:
        hall = hall_at(stage)
        enlist(hall.centre.storage, hall.script.project.id, [NEW], SUPERVISORS)
        hall.restart()
        return hall

    return at


def person(hall: Hall, who: str, name: str) -> Seat:
    """A session of somebody who is not on the first committee."""
    return Seat(hall, who, key=hall.foundation.authority.issue(name=name, holder=who, at=NOW))


def facts(hall: Hall, kind: str) -> list[ev.Fact]:
    return [f.fact for f in hall.centre.desk.facts(0, 10**6) if f.fact.kind == kind]


def leap(hall: Hall, seconds: int) -> None:
    assert hall.clerk("/desk/clock", {"seconds": seconds, "why": "演练"}).ok  # type: ignore[dict-item]


def pages(seat: Seat) -> list[dict[str, Any]]:
    """All facts somebody is told."""
    told: list[dict[str, Any]] = []
    while page := seat.get("/facts", params={"since": told[-1]["cursor"] if told else 0}).json()["facts"]:
        told += page
    return told


# --- who may ask --------------------------------------------------------------------------------------------


DESK: dict[str, dict[str, Any]] = {
    "/desk/replacements": {"old": "E1", "new": "E9", "reason": "fault"},
    "/desk/explanations": {"flag": "x", "text": "y"},
    "/desk/answers": {"question": "x", "text": "y"},
    "/desk/suspensions": {"reason": "fault"},
    "/desk/openings": {},
    "/desk/notices": {"member": "E1"},
    "/desk/deemed": {"member": "E1", "witness": "x"},
    "/desk/sessions": {"reason": "x"},
    "/desk/clock": {"seconds": 1, "why": "x"},
}


def test_the_desk_is_the_clerks_alone(hall_at: HallAt) -> None:
    hall = hall_at(StageId.SIGN_IN)
    member = hall.seat("E1")
    before = hall.centre.desk.cursor
    for path, body in DESK.items():
        assert code(hall.clerk(path, body, member.token)) == (403, "clerk_only"), path
    assert hall.centre.desk.cursor == before


def test_the_desk_sees_where_it_stands_and_no_score(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    answer = hall.seat("E1").get("/desk/state", headers={"Authorization": f"Bearer {CLERK}"})
    state = answer.json()
    assert (state["stage"], state["suspended"], state["reserve"]) == ("technical", "", [])
    assert set(state["signed_in"]) == set(hall.members)
    assert not {"scores", "sheets", "codes", "opened"} & set(state)


# --- the reserve --------------------------------------------------------------------------------------------


def test_somebody_in_reserve_comes_in_when_called_and_the_one_who_left_does_not_come_back(hall_with: HallAt) -> None:
    hall = hall_with(StageId.TECHNICAL)
    with pytest.raises(AssertionError, match="not_on_the_committee"):
        person(hall, NEW.id, NEW.name)
    body = {"old": "E5", "new": NEW.id, "reason": "recusal", "note": "前雇主在名单中"}
    assert code(hall.clerk("/desk/replacements", body | {"new": "E99"})) == (404, "not_in_reserve")
    assert hall.clerk("/desk/replacements", body).ok
    assert code(hall.clerk("/desk/replacements", body)) == (409, "member_unknown")
    assert hall.seat("E5").try_(ev.ConfirmReading("0" * 64)) == ("refused", "member_replaced")
    challenge = hall.seat("E5").sign_in()
    assert code(challenge) == (403, "member_replaced")
    new = person(hall, NEW.id, NEW.name)
    assert new.try_(ev.AcknowledgeDiscipline(new.rules_digest, "0", "1")) == ("accepted", "")
    (fact,) = facts(hall, "member-replaced")
    assert fact == ev.MemberReplaced("E5", NEW, "recusal", "前雇主在名单中")


def test_a_ground_without_a_name_is_taken_in_a_blind_stage_and_told_to_nobody(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    seat = hall.seat("E5")
    ground = "其总工程师是本人近亲属"
    seat.do(seat.undertaking("recuse", (ev.RecusalGround("", ground),)))
    assert facts(hall, "member-recused") == [ev.MemberRecused("E5")]
    assert ground not in json.dumps(pages(hall.seat("E1")), ensure_ascii=False)


# --- the same committee again -------------------------------------------------------------------------------


def test_a_committee_is_called_together_only_after_the_end(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    assert code(hall.clerk("/desk/sessions", {"reason": "复核"})) == (409, "not_ended")


@pytest.mark.full
def test_the_committee_called_together_again_makes_a_second_report(hall_at: HallAt) -> None:
    hall = hall_at(StageId.REPORT)
    hall.play(StageId.CLOSED)
    first = hall.centre.report.content()
    scores = hall.centre.desk.evaluation.opened
    assert hall.clerk("/desk/sessions", {"reason": "复核报价得分"}).ok
    assert hall.stage is StageId.SIGN_IN
    hall.restart()
    for seat in hall.all_seats():
        assert seat.sign_in().ok
    assert hall.stage is StageId.SUMMARY, "scores stand; only the summary and the report are made anew"
    hall.play(StageId.CLOSED)
    assert hall.centre.desk.evaluation.opened == scores
    (fact,) = facts(hall, "reconvened")
    assert isinstance(fact, ev.Reconvened)
    assert fact.reason == "复核报价得分"
    second = hall.centre.report.content()
    assert second != first
    assert verify(second, hall.centre.trust).valid


# --- what bidders write -------------------------------------------------------------------------------------


def asked(hall: Hall, subject: str) -> str:
    """A question that the committee supports; its id."""
    hall.seat("E1").do(ev.ProposeQuestion("q1", subject, "请说明第三章的做法。"))
    for member in ("E2", "E3", "E4"):
        hall.seat(member).do(ev.SupportQuestion("q1", support=True))
    return "q1"


def test_an_answer_is_relayed_once_and_may_name_nobody_while_the_review_is_blind(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    hall.seat("E1").do(ev.ProposeQuestion("q0", "C1", "还没有人支持。"))
    assert code(hall.clerk("/desk/answers", {"question": "q0", "text": "无"})) == (409, "question_not_sent")
    question = asked(hall, "C1")
    name = hall.script.project.bidders[0].name
    for text in (name, f"我司{name.removesuffix('有限公司')}承诺", " ".join(name)):
        refused = hall.clerk("/desk/answers", {"question": question, "text": text})
        assert code(refused) == (409, "names_bidder")
        assert name not in refused.text
    assert hall.clerk("/desk/answers", {"question": question, "text": "见附录二。"}).ok
    assert code(hall.clerk("/desk/answers", {"question": question, "text": "再答"})) == (409, "question_closed")
    assert code(hall.clerk("/desk/answers", {"question": "q9", "text": "未问"})) == (409, "question_unknown")
    (fact,) = facts(hall, "question-answered")
    assert fact == ev.QuestionAnswered(question, "见附录二。")


def test_an_answer_that_does_not_come_is_closed_by_its_deadline(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    question = asked(hall, "C1")
    leap(hall, HOUR - 60)
    assert facts(hall, "question-closed") == []
    leap(hall, 61)
    assert facts(hall, "question-closed") == [ev.QuestionClosed(question)]
    assert code(hall.clerk("/desk/answers", {"question": question, "text": "太迟"})) == (409, "question_closed")


@pytest.mark.full
def test_a_bidder_that_does_not_explain_its_price_lets_the_committee_vote_without(hall_at: HallAt) -> None:
    hall = hall_at(StageId.LOW_PRICE)
    (flag,) = hall.centre.desk.evaluation.flags_of(StageId.LOW_PRICE)
    assert hall.seat("E1").try_(ev.VoteRuling(flag.id, "reject")) == ("refused", "explanation_awaited")
    leap(hall, HOUR // 2 + 1)
    assert facts(hall, "reason-overdue") == [ev.ReasonOverdue(flag.id)]
    assert hall.seat("E1").try_(ev.VoteRuling(flag.id, "reject")) == ("accepted", "")


# --- standing still -----------------------------------------------------------------------------------------


def test_a_fault_stops_everything_and_two_different_people_open_again(hall_with: HallAt) -> None:
    hall = hall_with(StageId.TECHNICAL)
    assert code(hall.clerk("/desk/openings", {})) == (409, "not_suspended")
    assert hall.clerk("/desk/suspensions", {"reason": "fault"}).ok
    assert code(hall.clerk("/desk/suspensions", {"reason": "overnight"})) == (409, "suspended")
    assert hall.seat("E1").try_(ev.ProposeQuestion("q", "C1", "现在？")) == ("refused", "suspended")
    assert hall.clerk("/desk/openings", {}).json() == {"people": 1}
    assert hall.clerk("/desk/openings", {}).json() == {"people": 1}  # the same person twice is one
    assert facts(hall, "resumed") == []
    watching = person(hall, SUPERVISOR, NAME)
    assert watching.request("POST", "/openings").json() == {"people": 2}
    (fact,) = facts(hall, "resumed")
    assert isinstance(fact, ev.Resumed)
    assert fact.opened_by == (SUPERVISOR, "centre")
    assert hall.seat("E1").try_(ev.ProposeQuestion("q", "C1", "现在！")) == ("accepted", "")


@pytest.mark.full
def test_those_who_came_for_one_standstill_do_not_count_for_the_next(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    for _ in range(2):
        hall.clerk("/desk/suspensions", {"reason": "fault"})
        assert hall.clerk("/desk/openings", {}).json() == {"people": 1}
        assert hall.seat("E1").request("POST", "/openings").json() == {"people": 2}
    assert len(facts(hall, "resumed")) == 2


@pytest.mark.parametrize(
    ("stage", "hours", "reason"),
    [(StageId.UNDERTAKING, 2, "limit-before-start"), (StageId.TECHNICAL, 4, "limit-during")],
)
def test_a_fault_that_lasts_to_its_limit_seals_for_good(
    hall_at: HallAt, stage: StageId, hours: int, reason: str
) -> None:
    hall = hall_at(stage)
    hall.clerk("/desk/suspensions", {"reason": "fault"})
    leap(hall, hours * HOUR - 60)
    assert facts(hall, "sealed-for-good") == []
    leap(hall, 61)
    (fact,) = facts(hall, "sealed-for-good")
    assert isinstance(fact, ev.SealedForGood)
    assert fact.reason == reason
    assert code(hall.clerk("/desk/openings", {})) == (409, "sealed_for_good")
    assert code(hall.seat("E1").request("POST", "/openings")) == (409, "sealed_for_good")


def test_a_night_ends_in_the_morning_and_not_before(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    assert hall.clerk("/desk/suspensions", {"reason": "overnight"}).ok
    (fact,) = facts(hall, "suspended")
    assert isinstance(fact, ev.Suspended)
    opens = datetime.fromisoformat(fact.opens)
    assert (clock.local(fact.opens).hour, clock.local(fact.opens).minute) == (8, 30)
    assert timedelta() < opens - datetime.fromisoformat(fact.since) <= timedelta(days=1)
    assert code(hall.clerk("/desk/openings", {})) == (409, "opens_later")
    leap(hall, int((opens - clock.now()).total_seconds()) + 1)
    hall.clerk("/desk/openings", {})
    assert hall.seat("E1").request("POST", "/openings").json() == {"people": 2}
    assert hall.stage is StageId.TECHNICAL


@pytest.mark.full
def test_a_deadline_does_not_run_while_everything_stands_still(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    question = asked(hall, "C1")
    hall.clerk("/desk/suspensions", {"reason": "fault"})
    leap(hall, 2 * HOUR)
    hall.clerk("/desk/openings", {})
    hall.seat("E1").request("POST", "/openings")
    leap(hall, HOUR - 60)
    assert facts(hall, "question-closed") == []
    leap(hall, 60)
    assert facts(hall, "question-closed") == [ev.QuestionClosed(question)]


# --- the supervisor -----------------------------------------------------------------------------------------


def test_a_supervisor_watches_and_every_act_of_his_is_in_the_log_that_members_read(hall_with: HallAt) -> None:
    hall = hall_with(StageId.TECHNICAL)
    watching = person(hall, SUPERVISOR, NAME)
    answer = watching.request("POST", "/supervision/marks", json={"text": "3 号机位离席五分钟"})
    assert answer.ok
    name = hall.script.project.bidders[0].name
    refused = watching.request("POST", "/supervision/marks", json={"text": f"有人提到{name}"})
    assert code(refused) == (409, "names_bidder")
    assert watching.request("POST", "/supervision/leave").ok
    kinds = ("supervisor-signed-in", "supervisor-marked", "supervisor-signed-out")
    assert [f["fact"]["kind"] for f in pages(hall.seat("E1")) if f["fact"]["kind"] in kinds] == list(kinds)
    (marked,) = facts(hall, "supervisor-marked")
    assert isinstance(marked, ev.SupervisorMarked)
    assert (marked.text, marked.stage) == ("3 号机位离席五分钟", StageId.TECHNICAL)


def test_a_supervisor_sees_no_sheet_no_bid_and_votes_on_nothing(hall_with: HallAt) -> None:
    hall = hall_with(StageId.TECHNICAL)
    one = hall.seat("E1")
    one.do(*hall.acts(one.member, StageId.TECHNICAL))
    watching = person(hall, SUPERVISOR, NAME)
    assert code(watching.post(watching.envelope(ev.CastBallot("E1", 1)))) == (403, "members_only")
    for path in ("/documents", "/acts/heads", "/report/content"):
        assert code(watching.get(path)) == (403, "members_only")
    assert code(watching.take_turn()) == (403, "members_only")
    told = pages(watching)
    kinds = {f["fact"]["kind"] for f in told}
    assert {"stage-opened", "sheet-locked"} <= kinds
    assert "sheets-opened" not in kinds
    values = {s.value for s in hall.scores(one.member, StageId.TECHNICAL)}
    assert not [v for v in values if f'"{v}"' in json.dumps(told)]


def test_a_member_is_no_supervisor(hall_at: HallAt) -> None:
    hall = hall_at(StageId.TECHNICAL)
    answer = hall.seat("E1").request("POST", "/supervision/marks", json={"text": "x"})
    assert code(answer) == (403, "supervisors_only")


# --- time ---------------------------------------------------------------------------------------------------


def test_the_clock_goes_forward_only_in_practice_and_not_too_far(hall_at: HallAt) -> None:
    hall = hall_at(StageId.SIGN_IN)
    assert code(hall.clerk("/desk/clock", {"seconds": 8 * 24 * HOUR, "why": "x"})) == (422, "leap_too_far")  # type: ignore[dict-item]
    before = clock.now()
    leap(hall, HOUR)
    assert clock.now() - before >= timedelta(hours=1)
    hall.restart()
    assert clock.now() - before >= timedelta(hours=1), "a leap outlives the centre"
    hall.close()
    assert abs(clock.now() - before) < timedelta(minutes=30), "a closed centre leaves the process's clock alone"
    real = hall.foundation.centre(practice=False)
    try:
        assert real.clock.leaps == ()
        assert abs(clock.now() - before) < timedelta(minutes=30)
    finally:
        real.close()
    hall.restart()
