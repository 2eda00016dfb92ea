"""Canonical JSON (RFC 8785) and its digest: one value, one sequence of bytes, on every machine."""

import hashlib
import json
from typing import Any, TypeAlias

import rfc8785

from seat_client.evidence.errors import NotCanonical

Json: TypeAlias = "bool | int | str | list[Json] | tuple[Json, ...] | dict[str, Json] | None"


_LARGEST = 2**53 - 1
"""Beyond it a number is not the same in every reader (RFC 8785, 3.2.2.3)."""

_ordinary = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


def canonical(value: object) -> bytes:
    """The RFC 8785 bytes of a JSON value; floats are refused, for no score or amount is ever one."""
    try:
        if _is_ordinary(value):
            return _ordinary(value).encode()
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeEncodeError) as error:
        raise NotCanonical(str(error)) from error


def digest(value: object) -> str:
    """Hexadecimal SHA-256 over the canonical bytes."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _is_ordinary(value: object) -> bool:
    """Whether the standard library, ten times as fast, gives the same bytes: names in ASCII (which sort alike by
    UTF-16 unit and by character) and integers that every reader has. Raises NotCanonical for a float."""
    pending: list[Any] = [value]
    ordinary = True
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            ordinary = ordinary and _plain_names(item)
            pending.extend(item.values())
        elif isinstance(item, list | tuple):
            pending.extend(item)
        elif isinstance(item, float):
            raise NotCanonical("a binary floating-point number")
        elif isinstance(item, int):
            ordinary = ordinary and -_LARGEST <= item <= _LARGEST
        else:
            ordinary = ordinary and (item is None or type(item) is str)
    return ordinary


def _plain_names(item: dict[Any, Any]) -> bool:
    try:
        return "".join(item).isascii()
    except TypeError:  # a name that is no text
        return False
