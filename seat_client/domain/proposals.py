"""Whether a question to a bidder or a motion may be proposed and voted on; raises `RuleViolation` where not."""

from collections.abc import Container

from seat_client.domain import events as ev
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.motions import MOTIONS
from seat_client.domain.stages import INDEX, Part, StageId
from seat_client.domain.texts import check_text

MOST_MINUTES = 24 * 60
LONGEST_ID = 80


def check_question(evaluation: Evaluation, own: MemberActs, act: ev.ProposeQuestion) -> None:
    """Whether a question may be proposed."""
    _new_id(act.id, evaluation.questions)
    _caught_up(evaluation, own)
    check_text(act.text, needed=True)
    part = evaluation.part_of(own.member)
    if part is Part.OPEN:
        if act.subject not in {b.id for b in evaluation.project.bidders}:
            raise RuleViolation("bidder_unknown", bidder=act.subject)
    elif act.subject not in evaluation.active_codes():
        raise RuleViolation("code_unknown", bid=act.subject)


def check_question_vote(evaluation: Evaluation, own: MemberActs, act: ev.SupportQuestion) -> None:
    """Whether the member may say now if a question should be asked."""
    question = evaluation.questions.get(act.question)
    if question is None or question.proposed.stage is not evaluation.stage_of(own.member):
        raise RuleViolation("question_unknown")
    if question.state != "proposed":
        raise RuleViolation("question_closed")
    if act.question in own.question_votes:
        raise RuleViolation("already_done")


def check_motion(evaluation: Evaluation, own: MemberActs, act: ev.ProposeMotion) -> None:
    """Whether a motion may be put."""
    _new_id(act.id, evaluation.motions)
    _caught_up(evaluation, own)
    if act.motion not in MOTIONS:
        raise RuleViolation("motion_kind_unknown", motion=act.motion)
    check_text(act.text, needed=True)
    if not 0 <= act.minutes <= MOST_MINUTES or (act.motion == "extension") != bool(act.minutes):
        raise RuleViolation("motion_malformed")
    if act.motion != "correction" and (act.code or act.criterion):
        raise RuleViolation("motion_malformed")
    if act.motion == "correction":
        _correction(evaluation, own, act)


def _correction(evaluation: Evaluation, own: MemberActs, act: ev.ProposeMotion) -> None:
    """An objective item of an opened sheet, by one whose own is locked; technical ones before the reveal."""
    criterion = next((c for c in evaluation.project.criteria if c.id == act.criterion), None)
    if criterion is None:
        raise RuleViolation("criterion_unknown", criterion=act.criterion)
    if criterion.kind != "objective":
        raise RuleViolation("criterion_not_objective", criterion=act.criterion)
    if act.code not in evaluation.active_codes():
        raise RuleViolation("code_unknown", bid=act.code)
    blind = evaluation.project.section(criterion.section).blind
    if blind and evaluation.revealed:
        raise RuleViolation("correction_too_late")
    stage = StageId.TECHNICAL if blind else StageId.BUSINESS
    if stage not in evaluation.opened or own.member not in evaluation.locked[stage]:
        raise RuleViolation("sheets_closed")


def check_motion_vote(evaluation: Evaluation, own: MemberActs, act: ev.VoteMotion) -> None:
    """Whether the member may vote on a motion now."""
    motion = evaluation.motions.get(act.motion)
    if motion is None or evaluation.reached.get(own.member, 0) < INDEX[motion.proposed.stage]:
        raise RuleViolation("motion_unknown")  # a successor is told of it when he has come as far
    if motion.result is not None:
        raise RuleViolation("motion_closed")
    if act.motion in own.motion_votes:
        raise RuleViolation("already_done")


def _caught_up(evaluation: Evaluation, own: MemberActs) -> None:
    """A successor proposes nothing before he is where the others are, who could not even be told of it."""
    if own.member in evaluation.behind:
        raise RuleViolation("catch_up_first")


def _new_id(wanted: str, known: Container[str]) -> None:
    if not 0 < len(wanted) <= LONGEST_ID or not wanted.isprintable():
        raise RuleViolation("motion_malformed")
    if wanted in known:
        raise RuleViolation("id_used")
