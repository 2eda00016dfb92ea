"""Registered numbers, telephones and addresses are found by their form and their check digits, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seat_client.anonymity.marks import identity_marks, is_credit_code, is_identity_number

CREDIT, PERSON = "91350100M000100Y43", "11010519491231002X"  # the examples of GB 32100-2015 and GB 11643-1999


def _kinds(text: str) -> list[str]:
    return [kind for kind, *_ in identity_marks(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"统一社会信用代码：{CREDIT}。", "credit-code"),
        ("代码 9135 0100 M000 100Y 43 号", "credit-code"),
        ("９１３５０１００Ｍ０００１００Ｙ４３", "credit-code"),
        (f"代码{CREDIT[:8]}\r\n{CREDIT[8:]}", "credit-code"),
        (f"身份证{PERSON}", "identity-number"),
        ("联系电话13812345678", "phone"),
        ("手机：138 1234 5678", "phone"),
        ("电话：0571-88886666", "phone"),
        ("（010）62345678", "phone"),
        ("邮箱 plan@north-wind.com.cn", "e-mail"),
        ("网址www.northwind.com.cn", "web-address"),
        ("见https://northwind.cn/a", "web-address"),
    ],
)
def test_marks_are_found(text: str, kind: str) -> None:
    assert kind in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "91350100M000100Y44",  # a wrong check character
        "110105194912310021",
        "共13812345678901件",
        "流量 150 2000 3000 4000",
        "GB/T 50326-2017，JGJ 59-2011",
        "2026-11-23 08:30:00 至 2027-03-01",
        "11\r\n8\r\n5\r\n24\r\n18\r\n12\r\n6\r\n0\r\n1 2 3 4 5 6 7 8 9",
        "0.13812345678",
        "DN300、PN16，Q=1500m³/h",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert _kinds(text) == []


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=18, max_size=18), st.integers(0, 17))
def test_one_wrong_character_never_passes_twice(code: str, place: int) -> None:
    changed = code[:place] + ("1" if code[place] != "1" else "2") + code[place + 1 :]
    assert not (is_credit_code(code) and is_credit_code(changed))


def test_lengths_and_letters_are_checked_first() -> None:
    assert is_credit_code(CREDIT)
    assert is_identity_number(PERSON)
    assert not is_credit_code(CREDIT[:17])
    assert not is_credit_code(CREDIT.replace("M", "I"))
    assert not is_identity_number("x" * 18)
