"""Marks of origin that two files share: the same author, the same identifiers, the same minute of making."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

_SAME = {"Author": "author", "Company": "company", "DocumentID": "document-id", "OriginalDocumentID": "document-id",
         "InstanceID": "document-id", "FileID": "file-id"}  # fmt: skip
_TIMES = {"CreationDate": "created", "ModDate": "changed", "CreateDate": "created", "ModifyDate": "changed"}
_PROGRAMS = ("Producer", "Creator", "CreatorTool")
_USUAL_AUTHORS = frozenset(
    {"", "administrator", "admin", "user", "微软用户", "微软中国", "lenovo", "dell", "hp", "pc", "windows"}
)
CLOSE = timedelta(minutes=2)
"""Files written so soon after one another came out of one sitting."""
_EPOCH = 1990  # programs without a clock write 1970 or 1980


def origins_alike(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(what, entry, value) of each entry that is alike; the same program alone is none: most use the same few."""
    told: set[str] = set()
    for key, what in _SAME.items():
        value = one.get(key, "").strip()
        if value and value == other.get(key, "").strip() and not _says_nothing(what, value) and what not in told:
            told.add(what)
            yield what, key, value
    for key, what in _TIMES.items():
        first, second = _time(one.get(key, "")), _time(other.get(key, ""))
        if first and second and abs(first - second) <= CLOSE and what not in told and _same_program(one, other):
            told.add(what)
            yield what, key, one[key]


def _says_nothing(what: str, value: str) -> bool:
    return what == "author" and value.lower() in _USUAL_AUTHORS


def _same_program(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return all(one.get(key) == other.get(key) for key in _PROGRAMS)


def _time(value: str) -> datetime | None:
    """A PDF date (ISO 32000-1, 7.9.4) or an ISO one, without its zone: both files tell it in their own."""
    digits = "".join(letter for letter in value.removeprefix("D:")[:19] if letter.isdecimal())
    try:
        time = datetime.strptime(digits[:14], "%Y%m%d%H%M%S")  # noqa: DTZ007 - compared with its like only
    except ValueError:
        return None
    return time if time.year >= _EPOCH else None
