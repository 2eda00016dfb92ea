"""The score sheet as it may be published: members by code, never by name, with their scores and reasons.

A code is drawn from the salt of the blind mapping, so that it neither follows the order of the committee nor can be
chosen by anybody, and yet comes out the same wherever the sheet is made again.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from seat_client.domain.report import (
    AbnormalRuling,
    Basics,
    BidScores,
    Comparison,
    RankRow,
    Rejection,
    ReportContent,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What one member wrote beside one score."""

    member: str
    code: str
    bidder: str
    criterion: str
    score: str
    text: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The sheet; `members` are codes in the order of the score columns."""

    basics: Basics
    members: tuple[str, ...]
    rejections: tuple[Rejection, ...]
    comparison: Comparison
    ranking: tuple[RankRow, ...]
    abnormal: tuple[AbnormalRuling, ...]
    reasons: tuple[Reason, ...]


def member_codes(members: Iterable[str], salt: str) -> dict[str, str]:
    """Member -> code for publication: P01, P02, … in an order that nobody chose."""
    drawn = sorted(members, key=lambda m: hashlib.sha256(f"{salt}/publication/{m}".encode()).hexdigest())
    return {member: f"P{number:02d}" for number, member in enumerate(drawn, start=1)}


def publication(content: ReportContent, codes: Mapping[str, str], reasons: Iterable[Reason]) -> Publication:
    """The sheet of a finished report. Members in `reasons` and in the report's rulings are ids or names; a ruling on a
    name the report does not hold stays out, for it could not be told without the name."""
    members = [m.id for m in content.committee]
    order = sorted(range(len(members)), key=lambda n: codes[members[n]])
    shown = {m.name: codes[m.id] for m in content.committee} | dict(codes)
    return Publication(
        basics=content.basics,
        members=tuple(codes[members[n]] for n in order),
        rejections=content.rejections,
        comparison=_in_order(content.comparison, order),
        ranking=content.ranking,
        abnormal=tuple(replace(a, member=shown[a.member]) for a in content.abnormal if a.member in shown),
        reasons=tuple(sorted((replace(r, member=shown[r.member]) for r in reasons), key=_place)),
    )


def _place(reason: Reason) -> tuple[str, str, str]:
    return reason.code, reason.criterion, reason.member


def _in_order(comparison: Comparison, order: list[int]) -> Comparison:
    sections = tuple(replace(s, bids=tuple(_bid(b, order) for b in s.bids)) for s in comparison.sections)
    return replace(comparison, sections=sections)


def _bid(bid: BidScores, order: list[int]) -> BidScores:
    rows = tuple(replace(row, scores=tuple(row.scores[n] for n in order)) for row in bid.rows)
    return replace(bid, rows=rows, subtotals=tuple(bid.subtotals[n] for n in order))
