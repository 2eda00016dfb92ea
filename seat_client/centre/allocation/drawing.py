"""Chance that nobody chose and everybody can repeat: every pair of project and seat gets its cost from the seed.

The seed is made of two halves. The centre draws one and publishes its digest; then somebody else (the supervisor, a
bidder, a lottery) says a word; then the centre opens its half. So neither could steer the outcome alone.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from seat_client.centre.allocation.hall import Hall, Taken
from seat_client.domain.errors import Malformed
from seat_client.evidence.canonical import digest

COST_BITS = 20
"""Two allocations of one hall cost the same about once in so many bits; the check then accepts either."""
DRAWN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Seed:
    """Both halves; `drawn` is hexadecimal."""

    drawn: str
    said: str

    @property
    def commitment(self) -> str:
        """What is published before the word is said."""
        return commitment(self.drawn)

    def check(self, committed: str) -> None:
        """Raise Malformed unless the drawn half is the one that was committed to."""
        if not hmac.compare_digest(self.commitment.encode(), committed.encode()):
            raise Malformed("$.seed.drawn", "the half whose digest was published before")


def draw_half() -> str:
    """The centre's half."""
    return secrets.token_hex(DRAWN_BYTES)


def commitment(drawn: str) -> str:
    """The digest of the centre's half."""
    return digest({"allocation-seed": drawn})


class Costs:
    """What every seat of a hall costs every project under a seed; drawn for a project when it is first asked for."""

    def __init__(self, hall: Hall, seed: Seed) -> None:
        self._key = hashlib.sha256(f"seat-allocation/1\n{seed.drawn}\n{seed.said}".encode()).hexdigest()
        self._seats = sorted(seat.id for seat in hall.seats)
        self._drawn: dict[str, dict[str, int]] = {}

    def of(self, project: str) -> dict[str, int]:
        """Seat -> cost: SHAKE-256 (FIPS 202) over seed and project, four bytes a seat in the order of their ids."""
        if project not in self._drawn:
            self._drawn[project] = {s: n >> (32 - COST_BITS) for s, n in self._numbers("seat", project).items()}
        return self._drawn[project]

    def cheapest(self, project: str, seats: list[str], most: int) -> list[str]:
        """The seats that come into question: as many as asked for, the cheapest first."""
        costs = self.of(project)
        return sorted(seats, key=lambda seat: (costs[seat], seat))[:most]

    def in_order(self, project: str, seats: tuple[str, ...]) -> tuple[str, ...]:
        """The seats of a project in the order in which its envelopes take them."""
        drawn = self._numbers("order", project)
        return tuple(sorted(seats, key=lambda seat: (drawn[seat], seat)))

    def total(self, taken: Taken) -> int:
        return sum(self.of(project)[seat] for project, seats in taken.items() for seat in seats)

    def _numbers(self, purpose: str, project: str) -> dict[str, int]:
        said = "\n".join((self._key, purpose, project)).encode()
        drawn = hashlib.shake_256(said).digest(4 * len(self._seats))
        return {seat: int.from_bytes(drawn[4 * n : 4 * n + 4]) for n, seat in enumerate(self._seats)}
