"""Legal entries, trimming, price points, the tie chain: single rules on small cases."""

from fractions import Fraction

import pytest
from domain_samples import altered, micro_cases, sample_project, sample_sheets

from seat_client.domain.errors import RuleViolation
from seat_client.domain.exact import to_text
from seat_client.domain.price import score_prices
from seat_client.domain.project import Project
from seat_client.domain.ranking import Ranked, candidates, rank, rank_numbers
from seat_client.domain.result import compute
from seat_client.domain.rules import DropRow, LowestPrice, MeanBenchmark, TieKey
from seat_client.domain.scoring import check_score, score_section, trim
from seat_client.domain.sheets import Sheets

M2_TABLE = (DropRow(1, 4, 0, 0), DropRow(5, 8, 1, 1), DropRow(9, None, 2, 1))


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.parse(sample_project())


@pytest.mark.parametrize(
    ("criterion", "text", "code", "facts"),
    [
        ("T1", "9,1", "score_malformed", {}),
        ("T1", "9.", "score_malformed", {}),
        ("T1", "1" * 41, "score_malformed", {}),
        ("T1", "-0.1", "score_below_zero", {}),
        ("T2", "11.0", "score_above_max", {"max": "10"}),
        ("T1", "9.25", "score_off_step", {"step": "0.1"}),
        ("B1", "3", "score_off_step", {"step": "2"}),
    ],
)
def test_an_illegal_entry_is_refused(
    project: Project, criterion: str, text: str, code: str, facts: dict[str, str]
) -> None:
    with pytest.raises(RuleViolation) as caught:
        check_score(project.criterion(criterion), text)
    assert caught.value.code == code
    assert caught.value.facts == facts


@pytest.mark.parametrize("text", ["0", "0.0", "9.1", "9.10", "12", "12.0"])
def test_a_legal_entry_has_its_exact_value(project: Project, text: str) -> None:
    assert check_score(project.criterion("T1"), text) == Fraction(text)


def test_micro_case_m1_lowest_price_first() -> None:
    (case,) = micro_cases("M1")
    prices = {str(index): Fraction(price) for index, price in enumerate(case["prices"])}
    outcome = score_prices(LowestPrice(Fraction(30)), 2, prices)
    assert [to_text(score.rounded, 2) for score in outcome.scores.values()] == case["scores"]
    assert outcome.benchmark == 980000
    assert outcome.kept == ("0",)


@pytest.mark.parametrize("case", micro_cases("M2"), ids=lambda case: case["id"])
def test_micro_case_m2_mean_of_the_kept_prices(case: dict[str, list[str]]) -> None:
    prices = {str(index): Fraction(price) for index, price in enumerate(case["prices"])}
    rule = MeanBenchmark(Fraction(30), M2_TABLE, Fraction(0), Fraction(1), Fraction(1), Fraction(0))
    outcome = score_prices(rule, 2, prices)
    assert outcome.mean is not None
    assert to_text(outcome.mean, 2) == case["mean"]
    assert to_text(outcome.benchmark, 2) == case["mean"]


def test_price_points_above_below_on_the_benchmark_and_at_the_floor() -> None:
    rule = MeanBenchmark(Fraction(30), (), Fraction(0), Fraction(2), Fraction(1), Fraction(5))
    prices = {"low": Fraction(60), "even": Fraction(100), "high": Fraction(105), "far": Fraction(135)}
    scores = score_prices(rule, 2, prices).scores
    assert {key: to_text(score.rounded, 2) for key, score in scores.items()} == {
        "low": "5.00",
        "even": "30.00",
        "high": "20.00",
        "far": "5.00",
    }
    assert scores["high"].deviation == 5
    assert scores["low"].unrounded == -10


def test_trimming_marks_positions_and_keeps_the_mean_exact() -> None:
    trimmed = trim([Fraction(text) for text in ("3", "1", "3", "2", "1")], (DropRow(5, None, 1, 1),))
    assert (trimmed.lowest, trimmed.highest, trimmed.kept) == ((1,), (2,), (0, 3, 4))
    assert trimmed.mean == 2


def test_the_first_row_that_fits_counts_and_no_row_drops_nothing() -> None:
    values = [Fraction(index) for index in range(4)]
    assert trim(values, (DropRow(4, 4, 1, 0), DropRow(1, None, 0, 1))).kept == (0, 1, 2)
    assert trim(values, (DropRow(5, None, 1, 1),)).kept == (0, 1, 2, 3)


def test_micro_case_m4_the_tie_chain_ends_in_a_joint_rank() -> None:
    (case,) = micro_cases("M4")
    bids = [
        Ranked(bid["code"], Fraction(bid["total"]), Fraction(bid["price"]), {"T": Fraction(bid["technical"])})
        for bid in case["bids"]
    ]
    ranking = rank(bids, (TieKey(None), TieKey("T")))
    assert [list(group) for group in ranking] == case["expect"]
    assert rank_numbers(ranking) == case["rank_numbers"]
    assert candidates(ranking, 3) == ("C5", "C3", "C4")


def test_a_joint_rank_stands_in_code_order() -> None:
    bids = [Ranked(code, Fraction(1), Fraction(1), {}) for code in ("C2", "C10", "C1")]
    assert rank(bids, ()) == (("C1", "C10", "C2"),)


def _micro_m6() -> tuple[Project, Sheets]:
    """The seven subtotals of the case as the only scores of the sample's technical section on C5."""
    (case,) = micro_cases("M6")
    document = altered(sample_project(), "criteria", sample_project()["criteria"][:1])
    document = altered(document, "criteria/0/max", "50")
    document = altered(document, "rules/flags/abnormal_share", "0.30")
    project = Project.parse(altered(document, "sections/0/drop", []))
    expert = project.committee[case["abnormal_index"]].id
    sheets = {
        **sample_sheets(),
        "scores": {
            member.id: {code: {"T1": subtotal} for code in sample_sheets()["codes"]}
            for member, subtotal in zip(project.committee, case["subtotals"], strict=True)
        },
    }
    rulings = [
        {"expert": expert, "code": code, "section": "T", "decision": "replace"} for code in sample_sheets()["codes"]
    ]
    return project, Sheets.parse(altered(sheets, "rulings/abnormal", rulings), project)


def test_micro_case_m6_an_abnormal_subtotal_is_replaced_by_the_mean_of_the_others() -> None:
    (case,) = micro_cases("M6")
    project, sheets = _micro_m6()
    assert compute(project, sheets).document()["rows"]["C5"]["sections"]["T"] == case["expect_replaced"]
    kept = score_section(project, sheets.scores, "C5", "T")
    assert to_text(kept.rounded, 2) != case["expect_replaced"]


def test_micro_case_m5_two_valid_bids_need_the_vote_of_the_committee() -> None:
    (case,) = micro_cases("M5")
    project = Project.parse(sample_project())
    sheets = sample_sheets()
    fails = {code: {"Q3": {"pass": False, "reason": "x"}} for code in ("C1", "C2", "C3", "C4")}
    sheets = altered(sheets, "preliminary", {member.id: fails for member in project.committee[:4]})
    stopped = compute(project, Sheets.parse(sheets, project))
    assert len(stopped.valid) == case["valid"]
    assert stopped.blocked == "fewer-than-three-valid"
    went_on = compute(project, Sheets.parse(altered(sheets, "rulings/continue_below_three", True), project))
    assert went_on.blocked is None
    assert set(went_on.candidates) == {"C5", "C6"}


def test_no_valid_bid_blocks_whatever_was_ruled() -> None:
    project = Project.parse(sample_project())
    fails = {code: {"Q3": {"pass": False}} for code in sample_sheets()["codes"]}
    sheets = altered(sample_sheets(), "preliminary", {member.id: fails for member in project.committee})
    sheets = altered(altered(sheets, "scores", {}), "rulings/continue_below_three", True)
    result = compute(project, Sheets.parse(sheets, project))
    assert (result.blocked, result.valid, result.benchmark) == ("fewer-than-three-valid", (), None)
    assert result.document()["rows"] == {}


def test_one_valid_bid_raises_no_low_price_flag() -> None:
    project = Project.parse(sample_project())
    fails = {code: {"Q3": {"pass": False}} for code in sample_sheets()["codes"] if code != "C2"}
    sheets = altered(sample_sheets(), "preliminary", {member.id: fails for member in project.committee})
    sheets = altered(sheets, "rulings/continue_below_three", True)
    result = compute(project, Sheets.parse(sheets, project))
    assert result.flags.low_price == ()
    assert result.candidates == ("C2",)
