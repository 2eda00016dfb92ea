"""Clearances: a person looked at a finding and answered for it. They lie beside the bids and go into the release.

`clearances.json`: `{"format": "seat-clearances/1", "clearances": [{document, finding, by, at, why}, …]}`, where
`document` is the SHA-256 of the file as delivered and `finding` the id of the finding.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from seat_client.anonymity.finding import Finding
from seat_client.centre.ingest.examination import Examination
from seat_client.domain.errors import Malformed
from seat_client.domain.reading import read_json

FILE = "clearances.json"
_FORMAT = "seat-clearances/1"
_KEYS = ("document", "finding", "by", "at", "why")


@dataclass(frozen=True, slots=True)
class Clearance:
    """Who cleared which finding of which delivered file, when (ISO 8601, UTC) and why."""

    document: str
    finding: str
    by: str
    at: str
    why: str


def read_clearances(folder: Path) -> tuple[Clearance, ...]:
    """The clearances of a documents folder; none when there is no file. Raises Malformed."""
    path = folder / FILE
    if not path.exists():
        return ()
    document = read_json(path.read_bytes())
    rows = document.get("clearances") if isinstance(document, dict) and document.get("format") == _FORMAT else None
    if not isinstance(rows, list):
        raise Malformed("$", _FORMAT)
    return tuple(_clearance(row, number) for number, row in enumerate(rows))


def _clearance(row: object, number: int) -> Clearance:
    if not isinstance(row, dict) or set(row) != set(_KEYS):
        raise Malformed(f"$.clearances[{number}]", ", ".join(_KEYS))
    for key in _KEYS:
        if not isinstance(row[key], str) or not row[key].strip():
            raise Malformed(f"$.clearances[{number}].{key}", "words")
    return Clearance(**{key: row[key] for key in _KEYS})


def add_clearance(folder: Path, clearance: Clearance) -> None:
    """Write one more clearance; the file appears whole."""
    kept = (*(one for one in read_clearances(folder) if not _same(one, clearance)), clearance)
    told = {"format": _FORMAT, "clearances": [asdict(one) for one in kept]}
    part = folder / f"{FILE}.part"
    part.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    part.replace(folder / FILE)


def _same(one: Clearance, other: Clearance) -> bool:
    return (one.document, one.finding) == (other.document, other.finding)


def of_document(clearances: Sequence[Clearance], delivered: str, examination: Examination) -> tuple[Clearance, ...]:
    """The clearances that count for a file: of its own bytes, and of findings it really has."""
    ids = {one.id for one in examination.blocking}
    return tuple(one for one in clearances if one.document == delivered and one.finding in ids)


def uncleared(examination: Examination, cleared: Sequence[Clearance]) -> tuple[Finding, ...]:
    """The findings that still keep a file from release."""
    ids = {one.finding for one in cleared}
    return tuple(one for one in examination.blocking if one.id not in ids)
