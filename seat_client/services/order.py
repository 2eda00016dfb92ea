"""The order in which one seat shows blind bids, so that neighbours' screens cannot be aligned."""

import hashlib
from collections.abc import Iterable


def shuffled(codes: Iterable[str], seat: str) -> tuple[str, ...]:
    """The codes in an order that depends on the seat alone and stays the same all day."""
    return tuple(sorted(codes, key=lambda code: hashlib.sha256(f"{seat}/{code}".encode()).digest()))
