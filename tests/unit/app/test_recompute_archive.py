"""`seat-client recompute ARCHIVE`: an exported evaluation is compared with itself, causes before effects."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from resources import path as resource
from seat_client.app.recompute import run

Archive = Path


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The sample as an exported folder, without the report and the record."""
    folder = tmp_path / "evaluation-QL-2026-0417"
    folder.mkdir()
    for name, source in (("project", "project"), ("sheets", "sheets"), ("result", "expected")):
        shutil.copy(resource("sample", "qinglan", f"{source}.json"), folder / f"{name}.json")
    return folder


def packed(folder: Path, *, inside: str = "") -> Path:
    file = folder.with_suffix(".zip")
    with zipfile.ZipFile(file, "w") as archive:
        for each in folder.iterdir():
            archive.write(each, f"{inside}{each.name}")
    return file


def change(archive: Archive, name: str, edit: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    document = json.loads((archive / name).read_text("utf-8"))
    edit(document)
    (archive / name).write_text(json.dumps(document), "utf-8")


def told(capfd: pytest.CaptureFixture[str], archive: Path, status: int) -> str:
    assert run([str(archive)]) == status
    return capfd.readouterr().err


def test_a_folder_and_a_zip_of_it_agree_with_themselves(capfd: pytest.CaptureFixture[str], archive: Archive) -> None:
    for path in (archive, packed(archive), packed(archive, inside="evaluation-QL-2026-0417/")):
        assert run([str(path)]) == 0
        streams = capfd.readouterr()
        assert json.loads(streams.out)["candidates"] == ["C5", "C6", "C2"]
        assert streams.err == ""


def test_a_changed_score_shows_in_the_figures_it_moves(capfd: pytest.CaptureFixture[str], archive: Archive) -> None:
    change(archive, "sheets.json", lambda d: d["scores"]["E1"]["C6"].update(T1="0.1"))
    line = told(capfd, archive, 1)
    assert line.startswith("seat-client recompute: section T of bid C6: computed ")
    assert 'the archive\'s result.json says "45.32" ($.rows.C6.sections.T)' in line
    assert len(line.splitlines()) == 1


def test_a_changed_result_is_named_by_figure(capfd: pytest.CaptureFixture[str], archive: Archive) -> None:
    change(archive, "result.json", lambda d: d["rows"]["C2"].update(total="85.77"))
    assert 'the total of bid C2: computed "85.76"' in told(capfd, archive, 1)


@pytest.mark.parametrize("name", ["project.json", "sheets.json", "result.json"])
def test_an_archive_that_lacks_a_document_is_unusable(
    capfd: pytest.CaptureFixture[str], archive: Archive, name: str
) -> None:
    (archive / name).unlink()
    for path in (archive, packed(archive)):
        assert f"the archive holds no {name}" in told(capfd, path, 2)


@pytest.mark.parametrize("name", ["project.json", "sheets.json", "result.json"])
def test_an_archive_with_a_broken_document_is_unusable(
    capfd: pytest.CaptureFixture[str], archive: Archive, name: str
) -> None:
    (archive / name).write_bytes(b"{")
    assert f"{name} in the archive" in told(capfd, archive, 2)


def test_what_is_no_archive_is_refused_with_one_line(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plain = tmp_path / "plain.zip"
    plain.write_bytes(b"not a zip file")
    for path in (plain, tmp_path / "absent.zip"):
        line = told(capfd, path, 2)
        assert "expected an exported evaluation" in line
        assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("facts.jsonl", b'{"fact": {"kind": "unheard-of"}}\n', "line 1 is no fact"),
        ("facts.jsonl", b"\xff\n", "expected UTF-8 text"),
        ("report.pdf", b"%PDF-1.7 nothing", "expected a signed report"),
        ("report.pdf", b"", "expected a signed report"),
    ],
)
def test_a_broken_record_or_report_is_unusable(
    capfd: pytest.CaptureFixture[str], archive: Archive, name: str, content: bytes, said: str
) -> None:
    (archive / name).write_bytes(content)
    assert said in told(capfd, archive, 2)
