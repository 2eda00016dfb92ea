"""Reads the files attached to a certified report, the roster first of all."""

import json
from collections.abc import Iterator, Mapping

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from seat_client.evidence.fields import ROSTER_FILE, Roster

_FORMAT = "seat-report/1"
_MAX_DEPTH = 8


def attachments(reader: PdfFileReader, revision: int) -> dict[str, bytes]:
    """The attached files as they stood in that revision, by name; of two with one name the first."""
    root = reader.get_historical_resolver(revision).root
    try:
        tree = root["/Names"]["/EmbeddedFiles"]
    except KeyError:
        return {}
    found: dict[str, bytes] = {}
    for name, data in _files(tree, 0):
        found.setdefault(name, data)
    return found


def read_roster(files: Mapping[str, bytes]) -> Roster | None:
    """The roster among the attached files; None when there is none or it is not understood."""
    data = files.get(ROSTER_FILE)
    return None if data is None else _parse(data)


def _files(node: generic.DictionaryObject, depth: int) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every file in a name tree (ISO 32000-1, 7.9.6)."""
    names = node.get("/Names", ())
    for index in range(0, len(names) - 1, 2):
        yield str(names[index]), names[index + 1]["/EF"]["/F"].data
    if depth < _MAX_DEPTH:
        for child in node.get("/Kids", ()):
            yield from _files(child, depth + 1)


def _parse(data: bytes) -> Roster | None:
    try:
        value = json.loads(data)
        members = tuple(str(member) for member in value["members"])
        roster = Roster(str(value["project"]), members, str(value["chair"]), value["practice"] is True)
    except (ValueError, KeyError, TypeError):
        return None
    known = value["format"] == _FORMAT and len(set(members)) == len(members) and roster.chair in members
    return roster if known else None
