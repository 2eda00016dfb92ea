"""What the committee must decide before there is a result: rejections, low prices, disagreements, abnormal scores.

Each function judges exactly what it is given, so the stages can ask before the reveal and the result afterwards.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seat_client.domain.exact import to_text
from seat_client.domain.project import Project
from seat_client.domain.roster import is_majority
from seat_client.domain.scoring import Scores, has_subjective, mean_of_others, subjective_subtotals

PRINTED_PLACES = 4
LOW_PRICE = "low-price"


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's judgement of one preliminary item."""

    passed: bool
    reason: str = ""


Votes = Mapping[str, Mapping[str, Mapping[str, Vote]]]  # member -> code or bidder -> item -> vote; absent = pass


@dataclass(frozen=True, slots=True)
class Rejection:
    """A bid that is out, by which item, with the votes for and against (None: by ruling on its low price)."""

    code: str
    criterion: str
    votes_for: int | None
    votes_against: int | None


@dataclass(frozen=True, slots=True)
class LowPriceFlag:
    """A price suspiciously far below the mean of the others."""

    code: str
    ratio: Fraction

    @property
    def ratio_text(self) -> str:
        """The ratio to four places."""
        return to_text(self.ratio, PRINTED_PLACES)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An objective item on which the members' scores of one bid differ."""

    criterion: str
    code: str


@dataclass(frozen=True, slots=True)
class AbnormalFlag:
    """A member's subjective subtotal far from the mean of the others, as a signed share of that mean."""

    expert: str
    code: str
    section: str
    deviation: Fraction

    @property
    def deviation_text(self) -> str:
        """The signed deviation to four places."""
        return to_text(self.deviation, PRINTED_PLACES)


def rejections(project: Project, votes: Votes, keys: Collection[str]) -> tuple[Rejection, ...]:
    """Of the bids in `keys` (codes or bidder ids) those a majority of all members fails on one item, in key order."""
    found = (rejection_of(project, votes, key) for key in sorted(keys))
    return tuple(rejection for rejection in found if rejection is not None)


def rejection_of(project: Project, votes: Votes, key: str) -> Rejection | None:
    """The first item, in file order, on which a majority of all members fails this bid."""
    members = len(project.committee)
    for item in project.preliminary:
        fails = _fails(votes, key, item.id)
        if is_majority(fails, members):
            return Rejection(key, item.id, fails, members - fails)
    return None


def _fails(votes: Votes, key: str, item: str) -> int:
    cast = (of_member.get(key, {}).get(item) for of_member in votes.values())
    return sum(vote is not None and not vote.passed for vote in cast)


def low_price_flags(project: Project, prices: Mapping[str, Fraction]) -> tuple[LowPriceFlag, ...]:
    """The valid `prices` below the project's share of the mean of the others, in key order."""
    threshold = project.rules.low_price_ratio
    if threshold is None or len(prices) < 2:
        return ()
    ratios = {key: prices[key] / mean_of_others(prices, key) for key in sorted(prices)}
    return tuple(LowPriceFlag(key, ratio) for key, ratio in ratios.items() if ratio < threshold)


def objective_disagreements(
    project: Project, scores: Scores, codes: Collection[str], section_ids: Collection[str]
) -> tuple[Disagreement, ...]:
    """Where members differ on an objective item of these sections, by criterion in file order, then code."""
    return tuple(
        Disagreement(criterion.id, code)
        for criterion in project.criteria
        if criterion.kind == "objective" and criterion.section in section_ids
        for code in sorted(codes)
        if len({scores[member.id][code][criterion.id] for member in project.committee}) > 1
    )


def abnormal_flags(
    project: Project, scores: Scores, codes: Collection[str], section_id: str
) -> tuple[AbnormalFlag, ...]:
    """The members' subtotals of one section too far from the mean of the others, by code, then committee order."""
    share = project.rules.abnormal_share
    if share is None or not has_subjective(project, section_id):
        return ()
    return tuple(flag for code in sorted(codes) for flag in _flags_of_code(project, scores, code, section_id, share))


def _flags_of_code(
    project: Project, scores: Scores, code: str, section_id: str, share: Fraction
) -> Sequence[AbnormalFlag]:
    subtotals = subjective_subtotals(project, scores, code, section_id)
    others = {member: mean_of_others(subtotals, member) for member in subtotals}
    deviations = {
        member: (subtotals[member] - others[member]) / others[member] for member in subtotals if others[member]
    }
    return [
        AbnormalFlag(member, code, section_id, deviation)
        for member, deviation in deviations.items()
        if abs(deviation) > share
    ]
