"""`seat-client recompute` against a scorer in exact fractions that shares no code with it: a thousand projects."""

import json
from pathlib import Path

import pytest
from independent_scorer import score
from random_projects import random_documents

from seat_client.app.recompute import run

PROJECTS = 1000
QUICK = 100


@pytest.mark.parametrize("projects", [range(QUICK), pytest.param(range(QUICK, PROJECTS), marks=pytest.mark.full)])
def test_random_projects_come_out_as_the_independent_scorer_says(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, projects: range
) -> None:
    files = {name: tmp_path / f"{name}.json" for name in ("project", "sheets", "expect")}
    blocks = set()
    for seed in projects:
        project, sheets = random_documents(seed)
        expected = score(project, sheets)
        for name, document in (("project", project), ("sheets", sheets), ("expect", expected)):
            files[name].write_text(json.dumps(document), "utf-8")
        arguments = [part for name, file in files.items() for part in (f"--{name}", str(file))]
        assert run(arguments) == 0, (seed, capfd.readouterr().err)
        blocks.add(expected["blocked"])
    assert len(blocks) >= 4, "the projects reach the blocks as well as a ranking"


def test_a_wrong_expectation_among_them_would_be_noticed(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    project, sheets = next((p, s) for p, s in map(random_documents, range(PROJECTS)) if score(p, s)["blocked"] is None)
    expected = score(project, sheets)
    code = next(iter(expected["rows"]))
    expected["rows"][code]["total"] = "0.01"
    for name, document in (("project", project), ("sheets", sheets), ("expect", expected)):
        (tmp_path / name).write_text(json.dumps(document), "utf-8")
    arguments = [part for name in ("project", "sheets", "expect") for part in (f"--{name}", str(tmp_path / name))]
    assert run(arguments) == 1
    assert f"the total of bid {code}" in capfd.readouterr().err
