"""Canonical JSON (RFC 8785) and its digest: one value, one sequence of bytes, on every machine."""

import hashlib
from typing import TypeAlias

import rfc8785

from seat_client.evidence.errors import NotCanonical

Json: TypeAlias = "bool | int | str | list[Json] | tuple[Json, ...] | dict[str, Json] | None"


def canonical(value: object) -> bytes:
    """The RFC 8785 bytes of a JSON value; floats are refused, for no score or amount is ever one."""
    _refuse_floats(value)
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise NotCanonical(str(error)) from error


def digest(value: object) -> str:
    """Hexadecimal SHA-256 over the canonical bytes."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _refuse_floats(value: object) -> None:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, float):
            raise NotCanonical("a binary floating-point number")
        if isinstance(item, dict):
            pending.extend(item.values())
        elif isinstance(item, list | tuple):
            pending.extend(item)
