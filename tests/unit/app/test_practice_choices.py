"""The scale chosen on the practice welcome holds from the next start on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seat_client.app.practice_choices import FILE, PracticeChoices

NEXT_START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from seat_client.app.practice_ground import PracticeGround, read_project
from seat_client.app.practice_seat import PracticeSeat

ground = PracticeGround(Path(sys.argv[1]), read_project(None))
PracticeSeat(ground, "http://127.0.0.1:1", "E3", lambda centre, member: None, language="zh_CN")
print(QApplication.instance().devicePixelRatio())
"""


def test_a_first_start_has_the_plain_scale(tmp_path: Path) -> None:
    assert PracticeChoices(tmp_path / "not-there-yet").scale == 100


def test_what_was_chosen_is_found_again(tmp_path: Path) -> None:
    PracticeChoices(tmp_path / "practice").save_scale(125)
    assert PracticeChoices(tmp_path / "practice").scale == 125
    assert PracticeChoices(tmp_path / "another").scale == 100


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"scale": 90}', '{"scale": "125"}', '{"scale": null}', "\udcff"])
def test_a_file_that_cannot_be_used_counts_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE).write_bytes(kept.encode("utf-8", "surrogateescape"))
    assert PracticeChoices(tmp_path).scale == 100


@pytest.mark.parametrize(("chosen", "ratio"), [pytest.param(100, "1.0", marks=pytest.mark.full), (125, "1.25")])
def test_the_next_start_draws_everything_larger(tmp_path: Path, chosen: int, ratio: str) -> None:
    PracticeChoices(tmp_path).save_scale(chosen)
    environment = {name: value for name, value in os.environ.items() if name != "QT_SCALE_FACTOR"}
    done = subprocess.run(
        [sys.executable, "-c", NEXT_START, str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=120, env={**environment, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, ratio), done.stderr
