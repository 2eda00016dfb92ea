"""What one member may be told of the record: asked by the centre at every pull, whatever was sent before.

The record itself holds nothing the whole committee may not see when it is written. Three things still differ between
members, and each makes a fact invisible to some of them for a while:

* A successor catches up stage by stage. What belongs to a stage he has not reached he is not told, nor others' sheets
  and flags on them before he has locked his own; counts that hold a void vote he never sees.
* While the review is blind for a member, facts that tell a bid by its bidder, or in words typed where names stood, are
  not told again, nor those that arise meanwhile: a seat that begins afresh in the blind part must not learn them beside
  the codes. Only the last of them, which no seat can have asked for before the blind part began, still arrive.
* A member who recused or was replaced is told nothing after that.

What is told of one fact never changes, it only comes to be told: `widenings` counts how often that happened, and a
seat that sees another count asks again from the beginning.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from seat_client.domain import events as ev
from seat_client.domain.evaluation import SHEET_OF, Evaluation
from seat_client.domain.stages import BY_ID, INDEX, Part, StageId

FIRST_BLIND = INDEX[StageId.BLIND_CHECK]
FIRST_REVEALED = INDEX[StageId.BUSINESS]


@dataclass(frozen=True, slots=True)
class Listener:
    """One member before the record: the furthest row reached, and cursors: when the member came and left (None: still
    here), the last fact already given, and where the blind part began (None: names are not closed to this member)."""

    member: str
    reached: int
    joined: int
    left: int | None
    held: int
    blind_since: int | None

    def sees_names_of(self, cursor: int) -> bool:
        """Whether a fact that tells names, at this place of the record, may be told."""
        return self.blind_since is None or self.held < cursor < self.blind_since


def listener(evaluation: Evaluation, member: str, held: int) -> Listener:
    """Where `member` stands; somebody who was never on the committee has left before the first fact."""
    left = evaluation.left.get(member) if member in evaluation.people else 0
    reached = evaluation.reached.get(member, 0)
    since = evaluation.blind_since if names_closed(evaluation, member) else None
    return Listener(member, reached, evaluation.joined.get(member, 0), left, held, since)


def names_closed(evaluation: Evaluation, member: str) -> bool:
    """Whether the review is blind for this member: codes stand on the screen, and names nowhere."""
    return FIRST_BLIND <= evaluation.reached.get(member, 0) < FIRST_REVEALED and evaluation.codes_dealt


def held_at_first(evaluation: Evaluation, since: int) -> int:
    """What a member of whom nothing is known yet is taken to hold: one who asks from before the open part may have had
    all of it at another time."""
    return since if evaluation.open_since is not None and since >= evaluation.open_since else evaluation.length


def widenings(evaluation: Evaluation, member: str) -> int:
    """How often earlier facts have come to be told to this member: at the reveal, and to a successor with every stage
    reached and every sheet locked."""
    reached = evaluation.reached.get(member, 0)
    if member not in evaluation.joined:
        return int(reached >= FIRST_REVEALED)
    return reached + evaluation.moves[member] + sum(member in locks for locks in evaluation.locked.values())


def told(
    evaluation: Evaluation, record: Sequence[ev.RecordedFact], member: str, since: int = 0, held: int = 0
) -> Iterator[ev.RecordedFact]:
    """The facts after the cursor `since` that `member` may be told now, in order; `held` is the last one already given
    at any time, whatever is asked for now."""
    who = listener(evaluation, member, max(since, held))
    for recorded in record[since:]:
        fact = tell(evaluation, who, recorded)
        if fact is recorded.fact:
            yield recorded
        elif fact is not None:
            yield ev.RecordedFact(recorded.cursor, recorded.at, fact)


def told_supervisor(
    evaluation: Evaluation, record: Sequence[ev.RecordedFact], since: int = 0
) -> Iterator[ev.RecordedFact]:
    """The facts a supervisor may be told: what every member level with the committee knows. A sheet is among them only
    once all members have locked theirs."""
    reached = INDEX[evaluation.stage]
    blind = FIRST_BLIND <= reached < FIRST_REVEALED and evaluation.codes_dealt
    who = Listener("", reached, 0, None, since, evaluation.blind_since if blind else None)
    return (r for r in record[since:] if tell(evaluation, who, r) is not None)


def tell(evaluation: Evaluation, who: Listener, recorded: ev.RecordedFact) -> ev.Fact | None:
    """One fact as this member may know it, or None."""
    if who.left is not None and recorded.cursor > who.left:
        return None
    fact = recorded.fact
    rule = _RULES.get(type(fact))
    return fact if rule is None else rule(evaluation, who, recorded.cursor, fact)


# --- the rules, by kind of fact --------------------------------------------------------------------

Rule = Callable[[Evaluation, Listener, int, Any], ev.Fact | None]


def _from(stage: StageId) -> Rule:
    """Told from this stage on."""
    return lambda _, who, __, fact: fact if who.reached >= INDEX[stage] else None


def _fresh_from(stage: StageId) -> Rule:
    """Told from this stage on, to those who were here: for a successor the older ones are void."""
    return lambda _, who, cursor, fact: fact if who.reached >= INDEX[stage] and cursor > who.joined else None


def _own_stage(_: Evaluation, who: Listener, __: int, fact: ev.StageOpened | ev.MemberMoved) -> ev.Fact | None:
    return fact if who.reached >= INDEX[fact.stage] else None


def _vote_cast(e: Evaluation, who: Listener, cursor: int, fact: ev.PreliminaryVoteCast) -> ev.Fact | None:
    return fact if _cell_open(e, who, cursor, fact.subject) else None


def _cell_closed(e: Evaluation, who: Listener, cursor: int, fact: ev.PreliminaryClosed) -> ev.Fact | None:
    """A count made before a successor came holds a void vote: he is told that the others have voted."""
    if not _cell_open(e, who, cursor, fact.subject):
        return None
    if cursor > who.joined:
        return fact
    return ev.PreliminaryVoteCast(fact.subject, fact.item, fact.fails + fact.passes - 1)


def _cell_open(e: Evaluation, who: Listener, cursor: int, subject: str) -> bool:
    if subject in {b.id for b in e.project.bidders}:
        return who.reached >= INDEX[StageId.PRELIMINARY] and who.sees_names_of(cursor)
    return who.reached >= FIRST_BLIND


def _sheets(e: Evaluation, who: Listener, cursor: int, fact: ev.SheetsOpened) -> ev.Fact | None:
    """Others' scores, to those whose own sheet is locked."""
    return fact if _has_locked(e, who, fact.stage) and cursor > who.joined else None


def _has_locked(e: Evaluation, who: Listener, stage: StageId) -> bool:
    return who.reached > INDEX[stage] or who.member in e.locked.get(stage, {})


def _flag(e: Evaluation, who: Listener, __: int, fact: ev.FlagRaised) -> ev.Fact | None:
    """A flag on opened sheets says something of others' scores; the other flags are of the stage they arise in."""
    if fact.stage in SHEET_OF:
        return fact if _has_locked(e, who, SHEET_OF[fact.stage]) else None
    first = FIRST_BLIND if fact.stage is StageId.FEW_BIDS else FIRST_REVEALED
    return fact if who.reached >= first else None


def _about_flag(e: Evaluation, who: Listener, cursor: int, fact: Any) -> ev.Fact | None:
    flag = e.flags.get(fact.flag)
    return fact if flag is None or _flag(e, who, cursor, flag) is not None else None


def _ruling(e: Evaluation, who: Listener, cursor: int, fact: ev.RulingMade) -> ev.Fact | None:
    """A decision with a void vote in it is not a successor's to know, unless no votes made it (a motion did)."""
    if fact.votes and cursor <= who.joined:
        return None
    return _about_flag(e, who, cursor, fact)


def _written(_: Evaluation, who: Listener, cursor: int, fact: Any) -> ev.Fact | None:
    """Words typed in a stage: told from that stage on, those of stages with names not while it is blind."""
    named = BY_ID[fact.stage].part in (Part.OPEN, Part.REVEALED) or INDEX[fact.stage] <= INDEX[StageId.PRELIMINARY]
    may = who.reached >= INDEX[fact.stage] and (not named or who.sees_names_of(cursor))
    return fact if may else None


def _about_question(e: Evaluation, who: Listener, cursor: int, fact: Any) -> ev.Fact | None:
    return fact if _written(e, who, cursor, e.questions[fact.question].proposed) is not None else None


def _about_motion(e: Evaluation, who: Listener, cursor: int, fact: Any) -> ev.Fact | None:
    return fact if _written(e, who, cursor, e.motions[fact.motion].proposed) is not None else None


def _to_the_member_alone(_: Evaluation, who: Listener, __: int, fact: ev.PresenceNoted) -> ev.Fact | None:
    """And to supervisors, who are nobody's colleague: the other members judge bids, not one another."""
    return fact if who.member in ("", fact.member) else None


_RULES: dict[type, Rule] = {
    ev.StageOpened: _own_stage,
    ev.MemberMoved: _own_stage,
    ev.PreliminaryVoteCast: _vote_cast,
    ev.PreliminaryClosed: _cell_closed,
    ev.CodesDealt: _from(StageId.BLIND_CHECK),
    ev.ItemsPrefilled: _from(StageId.BUSINESS),
    ev.SheetsOpened: _sheets,
    ev.FlagRaised: _flag,
    ev.ReasonGiven: _about_flag,
    ev.ReasonOverdue: _about_flag,
    ev.RulingVoteCast: _about_flag,
    ev.RulingMade: _ruling,
    ev.RevisionSigned: _about_flag,
    ev.RevisionsOpened: _about_flag,
    ev.QuestionProposed: _written,
    ev.QuestionVoteCast: _about_question,
    ev.QuestionSent: _about_question,
    ev.QuestionDropped: _about_question,
    ev.QuestionAnswered: _about_question,
    ev.QuestionClosed: _about_question,
    ev.MotionProposed: _written,
    ev.MotionVoteCast: _about_motion,
    ev.MotionDecided: _about_motion,
    ev.SupervisorMarked: _written,
    ev.PresenceNoted: _to_the_member_alone,
    ev.MappingOpened: _from(StageId.BUSINESS),
    ev.SummaryPublished: _fresh_from(StageId.SUMMARY),
    ev.SummaryConfirmed: _fresh_from(StageId.SUMMARY),
    ev.DissentRecorded: _fresh_from(StageId.SUMMARY),
    ev.ReportPublished: _fresh_from(StageId.REPORT),
    ev.ReportSigned: _fresh_from(StageId.REPORT),
    ev.AgreementDeemed: _fresh_from(StageId.REPORT),
}
