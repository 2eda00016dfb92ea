"""Scores of members: which entries are legal, and how a section's score comes out of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seat_client.domain.errors import RuleViolation
from seat_client.domain.exact import exact_text, is_decimal, round_half_up
from seat_client.domain.project import Criterion, Project
from seat_client.domain.rules import ZERO, DropTable, row_for

CriterionScores = Mapping[str, Fraction]
Scores = Mapping[str, Mapping[str, CriterionScores]]  # member -> code -> criterion -> score


def score_places(criteria: Iterable[Criterion]) -> int:
    """How many decimal places scores of these criteria can have, by their steps."""
    return max((len(exact_text(c.step).partition(".")[2]) for c in criteria), default=0)


def check_score(criterion: Criterion, text: str) -> Fraction:
    """The score a member typed, refused unless it is a decimal from 0 to the maximum on the criterion's step."""
    if not is_decimal(text):
        raise RuleViolation("score_malformed")
    score = Fraction(text)
    if text.startswith("-"):
        raise RuleViolation("score_below_zero")
    if score > criterion.max:
        raise RuleViolation("score_above_max", max=exact_text(criterion.max))
    if score % criterion.step:
        raise RuleViolation("score_off_step", step=exact_text(criterion.step))
    return score


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Which positions of a list of values were dropped, and the exact mean of those kept."""

    kept: tuple[int, ...]
    highest: tuple[int, ...]
    lowest: tuple[int, ...]
    kept_sum: Fraction
    mean: Fraction


def trim(values: Sequence[Fraction], table: DropTable) -> Trimmed:
    """`values` without the extremes the table drops for so many of them; among equals the earlier counts lower."""
    row = row_for(table, len(values))
    low, high = (row.lowest, row.highest) if row else (0, 0)
    order = sorted(range(len(values)), key=values.__getitem__)
    cut = len(order) - high
    kept = tuple(sorted(order[low:cut]))
    kept_sum = sum((values[index] for index in kept), ZERO)
    return Trimmed(kept, tuple(sorted(order[cut:])), tuple(sorted(order[:low])), kept_sum, kept_sum / len(kept))


def mean(values: Sequence[Fraction]) -> Fraction:
    """The exact mean of at least one value."""
    return sum(values, ZERO) / len(values)


@dataclass(frozen=True, slots=True)
class Subtotal:
    """One member's subjective sum in a section as entered, and as used after a ruling."""

    member: str
    entered: Fraction
    used: Fraction
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section's score of one bid with every step that led to it; `trimmed` is None without subjective items."""

    section: str
    subtotals: tuple[Subtotal, ...]
    trimmed: Trimmed | None
    subjective: Fraction
    objective: Fraction
    rounded: Fraction


def subjective_subtotals(project: Project, scores: Scores, code: str, section_id: str) -> dict[str, Fraction]:
    """Each member's unrounded sum over the subjective criteria of a section, in committee order."""
    criteria = [criterion.id for criterion in project.criteria_of(section_id) if criterion.kind == "subjective"]
    return {
        member.id: sum((scores[member.id][code][criterion] for criterion in criteria), ZERO)
        for member in project.committee
    }


def has_subjective(project: Project, section_id: str) -> bool:
    """Whether members judge anything in this section."""
    return any(criterion.kind == "subjective" for criterion in project.criteria_of(section_id))


def mean_of_others(subtotals: Mapping[str, Fraction], member: str) -> Fraction:
    """The exact, untrimmed mean of what all members but one gave."""
    return mean([value for other, value in subtotals.items() if other != member])


def score_section(
    project: Project, scores: Scores, code: str, section_id: str, *, replaced: frozenset[str] = frozenset()
) -> SectionScore:
    """The score of one bid in one scored section; members in `replaced` count with the mean of the others."""
    agreed = scores[project.committee[0].id][code]
    objective = sum(
        (agreed[criterion.id] for criterion in project.criteria_of(section_id) if criterion.kind == "objective"), ZERO
    )
    if not has_subjective(project, section_id):
        rounded = round_half_up(objective, project.rules.places)
        return SectionScore(section_id, (), None, ZERO, objective, rounded)
    subtotals = _subtotals(project, scores, code, section_id, replaced)
    trimmed = trim([subtotal.used for subtotal in subtotals], project.section(section_id).drop)
    subjective = round_half_up(trimmed.mean, project.rules.places)
    rounded = round_half_up(objective + subjective, project.rules.places)
    return SectionScore(section_id, subtotals, trimmed, subjective, objective, rounded)


def _subtotals(
    project: Project, scores: Scores, code: str, section_id: str, replaced: frozenset[str]
) -> tuple[Subtotal, ...]:
    entered = subjective_subtotals(project, scores, code, section_id)
    return tuple(
        Subtotal(member, value, mean_of_others(entered, member), True)
        if member in replaced
        else Subtotal(member, value, value, False)
        for member, value in entered.items()
    )
