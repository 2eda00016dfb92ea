"""The fact that tells the committee of one member's act: counts and names of members, never the content."""

from seat_client.domain import events as ev
from seat_client.domain.committee import Committee
from seat_client.domain.member_acts import MemberActs


def first_vote(own: MemberActs, act: ev.Act) -> bool:
    """Whether this is the member's first vote on a cell; a changed vote is not told again."""
    return not isinstance(act, ev.VotePreliminary) or (act.subject, act.item) not in own.votes


def notice(committee: Committee, member: str, act: ev.Act, *, first: bool) -> list[ev.Fact]:  # noqa: C901, PLR0911
    """The facts of one accepted act, one branch per kind."""
    match act:
        case ev.SignUndertaking():
            return [ev.UndertakingSigned(member) if act.choice == "no-conflict" else ev.MemberRecused(member)]
        case ev.CastBallot():
            return [ev.BallotCast(member, act.round)]
        case ev.VotePreliminary() if first and committee.evaluation.rejected_on(act.subject) is None:
            cell = (act.subject, act.item)
            cast = sum(1 for own in committee.acts.values() if cell in own.votes)
            return [ev.PreliminaryVoteCast(act.subject, act.item, cast)]
        case ev.LockSheet():
            return [ev.SheetLocked(member, act.stage)]
        case ev.GiveReason():
            return [ev.ReasonGiven(act.flag, act.text)]
        case ev.VoteRuling():
            cast = sum(1 for own in committee.acts.values() if act.flag in own.ruling_votes)
            return [ev.RulingVoteCast(act.flag, cast)]
        case ev.ConfirmPrice():
            return [ev.PriceConfirmed(member)]
        case ev.ConfirmSummary():
            return [ev.SummaryConfirmed(member, act.result_digest)]
        case ev.RecordDissent():
            return [ev.DissentRecorded(member, act.text)]
        case ev.ConfirmRelease():
            return [ev.MemberReleased(member)]
    return []
