"""The committee's proceedings one by one: replacement, corrections, questions, motions, seals, notices and fees."""

import copy
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from resources import path
from seat_client.domain import events as ev
from seat_client.domain import office, telling
from seat_client.domain.committee import Sealed
from seat_client.domain.errors import Malformed, RuleViolation
from seat_client.domain.fees import Tariff, slips
from seat_client.domain.legality import check
from seat_client.domain.naming import named_bidder
from seat_client.domain.project import Project
from seat_client.domain.reading import Node
from seat_client.domain.regime import offered
from seat_client.domain.stages import StageId
from tests.unit.domain.playing import NOW, SALT, Played, arrive

AT = datetime.fromisoformat(NOW)
SAMPLE = path("sample", "qinglan")
SUCCESSOR = ev.Person("X5", "郑接任", "expert", "technical")


def sample(**changes: Any) -> Played:
    document = json.loads((SAMPLE / "project.json").read_text("utf-8")) | changes
    codes = json.loads((SAMPLE / "sheets.json").read_text("utf-8"))["codes"]
    played = Played(Project.parse(document), Sealed(codes, SALT))
    arrive(played, played.evaluation.members)
    return played


def review(played: Played, *, fails: tuple[str, ...] = (), subject: str = "") -> None:
    """The open and blind items; the members in `fails` fail the first item of `subject`."""
    e = played.evaluation
    while pending := e.pending_cells(blind=e.stage is StageId.BLIND_CHECK):
        cell = pending[0]
        first = cell == (subject, e.open_items[0].id)
        for member in e.members:
            played.do(member, ev.VotePreliminary(*cell, not (first and member in fails), "不符合"))


def score(played: Played, member: str, **odd: str) -> None:
    """The member's sheet of the present stage at half the maximum, but for the criteria in `odd`, and the lock."""
    e = played.evaluation
    stage = e.stage_of(member)
    for code in e.sheet_codes():
        for section in e.sections_of(stage):
            for c in e.project.criteria_of(section.id):
                value = odd.get(f"{code}_{c.id}", str(float(c.max / c.step // 2 * c.step)))
                played.do(member, ev.EnterScore(code, c.id, value))
    played.do(member, ev.LockSheet(stage, "", ""))


def refused(played: Played, member: str, act: ev.Act, at: str = "") -> str:
    with pytest.raises(RuleViolation) as refusal:
        check(played.evaluation, played.acts[member], act, at)
    return refusal.value.code


def catch_up(played: Played, member: str) -> None:
    """A successor's way to the technical review."""
    e = played.evaluation
    played.decide(ev.MemberSignedIn(member, "seat", ("key",), NOW))
    played.do(member, ev.AcknowledgeDiscipline("", "1", "1"))
    played.do(member, ev.SignUndertaking("no-conflict", "", ""))
    played.do(member, ev.ConfirmReading(""))
    for blind in (False, True):
        for cell in e.cells_for(member, blind=blind):
            played.do(member, ev.VotePreliminary(*cell, True))


def record(played: Played) -> list[ev.RecordedFact]:
    return [ev.RecordedFact(n, NOW, f) for n, f in enumerate(played.facts, 1)]


# --- replacement ------------------------------------------------------------------------------------


def test_a_successor_starts_afresh_while_the_others_go_on() -> None:
    played = sample()
    review(played)
    e = played.evaluation
    score(played, "E5")
    played.decide(*office.replace_member(played.committee, "E5", SUCCESSOR, "recusal"))
    assert e.stage is StageId.TECHNICAL
    assert e.stage_of("X5") is StageId.SIGN_IN
    assert refused(played, "E5", ev.ConfirmReading("")) == "member_replaced"
    for member in e.members:
        if member != "X5":
            score(played, member)
    assert e.stage is StageId.TECHNICAL
    assert StageId.TECHNICAL not in e.opened
    catch_up(played, "X5")
    assert e.stage_of("X5") is StageId.TECHNICAL
    score(played, "X5")
    assert set(e.opened[StageId.TECHNICAL]) == set(e.members)
    assert "E5" not in e.opened[StageId.TECHNICAL]
    assert [m["id"] for m in e.project.document["committee"]][4] == "X5"  # type: ignore[index]


def test_a_void_vote_is_not_counted_again_and_a_bid_may_fall_by_the_successors() -> None:
    played = sample()
    bidder = played.project.bidders[0].id
    review(played, fails=("E1", "E2", "E3"), subject=bidder)
    e = played.evaluation
    code = played.sealed.code_of(bidder)
    assert code in e.active_codes()
    played.decide(*office.replace_member(played.committee, "E7", SUCCESSOR, "absence"))
    played.decide(ev.MemberSignedIn("X5", "seat", ("key",), NOW))
    played.do("X5", ev.AcknowledgeDiscipline("", "1", "1"))
    played.do("X5", ev.SignUndertaking("no-conflict", "", ""))
    played.do("X5", ev.ConfirmReading(""))
    for cell in e.cells_for("X5", blind=False):
        fails = cell == (bidder, e.open_items[0].id)
        played.do("X5", ev.VotePreliminary(*cell, not fails, "不符合"))
    assert e.rejected_on(bidder) == e.open_items[0].id
    assert code not in e.active_codes()


def test_a_bid_that_a_recount_brings_back_ends_the_evaluation() -> None:
    played = sample()
    bidder = played.project.bidders[0].id
    review(played, fails=("E1", "E2", "E3", "E4"), subject=bidder)
    assert played.sealed.code_of(bidder) not in played.evaluation.active_codes()
    played.decide(*office.replace_member(played.committee, "E4", SUCCESSOR, "fault"))
    with pytest.raises(RuleViolation, match="sealed_for_good"):
        catch_up(played, "X5")
    assert played.evaluation.sealed_for_good is not None
    assert played.evaluation.sealed_for_good.reason == "bid-returned"


def test_a_chair_who_is_replaced_leaves_the_chair_to_be_elected_by_all() -> None:
    played = sample()
    e = played.evaluation
    old = str(e.chair)
    review(played)
    played.decide(*office.replace_member(played.committee, old, SUCCESSOR, "absence"))
    assert e.stage_of("E2") is StageId.TECHNICAL  # the others go on until the successor can vote
    played.decide(ev.MemberSignedIn("X5", "seat", ("key",), NOW))
    played.do("X5", ev.AcknowledgeDiscipline("", "1", "1"))
    played.do("X5", ev.SignUndertaking("no-conflict", "", ""))
    assert {e.stage_of(m) for m in e.members} == {StageId.CHAIR_ELECTION}
    for member in e.members:
        played.do(member, ev.CastBallot("E2", e.ballot_round))
    assert (e.chair, e.stage_of("E2"), e.stage_of("X5")) == ("E2", StageId.TECHNICAL, StageId.TENDER_READING)


def test_an_illegal_committee_stands_still_until_somebody_else_is_called_in() -> None:
    played = sample()
    guest = ev.Person("G1", "甲方", "purchaser-representative", "economic")
    played.decide(*office.replace_member(played.committee, "E5", guest, "absence"))
    assert played.evaluation.composition == "committee_too_few_experts"
    cell = played.evaluation.pending_cells(blind=False)[0]
    assert refused(played, "E1", ev.VotePreliminary(*cell, True)) == "committee_illegal"
    played.decide(*office.replace_member(played.committee, "G1", SUCCESSOR, "fault"))
    assert played.evaluation.composition == ""


def test_nobody_comes_back_and_a_closed_report_is_left_alone() -> None:
    played = sample()
    with pytest.raises(RuleViolation, match="person_known"):
        office.replace_member(played.committee, "E5", ev.Person("E1", "", "expert", "technical"), "absence")
    with pytest.raises(RuleViolation, match="reason_unknown"):
        office.replace_member(played.committee, "E5", SUCCESSOR, "mood")
    played.evaluation.report_closed = True
    with pytest.raises(RuleViolation, match="stage_wrong"):
        office.replace_member(played.committee, "E5", SUCCESSOR, "absence")


def test_a_late_recusal_names_its_bidder_except_where_no_name_may_be_shown() -> None:
    played = sample()
    nameless = ev.SignUndertaking("recuse", "", "", (ev.RecusalGround("", "其总工程师是近亲属"),))
    assert refused(played, "E1", nameless) == "bidder_unknown"
    review(played)
    assert played.evaluation.stage is StageId.TECHNICAL
    assert refused(played, "E1", ev.SignUndertaking("recuse", "", "", (ev.RecusalGround("", " "),))) == "reason_missing"
    assert refused(played, "E1", ev.SignUndertaking("recuse", "", "", (ev.RecusalGround("B99", "-"),))) == (
        "bidder_unknown"
    )
    played.do("E1", nameless)
    assert "E1" in played.evaluation.recused


# --- what a member is told --------------------------------------------------------------------------


def test_a_successor_is_told_no_score_and_no_name_before_the_own_lock() -> None:
    played = sample()
    review(played)
    for member in played.evaluation.members:
        score(played, member)
    assert played.evaluation.revealed
    played.decide(*office.replace_member(played.committee, "E5", SUCCESSOR, "absence"))
    catch_up(played, "X5")
    told = [type(r.fact) for r in telling.told(played.evaluation, record(played), "X5")]
    assert ev.SheetsOpened not in told
    assert ev.MappingOpened not in told
    assert ev.FlagRaised not in told
    before = telling.widenings(played.evaluation, "X5")
    score(played, "X5")
    assert telling.widenings(played.evaluation, "X5") > before
    told = [type(r.fact) for r in telling.told(played.evaluation, record(played), "X5")]
    assert told.count(ev.SheetsOpened) == 1  # the one with the void sheet is not told
    assert ev.MappingOpened in told


def test_who_left_is_told_nothing_after_that_and_a_stranger_nothing_at_all() -> None:
    played = sample()
    played.decide(*office.replace_member(played.committee, "E5", SUCCESSOR, "absence"))
    last = len(played.facts)
    review_cell = played.evaluation.pending_cells(blind=False)[0]
    played.do("E1", ev.VotePreliminary(*review_cell, True))
    assert max(r.cursor for r in telling.told(played.evaluation, record(played), "E5")) <= last
    assert list(telling.told(played.evaluation, record(played), "nobody")) == []


def test_a_supervisor_sees_counts_and_no_unlocked_sheet() -> None:
    played = sample()
    review(played)
    score(played, "E1")
    told = [type(r.fact) for r in telling.told_supervisor(played.evaluation, record(played))]
    assert ev.SheetLocked in told
    assert ev.SheetsOpened not in told


# --- corrections ------------------------------------------------------------------------------------


def objective_dispute() -> tuple[Played, str, str, str]:
    """A technical sheet on which one member alone has another value of an objective item."""
    document = json.loads((SAMPLE / "project.json").read_text("utf-8"))
    document["criteria"] = copy.deepcopy(document["criteria"])
    changed = next(c for c in document["criteria"] if c["section"] == "T")
    changed["kind"] = "objective"
    played = sample(criteria=document["criteria"])
    review(played)
    code = played.evaluation.active_codes()[0]
    for member in played.evaluation.members:
        score(played, member, **({f"{code}_{changed['id']}": "0"} if member == "E3" else {}))
    return played, f"objective/{changed['id']}/{code}", code, changed["id"]


def test_a_disputed_item_is_revised_by_all_and_signed_anew_before_the_reveal() -> None:
    played, flag, code, criterion = objective_dispute()
    e = played.evaluation
    assert (e.stage, list(e.flags)) == (StageId.TECHNICAL_RULINGS, [flag])
    revision = ev.SignRevision(flag, code, criterion, "1", "核对原件", "", "")
    assert refused(played, "E1", revision) == "revision_not_asked"
    for member in e.members:
        played.do(member, ev.VoteRuling(flag, "correct"))
    assert refused(played, "E1", ev.SignRevision(flag, code, "B1", "1", "-", "", "")) == "item_differs"
    before = dict(e.opened[StageId.TECHNICAL]["E3"][code])
    for member in e.members:
        assert not e.revealed
        played.do(member, revision)
    assert e.opened[StageId.TECHNICAL]["E3"][code] == before | {criterion: "1"}
    assert e.stage is StageId.BUSINESS
    assert played.acts["E3"].locks[StageId.TECHNICAL]  # the old lock stays
    assert refused(played, "E1", ev.ProposeMotion("m", "correction", "-", 0, code, criterion)) == "correction_too_late"


def test_an_item_still_disputed_is_asked_about_once_more() -> None:
    played, flag, code, criterion = objective_dispute()
    e = played.evaluation
    for member in e.members:
        played.do(member, ev.VoteRuling(flag, "correct"))
    for member in e.members:
        value = "2" if member == "E3" else "1"
        played.do(member, ev.SignRevision(flag, code, criterion, value, "核对原件", "", ""))
    assert f"{flag}/2" in e.flags
    assert e.stage is StageId.TECHNICAL_RULINGS
    for member in e.members:
        played.do(member, ev.VoteRuling(f"{flag}/2", "stop"))
    assert e.stopped


def test_prefilled_items_are_confirmed_by_entering_them_and_changed_only_with_a_reason() -> None:
    document = json.loads((SAMPLE / "project.json").read_text("utf-8"))
    objective = next(c for c in document["criteria"] if c["section"] == "B" and c["kind"] == "objective")
    bidder = document["bidders"][0]["id"]
    played = sample(prefilled={objective["id"]: {bidder: objective["step"]}})
    review(played)
    for member in played.evaluation.members:
        score(played, member)
    e = played.evaluation
    code = played.sealed.code_of(bidder)
    assert e.stage is StageId.BUSINESS
    assert e.prefilled[StageId.BUSINESS] == {code: {objective["id"]: objective["step"]}}
    played.do("E1", ev.EnterScore(code, objective["id"], objective["step"]))
    assert refused(played, "E1", ev.EnterScore(code, objective["id"], "0")) == "reason_missing"
    played.do("E1", ev.EnterScore(code, objective["id"], "0", "证书已过期"))


def test_a_blind_section_cannot_be_prefilled_by_bidder() -> None:
    document = json.loads((SAMPLE / "project.json").read_text("utf-8"))
    blind = next(c for c in document["criteria"] if c["section"] == "T")
    blind["kind"] = "objective"
    with pytest.raises(Malformed, match="prefilled"):
        Project.parse(document | {"prefilled": {blind["id"]: {"B1": "1"}}})


# --- questions and motions --------------------------------------------------------------------------


def test_a_question_goes_out_after_a_majority_and_only_then_an_answer_is_taken() -> None:
    played = sample()
    e = played.evaluation
    bidder = played.project.bidders[0].id
    played.do("E1", ev.ProposeQuestion("q", bidder, "请说明资质有效期"))
    with pytest.raises(RuleViolation, match="question_not_sent"):
        office.answer(e, "q", "主动澄清")
    for member in ("E2", "E3", "E4"):
        played.do(member, ev.SupportQuestion("q", True))
    assert e.questions["q"].state == "sent"
    assert refused(played, "E5", ev.SupportQuestion("q", True)) == "question_closed"
    review(played)
    assert e.stage is StageId.PRELIMINARY  # waits for the answer
    played.decide(*office.answer(e, "q", "有效期至年底"))
    assert e.stage is not StageId.PRELIMINARY


def test_a_question_the_centre_does_not_let_go_is_closed_with_its_reason() -> None:
    played = sample()
    e = played.evaluation
    played.do("E1", ev.ProposeQuestion("q", played.project.bidders[0].id, "请说明资质有效期"))
    with pytest.raises(RuleViolation, match="question_not_sent"):
        office.withhold_question(e, "q", "超出范围")
    for member in ("E2", "E3", "E4"):
        played.do(member, ev.SupportQuestion("q", True))
    with pytest.raises(RuleViolation, match="reason_missing"):
        office.withhold_question(e, "q", " ")
    review(played)
    assert e.stage is StageId.PRELIMINARY  # waits for the answer
    played.decide(*office.withhold_question(e, "q", "超出范围"))
    assert (e.questions["q"].state, e.questions["q"].answer) == ("withheld", "超出范围")
    assert e.stage is not StageId.PRELIMINARY
    with pytest.raises(RuleViolation, match="question_closed"):
        office.answer(e, "q", "太迟")


def test_what_is_typed_in_a_blind_stage_names_no_bidder() -> None:
    played = sample()
    review(played)
    name = played.project.bidders[1].name
    code = played.evaluation.active_codes()[0]
    spaced = " ".join(name)
    for act in (
        ev.EnterScore(code, "T1", "1", f"比{spaced}好"),
        ev.ProposeQuestion("q", code, f"是否与{name}有关"),
        ev.ProposeMotion("m", "other", name),
    ):
        assert refused(played, "E1", act) == "names_bidder"
    played.do("E1", ev.ProposeQuestion("q", code, "请说明工期"))
    for member in ("E2", "E3", "E4"):
        played.do(member, ev.SupportQuestion("q", True))
    with pytest.raises(RuleViolation, match="names_bidder"):
        office.answer(played.evaluation, "q", f"我公司{name}说明如下")
    with pytest.raises(RuleViolation, match="names_bidder"):
        office.withhold_question(played.evaluation, "q", f"{name}已说明")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("江岸市政工程有限公司", True), ("江岸 市政工程", True), ("江岸市政工程的方案", True), ("江岸集团", False),
        ("ＪＡＳＺ方案", True), ("jasz", True), ("市政工程做法", False), ("有限公司", False), ("", False),
    ],
)  # fmt: skip
def test_names_are_found_in_every_dress(text: str, found: bool) -> None:
    bidder = {"id": "B1", "name": "江岸市政工程有限公司", "price_in_figures": "1", "evaluated_price": "1"}
    document = json.loads((SAMPLE / "project.json").read_text("utf-8"))
    project = Project.parse(document | {"bidders": [{**bidder, "aliases": ["JASZ"]}]})
    assert (named_bidder(text, project.bidders) == "B1") is found


def test_an_extension_needs_more_than_a_third_everything_else_more_than_half() -> None:
    played = sample()
    e = played.evaluation
    played.do("E1", ev.ProposeMotion("x", "extension", "资料多", 30))
    played.do("E2", ev.VoteMotion("x", True))
    assert e.motions["x"].result is None
    played.do("E3", ev.VoteMotion("x", True))
    assert e.motions["x"].result == ev.MotionDecided("x", True, 3, 0, 7)
    played.do("E1", ev.ProposeMotion("o", "other", "请安排会议"))
    for member in ("E2", "E3"):
        played.do(member, ev.VoteMotion("o", True))
    for member in ("E4", "E5", "E6", "E7"):
        played.do(member, ev.VoteMotion("o", False))
    assert e.motions["o"].result == ev.MotionDecided("o", False, 3, 4, 7)
    assert refused(played, "E1", ev.ProposeMotion("x", "other", "-")) == "id_used"
    assert refused(played, "E1", ev.ProposeMotion("y", "extension", "-")) == "motion_malformed"


def test_a_night_is_voted_for_and_opened_by_two() -> None:
    played = sample()
    e = played.evaluation
    played.do("E1", ev.ProposeMotion("n", "overnight", "时间已晚"))
    for member in ("E2", "E3", "E4"):
        played.do(member, ev.VoteMotion("n", True))
    assert e.suspended is not None
    assert e.suspended.until == ""
    assert refused(played, "E1", ev.ProposeMotion("m", "other", "-")) == "suspended"
    with pytest.raises(RuleViolation, match="two_people_needed"):
        office.resume(e, ("甲",), AT + timedelta(days=1))
    played.decide(*office.resume(e, ("甲", "乙"), AT + timedelta(days=1)))
    assert e.suspended is None


# --- the fault clock --------------------------------------------------------------------------------


def test_a_fault_may_last_four_hours_and_then_everything_is_sealed() -> None:
    played = sample()
    e = played.evaluation
    played.decide(*office.suspend(e, "fault", AT))
    assert office.tick(e, AT + timedelta(hours=3, minutes=59)) == []
    with pytest.raises(RuleViolation, match="limit_passed"):
        office.resume(e, ("甲", "乙"), AT + timedelta(hours=4))
    played.decide(*office.tick(e, AT + timedelta(hours=4)))
    assert e.sealed_for_good is not None
    assert e.sealed_for_good.reason == "limit-during"
    assert refused(played, "E1", ev.ConfirmReading("")) == "sealed_for_good"


def test_before_the_review_has_begun_two_hours_are_the_limit() -> None:
    played = Played(Project.parse(json.loads((SAMPLE / "project.json").read_text("utf-8"))), Sealed({}, SALT))
    played.decide(*office.suspend(played.evaluation, "fault", AT))
    (sealed,) = office.tick(played.evaluation, AT + timedelta(hours=2))
    assert isinstance(sealed, ev.SealedForGood)
    assert sealed.reason == "limit-before-start"


def test_a_sheet_locked_before_the_standstill_counts_though_it_comes_late() -> None:
    played = sample()
    review(played)
    e = played.evaluation
    played.decide(*office.suspend(e, "fault", AT))
    code = e.active_codes()[0]
    entry = ev.EnterScore(code, "T1", "1")
    assert refused(played, "E1", entry, (AT + timedelta(seconds=1)).isoformat()) == "suspended"
    assert refused(played, "E1", entry, "no time at all") == "suspended"
    check(e, played.acts["E1"], entry, (AT - timedelta(seconds=1)).isoformat())


# --- regimes, report, fee ---------------------------------------------------------------------------


def test_the_regime_limits_what_is_offered() -> None:
    assert offered("tendering", "fewer-than-three") == ("continue", "stop")
    assert offered("government-procurement", "fewer-than-three") == ("stop",)
    assert "replace" in offered("tendering", "abnormal-score")
    assert "replace" not in offered("government-procurement", "abnormal-score")


def test_agreement_is_deemed_only_after_the_notice_and_its_deadline() -> None:
    played = sample()
    e = played.evaluation
    e.stage = StageId.REPORT
    played.record(ev.ReportPublished("d", 1))
    with pytest.raises(RuleViolation, match="notice_missing"):
        office.check_deemed(e, "E7", AT)
    played.record(*office.serve_notice(e, "E7", AT, AT + timedelta(minutes=10)))
    with pytest.raises(RuleViolation, match="deadline_runs"):
        office.check_deemed(e, "E7", AT + timedelta(minutes=9))
    office.check_deemed(e, "E7", AT + timedelta(minutes=10))
    with pytest.raises(RuleViolation, match="chair_not_deemed"):
        office.serve_notice(e, str(e.chair), AT, AT)
    assert refused(played, str(e.chair), ev.RefuseSigning()) == "chair_does_not_refuse"


def test_hours_are_rounded_up_and_paid_by_the_tariff() -> None:
    tariff = Tariff.read(Node({"per_hour": "150", "step_hours": "0.5", "least_hours": "2"}))
    since = {"E1": NOW, "E2": (AT + timedelta(hours=3)).isoformat(), "E3": ""}
    told = slips(since, {"E1": "主场"}, tariff, AT + timedelta(hours=4, minutes=10))
    assert [(s.hours, s.amount) for s in told] == [("4.5", "675"), ("2", "300"), ("2", "300")]
    assert told[0].place == "主场"
    assert slips({"E1": NOW}, {}, None, AT + timedelta(minutes=90))[0] == ev.FeeSlip("E1", "1.5", "", "")


def test_nobody_is_paid_for_the_hours_under_seal() -> None:
    since = {"E1": NOW, "E2": (AT + timedelta(hours=2)).isoformat(), "E3": (AT + timedelta(hours=4)).isoformat()}
    sealed = [((AT + timedelta(hours=1)).isoformat(), (AT + timedelta(hours=3)).isoformat())]
    told = slips(since, {}, None, AT + timedelta(hours=5), sealed)
    assert [s.hours for s in told] == ["3", "2", "1"], "E2 came while it stood sealed, E3 after that"


def test_the_slips_of_an_evaluation_leave_out_its_standstills() -> None:
    played = sample()
    e = played.evaluation
    played.record(ev.MemberSignedIn("E1", "seat", ("key",), (AT - timedelta(hours=20)).isoformat()))
    played.record(*office.suspend(e, "overnight", AT - timedelta(hours=18)))
    played.record(*office.resume(e, ("甲", "乙"), AT - timedelta(hours=1)))
    e.stage = StageId.FEE
    played.settle()
    assert (e.fees["E1"].hours, e.fees["E2"].hours) == ("3", "0")


# --- the same committee again -----------------------------------------------------------------------


def test_after_the_end_the_same_committee_meets_again_and_makes_a_new_report() -> None:
    played = sample()
    e = played.evaluation
    with pytest.raises(RuleViolation, match="not_ended"):
        office.reconvene(e, "复核报价得分", AT)
    review(played)
    while e.stage is not StageId.SUMMARY:
        one_stage(played)
    confirm_summary(played)
    first = e.summary
    to_the_end(played)
    with pytest.raises(RuleViolation, match="reason_missing"):
        office.reconvene(e, " ", AT)
    played.decide(*office.reconvene(e, "复核报价得分", AT))
    assert (e.stage, e.report_closed, e.signed_in, e.summary) == (StageId.SIGN_IN, False, {}, None)
    assert refused(played, "E1", ev.ConfirmSummary(first.result_digest if first else "", 0)) == "stage_wrong"
    for member in e.members:
        played.decide(ev.MemberSignedIn(member, "seat", ("key",), NOW))
    assert e.stage is StageId.SUMMARY, "what was signed and scored stands; the summary is made anew"
    confirm_summary(played)
    assert e.summary is not first
    to_the_end(played)
    assert e.stage is StageId.CLOSED


def one_stage(played: Played) -> None:
    """Everybody scores alike, accepts and confirms."""
    e = played.evaluation
    for flag in e.flags_of(e.stage):
        played.decide(ev.ReasonGiven(flag.id, "说明"))
        for member in e.members:
            played.do(member, ev.VoteRuling(flag.id, offered(e.project.regime, flag.check)[0]))
    for member in e.members:
        if e.stage in (StageId.TECHNICAL, StageId.BUSINESS):
            score(played, member)
        elif e.stage is StageId.PRICE:
            played.do(member, ev.ConfirmPrice(""))


def confirm_summary(played: Played) -> None:
    summary = played.evaluation.summary
    assert summary is not None
    for member in played.evaluation.members:
        played.do(member, ev.ConfirmSummary(summary.result_digest, len(summary.warnings)))


def to_the_end(played: Played) -> None:
    """The report is made, signed and closed, the fees are confirmed, the seats released."""
    e = played.evaluation
    played.decide(ev.ReportPublished("d", 1))
    for member in e.signers_left():
        played.decide(ev.ReportSigned(member, f"d-{member}", 2, NOW))
    played.decide(ev.ReportClosed("z", 3))
    for member in e.members:
        played.do(member, ev.ConfirmFee("", ""))
    for member in e.members:
        played.do(member, ev.ConfirmRelease(1))


def test_presence_is_an_event_that_supervisors_and_the_member_alone_are_told() -> None:
    played = sample()
    since = "2026-01-05T09:00:00+08:00"
    played.do("E1", ev.NotePresence("absent", since, 3))
    assert played.evaluation.presence["E1"].finding == "absent"
    assert refused(played, "E1", ev.NotePresence("absent", since, 3)) == "already_done"
    assert refused(played, "E2", ev.NotePresence("present", since, 3)) == "already_done"
    for wrong in ("", "yesterday", "2026-01-05T09:00:00"):
        assert refused(played, "E1", ev.NotePresence("present", wrong, 3)) == "time_malformed"
    assert refused(played, "E1", ev.NotePresence("present", since, 3, "0" * 81)) == "text_too_long"
    stage = played.evaluation.stage
    played.do("E1", ev.NotePresence("present", since, 3))
    assert played.evaluation.stage is stage

    def hears(member: str) -> list[str]:
        told = telling.told(played.evaluation, record(played), member)
        return [f.fact.finding for f in told if isinstance(f.fact, ev.PresenceNoted)]

    assert hears("E1") == ["absent", "present"]
    assert hears("E2") == []
    seen = telling.told_supervisor(played.evaluation, record(played))
    assert [f.fact.finding for f in seen if isinstance(f.fact, ev.PresenceNoted)] == ["absent", "present"]
