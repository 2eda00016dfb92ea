"""Scores as a person types and steps them: text in, text out, exact in between."""

import unicodedata
from fractions import Fraction

from seat_client.domain.exact import is_decimal, to_text
from seat_client.domain.project import Criterion
from seat_client.domain.scoring import score_places

_POINTS = str.maketrans({"。": ".", "，": ".", "．": ".", "、": ".", ",": "."})


def tidy(text: str) -> str:
    """The score meant by what a Chinese keyboard gives: full-width figures, a full stop for a point.

    What is no number stays as it is, so that the rule refuses it.
    """
    plain = unicodedata.normalize("NFKC", text.strip().translate(_POINTS)).translate(_POINTS)
    whole, point, part = plain.partition(".")
    if not (whole + part).isdecimal() or not (whole + part).isascii():
        return plain
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{part}" if point and part else whole


def places(criterion: Criterion) -> int:
    """How many decimals the criterion's step has."""
    return score_places([criterion])


def stepped(criterion: Criterion, text: str, direction: int) -> str:
    """The next score up (1) or down (-1) from what stands there, on the criterion's steps and within its range."""
    now = Fraction(tidy(text)) if is_decimal(tidy(text)) else Fraction(0)
    wanted = now // criterion.step + 1 if direction > 0 else -(-now // criterion.step) - 1
    top = criterion.max // criterion.step
    return to_text(max(0, min(wanted, top)) * criterion.step, places(criterion))


def lowest_of_band(criterion: Criterion, low: Fraction) -> str:
    """The lowest score of a band that lies on the criterion's steps."""
    steps = -(-low // criterion.step)
    return to_text(min(steps, criterion.max // criterion.step) * criterion.step, places(criterion))
