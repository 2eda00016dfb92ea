"""`seat-client recompute`: the result of an evaluation from its files, without a seat or a centre.

Two ways in: project.json and sheets.json, or an exported archive, which brings along what to compare with: its own
result.json, the scores each member signed and the figures the committee signed in the report.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from seat_client.app.archived import REPORT_RESULT, REPORT_SCORES, ArchivedEvaluation, Unusable
from seat_client.app.differences import Difference, first_difference
from seat_client.domain.errors import Malformed
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.outcome import outcome
from seat_client.domain.project import Project
from seat_client.domain.reading import LARGEST_DOCUMENT, read_json
from seat_client.domain.result import Result, compute
from seat_client.domain.sheets import Sheets

EQUAL = 0
DIFFERENT = 1
REFUSED = 2


def run(argv: Sequence[str]) -> int:
    """Print result.json on standard output; 2 and one line for bad input, 1 and the first difference if any."""
    parser = _arguments()
    arguments = parser.parse_args(argv)
    files = [arguments.project, arguments.sheets]
    if (arguments.archive is None) == (None in files) or (arguments.archive and any([*files, arguments.expect])):
        parser.error("give either an archive, or both --project and --sheets (with --expect if wanted)")
    try:
        return _archive(arguments.archive) if arguments.archive is not None else _two_files(arguments)
    except Unusable as error:
        return _say(REFUSED, str(error))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="seat-client recompute", description="Compute the result of an evaluation from its files."
    )
    parser.add_argument("archive", type=Path, nargs="?", help="an exported evaluation: a zip file or a folder")
    parser.add_argument("--project", type=Path, metavar="FILE", help="project.json")
    parser.add_argument("--sheets", type=Path, metavar="FILE", help="sheets.json")
    parser.add_argument("--expect", type=Path, metavar="FILE", help="a result.json that the result must equal")
    return parser


# --- two files ----------------------------------------------------------------------------------------------------


def _two_files(arguments: argparse.Namespace) -> int:
    project = _project(_file(arguments.project), str(arguments.project))
    sheets = _sheets(_file(arguments.sheets), project, str(arguments.sheets))
    try:
        document = compute(project, sheets).document()
    except Malformed as error:
        raise Unusable(f"{arguments.sheets}: {error}") from error
    expected = None if arguments.expect is None else _file(arguments.expect)
    _write(document)
    if arguments.expect is None:
        return EQUAL
    found = first_difference(document, expected)
    return EQUAL if found is None else _say(DIFFERENT, _told(found, "computed", "expected"))


def _file(file: Path) -> object:
    try:
        with file.open("rb") as stream:
            return read_json(stream.read(LARGEST_DOCUMENT + 1))
    except OSError as error:
        raise Unusable(f"{file}: $: expected a readable file ({error.strerror})") from error
    except Malformed as error:
        raise Unusable(f"{file}: {error}") from error


def _project(document: object, name: str) -> Project:
    try:
        return Project.parse(document)
    except Malformed as error:
        raise Unusable(f"{name}: {error}") from error


def _sheets(document: object, project: Project, name: str) -> Sheets:
    try:
        return Sheets.parse(document, project)
    except Malformed as error:
        raise Unusable(f"{name}: {error}") from error


# --- an archive ---------------------------------------------------------------------------------------------------


def _archive(path: Path) -> int:
    from seat_client.app.archived import read_archive  # what reads zip files and PDF loads only for an archive

    archive = read_archive(path)
    published = _project(archive.project, "project.json in the archive")
    evaluation = _replayed(archive, published) if archive.record else None
    project = evaluation.project if evaluation is not None else published  # with the committee as it became
    sheets = _sheets(archive.sheets, project, "sheets.json in the archive")
    document = _computed(evaluation, project, sheets).document()
    _write(document)
    found = next(_faults(archive, document), None)
    return EQUAL if found is None else _say(DIFFERENT, found)


def _computed(evaluation: Evaluation | None, project: Project, sheets: Sheets) -> Result:
    """The result; a review that the committee stopped early has its reason in the record of the centre."""
    try:
        return outcome(evaluation, sheets) if evaluation is not None else compute(project, sheets)
    except Malformed as error:
        raise Unusable(f"sheets.json in the archive: {error}") from error


def _replayed(archive: ArchivedEvaluation, project: Project) -> Evaluation:
    from seat_client.wire.codec import fact_from_text  # the contract's models load only for an archive

    evaluation = Evaluation(project)
    for number, line in enumerate(archive.record, start=1):
        try:
            recorded = json.loads(line)
            evaluation.apply(fact_from_text(json.dumps(recorded["fact"])))
        except (ValueError, KeyError, TypeError) as error:
            raise Unusable(f"facts.jsonl in the archive: line {number} is no fact") from error
    return evaluation


def _faults(archive: ArchivedEvaluation, document: Mapping[str, Any]) -> Iterator[str]:
    """Every way in which the archive disagrees with itself, causes before effects."""
    if REPORT_SCORES in archive.attached:
        ours = {"scores": _mapping(archive.sheets).get("scores", {})}
        theirs = {"scores": _mapping(archive.attached[REPORT_SCORES]).get("scores", {})}
        if found := first_difference(ours, theirs):
            yield _told(found, "sheets.json holds", "the signed report counts")
    if found := first_difference(document, archive.result):
        yield _told(found, "computed", "the archive's result.json says")
    if REPORT_RESULT in archive.attached and (found := first_difference(document, archive.attached[REPORT_RESULT])):
        yield _told(found, "computed", "the signed report says")


def _mapping(document: object) -> Mapping[str, Any]:
    return document if isinstance(document, dict) else {}


# --- what is said -------------------------------------------------------------------------------------------------


def _told(found: Difference, ours: str, theirs: str) -> str:
    return f"{found.place}: {ours} {found.ours}, {theirs} {found.theirs} ({found.path})"


def _say(status: int, sentence: str) -> int:
    line = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in sentence)
    print(f"seat-client recompute: {line}", file=sys.stderr)
    return status


def _write(document: object) -> None:
    """Write UTF-8 whatever the terminal says; a reader that went away (`| head`) is no fault of the input."""
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
