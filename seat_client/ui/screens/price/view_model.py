"""The prices of the valid bids and their points, computed here by the project's price formula."""

from dataclasses import dataclass
from fractions import Fraction

from seat_client.domain.exact import exact_text, to_text
from seat_client.domain.explanation import PriceSteps
from seat_client.domain.price import PriceOutcome, score_prices
from seat_client.domain.rules import MeanBenchmark
from seat_client.domain.scoring import trim
from seat_client.services.seat import Seat
from seat_client.services.summary import PriceReview, SummaryCheck
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.facts import short_title
from seat_client.ui.screens.rulings.figures import money, signed
from seat_client.ui.screens.summary.arithmetic import price_lines


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One bid's price as offered, as evaluated, and its points."""

    code: str
    name: str
    in_figures: str
    in_words: str
    evaluated: str
    corrected: bool
    deviation: str
    points: str


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One step of the arithmetic: heading, result, lines."""

    title: str
    result: str
    lines: tuple[str, ...]


class PriceModel(ActingModel):
    """Nothing is typed here; every member checks the arithmetic and confirms it."""

    def __init__(self, review: PriceReview, summary: SummaryCheck, seat: Seat, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._review, self._summary = review, summary
        self._rule, self._places = seat.project.rules.price, seat.project.rules.places
        self._picked = ""

    @property
    def title(self) -> str:
        return short_title(self._seat.project.price_section.title.zh)

    @property
    def full(self) -> str:
        return exact_text(self._rule.full)

    @property
    def lines(self) -> tuple[PriceLine, ...]:
        """In code order."""
        outcome = self._outcome()
        return tuple(
            PriceLine(
                row.code,
                row.bidder,
                money(row.in_figures),
                row.in_words,
                money(row.evaluated),
                row.corrected,
                _deviation(outcome, row.code, self._places),
                to_text(outcome.scores[row.code].rounded, self._places),
            )
            for row in self._review.rows
        )

    @property
    def picked(self) -> str:
        """The row whose points are explained."""
        codes = [row.code for row in self._review.rows]
        return self._picked if self._picked in codes else (codes[0] if codes else "")

    @property
    def steps(self) -> tuple[PriceStep, ...]:
        """From the prices to the benchmark, then to the points of the picked row."""
        if not self.picked:
            return ()
        outcome = self._outcome()
        steps = self._steps_of(outcome, self.picked)
        points = PriceStep(
            translate("Price", "Points of {code}").format(code=self.picked), steps.score, tuple(price_lines(steps)[-2:])
        )
        return (self._benchmark_step(outcome), points)

    @property
    def confirmed(self) -> bool:
        return self._review.confirmed

    @property
    def progress(self) -> tuple[int, int]:
        """How many members have confirmed, of how many."""
        return len(self._seat.evaluation.price_confirmed), self._seat.evaluation.size

    @property
    def corrections(self) -> int:
        """Bids whose price in figures differed from the one in words."""
        return sum(row.corrected for row in self._review.rows)

    @property
    def obstacle(self) -> str:
        """Why it cannot be confirmed now, in words for the button."""
        if self.confirmed:
            done, size = self.progress
            return translate("Price", "Confirmed, waiting for the others ({done} / {all})").format(done=done, all=size)
        return translate("Price", "Saving …") if self.saving else ""

    def pick(self, code: str) -> None:
        self._picked = code
        self.changed.emit()

    def step(self, by: int) -> str:
        """Pick the row above or below; returns its code."""
        codes = [row.code for row in self._review.rows]
        if codes:
            self.pick(codes[min(max(0, codes.index(self.picked) + by), len(codes) - 1)])
        return self.picked

    def confirm(self) -> None:
        self._do(self._review.confirm)

    def _outcome(self) -> PriceOutcome:
        return score_prices(self._rule, self._places, self._prices())

    def _prices(self) -> dict[str, Fraction]:
        return {row.code: Fraction(row.evaluated) for row in self._review.rows}

    def _benchmark_step(self, outcome: PriceOutcome) -> PriceStep:
        title = translate("Price", "Benchmark price")
        result = money(to_text(outcome.benchmark, self._places))
        if not isinstance(self._rule, MeanBenchmark) or outcome.mean is None:
            words = translate("Price", "The lowest of {count} valid prices")
            return PriceStep(title, result, (words.format(count=len(outcome.scores)),))
        return PriceStep(title, result, tuple(self._mean_lines(self._rule, outcome, result)))

    def _mean_lines(self, rule: MeanBenchmark, outcome: PriceOutcome, result: str) -> list[str]:
        prices = self._prices()
        codes, dropped = list(prices), trim(list(prices.values()), rule.drop)
        lines = [
            words.format(codes="、".join(f"{codes[i]} {money(exact_text(prices[codes[i]]))}" for i in places))
            for words, places in (
                (translate("Price", "Highest out: {codes}"), dropped.highest),
                (translate("Price", "Lowest out: {codes}"), dropped.lowest),
            )
            if places
        ]
        kept = " + ".join(money(exact_text(prices[code])) for code in outcome.kept)
        mean = money(exact_text(dropped.mean))
        factor = exact_text(rule.factor * 100)
        return [*lines, f"（{kept}）÷ {len(outcome.kept)}\n= {mean}", f"{mean} × {factor}% = {result}"]

    def _steps_of(self, outcome: PriceOutcome, code: str) -> PriceSteps:
        score = outcome.scores[code]
        adjust = per_percent = floor = kept_sum = None
        if isinstance(self._rule, MeanBenchmark):
            above = score.deviation is not None and score.deviation > 0
            per_percent = exact_text(self._rule.per_percent_above if above else self._rule.per_percent_below)
            adjust, floor = exact_text(self._rule.adjust_percent), exact_text(self._rule.floor)
        return PriceSteps(
            section=self._seat.project.price_section.id,
            formula="mean-benchmark" if isinstance(self._rule, MeanBenchmark) else "lowest-price",
            price=exact_text(score.price),
            kept_codes=outcome.kept,
            kept_sum=kept_sum,
            mean=None if outcome.mean is None else exact_text(outcome.mean),
            adjust_percent=adjust,
            benchmark=to_text(outcome.benchmark, self._places),
            deviation_percent=None if score.deviation is None else to_text(score.deviation, self._places),
            per_percent=per_percent,
            full=exact_text(self._rule.full),
            floor=floor,
            unrounded=exact_text(score.unrounded),
            score=to_text(score.rounded, self._places),
        )


def _deviation(outcome: PriceOutcome, code: str, places: int) -> str:
    deviation = outcome.scores[code].deviation
    return "—" if deviation is None else f"{signed(to_text(deviation, places))}%"
