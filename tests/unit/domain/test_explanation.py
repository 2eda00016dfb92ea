"""The steps shown to a member lead by hand to the figures of the result."""

from fractions import Fraction

import pytest
from domain_samples import altered, sample_project, sample_sheets
from random_projects import random_documents

from seat_client.domain.errors import RuleViolation
from seat_client.domain.exact import round_half_up, to_text
from seat_client.domain.explanation import Explanation, SectionSteps, TieStep, explain
from seat_client.domain.project import Project
from seat_client.domain.result import compute
from seat_client.domain.sheets import Sheets


def explained(project_document: object, sheets_document: object, code: str) -> Explanation:
    project = Project.parse(project_document)
    return explain(project, Sheets.parse(sheets_document, project), code)


def test_the_winner_of_the_sample_step_by_step() -> None:
    steps = explained(sample_project(), sample_sheets(), "C5")
    technical, business = steps.sections
    assert [(step.member, step.used, step.mark) for step in technical.subtotals] == [
        ("E1", "39.8", "kept"),
        ("E2", "41.6", "kept"),
        ("E3", "41", "kept"),
        ("E4", "40.2", "kept"),
        ("E5", "41.7", "dropped-highest"),
        ("E6", "21.4", "dropped-lowest"),
        ("E7", "39.3", "kept"),
    ]
    assert (technical.kept_sum, technical.divisor, technical.trimmed_mean) == ("201.9", 5, "40.38")
    assert (business.objective, business.subjective, business.score) == ("13", "3.36", "16.36")
    price = steps.price
    assert (price.kept_codes, price.kept_sum, price.mean) == (("C3", "C5", "C6"), "36722410", "12240803.333333…")
    assert (price.benchmark, price.deviation_percent, price.per_percent) == ("11995987.27", "-0.05", "0.3")
    assert (price.unrounded, price.score, steps.total, steps.rank) == ("29.985", "29.99", "86.73", 1)


def test_a_tie_names_the_key_that_decided() -> None:
    tie = explained(sample_project(), sample_sheets(), "C6").tie
    assert tie is not None
    assert (tie.codes, tie.decided_by, tie.shares_rank_with) == (("C5", "C6"), "price", ())
    assert tie.steps == (
        TieStep("price", (("C5", "11989460"), ("C6", "12217470"))),
        TieStep("section:T", (("C5", "40.38"), ("C6", "45.32"))),
    )
    assert explained(sample_project(), sample_sheets(), "C2").tie is None


def test_a_joint_rank_is_decided_by_nothing() -> None:
    steps = explained(altered(sample_project(), "rules/ties", []), sample_sheets(), "C6")
    assert steps.tie is not None
    assert (steps.rank, steps.tie.decided_by, steps.tie.shares_rank_with) == (1, None, ("C5",))


def test_a_replaced_subtotal_shows_both_values() -> None:
    sheets = altered(sample_sheets(), "rulings/abnormal/0/decision", "replace")
    step = explained(sample_project(), sheets, "C5").sections[0].subtotals[5]
    assert (step.member, step.entered, step.used, step.is_replaced) == ("E6", "21.4", "40.6", True)


def test_a_price_above_the_benchmark_uses_the_other_rate() -> None:
    price = explained(sample_project(), sample_sheets(), "C6").price
    assert (price.deviation_percent, price.per_percent, price.score) == ("1.85", "0.6", "28.89")


def test_lowest_price_has_no_benchmark_mean() -> None:
    document = altered(sample_project(), "rules/price", {"formula": "lowest-price", "full": "30"})
    price = explained(document, sample_sheets(), "C5").price
    assert (price.formula, price.kept_codes, price.benchmark) == ("lowest-price", ("C2",), "10171780.00")
    assert (price.mean, price.kept_sum, price.deviation_percent, price.per_percent, price.floor) == (None,) * 5
    assert price.score == "25.45"


def test_a_section_of_facts_alone_has_no_subtotals() -> None:
    document = sample_project()
    document["criteria"] = [item for item in document["criteria"] if item["id"] != "B4"]
    sheets = sample_sheets()
    for of_member in sheets["scores"].values():
        for of_code in of_member.values():
            del of_code["B4"]
    assert explained(document, sheets, "C5").sections[1] == SectionSteps("B", (), None, 0, None, None, "13", "13.00")


@pytest.mark.parametrize(("code", "share"), [("C4", "0.30"), ("C9", "0.30"), ("C5", "0.01")])
def test_there_is_nothing_to_explain_for_a_rejected_bid_or_a_blocked_result(code: str, share: str) -> None:
    document = altered(sample_project(), "rules/flags/abnormal_share", share)
    with pytest.raises(RuleViolation) as caught:
        explained(document, sample_sheets(), code)
    assert caught.value.code == "nothing_to_explain"


def test_the_steps_add_up_on_random_projects() -> None:
    seen = 0
    for seed in range(60):
        project_document, sheets_document = random_documents(seed)
        project = Project.parse(project_document)
        sheets = Sheets.parse(sheets_document, project)
        result = compute(project, sheets).document()
        for code, row in result["rows"].items():
            steps = explain(project, sheets, code)
            scores = {section.section: section.score for section in steps.sections}
            assert {**scores, steps.price.section: steps.price.score} == row["sections"]
            assert steps.total == row["total"]
            assert result["ranking"][[code in group for group in result["ranking"]].index(True)].count(code) == 1
            for section in steps.sections:
                assert to_text(_by_hand(section, project.rules.places), project.rules.places) == section.score
                seen += 1
    assert seen > 50


def _by_hand(section: SectionSteps, places: int) -> Fraction:
    objective = Fraction(section.objective)
    if section.kept_sum is None or section.kept_sum.endswith("…"):
        return objective + Fraction(section.subjective or 0)
    return objective + round_half_up(Fraction(section.kept_sum) / section.divisor, places)
