"""A cursor over a parsed JSON document that knows its own path, so that every refusal can name it.

Nothing about projects stands here: only the kinds of value a document may hold, and the limits on them.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from seat_client.domain.errors import Malformed
from seat_client.domain.exact import parse_decimal

LARGEST_DOCUMENT = 10_000_000
DEEPEST = 32
LONGEST_STRING = 20_000
LONGEST_IDENTIFIER = 64
# RFC 8785 takes integers only where a double holds them exactly, and digests are made of that form.
LARGEST_INTEGER = 2**53 - 1

_PLAIN_KEY = re.compile(r"[\w-]{1,64}")
# Identifiers become folder names and path elements, so no separators, spaces or leading dots.
_IDENTIFIER = re.compile(r"\w[\w.-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class _RepeatedKey(dict[str, object]):
    """An object in which one key stood twice; replaced by a refusal as soon as its path is known."""

    key = ""


def child(path: str, key: str) -> str:
    """The JSON path of member `key` of the object at `path`."""
    return f"{path}.{key}" if _PLAIN_KEY.fullmatch(key) else f"{path}[{json.dumps(key[:80])}]"


def read_json(data: bytes) -> object:
    """The document in `data`; refused when too large, not UTF-8, not JSON, or when a key stands twice."""
    if len(data) > LARGEST_DOCUMENT:
        raise Malformed("$", f"a document of at most {LARGEST_DOCUMENT} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed("$", f"UTF-8 text (byte {error.start} is not)") from error
    document = _parse(text)
    check_document(document)
    return document


def _parse(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_members)
    except json.JSONDecodeError as error:
        raise Malformed("$", f"JSON (line {error.lineno}, column {error.colno} is not)") from error
    except RecursionError as error:
        raise Malformed("$", f"at most {DEEPEST} levels") from error
    except ValueError as error:
        raise Malformed("$", "numbers of reasonable length") from error


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    repeated = _RepeatedKey(members)
    keys = [key for key, _ in pairs]
    repeated.key = next(key for index, key in enumerate(keys) if key in keys[:index])
    return repeated


def check_document(value: object, path: str = "$", depth: int = 1) -> None:
    """Refuse what no document of ours may hold anywhere: repeated keys, bottomless nesting, NaN, broken text."""
    if depth > DEEPEST:
        raise Malformed(path, f"at most {DEEPEST} levels")
    if isinstance(value, _RepeatedKey):
        raise Malformed(child(path, value.key), "this key once")
    if isinstance(value, dict):
        for key, member in value.items():
            _check_string(key, child(path, key))
            check_document(member, child(path, key), depth + 1)
    elif isinstance(value, list):
        for index, element in enumerate(value):
            check_document(element, f"{path}[{index}]", depth + 1)
    elif isinstance(value, str):
        _check_string(value, path)
    else:
        _check_number(value, path)


def _check_string(text: str, path: str) -> None:
    if len(text) > LONGEST_STRING:
        raise Malformed(path, f"at most {LONGEST_STRING} characters")
    if _SURROGATE.search(text):
        raise Malformed(path, "text without lone surrogates")


def _check_number(value: object, path: str) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise Malformed(path, "a finite number")
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        raise Malformed(path, f"a whole number of at most {LARGEST_INTEGER}")


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a document with its path; each method returns the value as one kind or refuses it."""

    value: object
    path: str = "$"

    def refuse(self, expected: str) -> Malformed:
        """The error to raise when this value is not what was `expected`."""
        return Malformed(self.path, expected)

    def fields(self, required: str, optional: str = "") -> dict[str, "Node"]:
        """The members of an object that has all `required` keys, perhaps `optional` ones, and no others."""
        members = self.members()
        for key in required.split():
            if key not in members:
                raise Malformed(child(self.path, key), "a value here (the key is missing)")
        for key, member in members.items():
            if key not in required.split() and key not in optional.split():
                raise member.refuse("no such key")
        return members

    def members(self) -> dict[str, "Node"]:
        """The members of an object with free keys."""
        return {key: Node(value, child(self.path, key)) for key, value in self._mapping().items()}

    def _mapping(self) -> Mapping[str, object]:
        if not isinstance(self.value, dict):
            raise self.refuse("an object")
        return self.value

    def elements(self, least: int, most: int) -> Iterator["Node"]:
        """The elements of a list with at least `least` and at most `most` of them."""
        if not isinstance(self.value, list):
            raise self.refuse("a list")
        if not least <= len(self.value) <= most:
            raise self.refuse(f"a list of {least} to {most} elements")
        return (Node(value, f"{self.path}[{index}]") for index, value in enumerate(self.value))

    def text(self, longest: int = 500, *, empty: bool = False) -> str:
        """A string of at most `longest` characters without control characters."""
        if not isinstance(self.value, str):
            raise self.refuse("a string")
        if len(self.value) > longest or _CONTROL.search(self.value):
            raise self.refuse(f"at most {longest} characters on one line")
        if not empty and not self.value.strip():
            raise self.refuse("a string that is not empty")
        return self.value

    def prose(self, longest: int = 5000) -> str:
        """A string that may be empty and may have several lines."""
        if not isinstance(self.value, str):
            raise self.refuse("a string")
        if len(self.value) > longest:
            raise self.refuse(f"at most {longest} characters")
        return self.value

    def identifier(self) -> str:
        """A string fit to name something: letters, digits, underscore, hyphen and inner dots."""
        if isinstance(self.value, str) and is_identifier(self.value):
            return self.value
        raise self.refuse(f"an identifier of at most {LONGEST_IDENTIFIER} letters, digits, '_', '-' or '.'")

    def decimal(self, *, least: Fraction | None = None, above: Fraction | None = None) -> Fraction:
        """The exact value of a decimal string, at least `least` and greater than `above`."""
        value = parse_decimal(self.value, self.path)
        if least is not None and value < least:
            raise self.refuse(f"a decimal string of at least {least}")
        if above is not None and value <= above:
            raise self.refuse(f"a decimal string above {above}")
        return value

    def integer(self, least: int, most: int) -> int:
        """A whole JSON number within bounds."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not least <= self.value <= most:
            raise self.refuse(f"a whole number from {least} to {most}")
        return self.value

    def boolean(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.refuse("true or false")
        return self.value

    def choice(self, *options: str) -> str:
        """One of a few fixed words."""
        if not isinstance(self.value, str) or self.value not in options:
            raise self.refuse(" or ".join(f'"{option}"' for option in options))
        return self.value


def is_identifier(text: str) -> bool:
    """Whether `text` may name a member, bidder, section, criterion, item or code."""
    return len(text) <= LONGEST_IDENTIFIER and _IDENTIFIER.fullmatch(text) is not None
