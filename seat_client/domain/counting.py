"""Counting of rulings, revisions, questions and motions, and the flags that opened sheets raise."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from seat_client.domain import events as ev
from seat_client.domain.evaluation import RULINGS_OF, SHEET_OF, Evaluation
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.motions import decided
from seat_client.domain.nights import opens_after
from seat_client.domain.regime import DEFER
from seat_client.domain.rulings import abnormal_flags, objective_disagreements
from seat_client.domain.stages import StageId


@dataclass(frozen=True, slots=True)
class Votes:
    """What follows from the members' votes; votes of members who left are not among `evaluation.members`."""

    evaluation: Evaluation
    acts: Mapping[str, MemberActs]
    now: str

    def follow(self) -> list[ev.Fact]:
        """The facts that follow, of the first vote that is decided."""
        return self._rulings() or self._revisions() or self._questions() or self._motions()

    def _rulings(self) -> list[ev.Fact]:
        e = self.evaluation
        for flag in e.flags.values():
            if flag.check == "correction" or (flag.id in e.rulings and flag.id not in e.recounts):
                continue
            cast = (self.acts[m].ruling_votes.get(flag.id) for m in e.members)
            votes = Counter(v for v in cast if v is not None)
            if votes.total() == e.size:
                decision, most = votes.most_common(1)[0]
                won = most * 2 > e.size
                return [ev.RulingMade(flag.id, decision if won else DEFER, dict(sorted(votes.items())))]
        return []

    def _revisions(self) -> list[ev.Fact]:
        e = self.evaluation
        for flag in e.flags.values():
            ruling = e.rulings.get(flag.id)
            if ruling is None or ruling.decision != "correct" or flag.id in e.revised:
                continue
            asked = e.revisers(flag)
            if all(flag.id in self.acts[m].revisions for m in asked):
                values = {m: self.acts[m].revisions[flag.id].value for m in asked}
                return [ev.RevisionsOpened(flag.id, values, self._agreed(flag, values))]
        return []

    def _agreed(self, flag: ev.FlagRaised, values: Mapping[str, str]) -> bool:
        opened = self.evaluation.opened.get(SHEET_OF[flag.stage], {})
        kept = {m: rows[flag.code][flag.criterion] for m, rows in opened.items()}
        return len({Fraction(v) for v in {**kept, **values}.values()}) <= 1

    def _questions(self) -> list[ev.Fact]:
        e = self.evaluation
        for number, question in e.questions.items():
            if question.state != "proposed":
                continue
            support, against = self._for_and_against({m: self.acts[m].question_votes.get(number) for m in e.members})
            result = decided("question", e.size, support, against)
            if result is not None:
                return [ev.QuestionSent(number, support) if result else ev.QuestionDropped(number, support)]
        return []

    def _motions(self) -> list[ev.Fact]:
        e = self.evaluation
        for number, motion in e.motions.items():
            if motion.result is not None:
                continue
            votes = {m: self.acts[m].motion_votes.get(number) for m in e.members}
            support, against = self._for_and_against(votes)
            result = decided(motion.proposed.motion, e.size, support, against)
            if result is not None:
                made = ev.MotionDecided(number, result, support, against, e.size)
                return [made, *(self._carried(motion.proposed) if result else ())]
        return []

    def _for_and_against(self, votes: Mapping[str, bool | None]) -> tuple[int, int]:
        return sum(v is True for v in votes.values()), sum(v is False for v in votes.values())

    def _carried(self, motion: ev.MotionProposed) -> list[ev.Fact]:
        """What a carried motion brings at once; an extension and any other are on the record, and that is all."""
        if motion.motion == "overnight":
            opens = opens_after(datetime.fromisoformat(self.now)).isoformat()
            return [ev.Suspended("overnight", self.now, opens=opens)]
        if motion.motion == "re-election":
            return [ev.ElectionOpened(self.evaluation.next_round)]
        return self._correction(motion) if motion.motion == "correction" else []

    def _correction(self, motion: ev.MotionProposed) -> list[ev.Fact]:
        e = self.evaluation
        blind = e.project.section(e.project.criterion(motion.criterion).section).blind
        if blind and e.revealed:
            return []  # the vote came too late
        stage = StageId.TECHNICAL_RULINGS if blind else StageId.BUSINESS_RULINGS
        flag = f"correction/{motion.id}"
        raised = ev.FlagRaised(flag, stage, "correction", "", motion.code, criterion=motion.criterion)
        return [raised, ev.RulingMade(flag, "correct", {})]


def sheet_flags(e: Evaluation, stage: StageId) -> list[ev.Fact]:
    """New flags on the opened sheets of a stage; scores are judged as abnormal only once objective items agree."""
    scores = e.exact_scores(stage)
    codes, sections = e.active_codes(), [s.id for s in e.sections_of(stage)]
    target = RULINGS_OF[stage]
    differing = objective_disagreements(e.project, scores, codes, sections)
    if differing:
        raised = [_disagreement(e, target, d.criterion, d.code) for d in differing]
        return [flag for flag in raised if flag is not None]
    return [
        flag
        for section in sections
        for f in abnormal_flags(e.project, scores, codes, section)
        if (flag := _abnormal(target, f.code, f.section, f.expert, f.deviation_text)).id not in e.flags
    ]


def _abnormal(target: StageId, code: str, section: str, expert: str, figure: str) -> ev.FlagRaised:
    return ev.FlagRaised(f"abnormal/{section}/{code}/{expert}", target, "abnormal-score", figure, code, section, expert)


def _disagreement(e: Evaluation, target: StageId, criterion: str, code: str) -> ev.FlagRaised | None:
    """Asked once, and once more after every correction that did not bring the members together."""
    same = [f for f in e.flags.values() if (f.code, f.criterion) == (code, criterion) and f.stage is target]
    if any(not e.is_ruled(f.id) for f in same):
        return None
    name = f"objective/{criterion}/{code}"
    asked = sum(f.check == "objective-disagreement" for f in same)
    number = name if not asked else f"{name}/{asked + 1}"
    return ev.FlagRaised(number, target, "objective-disagreement", "", code, criterion=criterion)
