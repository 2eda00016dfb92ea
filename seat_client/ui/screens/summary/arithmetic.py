"""One bid's arithmetic in lines a person can check with a pencil."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from seat_client.domain.exact import exact_text, to_text
from seat_client.domain.explanation import Explanation, PriceSteps, SectionSteps, SubtotalStep
from seat_client.domain.project import Project
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.facts import short_title
from seat_client.ui.screens.rulings.figures import aligned, money, signed
from seat_client.ui.screens.summary.rows import Bar, Step, Sum


class Arithmetic:
    """Turns explanations into steps; `sheets` are the published sheets, `ranked` the codes that have a place."""

    def __init__(self, project: Project, sheets: Mapping[str, Any], ranked: Collection[str] = ()) -> None:
        self._project, self._sheets, self._ranked = project, sheets, frozenset(ranked)

    def sum_of(self, explanation: Explanation, name: str) -> Sum:
        """All steps of one bid in the order of the project's sections."""
        scored = {steps.section: steps for steps in explanation.sections}
        drawn = next((s.section for s in explanation.sections if s.subtotals), "")
        steps = [
            self._section(number, scored[s.id], explanation.code, drawn=s.id == drawn)
            if s.id in scored
            else self._price(number, explanation.price)
            for number, s in enumerate(self._project.sections, start=1)
        ]
        addends = " + ".join(step.score for step in steps)
        return Sum(explanation.code, name, tuple(steps), addends, explanation.total)

    def cell(self, explanation: Explanation, name: str, section: str) -> Sum:
        """The steps of one section's points, with its chart."""
        title = self._title(section)
        scored = next((s for s in explanation.sections if s.section == section), None)
        if scored is None:
            step = self._price_drawn(explanation.price)
        else:
            step = self._section(1, scored, explanation.code, drawn=True)
        return Sum(explanation.code, name, (step,), title, step.score, title)

    def _price_drawn(self, steps: PriceSteps) -> Step:
        lead = translate("Summary", "Valid prices in units of 10,000 yuan; the benchmark counts those kept:")
        return Step(
            1, self._title(steps.section), steps.score, lead, self._price_bars(steps), tuple(price_lines(steps))
        )

    def _price_bars(self, steps: PriceSteps) -> tuple[Bar, ...]:
        """The prices of the ranked bids in code order; those the benchmark leaves out are marked."""
        codes: Mapping[str, str] = self._sheets["codes"]
        ranked = [c for c in sorted(codes) if c in self._ranked]
        prices = {c: self._project.bidder(codes[c]).evaluated_price for c in ranked}
        kept = set(steps.kept_codes)
        highest = max(prices.values(), default=Fraction(0)) or Fraction(1)
        middle = max((prices[c] for c in kept if c in prices), default=highest)
        return tuple(
            Bar(0, to_text(p / 10_000, 0), float(p / highest), _price_mark(c in kept, p, middle), False, c)
            for c, p in prices.items()
        )

    def _section(self, number: int, steps: SectionSteps, code: str, *, drawn: bool) -> Step:
        lines = list(self._objective(steps, code))
        if steps.subtotals:
            lines += _subjective(steps, objective=bool(lines), drawn=drawn)
        if lines and steps.subtotals and self._has_objective(steps.section):
            lines.append(f"{self._places(steps.objective)} + {steps.subjective} = {steps.score}")
        return Step(
            number,
            self._title(steps.section),
            steps.score,
            _lead(steps) if drawn else "",
            self._bars(steps) if drawn else (),
            tuple(lines),
        )

    def _objective(self, steps: SectionSteps, code: str) -> list[str]:
        criteria = [c.id for c in self._project.criteria_of(steps.section) if c.kind == "objective"]
        if not criteria:
            return []
        members = [m.id for m in self._project.committee]
        given = [self._sheets["scores"][members[0]][code][c] for c in criteria]
        words = translate("Summary", "Objective {values} = {sum} (all {count} members alike)")
        return [words.format(values=" + ".join(given), sum=self._places(steps.objective), count=len(members))]

    def _places(self, text: str) -> str:
        return to_text(Fraction(text), self._project.rules.places)

    def _has_objective(self, section: str) -> bool:
        return any(c.kind == "objective" for c in self._project.criteria_of(section))

    def _title(self, section: str) -> str:
        return short_title(self._project.section(section).title.zh)

    def _bars(self, steps: SectionSteps) -> tuple[Bar, ...]:
        numbers = {m.id: n for n, m in enumerate(self._project.committee, start=1)}
        highest = max((_value(s.used) for s in steps.subtotals), default=Fraction(0)) or Fraction(1)
        return tuple(
            Bar(numbers[s.member], shown, float(_value(s.used) / highest), s.mark, s.is_replaced)
            for s, shown in zip(steps.subtotals, aligned([s.used for s in steps.subtotals]), strict=True)
        )

    def _price(self, number: int, steps: PriceSteps) -> Step:
        return Step(number, self._title(steps.section), steps.score, "", (), tuple(price_lines(steps)))


def _price_mark(kept: bool, price: Fraction, middle: Fraction) -> str:
    if kept:
        return "kept"
    return "dropped-highest" if price >= middle else "dropped-lowest"


def price_lines(steps: PriceSteps) -> list[str]:
    """From the benchmark to the points of one price."""
    if steps.formula == "lowest-price":
        words = translate("Summary", "Lowest price {benchmark} ÷ this price {price} × {full}\n= {unrounded}")
        lines = [words.format(benchmark=money(steps.benchmark), price=money(steps.price), full=steps.full,
                              unrounded=steps.unrounded)]  # fmt: skip
        return [*lines, *_rounded(steps)]
    return [benchmark_line(steps), _deviation_line(steps), *_points_lines(steps)]


def benchmark_line(steps: PriceSteps) -> str:
    """How the benchmark comes about, shortly."""
    factor = exact_text(100 + Fraction(steps.adjust_percent or "0"))
    words = translate("Summary", "Benchmark {benchmark} = mean of {count} prices × {factor}%")
    return words.format(benchmark=money(steps.benchmark), count=len(steps.kept_codes), factor=factor)


def _deviation_line(steps: PriceSteps) -> str:
    words = translate("Summary", "Deviation ({price} − benchmark) ÷ benchmark = {deviation}%")
    return words.format(price=money(steps.price), deviation=signed(steps.deviation_percent or "0"))


def _points_lines(steps: PriceSteps) -> list[str]:
    away = (steps.deviation_percent or "0").removeprefix("-")
    line = f"{steps.full} − {away} × {steps.per_percent} = {signed(steps.unrounded)}"
    if steps.floor is not None and _value(steps.unrounded) < _value(steps.floor):
        words = translate("Summary", "{line}, below the least of {floor}, so {score}")
        return [words.format(line=line, floor=steps.floor, score=steps.score)]
    if steps.unrounded == steps.score:
        return [line]
    return [translate("Summary", "{line}, rounded {score}").format(line=line, score=steps.score)]


def _rounded(steps: PriceSteps) -> list[str]:
    if steps.unrounded == steps.score:
        return []
    return [translate("Summary", "rounded {score}").format(score=steps.score)]


def _lead(steps: SectionSteps) -> str:
    highest = sum(s.mark == "dropped-highest" for s in steps.subtotals)
    lowest = sum(s.mark == "dropped-lowest" for s in steps.subtotals)
    if not highest and not lowest:
        return translate("Summary", "Subjective subtotals of {count} members:").format(count=len(steps.subtotals))
    words = translate("Summary", "Subjective subtotals of {count} members, without {highest} highest, {lowest} lowest:")
    return words.format(count=len(steps.subtotals), highest=highest, lowest=lowest)


def _subjective(steps: SectionSteps, *, objective: bool, drawn: bool) -> list[str]:
    shown = zip(steps.subtotals, aligned([s.used for s in steps.subtotals]), strict=True)
    kept = " + ".join(used for s, used in shown if s.mark == "kept")
    mean = f"{steps.kept_sum} ÷ {steps.divisor} = {_mean(steps)}"
    replaced = [s for s in steps.subtotals if s.is_replaced]
    lines = [f"（{kept}）÷ {steps.divisor}\n= {mean}"] if drawn else [_shortly(steps, kept, mean)]
    if objective and drawn:
        lines = [translate("Summary", "Subjective {sum}").format(sum=lines[0])]
    return [*(_replacement(s) for s in replaced), *lines]


def _shortly(steps: SectionSteps, kept: str, mean: str) -> str:
    if any(s.mark != "kept" for s in steps.subtotals):
        words = translate("Summary", "Subjective without the extremes ({kept}) ÷ {divisor}\n= {mean}")
    else:
        words = translate("Summary", "Subjective ({kept}) ÷ {divisor}\n= {mean}")
    return words.format(kept=kept, divisor=steps.divisor, mean=mean)


def _mean(steps: SectionSteps) -> str:
    """The trimmed mean, and how it was rounded where it was."""
    mean, used = steps.trimmed_mean or "0", steps.subjective or "0"
    if _value(mean) == _value(used) and not mean.endswith("…"):
        return used
    return translate("Summary", "{mean}, rounded {used}").format(mean=mean, used=used)


def _replacement(step: SubtotalStep) -> str:
    words = translate("Summary", "One subtotal of {entered} is replaced by the mean of the others, {used}")
    return words.format(entered=step.entered, used=step.used)


def _value(text: str) -> Fraction:
    return Fraction(text.rstrip("…"))
