"""Where the worked examples lie, and how to change one value of a document."""

import copy
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "resources" / "sample" / "qinglan"
DATA = ROOT / "tests" / "data" / "projects"
SHARED = ROOT.parent / "shared" / "domain" / "projects"
ABSENT = object()


def load(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def project_folders() -> list[Path]:
    """Every folder with a worked example; those outside the repository only where they are present."""
    found = [SAMPLE]
    for root in (DATA, SHARED):
        found += sorted(file.parent for file in root.glob("**/expected.json"))
    return found


def micro_cases(case: str) -> list[Any]:
    return [each for each in load(DATA / "micro-cases.json") if each["id"].split("-")[0] == case]


def sample_project() -> Any:
    return load(SAMPLE / "project.json")


def sample_sheets() -> Any:
    return load(SAMPLE / "sheets.json")


def altered(document: Any, steps: str, value: Any) -> Any:
    """A copy of `document` with the value at the slash-separated `steps` replaced, added, or taken out (ABSENT)."""
    changed = copy.deepcopy(document)
    *inner, last = [int(step) if step.isdigit() else step for step in steps.split("/")]
    place = changed
    for step in inner:
        place = place[step]
    if value is ABSENT:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return changed
