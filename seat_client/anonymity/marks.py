"""Marks by which anybody can be looked up without knowing the name: registered numbers, telephones, net addresses.

Numbers with a check digit are reported only when it is right, so that drawings and tables raise no false alarm.
"""

import re
from collections.abc import Iterator

_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)  # GB 32100-2015, table 2
_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_PERSON_CHECKS = "10X98765432"

_GAP = r"(?:[ \u3000-]|(?<=[0-9A-Z]{4})\r?\n(?=[0-9A-Z]{4}))?"
_EDGE, _END = "(?<![0-9A-Za-z])", "(?![0-9A-Za-z])"
_CREDIT = re.compile(
    _EDGE + "(?:[1-9A-NY]" + _GAP + f"(?:[{_CREDIT_LETTERS}]" + _GAP + "){16}" + f"[{_CREDIT_LETTERS}])" + _END
)
_PERSON = re.compile(_EDGE + r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]" + _END)
_MOBILE = re.compile(r"(?<![\d.+-])(?:\+?86[- ]?)?1[3-9]\d-?\d{4}-?\d{4}(?![\d.%])")
_CALLED = re.compile(  # with spaces it may be three cells of a table, unless a word says what it is
    r"(?:电话|手机|热线|联系方式|传真|Tel|Mobile|Phone)[^\d\r\n]{0,6}(?:\+?86[- ]?)?1[3-9]\d[- ]\d{4}[- ]\d{4}(?!\d)",
    re.IGNORECASE,
)
_LANDLINE = re.compile(r"(?<![\d.-])(?:\(0\d{2,3}\)|（0\d{2,3}）|0\d{2,3}[-－—])[ ]?[2-8]\d{6,7}(?![\d.%])")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,18}")
_WEB = re.compile(r"(?:https?://|www\.)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.IGNORECASE)

_FIGURES = str.maketrans({chr(0xFEE0 + code): chr(code) for code in range(0x21, 0x7F)})


def identity_marks(text: str) -> Iterator[tuple[str, int, int, str]]:
    """(kind, start, end, words) of each mark in a text; full-width letters count as their plain ones."""
    plain = text.translate(_FIGURES)
    for kind, pattern, holds in _PATTERNS:
        for hit in pattern.finditer(plain):
            if holds(re.sub(_GAP, "", hit[0]).upper()):
                yield kind, hit.start(), hit.end(), hit[0]


def is_credit_code(code: str) -> bool:
    """True for a unified social credit code whose check character is right."""
    if len(code) != 18 or any(one not in _CREDIT_LETTERS for one in code):
        return False
    total = sum(_CREDIT_LETTERS.index(one) * weight for one, weight in zip(code, _CREDIT_WEIGHTS, strict=False))
    return _CREDIT_LETTERS[(31 - total % 31) % 31] == code[17]


def is_identity_number(number: str) -> bool:
    """True for a citizen identification number whose check character is right."""
    if len(number) != 18 or not number[:17].isdecimal():
        return False
    total = sum(int(one) * weight for one, weight in zip(number, _PERSON_WEIGHTS, strict=False))
    return _PERSON_CHECKS[total % 11] == number[17]


def _always(_words: str) -> bool:
    return True


_PATTERNS = (
    ("credit-code", _CREDIT, is_credit_code),
    ("identity-number", _PERSON, is_identity_number),
    ("phone", _MOBILE, _always),
    ("phone", _CALLED, _always),
    ("phone", _LANDLINE, _always),
    ("e-mail", _MAIL, _always),
    ("web-address", _WEB, _always),
)
