"""The order of the bids: totals first, then the project's tie keys, then a shared rank (并列)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from seat_client.domain.rules import TieKey

Ranking = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the order of one bid depends on."""

    code: str
    total: Fraction
    price: Fraction
    sections: Mapping[str, Fraction]

    def tie_value(self, key: TieKey) -> Fraction:
        """The figure that `key` compares."""
        return self.price if key.section is None else self.sections[key.section]

    def standing(self, ties: Sequence[TieKey]) -> tuple[Fraction, ...]:
        """Sorts ascending from the best bid to the worst; equal standings share a rank."""
        after = (self.tie_value(key) if key.section is None else -self.tie_value(key) for key in ties)
        return (-self.total, *after)


def rank(bids: Sequence[Ranked], ties: Sequence[TieKey]) -> Ranking:
    """Groups of codes from first to last; a group of several shares its rank and stands in code order."""
    ordered = sorted(bids, key=lambda bid: (bid.standing(ties), bid.code))
    return tuple(tuple(bid.code for bid in group) for _, group in groupby(ordered, key=lambda bid: bid.standing(ties)))


def rank_numbers(ranking: Ranking) -> dict[str, int]:
    """The number printed beside each code; after a joint rank as many numbers are skipped as codes share it."""
    numbers: dict[str, int] = {}
    for group in ranking:
        number = len(numbers) + 1
        numbers.update(dict.fromkeys(group, number))
    return numbers


def candidates(ranking: Ranking, most: int) -> tuple[str, ...]:
    """The first `most` codes of the ranking."""
    return tuple(code for group in ranking for code in group)[:most]
