"""The score sheets inside a report: each member's signed manifest, and the scores the report was made from.

Attached before certification. Whoever checks the report checks that each member signed exactly the scores it counts.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from seat_client.evidence.canonical import canonical
from seat_client.evidence.cms import check_parts, disassemble
from seat_client.evidence.errors import InvalidCms, NotCanonical
from seat_client.evidence.keys import holder_of
from seat_client.evidence.suites import suite_of
from seat_client.evidence.trust import is_trusted

SCORES_FILE = "scores.json"
_SCORES = "seat-scores/1"
_SHEET = "seat-sheet/1"
SHEET_PREFIX = "sheet-"

Scores: TypeAlias = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Member -> code -> criterion -> decimal string."""


@dataclass(frozen=True, slots=True)
class SheetFault:
    """Why the sheets do not bear out the report."""

    code: Literal["sheet-broken", "sheet-differs", "sheet-missing"]
    member: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Against whom and when signatures are judged; without issuers their integrity alone is."""

    trust: Sequence[bytes] | None
    at: datetime | None
    crls: Sequence[bytes] = ()


def sheet_file(manifest: Mapping[str, Any], signature: str) -> tuple[str, bytes]:
    """The attachment for one locked sheet; `signature` is the detached CMS in base64."""
    content = {"format": _SHEET, "manifest": dict(manifest), "signature": signature}
    return f"{SHEET_PREFIX}{manifest['member']}-{manifest['stage']}.json", canonical(content)


def scores_file(project: str, scores: Scores) -> tuple[str, bytes]:
    """The attachment with every score the report counts."""
    rows = {member: {code: dict(row) for code, row in sheet.items()} for member, sheet in scores.items()}
    return SCORES_FILE, canonical({"format": _SCORES, "project": project, "scores": rows})


def check_sheets(files: Mapping[str, bytes], project: str, judged: Judged) -> Iterator[SheetFault]:
    """What is wrong with the attached sheets; nothing for a report that has none."""
    counted = _counted(files, project)
    if counted is None:
        yield SheetFault("sheet-broken", "")
        return
    signed: dict[str, dict[str, dict[str, str]]] = {}
    for name, data in files.items():
        if name.startswith(SHEET_PREFIX):
            try:
                manifest = _read_sheet(data, project, judged)
            except (ValueError, KeyError, TypeError, InvalidCms, NotCanonical):
                yield SheetFault("sheet-broken", name)
                continue
            for code, row in manifest["scores"].items():
                signed.setdefault(manifest["member"], {}).setdefault(code, {}).update(row)
    for member, sheet in counted.items():
        yield from _compare(member, sheet, signed.get(member, {}))


def _compare(
    member: str, counted: Mapping[str, Mapping[str, str]], signed: Mapping[str, Mapping[str, str]]
) -> Iterator[SheetFault]:
    pairs = [(v, signed.get(code, {}).get(criterion)) for code, row in counted.items() for criterion, v in row.items()]
    if any(own is None for _, own in pairs):
        yield SheetFault("sheet-missing", member)
    if any(own not in (None, value) for value, own in pairs):
        yield SheetFault("sheet-differs", member)


def _counted(files: Mapping[str, bytes], project: str) -> Scores | None:
    """The scores the report counts: none without the attachment, None when it is not understood."""
    if SCORES_FILE not in files:
        return None if any(name.startswith(SHEET_PREFIX) for name in files) else {}
    try:
        value = json.loads(files[SCORES_FILE])
        known = (value["format"], value["project"]) == (_SCORES, project)
        scores: Scores = {m: {c: dict(row) for c, row in sheet.items()} for m, sheet in value["scores"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return scores if known else None


def _read_sheet(data: bytes, project: str, judged: Judged) -> dict[str, Any]:
    """A manifest whose signature holds and is its member's; raises InvalidCms, ValueError, KeyError, TypeError."""
    value = json.loads(data)
    manifest: dict[str, Any] = value["manifest"]
    if (value["format"], manifest["project"]) != (_SHEET, project):
        raise ValueError("another kind of file")
    try:
        parts = disassemble(base64.b64decode(value["signature"], validate=True))
    except binascii.Error as error:
        raise InvalidCms("malformed") from error
    check_parts(parts)
    if parts.stamp or parts.message_digest != suite_of(parts.certificate).hash(canonical(manifest)):
        raise InvalidCms("other-data")
    if holder_of(parts.certificate) != manifest["member"] or not _is_trusted(parts.certificate, judged):
        raise InvalidCms("untrusted")
    if any(not isinstance(score, str) for row in manifest["scores"].values() for score in row.values()):
        raise ValueError("a score that is no text")
    return manifest


def _is_trusted(certificate: bytes, judged: Judged) -> bool:
    if judged.trust is None:
        return True
    return judged.at is not None and is_trusted(certificate, judged.trust, at=judged.at, crls=judged.crls)
