"""The report checker: silent on a report that is in order, one warning for each planted fault."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from seat_client.domain.report import (
    Basics,
    BidScores,
    CommitteeMember,
    Comparison,
    Method,
    PriceRow,
    RankRow,
    ReportContent,
    ScoreRow,
    SectionScores,
    TotalRow,
)
from seat_client.domain.report_checks import check_report, checked

SHARE = Fraction(3, 10)
MEMBERS = tuple(CommitteeMember(f"E{n}", f"成员{n}", "expert", "technical", "", chair=n == 1) for n in (1, 2, 3))


def bid(
    code: str, subjective: tuple[str, ...], objective: tuple[str, ...], sums: tuple[str, ...], score: str
) -> BidScores:
    rows = (ScoreRow("方案", subjective), ScoreRow("业绩", objective, "objective"))
    return BidScores(code, f"{code}公司", rows, sums, score)


def report() -> ReportContent:
    section = SectionScores(
        "技术标",
        "20",
        (
            bid("C1", ("8.0", "8.5", "9.0"), ("4", "4", "4"), ("12.0", "12.5", "13.0"), "12.50"),
            bid("C2", ("6.0", "6.0", "6.3"), ("5", "5", "5"), ("11.0", "11.0", "11.3"), "11.10"),
        ),
    )
    totals = (
        TotalRow("C1", "C1公司", ("12.50", "29.00"), "41.50"),
        TotalRow("C2", "C2公司", ("11.10", "30.00"), "41.10"),
    )
    prices = (PriceRow("C1", "C1公司", "100", "", "29.00"), PriceRow("C2", "C2公司", "90", "", "30.00"))
    ranking = (RankRow(1, "C1", "C1公司", "41.50", "100"), RankRow(2, "C2", "C2公司", "41.10", "90"))
    return ReportContent(
        basics=Basics("P", "项目", "tendering", "100", "CNY", (), "", "", blind=True, commitment="", date=(2026, 1, 1)),
        committee=MEMBERS,
        opening=(),
        compliant=(),
        rejections=(),
        method=Method("comprehensive-evaluation", (), (), "", ""),
        comparison=Comparison(("技术标", "报价"), totals, (section,), "90", prices),
        ranking=ranking,
    )


def with_bid(**changes: object) -> ReportContent:
    """The report with the second bid changed."""
    content = report()
    (section,) = content.comparison.sections
    bids = (section.bids[0], replace(section.bids[1], **changes))  # type: ignore[arg-type]
    return replace(content, comparison=replace(content.comparison, sections=(replace(section, bids=bids),)))


def with_rows(*scores: tuple[str, ...], sums: tuple[str, ...]) -> ReportContent:
    rows = report().comparison.sections[0].bids[1].rows
    return with_bid(rows=tuple(replace(r, scores=s) for r, s in zip(rows, scores, strict=True)), subtotals=sums)


def with_total(total: str, ranked: str) -> ReportContent:
    content = report()
    totals = (content.comparison.totals[0], replace(content.comparison.totals[1], total=total))
    ranking = (content.ranking[0], replace(content.ranking[1], total=ranked))
    return replace(content, comparison=replace(content.comparison, totals=totals), ranking=ranking)


def test_a_report_in_order_gives_no_warning() -> None:
    assert check_report(report(), SHARE) == ()
    notes = checked(report(), SHARE).notes
    assert (notes.checked, notes.warnings) == (True, ())


FAULTS: dict[str, tuple[Callable[[], ReportContent], list[tuple[str, str, str]]]] = {
    "an objective item that differs": (
        lambda: with_rows(("6.0", "6.0", "6.3"), ("5", "4", "5"), sums=("11.0", "10.0", "11.3")),
        [("objective-disagreement", "C2 技术标 业绩", "5、4、5")],
    ),
    "a subtotal that is no sum": (
        lambda: with_bid(subtotals=("11.0", "11.1", "11.3")),
        [("sum-error", "C2 技术标 E2", "11.1 ≠ 11")],
    ),
    "a total that is no sum": (lambda: with_total("41.00", "41.00"), [("sum-error", "C2", "41.00 ≠ 41.1")]),
    "a section score that stands otherwise elsewhere": (
        lambda: with_bid(score="11.20"),
        [("sum-error", "C2 技术标", "11.10 ≠ 11.20")],
    ),
    "a rank with another total": (lambda: with_total("41.10", "41.20"), [("sum-error", "C2", "41.20 ≠ 41.10")]),
    "a rank above a higher total": (
        lambda: replace(report(), ranking=tuple(reversed(report().ranking))),
        [("ranking-order", "C2 C1", "41.10 < 41.50")],
    ),
    "a member far from the others": (
        lambda: with_rows(("6.0", "6.0", "9.0"), ("5", "5", "5"), sums=("11.0", "11.0", "14.0")),
        [("large-deviation", "C2 技术标 E3", "9，50.00%")],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_gives_its_warning(fault: str) -> None:
    make, expected = FAULTS[fault]
    assert [(w.kind, w.subject, w.detail) for w in check_report(make(), SHARE)] == expected


def test_without_a_threshold_deviations_are_not_looked_at() -> None:
    make, _ = FAULTS["a member far from the others"]
    assert check_report(make(), None) == ()


def test_a_price_score_that_differs_from_the_comparison() -> None:
    content = report()
    prices = (content.comparison.prices[0], replace(content.comparison.prices[1], score="29.99"))
    content = replace(content, comparison=replace(content.comparison, prices=prices))
    assert [(w.kind, w.subject) for w in check_report(content, SHARE)] == [("sum-error", "C2 报价")]
