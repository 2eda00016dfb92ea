"""What is kept of a run, how two runs are compared, and when a certificate is given."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from seat_client.services.self_test.history import History
from seat_client.services.self_test.result import Check, Report, Result, State, changes

NOW = datetime(2026, 11, 23, 0, 12, tzinfo=UTC)
ECHO = Result(Check.ECHO, State.PASS, facts={"loss": 34.0, "delay_ms": 60}, limits={"loss": 20.0})
PIN = Result(Check.PIN, State.PASS, facts={"tries_left": 5})
RUN = Report("QL-07", "一室 07 号机位", "1.0.0", NOW, NOW, False, False, (PIN, ECHO))


def test_a_report_survives_the_way_through_json() -> None:
    assert Report.from_json(json.loads(json.dumps(RUN.as_json()))) == RUN


def test_the_worst_check_is_the_verdict() -> None:
    reminded = replace(RUN, results=(PIN, replace(ECHO, state=State.REMIND)))
    failed = replace(RUN, results=(replace(PIN, state=State.FAIL), replace(ECHO, state=State.REMIND)))
    assert (RUN.verdict, reminded.verdict, failed.verdict) == (State.PASS, State.REMIND, State.FAIL)


def test_what_moved_by_more_than_a_twentieth_is_a_change() -> None:
    now = replace(RUN, results=(PIN, replace(ECHO, facts={"loss": 18.0})))
    (change,) = changes(RUN, now)
    assert (change.check, change.fact) == (Check.ECHO, "loss")
    assert not changes(RUN, replace(RUN, results=(PIN, replace(ECHO, facts={"loss": 33.0}))))


def test_another_state_is_a_change() -> None:
    (change,) = changes(RUN, replace(RUN, results=(replace(PIN, state=State.FAIL), ECHO)))
    assert (change.check, change.fact) == (Check.PIN, "")


def test_a_full_run_is_kept_and_a_short_one_is_not(tmp_path: Path) -> None:
    history = History(tmp_path)
    assert history.last() is None
    history.keep(RUN, "07-2026-001")
    history.keep(replace(RUN, short=True, results=()))
    kept = history.last()
    assert kept is not None
    assert (kept.report, kept.certificate) == (RUN, "07-2026-001")


def test_a_damaged_history_counts_as_none(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.keep(RUN)
    for content in ("", "[]", '{"report": {}}', "not json"):
        (history.folder / "last.json").write_text(content)
        assert history.last() is None


def test_certificates_are_numbered_by_seat_and_year(tmp_path: Path) -> None:
    history = History(tmp_path)
    given = [
        history.next_number("07", NOW),
        history.next_number("07", NOW),
        history.next_number("07", NOW.replace(2027)),
    ]
    assert given == ["07-2026-001", "07-2026-002", "07-2027-001"]


@pytest.mark.parametrize("failed", [False, True])
def test_a_certificate_is_given_to_a_run_without_failures_alone(tmp_path: Path, failed: bool) -> None:
    results = (replace(PIN, state=State.FAIL, fault="pin-blocked"), ECHO) if failed else (PIN, ECHO)
    History(tmp_path / "data").keep(replace(RUN, results=results))
    (tmp_path / "seat.toml").write_text('[seat]\nid = "QL-07"\nnumber = 7\n')
    done = subprocess.run(
        [
            sys.executable, "-m", "seat_client.app.command_line", "selftest", "--from-last", "--config",
            str(tmp_path / "seat.toml"), "--data", str(tmp_path / "data"), "--certificate", str(tmp_path / "c.pdf"),
            "--record", str(tmp_path / "r.pdf"),
        ],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == (1 if failed else 0), done.stderr
    assert (tmp_path / "c.pdf").exists() is not failed
    assert "自检记录" in _text(tmp_path / "r.pdf")
    if not failed:
        words = _text(tmp_path / "c.pdf")
        assert all(word in words for word in ("验收证书", "07-2026-001", "一室 07 号机位", "34 dB"))
        with pikepdf.open(tmp_path / "c.pdf") as pdf:
            assert len(pdf.pages) == 1


def _text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return "".join(page.get_textpage().get_text_bounded() for page in document)
