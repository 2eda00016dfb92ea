"""Objective items filled in from verified data before members confirm them.

Open sections alone: the project file tells bidders by name, and a blind section's values would tell who is who.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction

from seat_client.domain.reading import Node

Prefilled = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # criterion -> bidder -> decimal string


def read_prefilled(
    node: Node | None, known: Mapping[str, tuple[Fraction, Fraction]], bidders: Collection[str]
) -> Prefilled:
    """The optional `prefilled` object; `known` gives maximum and step of each criterion that may stand in it."""
    if node is None:
        return ()
    return tuple((criterion, _values(criterion, at, known, bidders)) for criterion, at in node.members().items())


def _values(
    criterion: str, node: Node, known: Mapping[str, tuple[Fraction, Fraction]], bidders: Collection[str]
) -> tuple[tuple[str, str], ...]:
    if criterion not in known:
        raise node.refuse("values of an objective criterion of an open section")
    most, step = known[criterion]
    values = []
    for bidder, at in node.members().items():
        if bidder not in bidders:
            raise at.refuse("the value of a bidder of this project")
        score = at.decimal(least=Fraction(0))
        if score > most or score % step:
            raise at.refuse("a score the criterion allows")
        values.append((bidder, str(at.value)))
    return tuple(values)
