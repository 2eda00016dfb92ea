"""The checks the stages ask before the reveal, on exactly what they are given."""

from fractions import Fraction

import pytest
from domain_samples import altered, sample_project, sample_sheets

from seat_client.domain.project import Project
from seat_client.domain.rulings import (
    Disagreement,
    Rejection,
    Vote,
    abnormal_flags,
    low_price_flags,
    objective_disagreements,
    rejection_of,
    rejections,
)
from seat_client.domain.sheets import Sheets

BLIND_CODES = ("C6", "C5", "C3", "C2", "C1")


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.parse(sample_project())


@pytest.fixture(scope="module")
def sheets(project: Project) -> Sheets:
    return Sheets.parse(sample_sheets(), project)


def with_share(share: str | None) -> Project:
    return Project.parse(altered(sample_project(), "rules/flags/abnormal_share", share))


def test_rejections_work_by_bidder_id_on_the_open_part(project: Project) -> None:
    votes = {f"E{index}": {"B06": {"Q3": Vote(False, "过期"), "F1": Vote(True)}} for index in (1, 2, 4, 5)}
    assert rejections(project, votes, ["B06", "B01"]) == (Rejection("B06", "Q3", 4, 3),)
    assert rejection_of(project, votes, "B01") is None


def test_half_of_the_members_rejects_nothing(project: Project) -> None:
    votes = {f"E{index}": {"B06": {"Q3": Vote(False)}} for index in (1, 2, 4)}
    assert rejections(project, votes, ["B06"]) == ()


def test_the_first_item_in_file_order_is_reported(project: Project) -> None:
    votes = {member.id: {"C4": {"R4": Vote(False), "F2": Vote(False)}} for member in project.committee}
    assert rejections(project, votes, ["C4"]) == (Rejection("C4", "F2", 7, 0),)


def test_abnormal_flags_of_one_section(project: Project, sheets: Sheets) -> None:
    (flag,) = abnormal_flags(project, sheets.scores, BLIND_CODES, "T")
    assert (flag.expert, flag.code, flag.section, flag.deviation_text) == ("E6", "C5", "T", "-0.4729")
    assert abnormal_flags(project, sheets.scores, BLIND_CODES, "B") == ()
    assert abnormal_flags(project, sheets.scores, ("C1",), "T") == ()


def test_abnormal_flags_stand_by_code_then_committee_order(sheets: Sheets) -> None:
    flags = abnormal_flags(with_share("0.05"), sheets.scores, BLIND_CODES, "T")
    assert len(flags) > 3
    assert [(flag.code, flag.expert) for flag in flags] == sorted((flag.code, flag.expert) for flag in flags)


def test_no_abnormal_flags_when_the_check_is_off(sheets: Sheets) -> None:
    assert abnormal_flags(with_share(None), sheets.scores, BLIND_CODES, "T") == ()


def test_a_threshold_met_exactly_raises_no_flag(project: Project, sheets: Sheets) -> None:
    (flag,) = abnormal_flags(project, sheets.scores, ("C5",), "T")
    scores = {member.id: {"X": dict.fromkeys(sheets.scores["E1"]["C1"], Fraction(1))} for member in project.committee}
    scores["E7"]["X"] = dict.fromkeys(sheets.scores["E1"]["C1"], Fraction("1.3"))
    assert abnormal_flags(project, scores, ("X",), "T") == ()
    assert abs(flag.deviation) > Fraction("0.3")


def test_a_mean_of_zero_raises_no_flag(project: Project, sheets: Sheets) -> None:
    zeros = dict.fromkeys(sheets.scores["E1"]["C1"], Fraction(0))
    scores = {member.id: {"X": dict(zeros)} for member in project.committee}
    scores["E1"]["X"]["T1"] = Fraction(5)
    flagged = [flag.expert for flag in abnormal_flags(project, scores, ("X",), "T")]
    assert "E1" not in flagged
    assert flagged == ["E2", "E3", "E4", "E5", "E6", "E7"]


def test_a_section_without_subjective_items_raises_no_flag(sheets: Sheets) -> None:
    document = sample_project()
    document["criteria"] = [item for item in document["criteria"] if item["id"] != "B4"]
    assert abnormal_flags(Project.parse(document), sheets.scores, BLIND_CODES, "B") == ()


def test_objective_disagreements_compare_values_not_spellings(project: Project, sheets: Sheets) -> None:
    document = altered(sample_sheets(), "scores/E1/C3/B1", "4.0")
    assert objective_disagreements(project, Sheets.parse(document, project).scores, BLIND_CODES, ["B"]) == ()
    document = altered(altered(document, "scores/E2/C3/B1", "2"), "scores/E5/C1/B2", "0")
    document = altered(document, "scores/E5/C1/B1", "0")
    scores = Sheets.parse(document, project).scores
    assert objective_disagreements(project, scores, BLIND_CODES, ["B"]) == (
        Disagreement("B1", "C1"),
        Disagreement("B1", "C3"),
        Disagreement("B2", "C1"),
    )
    assert objective_disagreements(project, scores, BLIND_CODES, ["T"]) == ()


def test_low_price_flags_by_any_key(project: Project) -> None:
    prices = {"B05": Fraction(10171780), "B02": Fraction(11989460), "B03": Fraction(12832160)}
    (flag,) = low_price_flags(project, prices)
    assert (flag.code, flag.ratio_text) == ("B05", "0.8196")
    assert low_price_flags(project, {"B05": Fraction(1)}) == ()
    off = Project.parse(altered(sample_project(), "rules/flags/low_price_ratio", None))
    assert low_price_flags(off, prices) == ()


def test_a_price_at_the_ratio_is_not_flagged(project: Project) -> None:
    assert low_price_flags(project, {"A": Fraction(85), "B": Fraction(100), "C": Fraction(100)}) == ()
