"""The files that set-up and the checks go by agree with one another and with the tree."""

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
INSTALLER = ROOT / "installer"
LOCKS = ("build", "run", "centre", "dev", "package")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CENTRE_MAY_IMPORT = {"seat_client.wire", "seat_client.evidence", "seat_client.anonymity", "seat_client.domain"}


def locked(name: str) -> dict[str, str]:
    """Package and version of one lock."""
    text = (INSTALLER / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", text, re.MULTILINE))


def bash(line: str) -> subprocess.CompletedProcess[str]:
    script = f"set -euo pipefail; source installer/setup.sh; source installer/checks.sh; {line}"
    return subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


# --- locks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_host(name: str) -> None:
    text = (INSTALLER / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) >= len(locked(name)) > 5  # some come in one version for each Python
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text


def test_dev_holds_run_and_centre_at_the_same_versions() -> None:
    assert locked("run").items() <= locked("centre").items() <= locked("dev").items()


def test_the_package_of_a_seat_does_not_carry_the_solver() -> None:
    assert "highspy" in locked("centre")
    assert "highspy" not in locked("run") | locked("package")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("run", PYPROJECT["project"]["dependencies"]),
        ("centre", PYPROJECT["project"]["optional-dependencies"]["centre"]),
        ("dev", PYPROJECT["dependency-groups"]["dev"]),
        ("package", PYPROJECT["dependency-groups"]["package"]),
        ("build", [*PYPROJECT["dependency-groups"]["build"], *PYPROJECT["build-system"]["requires"]]),
    ],
)
def test_the_locks_satisfy_what_the_project_asks_for(name: str, wanted: list[str]) -> None:
    versions = locked(name)
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_qt_stays_below_6_12() -> None:
    assert locked("run")["pyside6-essentials"].startswith("6.11.")


# --- sets and files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["run", "test", "full", "bench", "centre", "package"])
def test_a_set_names_one_package_a_line(name: str) -> None:
    lines = (INSTALLER / "sets" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    packages = [line.partition("#")[0].strip() for line in lines]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.+-]+|", package) for package in packages)
    assert len(set(filter(None, packages))) == len(list(filter(None, packages)))


def test_fetched_files_are_pinned_and_stay_out_of_the_repository() -> None:
    lines = (INSTALLER / "fetch.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    for set_, kind, _package, _version, package_sum, _member, place, file_sum in rows:
        assert (INSTALLER / "sets" / f"{set_}.txt").exists()
        assert bash(f"declare -F fetch_{kind}").returncode == 0
        assert re.fullmatch(r"[0-9a-f]{64}", package_sum)
        assert re.fullmatch(r"[0-9a-f]{64}", file_sum)
        assert any(PurePosixPath("/", place).match(pattern) for pattern in ignored)


def test_a_file_with_another_sum_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "font"
    file.write_bytes(b"letters")
    right = hashlib.sha256(b"letters").hexdigest()
    wrong = hashlib.sha256(b"other letters").hexdigest()
    assert bash(f"has_sum {file} {right}").returncode == 0
    assert bash(f"has_sum {file} {wrong}").returncode != 0
    assert bash(f"has_sum {file}.absent {right}").returncode != 0


def test_a_package_version_the_archive_no_longer_has_is_said_plainly(tmp_path: Path) -> None:
    line = f"may_install() {{ return 1; }}; fetch_deb {tmp_path} fonts-noto-cjk 0:0-no-such {'0' * 64} resources/x.ttc"
    done = bash(line)
    assert done.returncode == 1
    assert "does not offer fonts-noto-cjk 0:0-no-such" in done.stderr
    assert "resources/x.ttc" in done.stderr


def test_missing_packages_are_named() -> None:
    assert bash("dpkg-query() { return 1; }; missing_packages run").stdout.split() != []
    assert bash("dpkg-query() { printf '%s installed\\n' \"${@:4}\"; }; missing_packages run").stdout == ""


def test_a_failed_step_shows_the_end_of_its_messages() -> None:
    done = bash("setup_log=$(mktemp); shown_by silently 'no luck.' bash -c 'echo the reason; exit 3'")
    assert done.returncode == 1
    assert "the reason" in done.stderr
    assert "no luck." in done.stderr


# --- the test command's closing line --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("closing", "passed", "failed", "errors"),
    [
        ("====== 412 passed in 90.12s (0:01:30) ======", 412, 0, 0),
        ("= 3 failed, 12 passed, 1 skipped, 4 deselected, 2 errors in 1.00s =", 12, 3, 2),
        ("===== 1 failed, 1 error in 0.10s =====", 0, 1, 1),
        ("5 passed in 0.03s", 5, 0, 0),
        ("Segmentation fault", 0, 0, 0),
    ],
)
def test_tests_are_counted_from_the_closing_line(
    tmp_path: Path, closing: str, passed: int, failed: int, errors: int
) -> None:
    log = tmp_path / "log"
    log.write_text(f"FAILED tests/x.py::test_7 failed\n{closing}\n", encoding="utf-8")
    done = bash(f"test_log={log}; counted passed; counted failed; counted 'errors?'")
    assert [int(line) for line in done.stdout.split()] == [passed, failed, errors]


@pytest.mark.parametrize(
    ("verdict", "log", "line"),
    [
        ("true", "== 7 passed, 2 skipped in 1.00s ==", "8 passed, 1 failed, 2 skipped"),
        ("false", "== 2 failed, 5 passed in 1.00s ==", "6 passed, 3 failed, 0 skipped"),
        ("false", "Aborted", "1 passed, 2 failed, 0 skipped"),
    ],
)
def test_the_last_line_counts_tests_and_checks(tmp_path: Path, verdict: str, log: str, line: str) -> None:
    (tmp_path / "log").write_text(log + "\n", encoding="utf-8")
    done = bash(f"check A true; check B false; check Tests {verdict}; test_log={tmp_path}/log; closing_line")
    assert done.stdout.splitlines()[-1] == line


def test_a_failed_check_does_not_stop_the_next() -> None:
    done = bash("check First false; check Second true; printf '%s\\n' \"$checks_passed $checks_failed\"")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "1 1"


def test_an_unknown_order_is_refused_with_the_usage() -> None:
    done = subprocess.run(["bash", "installer/dev.sh", "dance"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "dev.sh test" in done.stderr


# --- import contracts -------------------------------------------------------------------------------------------------


def contract(name: str) -> dict[str, list[str]]:
    (found,) = [each for each in PYPROJECT["tool"]["importlinter"]["contracts"] if each["name"].startswith(name)]
    return found


def packages_in(folder: str) -> set[str]:
    found = (path.parent for path in (ROOT / folder).glob("*/__init__.py"))
    return {f"{folder}.{path.name}" for path in found}


def named(layers: list[str]) -> set[str]:
    return {name.strip("() ") for layer in layers for name in re.split(r"[|:]", layer)}


def test_every_package_of_the_seat_has_its_layer() -> None:
    assert packages_in("seat_client") <= named(contract("Layers of the seat")["layers"])


def test_every_package_is_either_open_or_closed_to_the_centre() -> None:
    closed = set(contract("The centre shares")["forbidden_modules"])
    assert packages_in("seat_client") - CENTRE_MAY_IMPORT - {"seat_client.centre"} <= closed
    assert not closed & CENTRE_MAY_IMPORT


def test_the_autopilot_is_held_to_the_screen() -> None:
    if any((ROOT / "seat_client" / "app").glob("autopilot*")):
        forbidden = contract("The autopilot")["forbidden_modules"]
        assert {"seat_client.services", "seat_client.ui.screens.*.view_model"} <= set(forbidden)


def test_every_driver_family_is_named_by_app_alone_and_knows_no_other() -> None:
    families = packages_in("drivers") - {"drivers.api"}
    assert families <= set(contract("Only app names")["protected_modules"])
    assert families <= named(contract("Driver families")["layers"])
