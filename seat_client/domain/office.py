"""What the centre's own people do with an evaluation: each function judges and returns the facts to record.

Who may ask (operator, clerk, two people with their keys) is the centre's business; what the rules allow stands here.
Times are aware datetimes of the centre. Every refusal is a `RuleViolation` with a code of `legality.CODES`.
"""

from datetime import datetime, timedelta

from seat_client.domain import events as ev
from seat_client.domain.committee import Committee, composition
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.nights import opens_after
from seat_client.domain.notices import cast_on, present
from seat_client.domain.stages import INDEX, Part, StageId
from seat_client.domain.texts import check_blind_text, check_text

REASONS = ("recusal", "absence", "fault")
BEFORE_START, DURING = timedelta(hours=2), timedelta(hours=4)  # a city's remote-evaluation rule on unmended faults
PEOPLE_TO_OPEN = 2


def stamp(at: datetime) -> str:
    """A time as facts carry it."""
    return at.isoformat()


# --- the committee --------------------------------------------------------------------------------


def replace_member(c: Committee, old: str, new: ev.Person, reason: str, note: str = "") -> list[ev.Fact]:
    """`new` takes the place of `old`, after a recusal, an absence or a fault that cannot be mended.

    Counts still open are told again without the void votes; a composition the law does not allow is recorded, and
    stops the committee until another replacement mends it.
    """
    e = c.evaluation
    if old not in e.members:
        raise RuleViolation("member_unknown", member=old)
    if new.id in e.people:
        raise RuleViolation("person_known", member=new.id)
    if reason not in REASONS:
        raise RuleViolation("reason_unknown", reason=reason)
    if e.report_closed or e.sealed_for_good is not None:
        raise RuleViolation("stage_wrong", stage=e.stage)
    check_text(note, needed=False)
    seated = Evaluation(e.project)
    seated.seat_successor(old, new)
    checked: list[ev.Fact] = [composition(seated)] if e.composition is not None else []
    return [ev.MemberReplaced(old, new, reason, note), *checked, *_open_counts(c, old)]


def _open_counts(c: Committee, old: str) -> list[ev.Fact]:
    """Counts in which the void vote still stands, as they are without it."""
    e, own = c.evaluation, c.acts[old]
    left = [a for a in present(c) if a.member != old]
    counts: list[ev.Fact] = [
        ev.PreliminaryVoteCast(cell[0], cell[1], cast_on(c, cell) - 1)
        for cell, state in e.cells.items()
        if not state.closed and cell in own.votes
    ]
    counts += [
        ev.RulingVoteCast(f.id, sum(f.id in a.ruling_votes for a in left))
        for f in e.flags.values()
        if f.id in own.ruling_votes and f.id not in e.rulings and f.expert != old
    ]
    counts += [
        ev.QuestionVoteCast(i, sum(i in a.question_votes for a in left))
        for i, q in e.questions.items()
        if q.state == "proposed" and i in own.question_votes
    ]
    return counts + [
        ev.MotionVoteCast(i, sum(i in a.motion_votes for a in left))
        for i, m in e.motions.items()
        if m.result is None and i in own.motion_votes
    ]


# --- questions and deadlines ----------------------------------------------------------------------


def answer(e: Evaluation, question: str, text: str) -> list[ev.Fact]:
    """The bidder's answer to a question that was asked; while the review is blind it may name nobody."""
    check_asked(e, question)
    check_text(text, needed=True)
    _check_blindly(e, question, text)
    return [ev.QuestionAnswered(question, text)]


def close_question(e: Evaluation, question: str) -> list[ev.Fact]:
    """No answer came in time."""
    check_asked(e, question)
    return [ev.QuestionClosed(question)]


def withhold_question(e: Evaluation, question: str, why: str) -> list[ev.Fact]:
    """The centre does not let the question go to the bidder; while the review is blind, `why` names nobody."""
    check_asked(e, question)
    check_text(why, needed=True)
    _check_blindly(e, question, why)
    return [ev.QuestionClosed(question, why)]


def _check_blindly(e: Evaluation, question: str, text: str) -> None:
    if e.row.part is Part.BLIND or (e.questions[question].proposed.subject in e.codes and not e.revealed):
        check_blind_text(e, text)


def check_asked(e: Evaluation, question: str) -> None:
    """Raise RuleViolation unless the committee has asked it and no answer came yet."""
    known = e.questions.get(question)
    if known is None:
        raise RuleViolation("question_unknown")
    if known.state == "proposed":
        raise RuleViolation("question_not_sent")
    if known.state != "sent":
        raise RuleViolation("question_closed")


def explain(e: Evaluation, flag: str, text: str) -> list[ev.Fact]:
    """A bidder's written explanation of its flagged price."""
    check_text(text, needed=True)
    _awaiting(e, flag, "low-price")
    return [ev.ReasonGiven(flag, text)]


def reason_overdue(e: Evaluation, flag: str) -> list[ev.Fact]:
    """The deadline of a bidder's explanation or a member's reason has passed: the committee may vote without it."""
    _awaiting(e, flag, "low-price", "abnormal-score")
    return [ev.ReasonOverdue(flag)]


def _awaiting(e: Evaluation, flag: str, *checks: str) -> None:
    known = e.flags.get(flag)
    if known is None or known.check not in checks:
        raise RuleViolation("flag_unknown", flag=flag)
    if flag in e.rulings:
        raise RuleViolation("flag_closed", flag=flag)
    if flag in e.flags_overdue:
        raise RuleViolation("already_done")


# --- the fault clock ------------------------------------------------------------------------------


def limit(e: Evaluation) -> timedelta:
    """How long a fault may last: 2 h before the review has begun, 4 h during it."""
    return BEFORE_START if INDEX[e.stage] < INDEX[StageId.PRELIMINARY] else DURING


def suspend(e: Evaluation, reason: str, now: datetime, opens: datetime | None = None) -> list[ev.Fact]:
    """Everything stands still from now on; a fault has a limit, a night may have a time before which nobody opens."""
    _going_on(e)
    if reason not in ("fault", "overnight"):
        raise RuleViolation("reason_unknown", reason=reason)
    if reason == "overnight":
        return [ev.Suspended(reason, stamp(now), opens=stamp(opens_after(now)))]
    return [ev.Suspended(reason, stamp(now), until=stamp(now + limit(e)))]


def resume(e: Evaluation, opened_by: tuple[str, ...], now: datetime) -> list[ev.Fact]:
    """Two different people open again together, before the limit."""
    stop = e.suspended
    if stop is None:
        raise RuleViolation("not_suspended")
    if len(opened_by) != PEOPLE_TO_OPEN or len(set(opened_by)) != PEOPLE_TO_OPEN or not all(opened_by):
        raise RuleViolation("two_people_needed")
    if stop.until and now >= datetime.fromisoformat(stop.until):
        raise RuleViolation("limit_passed", until=stop.until)
    if stop.opens and now < datetime.fromisoformat(stop.opens):
        raise RuleViolation("too_early", opens=stop.opens)
    return [ev.Resumed((opened_by[0], opened_by[1]), stamp(now))]


def tick(e: Evaluation, now: datetime) -> list[ev.Fact]:
    """What the clock brings by itself: a fault that reached its limit seals the evaluation for good."""
    stop = e.suspended
    if stop is None or e.sealed_for_good is not None or not stop.until:
        return []
    if now < datetime.fromisoformat(stop.until):
        return []
    before = INDEX[e.stage] < INDEX[StageId.PRELIMINARY]
    return [ev.SealedForGood("limit-before-start" if before else "limit-during", stamp(now))]


def reconvene(e: Evaluation, reason: str, now: datetime) -> list[ev.Fact]:
    """The same committee meets again after the end (复核)."""
    check_text(reason, needed=True)
    if not e.report_closed or e.stage is not StageId.CLOSED:
        raise RuleViolation("not_ended")
    return [ev.Reconvened(reason, stamp(now)), ev.StageOpened(StageId.SIGN_IN)]


def _going_on(e: Evaluation) -> None:
    if e.sealed_for_good is not None:
        raise RuleViolation("sealed_for_good")
    if e.suspended is not None:
        raise RuleViolation("suspended", since=e.suspended.since)


# --- the supervisor -------------------------------------------------------------------------------


def supervisor_in(e: Evaluation, supervisor: str, seat: str, now: datetime) -> list[ev.Fact]:
    """A supervisor has taken a seat."""
    if supervisor in e.supervisors:
        raise RuleViolation("already_done")
    return [ev.SupervisorSignedIn(supervisor, seat, stamp(now))]


def supervisor_out(e: Evaluation, supervisor: str, now: datetime) -> list[ev.Fact]:
    _known_supervisor(e, supervisor)
    return [ev.SupervisorSignedOut(supervisor, stamp(now))]


def mark(e: Evaluation, supervisor: str, text: str, now: datetime) -> list[ev.Fact]:
    """An event put on record."""
    _known_supervisor(e, supervisor)
    check_text(text, needed=True)
    keep_blind(e, text)
    return [ev.SupervisorMarked(supervisor, text, e.stage, stamp(now))]


def keep_blind(e: Evaluation, text: str) -> None:
    """What members are to read while the review is blind names no bidder; raises RuleViolation."""
    if e.row.part is Part.BLIND or (e.codes_dealt and not e.revealed):
        check_blind_text(e, text)


def _known_supervisor(e: Evaluation, supervisor: str) -> None:
    if supervisor not in e.supervisors:
        raise RuleViolation("supervisor_unknown", supervisor=supervisor)


# --- the report -----------------------------------------------------------------------------------


def serve_notice(e: Evaluation, member: str, now: datetime, deadline: datetime) -> list[ev.Fact]:
    """The written notice to a member who refuses or stays silent."""
    _may_be_deemed(e, member)
    if member in e.notices:
        raise RuleViolation("already_done")
    return [ev.NoticeServed(member, stamp(now), stamp(deadline))]


def check_deemed(e: Evaluation, member: str, now: datetime) -> None:
    """Raise unless `member` may be deemed to agree now: notice served, deadline over (art. 53); never the chair, whose
    signature closes the report."""
    _may_be_deemed(e, member)
    notice = e.notices.get(member)
    if notice is None:
        raise RuleViolation("notice_missing", member=member)
    if now < datetime.fromisoformat(notice.deadline):
        raise RuleViolation("deadline_runs", deadline=notice.deadline)


def _may_be_deemed(e: Evaluation, member: str) -> None:
    if not e.report_digest or e.stage is not StageId.REPORT:
        raise RuleViolation("report_missing")
    if member == e.chair:
        raise RuleViolation("chair_not_deemed")
    if member not in e.signers_left():
        raise RuleViolation("already_done")
