"""The whole evaluation through the table of stages, on the sample and on the corner cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from resources import path
from seat_client.domain import events as ev
from seat_client.domain.errors import RuleViolation
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.project import Project
from seat_client.domain.stages import STAGES, Part, StageId
from tests.unit.domain.playing import Played, play_to_summary, up_to_the_election

CASES = Path(__file__).parents[2] / "data" / "projects" / "random"


def load(folder: Path) -> tuple[Project, dict, dict]:
    files = [json.loads((folder / f"{n}.json").read_text("utf-8")) for n in ("project", "sheets", "expected")]
    return Project.parse(files[0]), files[1], files[2]


@pytest.fixture
def sample() -> Played:
    project, sheets, _ = load(path("sample", "qinglan"))
    return play_to_summary(project, sheets)


def test_sample_ends_in_the_expected_result(sample: Played) -> None:
    expected = json.loads(path("sample", "qinglan", "expected.json").read_text("utf-8"))
    assert sample.evaluation.summary is not None
    assert sample.evaluation.summary.result == expected


@pytest.mark.parametrize("folder", sorted(p for p in CASES.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_played_corner_case_gives_the_expected_result(folder: Path) -> None:
    project, sheets, expected = load(folder)
    played = play_to_summary(project, sheets)
    assert played.evaluation.summary is not None
    result = played.evaluation.summary.result
    if _not_offered(project, sheets["rulings"]):
        assert result["ranking"] in ([], expected["ranking"])  # what nobody could vote for was not decided
        return
    assert (result["ranking"], result["candidates"]) == (expected["ranking"], expected["candidates"])
    if expected["blocked"] is None:
        assert result["rows"] == expected["rows"]


def _not_offered(project: Project, rulings: dict[str, Any]) -> bool:
    """Whether the prepared rulings hold one that the project's regime does not let the committee make."""
    replaced = any(r["decision"] == "replace" for r in rulings.get("abnormal", ()))
    return project.regime == "government-procurement" and (replaced or bool(rulings.get("continue_below_three")))


def test_a_stopped_review_leaves_no_question_open() -> None:
    for folder in CASES.iterdir():
        project, sheets, _ = load(folder)
        e = play_to_summary(project, sheets).evaluation
        if e.stopped:
            assert e.flags.keys() == e.rulings.keys(), folder.name


def test_seat_that_folds_the_record_stands_where_the_centre_stands(sample: Played) -> None:
    seat = Evaluation(sample.project)
    seat.apply_all(sample.facts)
    assert (seat.stage, seat.mapping, seat.opened) == (
        sample.evaluation.stage, sample.evaluation.mapping, sample.evaluation.opened,
    )  # fmt: skip


def test_no_fact_names_a_code_with_its_bidder_before_the_reveal(sample: Played) -> None:
    reveal = next(i for i, f in enumerate(sample.facts) if isinstance(f, ev.MappingOpened))
    for fact in sample.facts[:reveal]:
        text = repr(fact)
        assert not any(c in text and b in text for c, b in sample.sealed.codes.items())


def test_scores_are_opened_only_after_every_lock(sample: Played) -> None:
    for stage in (StageId.TECHNICAL, StageId.BUSINESS):
        opened = next(i for i, f in enumerate(sample.facts) if isinstance(f, ev.SheetsOpened) and f.stage is stage)
        locks = {f.member for f in sample.facts[:opened] if isinstance(f, ev.SheetLocked) and f.stage is stage}
        assert locks == set(sample.evaluation.members)


def test_locked_sheet_cannot_be_changed(sample: Played) -> None:
    project, _, _ = load(path("sample", "qinglan"))
    played = Played(project, sample.sealed)
    played.evaluation.apply_all(sample.facts[: _first_lock(sample) + 1])
    played.acts["E1"].apply_all([ev.LockSheet(StageId.TECHNICAL, "", "")])
    with pytest.raises(RuleViolation, match="sheet_locked"):
        played.do("E1", ev.EnterScore("C5", "T1", "1.0"))


def _first_lock(played: Played) -> int:
    return next(i for i, f in enumerate(played.facts) if isinstance(f, ev.SheetLocked))


def test_table_lists_every_stage_once_and_opens_the_mapping_between_blind_and_revealed() -> None:
    assert [s.id for s in STAGES] == list(StageId)
    parts = [s.part for s in STAGES]
    last_blind = max(i for i, p in enumerate(parts) if p is Part.BLIND)
    first_revealed = min(i for i, p in enumerate(parts) if p is Part.REVEALED)
    assert last_blind < first_revealed


def test_tied_ballot_goes_to_a_second_round_between_the_tied_and_then_to_a_lot_anybody_can_draw() -> None:
    project, sheets, _ = load(path("sample", "qinglan"))
    played = Played(project, play_to_summary(project, sheets).sealed)
    members = played.evaluation.members
    up_to_the_election(played)
    for member, candidate in zip(members, ("E1", "E1", "E1", "E2", "E2", "E2", "E3"), strict=True):
        played.do(member, ev.CastBallot(candidate, 1))
    assert played.evaluation.ballot_tied == ("E1", "E2")
    with pytest.raises(RuleViolation, match="candidate_not_eligible"):
        played.do("E3", ev.CastBallot("E3", 2))
    for member, candidate in zip(members, ("E1", "E1", "E1", "E2", "E2", "E2", "E1"), strict=True):
        played.do(member, ev.CastBallot(candidate, 2))
    assert played.evaluation.chair == "E1"


def test_purchasers_representative_cannot_be_chair() -> None:
    project, sheets, _ = load(path("sample", "qinglan"))
    played = Played(project, play_to_summary(project, sheets).sealed)
    up_to_the_election(played)
    with pytest.raises(RuleViolation, match="candidate_not_eligible"):
        played.do("E1", ev.CastBallot("E6", 1))
