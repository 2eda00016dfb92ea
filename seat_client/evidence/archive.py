"""The archive of one evaluation: everything needed to go through it again, offline, in many years.

A zip file (names in UTF-8, each once; JSON in UTF-8):

    manifest.json     format, project, made, files {name: SHA-256}, cursor, head, heads {chain: hash}
    manifest.p7s      detached CMS (DER) of the centre's key over the bytes of manifest.json
    project.json      the project as it was published
    sheets.json       votes, scores and rulings in the project format; absent before the summary
    result.json       the centre's result; absent before the summary
    report.pdf        the newest revision of the report; absent before there is one
    facts.jsonl       a line per fact: {"cursor": N, "at": TIME, "fact": {...}}
    mapping.json      {"codes": {CODE: BIDDER}, "salt": HEX}; absent while it is sealed
    journals.json     a list: {"chain", "member", "seat", "public_key", "voucher": {"id", "seat", "nonce", "expires",
                      "certificate", "signature"}}
    journals/CHAIN.jsonl   a line per link of that seat's journal, in its order: {"envelope": {...}, "state":
                      "accepted" | "refused" | "conflict", "code": TEXT, "cursor": N, "seq": N, "receipt": TEXT}
    sent.jsonl        a line per stretch of a seat's log of what it sent in the call: {"person", "call", "seconds":
                      [wire.conference.SentSecond]}; absent without a call
    trust/*.der       the issuers the centre went by

`cursor` of a link is the last fact of the record when the centre took it, `seq` its place among all acts: so acts and
facts stand in one order. The head of the record after a fact is `evidence.journal.record_head` over the head before,
the fact's time and its text.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seat_client.evidence.errors import ArchiveUnreadable

FORMAT = "seat-archive/1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.p7s"
FACTS, JOURNALS, MAPPING, REPORT = "facts.jsonl", "journals.json", "mapping.json", "report.pdf"
PROJECT, SHEETS, RESULT = "project.json", "sheets.json", "result.json"
SENT = "sent.jsonl"
HEADS_FILE = "journal-heads.json"
"""The attachment of a report that anchors all journals as they stood when it was certified."""
HEADS_FORMAT = "seat-heads/1"
LARGEST_PART = 256 << 20
MOST_PARTS = 10_000
_STAMP = (2020, 1, 1, 0, 0, 0)


def journal_part(chain: str) -> str:
    """Where a journal lies in the archive."""
    return f"journals/{chain}.jsonl"


def json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def json_lines(values: list[dict[str, Any]]) -> bytes:
    return b"".join(json_bytes(value) + b"\n" for value in values)


def digests(parts: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(parts.items())}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The zip file of these parts; the same bytes for the same parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(parts.items()):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of an archive by name, as they lie in it."""

    parts: Mapping[str, bytes]

    @classmethod
    def read(cls, path: Path) -> "Archive":
        """The archive in a file; raises ArchiveUnreadable."""
        try:
            with zipfile.ZipFile(path) as packed:
                return cls(dict(_parts(packed)))
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise ArchiveUnreadable("zip") from error

    def document(self, name: str) -> Any:
        """The JSON document in a part; raises ArchiveUnreadable."""
        try:
            return json.loads(self.parts[name])
        except (KeyError, ValueError, RecursionError) as error:
            raise ArchiveUnreadable(name) from error

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The JSON objects of a part, a line each; raises ArchiveUnreadable."""
        try:
            values = [json.loads(line) for line in self.parts[name].splitlines()]
        except (KeyError, ValueError, RecursionError) as error:
            raise ArchiveUnreadable(name) from error
        if not all(isinstance(value, dict) for value in values):
            raise ArchiveUnreadable(name)
        return values


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = packed.infolist()
    if len(entries) > MOST_PARTS or len({e.filename for e in entries}) != len(entries):
        raise ArchiveUnreadable("zip")
    for entry in entries:
        if entry.file_size > LARGEST_PART:
            raise ArchiveUnreadable(entry.filename)
        try:
            yield entry.filename, packed.read(entry)
        except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError) as error:
            raise ArchiveUnreadable(entry.filename) from error
