"""How each fact changes the state: one small function per kind of fact."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from seat_client.domain import events as ev
from seat_client.domain.stages import INDEX, StageId
from seat_client.domain.state import SHEET_OF, CellState, EvaluationState, Motion, Question, reopened, without


def fold(evaluation: EvaluationState, fact: ev.Fact) -> None:
    """Fold one fact into the state."""
    evaluation.length += 1
    _FOLDS[type(fact)](evaluation, fact)


# --- people and stages ---------------------------------------------------------------------------


def _stage_opened(e: EvaluationState, f: ev.StageOpened) -> None:
    e.stage = f.stage
    e.visited.add(f.stage)
    if f.stage is StageId.PRELIMINARY and e.open_since is None:
        e.open_since = e.length
    if INDEX[f.stage] >= INDEX[StageId.BLIND_CHECK] and e.blind_since is None:
        e.blind_since = e.length
    for member in e.members:
        if e.behind.get(member) is f.stage:
            del e.behind[member]
        if member not in e.behind:
            e.reached[member] = max(e.reached.get(member, 0), INDEX[f.stage])


def _signed_in(e: EvaluationState, f: ev.MemberSignedIn) -> None:
    e.signed_in[f.member], e.signed_in_at[f.member] = f.seat, f.at


def _recused(e: EvaluationState, f: ev.MemberRecused) -> None:
    e.recused.add(f.member)
    e.left.setdefault(f.member, e.length)


def _member_moved(e: EvaluationState, f: ev.MemberMoved) -> None:
    e.reached[f.member] = max(e.reached.get(f.member, 0), INDEX[f.stage])
    e.moves[f.member] += 1
    if f.level:
        e.behind.pop(f.member, None)
    else:
        e.behind[f.member] = f.stage


def _member_replaced(e: EvaluationState, f: ev.MemberReplaced) -> None:
    old = f.old
    e.replaced[old] = f
    e.joined[f.new.id] = e.length
    e.left.setdefault(old, e.length)
    e.seat_successor(old, f.new)
    e.behind.pop(old, None)
    if e.stage is not StageId.SIGN_IN:
        e.behind[f.new.id] = StageId.SIGN_IN
    e.reached[f.new.id] = 0
    for done in (e.signed_in, e.signed_in_at, e.disciplined):
        done.pop(old, None)
    for marked in (e.undertaken, e.read, e.price_confirmed):
        marked.discard(old)
    _void_votes(e, old)
    _void_sheets(e, old)
    _void_end(e)


def _void_votes(e: EvaluationState, old: str) -> None:
    e.cells = {cell: reopened(state) for cell, state in e.cells.items()}
    e.recounts |= {i for i in e.rulings if e.flags[i].check != "correction"}  # that was a motion's vote
    if e.chair == old:
        e.chair = None
    if e.chair is None and (e.ballots_cast or e.ballot_votes):
        _new_election(e, e.next_round)


def _new_election(e: EvaluationState, number: int) -> None:
    e.chair = None
    e.ballot_round = e.election_start = number
    e.ballot_tied = ()


def _void_sheets(e: EvaluationState, old: str) -> None:
    for locks in e.locked.values():
        locks.pop(old, None)
    e.opened = {stage: without(scores, old) for stage, scores in e.opened.items()}
    for signed in e.revisions_signed.values():
        signed.discard(old)
    for flag in [f.id for f in e.flags.values() if f.expert == old]:
        for known in (e.flags, e.flag_reasons, e.rulings, e.ruling_votes):
            known.pop(flag, None)
        e.recounts.discard(flag)
        e.flags_overdue.discard(flag)


def _void_end(e: EvaluationState) -> None:
    """Summary and report speak of another committee: they are made anew."""
    _void_summary(e)
    _void_report(e)


def _void_summary(e: EvaluationState) -> None:
    e.summary = None
    e.summary_confirmed.clear()
    e.dissents.clear()


def _void_report(e: EvaluationState) -> None:
    e.report_digest, e.report_size = "", 0
    e.report_signed.clear()
    e.report_deemed.clear()
    e.refusals.clear()
    e.notices.clear()


# --- ballots and cells ---------------------------------------------------------------------------


def _ballot_cast(e: EvaluationState, f: ev.BallotCast) -> None:
    e.ballots_cast.setdefault(f.round, set()).add(f.member)


def _ballot_closed(e: EvaluationState, f: ev.BallotClosed) -> None:
    e.ballot_votes[f.round] = f.votes
    e.ballot_tied = f.tied
    if not f.elected:
        e.ballot_round = f.round + 1
        return
    e.chair = f.elected
    if e.report_digest:
        _void_report(e)  # it names the chair and keeps the last signature for the one who held the chair


def _vote_cast(e: EvaluationState, f: ev.PreliminaryVoteCast) -> None:
    before = e.cells.get((f.subject, f.item), CellState())
    e.cells[f.subject, f.item] = replace(before, cast=f.cast)


def _cell_closed(e: EvaluationState, f: ev.PreliminaryClosed) -> None:
    e.cells[f.subject, f.item] = CellState(f.fails + f.passes, f.fails, f.passes, f.reasons)


def _codes_dealt(e: EvaluationState, f: ev.CodesDealt) -> None:
    e.codes, e.codes_dealt = tuple(f.codes), True


def _mapping_opened(e: EvaluationState, f: ev.MappingOpened) -> None:
    e.mapping, e.salt = dict(f.codes), f.salt


# --- sheets and rulings --------------------------------------------------------------------------


def _ruling_made(e: EvaluationState, f: ev.RulingMade) -> None:
    before = e.rulings.get(f.flag)
    e.rulings[f.flag] = f
    e.recounts.discard(f.flag)
    flag = e.flags.get(f.flag)
    if before is not None and flag is not None and flag.check == "low-price" and before.decision != f.decision:
        e.price_confirmed.clear()  # other bids stand in the list than were confirmed


def _revisions_opened(e: EvaluationState, f: ev.RevisionsOpened) -> None:
    e.revised.add(f.flag)
    flag = e.flags[f.flag]
    stage = SHEET_OF[flag.stage]
    opened = {m: {c: dict(row) for c, row in rows.items()} for m, rows in e.opened.get(stage, {}).items()}
    for member, value in f.values.items():
        opened.setdefault(member, {}).setdefault(flag.code, {})[flag.criterion] = value
    e.opened[stage] = opened
    _void_summary(e)


# --- questions and motions -----------------------------------------------------------------------


def _question_in(state: str) -> Callable[[EvaluationState, Any], None]:
    def step(e: EvaluationState, f: ev.QuestionSent | ev.QuestionDropped) -> None:
        e.questions[f.question] = replace(e.questions[f.question], state=state)

    return step


def _question_closed(e: EvaluationState, f: ev.QuestionClosed) -> None:
    e.questions[f.question] = replace(e.questions[f.question], state="withheld" if f.why else "closed", answer=f.why)


def _question_answered(e: EvaluationState, f: ev.QuestionAnswered) -> None:
    e.questions[f.question] = replace(e.questions[f.question], state="answered", answer=f.text)


def _question_vote(e: EvaluationState, f: ev.QuestionVoteCast) -> None:
    e.questions[f.question] = replace(e.questions[f.question], cast=f.cast)


def _motion_vote(e: EvaluationState, f: ev.MotionVoteCast) -> None:
    e.motions[f.motion] = replace(e.motions[f.motion], cast=f.cast)


def _motion_decided(e: EvaluationState, f: ev.MotionDecided) -> None:
    e.motions[f.motion] = replace(e.motions[f.motion], result=f)


# --- summary, report, end ------------------------------------------------------------------------


def _summary_published(e: EvaluationState, f: ev.SummaryPublished) -> None:
    e.summary = f
    e.summary_round += 1


def _summary_confirmed(e: EvaluationState, f: ev.SummaryConfirmed) -> None:
    e.summary_confirmed[f.member] = f.result_digest
    e.dissents.pop(f.member, None)


def _report_published(e: EvaluationState, f: ev.ReportPublished) -> None:
    _void_report(e)
    e.report_digest, e.report_size = f.digest, f.size


def _report_moved(e: EvaluationState, f: ev.ReportSigned | ev.AgreementDeemed) -> None:
    e.report_digest, e.report_size = f.digest, f.size
    (e.report_signed if isinstance(f, ev.ReportSigned) else e.report_deemed)[f.member] = f.at


def _report_closed(e: EvaluationState, f: ev.ReportClosed) -> None:
    e.report_digest, e.report_size, e.report_closed = f.digest, f.size, True


def _resumed(e: EvaluationState, f: ev.Resumed) -> None:
    if e.suspended is not None:
        e.standstills.append((e.suspended.since, f.at))
    e.suspended = None


def _reconvened(e: EvaluationState, f: ev.Reconvened) -> None:
    e.reconvened = f
    e.signed_in.clear()
    e.signed_in_at.clear()
    e.fees.clear()
    e.fee_confirmed.clear()
    e.released.clear()
    e.report_closed = False
    _void_end(e)


def _supervisor_left(e: EvaluationState, f: ev.SupervisorSignedOut) -> None:
    e.supervisors.pop(f.supervisor, None)


def _fees(e: EvaluationState, f: ev.FeesComputed) -> None:
    e.fees = {slip.member: slip for slip in f.slips}


def _said(name: str) -> Callable[[EvaluationState, Any], None]:
    """The fact itself is kept under its member in the dictionary of this name."""
    return lambda e, f: getattr(e, name).__setitem__(f.member, f)


def _did(name: str) -> Callable[[EvaluationState, Any], None]:
    """The member is put into the set of this name."""
    return lambda e, f: getattr(e, name).add(f.member)


_FOLDS: dict[type, Callable[[EvaluationState, Any], None]] = {
    ev.MappingCommitted: lambda e, f: setattr(e, "commitment", f.commitment),
    ev.StageOpened: _stage_opened,
    ev.MemberSignedIn: _signed_in,
    ev.CommitteeChecked: lambda e, f: setattr(e, "composition", f.verdict),
    ev.DisciplineAcknowledged: _said("disciplined"),
    ev.UndertakingSigned: _did("undertaken"),
    ev.MemberRecused: _recused,
    ev.MemberReplaced: _member_replaced,
    ev.MemberMoved: _member_moved,
    ev.ReadingConfirmed: _did("read"),
    ev.BallotCast: _ballot_cast,
    ev.BallotClosed: _ballot_closed,
    ev.PreliminaryVoteCast: _vote_cast,
    ev.PreliminaryClosed: _cell_closed,
    ev.CodesDealt: _codes_dealt,
    ev.ItemsPrefilled: lambda e, f: e.prefilled.__setitem__(f.stage, f.values),
    ev.SheetLocked: lambda e, f: e.locked.setdefault(f.stage, {}).__setitem__(f.member, tuple(f.codes)),
    ev.SheetsOpened: lambda e, f: e.opened.__setitem__(f.stage, f.scores),
    ev.FlagRaised: lambda e, f: e.flags.__setitem__(f.id, f),
    ev.ReasonGiven: lambda e, f: e.flag_reasons.__setitem__(f.flag, f.text),
    ev.ReasonOverdue: lambda e, f: e.flags_overdue.add(f.flag),
    ev.RulingVoteCast: lambda e, f: e.ruling_votes.__setitem__(f.flag, f.cast),
    ev.RulingMade: _ruling_made,
    ev.RevisionSigned: lambda e, f: e.revisions_signed.setdefault(f.flag, set()).add(f.member),
    ev.RevisionsOpened: _revisions_opened,
    ev.QuestionProposed: lambda e, f: e.questions.__setitem__(f.id, Question(f)),
    ev.QuestionVoteCast: _question_vote,
    ev.QuestionSent: _question_in("sent"),
    ev.QuestionDropped: _question_in("dropped"),
    ev.QuestionClosed: _question_closed,
    ev.QuestionAnswered: _question_answered,
    ev.MotionProposed: lambda e, f: e.motions.__setitem__(f.id, Motion(f)),
    ev.MotionVoteCast: _motion_vote,
    ev.MotionDecided: _motion_decided,
    ev.ElectionOpened: lambda e, f: _new_election(e, f.round),
    ev.MappingOpened: _mapping_opened,
    ev.PriceConfirmed: _did("price_confirmed"),
    ev.SummaryPublished: _summary_published,
    ev.SummaryConfirmed: _summary_confirmed,
    ev.DissentRecorded: lambda e, f: e.dissents.__setitem__(f.member, f.text),
    ev.ReportPublished: _report_published,
    ev.ReportSigned: _report_moved,
    ev.AgreementDeemed: _report_moved,
    ev.ReportClosed: _report_closed,
    ev.SigningRefused: _said("refusals"),
    ev.NoticeServed: _said("notices"),
    ev.FeesComputed: _fees,
    ev.FeeConfirmed: _did("fee_confirmed"),
    ev.MemberReleased: _did("released"),
    ev.Suspended: lambda e, f: setattr(e, "suspended", f),
    ev.Resumed: _resumed,
    ev.SealedForGood: lambda e, f: setattr(e, "sealed_for_good", f),
    ev.Reconvened: _reconvened,
    ev.SupervisorSignedIn: lambda e, f: e.supervisors.__setitem__(f.supervisor, f.seat),
    ev.SupervisorSignedOut: _supervisor_left,
    ev.SupervisorMarked: lambda e, f: e.marks.append(f),
    ev.PresenceNoted: _said("presence"),
    ev.CallStarted: lambda e, f: setattr(e, "call_started", f.at),
    ev.AsideOpened: lambda e, f: e.asides.add((f.member, f.other)),
    ev.AsideEnded: lambda e, f: e.asides.discard((f.member, f.other)),
    ev.RecordingKept: lambda e, f: e.recordings.append(f),
    ev.GapFilled: lambda e, f: e.gaps_filled.append(f),
    ev.ScreenKept: lambda e, f: e.screens_kept.append(f),
}
