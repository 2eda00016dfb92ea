"""The fact that tells the committee of one member's act: counts and names of members, never the content."""

from seat_client.domain import events as ev
from seat_client.domain.committee import Committee
from seat_client.domain.evaluation import Cell
from seat_client.domain.member_acts import MemberActs


def first_vote(own: MemberActs, act: ev.Act) -> bool:
    """Whether this is the member's first vote on a cell; a changed vote is not told again."""
    return not isinstance(act, ev.VotePreliminary) or (act.subject, act.item) not in own.votes


def notice(committee: Committee, member: str, act: ev.Act, *, first: bool) -> list[ev.Fact]:
    """The facts of one accepted act; entries on a sheet, and changed votes, bring none."""
    return (
        _person(committee, member, act)
        or _review(committee, member, act, first=first)
        or _ending(committee, member, act)
        or _committee_work(committee, member, act)
    )


def _person(committee: Committee, member: str, act: ev.Act) -> list[ev.Fact]:
    match act:
        case ev.AcknowledgeDiscipline():
            told = (act.rules_digest, act.client_version, act.phone_box)
            return [ev.DisciplineAcknowledged(member, *told, committee.now)]
        case ev.SignUndertaking():
            return [ev.UndertakingSigned(member) if act.choice == "no-conflict" else ev.MemberRecused(member)]
        case ev.CastBallot():
            return [ev.BallotCast(member, act.round)]
        case ev.ConfirmReading():
            return [ev.ReadingConfirmed(member)]
        case ev.NotePresence():
            return [ev.PresenceNoted(member, act.finding, act.since, committee.now)]
    return []


def _review(committee: Committee, member: str, act: ev.Act, *, first: bool) -> list[ev.Fact]:
    e = committee.evaluation
    match act:
        case ev.VotePreliminary() if first and not e.is_moot((act.subject, act.item)):
            return [ev.PreliminaryVoteCast(act.subject, act.item, cast_on(committee, (act.subject, act.item)))]
        case ev.LockSheet():
            return [ev.SheetLocked(member, act.stage, e.sheet_codes())]
        case ev.GiveReason():
            return [ev.ReasonGiven(act.flag, act.text)]
        case ev.VoteRuling():
            return [ev.RulingVoteCast(act.flag, sum(act.flag in own.ruling_votes for own in present(committee)))]
        case ev.SignRevision():
            return [ev.RevisionSigned(member, act.flag)]
    return []


def _ending(committee: Committee, member: str, act: ev.Act) -> list[ev.Fact]:  # noqa: PLR0911 - one line per kind
    match act:
        case ev.ConfirmPrice():
            return [ev.PriceConfirmed(member)]
        case ev.ConfirmSummary():
            return [ev.SummaryConfirmed(member, act.result_digest)]
        case ev.RecordDissent():
            return [ev.DissentRecorded(member, act.text)]
        case ev.RefuseSigning():
            return [ev.SigningRefused(member, act.text, committee.now)]
        case ev.ConfirmFee():
            return [ev.FeeConfirmed(member, committee.now)]
        case ev.ConfirmRelease():
            return [ev.MemberReleased(member)]
    return []


def _committee_work(committee: Committee, member: str, act: ev.Act) -> list[ev.Fact]:
    stage = committee.evaluation.stage_of(member)
    match act:
        case ev.ProposeQuestion():
            return [ev.QuestionProposed(act.id, member, act.subject, act.text, stage)]
        case ev.SupportQuestion():
            cast = sum(act.question in own.question_votes for own in present(committee))
            return [ev.QuestionVoteCast(act.question, cast)]
        case ev.ProposeMotion():
            subject = (act.minutes, act.code, act.criterion)
            return [ev.MotionProposed(act.id, member, act.motion, act.text, stage, *subject)]
        case ev.VoteMotion():
            return [ev.MotionVoteCast(act.motion, sum(act.motion in own.motion_votes for own in present(committee)))]
    return []


def present(committee: Committee) -> list[MemberActs]:
    """The acts of the members as the committee is now; those of members who left are void."""
    return [committee.acts[m] for m in committee.evaluation.members]


def cast_on(committee: Committee, cell: Cell) -> int:
    """How many present members have voted on a cell."""
    return sum(cell in own.votes for own in present(committee))
