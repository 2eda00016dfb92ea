"""`seat-client recompute` from files: what it prints, what it refuses, what it compares."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seat_client.app.differences import first_difference
from seat_client.app.recompute import run

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "resources" / "sample" / "qinglan"
PROJECT, SHEETS, EXPECTED = (SAMPLE / f"{name}.json" for name in ("project", "sheets", "expected"))


def arguments(project: Path = PROJECT, sheets: Path = SHEETS, expect: Path | None = None) -> list[str]:
    return ["--project", str(project), "--sheets", str(sheets), *(["--expect", str(expect)] if expect else [])]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes) -> Path:
        file = tmp_path / "input.json"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return write


def refused(capfd: pytest.CaptureFixture[str], argv: list[str]) -> str:
    assert run(argv) == 2
    streams = capfd.readouterr()
    assert streams.out == ""
    (line,) = streams.err.splitlines()
    return line


def test_the_result_is_printed_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(arguments()) == 0
    streams = capfd.readouterr()
    assert json.loads(streams.out) == json.loads(EXPECTED.read_text("utf-8"))
    assert streams.out == json.dumps(json.loads(streams.out), ensure_ascii=False, indent=1) + "\n"
    assert streams.err == ""


def test_an_equal_expectation_exits_zero(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(arguments(expect=EXPECTED)) == 0
    assert capfd.readouterr().err == ""


def test_the_first_difference_is_named_with_both_values(
    capfd: pytest.CaptureFixture[str], written: Callable[[str], Path]
) -> None:
    wrong = EXPECTED.read_text("utf-8").replace('"40.38"', '"40.39"').replace("0.8211", "0.9")
    assert run(arguments(expect=written(wrong))) == 1
    streams = capfd.readouterr()
    assert json.loads(streams.out)["blocked"] is None
    line = 'section T of bid C5: computed "40.38", expected "40.39" ($.rows.C5.sections.T)'
    assert streams.err == f"seat-client recompute: {line}\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "difference"),
    [
        ({"a": 1}, {"a": 1}, None),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, None),
        ({"a": 1}, {"a": True}, ("$.a", "1", "true")),
        ({"a": 1}, {}, ("$.a", "1", "nothing")),
        ({}, {"a": None}, ("$.a", "nothing", "null")),
        ([1], [1, 2], ("$[1]", "nothing", "2")),
        ([1, [3]], [1, [4]], ("$[1][0]", "3", "4")),
        ({"a": []}, {"a": {}}, ("$.a", "[]", "{}")),
        ("x" * 300, "", ("$", '"' + "x" * 199 + "…", '""')),
    ],
)
def test_documents_are_compared_as_json_values(ours: Any, theirs: Any, difference: Any) -> None:
    found = first_difference(ours, theirs)
    assert (found and (found.path, found.ours, found.theirs)) == difference


@pytest.mark.parametrize(
    ("ours", "theirs", "place"),
    [
        ({"rows": {"C5": {"total": "1"}}}, {"rows": {"C5": {"total": "2"}}}, "the total of bid C5"),
        ({"rows": {"C5": {"total": "1"}}}, {"rows": {}}, "the points of bid C5"),
        ({"rows": {}}, {"rows": []}, "the table of points"),
        ({"scores": {"E1": {"C5": {"T1": "1"}}}}, {"scores": {"E1": {"C5": {"T1": "2"}}}},
         "the score of member E1 for bid C5, criterion T1"),
        ({"scores": {"E1": {"C5": {}}}}, {"scores": {"E1": {}}}, "the scores of member E1 for bid C5"),
        ({"scores": {"E1": {}}}, {"scores": {}}, "the sheet of member E1"),
        ({"ranking": [["C1"], ["C2"]]}, {"ranking": [["C1"], ["C3"]]}, "group no. 2 of the ranking"),
        ({"candidates": ["C1"]}, {"candidates": []}, "candidate no. 1"),
        ({"rejected": [{"for": 4}]}, {"rejected": [{"for": 5}]}, "rejected bid no. 1, for"),
        ({"flags": {"low_price": [{"ratio": "1"}]}}, {"flags": {"low_price": [{"ratio": "2"}]}},
         "low price no. 1, ratio"),
        ({"flags": {"abnormal": []}}, {"flags": {}}, "the list abnormal"),
        ({"blocked": None}, {"blocked": "x"}, "why there is no ranking"),
        ({"benchmark": "1"}, {"benchmark": None}, "the benchmark price"),
        (1, 2, "the document"),
    ],
)  # fmt: skip
def test_a_difference_is_named_as_a_person_would(ours: Any, theirs: Any, place: str) -> None:
    found = first_difference(ours, theirs)
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"a": NaN}',
        b"\xff",
        '{"format": "seat-project/1", "format": "seat-project/1"}',
        "[" * 200_000,
        '{"' + "\\n" * 10 + '": NaN}',
        " " * 10_000_001,
    ],
    ids=["empty", "cut", "list", "null", "nan", "not-utf-8", "repeated-key", "deep", "odd-key", "large"],
)
def test_each_input_file_may_be_bad(
    capfd: pytest.CaptureFixture[str], written: Callable[[str | bytes], Path], content: str | bytes
) -> None:
    bad = written(content)
    for argv in (arguments(project=bad), arguments(sheets=bad)):
        line = refused(capfd, argv)
        assert str(bad) in line
        assert "$" in line
        assert "expected" in line


def test_a_bad_expectation_is_bad_input(capfd: pytest.CaptureFixture[str], written: Callable[[str], Path]) -> None:
    assert "expected JSON" in refused(capfd, arguments(expect=written("{")))


@pytest.mark.parametrize("name", ["absent.json", "two\nlines.json", "."])
def test_a_file_that_cannot_be_read(capfd: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    assert "expected a readable file" in refused(capfd, arguments(project=tmp_path / name))


def test_a_fault_inside_is_named_by_path(capfd: pytest.CaptureFixture[str], written: Callable[[str], Path]) -> None:
    document = json.loads(SHEETS.read_text("utf-8"))
    document["scores"]["E2"]["C6"]["T2"] = "11.0"
    bad = written(json.dumps(document))
    line = refused(capfd, arguments(sheets=bad))
    assert line == (f"seat-client recompute: {bad}: $.scores.E2.C6.T2: expected a score from 0 to 10 in steps of 0.1")


def test_a_missing_argument_exits_two(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run([])
    assert caught.value.code == 2
    assert "--project" in capfd.readouterr().err


def test_an_archive_and_two_files_at_once_are_refused(capfd: pytest.CaptureFixture[str]) -> None:
    for extra in (arguments(), ["--expect", str(EXPECTED)]):
        with pytest.raises(SystemExit) as caught:
            run([str(SAMPLE), *extra])
        assert caught.value.code == 2
        assert "either an archive" in capfd.readouterr().err


def test_a_plain_terminal_and_a_reader_that_leaves_do_no_harm() -> None:
    program = "import sys; from seat_client.app.recompute import run; sys.exit(run(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as closed_pipe:
        finished = subprocess.run(
            [sys.executable, "-c", program, *arguments(expect=EXPECTED)],
            stdout=closed_pipe,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
            timeout=60,
        )
    assert (finished.returncode, finished.stderr) == (0, b"")
