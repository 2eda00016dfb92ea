"""Seeded choices are legal ones, for any project."""

import pytest

from seat_client.domain import events as ev
from seat_client.domain.committee import Sealed
from seat_client.domain.project import Project
from seat_client.domain.scoring import check_score
from seat_client.domain.stages import StageId
from seat_client.practice.script import Script
from tests.unit.domain.domain_samples import load, project_folders
from tests.unit.domain.playing import Played

SEEDS = (1, 2, 20)


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
        for member in e.members:
            for act in choices(script, played, member):
                if act_still_due(played, member, act):
                    played.do(member, act)
        assert len(played.facts) > before, f"stuck in {e.stage}"
    return played


def act_still_due(played: Played, member: str, act: ev.Act) -> bool:
    """A vote on a bid that was rejected meanwhile is moot."""
    return not isinstance(act, ev.VotePreliminary) or played.evaluation.rejected_on(act.subject) is None


def choices(script: Script, played: Played, member: str) -> list[ev.Act]:
    e = played.evaluation
    match e.stage:
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
    return [ev.VoteRuling(f.id, script.decision(member, f)) for f in flags]


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
