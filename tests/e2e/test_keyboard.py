"""A whole evaluation without a mouse: the autopilot reaches and works every page by keys alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.full

PAGES = ("PracticeWelcome", "SignIn", "Undertaking", "ChairElection", "Preliminary", "BlindCheck", "Review", "Rulings",
         "Price", "Summary", "ReportSigning", "Release", "Waiting")  # fmt: skip


def autopilot(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "seat_client.app.command_line", "demo", "--autopilot", "--out", str(out), *options]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, capture_output=True, text=True, timeout=500, env=environment, check=False)


def test_every_page_is_worked_by_keys_alone(tmp_path: Path) -> None:
    done = autopilot(tmp_path, "--keyboard-only")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ranking: C5 > C6 > C2 > C3 > C1" in done.stdout
    worked = re.findall(r"^ *[\d.]+ s  (\w+)", done.stdout, re.MULTILINE)
    assert set(PAGES) <= set(worked), worked
