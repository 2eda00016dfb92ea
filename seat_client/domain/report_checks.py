"""The report checker: what a careful reader with a calculator would find in a finished report.

It reads the figures as printed and nothing else, so that a fault in whatever filled the report shows as well. It warns;
the experts decide (发改法规〔2026〕195号: warn on objective items that differ, on sums that are wrong and on deviations
that are too large).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from seat_client.domain.exact import exact_text, to_text
from seat_client.domain.report import BidScores, CheckWarning, ReportContent, SectionScores


def check_report(content: ReportContent, deviation_share: Fraction | None) -> tuple[CheckWarning, ...]:
    """The warnings on a report, part by part; `deviation_share` None leaves deviations unchecked."""
    return (*_objective(content), *_sums(content), *_order(content), *_deviations(content, deviation_share))


def checked(content: ReportContent, deviation_share: Fraction | None) -> ReportContent:
    """The same report with the checker's warnings in its last part."""
    warnings = check_report(content, deviation_share)
    return replace(content, notes=replace(content.notes, checked=True, warnings=warnings))


def _bids(content: ReportContent) -> Iterator[tuple[SectionScores, BidScores]]:
    for section in content.comparison.sections:
        for bid in section.bids:
            yield section, bid


def _objective(content: ReportContent) -> Iterator[CheckWarning]:
    for section, bid in _bids(content):
        for row in bid.rows:
            if row.kind == "objective" and len({Fraction(score) for score in row.scores}) > 1:
                subject = f"{bid.code} {section.title} {row.criterion}"
                yield CheckWarning("objective-disagreement", subject, "、".join(row.scores))


def _sums(content: ReportContent) -> Iterator[CheckWarning]:
    for section, bid in _bids(content):
        for number, member in enumerate(content.committee):
            added = _added(row.scores[number] for row in bid.rows)
            if added != Fraction(bid.subtotals[number]):
                subject = f"{bid.code} {section.title} {member.id}"
                yield CheckWarning("sum-error", subject, f"{bid.subtotals[number]} ≠ {_text(added)}")
    for total in content.comparison.totals:
        added = _added(total.sections)
        if added != Fraction(total.total):
            yield CheckWarning("sum-error", total.code, f"{total.total} ≠ {_text(added)}")
    yield from _parts(content)


def _parts(content: ReportContent) -> Iterator[CheckWarning]:
    """A section's score stands in the comparison as it stands over the members' scores, a price's likewise."""
    scores = {(b.code, s.title): b.score for s, b in _bids(content)}
    titles = content.comparison.section_titles
    price = next((title for title in titles if title not in {s.title for s in content.comparison.sections}), "")
    scores |= {(p.code, price): p.score for p in content.comparison.prices}
    for total in content.comparison.totals:
        for title, printed in zip(titles, total.sections, strict=True):
            found = scores.get((total.code, title), printed)
            if Fraction(found) != Fraction(printed):
                yield CheckWarning("sum-error", f"{total.code} {title}", f"{printed} ≠ {found}")


def _order(content: ReportContent) -> Iterator[CheckWarning]:
    totals = {total.code: total for total in content.comparison.totals}
    for above, below in zip(content.ranking, content.ranking[1:], strict=False):
        if Fraction(above.total) < Fraction(below.total):
            yield CheckWarning("ranking-order", f"{above.code} {below.code}", f"{above.total} < {below.total}")
    for row in content.ranking:
        total = totals.get(row.code)
        if total is not None and Fraction(total.total) != Fraction(row.total):
            yield CheckWarning("sum-error", row.code, f"{row.total} ≠ {total.total}")


def _deviations(content: ReportContent, share: Fraction | None) -> Iterator[CheckWarning]:
    if share is None or len(content.committee) < 2:
        return
    for section, bid in _bids(content):
        if all(row.kind == "objective" for row in bid.rows):
            continue
        own = [_added(r.scores[n] for r in bid.rows if r.kind == "subjective") for n in range(len(content.committee))]
        for number, member in enumerate(content.committee):
            mean = (sum(own, Fraction(0)) - own[number]) / (len(own) - 1)
            if mean and abs(own[number] - mean) > share * mean:
                subject = f"{bid.code} {section.title} {member.id}"
                deviation = to_text((own[number] - mean) / mean * 100, 2)
                yield CheckWarning("large-deviation", subject, f"{_text(own[number])}，{deviation}%")


def _added(scores: Iterator[str] | Sequence[str]) -> Fraction:
    return sum((Fraction(score) for score in scores), Fraction(0))


def _text(value: Fraction) -> str:
    return exact_text(value)
