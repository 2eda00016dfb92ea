"""`seat-client recompute`: the result of a project from its files, without a seat or a centre."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from seat_client.domain.reading import LARGEST_DOCUMENT, child, read_json
from seat_client.domain.result import compute
from seat_client.domain.sheets import Sheets

EQUAL = 0
DIFFERENT = 1
REFUSED = 2
LONGEST_VALUE = 200


def run(argv: Sequence[str]) -> int:
    """Print result.json on standard output; 2 and one line for bad input, 1 and the first difference from --expect."""
    arguments = _arguments().parse_args(argv)
    try:
        document = _compute(arguments.project, arguments.sheets)
        expected = None if arguments.expect is None else _read(arguments.expect)
    except _Refused as error:
        print(_one_line(f"seat-client recompute: {error}"), file=sys.stderr)
        return REFUSED
    _write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    return EQUAL if arguments.expect is None else _report(document, expected)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="seat-client recompute", description="Compute the result of an evaluation from its files."
    )
    parser.add_argument("--project", type=Path, required=True, metavar="FILE", help="project.json")
    parser.add_argument("--sheets", type=Path, required=True, metavar="FILE", help="sheets.json")
    parser.add_argument("--expect", type=Path, metavar="FILE", help="a result.json that the result must equal")
    return parser


class _Refused(Exception):
    """An input file that gives no result, with the sentence to print."""


def _compute(project_file: Path, sheets_file: Path) -> dict[str, object]:
    project_document, sheets_document = _read(project_file), _read(sheets_file)
    try:
        project = Project.parse(project_document)
    except Malformed as error:
        raise _Refused(f"{project_file}: {error}") from error
    try:
        return compute(project, Sheets.parse(sheets_document, project)).document()
    except Malformed as error:
        raise _Refused(f"{sheets_file}: {error}") from error


def _read(file: Path) -> object:
    try:
        with file.open("rb") as stream:
            return read_json(stream.read(LARGEST_DOCUMENT + 1))
    except OSError as error:
        raise _Refused(f"{file}: $: expected a readable file ({error.strerror})") from error
    except Malformed as error:
        raise _Refused(f"{file}: {error}") from error


def _report(document: object, expected: object) -> int:
    difference = first_difference(document, expected)
    if difference is None:
        return EQUAL
    path, ours, theirs = difference
    print(_one_line(f"seat-client recompute: {path}: computed {ours}, expected {theirs}"), file=sys.stderr)
    return DIFFERENT


def first_difference(ours: object, theirs: object, path: str = "$") -> tuple[str, str, str] | None:
    """The path and both values where two JSON documents first differ, or None when they are equal."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        pairs = [(child(path, key), ours.get(key, _ABSENT), theirs.get(key, _ABSENT)) for key in {**ours, **theirs}]
    elif isinstance(ours, list) and isinstance(theirs, list):
        pairs = [
            (f"{path}[{index}]", _at(ours, index), _at(theirs, index)) for index in range(max(len(ours), len(theirs)))
        ]
    else:
        return None if type(ours) is type(theirs) and ours == theirs else (path, _shown(ours), _shown(theirs))
    differences = (first_difference(one, other, place) for place, one, other in pairs)
    return next((difference for difference in differences if difference is not None), None)


class _Absent:
    """Stands where one of two documents has no value."""


_ABSENT = _Absent()


def _at(elements: list[object], index: int) -> object:
    return elements[index] if index < len(elements) else _ABSENT


def _shown(value: object) -> str:
    if isinstance(value, _Absent):
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def _write(text: str) -> None:
    """Write UTF-8 whatever the terminal says; a reader that went away (`| head`) is no fault of the input."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
