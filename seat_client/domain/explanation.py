"""The arithmetic of one bid, step by step, as exact texts that a person can check by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from seat_client.domain.errors import RuleViolation
from seat_client.domain.exact import exact_text, to_text
from seat_client.domain.price import PriceOutcome
from seat_client.domain.project import Project
from seat_client.domain.ranking import Ranked, rank_numbers
from seat_client.domain.result import Result, compute
from seat_client.domain.rules import ZERO, MeanBenchmark, TieKey
from seat_client.domain.scoring import SectionScore, Subtotal, Trimmed
from seat_client.domain.sheets import Sheets

Mark = Literal["kept", "dropped-highest", "dropped-lowest"]


@dataclass(frozen=True, slots=True)
class SubtotalStep:
    """One member's subtotal as entered and as used, and whether it counted."""

    member: str
    entered: str
    used: str
    is_replaced: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class SectionSteps:
    """A scored section: kept sum ÷ divisor = trimmed mean, rounded, plus the objective sum, is the score.

    Without subjective items there are no subtotals and `kept_sum`, `trimmed_mean` and `subjective` are None.
    """

    section: str
    subtotals: tuple[SubtotalStep, ...]
    kept_sum: str | None
    divisor: int
    trimmed_mean: str | None
    subjective: str | None
    objective: str
    score: str


@dataclass(frozen=True, slots=True)
class PriceSteps:
    """The price section: from the kept prices to the points. What a formula does not have is None."""

    section: str
    formula: Literal["mean-benchmark", "lowest-price"]
    price: str
    kept_codes: tuple[str, ...]
    kept_sum: str | None
    mean: str | None
    adjust_percent: str | None
    benchmark: str
    deviation_percent: str | None
    per_percent: str | None
    full: str
    floor: str | None
    unrounded: str
    score: str


@dataclass(frozen=True, slots=True)
class TieStep:
    """One key after the total with its figure for every code of equal total."""

    key: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TieNote:
    """Codes of equal total in their final order; `decided_by` is the first key that parts them (None: none does)."""

    codes: tuple[str, ...]
    steps: tuple[TieStep, ...]
    decided_by: str | None
    shares_rank_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything between the locked sheets and one bid's place."""

    code: str
    sections: tuple[SectionSteps, ...]
    price: PriceSteps
    total: str
    rank: int
    tie: TieNote | None


def explain(project: Project, sheets: Sheets, code: str) -> Explanation:
    """The steps behind the total of `code`; refused while the result is blocked or when the bid is not valid."""
    result = compute(project, sheets)
    if result.prices is None or result.rows is None or code not in result.rows:
        raise RuleViolation("nothing_to_explain", bid=code)
    row = result.rows[code]
    return Explanation(
        code=code,
        sections=tuple(_section_steps(project, steps) for steps in row.steps.values()),
        price=_price_steps(project, result.prices, code),
        total=to_text(row.total, project.rules.places),
        rank=rank_numbers(result.ranking)[code],
        tie=_tie_note(project, sheets, result, code),
    )


def _section_steps(project: Project, score: SectionScore) -> SectionSteps:
    places = project.rules.places
    trimmed = score.trimmed
    return SectionSteps(
        section=score.section,
        subtotals=() if trimmed is None else _subtotal_steps(score.subtotals, trimmed),
        kept_sum=None if trimmed is None else exact_text(trimmed.kept_sum),
        divisor=0 if trimmed is None else len(trimmed.kept),
        trimmed_mean=None if trimmed is None else exact_text(trimmed.mean),
        subjective=None if trimmed is None else to_text(score.subjective, places),
        objective=exact_text(score.objective),
        score=to_text(score.rounded, places),
    )


def _subtotal_steps(subtotals: Sequence[Subtotal], trimmed: Trimmed) -> tuple[SubtotalStep, ...]:
    return tuple(
        SubtotalStep(
            subtotal.member,
            exact_text(subtotal.entered),
            exact_text(subtotal.used),
            subtotal.is_replaced,
            _mark(index, trimmed),
        )
        for index, subtotal in enumerate(subtotals)
    )


def _mark(index: int, trimmed: Trimmed) -> Mark:
    if index in trimmed.highest:
        return "dropped-highest"
    return "dropped-lowest" if index in trimmed.lowest else "kept"


def _price_steps(project: Project, outcome: PriceOutcome, code: str) -> PriceSteps:
    rule, places = project.rules.price, project.rules.places
    points = outcome.scores[code]
    formula: Literal["mean-benchmark", "lowest-price"] = "lowest-price"
    kept_sum = adjust = per_percent = floor = None
    if isinstance(rule, MeanBenchmark):
        formula = "mean-benchmark"
        kept_sum = exact_text(sum((outcome.scores[kept].price for kept in outcome.kept), ZERO))
        adjust, floor = exact_text(rule.adjust_percent), exact_text(rule.floor)
        is_above = points.deviation is not None and points.deviation > 0
        per_percent = exact_text(rule.per_percent_above if is_above else rule.per_percent_below)
    return PriceSteps(
        section=project.price_section.id,
        formula=formula,
        price=exact_text(points.price),
        kept_codes=outcome.kept,
        kept_sum=kept_sum,
        mean=None if outcome.mean is None else exact_text(outcome.mean),
        adjust_percent=adjust,
        benchmark=to_text(outcome.benchmark, places),
        deviation_percent=None if points.deviation is None else to_text(points.deviation, places),
        per_percent=per_percent,
        full=exact_text(rule.full),
        floor=floor,
        unrounded=exact_text(points.unrounded),
        score=to_text(points.rounded, places),
    )


def _tie_note(project: Project, sheets: Sheets, result: Result, code: str) -> TieNote | None:
    rows = result.rows or {}
    in_order = [each for group in result.ranking for each in group]
    codes = tuple(each for each in in_order if rows[each].total == rows[code].total)
    if len(codes) == 1:
        return None
    bids = [Ranked(each, rows[each].total, sheets.price(project, each), rows[each].sections) for each in codes]
    parting = (key for key in project.rules.ties if len({bid.tie_value(key) for bid in bids}) > 1)
    decided_by = next(parting, None)
    group = next(group for group in result.ranking if code in group)
    return TieNote(
        codes=codes,
        steps=tuple(_tie_step(key, bids, project.rules.places) for key in project.rules.ties),
        decided_by=None if decided_by is None else str(decided_by),
        shares_rank_with=tuple(each for each in group if each != code),
    )


def _tie_step(key: TieKey, bids: Sequence[Ranked], places: int) -> TieStep:
    def shown(bid: Ranked) -> str:
        return exact_text(bid.price) if key.section is None else to_text(bid.tie_value(key), places)

    return TieStep(str(key), tuple((bid.code, shown(bid)) for bid in bids))
