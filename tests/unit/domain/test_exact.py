"""Decimal strings in and out, and rounding half away from zero."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from domain_samples import micro_cases
from hypothesis import given
from hypothesis import strategies as st

from seat_client.domain.errors import Malformed
from seat_client.domain.exact import exact_text, is_decimal, parse_decimal, round_half_up, to_text


@pytest.mark.parametrize("case", micro_cases("M3"), ids=lambda case: case["value"])
def test_micro_case_m3_rounds_half_away_from_zero(case: dict[str, str]) -> None:
    value = parse_decimal(case["value"], "$")
    assert to_text(value, 2) == case["expect"]
    assert round_half_up(value, 2) == Fraction(case["expect"])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_rounding_is_that_of_decimal_arithmetic(value: Decimal) -> None:
    assert round_half_up(Fraction(value), 2) == Fraction(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_printed_value_reads_back_as_itself(value: Decimal) -> None:
    assert parse_decimal(to_text(Fraction(value), 4), "$") == Fraction(value)


@pytest.mark.parametrize("text", ["0", "-0", "9.1", "12.00", "-0.05", "1" * 40])
def test_decimal_strings_are_read(text: str) -> None:
    assert is_decimal(text)
    assert parse_decimal(text, "$") == Fraction(text)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " 1",
        "1 ",
        "+1",
        ".5",
        "5.",
        "05",
        "1e3",
        "1/3",
        "1_0",
        "１",
        "٣",
        "NaN",
        "1\n",
        "--1",
        "1" * 41,
        9.1,
        9,
        True,
        None,
    ],
)
def test_anything_else_is_refused_with_its_path(value: object) -> None:
    with pytest.raises(Malformed) as caught:
        parse_decimal(value, "$.scores.E1")
    assert caught.value.path == "$.scores.E1"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("7", 3, "7.000"),
        ("-0.004", 2, "0.00"),
        ("1/3", 4, "0.3333"),
    ],
)
def test_printing(value: str, places: int, text: str) -> None:
    assert to_text(Fraction(value), places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("41", "41"),
        ("40.50", "40.5"),
        ("100", "100"),
        ("36722410/3", "12240803.333333…"),
        ("-2/3", "-0.666666…"),
        ("0", "0"),
    ],
)
def test_exact_texts_never_round(value: str, text: str) -> None:
    assert exact_text(Fraction(value)) == text


def test_an_exact_text_without_decimals() -> None:
    assert exact_text(Fraction(100), 0) == "100"
