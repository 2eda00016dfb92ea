"""Whatever stands anywhere in a document: a result, or a refusal that names a path; never another error."""

import json
from collections.abc import Iterator
from typing import Any

from domain_samples import ABSENT, altered, sample_project, sample_sheets
from hypothesis import given, settings
from hypothesis import strategies as st

from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from seat_client.domain.result import compute
from seat_client.domain.sheets import Sheets

JUNK = [
    ABSENT,
    None,
    True,
    0,
    -1,
    3,
    10**30,
    1.5,
    float("nan"),
    "",
    "0",
    "-1",
    "0.001",
    "1" * 40,
    "C1",
    "E1",
    "T",
    "price",
    "section:T",
    "\ud800",
    "\n",
    "x" * 600,
    [],
    [[]],
    {},
    {"zh": "x"},
    {"from": 1, "to": None, "highest": 0, "lowest": 0},
]


def places(value: Any, steps: str = "") -> Iterator[str]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield f"{steps}{key}"
        yield from places(member, f"{steps}{key}/")


PROJECT_PLACES, SHEETS_PLACES = list(places(sample_project())), list(places(sample_sheets()))


def outcome(project_document: Any, sheets_document: Any) -> str:
    try:
        project = Project.parse(project_document)
        sheets = Sheets.parse(sheets_document, project)
        json.dumps(compute(project, sheets).document(), ensure_ascii=False).encode()
    except Malformed as error:
        return "refused" if error.path.startswith("$") and str(error).isprintable() else f"unreadable: {error!r}"
    return "computed"


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PROJECT_PLACES), st.sampled_from(JUNK))
def test_junk_in_a_project(steps: str, junk: object) -> None:
    assert outcome(altered(sample_project(), steps, junk), sample_sheets()) in {"refused", "computed"}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SHEETS_PLACES), st.sampled_from(JUNK))
def test_junk_in_sheets(steps: str, junk: object) -> None:
    assert outcome(sample_project(), altered(sample_sheets(), steps, junk)) in {"refused", "computed"}


def test_the_unchanged_documents_are_computed() -> None:
    assert outcome(sample_project(), sample_sheets()) == "computed"
