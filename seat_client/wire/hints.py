"""Hints at likeness between bids: two places side by side, and no verdict.

The centre computes them; whether a likeness means anything is for the committee to say.
"""

from typing import Literal

from seat_client.wire.models import Identifier, Model

HintKind = Literal["text", "pictures", "errors", "fonts", "origin"]


class HintPlace(Model):
    """One side: a page (from 1) of the subject's document, a box in points from its upper left, words around it.

    `page` and `box` are None where the likeness is not on a page. In the blind part `excerpt` holds no name and no
    value that a program wrote into the file.
    """

    page: int | None = None
    box: tuple[int, int, int, int] | None = None
    excerpt: str = ""


class HintPair(Model):
    """The two places, in the order of the hint's subjects; `what` names what is alike where a word is needed."""

    first: HintPlace
    second: HintPlace
    what: str = ""


class Hint(Model):
    """A likeness between the same part of two bids. `extent` counts: letters alike (`text`), pictures, errors, fonts,
    or entries alike; `share` is the per mille of the shorter text that is alike, 0 for the other kinds."""

    id: Identifier
    kind: HintKind
    part: Literal["qualification", "technical", "business"]
    subjects: tuple[Identifier, Identifier]
    extent: int
    share: int = 0
    pairs: tuple[HintPair, ...]


class HintList(Model):
    """The hints of the present stage: by code on the blind part and after the reveal, by bidder id on open ones."""

    hints: tuple[Hint, ...]
