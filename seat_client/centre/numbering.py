"""Blind numbering: codes are drawn once, when the project is published, and sealed at once."""

import secrets
from collections.abc import Mapping, Sequence

from seat_client.domain.committee import Sealed
from seat_client.evidence.commitment import new_salt


def draw(bidders: Sequence[str], prepared: Mapping[str, str] | None = None) -> Sealed:
    """A random code for every bidder, or the codes a prepared practice project brings."""
    if prepared is not None:
        return Sealed(dict(prepared), new_salt())
    numbers = list(range(1, len(bidders) + 1))
    secrets.SystemRandom().shuffle(numbers)
    return Sealed({f"C{n}": bidder for n, bidder in zip(numbers, bidders, strict=True)}, new_salt())
