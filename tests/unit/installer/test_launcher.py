"""The launcher of an installed seat: a new release is tried, and one that fails gives way to the one before."""

import os
import subprocess
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).parents[3] / "installer" / "system" / "usr" / "bin" / "seat-client"

GOOD = (
    'echo "$0 $*" >>"{calls}"; [ -z "${{SEAT_CLIENT_READY:-}}" ] || touch "$SEAT_CLIENT_READY"; '
    "sleep 0.5; exit {status}"
)
BROKEN = 'echo "$0 $*" >>"{calls}"; exit {status}'
HANGING = 'echo "$0 $*" >>"{calls}"; exec sleep 600'


class Machine:
    """An installed seat whose releases are shell scripts."""

    def __init__(self, folder: Path) -> None:
        self.base, self.home, self.calls = folder / "opt", folder / "home", folder / "calls"
        (self.base / "releases").mkdir(parents=True)
        self.home.mkdir()

    def release(self, version: str, script: str, *, link: str, status: int = 0) -> None:
        place = self.base / "releases" / version / "seat-client"
        place.parent.mkdir()
        place.write_text("#!/bin/sh\n" + script.format(calls=self.calls, status=status) + "\n", encoding="utf-8")
        place.chmod(0o755)
        (self.base / link).symlink_to(f"releases/{version}")

    def start(self, *arguments: str, patience: int = 60) -> int:
        self.calls.write_text("", encoding="utf-8")
        environment = {
            **os.environ,
            "SEAT_CLIENT_BASE": str(self.base),
            "SEAT_CLIENT_HOME": str(self.home),
            "SEAT_CLIENT_PATIENCE": str(patience),
        }
        return subprocess.run([str(LAUNCHER), *arguments], env=environment, check=False, timeout=120).returncode

    @property
    def started(self) -> list[str]:
        """The versions that were started, in order."""
        return [Path(line.split()[0]).parent.name for line in self.calls.read_text(encoding="utf-8").splitlines()]

    def noted(self, name: str) -> str:
        place = self.home / "launch" / name
        return place.read_text(encoding="utf-8").strip() if place.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_release_that_comes_up_is_good_and_its_status_is_the_launchers(machine: Machine) -> None:
    machine.release("1.0", GOOD, link="current", status=10)
    assert machine.start("seat", "--kiosk") == 10
    assert machine.noted("good") == "1.0"
    assert machine.calls.read_text(encoding="utf-8").rstrip().endswith("seat --kiosk")


@pytest.mark.parametrize("status", [1, 134])
def test_one_that_fails_at_its_first_start_gives_way_now_and_later(machine: Machine, status: int) -> None:
    machine.release("1.0", GOOD, link="previous")
    machine.release("1.1", BROKEN, link="current", status=status)
    assert machine.start("seat") == 0
    assert machine.started == ["current", "previous"]
    assert (machine.noted("failed"), machine.noted("good")) == ("1.1", "1.0")
    assert machine.start("seat") == 0
    assert machine.started == ["previous"]
    assert machine.start("--version") == 0
    assert machine.started == ["previous"]


def test_one_that_hangs_is_ended_and_gives_way(machine: Machine) -> None:
    machine.release("1.0", GOOD, link="previous")
    machine.release("1.1", HANGING, link="current")
    assert machine.start("seat", patience=1) == 0
    assert machine.started == ["current", "previous"]
    assert machine.noted("failed") == "1.1"


def test_where_the_one_before_fails_as_well_the_new_one_is_not_to_blame(machine: Machine) -> None:
    machine.release("1.0", BROKEN, link="previous", status=2)
    machine.release("1.1", BROKEN, link="current", status=2)
    assert machine.start("seat") == 2
    assert machine.noted("failed") == ""
    assert machine.start("seat") == 2
    assert machine.started == ["current", "previous"]


def test_a_second_seat_says_nothing_about_the_release(machine: Machine) -> None:
    machine.release("1.0", GOOD, link="previous")
    machine.release("1.1", BROKEN, link="current", status=3)
    assert machine.start("seat") == 3
    assert machine.started == ["current"]
    assert machine.noted("failed") == ""


def test_a_proven_release_that_crashes_later_stays(machine: Machine) -> None:
    machine.release("1.0", GOOD, link="previous")
    machine.release("1.1", GOOD, link="current", status=1)
    assert machine.start("seat") == 1
    assert machine.start("seat") == 1
    assert machine.started == ["current"]
    assert machine.noted("good") == "1.1"


def test_other_commands_start_at_once_and_prove_nothing(machine: Machine) -> None:
    machine.release("1.0", BROKEN, link="current", status=1)
    assert machine.start("keys") == 1
    assert machine.noted("good") == machine.noted("failed") == ""


def test_without_an_earlier_release_there_is_nothing_to_go_back_to(machine: Machine) -> None:
    machine.release("1.0", BROKEN, link="current", status=1)
    assert machine.start("seat") == 1
    assert machine.noted("failed") == ""
