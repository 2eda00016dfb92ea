"""What `recompute` takes from an exported evaluation: a folder, or the same folder as a zip file."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seat_client.domain.errors import Malformed
from seat_client.domain.reading import LARGEST_DOCUMENT, read_json

PROJECT, SHEETS, RESULT, FACTS, REPORT = "project.json", "sheets.json", "result.json", "facts.jsonl", "report.pdf"
REPORT_RESULT = "result.json"
REPORT_SCORES = "scores.json"
LARGEST_RECORD = 400_000_000
LARGEST_REPORT = 64 * 1024 * 1024


class Unusable(Exception):
    """An archive that cannot be computed from; the text is one plain sentence."""


@dataclass(frozen=True, slots=True)
class ArchivedEvaluation:
    """The documents of one exported evaluation; `attached` are the JSON files inside its report."""

    project: object
    sheets: object
    result: object
    record: tuple[str, ...] = ()
    attached: Mapping[str, Any] = field(default_factory=dict)


def read_archive(path: Path) -> ArchivedEvaluation:
    """The evaluation in a folder or zip file; raises Unusable."""
    try:
        if path.is_dir():
            return _read(_Folder(path))
        with zipfile.ZipFile(path) as packed:
            return _read(_Packed(packed))
    except OSError as error:
        raise Unusable(f"{path}: expected an exported evaluation ({error.strerror})") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Unusable(f"{path}: expected an exported evaluation, a folder or a zip file ({error})") from error


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, name: str, limit: int) -> bytes | None:
        """The file's bytes, one more than `limit` at most; None when it is not there."""
        file = self._path / name
        if not file.exists():
            return None
        with file.open("rb") as stream:
            return stream.read(limit + 1)


class _Packed:
    """The files may lie at the top, or all in one folder."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        tops = [n.removesuffix(PROJECT) for n in packed.namelist() if n.endswith(PROJECT) and n.count("/") <= 1]
        self._top = min(tops, key=len, default="")

    def read(self, name: str, limit: int) -> bytes | None:
        """The file's bytes, one more than `limit` at most; None when it is not there."""
        if self._top + name not in self._packed.namelist():
            return None
        with self._packed.open(self._top + name) as stream:
            return stream.read(limit + 1)


def _read(files: _Folder | _Packed) -> ArchivedEvaluation:
    report = files.read(REPORT, LARGEST_REPORT)
    record = files.read(FACTS, LARGEST_RECORD)
    return ArchivedEvaluation(
        project=_document(files, PROJECT),
        sheets=_document(files, SHEETS),
        result=_document(files, RESULT),
        record=_lines(record) if record is not None else (),
        attached=_attached(report) if report is not None else {},
    )


def _document(files: _Folder | _Packed, name: str) -> object:
    data = files.read(name, LARGEST_DOCUMENT)
    if data is None:
        raise Unusable(f"the archive holds no {name}")
    try:
        return read_json(data)
    except Malformed as error:
        raise Unusable(f"{name} in the archive: {error}") from error


def _lines(record: bytes) -> tuple[str, ...]:
    try:
        return tuple(line for line in record.decode().splitlines() if line)
    except UnicodeDecodeError as error:
        raise Unusable(f"{FACTS} in the archive: expected UTF-8 text") from error


def _attached(report: bytes) -> dict[str, Any]:
    """The JSON files in the report as it was certified; raises Unusable."""
    # The PDF library loads only for an archive that has a report.
    from seat_client.evidence.errors import UnreadableDocument
    from seat_client.evidence.revisions import HOSTILE, inspect, open_report
    from seat_client.evidence.roster_file import attachments

    try:
        certified = inspect(report)[0].number
        files = attachments(open_report(report), certified)
        return {name: json.loads(data) for name, data in files.items() if name.endswith(".json")}
    except (UnreadableDocument, IndexError, *HOSTILE) as error:
        raise Unusable(f"{REPORT} in the archive: expected a signed report") from error
