"""The commands a technician uses: a centre in earnest, a code, the seat's enrolment, a revocation."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources import path as resource
from seat_client.sync.client import CentreClient, CentreRefused
from seat_client.sync.identity import SeatIdentity

pytestmark = pytest.mark.full
PROGRAM = [sys.executable, "-m", "seat_client.app.command_line"]


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    (project / "documents").mkdir(parents=True)
    for name in ("project.json", "sheets.json", "acts.json"):
        shutil.copy(resource("sample", "qinglan", name), project / name)
    return tmp_path / "ground"


@pytest.fixture
def centre(ground: Path) -> Iterator[str]:
    command = [
        *PROGRAM, "centre", "--ground", str(ground), "--project", str(ground.parent / "project"), "--tls",
        "--name", "localhost", "--workers", "2", "--log", str(ground.parent / "centre.log"), "--with-parent",
    ]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *arguments], input=typed, capture_output=True, text=True, check=False)


def test_from_a_code_to_a_line_and_its_end(centre: str, ground: Path, tmp_path: Path) -> None:
    code = run("seats", "--ground", str(ground), "code", "QL-07").stdout.strip()
    assert len(code.replace("-", "")) == 32
    enrolling = ("enrol", "--centre", centre, "--data", str(tmp_path / "seat"))
    wrong = run(*enrolling, typed="0000-" + code[5:] + "\n")
    assert wrong.returncode == 1
    assert wrong.stderr.strip()
    done = run(*enrolling, typed=code + "\n")
    assert (done.returncode, done.stdout.split(",")[0]) == (0, "seat QL-07")
    identity = SeatIdentity.load(tmp_path / "seat" / "identity")
    client = CentreClient(centre, identity=identity)
    assert client.challenge("QL-07").seat == "QL-07"
    assert run("seats", "--ground", str(ground), "list").stdout.startswith("QL-07\t")
    assert run("seats", "--ground", str(ground), "revoke", "QL-07").returncode == 0
    assert refused_at_last(client) == "seat_certificate_revoked"
    client.close()


def refused_at_last(client: CentreClient) -> str:
    """An open line notices within moments."""
    while True:
        try:
            client.challenge("QL-07")
        except CentreRefused as refused:
            return refused.code


def test_a_plain_address_is_refused(tmp_path: Path) -> None:
    assert run("enrol", "--centre", "http://127.0.0.1:1", "--data", str(tmp_path), typed="x\n").returncode == 2


def test_a_folder_without_a_centre_is_said_to_be_one(tmp_path: Path) -> None:
    assert run("seats", "--ground", str(tmp_path), "list").returncode == 2


def test_one_command_sets_up_seats_that_enrol_check_themselves_and_are_listed(
    centre: str, ground: Path, tmp_path: Path
) -> None:
    profile, seats = tmp_path / "profile.toml", tmp_path / "seats"
    practice = ("devices.camera=virtual:portrait", "devices.sound=virtual:quiet", "devices.token=virtual:no-key")
    assert run("provision", "set", str(profile), f"centre.url={centre}", *practice).returncode == 0
    cloned = run("provision", "clone", str(profile), str(seats), "--seats", "QL-01..3", "--ground", str(ground))
    assert cloned.returncode == 0, cloned.stderr
    own = seats / "QL-02"
    places = ("--config", str(own / "seat.toml"), "--data", str(own / "data"))
    assert run("enrol", *places, typed=(own / "enrolment-code.txt").read_text()).returncode == 0
    checked = run("selftest", *places, "--only", "clock", "--json")
    assert {result["check"]: result["state"] for result in json.loads(checked.stdout)["results"]} == {
        "centre": "pass", "clock": "pass"
    }  # fmt: skip
    listed = run("seats", "--ground", str(ground), "list").stdout.splitlines()
    assert [line.split("\t")[2:4] for line in listed if "self-test" in line] == [["self-test pass", "-"]]
