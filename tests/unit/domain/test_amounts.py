"""Which of two statements of an amount prevails, and amounts in words."""

from fractions import Fraction

import pytest
from domain_samples import micro_cases, sample_project

from seat_client.domain.amounts import from_words, line_total, prevailing, warning_line
from seat_client.domain.errors import RuleViolation
from seat_client.domain.exact import parse_decimal, to_text


def test_micro_case_m7_words_prevail_over_figures() -> None:
    (case,) = micro_cases("M7")
    assert prevailing(case["figures"], case["words"]) == Fraction(case["expect"])


def test_figures_count_where_there_are_no_words() -> None:
    assert prevailing("1280000.50", " ") == Fraction("1280000.5")


def test_micro_case_m8_the_unit_price_prevails_over_the_line_total() -> None:
    (case,) = micro_cases("M8")
    assert to_text(line_total(case["qty"], case["unit"], case["line_total"]), 2) == case["expect"]


@pytest.mark.parametrize(
    ("stated", "counts"),
    [
        ("4200000.00", "4200000"),
        ("420.00", "420"),
        ("42000", "42000"),
        ("84000", "42000"),
        ("0", "42000"),
        ("-42000", "42000"),
    ],
)
def test_a_plainly_misplaced_point_leaves_the_stated_total(stated: str, counts: str) -> None:
    assert line_total("12", "3500.00", stated) == Fraction(counts)


def test_micro_case_m11_the_warning_line() -> None:
    (case,) = micro_cases("M11")
    parts = (parse_decimal(case[key], "$") for key in ("L", "S", "T", "W"))
    assert to_text(warning_line(*parts), 2) == case["expect"]


@pytest.mark.parametrize("bidder", sample_project()["bidders"], ids=lambda bidder: bidder["id"])
def test_the_sample_bids_in_words(bidder: dict[str, str]) -> None:
    assert prevailing(bidder["price_in_figures"], bidder["price_in_words"]) == Fraction(bidder["evaluated_price"])


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("零元整", "0"),
        ("拾万元整", "100000"),
        ("壹拾伍元正", "15"),
        ("人民币壹佰零伍圆整", "105"),
        ("壹仟零壹拾柒万壹仟柒佰捌拾元整", "10171780"),
        ("贰亿零叁佰万元", "203000000"),
        ("壹万亿元整", "1000000000000"),
        ("叁仟零肆元贰角整", "3004.20"),
        ("壹元零伍分", "1.05"),
        ("陆角", "0.6"),
        ("二千五百元", "2500"),
        ("貳拾參萬陸仟圓整", "236000"),
    ],
)
def test_amounts_in_words(words: str, amount: str) -> None:
    assert from_words(words) == Fraction(amount)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "整",
        "元整",
        "万元",
        "壹贰元",
        "壹佰",
        "壹万壹万元",
        "壹亿元壹",
        "壹佰贰仟元",
        "100元",
        "壹亿壹万亿元",
        "零零元",
    ],
)
def test_words_that_state_no_amount_are_refused(words: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        from_words(words)
    assert caught.value.code == "amount_words_unreadable"


def test_figures_that_are_no_decimal_are_refused() -> None:
    with pytest.raises(RuleViolation) as caught:
        prevailing("1,280,000", "")
    assert caught.value.code == "amount_malformed"
