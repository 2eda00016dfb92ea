"""What the bundle takes along: every resource that is read at run time, and what the call's engine is checked by."""

import ast
import subprocess
from pathlib import Path

from seat_client.conference.repairs import WRITTEN_FOR

ROOT = Path(__file__).parents[3]
SPEC = (ROOT / "installer" / "bundle" / "seat-client.spec").read_text("utf-8")
LEFT_OUT = {"guides", "pictures"}  # read by people
COMPILED = {".ts": ".qm"}


def wanted() -> tuple[str, ...]:
    """The patterns of the specification."""
    for statement in ast.parse(SPEC).body:
        if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") == "WANTED":
            patterns: tuple[str, ...] = ast.literal_eval(statement.value)
            return patterns
    raise AssertionError("no WANTED in the specification")


def test_every_resource_that_is_not_for_people_is_in_the_bundle() -> None:
    listed = subprocess.run(["git", "ls-files", "resources"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [Path(line).relative_to("resources") for line in listed.stdout.split()]
    read = [file for file in files if len(file.parts) > 1 and file.parts[0] not in LEFT_OUT and file.suffix != ".py"]
    taken = {
        path.relative_to(ROOT / "resources") for pattern in wanted() for path in (ROOT / "resources").glob(pattern)
    }
    kept = {file for file in read if file.suffix not in COMPILED}
    assert "desk" in {file.parts[0] for file in kept}
    assert kept <= taken, sorted(map(str, kept - taken))


def test_every_table_beside_a_module_is_in_the_bundle() -> None:
    """What is no Python and no document in the packages themselves; the specification takes the drivers' tables."""
    own = ["git", "ls-files", "seat_client", "drivers"]
    listed = subprocess.run(own, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    beside = [Path(line) for line in listed if Path(line).suffix not in {".py", ".md"}]
    assert beside, "nothing to take along: the specification's line can go"
    assert {(file.parts[0], file.suffix) for file in beside} == {("drivers", ".toml")}
    assert '(ROOT / "drivers").rglob("*.toml")' in SPEC


def test_the_engine_of_the_call_is_known_by_its_metadata_there_too() -> None:
    assert "for package in WRITTEN_FOR:" in SPEC
    assert {"aiortc", "aioice"} <= set(WRITTEN_FOR)
