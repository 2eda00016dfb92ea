"""What an evaluation report says, in the ten parts that the rules on evaluation reports name, and who signs it.

(评标委员会和评标方法暂行规定, art. 42.) Plain strings in display form, tuples in display order: whoever fills it has
computed and sorted everything. Words of the trade (kinds, decisions) stay as codes; the template translates them.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Decision: TypeAlias = Literal["keep", "replace", "accept", "reject"]


@dataclass(frozen=True, slots=True)
class Basics:
    """Part 1: the tender and its evaluation."""

    project_id: str
    project_name: str
    regime: Literal["tendering", "government-procurement"]
    ceiling_price: str
    currency: str
    places: tuple[str, ...]
    started_at: str
    finished_at: str
    blind: bool
    commitment: str
    """Hexadecimal commitment to the blind codes, published before the evaluation."""
    date: tuple[int, int, int]
    """Year, month, day the report bears; also the date inside the document, so that it is reproducible."""


@dataclass(frozen=True, slots=True)
class CommitteeMember:
    """Part 2, and a row of the signature page."""

    id: str
    name: str
    kind: str
    specialty: str
    place: str
    chair: bool = False


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Part 3: one bid as read out at the opening."""

    bidder: str
    price_in_figures: str
    price_in_words: str
    evaluated_price: str


@dataclass(frozen=True, slots=True)
class CompliantBid:
    """Part 4: a bid that passed the preliminary review."""

    code: str
    bidder: str
    evaluated_price: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """Part 5: a rejected bid; votes are empty strings for a rejection without a vote on an item."""

    code: str
    bidder: str
    item: str
    votes_for: str
    votes_against: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """Part 6: one criterion of a section."""

    section: str
    title: str
    kind: Literal["subjective", "objective", "price"]
    max: str


@dataclass(frozen=True, slots=True)
class Method:
    """Part 6: by which rules and which program the result came about."""

    method: str
    criteria: tuple[CriterionRow, ...]
    rules: tuple[tuple[str, str], ...]
    """(rule, how it reads here), such as the price formula, trimming, ties."""
    rules_digest: str
    client_version: str
    formula_library: str = ""
    """Version of the formula library."""
    formula_digest: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One criterion with one score per member, in the order of `ReportContent.committee`."""

    criterion: str
    scores: tuple[str, ...]
    kind: Literal["subjective", "objective"] = "subjective"


@dataclass(frozen=True, slots=True)
class BidScores:
    """Part 7: every member's scores for one bid in one section."""

    code: str
    bidder: str
    rows: tuple[ScoreRow, ...]
    subtotals: tuple[str, ...]
    """Each member's sum."""
    score: str
    """The section's score after trimming and rounding."""


@dataclass(frozen=True, slots=True)
class SectionScores:
    """Part 7: one scored section."""

    title: str
    max: str
    bids: tuple[BidScores, ...]


@dataclass(frozen=True, slots=True)
class PriceRow:
    """Part 7: one bid's price score."""

    code: str
    bidder: str
    price: str
    deviation: str
    score: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """Part 7: the comparison in one line per bid."""

    code: str
    bidder: str
    sections: tuple[str, ...]
    """One score per section of `Comparison.section_titles`, price included."""
    total: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Part 7: evaluation and comparison."""

    section_titles: tuple[str, ...]
    totals: tuple[TotalRow, ...]
    sections: tuple[SectionScores, ...]
    benchmark: str
    prices: tuple[PriceRow, ...]


@dataclass(frozen=True, slots=True)
class RankRow:
    """Part 8: a place in the ranking; joint places repeat the rank."""

    rank: int
    code: str
    bidder: str
    total: str
    price: str
    joint: bool = False
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class Clarification:
    """Part 9: a question to a bidder and its written answer; an empty answer is one that never came."""

    code: str
    bidder: str
    question: str
    answer: str
    asked_at: str = ""
    answered_at: str = ""


@dataclass(frozen=True, slots=True)
class LowPriceRuling:
    """Part 9: an abnormally low price, its explanation and the decision."""

    code: str
    bidder: str
    ratio: str
    explanation: str
    decision: Decision
    votes_for: str
    votes_against: str


@dataclass(frozen=True, slots=True)
class AbnormalRuling:
    """Part 9: a score far from the others', the member's reason and the decision."""

    member: str
    code: str
    bidder: str
    section: str
    deviation: str
    reason: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Statement:
    """Part 10: a member's own words, or words served on a member."""

    member: str
    text: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """Part 10: a member who left and the one who started afresh; the leaver's sheets are void."""

    left: str
    successor: str
    reason: str
    at: str = ""
    stage: str = ""
    void: str = ""
    """What of the leaver's work no longer counts, in words."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Part 10: a motion of the committee and its vote."""

    subject: str
    mover: str
    votes_for: str
    votes_against: str
    carried: bool
    at: str
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Interruption:
    """Part 10: a time in which the evaluation stood still: a fault, or a night under seal."""

    kind: Literal["fault", "overnight"]
    reason: str
    began: str
    ended: str
    opened_by: tuple[str, ...] = ()
    """The two persons who opened the seal."""


@dataclass(frozen=True, slots=True)
class Supervision:
    """Part 10: one recorded act of the supervisor."""

    at: str
    supervisor: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckWarning:
    """Part 10: something the report checker points out; the members confirm it by signing (发改法规〔2026〕195号)."""

    kind: Literal["objective-disagreement", "sum-error", "large-deviation", "ranking-order"]
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Notes:
    """Part 10: everything else that belongs in the record."""

    election: tuple[tuple[str, str], ...] = ()
    """(member, votes) of the chair's election."""
    replacements: tuple[Replacement, ...] = ()
    dissents: tuple[Statement, ...] = ()
    deemed_agreed: tuple[Statement, ...] = ()
    """Members who neither sign nor give a written reason: deemed to agree (招标投标法实施条例, art. 53)."""
    motions: tuple[Motion, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
    supervision: tuple[Supervision, ...] = ()
    attendance: tuple[tuple[str, str, str], ...] = ()
    """(member, place, time of sign-in)."""
    checked: bool = False
    """Whether the report checker has run; `warnings` is what it found."""
    warnings: tuple[CheckWarning, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A whole report; equal content gives equal bytes."""

    basics: Basics
    committee: tuple[CommitteeMember, ...]
    opening: tuple[OpeningRow, ...]
    compliant: tuple[CompliantBid, ...]
    rejections: tuple[Rejection, ...]
    method: Method
    comparison: Comparison
    ranking: tuple[RankRow, ...]
    clarifications: tuple[Clarification, ...] = ()
    low_prices: tuple[LowPriceRuling, ...] = ()
    abnormal: tuple[AbnormalRuling, ...] = ()
    notes: Notes = Notes()

    def candidates(self) -> tuple[RankRow, ...]:
        """The recommended candidates, in order."""
        return tuple(row for row in self.ranking if row.candidate)

    def chair(self) -> CommitteeMember:
        """The one member who chairs and signs last; raises ValueError when there is not exactly one."""
        (chair,) = (member for member in self.committee if member.chair)
        return chair

    def signing_order(self) -> tuple[CommitteeMember, ...]:
        """The members as they stand on the signature page: the chair last, whatever the order of the rest."""
        return (*(member for member in self.committee if not member.chair), self.chair())
