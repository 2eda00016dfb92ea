"""What is written down: acts of members and facts of the centre.

An *act* is what one member does at a seat; it travels to the centre in a hash-chained envelope. A *fact*
is what the centre has recorded and every seat of the committee may know; seats fold facts, in the order
of the centre's cursor, into the same `Evaluation` the centre holds. Nothing stands in a fact that the
whole committee may not yet see: counts instead of votes, codes instead of names while the review is blind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from seat_client.domain.stages import StageId

Scores = Mapping[str, Mapping[str, Mapping[str, str]]]  # member -> code -> criterion -> decimal string


# --- acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecusalGround:
    """A bidder and the reason why the member must not judge it (implementing regulations art. 46)."""

    bidder: str
    ground: str


@dataclass(frozen=True, slots=True)
class SignUndertaking:
    """The undertaking, with the declaration of interests; `signature` is a detached CMS in base64."""

    choice: Literal["no-conflict", "recuse"]
    statement_digest: str
    signature: str
    grounds: tuple[RecusalGround, ...] = ()
    kind: Literal["sign-undertaking"] = "sign-undertaking"


@dataclass(frozen=True, slots=True)
class CastBallot:
    """A secret vote for the chair in one round."""

    candidate: str
    round: int
    kind: Literal["cast-ballot"] = "cast-ballot"


@dataclass(frozen=True, slots=True)
class VotePreliminary:
    """Pass or fail of one item; `subject` is a bidder id on open items, a code on blind ones."""

    subject: str
    item: str
    passed: bool
    reason: str = ""
    kind: Literal["vote-preliminary"] = "vote-preliminary"


@dataclass(frozen=True, slots=True)
class EnterScore:
    """One cell of the member's own sheet; an empty value clears it."""

    code: str
    criterion: str
    value: str
    reason: str = ""
    kind: Literal["enter-score"] = "enter-score"


@dataclass(frozen=True, slots=True)
class LockSheet:
    """The member's sheet of one stage, final; `signature` is a detached CMS over the manifest in base64."""

    stage: StageId
    manifest_digest: str
    signature: str
    kind: Literal["lock-sheet"] = "lock-sheet"


@dataclass(frozen=True, slots=True)
class GiveReason:
    """The written reason a flagged member gives for the own score."""

    flag: str
    text: str
    kind: Literal["give-reason"] = "give-reason"


@dataclass(frozen=True, slots=True)
class VoteRuling:
    """One member's vote on a flag: keep/replace, accept/reject or continue/stop; `defer` leaves it unruled."""

    flag: str
    decision: str
    kind: Literal["vote-ruling"] = "vote-ruling"


@dataclass(frozen=True, slots=True)
class ConfirmPrice:
    """The member has seen the computed price scores; `digest` is that of the figures shown."""

    digest: str
    kind: Literal["confirm-price"] = "confirm-price"


@dataclass(frozen=True, slots=True)
class ConfirmSummary:
    """The member's own recomputation gave this result."""

    result_digest: str
    kind: Literal["confirm-summary"] = "confirm-summary"


@dataclass(frozen=True, slots=True)
class RecordDissent:
    """A written dissenting opinion with its reason (implementing regulations art. 53)."""

    text: str
    result_digest: str
    kind: Literal["record-dissent"] = "record-dissent"


@dataclass(frozen=True, slots=True)
class ConfirmRelease:
    """The seat has wiped what it held; `wiped` counts the erased documents and rows."""

    wiped: int
    kind: Literal["confirm-release"] = "confirm-release"


Act = (
    SignUndertaking | CastBallot | VotePreliminary | EnterScore | LockSheet | GiveReason | VoteRuling
    | ConfirmPrice | ConfirmSummary | RecordDissent | ConfirmRelease
)  # fmt: skip


def aggregate_of(act: Act) -> str:  # noqa: PLR0911 - one line per kind of act
    """The line of history an act belongs to; revisions count up within it, per member."""
    match act:
        case EnterScore():
            return f"score/{act.code}/{act.criterion}"
        case VotePreliminary():
            return f"preliminary/{act.item}/{act.subject}"
        case CastBallot():
            return f"ballot/{act.round}"
        case LockSheet():
            return f"lock/{act.stage}"
        case GiveReason() | VoteRuling():
            return f"{act.kind}/{act.flag}"
        case ConfirmSummary() | RecordDissent():
            return "summary"
        case _:
            return act.kind


# --- facts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MappingCommitted:
    """The sealed code-bidder mapping: SHA-256 of its canonical form with the salt, published first of all."""

    commitment: str
    kind: Literal["mapping-committed"] = "mapping-committed"


@dataclass(frozen=True, slots=True)
class StageOpened:
    stage: StageId
    kind: Literal["stage-opened"] = "stage-opened"


@dataclass(frozen=True, slots=True)
class MemberSignedIn:
    member: str
    seat: str
    factors: tuple[str, ...]
    kind: Literal["member-signed-in"] = "member-signed-in"


@dataclass(frozen=True, slots=True)
class UndertakingSigned:
    member: str
    kind: Literal["undertaking-signed"] = "undertaking-signed"


@dataclass(frozen=True, slots=True)
class MemberRecused:
    member: str
    kind: Literal["member-recused"] = "member-recused"


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A member has voted; for whom is nobody's to know."""

    member: str
    round: int
    kind: Literal["ballot-cast"] = "ballot-cast"


@dataclass(frozen=True, slots=True)
class BallotClosed:
    """Votes per candidate; `elected` is empty when the round ended in a tie."""

    round: int
    votes: Mapping[str, int]
    elected: str
    tied: tuple[str, ...] = ()
    kind: Literal["ballot-closed"] = "ballot-closed"


@dataclass(frozen=True, slots=True)
class PreliminaryVoteCast:
    """How many members have voted on one cell; `subject` as in `VotePreliminary`."""

    subject: str
    item: str
    cast: int
    kind: Literal["preliminary-vote-cast"] = "preliminary-vote-cast"


@dataclass(frozen=True, slots=True)
class PreliminaryClosed:
    """One cell, after every member has voted on it."""

    subject: str
    item: str
    fails: int
    passes: int
    reasons: tuple[str, ...] = ()
    kind: Literal["preliminary-closed"] = "preliminary-closed"


@dataclass(frozen=True, slots=True)
class CodesDealt:
    """The codes still in the evaluation when the blind part begins, in code order."""

    codes: tuple[str, ...]
    kind: Literal["codes-dealt"] = "codes-dealt"


@dataclass(frozen=True, slots=True)
class SheetLocked:
    member: str
    stage: StageId
    kind: Literal["sheet-locked"] = "sheet-locked"


@dataclass(frozen=True, slots=True)
class SheetsOpened:
    """All members' scores of one stage, after all have locked."""

    stage: StageId
    scores: Scores
    kind: Literal["sheets-opened"] = "sheets-opened"


@dataclass(frozen=True, slots=True)
class FlagRaised:
    """A check asks for a ruling of the committee.

    `check` is abnormal-score, low-price, fewer-than-three or objective-disagreement; `figure` is the printed
    deviation, ratio or count. Unused identities are empty.
    """

    id: str
    stage: StageId
    check: str
    figure: str
    code: str = ""
    section: str = ""
    expert: str = ""
    criterion: str = ""
    kind: Literal["flag-raised"] = "flag-raised"


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    flag: str
    text: str
    kind: Literal["reason-given"] = "reason-given"


@dataclass(frozen=True, slots=True)
class RulingVoteCast:
    flag: str
    cast: int
    kind: Literal["ruling-vote-cast"] = "ruling-vote-cast"


@dataclass(frozen=True, slots=True)
class RulingMade:
    """The committee's decision by simple majority of all members; `defer` when no decision has one."""

    flag: str
    decision: str
    votes: Mapping[str, int]
    kind: Literal["ruling-made"] = "ruling-made"


@dataclass(frozen=True, slots=True)
class MappingOpened:
    """The mapping and its salt; seats check both against the commitment."""

    codes: Mapping[str, str]
    salt: str
    kind: Literal["mapping-opened"] = "mapping-opened"


@dataclass(frozen=True, slots=True)
class PriceConfirmed:
    member: str
    kind: Literal["price-confirmed"] = "price-confirmed"


@dataclass(frozen=True, slots=True)
class SummaryPublished:
    """All sheets as the project format writes them, and the centre's result of them."""

    sheets: Mapping[str, Any]
    result: Mapping[str, Any]
    result_digest: str
    kind: Literal["summary-published"] = "summary-published"


@dataclass(frozen=True, slots=True)
class SummaryConfirmed:
    """A member's recomputation; it counts only when its digest equals the centre's."""

    member: str
    result_digest: str
    kind: Literal["summary-confirmed"] = "summary-confirmed"


@dataclass(frozen=True, slots=True)
class DissentRecorded:
    member: str
    text: str
    kind: Literal["dissent-recorded"] = "dissent-recorded"


@dataclass(frozen=True, slots=True)
class ReportPublished:
    """A report ready for signing, by the SHA-256 of its bytes; a new one voids signatures on the old."""

    digest: str
    size: int
    kind: Literal["report-published"] = "report-published"


@dataclass(frozen=True, slots=True)
class ReportSigned:
    member: str
    digest: str
    size: int
    at: str
    kind: Literal["report-signed"] = "report-signed"


@dataclass(frozen=True, slots=True)
class AgreementDeemed:
    """A member neither signed nor gave a written reason in time: deemed to agree (art. 53)."""

    member: str
    digest: str
    size: int
    at: str
    kind: Literal["agreement-deemed"] = "agreement-deemed"


@dataclass(frozen=True, slots=True)
class ReportClosed:
    """The centre's closing signature stands; these are the final bytes."""

    digest: str
    size: int
    kind: Literal["report-closed"] = "report-closed"


@dataclass(frozen=True, slots=True)
class MemberReleased:
    member: str
    kind: Literal["member-released"] = "member-released"


Fact = (
    MappingCommitted | StageOpened | MemberSignedIn | UndertakingSigned | MemberRecused | BallotCast | BallotClosed
    | PreliminaryVoteCast | PreliminaryClosed | CodesDealt | SheetLocked | SheetsOpened | FlagRaised | ReasonGiven
    | RulingVoteCast | RulingMade | MappingOpened | PriceConfirmed | SummaryPublished | SummaryConfirmed
    | DissentRecorded | ReportPublished | ReportSigned | AgreementDeemed | ReportClosed | MemberReleased
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact with its place in the centre's record and the centre's time (ISO 8601, UTC)."""

    cursor: int
    at: str
    fact: Fact = field()
