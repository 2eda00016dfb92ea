"""Whether an act is allowed here and now: asked by the seat before it writes, by the centre before it accepts.

Every refusal is a `RuleViolation` with one of the codes in `CODES`.
"""

from seat_client.domain import events as ev
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import CellState, Evaluation
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.scoring import check_score
from seat_client.domain.stages import StageId

TEXT_LIMIT = 2000  # characters of a reason or opinion; the report prints them whole

DECISIONS: dict[str, tuple[str, ...]] = {
    "abnormal-score": ("keep", "replace", "defer"),
    "low-price": ("accept", "reject", "defer"),
    "fewer-than-three": ("continue", "stop"),
    "objective-disagreement": ("stop",),
}

CODES = (
    "stage_wrong", "member_unknown", "member_recused", "already_done", "statement_differs", "grounds_missing",
    "bidder_unknown", "candidate_not_eligible", "round_wrong", "cell_unknown", "cell_closed", "reason_missing",
    "text_too_long", "code_unknown", "criterion_unknown", "sheet_locked", "items_missing", "flag_unknown",
    "flag_closed", "flag_not_yours", "decision_unknown", "summary_missing", "result_differs", "result_blocked",
    "score_malformed", "score_below_zero", "score_above_max", "score_off_step",
)  # fmt: skip

_STAGE_OF: dict[type, tuple[StageId, ...]] = {
    ev.SignUndertaking: (StageId.UNDERTAKING,),
    ev.CastBallot: (StageId.CHAIR_ELECTION,),
    ev.VotePreliminary: (StageId.PRELIMINARY, StageId.BLIND_CHECK),
    ev.EnterScore: (StageId.TECHNICAL, StageId.BUSINESS),
    ev.LockSheet: (StageId.TECHNICAL, StageId.BUSINESS),
    ev.GiveReason: (StageId.TECHNICAL_RULINGS, StageId.BUSINESS_RULINGS),
    ev.VoteRuling: (
        StageId.FEW_BIDS, StageId.TECHNICAL_RULINGS, StageId.BUSINESS_RULINGS, StageId.LOW_PRICE,
        StageId.FEW_BIDS_AFTER_PRICE,
    ),
    ev.ConfirmPrice: (StageId.PRICE,),
    ev.ConfirmSummary: (StageId.SUMMARY,),
    ev.RecordDissent: (StageId.SUMMARY,),
    ev.ConfirmRelease: (StageId.RELEASE,),
}  # fmt: skip


def check(evaluation: Evaluation, own: MemberActs, act: ev.Act) -> None:  # noqa: C901 - one branch per kind of act
    """Return when `own.member` may do `act` now; raise `RuleViolation` otherwise."""
    if own.member not in evaluation.members:
        raise RuleViolation("member_unknown", member=own.member)
    if own.member in evaluation.recused:
        raise RuleViolation("member_recused", member=own.member)
    if isinstance(act, ev.VotePreliminary) and evaluation.rejected_on(act.subject) is not None:
        return  # moot: cast before the rejection was known at the seat, and no longer counted
    if evaluation.stage not in _STAGE_OF[type(act)]:
        raise RuleViolation("stage_wrong", stage=evaluation.stage)
    match act:
        case ev.SignUndertaking():
            _undertaking(evaluation, own, act)
        case ev.CastBallot():
            _ballot(evaluation, own, act)
        case ev.VotePreliminary():
            _preliminary(evaluation, act)
        case ev.EnterScore():
            _score(evaluation, own, act)
        case ev.LockSheet():
            _lock(evaluation, own, act)
        case ev.GiveReason() | ev.VoteRuling():
            _ruling(evaluation, own, act)
        case _:
            _closing(evaluation, own, act)


def missing_items(evaluation: Evaluation, own: MemberActs, stage: StageId) -> tuple[tuple[str, str], ...]:
    """(code, criterion) cells still empty on the member's sheet of a stage, bid by bid."""
    criteria = [c for s in evaluation.sections_of(stage) for c in evaluation.project.criteria_of(s.id)]
    return tuple(
        (code, criterion.id)
        for code in evaluation.active_codes()
        for criterion in criteria
        if not own.score(code, criterion.id)
    )


def may_chair(evaluation: Evaluation, member: str) -> bool:
    """Only expert members are eligible (Order 87 art. 45; purchaser's representatives are not)."""
    eligible = evaluation.ballot_tied or evaluation.members
    return member in eligible and evaluation.project.member(member).kind == "expert"


def _limit(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise RuleViolation("text_too_long", limit=TEXT_LIMIT)


def _undertaking(evaluation: Evaluation, own: MemberActs, act: ev.SignUndertaking) -> None:
    if own.undertaking is not None:
        raise RuleViolation("already_done")
    if act.choice == "recuse" and not act.grounds:
        raise RuleViolation("grounds_missing")
    for ground in act.grounds:
        if ground.bidder not in {b.id for b in evaluation.project.bidders}:
            raise RuleViolation("bidder_unknown", bidder=ground.bidder)
        _limit(ground.ground)


def _ballot(evaluation: Evaluation, own: MemberActs, act: ev.CastBallot) -> None:
    if act.round != evaluation.ballot_round:
        raise RuleViolation("round_wrong", round=evaluation.ballot_round)
    if act.round in own.ballots:
        raise RuleViolation("already_done")
    if not may_chair(evaluation, act.candidate):
        raise RuleViolation("candidate_not_eligible", member=act.candidate)


def _preliminary(evaluation: Evaluation, act: ev.VotePreliminary) -> None:
    cell = (act.subject, act.item)
    blind = evaluation.stage is StageId.BLIND_CHECK
    if evaluation.cells.get(cell, CellState()).closed:
        raise RuleViolation("cell_closed")
    if cell not in evaluation.pending_cells(blind=blind):
        raise RuleViolation("cell_unknown", item=act.item)
    if not act.passed and not act.reason.strip():
        raise RuleViolation("reason_missing")
    _limit(act.reason)


def _score(evaluation: Evaluation, own: MemberActs, act: ev.EnterScore) -> None:
    if evaluation.stage in own.locks:
        raise RuleViolation("sheet_locked")
    if act.code not in evaluation.active_codes():
        raise RuleViolation("code_unknown", bid=act.code)
    sections = {s.id for s in evaluation.sections_of(evaluation.stage)}
    criterion = next((c for c in evaluation.project.criteria if c.id == act.criterion), None)
    if criterion is None or criterion.section not in sections:
        raise RuleViolation("criterion_unknown", criterion=act.criterion)
    _limit(act.reason)
    if act.value:
        check_score(criterion, act.value)


def _lock(evaluation: Evaluation, own: MemberActs, act: ev.LockSheet) -> None:
    if act.stage is not evaluation.stage:
        raise RuleViolation("stage_wrong", stage=evaluation.stage)
    if act.stage in own.locks:
        raise RuleViolation("already_done")
    if missing := missing_items(evaluation, own, act.stage):
        raise RuleViolation("items_missing", count=len(missing))


def _ruling(evaluation: Evaluation, own: MemberActs, act: ev.GiveReason | ev.VoteRuling) -> None:
    flag = evaluation.flags.get(act.flag)
    if flag is None or flag.stage is not evaluation.stage:
        raise RuleViolation("flag_unknown", flag=act.flag)
    if flag.id in evaluation.rulings:
        raise RuleViolation("flag_closed", flag=act.flag)
    if isinstance(act, ev.GiveReason):
        if flag.expert != own.member:
            raise RuleViolation("flag_not_yours", flag=act.flag)
        if not act.text.strip():
            raise RuleViolation("reason_missing")
        _limit(act.text)
        return
    if act.decision not in DECISIONS[flag.check]:
        raise RuleViolation("decision_unknown", decision=act.decision)
    if act.flag in own.ruling_votes:
        raise RuleViolation("already_done")


def _closing(evaluation: Evaluation, own: MemberActs, act: ev.Act) -> None:
    if isinstance(act, ev.ConfirmPrice) and own.price_digest:
        raise RuleViolation("already_done")
    if isinstance(act, ev.ConfirmSummary | ev.RecordDissent):
        _summary(evaluation, own, act)


def _summary(evaluation: Evaluation, own: MemberActs, act: ev.ConfirmSummary | ev.RecordDissent) -> None:
    if evaluation.summary is None:
        raise RuleViolation("summary_missing")
    if act.result_digest != evaluation.summary.result_digest:
        raise RuleViolation("result_differs")
    if isinstance(act, ev.RecordDissent):
        if not act.text.strip():
            raise RuleViolation("reason_missing")
        _limit(act.text)
    if own.summary_digest == act.result_digest:
        raise RuleViolation("already_done")
