"""Price formulas: from the valid prices to the points of each bid."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from seat_client.domain.exact import round_half_up
from seat_client.domain.rules import LowestPrice, MeanBenchmark, PriceRule
from seat_client.domain.scoring import trim


@dataclass(frozen=True, slots=True)
class PriceScore:
    """The points of one price; `deviation` in percent of the benchmark, None where the formula has none."""

    price: Fraction
    deviation: Fraction | None
    unrounded: Fraction
    rounded: Fraction


@dataclass(frozen=True, slots=True)
class PriceOutcome:
    """The benchmark, the exact mean of the prices kept for it (None for the lowest price), and all points."""

    benchmark: Fraction
    mean: Fraction | None
    kept: tuple[str, ...]
    scores: Mapping[str, PriceScore]


def score_prices(rule: PriceRule, places: int, prices: Mapping[str, Fraction]) -> PriceOutcome:
    """The points of every one of the valid `prices`."""
    if isinstance(rule, LowestPrice):
        return _by_lowest(rule, places, prices)
    return _by_benchmark(rule, places, prices)


def _by_lowest(rule: LowestPrice, places: int, prices: Mapping[str, Fraction]) -> PriceOutcome:
    lowest = min(prices.values())
    points = {key: lowest / price * rule.full for key, price in prices.items()}
    scores = {
        key: PriceScore(price, None, points[key], round_half_up(points[key], places)) for key, price in prices.items()
    }
    return PriceOutcome(lowest, None, tuple(key for key in prices if prices[key] == lowest), scores)


def _by_benchmark(rule: MeanBenchmark, places: int, prices: Mapping[str, Fraction]) -> PriceOutcome:
    keys = tuple(prices)
    trimmed = trim([prices[key] for key in keys], rule.drop)
    benchmark = round_half_up(trimmed.mean * rule.factor, places)
    scores = {key: _points(rule, places, benchmark, price) for key, price in prices.items()}
    return PriceOutcome(benchmark, trimmed.mean, tuple(keys[index] for index in trimmed.kept), scores)


def _points(rule: MeanBenchmark, places: int, benchmark: Fraction, price: Fraction) -> PriceScore:
    deviation = round_half_up((price - benchmark) / benchmark * 100, places)
    per_percent = rule.per_percent_above if deviation > 0 else rule.per_percent_below
    unrounded = rule.full - abs(deviation) * per_percent
    return PriceScore(price, deviation, unrounded, max(rule.floor, round_half_up(unrounded, places)))
