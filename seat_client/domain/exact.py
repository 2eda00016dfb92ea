"""Decimal strings at the edges, rationals inside: the only way a number enters or leaves the rules."""

import re
from fractions import Fraction
from functools import lru_cache

from seat_client.domain.errors import Malformed

LONGEST_DECIMAL = 40
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def is_decimal(text: object) -> bool:
    """Whether `text` is a decimal string in the one spelling that documents may use."""
    return isinstance(text, str) and len(text) <= LONGEST_DECIMAL and _DECIMAL.fullmatch(text) is not None


def parse_decimal(text: object, path: str) -> Fraction:
    """The exact value of a decimal string such as ``"9.1"``; anything else is refused with its path."""
    if not isinstance(text, str) or not is_decimal(text):
        raise Malformed(path, f'a decimal string such as "9.1" of at most {LONGEST_DECIMAL} characters')
    return Fraction(text)


def round_half_up(value: Fraction, places: int) -> Fraction:
    """`value` rounded to `places`; a half goes away from zero."""
    scale = 10**places
    units = (2 * abs(value) * scale + 1) // 2
    return Fraction(-units if value < 0 else units, scale)


@lru_cache(maxsize=4096)  # a page prints the same steps and scores dozens of times
def to_text(value: Fraction, places: int) -> str:
    """`value` rounded half-up and printed with exactly `places` decimals."""
    rounded = round_half_up(value, places)
    whole, part = divmod(abs(rounded.numerator) * 10**places // rounded.denominator, 10**places)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{part:0{places}d}" if places else f"{sign}{whole}"


@lru_cache(maxsize=1024)
def exact_text(value: Fraction, longest: int = 6) -> str:
    """All decimals of `value`; one that does not end within `longest` is cut there and closed by an ellipsis."""
    scale = 10**longest
    cut, rest = divmod(abs(value) * scale, 1)
    digits = to_text(Fraction(cut, scale), longest)
    sign = "-" if value < 0 else ""
    if rest:
        return f"{sign}{digits}…"
    return sign + (digits.rstrip("0").rstrip(".") if longest else digits)
