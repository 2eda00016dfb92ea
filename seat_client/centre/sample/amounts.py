"""Amounts of money as a tender letter writes them: figures with separators, and capital numerals."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")
_LARGE = ("", "万", "亿", "万亿")
_CENT = Decimal("0.01")


def in_figures(amount: Decimal) -> str:
    """``12,425,480.00``."""
    return f"{amount.quantize(_CENT, ROUND_HALF_UP):,}"


def in_words(amount: Decimal) -> str:
    """Capital numerals by the rule for bills and settlement vouchers: ``壹仟贰佰万元整``."""
    cents = int(amount.quantize(_CENT, ROUND_HALF_UP) * 100)
    whole, rest = divmod(cents, 100)
    yuan = _integer(whole) + "元" if whole else ""
    if rest == 0:
        return (yuan or "零元") + "整"
    tenths, hundredths = divmod(rest, 10)
    middle = _DIGITS[tenths] + "角" if tenths else ("零" if whole else "")
    return yuan + middle + (_DIGITS[hundredths] + "分" if hundredths else "整")


def _integer(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words, gap = "", False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if group == 0:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += "零"
        words += _group(group) + _LARGE[place]
        gap = False
    return words


def _group(number: int) -> str:
    words, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(words)
            continue
        words += ("零" if zero else "") + _DIGITS[digit] + _SMALL[place]
        zero = False
    return words
