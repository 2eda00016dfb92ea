"""Each kind of fault in locked sheets is refused with the path of the fault."""

from typing import Any

import pytest
from domain_samples import ABSENT, altered, sample_project, sample_sheets

from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from seat_client.domain.result import compute
from seat_client.domain.sheets import Sheets

KEEP = {"expert": "E6", "code": "C5", "section": "T", "decision": "keep"}
ACCEPT = {"code": "C2", "decision": "accept"}


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.parse(sample_project())


def refusal(project: Project, document: Any) -> Malformed:
    with pytest.raises(Malformed) as caught:
        compute(project, Sheets.parse(document, project))
    return caught.value


FAULTS: list[tuple[str, object, str]] = [
    ("codes", ABSENT, "$.codes"),
    ("preliminary", ABSENT, "$.preliminary"),
    ("scores", ABSENT, "$.scores"),
    ("rulings", ABSENT, "$.rulings"),
    ("format", "x", "$.format"),
    # codes
    ("codes/C4", "B99", "$.codes.C4"),
    ("codes/C4", 6, "$.codes.C4"),
    ("codes/C4", "B01", "$.codes.C4"),
    ("codes/C4", ABSENT, "$.codes"),
    ("codes/C 4", "B06", '$.codes["C 4"]'),
    # preliminary
    ("preliminary/E9", {}, "$.preliminary.E9"),
    ("preliminary/E1/C9", {}, "$.preliminary.E1.C9"),
    ("preliminary/E1/C4/Z9", {"pass": True}, "$.preliminary.E1.C4.Z9"),
    ("preliminary/E1/C4/Q3/pass", "no", "$.preliminary.E1.C4.Q3.pass"),
    ("preliminary/E1/C4/Q3/pass", ABSENT, "$.preliminary.E1.C4.Q3.pass"),
    ("preliminary/E1/C4/Q3/reason", 5, "$.preliminary.E1.C4.Q3.reason"),
    ("preliminary/E1/C4/Q3/reason", "长" * 5001, "$.preliminary.E1.C4.Q3.reason"),
    # scores
    ("scores/E9", {}, "$.scores.E9"),
    ("scores/E1/C9", {}, "$.scores.E1.C9"),
    ("scores/E1/C1/Z9", "1", "$.scores.E1.C1.Z9"),
    ("scores/E1/C1/T1", 9.1, "$.scores.E1.C1.T1"),
    ("scores/E1/C1/T1", "9,1", "$.scores.E1.C1.T1"),
    ("scores/E1/C1/T1", "12.1", "$.scores.E1.C1.T1"),
    ("scores/E1/C1/T1", "9.25", "$.scores.E1.C1.T1"),
    ("scores/E1/C1/T1", "-0.1", "$.scores.E1.C1.T1"),
    ("scores/E1/C4", {"T1": "99"}, "$.scores.E1.C4.T1"),
    ("scores/E1/C1", [], "$.scores.E1.C1"),
    ("scores/E3", ABSENT, "$.scores.E3"),
    ("scores/E3/C1", ABSENT, "$.scores.E3.C1"),
    ("scores/E3/C1/B4", ABSENT, "$.scores.E3.C1.B4"),
    # rulings
    ("rulings/abnormal", ABSENT, "$.rulings.abnormal"),
    ("rulings/abnormal/0/expert", "E9", "$.rulings.abnormal[0].expert"),
    ("rulings/abnormal/0/code", "C9", "$.rulings.abnormal[0].code"),
    ("rulings/abnormal/0/section", "X", "$.rulings.abnormal[0].section"),
    ("rulings/abnormal/0/decision", "drop", "$.rulings.abnormal[0].decision"),
    ("rulings/abnormal/1", {**KEEP, "decision": "replace"}, "$.rulings.abnormal[1]"),
    ("rulings/low_price/0/code", "C9", "$.rulings.low_price[0].code"),
    ("rulings/low_price/0/decision", "keep", "$.rulings.low_price[0].decision"),
    ("rulings/low_price/1", ACCEPT, "$.rulings.low_price[1]"),
    ("rulings/continue_below_three", "yes", "$.rulings.continue_below_three"),
    ("rulings/other", [], "$.rulings.other"),
]


@pytest.mark.parametrize(("steps", "value", "path"), FAULTS, ids=[f"{steps}-{path}" for steps, _, path in FAULTS])
def test_a_fault_is_named_by_its_path(project: Project, steps: str, value: object, path: str) -> None:
    assert refusal(project, altered(sample_sheets(), steps, value)).path == path


def test_the_expectation_states_the_limits_of_the_criterion(project: Project) -> None:
    error = refusal(project, altered(sample_sheets(), "scores/E1/C1/T1", "9.25"))
    assert error.expected == "a score from 0 to 12 in steps of 0.1"


def test_a_ruling_on_what_was_not_flagged_is_ignored(project: Project) -> None:
    document = altered(sample_sheets(), "rulings/abnormal/1", {**KEEP, "expert": "E1", "decision": "replace"})
    document = altered(document, "rulings/abnormal/2", {**KEEP, "section": "P"})
    document = altered(document, "rulings/low_price/1", {"code": "C5", "decision": "reject"})
    changed = compute(project, Sheets.parse(document, project)).document()
    assert changed == compute(project, Sheets.parse(sample_sheets(), project)).document()


def test_scores_are_asked_for_only_where_the_arithmetic_needs_them(project: Project) -> None:
    stopped = altered(altered(sample_sheets(), "scores", {}), "rulings/low_price", [])
    assert compute(project, Sheets.parse(stopped, project)).blocked == "low-price-ruling-missing"
    without = sample_sheets()
    without["rulings"]["low_price"][0]["decision"] = "reject"
    for of_member in without["scores"].values():
        del of_member["C2"]
    result = compute(project, Sheets.parse(without, project))
    assert result.valid == ("C1", "C3", "C5", "C6")
    assert [rejection.code for rejection in result.rejected] == ["C4", "C2"]


@pytest.mark.parametrize("continues", [True, False, None])
def test_sheets_go_back_to_the_document_they_came_from(project: Project, continues: bool | None) -> None:
    document = sample_sheets()
    if continues is not None:
        document["rulings"]["continue_below_three"] = continues
    again = Sheets.parse(document, project).document()
    assert again == altered(document, "rulings/continue_below_three", True if continues else None) or not continues
    assert Sheets.parse(again, project) == Sheets.parse(document, project)
    assert again["rulings"].get("continue_below_three", False) is bool(continues)
