"""Whether an act is allowed here and now: asked by the seat before it writes, by the centre before it accepts.

Every refusal is a `RuleViolation` with one of the codes in `CODES`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from seat_client.domain import events as ev
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import CellState, Evaluation
from seat_client.domain.member_acts import Entry, MemberActs
from seat_client.domain.motions import MOTION_STAGES, QUESTION_STAGES
from seat_client.domain.proposals import check_motion, check_motion_vote, check_question, check_question_vote
from seat_client.domain.regime import offered
from seat_client.domain.scoring import check_score
from seat_client.domain.stages import INDEX, Part, StageId
from seat_client.domain.texts import check_blind_text, check_text

SHORT_LIMIT = 80

CODES = (
    "stage_wrong", "member_unknown", "member_recused", "already_done", "statement_differs", "grounds_missing",
    "bidder_unknown", "candidate_not_eligible", "round_wrong", "cell_unknown", "cell_closed", "reason_missing",
    "text_too_long", "code_unknown", "criterion_unknown", "sheet_locked", "items_missing", "flag_unknown",
    "flag_closed", "flag_not_yours", "decision_unknown", "summary_missing", "result_differs", "result_blocked",
    "score_malformed", "score_below_zero", "score_above_max", "score_off_step",
    "member_replaced", "suspended", "sealed_for_good", "committee_illegal", "committee_too_small", "committee_even",
    "committee_too_few_experts", "rules_differ", "phone_box_missing", "names_bidder", "reason_awaited",
    "explanation_awaited", "revision_not_asked", "revision_signed", "item_differs", "correction_too_late",
    "criterion_not_objective", "sheets_closed", "question_unknown", "question_closed", "question_not_sent",
    "motion_unknown", "motion_closed", "motion_kind_unknown", "motion_malformed", "warnings_unseen", "report_missing",
    "chair_does_not_refuse", "fee_missing", "fee_differs", "id_used", "person_known", "reason_unknown",
    "two_people_needed", "not_suspended", "limit_passed", "not_ended", "notice_missing", "deadline_runs",
    "chair_not_deemed", "supervisor_unknown", "too_early", "catch_up_first", "time_malformed",
)  # fmt: skip

_STAGES_OF: dict[type, tuple[StageId, ...]] = {
    ev.AcknowledgeDiscipline: (StageId.DISCIPLINE,),
    ev.SignUndertaking: (StageId.UNDERTAKING,),
    ev.CastBallot: (StageId.CHAIR_ELECTION,),
    ev.ConfirmReading: (StageId.TENDER_READING,),
    ev.VotePreliminary: (StageId.PRELIMINARY, StageId.BLIND_CHECK),
    ev.EnterScore: (StageId.TECHNICAL, StageId.BUSINESS),
    ev.LockSheet: (StageId.TECHNICAL, StageId.BUSINESS),
    ev.GiveReason: (StageId.TECHNICAL_RULINGS, StageId.BUSINESS_RULINGS),
    ev.VoteRuling: (
        StageId.FEW_BIDS, StageId.TECHNICAL_RULINGS, StageId.BUSINESS_RULINGS, StageId.LOW_PRICE,
        StageId.FEW_BIDS_AFTER_PRICE,
    ),
    ev.SignRevision: (StageId.TECHNICAL_RULINGS, StageId.BUSINESS_RULINGS),
    ev.ProposeQuestion: QUESTION_STAGES,
    ev.SupportQuestion: QUESTION_STAGES,
    ev.ProposeMotion: MOTION_STAGES,
    ev.VoteMotion: MOTION_STAGES,
    ev.ConfirmPrice: (StageId.PRICE,),
    ev.ConfirmSummary: (StageId.SUMMARY,),
    ev.RecordDissent: (StageId.SUMMARY,),
    ev.RefuseSigning: (StageId.REPORT,),
    ev.ConfirmFee: (StageId.FEE,),
    ev.ConfirmRelease: (StageId.RELEASE,),
    ev.NotePresence: tuple(s for s in StageId if s not in (StageId.SIGN_IN, StageId.RELEASE, StageId.CLOSED)),
}  # fmt: skip


def check(evaluation: Evaluation, own: MemberActs, act: ev.Act, at: str = "") -> None:
    """Return when `own.member` may do `act` now; raise `RuleViolation` otherwise.

    `at` is when the member did it (ISO 8601); empty means now. It counts for what was typed and locked on a line that
    was down before the committee was suspended.
    """
    _member(evaluation, own)
    _standstill(evaluation, act, at)
    if isinstance(act, ev.VotePreliminary) and evaluation.is_moot((act.subject, act.item)):
        return  # cast before the rejection was known at the seat, and no longer counted
    stage = evaluation.stage_of(own.member)
    if isinstance(act, ev.SignUndertaking) and act.choice == "recuse":
        _late_recusal(evaluation, stage)
    elif stage not in _STAGES_OF[type(act)]:
        raise RuleViolation("stage_wrong", stage=stage)
    _blind_text(evaluation, own, act)
    _CHECKS.get(type(act), _nothing)(evaluation, own, act)


def missing_items(evaluation: Evaluation, own: MemberActs, stage: StageId) -> tuple[tuple[str, str], ...]:
    """(code, criterion) cells still empty on the member's sheet of a stage, bid by bid."""
    criteria = [c for s in evaluation.sections_of(stage) for c in evaluation.project.criteria_of(s.id)]
    return tuple(
        (code, criterion.id)
        for code in evaluation.sheet_codes()
        for criterion in criteria
        if not own.score(code, criterion.id)
    )


def may_chair(evaluation: Evaluation, member: str) -> bool:
    """Only expert members are eligible (Order 87 art. 45; purchaser's representatives are not)."""
    eligible = evaluation.ballot_tied or evaluation.members
    return member in eligible and member in evaluation.members and evaluation.person(member).kind == "expert"


# --- before the kind of act matters --------------------------------------------------------------


def _member(evaluation: Evaluation, own: MemberActs) -> None:
    if own.member in evaluation.replaced:
        raise RuleViolation("member_replaced", member=own.member)
    if own.member not in evaluation.members:
        raise RuleViolation("member_unknown", member=own.member)
    if own.member in evaluation.recused:
        raise RuleViolation("member_recused", member=own.member)


def _standstill(evaluation: Evaluation, act: ev.Act, at: str) -> None:
    if evaluation.sealed_for_good is not None and not isinstance(act, ev.ConfirmRelease):
        raise RuleViolation("sealed_for_good")
    stop = evaluation.suspended
    if stop is not None and not (isinstance(act, ev.EnterScore | ev.LockSheet) and at and _before(at, stop.since)):
        raise RuleViolation("suspended", since=stop.since)
    if evaluation.composition and not isinstance(act, ev.SignUndertaking | ev.AcknowledgeDiscipline):
        raise RuleViolation("committee_illegal", rule=evaluation.composition)


def _before(at: str, since: str) -> bool:
    try:
        return datetime.fromisoformat(at) < datetime.fromisoformat(since)
    except (ValueError, TypeError):  # a seat's time that is none, or without its zone
        return False


def _late_recusal(evaluation: Evaluation, stage: StageId) -> None:
    """A reason to step back may come to light later; after the report is closed there is nothing to leave."""
    if not INDEX[StageId.UNDERTAKING] <= INDEX[stage] <= INDEX[StageId.REPORT] or evaluation.report_closed:
        raise RuleViolation("stage_wrong", stage=stage)


def _blind_text(evaluation: Evaluation, own: MemberActs, act: ev.Act) -> None:
    """What is typed in a blind stage names no bidder; a recusal may, for only the centre reads it."""
    if evaluation.part_of(own.member) is not Part.BLIND or isinstance(act, ev.SignUndertaking):
        return
    text = getattr(act, "text", "") or getattr(act, "reason", "")
    if text:
        check_blind_text(evaluation, text)


# --- by kind of act -------------------------------------------------------------------------------


def _nothing(_evaluation: Evaluation, _own: MemberActs, _act: ev.Act) -> None:
    """Nothing beyond the stage stands in the way."""


def _discipline(evaluation: Evaluation, own: MemberActs, act: ev.AcknowledgeDiscipline) -> None:
    if own.member in evaluation.disciplined:
        raise RuleViolation("already_done")
    if not act.phone_box.strip():
        raise RuleViolation("phone_box_missing")
    if max(map(len, (act.phone_box, act.client_version, act.rules_digest))) > SHORT_LIMIT:
        raise RuleViolation("text_too_long", limit=SHORT_LIMIT)


def _undertaking(evaluation: Evaluation, own: MemberActs, act: ev.SignUndertaking) -> None:
    if act.choice == "no-conflict" and own.undertaking is not None:
        raise RuleViolation("already_done")
    if act.choice == "recuse" and not act.grounds:
        raise RuleViolation("grounds_missing")
    nameless = evaluation.part_of(own.member) is Part.BLIND
    for ground in act.grounds:
        if ground.bidder not in {b.id for b in evaluation.project.bidders} and (ground.bidder or not nameless):
            raise RuleViolation("bidder_unknown", bidder=ground.bidder)
        check_text(ground.ground, needed=not ground.bidder)


def _ballot(evaluation: Evaluation, own: MemberActs, act: ev.CastBallot) -> None:
    if act.round != evaluation.ballot_round:
        raise RuleViolation("round_wrong", round=evaluation.ballot_round)
    if act.round in own.ballots or evaluation.chair is not None:
        raise RuleViolation("already_done")
    if not may_chair(evaluation, act.candidate):
        raise RuleViolation("candidate_not_eligible", member=act.candidate)


def _reading(_evaluation: Evaluation, own: MemberActs, _act: ev.ConfirmReading) -> None:
    if own.reading:
        raise RuleViolation("already_done")


def _preliminary(evaluation: Evaluation, own: MemberActs, act: ev.VotePreliminary) -> None:
    cell = (act.subject, act.item)
    blind = evaluation.stage_of(own.member) is StageId.BLIND_CHECK
    state = evaluation.cells.get(cell, CellState())
    if state.closed and (not state.recount or cell in own.votes):
        raise RuleViolation("cell_closed")
    if cell not in evaluation.pending_cells(blind=blind):
        raise RuleViolation("cell_unknown", item=act.item)
    check_text(act.reason, needed=not act.passed)


def _score(evaluation: Evaluation, own: MemberActs, act: ev.EnterScore) -> None:
    stage = evaluation.stage_of(own.member)
    if stage in own.locks:
        raise RuleViolation("sheet_locked")
    if act.code not in evaluation.sheet_codes():
        raise RuleViolation("code_unknown", bid=act.code)
    sections = {s.id for s in evaluation.sections_of(stage)}
    criterion = next((c for c in evaluation.project.criteria if c.id == act.criterion), None)
    if criterion is None or criterion.section not in sections:
        raise RuleViolation("criterion_unknown", criterion=act.criterion)
    _entry_text(evaluation, own, stage, (act.code, act.criterion), Entry(act.value, act.reason))
    if act.value:
        check_score(criterion, act.value)


def _lock(evaluation: Evaluation, own: MemberActs, act: ev.LockSheet) -> None:
    stage = evaluation.stage_of(own.member)
    if act.stage is not stage:
        raise RuleViolation("stage_wrong", stage=stage)
    if act.stage in own.locks:
        raise RuleViolation("already_done")
    if missing := missing_items(evaluation, own, act.stage):
        raise RuleViolation("items_missing", count=len(missing))
    for (code, criterion), entry in own.entries.items():
        _entry_text(evaluation, own, stage, (code, criterion), entry)


def _entry_text(evaluation: Evaluation, own: MemberActs, stage: StageId, cell: tuple[str, str], entry: Entry) -> None:
    """The reason beside one score, of the sheet's own stage; the centre reads it only when the sheet is locked."""
    criterion = next((c for c in evaluation.project.criteria if c.id == cell[1]), None)
    if criterion is None or criterion.section not in {s.id for s in evaluation.sections_of(stage)}:
        return
    prefilled = evaluation.prefilled.get(stage, {}).get(cell[0], {}).get(cell[1])
    check_text(entry.reason, needed=bool(entry.value) and prefilled is not None and entry.value != prefilled)
    if entry.reason and evaluation.part_of(own.member) is Part.BLIND:
        check_blind_text(evaluation, entry.reason)


def _flag(evaluation: Evaluation, own: MemberActs, flag: str) -> ev.FlagRaised:
    """The flag, if it belongs to the member's stage."""
    found = evaluation.flags.get(flag)
    if found is None or found.stage is not evaluation.stage_of(own.member):
        raise RuleViolation("flag_unknown", flag=flag)
    return found


def _open_flag(evaluation: Evaluation, own: MemberActs, flag: str) -> ev.FlagRaised:
    found = _flag(evaluation, own, flag)
    if flag in evaluation.rulings and flag not in evaluation.recounts:
        raise RuleViolation("flag_closed", flag=flag)
    return found


def _reason(evaluation: Evaluation, own: MemberActs, act: ev.GiveReason) -> None:
    if _open_flag(evaluation, own, act.flag).expert != own.member:
        raise RuleViolation("flag_not_yours", flag=act.flag)
    check_text(act.text, needed=True)


def _vote(evaluation: Evaluation, own: MemberActs, act: ev.VoteRuling) -> None:
    flag = _open_flag(evaluation, own, act.flag)
    if act.decision not in offered(evaluation.project.regime, flag.check):
        raise RuleViolation("decision_unknown", decision=act.decision)
    if act.flag in own.ruling_votes:
        raise RuleViolation("already_done")
    if awaited := awaits(evaluation, flag):
        raise RuleViolation(awaited, flag=act.flag)


def awaits(evaluation: Evaluation, flag: ev.FlagRaised) -> str:
    """What a vote on a flag has to wait for, as a code; empty when it may begin. Deadlines end every wait."""
    if flag.id in evaluation.flag_reasons or flag.id in evaluation.flags_overdue:
        return ""
    return {"abnormal-score": "reason_awaited", "low-price": "explanation_awaited"}.get(flag.check, "")


def _revision(evaluation: Evaluation, own: MemberActs, act: ev.SignRevision) -> None:
    flag = _flag(evaluation, own, act.flag)
    ruling = evaluation.rulings.get(act.flag)
    asked = ruling is not None and ruling.decision == "correct" and act.flag not in evaluation.revised
    if not asked or own.member not in evaluation.revisers(flag):
        raise RuleViolation("revision_not_asked", flag=act.flag)
    if (act.code, act.criterion) != (flag.code, flag.criterion):
        raise RuleViolation("item_differs")
    if act.flag in own.revisions:
        raise RuleViolation("revision_signed")
    check_text(act.reason, needed=True)
    check_score(evaluation.project.criterion(act.criterion), act.value)


# --- the end --------------------------------------------------------------------------------------


def _price(evaluation: Evaluation, own: MemberActs, _act: ev.ConfirmPrice) -> None:
    if own.member in evaluation.price_confirmed:
        raise RuleViolation("already_done")


def _summary(evaluation: Evaluation, own: MemberActs, act: ev.ConfirmSummary | ev.RecordDissent) -> None:
    summary = evaluation.summary
    if summary is None:
        raise RuleViolation("summary_missing")
    if act.result_digest != summary.result_digest:
        raise RuleViolation("result_differs")
    if act.warnings != len(summary.warnings):
        raise RuleViolation("warnings_unseen", count=len(summary.warnings))
    if isinstance(act, ev.RecordDissent):
        check_text(act.text, needed=True)
    if own.member in evaluation.dissents or own.member in evaluation.summary_confirmed:
        raise RuleViolation("already_done")


def _refusal(evaluation: Evaluation, own: MemberActs, act: ev.RefuseSigning) -> None:
    if not evaluation.report_digest:
        raise RuleViolation("report_missing")
    if own.member not in evaluation.signers_left() or own.member in evaluation.refusals:
        raise RuleViolation("already_done")
    if own.member == evaluation.chair:
        raise RuleViolation("chair_does_not_refuse")
    check_text(act.text, needed=False)


def _fee(evaluation: Evaluation, own: MemberActs, _act: ev.ConfirmFee) -> None:
    if own.member not in evaluation.fees:
        raise RuleViolation("fee_missing")
    if own.member in evaluation.fee_confirmed:
        raise RuleViolation("already_done")


def _release(evaluation: Evaluation, own: MemberActs, _act: ev.ConfirmRelease) -> None:
    if own.member in evaluation.released:
        raise RuleViolation("already_done")


def _presence(_evaluation: Evaluation, own: MemberActs, act: ev.NotePresence) -> None:
    """Only what changed is written down, so that a seat cannot fill the record."""
    if act.finding == own.presence:
        raise RuleViolation("already_done")
    if max(map(len, (act.since, act.score, act.threshold))) > SHORT_LIMIT:
        raise RuleViolation("text_too_long", limit=SHORT_LIMIT)
    try:
        zone = datetime.fromisoformat(act.since).tzinfo
    except ValueError:
        zone = None
    if zone is None:
        raise RuleViolation("time_malformed")


_CHECKS: dict[type, Callable[[Evaluation, MemberActs, Any], None]] = {
    ev.AcknowledgeDiscipline: _discipline,
    ev.SignUndertaking: _undertaking,
    ev.CastBallot: _ballot,
    ev.ConfirmReading: _reading,
    ev.VotePreliminary: _preliminary,
    ev.EnterScore: _score,
    ev.LockSheet: _lock,
    ev.GiveReason: _reason,
    ev.VoteRuling: _vote,
    ev.SignRevision: _revision,
    ev.NotePresence: _presence,
    ev.ProposeQuestion: check_question,
    ev.SupportQuestion: check_question_vote,
    ev.ProposeMotion: check_motion,
    ev.VoteMotion: check_motion_vote,
    ev.ConfirmPrice: _price,
    ev.ConfirmSummary: _summary,
    ev.RecordDissent: _summary,
    ev.RefuseSigning: _refusal,
    ev.ConfirmFee: _fee,
    ev.ConfirmRelease: _release,
}
