"""The result of an evaluation: which bids are valid, their points, their order, and what still blocks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from seat_client.domain.exact import to_text
from seat_client.domain.price import PriceOutcome, score_prices
from seat_client.domain.project import Project
from seat_client.domain.ranking import Ranked, Ranking, candidates, rank
from seat_client.domain.rules import ZERO
from seat_client.domain.rulings import (
    LOW_PRICE,
    AbnormalFlag,
    Disagreement,
    LowPriceFlag,
    Rejection,
    abnormal_flags,
    low_price_flags,
    objective_disagreements,
    rejections,
)
from seat_client.domain.scoring import SectionScore, score_section
from seat_client.domain.sheets import AbnormalDecision, LowPriceDecision, Sheets, require_complete

FEWEST_VALID = 3

Block = Literal[
    "low-price-ruling-missing", "fewer-than-three-valid", "objective-disagreement", "abnormal-ruling-missing"
]


@dataclass(frozen=True, slots=True)
class JudgedLowPrice:
    """A flagged price with the decision on it, if there is one."""

    flag: LowPriceFlag
    decision: LowPriceDecision | None


@dataclass(frozen=True, slots=True)
class JudgedAbnormal:
    """A flagged subtotal with the decision on it, if there is one."""

    flag: AbnormalFlag
    decision: AbnormalDecision | None


@dataclass(frozen=True, slots=True)
class Flags:
    """Everything the checks pointed at, up to the one that blocked."""

    objective_disagreement: tuple[Disagreement, ...] = ()
    abnormal: tuple[JudgedAbnormal, ...] = ()
    low_price: tuple[JudgedLowPrice, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The points of one valid bid; `steps` are the scored sections with all that led to them."""

    sections: Mapping[str, Fraction]
    total: Fraction
    steps: Mapping[str, SectionScore]


@dataclass(frozen=True, slots=True)
class Result:
    """What the arithmetic makes of locked sheets; without rows, ranking and candidates while `blocked`."""

    places: int
    blocked: Block | None
    valid: tuple[str, ...]
    rejected: tuple[Rejection, ...]
    flags: Flags
    prices: PriceOutcome | None = None
    rows: Mapping[str, Row] | None = None
    ranking: Ranking = ()
    candidates: tuple[str, ...] = ()

    @property
    def benchmark(self) -> Fraction | None:
        """The price that points are measured from; None while blocked."""
        return None if self.prices is None else self.prices.benchmark

    def document(self) -> dict[str, Any]:
        """The JSON document every seat compares with the others."""
        return {
            "blocked": self.blocked,
            "valid": list(self.valid),
            "rejected": [_rejection_document(rejection) for rejection in self.rejected],
            "benchmark": None if self.benchmark is None else to_text(self.benchmark, self.places),
            "rows": {code: _row_document(row, self.places) for code, row in (self.rows or {}).items()},
            "ranking": [list(group) for group in self.ranking],
            "candidates": list(self.candidates),
            "flags": _flags_document(self.flags),
        }


def compute(project: Project, sheets: Sheets) -> Result:
    """The result of `sheets`; checks run in the fixed order and the first that blocks ends the computation."""
    rejected = rejections(project, sheets.preliminary, sheets.codes)
    valid = _without(sorted(sheets.codes), rejected)
    low_price = _judge_low_prices(project, sheets, valid)
    flags = Flags(low_price=low_price)
    if any(each.decision is None for each in low_price):
        return Result(project.rules.places, "low-price-ruling-missing", valid, rejected, flags)
    rejected += tuple(
        Rejection(each.flag.code, LOW_PRICE, None, None) for each in low_price if each.decision == "reject"
    )
    return _check_valid(project, sheets, _without(valid, rejected), rejected, flags)


def _without(codes: Sequence[str], rejected: Sequence[Rejection]) -> tuple[str, ...]:
    out = {rejection.code for rejection in rejected}
    return tuple(code for code in codes if code not in out)


def _judge_low_prices(project: Project, sheets: Sheets, valid: Sequence[str]) -> tuple[JudgedLowPrice, ...]:
    flagged = low_price_flags(project, {code: sheets.price(project, code) for code in valid})
    return tuple(JudgedLowPrice(flag, sheets.rulings.on_low_price(flag.code)) for flag in flagged)


def _check_valid(
    project: Project, sheets: Sheets, valid: tuple[str, ...], rejected: tuple[Rejection, ...], flags: Flags
) -> Result:
    places = project.rules.places
    if not valid or (len(valid) < FEWEST_VALID and not sheets.rulings.continue_below_three):
        return Result(places, "fewer-than-three-valid", valid, rejected, flags)
    require_complete(project, sheets, valid)
    scored = [section.id for section in project.scored_sections]
    disagreements = objective_disagreements(project, sheets.scores, valid, scored)
    flags = Flags(disagreements, (), flags.low_price)
    if disagreements:
        return Result(places, "objective-disagreement", valid, rejected, flags)
    flags = Flags((), _judge_abnormal(project, sheets, valid), flags.low_price)
    if any(each.decision is None for each in flags.abnormal):
        return Result(places, "abnormal-ruling-missing", valid, rejected, flags)
    return _ranked(project, sheets, valid, rejected, flags)


def _judge_abnormal(project: Project, sheets: Sheets, valid: Sequence[str]) -> tuple[JudgedAbnormal, ...]:
    return tuple(
        JudgedAbnormal(flag, sheets.rulings.on_abnormal(flag.expert, flag.code, flag.section))
        for section in project.scored_sections
        for flag in abnormal_flags(project, sheets.scores, valid, section.id)
    )


def _ranked(
    project: Project, sheets: Sheets, valid: tuple[str, ...], rejected: tuple[Rejection, ...], flags: Flags
) -> Result:
    prices = {code: sheets.price(project, code) for code in valid}
    outcome = score_prices(project.rules.price, project.rules.places, prices)
    rows = {code: _row(project, sheets, code, flags, outcome) for code in valid}
    bids = [Ranked(code, row.total, prices[code], row.sections) for code, row in rows.items()]
    ranking = rank(bids, project.rules.ties)
    return Result(
        places=project.rules.places,
        blocked=None,
        valid=valid,
        rejected=rejected,
        flags=flags,
        prices=outcome,
        rows=rows,
        ranking=ranking,
        candidates=candidates(ranking, project.rules.candidates),
    )


def _row(project: Project, sheets: Sheets, code: str, flags: Flags, outcome: PriceOutcome) -> Row:
    steps = {
        section.id: score_section(project, sheets.scores, code, section.id, replaced=_replaced(flags, code, section.id))
        for section in project.scored_sections
    }
    sections = {
        section.id: steps[section.id].rounded if section.id in steps else outcome.scores[code].rounded
        for section in project.sections
    }
    return Row(sections, sum(sections.values(), ZERO), steps)


def _replaced(flags: Flags, code: str, section: str) -> frozenset[str]:
    return frozenset(
        each.flag.expert
        for each in flags.abnormal
        if each.decision == "replace" and each.flag.code == code and each.flag.section == section
    )


def _rejection_document(rejection: Rejection) -> dict[str, Any]:
    return {
        "code": rejection.code,
        "criterion": rejection.criterion,
        "for": rejection.votes_for,
        "against": rejection.votes_against,
    }


def _row_document(row: Row, places: int) -> dict[str, Any]:
    return {
        "sections": {section: to_text(score, places) for section, score in row.sections.items()},
        "total": to_text(row.total, places),
    }


def _flags_document(flags: Flags) -> dict[str, Any]:
    return {
        "objective_disagreement": [
            {"criterion": each.criterion, "code": each.code} for each in flags.objective_disagreement
        ],
        "abnormal": [
            {
                "expert": each.flag.expert,
                "code": each.flag.code,
                "section": each.flag.section,
                "deviation": each.flag.deviation_text,
                "decision": each.decision,
            }
            for each in flags.abnormal
        ],
        "low_price": [
            {"code": each.flag.code, "ratio": each.flag.ratio_text, "decision": each.decision}
            for each in flags.low_price
        ],
    }
