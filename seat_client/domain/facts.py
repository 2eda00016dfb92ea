"""What the centre has recorded and the seats of the committee fold.

Nothing stands in a fact that the whole committee may not yet see: counts instead of votes, codes instead of names
while the review is blind. What a single member may be told of the record besides is `telling.told`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from seat_client.domain.proceedings import (
    AsideEnded,
    AsideOpened,
    CallStarted,
    CommitteeChecked,
    DisciplineAcknowledged,
    ElectionOpened,
    FeeConfirmed,
    FeesComputed,
    GapFilled,
    ItemsPrefilled,
    MemberMoved,
    MemberReplaced,
    MotionDecided,
    MotionProposed,
    MotionVoteCast,
    NoticeServed,
    PresenceNoted,
    QuestionAnswered,
    QuestionClosed,
    QuestionDropped,
    QuestionProposed,
    QuestionSent,
    QuestionVoteCast,
    ReadingConfirmed,
    ReasonOverdue,
    Reconvened,
    RecordingKept,
    Resumed,
    RevisionSigned,
    RevisionsOpened,
    ScreenKept,
    SealedForGood,
    SigningRefused,
    SupervisorMarked,
    SupervisorSignedIn,
    SupervisorSignedOut,
    Suspended,
)
from seat_client.domain.stages import StageId

Scores = Mapping[str, Mapping[str, Mapping[str, str]]]  # member -> code -> criterion -> decimal string


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
    at: str = ""
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
    """The codes are those the signed manifest covers; later a bid may fall away, a signature does not change."""

    member: str
    stage: StageId
    codes: tuple[str, ...] = ()
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
class SheetWarning:
    """What the checker warns of: objective-disagreement, sum-error or large-deviation; unused fields are empty."""

    check: str
    code: str = ""
    member: str = ""
    section: str = ""
    criterion: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class SummaryPublished:
    """All sheets as the project format writes them, and the centre's result of them.

    `warnings` are the checker's (`checker.warnings_of`), to be seen by every expert before the report.
    """

    sheets: Mapping[str, Any]
    result: Mapping[str, Any]
    result_digest: str
    warnings: tuple[SheetWarning, ...] = ()
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
    | CommitteeChecked | MemberReplaced | MemberMoved | DisciplineAcknowledged | ReadingConfirmed
    | ItemsPrefilled | RevisionSigned | RevisionsOpened | ReasonOverdue
    | QuestionProposed | QuestionVoteCast | QuestionSent | QuestionDropped | QuestionAnswered | QuestionClosed
    | MotionProposed | MotionVoteCast | MotionDecided | ElectionOpened
    | Suspended | Resumed | SealedForGood | Reconvened
    | SupervisorSignedIn | SupervisorSignedOut | SupervisorMarked | SigningRefused | NoticeServed
    | FeesComputed | FeeConfirmed | CallStarted | AsideOpened | AsideEnded | RecordingKept
    | GapFilled | ScreenKept | PresenceNoted
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact with its place in the centre's record and the centre's time (ISO 8601, UTC)."""

    cursor: int
    at: str
    fact: Fact = field()
