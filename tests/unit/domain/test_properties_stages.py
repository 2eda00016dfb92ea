"""Random days of random committees: the product's rules against the model that was written separately.

After every step, legal or not, the committee, the model and every member's own seat must say the same.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seat_client.domain import events as ev
from seat_client.domain import office, telling
from seat_client.domain.committee import Sealed
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.legality import CODES, check
from seat_client.domain.member_acts import MemberActs
from seat_client.domain.project import Project
from seat_client.domain.stages import StageId
from tests.unit.domain.playing import NOW, SALT, Played
from tests.unit.domain.stage_model import AT, ORDER, RULINGS, Model

CASES = Path(__file__).parents[2] / "data" / "projects" / "random"
DOCUMENTS = [json.loads((folder / "project.json").read_text("utf-8")) for folder in sorted(CASES.iterdir())
             if (folder / "project.json").exists()]  # fmt: skip
SOON = datetime.fromisoformat(NOW)
RIGHT = "right"  # stands for the digest of the result, which the model does not compute


def small(document: dict[str, Any], size: int, dice: Random) -> dict[str, Any]:
    """The project with fewer bids and a committee of `size`, some items blind, so that days are short and varied."""
    cut = json.loads(json.dumps(document))
    cut["bidders"] = cut["bidders"][: dice.choice([2, 3, 3, 4])]
    for section in cut["sections"]:
        section.pop("drop", None)
        if section["kind"] == "scored":
            section["drop"] = []
            section["blind"] = section["blind"] or dice.random() < 0.3
    kept: dict[str, int] = {}
    criteria = []
    for criterion in sorted(cut["criteria"], key=lambda c: c["kind"] == "subjective"):
        kept[criterion["section"]] = kept.get(criterion["section"], 0) + 1
        if kept[criterion["section"]] <= 2:
            criteria.append(criterion)
    cut["criteria"] = criteria
    cut["preliminary"] = [
        {"id": f"Q{n}", "group": "form", "title": {"zh": "项"}, "blind": n == 2}
        for n in range(1, dice.choice([1, 3, 4]))
    ]
    experts = -(-2 * size // 3)
    cut["committee"] = [
        {"id": f"M{n}", "name": f"评委{n}", "kind": "expert" if n <= experts else "purchaser-representative",
         "specialty": "technical"} for n in range(1, size + 1)
    ]  # fmt: skip
    cut["rules"]["price"] = {"formula": "lowest-price", "full": "30"}
    cut["rules"]["ties"] = []
    return cut


@dataclass
class SeatView:
    """One member's seat: it folds what the centre tells it, and asks again from the beginning when its view widens."""

    member: str
    project: Project
    evaluation: Evaluation = field(init=False)
    known: dict[int, ev.RecordedFact] = field(default_factory=dict)
    afresh: bool = False
    view: int = 0
    cursor: int = 0

    def __post_init__(self) -> None:
        self.evaluation = Evaluation(self.project)

    def pull(self, day: "Day", *, afresh: bool = False) -> None:
        if afresh:
            self.known.clear()
            self.afresh = True  # it lacks what has names in it until the reveal
        number = telling.widenings(day.e, self.member)
        since = 0 if afresh or number != self.view else self.cursor
        new = [
            f for f in telling.told(day.e, day.record, self.member, since, self.cursor) if f.cursor not in self.known
        ]
        again = since < self.cursor or number != self.view
        self.afresh = self.afresh and number == self.view
        self.view = number
        self.known |= {f.cursor: f for f in new}
        self.cursor = max(self.cursor, len(day.record))
        if again:
            self.evaluation = Evaluation(self.project)
            self.evaluation.apply_all(self.known[c].fact for c in sorted(self.known))
        else:
            self.evaluation.apply_all(f.fact for f in new)


def refused_with(evaluation: Evaluation, own: MemberActs, act: ev.Act) -> str:
    """The code of the refusal, empty when the act is legal."""
    try:
        check(evaluation, own, act)
    except RuleViolation as refused:
        return refused.code
    return ""


class Day:
    """A committee, its model and its seats, side by side."""

    def __init__(self, document: dict[str, Any], dice: Random) -> None:
        project = Project.parse(document)
        codes = {f"C{n}": b.id for n, b in enumerate(dice.sample(project.bidders, len(project.bidders)), 1)}
        self.dice = dice
        self.played = Played(project, Sealed(codes, SALT))
        self.model = Model(document, codes)
        self.seats = {m: SeatView(m, project) for m in self.played.evaluation.members}
        self._record: list[ev.RecordedFact] = []
        self.locked: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
        self.counter = 0

    @property
    def e(self) -> Evaluation:
        return self.played.evaluation

    @property
    def record(self) -> list[ev.RecordedFact]:
        facts = self.played.facts
        known = len(self._record)
        self._record += [ev.RecordedFact(n, NOW, f) for n, f in enumerate(facts[known:], known + 1)]
        return self._record

    # --- steps ------------------------------------------------------------------------------------

    def try_(self, member: str, act: ev.Act) -> bool:
        """Send one act past everything; the model says whether it may be taken."""
        expected = self.model.legal(member, act)
        real = self.real(act)
        own = self.played.acts.get(member) or MemberActs(member)
        refusal = refused_with(self.e, own, real)
        assert (refusal == "") == expected, (member, act, refusal, self.model.where(member))
        if refusal:
            assert refusal in CODES
            return False
        seat = self.seats[member]
        if not (isinstance(act, ev.VotePreliminary) and self.model.moot((act.subject, act.item))):
            at_seat = "" if seat.afresh else refused_with(seat.evaluation, own, real)
            assert at_seat == "", (member, act, at_seat)  # the seat, with what it was told, thinks so too
        before = len(self.played.facts)
        self.played.do(member, real)
        self.model.do(member, act)
        if len(self.played.facts) > before:
            self.agree()
        return True

    def real(self, act: ev.Act) -> ev.Act:
        """The act with the true digest in the place of the model's word for it."""
        if isinstance(act, ev.ConfirmSummary | ev.RecordDissent):
            summary = self.e.summary
            wrong = act.result_digest != RIGHT or summary is None
            digest = "0" * 64 if wrong or summary is None else summary.result_digest
            shown = len(summary.warnings) if summary is not None and act.warnings == 0 else 99
            if isinstance(act, ev.ConfirmSummary):
                return ev.ConfirmSummary(digest, shown)
            return ev.RecordDissent(act.text, digest, shown)
        return act

    # --- what the centre's people do --------------------------------------------------------------

    def office_in(self, member: str) -> None:
        """A member signs in."""
        self.played.decide(ev.MemberSignedIn(member, f"seat-{member}", ("key",), NOW))
        self.model.arrive(member)
        self.agree()

    def replace(self, old: str) -> None:
        """Another expert, or now and then somebody with whom the committee is not legal any more."""
        self.counter += 1
        e, new = self.e, f"N{self.counter}"
        kind = "expert" if e.composition or self.dice.random() < 0.9 else "purchaser-representative"
        person = ev.Person(new, f"后任{new}", kind, "technical")
        self.seats[new] = SeatView(new, self.played.project)
        self.played.decide(*office.replace_member(self.played.committee, old, person, self.dice.choice(office.REASONS)))
        self.model.replace(old, new, kind)
        self.agree()

    def suspend(self) -> None:
        """A fault, during which nobody does anything; mended in time, or not."""
        if self.model.sealed_for_good:
            with pytest.raises(RuleViolation, match="sealed_for_good"):
                office.suspend(self.e, "fault", SOON)
            return
        if not self.model.suspended:
            self.played.decide(*office.suspend(self.e, "fault", SOON))
            self.model.suspended = "fault"
        self.agree()
        for member in self.model.members:
            self.try_(member, anything(self, member))
        self.open_again()

    def open_again(self) -> None:
        with pytest.raises(RuleViolation, match="two_people_needed"):
            office.resume(self.e, ("A", "A"), SOON)
        late = self.dice.random() < 0.02
        night = self.e.suspended is not None and self.e.suspended.reason == "overnight"
        now = SOON + timedelta(hours=5 if late else 1, days=night)
        if facts := office.tick(self.e, now):
            self.played.decide(*facts)
            self.model.sealed_for_good = True
        else:
            self.played.decide(*office.resume(self.e, ("A", "B"), now))
            self.model.suspended = ""
            self.model.settle()
        self.agree()

    def desk_work(self) -> None:
        """Reasons and explanations come in, questions are answered, the report is made and signed."""
        e, m = self.e, self.model
        if m.suspended or m.sealed_for_good:
            if m.suspended == "overnight" and not m.sealed_for_good:
                self.open_again()
            return
        for flag in [f for f in m.flags_at(m.stage) if f not in m.ruled and f not in m.heard]:
            if m.flags[flag]["check"] in ("low-price", "abnormal-score"):
                self.played.decide(*office.reason_overdue(e, flag))
                m.hear(flag)
        for number, asked in m.questions.items():
            if asked["state"] == "sent":
                self.played.decide(*office.answer(e, number, "答复"))
                asked["state"] = "answered"
                m.settle()
        if m.stage == "report" and not m.closed and m.legal_committee:
            self.sign_report()
        self.agree()

    def sign_report(self) -> None:
        m = self.model
        if m.late or m.chair is None:
            return
        if not m.report:
            self.played.decide(ev.ReportPublished("d" * 64, 1))
            m.report = True
        for member in self.e.signers_left():
            self.played.decide(ev.ReportSigned(member, "d" * 64, 1, NOW))
            m.report_signed.add(member)
            if self.dice.random() < 0.1:
                return
        self.played.decide(ev.ReportClosed("d" * 64, 1))
        m.closed = True
        m.settle()

    # --- what must hold after every step ----------------------------------------------------------

    def agree(self) -> None:
        if self.model.chair is not None and "|" in self.model.chair:
            assert self.e.chair in self.model.chair.split("|")
            self.model.chair = self.e.chair
            self.model.settle()
        self._same_state()
        self._same_at_seats()
        self._no_stage_skipped()
        self._locks_hold()

    def _same_state(self) -> None:
        e, model = self.e, self.model
        assert (str(e.stage), e.chair, e.members) == (model.stage, model.chair, tuple(model.members))
        for member in e.members:
            assert str(e.stage_of(member)) == model.where(member)
        assert list(e.active_codes()) == model.active()
        assert set(e.flags) == set(model.flags)
        assert {i: r.decision for i, r in e.rulings.items()} == model.ruled
        assert (e.suspended is not None, e.sealed_for_good is not None) == (
            bool(model.suspended),
            model.sealed_for_good,
        )
        assert e.revealed == model.revealed

    def _same_at_seats(self) -> None:
        for member, seat in self.seats.items():
            seat.pull(self)
            here = member in self.e.members and member not in self.e.recused
            if here:
                assert seat.evaluation.stage_of(member) is self.e.stage_of(member)
                if self.e.reached[member] == max(self.e.reached.values()):
                    assert seat.evaluation.active_codes() == self.e.active_codes()
                    assert set(seat.evaluation.flags) == set(self.e.flags)
            self._nothing_too_early(member, seat)

    def _nothing_too_early(self, member: str, seat: SeatView) -> None:
        held = self.e.locked
        for stage, scores in seat.evaluation.opened.items():
            everybody = set(self.e.members) | set(self.e.replaced)
            assert set(scores) <= everybody
            if member in self.e.members:
                assert member in held.get(stage, {}), f"{member} sees scores of {stage} before the own lock"
        if seat.evaluation.mapping and member in self.e.members:
            assert not self.e.project.blind_sections or self.e.stopped or member in held.get(StageId.TECHNICAL, {})
        if member in self.e.members and self.e.reached[member] < AT["business"]:
            assert not seat.evaluation.mapping

    def _no_stage_skipped(self) -> None:
        opened = [str(f.stage) for f in self.played.facts if isinstance(f, ev.StageOpened)]
        assert opened == self.model.trail
        for before, after in pairwise(opened):
            if AT[after] > AT[before] + 1:
                passed = ORDER[AT[before] + 1 : AT[after]]
                must = {"committee-check", "discipline", "undertaking", "chair-election", "tender-reading", "summary",
                        "report", "fee", "release"}  # fmt: skip
                assert not must & set(passed), (before, after)

    def _locks_hold(self) -> None:
        """An opened sheet is, cell for cell, the one that was locked, but for cells revised with a new signature."""
        for stage, scores in self.e.opened.items():
            for member, rows in scores.items():
                first = self.locked.setdefault((str(stage), member), {c: dict(r) for c, r in rows.items()})
                revised = {(r.code, r.criterion) for r in self.played.acts[member].revisions.values()}
                for code, row in rows.items():
                    for criterion, value in row.items():
                        assert (code, criterion) in revised or first[code][criterion] == value


# --- what people do ---------------------------------------------------------------------------------


def proper(day: Day, member: str) -> list[ev.Act]:  # noqa: C901, PLR0911 - one line per stage
    """What the member's stage asks of the member, as most people would do it; something may be left to choose."""
    m, dice = day.model, day.dice
    where = m.where(member)
    match where:
        case "discipline":
            return [ev.AcknowledgeDiscipline("0" * 64, "1", "box")]
        case "undertaking":
            return [ev.SignUndertaking("no-conflict", "0" * 64, "")]
        case "chair-election":
            able = [c for c in m.tied or m.members if m.kinds[c] == "expert" and c in m.members]
            return [ev.CastBallot(dice.choice(able), m.round)] if able else []
        case "tender-reading":
            return [ev.ConfirmReading("0" * 64)]
        case "preliminary" | "blind-check":
            at_seat = day.seats[member].evaluation.cells_for(member, blind=where == "blind-check")
            cells = [c for c in at_seat if member not in m.votes.get(c, {})]
            return [ev.VotePreliminary(*c, dice.random() > 0.25, "理由") for c in cells]
        case "technical" | "business":
            return [*_scores(day, member, where), ev.LockSheet(StageId(where), "", "")]
        case "price":
            return [ev.ConfirmPrice("0" * 64)]
        case "summary":
            return [dice.choice([ev.ConfirmSummary(RIGHT), ev.RecordDissent("保留意见", RIGHT)])]
        case "fee":
            return [ev.ConfirmFee("", "")]
        case "release":
            return [ev.ConfirmRelease(1)]
    if where in RULINGS:
        return [act for f in m.flags_at(where) for act in _on_flag(day, member, f)]
    return []


def _scores(day: Day, member: str, sheet: str) -> list[ev.Act]:
    """Objective items alike for all but now and then one, subjective ones anything on the step."""
    acts: list[ev.Act] = []
    for code in day.model.in_sheets():
        for criterion in day.model.criteria(sheet):
            if day.model.entries[member].get((code, criterion["id"])) and day.dice.random() < 0.9:
                continue
            alike = criterion["kind"] == "objective" and day.dice.random() < 0.97
            steps = int(float(criterion["max"]) / float(criterion["step"]))
            chosen = steps // 2 if alike else day.dice.randint(0, steps)
            value = str(Decimal(criterion["step"]) * chosen)
            acts.append(ev.EnterScore(code, criterion["id"], value, "理由"))
    return acts


def _on_flag(day: Day, member: str, flag: str) -> list[ev.Act]:
    m = day.model
    what = m.flags[flag]
    if m.ruled.get(flag) == "correct" and flag not in m.revised and flag not in m.rule_again:
        return [ev.SignRevision(flag, what["code"], what["criterion"], "0", "核对原件", "", "")]
    acts: list[ev.Act] = []
    if what["expert"] == member:
        acts.append(ev.GiveReason(flag, "按评分标准"))
    usual = {
        "abnormal-score": ("keep", "keep", "keep", "replace"), "low-price": ("accept", "accept", "reject"),
        "fewer-than-three": ("continue", "continue", "stop"), "correction": ("keep",),
        "objective-disagreement": ("correct", "correct", "correct", "stop"),
    }  # fmt: skip
    return [*acts, ev.VoteRuling(flag, day.dice.choice(usual[what["check"]]))]


class Drawn(Protocol):
    """What `anything` draws from: a day in memory, or one behind HTTP."""

    model: Model
    dice: Random


def anything(day: Drawn, member: str) -> ev.Act:
    """An act of any kind with plausible and implausible contents, whatever the stage."""
    m, dice = day.model, day.dice
    pick = dice.choice
    bidders = [b["id"] for b in m.doc["bidders"]] + ["B99"]
    codes = [*m.sealed, "C99"]
    subjects = [*bidders, *codes]
    people = [*m.members, *m.left, "M99"]
    criteria = [c["id"] for c in m.doc["criteria"]] + ["X99"]
    flags = [*m.flags, "none"]
    items = [i["id"] for i in m.doc["preliminary"]] + ["Q99"]
    text = pick(["", "理由", "理由", f"{m.doc['bidders'][0]['name']}的方案"])
    words = text or "理由"
    values = ["0", "1", "0.5", "5", "1000", "-1", ""]
    kinds: list[ev.Act] = [
        ev.AcknowledgeDiscipline("0" * 64, "1", pick(["", "box"])),
        ev.SignUndertaking("no-conflict", "", ""),
        ev.CastBallot(pick(people), dice.choice([m.round, m.round, 1, 2])),
        ev.ConfirmReading("0" * 64),
        ev.VotePreliminary(pick(subjects), pick(items), pick([True, False]), text),
        ev.EnterScore(pick(codes), pick(criteria), pick(values), text),
        ev.LockSheet(pick([StageId.TECHNICAL, StageId.BUSINESS]), "", ""),
        ev.GiveReason(pick(flags), text),
        ev.VoteRuling(pick(flags), pick(["keep", "replace", "accept", "continue", "stop", "correct", "nonsense"])),
        ev.SignRevision(pick(flags), pick(codes), pick(criteria[:-1]), pick(["0", "1000"]), text, "", ""),
        ev.ProposeQuestion(pick(["q1", "q2", "q3"]), pick(subjects), text),
        ev.SupportQuestion(pick(["q1", "q2", "q3"]), pick([True, False])),
        ev.ProposeMotion(
            pick(["m1", "m2", "m3"]), pick(["extension", "correction", "re-election", "other", "nonsense"]), words,
            pick([0, 0, 30]), pick(["", *codes]), pick(["", *criteria]),
        ),
        ev.VoteMotion(pick(["m1", "m2", "m3"]), pick([True, False])),
        ev.ConfirmPrice("0" * 64),
        ev.ConfirmSummary(pick([RIGHT, "wrong"]), pick([0, 0, 7])),
        ev.RecordDissent("意见", pick([RIGHT, "wrong"])),
        ev.RefuseSigning(text),
        ev.ConfirmFee("", ""),
        ev.ConfirmRelease(0),
        ev.NotePresence(pick(["present", "absent", "second-person", "other-face"]), "2026-01-05T09:00:00+08:00", 3),
    ]  # fmt: skip
    return pick(kinds)


def step(day: Day, kind: int) -> None:  # noqa: C901, PLR0912 - the list of what can happen on a day
    """One thing that happens: mostly people doing their work, now and then something else."""
    m, dice = day.model, day.dice
    member = dice.choice(m.members)
    if kind < 40:
        for person in m.members if kind < 30 else [member]:
            if m.where(person) == "sign-in" and person not in m.signed and not m.sealed_for_good and not m.suspended:
                day.office_in(person)
            for act in proper(day, person):
                day.try_(person, act)
        day.desk_work()
    elif kind < 80:
        day.try_(dice.choice([*m.members, *m.left]), anything(day, member))
    elif kind < 84 and not m.closed and not m.sealed_for_good:
        day.replace(member)
    elif kind < 86:
        grounds = (ev.RecusalGround(dice.choice([m.doc["bidders"][0]["id"], ""]), "前雇主"),)
        if day.try_(member, ev.SignUndertaking("recuse", "", "", grounds)):
            day.replace(member)
    elif kind < 88:
        day.suspend()
    elif kind < 92:
        name = f"x{day.counter}"
        day.counter += 1
        motion = dice.choice(["extension", "overnight", "re-election", "other"])
        day.try_(member, ev.ProposeMotion(name, motion, "提议", 30 if motion == "extension" else 0))
        for person in m.members:
            if name in m.motions:
                day.try_(person, ev.VoteMotion(name, dice.random() < 0.6))
    elif kind < 95:
        name = f"y{day.counter}"
        day.counter += 1
        subjects = [b["id"] for b in m.doc["bidders"]] if m.where(member) == "preliminary" else m.active()
        if subjects:
            day.try_(member, ev.ProposeQuestion(name, dice.choice(subjects), "请说明"))
        for person in m.members:
            if name in m.questions:
                day.try_(person, ev.SupportQuestion(name, dice.random() < 0.7))
    else:
        day.seats[member].pull(day, afresh=True)  # a seat set up anew
        _correction(day, member)
    day.agree()


def _correction(day: Day, member: str) -> None:
    m = day.model
    objective = [c["id"] for c in m.doc["criteria"] if c["kind"] == "objective"]
    if not objective or not m.active():
        return
    name = f"z{day.counter}"
    day.counter += 1
    motion = ev.ProposeMotion(name, "correction", "请更正", 0, day.dice.choice(m.active()), day.dice.choice(objective))
    if day.try_(member, motion):
        for person in m.members:
            day.try_(person, ev.VoteMotion(name, True))


def play(seed: int, size: int, steps: list[int]) -> Day:
    dice = Random(seed)
    day = Day(small(dice.choice(DOCUMENTS), size, dice), dice)
    for member in day.model.members:
        day.office_in(member)
    for kind in steps:
        step(day, kind)
    return day


DAYS = {
    "seed": st.integers(0, 2**32),
    "size": st.sampled_from([5, 7, 9]),
    "steps": st.lists(st.integers(0, 99), max_size=60),
}
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@given(**DAYS)
@settings(max_examples=12, **QUIET)
def test_product_and_model_agree_on_every_step_of_a_random_day(seed: int, size: int, steps: list[int]) -> None:
    play(seed, size, steps)


@pytest.mark.full
@given(**DAYS)
@settings(max_examples=1000, **QUIET)
def test_product_and_model_agree_on_very_many_random_days(seed: int, size: int, steps: list[int]) -> None:
    play(seed, size, steps)


@given(**DAYS)
@settings(max_examples=6, **QUIET)
def test_every_day_comes_to_an_end_when_everybody_does_what_the_own_seat_asks(
    seed: int, size: int, steps: list[int]
) -> None:
    day = play(seed, size, steps)
    for _ in range(80):
        if day.model.stage == "closed" or day.model.sealed_for_good:
            return
        if day.model.legal_committee is False:
            day.replace(next(m for m in day.model.members if day.model.kinds[m] != "expert"))
        for member in [m for m in day.model.members if m in day.model.recused]:
            day.replace(member)
        step(day, 0)
    raise AssertionError(f"the day goes no further than {day.model.stage}, late are {day.model.late}")
