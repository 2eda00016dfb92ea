"""`seat-client check-bids` tells what was found, lets a person clear it, and its status says whether all is ready."""

import json
import re
import shutil
from pathlib import Path

import pytest

import resources
from seat_client.app.command_line import main
from tests.unit.anonymity import nested_pdf
from tests.unit.anonymity.planted_text import ORDINARY, UNSEEN, page

HIDDEN = page(ORDINARY + UNSEEN["white"][1])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(resources.path("sample", "qinglan"), tmp_path / "project")
    for bidder, content in (("B01", HIDDEN), ("B02", page(ORDINARY))):
        (tmp_path / "project" / "documents" / bidder).mkdir(parents=True)
        (tmp_path / "project" / "documents" / bidder / "technical.pdf").write_bytes(content)
    return tmp_path / "project"


@pytest.mark.full
def test_found_cleared_and_ready(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["check-bids", "--project", str(project), "--kept", str(tmp_path / "kept"), "--out", str(tmp_path / "out")]
    assert main(asked) == 1
    said = capsys.readouterr().out
    (waiting,) = re.findall(r"WAITS (\S+) unseen-text in covered, page 1", said)
    assert "1 findings wait" in said
    told = json.loads((tmp_path / "out" / "check.json").read_text())
    assert [one["bidder"] for one in told["files"]] == ["B01", "B02"]
    assert (tmp_path / "out" / "B01-technical.pdf").read_bytes().startswith(b"%PDF-")
    cleared = ["--clear", waiting, "--by", "王监督", "--why", "印刷残留"]
    assert main([*asked, *cleared]) == 0
    assert main(asked) == 0
    assert "cleared" in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--clear", "abc/def"], ["--clear", "abc", "--by", "x", "--why", "y"]])
def test_a_clearance_needs_a_name_and_a_reason(project: Path, more: list[str]) -> None:
    assert main(["check-bids", "--project", str(project), *more]) == 2


def test_unusable_input_is_told(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-bids", "--project", str(tmp_path / "nowhere")]) == 2
    shutil.rmtree(project / "documents")
    assert main(["check-bids", "--project", str(project)]) == 2
    (project / "documents" / "B01").mkdir(parents=True)
    (project / "documents" / "B01" / "technical.pdf").write_bytes(b"no pdf")
    assert main(["check-bids", "--project", str(project)]) == 2
    assert "B01 technical was refused: it is no PDF" in capsys.readouterr().err
    (project / "documents" / "B01" / "technical.pdf").write_bytes(nested_pdf.CIRCLES["form in itself"]())
    assert main(["check-bids", "--project", str(project)]) == 2
    assert "contains itself" in capsys.readouterr().err
