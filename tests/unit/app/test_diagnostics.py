"""The bundle for support: whatever was planted where a seat keeps things, none of it is in there."""

import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seat_client.app.configuration import load
from seat_client.app.diagnostics import diagnosis, log_lines
from seat_client.app.diagnostics_command import run
from seat_client.services.self_test.history import History
from seat_client.services.self_test.result import Check, Report, Result, State
from seat_client.store import Store

PLANTED = (
    "张三丰", "zhangsanfeng", "310101199003078518", "13912345678", "654321", "93.75", "青岚水务集团",
    "Qinglan-Water-Group", "BD-0007", "投标文件技术标",
)  # fmt: skip
"""Names, an identity card's number, a telephone number, a PIN, a score, bidders, a bid's number and title."""
SECRETS = " ".join(PLANTED)


@pytest.fixture
def seat(tmp_path: Path) -> tuple[Path, Path]:
    """The files of a seat in which everything that may not leave it was planted everywhere."""
    data, folder = tmp_path / "data", tmp_path / "logs"
    for each in (data, folder, data / PLANTED[1]):
        each.mkdir()
    (folder / "seat.log").write_text("\n".join(_log()), encoding="utf-8")
    (folder / f"{PLANTED[1]}.log.1").write_text(SECRETS, encoding="utf-8")
    (data / f"{PLANTED[3]}.txt").write_text(SECRETS, encoding="utf-8")
    store = Store.open(data / PLANTED[1] / "seat.db", bytes(32))
    store.remember("unsent/motion/open", SECRETS).result(30)
    store.close()
    (data / PLANTED[1] / "seat.db").with_suffix(".txt").write_text(SECRETS)
    History(data).keep(_report())
    file = tmp_path / "seat.toml"
    file.write_text(
        f'[seat]\nid = "{PLANTED[1]}"\nplace = "{PLANTED[0]}"\nnumber = 7\nlabel = "{SECRETS}"\n[centre]\n'
        f'url = "https://{PLANTED[1]}:{PLANTED[4]}@centre.example/{PLANTED[3]}"\n[devices]\n'
        f'token = "skf:/home/{PLANTED[1]}/lib.so"\ncamera = "opencv:{PLANTED[7]}"\nmicrophone = "{PLANTED[0]}"\n'
        f'[routes]\nwired = "{PLANTED[1]}"\n[log]\nfolder = "{folder}"\n',
        encoding="utf-8",
    )
    return file, data


def _log() -> list[str]:
    at = "2026-11-23 08:12:00,123"
    return [
        f"{at} INFO seat seat_client.sync.loop:88 member {SECRETS}",
        f"{at} INFO seat {PLANTED[1]}:88 x",
        f"{at} INFO seat seat_client.{PLANTED[1]}:88 x",
        f"{at} INFO {PLANTED[1]} seat_client.sync.loop:88 x",
        f"{at} {PLANTED[1]} seat seat_client.sync.loop:88 x",
        f"{PLANTED[2]} INFO seat seat_client.sync.loop:88 x",
        f"{at} INFO seat seat_client.sync.loop:{PLANTED[2]} x",
        "Traceback (most recent call last):",
        f'  File "/home/{PLANTED[1]}/seat_client/sync/loop.py", line 90, in {PLANTED[1]}',
        f"    score = {PLANTED[5]}",
        f'  File "/home/{PLANTED[1]}/seat_client/{PLANTED[1]}.py", line 90, in run',
        f"ValueError: {SECRETS}",
        SECRETS,
    ]


def _report() -> Report:
    at = datetime(2026, 11, 23, 0, 12, tzinfo=UTC)
    facts = {"loss": 18.0, "device": PLANTED[0], "score": 93.75, "reader": PLANTED[7]}
    pin = Result(Check.PIN, State.FAIL, PLANTED[1], {"pin": 654321})
    results = (Result(Check.ECHO, State.FAIL, "echo-remains", facts), pin)
    return Report(PLANTED[1], SECRETS, PLANTED[3], at, at, False, False, results)


def bundle(seat: tuple[Path, Path], tmp_path: Path) -> dict[str, str]:
    file, data = seat
    assert run([str(tmp_path / "bundle.zip"), "--config", str(file), "--data", str(data)]) == 0
    with zipfile.ZipFile(tmp_path / "bundle.zip") as opened:
        return {name: opened.read(name).decode("utf-8") for name in opened.namelist()}


def test_nothing_that_was_planted_is_in_the_bundle(seat: tuple[Path, Path], tmp_path: Path) -> None:
    parts = bundle(seat, tmp_path)
    whole = "\n".join([*parts, *parts.values()])
    escaped = [planted.encode("unicode_escape").decode() for planted in PLANTED]
    assert [planted for planted in (*PLANTED, *escaped) if planted in whole] == []


def test_what_support_needs_is_in_the_bundle(seat: tuple[Path, Path], tmp_path: Path) -> None:
    parts = bundle(seat, tmp_path)
    settings, checked = json.loads(parts["settings.json"]), json.loads(parts["self-test.json"])
    assert (settings["seat_number"], settings["tokens"], settings["lines"]) == (7, ["skf"], ["wired"])
    assert settings["devices"]["camera"] == "opencv"
    echo, pin = checked["results"]
    assert echo == {"check": "echo", "state": "fail", "fault": "echo-remains", "facts": {"loss": 18.0}}
    assert pin == {"check": "pin", "state": "fail", "fault": "", "facts": {}}
    assert json.loads(parts["store.json"])["stores"] == 1
    assert json.loads(parts["about.json"])["packages"]["cryptography"]
    assert parts["log.txt"].splitlines() == [
        "2026-11-23 08:12:00,123 INFO seat seat_client.sync.loop:88",
        "    seat_client/sync/loop:90",
        "# 11 lines left out",
        "# 1 lines left out",
    ]


def test_what_the_program_logs_itself_is_in_the_form_that_is_let_through(tmp_path: Path) -> None:
    program = (
        "import logging, sys; from pathlib import Path; from seat_client.app import logs;"
        'logs.set_up("seat", file=Path(sys.argv[1]));'
        'logging.getLogger("seat_client.sync.loop").info("member %s", sys.argv[2])'
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "seat.log"), SECRETS], check=True, timeout=120)
    told, left_out = log_lines(tmp_path / "seat.log")
    assert " INFO seat seat_client.sync.loop:" in told
    assert "张三丰" not in told
    assert left_out == "# 0 lines left out"


def test_a_seat_without_anything_still_gives_a_bundle(tmp_path: Path) -> None:
    (tmp_path / "seat.toml").write_text("nothing in order")
    parts = bundle((tmp_path / "seat.toml", tmp_path / "nowhere"), tmp_path)
    assert json.loads(parts["self-test.json"]) == {}


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    assert run([str(tmp_path / "nowhere" / "bundle.zip"), "--data", str(tmp_path)]) == 1


def test_nothing_that_was_planted_is_in_what_remote_help_tells(seat: tuple[Path, Path]) -> None:
    file, data = seat
    told = diagnosis(load([file]), data)
    whole = told.model_dump_json()
    assert [planted for planted in PLANTED if planted in whole] == []
    assert told.checks[0].facts == {"loss": 18.0}
    assert any(line.startswith("2026-11-23 08:12:00,123 INFO seat seat_client.sync.loop:88") for line in told.log)
