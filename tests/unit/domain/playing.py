"""Plays a prepared project through the pure rules, as the centre does: one committee, no network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from seat_client.domain import events as ev
from seat_client.domain import notices
from seat_client.domain.committee import Committee, Sealed
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.legality import awaits, check
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.project import Project
from seat_client.domain.regime import offered
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import digest

SALT = "00" * 32
NOW = "2026-03-02T09:00:00+00:00"


@dataclass
class Played:
    """A committee in memory, with the facts recorded so far."""

    project: Project
    sealed: Sealed
    evaluation: Evaluation = field(init=False)
    acts: dict[str, MemberActs] = field(init=False)
    facts: list[ev.Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.evaluation = Evaluation(self.project)
        self.acts = {m: MemberActs(m) for m in self.evaluation.members}
        self.record(ev.MappingCommitted("c" * 64), ev.StageOpened(StageId.SIGN_IN))

    @property
    def committee(self) -> Committee:
        return Committee(self.evaluation, self.acts, self.sealed, digest, NOW)

    def record(self, *facts: ev.Fact) -> None:
        for fact in facts:
            self.facts.append(fact)
            self.evaluation.apply(fact)
            if isinstance(fact, ev.MemberReplaced):
                self.acts[fact.new.id] = MemberActs(fact.new.id)

    def settle(self) -> None:
        while facts := self.committee.conclude():
            self.record(*facts)

    def do(self, member: str, act: ev.Act, at: str = "") -> None:
        """One accepted act with the facts that follow from it; raises RuleViolation when refused."""
        own = self.acts[member]
        check(self.evaluation, own, act, at)
        first = notices.first_vote(own, act)
        own.apply(act)
        told = notices.notice(self.committee, member, act, first=first)
        self.record(*told)
        if told:  # what the committee is not told of, nothing follows from
            self.settle()

    def decide(self, *facts: ev.Fact) -> None:
        """Facts of the centre's own people, with what follows from them."""
        self.record(*facts)
        self.settle()


def arrive(played: Played, members: Sequence[str]) -> None:
    """Sign-in, discipline, undertaking, one chair for all, and the tender read."""
    e = played.evaluation
    up_to_the_election(played)
    chair = next(m for m in e.members if e.person(m).kind == "expert")
    for member in members:
        played.do(member, ev.CastBallot(chair, e.ballot_round))
    for member in members:
        played.do(member, ev.ConfirmReading("0" * 64))


def up_to_the_election(played: Played) -> None:
    """Everybody signs in, acknowledges the discipline and signs the undertaking."""
    members = played.evaluation.members
    for member in members:
        played.decide(ev.MemberSignedIn(member, f"seat-{member}", ("key",), NOW))
    for member in members:
        played.do(member, ev.AcknowledgeDiscipline("0" * 64, "1", member))
    for member in members:
        played.do(member, ev.SignUndertaking("no-conflict", "0" * 64, ""))


def play_to_summary(project: Project, sheets: Mapping[str, Any]) -> Played:
    """Every member acts as the prepared sheets say, up to the published summary."""
    played = Played(project, Sealed(sheets["codes"], SALT))
    members = played.evaluation.members
    arrive(played, members)
    while played.evaluation.stage is not StageId.SUMMARY:
        _one_stage(played, sheets)
    played.settle()
    return played


def _one_stage(played: Played, sheets: Mapping[str, Any]) -> None:
    e = played.evaluation
    stage = e.stage
    if stage in (StageId.PRELIMINARY, StageId.BLIND_CHECK):
        _vote(played, sheets)
    elif stage in (StageId.TECHNICAL, StageId.BUSINESS):
        _score(played, sheets, stage)
    elif stage is StageId.PRICE:
        for member in e.members:
            played.do(member, ev.ConfirmPrice("0" * 64))
    else:
        for flag in e.flags_of(stage):
            if awaits(e, flag):
                played.decide(ev.ReasonGiven(flag.id, "-"))
            for member in e.members:
                played.do(member, ev.VoteRuling(flag.id, _offered(e, flag, _decision(flag, sheets["rulings"]))))


def _vote(played: Played, sheets: Mapping[str, Any]) -> None:
    e = played.evaluation
    cells = e.pending_cells(blind=e.stage is StageId.BLIND_CHECK)
    code_of = {b: c for c, b in sheets["codes"].items()}
    subject, item = min(cells, key=lambda cell: [i.id for i in played.project.preliminary].index(cell[1]))
    code = code_of.get(subject, subject)
    for member in e.members:
        cell = sheets["preliminary"].get(member, {}).get(code, {}).get(item, {"pass": True})
        played.do(member, ev.VotePreliminary(subject, item, cell["pass"], cell.get("reason") or "-"))


def _score(played: Played, sheets: Mapping[str, Any], stage: StageId) -> None:
    e = played.evaluation
    criteria = [c.id for s in e.sections_of(stage) for c in played.project.criteria_of(s.id)]
    for member in e.members:
        for code in e.active_codes():
            for criterion in criteria:
                played.do(member, ev.EnterScore(code, criterion, sheets["scores"][member][code][criterion]))
        played.do(member, ev.LockSheet(stage, "0" * 64, ""))


def _offered(e: Evaluation, flag: ev.FlagRaised, wanted: str) -> str:
    """The decision of the prepared sheets, or what is left of it under a regime that does not offer it."""
    decisions = offered(e.project.regime, flag.check)
    return wanted if wanted in decisions else decisions[-1]


def _decision(flag: ev.FlagRaised, rulings: Mapping[str, Any]) -> str:
    if flag.check == "fewer-than-three":
        return "continue" if rulings.get("continue_below_three") else "stop"
    if flag.check == "objective-disagreement":
        return "stop"
    key = "abnormal" if flag.check == "abnormal-score" else "low_price"
    for ruling in rulings.get(key, ()):
        if ruling["code"] == flag.code and ruling.get("expert", flag.expert) == flag.expert:
            return str(ruling["decision"])
    return "defer"
