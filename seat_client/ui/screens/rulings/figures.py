"""Figures as people read them: thousands, percent, a true minus sign."""

from collections.abc import Sequence
from fractions import Fraction

from seat_client.domain.exact import exact_text, to_text

MINUS = "\N{MINUS SIGN}"


def signed(text: str) -> str:
    """A decimal string with a true minus sign."""
    return text.replace("-", MINUS)


def money(text: str) -> str:
    """A decimal string with commas every three digits."""
    whole, point, part = text.partition(".")
    return signed(f"{int(whole):,}") + point + part


def percent(share: str, places: int = 2) -> str:
    """A share such as "-0.4729" in percent."""
    return signed(to_text(Fraction(share) * 100, places)) + "%"


def short_percent(share: Fraction) -> str:
    """A threshold such as 0.30 in percent, without needless zeros."""
    return exact_text(share * 100) + "%"


def aligned(texts: Sequence[str]) -> list[str]:
    """Decimal strings with as many decimals as the longest of them, so that columns of figures line up."""
    places = max((len(text.partition(".")[2]) for text in texts), default=0)
    return [text if text.endswith("…") else to_text(Fraction(text), places) for text in texts]
