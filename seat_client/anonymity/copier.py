"""What walks a source PDF and copies its objects into a new one; the tables of kinds stand in `copying`."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

import pikepdf

from seat_client.anonymity.errors import Unreadable
from seat_client.anonymity.layers import HiddenLayers
from seat_client.anonymity.whitelist import KEYS, KNOWN_NAMES, PLAIN
from seat_client.anonymity.words import word

Value: TypeAlias = pikepdf.Object | int | Decimal | bool
Special: TypeAlias = "Mapping[str, Callable[[Copier, pikepdf.Object], Value | None]]"
MAX_DEPTH = 40
_INHERIT_LIMIT = 64


def inherited(page: pikepdf.Object, key: str) -> Value | None:
    """A page attribute, from the page or the nearest node above it (ISO 32000-1, 7.7.3.4)."""
    node: object = page
    for _ in range(_INHERIT_LIMIT):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


class Copier:
    """Copies objects of known kinds; what no table knows is left behind."""

    def __init__(self, source: pikepdf.Pdf, target: pikepdf.Pdf, special: Special) -> None:
        """`special` says for each kind that is no plain dictionary of `KEYS` how it is copied."""
        self.source = source
        self.target = target
        self.layers = HiddenLayers(source)
        self.scope: pikepdf.Dictionary = pikepdf.Dictionary()
        """The resources of the drawing that is being copied; a form without its own uses them."""
        self.done: dict[tuple[tuple[int, int], str], pikepdf.Object] = {}
        self.fonts = 0
        self._special = special
        self._depth = 0

    def copied(self, value: object, kind: str) -> Value | None:
        """The copy of one value as `kind`, or None when it is not of that kind."""
        if value is None:
            return None
        if kind == PLAIN:
            return plain(value)
        if not isinstance(value, pikepdf.Object):
            return None
        known = self.done.get((value.objgen, kind)) if value.is_indirect else None
        if known is not None:
            return known
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("nested")
        try:
            copy = self._special[kind](self, value) if kind in self._special else self.dictionary(value, kind)
        finally:
            self._depth -= 1
        if value.is_indirect and isinstance(copy, pikepdf.Object) and not isinstance(copy, pikepdf.Name):
            copy = copy if copy.is_indirect else self.target.make_indirect(copy)
            self.done[value.objgen, kind] = copy
        return copy

    def dictionary(self, value: pikepdf.Object, kind: str) -> pikepdf.Dictionary | None:
        """The known keys of a dictionary or stream, each copied as its own kind."""
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            return None
        new = pikepdf.Dictionary()
        for key, inner in KEYS[kind].items():
            copy = self.copied(value.get(key), inner)
            if copy is not None:
                new[key] = copy
        return new

    def stream(self, data: bytes, source: pikepdf.Object, kind: str | None) -> pikepdf.Object:
        """A new stream of `data` with the known keys of `source`."""
        keys = self.dictionary(source, kind) if kind else None
        return self.target.make_stream(data, keys)


def plain(value: object) -> Value | None:
    """Numbers, booleans, names of the standard, and arrays of them."""
    if isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, pikepdf.Name):
        return pikepdf.Name(word(value)) if word(value) in KNOWN_NAMES else None
    if isinstance(value, pikepdf.Array):
        items = [plain(one) for one in value]
        return None if any(one is None for one in items) else pikepdf.Array(items)
    return None
