"""Every worked example is reproduced exactly, by the product and by a scorer that shares no code with it."""

from pathlib import Path
from typing import Any

import pytest
from domain_samples import SAMPLE, SHARED, load, project_folders
from hypothesis import given, settings
from hypothesis import strategies as st
from independent_scorer import (
    BINARY_FLOAT,
    HALF_EVEN,
    NO_TRIMMING,
    REJECTED_PRICE_KEPT,
    Variant,
    score,
)
from random_projects import random_documents

from seat_client.domain.project import Project
from seat_client.domain.result import compute
from seat_client.domain.sheets import Sheets

BLOCKS = {
    None,
    "low-price-ruling-missing",
    "fewer-than-three-valid",
    "objective-disagreement",
    "abnormal-ruling-missing",
}


def computed(project_document: Any, sheets_document: Any) -> Any:
    project = Project.parse(project_document)
    return compute(project, Sheets.parse(sheets_document, project)).document()


def order(result: Any) -> list[str]:
    return [code for group in result["ranking"] for code in group]


@pytest.mark.parametrize("folder", project_folders(), ids=lambda folder: f"{folder.parent.parent.name}-{folder.name}")
def test_a_worked_example_is_reproduced(folder: Path) -> None:
    project, sheets, expected = (load(folder / f"{name}.json") for name in ("project", "sheets", "expected"))
    assert computed(project, sheets) == expected
    assert score(project, sheets) == expected


def test_the_copies_are_those_of_the_format() -> None:
    ours = {folder.name for folder in project_folders() if SHARED not in folder.parents}
    theirs = {folder.name for folder in project_folders() if SHARED in folder.parents}
    assert len(ours) == 20
    assert theirs <= ours


def test_the_sample_ranks_as_worked_by_hand() -> None:
    result = computed(load(SAMPLE / "project.json"), load(SAMPLE / "sheets.json"))
    assert order(result) == ["C5", "C6", "C2", "C3", "C1"]
    assert [result["rows"][code]["total"] for code in order(result)] == ["86.73", "86.73", "85.76", "81.56", "72.94"]
    assert result["benchmark"] == "11995987.27"


@pytest.mark.parametrize(
    ("variant", "wrong_order"),
    [
        (HALF_EVEN, ["C6", "C5", "C2", "C3", "C1"]),
        (BINARY_FLOAT, ["C6", "C5", "C2", "C3", "C1"]),
        (NO_TRIMMING, ["C6", "C2", "C5", "C3", "C1"]),
        (REJECTED_PRICE_KEPT, ["C2", "C5", "C6", "C3", "C1"]),
    ],
    ids=["half-even", "binary-float", "no-trimming", "rejected-price-kept"],
)
def test_a_wrong_variant_is_caught_by_the_sample(variant: Variant, wrong_order: list[str]) -> None:
    project, sheets = load(SAMPLE / "project.json"), load(SAMPLE / "sheets.json")
    wrong = score(project, sheets, variant)
    right = computed(project, sheets)
    assert order(wrong) == wrong_order
    assert order(right) != wrong_order
    assert right == load(SAMPLE / "expected.json") != wrong


def test_lowest_price_first_without_trimming_on_the_same_data() -> None:
    project, sheets = load(SAMPLE / "project.json"), load(SAMPLE / "sheets.json")
    project["rules"]["price"] = {"formula": "lowest-price", "full": "30"}
    for section in project["sections"][:2]:
        section["drop"] = []
    result = computed(project, sheets)
    assert [(code, result["rows"][code]["total"]) for code in order(result)] == [
        ("C2", "90.34"),
        ("C6", "82.98"),
        ("C5", "79.65"),
        ("C3", "78.13"),
        ("C1", "71.12"),
    ]
    assert result["benchmark"] == "10171780.00"


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_random_projects_agree_with_the_independent_scorer(seed: int) -> None:
    project, sheets = random_documents(seed)
    assert computed(project, sheets) == score(project, sheets)


@pytest.mark.full
def test_a_thousand_random_projects_agree_with_the_independent_scorer() -> None:
    for seed in range(1000, 2000):
        project, sheets = random_documents(seed)
        assert computed(project, sheets) == score(project, sheets), seed


def test_random_projects_reach_every_block_joint_ranks_and_replacements() -> None:
    results = []
    for seed in range(150):
        project, sheets = random_documents(seed)
        results.append(computed(project, sheets))
        assert results[-1] == score(project, sheets)
    assert {result["blocked"] for result in results} == BLOCKS
    assert any(len(group) > 1 for result in results for group in result["ranking"])
    assert any(flag["decision"] == "replace" for result in results for flag in result["flags"]["abnormal"])
    assert any(rejection["criterion"] == "low-price" for result in results for rejection in result["rejected"])
