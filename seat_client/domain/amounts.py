"""Amounts of money as bids state them, and which statement prevails when two differ."""

import re
from fractions import Fraction

from seat_client.domain.errors import RuleViolation
from seat_client.domain.exact import is_decimal

_FORMAL = str.maketrans(
    "〇一二三四五六七八九十百千两貳參叁叄陸萬億圓圆正", "零壹贰叁肆伍陆柒捌玖拾佰仟贰贰叁叁叁陆万亿元元整"
)
_DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGIT = "[壹贰叁肆伍陆柒捌玖]"
_BELOW_MYRIAD = re.compile(f"(?:({_DIGIT})仟)?零?(?:({_DIGIT})佰)?零?(?:({_DIGIT}?)拾)?零?({_DIGIT})?")
_AMOUNT = re.compile(f"(?:人民币)?(?:(.+)元)?零?(?:({_DIGIT})角)?零?(?:({_DIGIT})分)?整?")


def from_words(words: str) -> Fraction:
    """The amount in yuan that formal Chinese numerals such as 壹佰贰拾捌万伍仟元整 state."""
    match = _AMOUNT.fullmatch(words.strip().translate(_FORMAL))
    if match is None or not any(match.groups()):
        raise RuleViolation("amount_words_unreadable")
    yuan, jiao, fen = match.groups()
    return (_whole(yuan) if yuan else Fraction(0)) + Fraction(_digit(jiao), 10) + Fraction(_digit(fen), 100)


def _whole(numeral: str) -> Fraction:
    if numeral == "零":
        return Fraction(0)
    value = _grouped(numeral, (("亿", 10**8), ("万", 10**4)))
    if value == 0:
        raise RuleViolation("amount_words_unreadable")
    return Fraction(value)


def _grouped(numeral: str, units: tuple[tuple[str, int], ...]) -> int:
    """The value of `numeral`, split at the last of the largest unit; what is left of it may hold smaller units."""
    if not units:
        return _below_myriad(numeral)
    (unit, size), smaller = units[0], units[1:]
    before, separator, after = numeral.rpartition(unit)
    if not separator:
        return _grouped(after, smaller)
    count, rest = _grouped(before, smaller), _grouped(after, smaller)
    if count == 0 or rest >= size:
        raise RuleViolation("amount_words_unreadable")
    return count * size + rest


def _below_myriad(numeral: str) -> int:
    match = _BELOW_MYRIAD.fullmatch(numeral)
    if match is None:
        raise RuleViolation("amount_words_unreadable")
    thousands, hundreds, tens, units = match.groups()
    ten = 0 if tens is None else _DIGITS.get(tens, 1)
    return 1000 * _digit(thousands) + 100 * _digit(hundreds) + 10 * ten + _digit(units)


def _digit(numeral: str | None) -> int:
    return _DIGITS[numeral] if numeral else 0


def prevailing(figures: str, words: str) -> Fraction:
    """The amount that counts: the one in words where it is given, else the one in figures.

    Source: 评标委员会和评标方法暂行规定, art. 19.
    """
    return from_words(words) if words.strip() else _amount(figures)


def line_total(quantity: str, unit_price: str, stated_total: str) -> Fraction:
    """Quantity times unit price, which prevails over the stated total.

    Only where the two differ by nothing but the place of the decimal point is the unit price plainly misprinted;
    then the stated total counts (评标委员会和评标方法暂行规定, art. 19).
    """
    product, stated = _amount(quantity) * _amount(unit_price), _amount(stated_total)
    return stated if _differ_by_point(product, stated) else product


def _differ_by_point(one: Fraction, other: Fraction) -> bool:
    if one <= 0 or other <= 0 or one == other:
        return False
    larger = max(one, other) / min(one, other)
    return larger.denominator == 1 and re.fullmatch("10+", str(larger.numerator)) is not None


def warning_line(ceiling: Fraction, provisional: Fraction, fixed: Fraction, share: Fraction) -> Fraction:
    """The price below which a bid must explain itself: ceiling less a share of what competition can move."""
    return ceiling - (ceiling - provisional - fixed) * share


def _amount(text: str) -> Fraction:
    if not is_decimal(text):
        raise RuleViolation("amount_malformed")
    return Fraction(text)
