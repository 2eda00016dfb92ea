"""Seeded choices are legal ones, for any project."""

import json
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from seat_client.app.practice_ground import PracticeProject, day_folder, read_project
from seat_client.domain import events as ev
from seat_client.domain.committee import Sealed
from seat_client.domain.errors import Malformed
from seat_client.domain.legality import awaits
from seat_client.domain.motions import MOTIONS, carried
from seat_client.domain.project import Project
from seat_client.domain.result import compute
from seat_client.domain.roster import check_committee
from seat_client.domain.scoring import check_score
from seat_client.domain.sheets import Sheets
from seat_client.domain.stages import StageId
from seat_client.practice.script import Script
from tests.unit.domain.domain_samples import load, project_folders
from tests.unit.domain.playing import Played

RANDOM = Path(__file__).parents[2] / "data" / "projects" / "random"
SEEDS = (1, *(pytest.param(seed, marks=pytest.mark.full) for seed in (2, 20)))


def play(script: Script) -> Played:
    """The whole committee does what the script says, up to the summary; raises RuleViolation at an illegal choice."""
    codes = {f"C{n}": b.id for n, b in enumerate(script.project.bidders, start=1)}
    played = Played(script.project, Sealed(codes, "00" * 32))
    e = played.evaluation
    for member in e.members:
        played.record(ev.MemberSignedIn(member, "seat", ("key",)))
    played.settle()
    while e.stage is not StageId.SUMMARY:
        before = len(played.facts)
        for flag in e.flags_of(e.stage):
            if flag.check == "low-price" and awaits(e, flag):
                played.decide(ev.ReasonGiven(flag.id, script.explanation(flag.code)))
        for member in e.members:
            for act in choices(script, played, member):
                if act_still_due(played, member, act):
                    played.do(member, act)
        assert len(played.facts) > before, f"stuck in {e.stage}"
    return played


def act_still_due(played: Played, member: str, act: ev.Act) -> bool:
    """A vote on a bid that was rejected meanwhile is moot; what was done in an earlier round is done."""
    own = played.acts[member]
    if isinstance(act, ev.VoteRuling) and act.flag in own.ruling_votes:
        return False
    if isinstance(act, ev.GiveReason) and act.flag in own.reasons:
        return False
    return not isinstance(act, ev.VotePreliminary) or played.evaluation.rejected_on(act.subject) is None


def choices(script: Script, played: Played, member: str) -> list[ev.Act]:  # noqa: PLR0911 - one line per stage
    e = played.evaluation
    match e.stage:
        case StageId.DISCIPLINE:
            return [ev.AcknowledgeDiscipline("0" * 64, "0", script.phone_box(member))]
        case StageId.TENDER_READING:
            return [ev.ConfirmReading("0" * 64)]
        case StageId.UNDERTAKING:
            return [ev.SignUndertaking("no-conflict", "0" * 64, "")]
        case StageId.CHAIR_ELECTION:
            return [ev.CastBallot(script.chair, e.ballot_round)]
        case StageId.PRELIMINARY | StageId.BLIND_CHECK:
            cells = e.pending_cells(blind=e.stage is StageId.BLIND_CHECK)
            return [ev.VotePreliminary(*cell, *script.vote(member, *cell)) for cell in cells]
        case StageId.TECHNICAL | StageId.BUSINESS:
            criteria = [c for s in e.sections_of(e.stage) for c in e.project.criteria_of(s.id)]
            scores: list[ev.Act] = [
                ev.EnterScore(code, c.id, script.score(member, code, c)) for code in e.active_codes() for c in criteria
            ]
            return [*scores, ev.LockSheet(e.stage, "0" * 64, "")]
        case StageId.PRICE:
            return [ev.ConfirmPrice("0" * 64)]
    flags = [f for f in e.flags_of(e.stage) if f.id not in e.rulings]
    reasons: list[ev.Act] = [ev.GiveReason(f.id, script.reason(f)) for f in flags if f.expert == member]
    return [*reasons, *(ev.VoteRuling(f.id, script.decision(member, f)) for f in flags if not awaits(e, f))]


@pytest.mark.parametrize("folder", project_folders(), ids=lambda f: f.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_seeded_choices_lead_any_project_to_its_summary(folder: object, seed: int) -> None:
    project = Project.parse(load(folder / "project.json"))  # type: ignore[operator]
    played = play(Script(project, seed=seed))
    assert played.evaluation.summary is not None


@pytest.mark.parametrize("folder", project_folders(), ids=lambda f: f.name)
def test_seeded_scores_are_legal_equal_where_objective_and_not_all_alike(folder: object) -> None:
    project = Project.parse(load(folder / "project.json"))  # type: ignore[operator]
    script = Script(project)
    members = [m.id for m in project.committee]
    for criterion in project.criteria:
        drawn = {(m, n): script.score(m, f"C{n}", criterion) for m in members for n in range(1, 9)}
        for text in drawn.values():
            check_score(criterion, text)
        if criterion.kind == "objective":
            assert all(len({drawn[m, n] for m in members}) == 1 for n in range(1, 9))
    assert Script(project, seed=2) != script


def test_a_prepared_project_is_played_as_prepared() -> None:
    folder = project_folders()[0]
    project, sheets, acts = (load(folder / f"{n}.json") for n in ("project", "sheets", "acts"))
    script = Script(Project.parse(project), sheets, acts)
    for member, rows in sheets["scores"].items():
        for code, row in rows.items():
            for criterion, text in row.items():
                assert script.score(member, code, script.project.criterion(criterion)) == text
    assert script.codes == sheets["codes"]
    assert script.silent == tuple(acts["silent_refusal"])
    assert {m.id for m in script.project.committee if script.dissent(m.id)} == {d["expert"] for d in acts["dissent"]}


@pytest.mark.parametrize("name", ["0002", "0020", "0021"])
def test_what_the_regime_does_not_offer_is_not_voted_for(name: str) -> None:
    script = read_project(RANDOM / name).script
    assert script.project.regime == "government-procurement"
    prepared = [
        ev.FlagRaised("f", StageId.TECHNICAL_RULINGS, "abnormal-score", "", r["code"], r["section"], r["expert"])
        for r in script.sheets["rulings"]["abnormal"]
    ]
    few = ev.FlagRaised("few-bids", StageId.FEW_BIDS, "fewer-than-three", "2")
    assert {script.decision("E1", flag) for flag in prepared} <= {"keep"}
    assert script.decision("E1", few) == "stop"


def test_a_disputed_item_gets_the_verified_value_or_the_one_most_gave() -> None:
    script = read_project(RANDOM / "0006").script
    criterion = next(c for c in script.project.criteria if c.kind == "objective")
    name = f"objective/{criterion.id}/C1"
    flag = ev.FlagRaised(name, StageId.BUSINESS_RULINGS, "objective-disagreement", "", "C1", criterion=criterion.id)
    high, low = str(criterion.max), "0"
    assert Fraction(script.revision(flag, [low, high, f"{high}.0"])) == criterion.max
    assert script.revision(flag, [high, high, low], low) == low
    assert {script.revision(flag, values) for values in ([low, high], [high, low])} <= {low, high, f"{high}.0"}
    check_score(criterion, script.revision(flag, [low, high]))
    assert script.decision("E1", flag) == "correct"
    assert script.decision("E1", replace(flag, id=f"{name}/2")) == "stop"


DAYS = [read_project(day_folder(day)) for day in ("sample", "replacement", "overnight")]


@pytest.mark.parametrize("day", DAYS, ids=lambda d: d.script.project.id)
def test_a_prepared_day_is_in_order(day: PracticeProject) -> None:
    script = day.script
    result = compute(script.project, Sheets.parse(dict(script.sheets), script.project)).document()
    assert result == load(day.folder / "expected.json")
    for project in (script.project, script.opening):
        experts = sum(m.kind == "expert" for m in project.committee)
        check_committee(len(project.committee), experts)
    people = set(script.people)
    assert set(script.members) <= people
    assert len({script.seat_of(p) for p in people}) == len(people), "nobody shares a seat"


def test_the_sample_begins_with_the_member_who_is_replaced() -> None:
    script = DAYS[0].script
    began, after = ([m.id for m in p.committee] for p in (script.opening, script.project))
    assert began == ["X5" if m == "E5" else m for m in after]
    assert [p.id for p in script.reserve] == ["E5"]
    planned = script.plans.replacement
    assert planned is not None
    assert planned.stage is StageId.TECHNICAL
    assert planned.scores == load(DAYS[0].folder / "acts.json")["recusal_and_replacement"]["void_scores"]
    for item in script.project.preliminary:
        for bidder in script.project.bidders:
            assert script.vote("X5", bidder.id, item.id) == script.vote("E5", bidder.id, item.id)


def test_the_overnight_day_is_carried_by_a_majority_and_opened_by_two() -> None:
    plans = DAYS[2].script.plans
    (motion,) = plans.motions
    assert motion.motion in MOTIONS
    assert carried(motion.motion, len(DAYS[2].script.project.committee), len(motion.support))
    assert plans.night is not None
    assert len(set(plans.night.opened_by)) == 2


@pytest.mark.parametrize(
    "acts",
    [
        {"recusal_and_replacement": {"expert": "X5"}},
        {"recusal_and_replacement": {"expert": "X5", "replaced_by": "E99", "when": "technical", "reason": ""}},
        {"motions": [{"by": "E1"}]},
        {"overnight": {"hours": 1, "opened_by": ["E1"]}},
        {"clarifications": [{"by": "E1", "stage": "never", "bidder": "B01", "question": "", "answer": ""}]},
    ],
)
def test_plans_that_are_not_in_order_are_refused(acts: dict[str, object], tmp_path: Path) -> None:
    shutil.copy(DAYS[0].folder / "project.json", tmp_path)
    (tmp_path / "acts.json").write_text(json.dumps(acts), "utf-8")
    with pytest.raises(Malformed):
        read_project(tmp_path)
