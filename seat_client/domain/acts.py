"""What one member does at a seat; it travels to the centre in a hash-chained envelope."""

from dataclasses import dataclass
from typing import Literal

from seat_client.domain.stages import StageId


@dataclass(frozen=True, slots=True)
class RecusalGround:
    """A bidder and the reason why the member must not judge it (implementing regulations art. 46).

    In a blind stage, where no name is shown to choose from, `bidder` may be empty and the ground stands alone.
    """

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
    opening: str = ""  # the key of the sealed drafts of this sheet, for the centre
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
    """The member's own recomputation gave this result; `warnings` is how many of the checker's were shown."""

    result_digest: str
    warnings: int = 0
    kind: Literal["confirm-summary"] = "confirm-summary"


@dataclass(frozen=True, slots=True)
class RecordDissent:
    """A written dissenting opinion with its reason (implementing regulations art. 53)."""

    text: str
    result_digest: str
    warnings: int = 0
    kind: Literal["record-dissent"] = "record-dissent"


@dataclass(frozen=True, slots=True)
class ConfirmRelease:
    """The seat has wiped what it held; `wiped` counts the erased documents and rows."""

    wiped: int
    kind: Literal["confirm-release"] = "confirm-release"


@dataclass(frozen=True, slots=True)
class AcknowledgeDiscipline:
    """Discipline read, phone handed in at `phone_box`; the digest of the rules and the client version as shown."""

    rules_digest: str
    client_version: str
    phone_box: str
    kind: Literal["acknowledge-discipline"] = "acknowledge-discipline"


@dataclass(frozen=True, slots=True)
class ConfirmReading:
    """The tender and its scoring rules have been read (implementing regulations art. 49)."""

    rules_digest: str
    kind: Literal["confirm-reading"] = "confirm-reading"


@dataclass(frozen=True, slots=True)
class SignRevision:
    """A new signed revision of one disputed item after a correction was decided.

    `value` is the item's score now; `signature` is a detached CMS in base64 over the manifest of the whole sheet
    with this one cell changed (`evidence.declarations.sheet_manifest`).
    """

    flag: str
    code: str
    criterion: str
    value: str
    reason: str
    manifest_digest: str
    signature: str
    kind: Literal["sign-revision"] = "sign-revision"


@dataclass(frozen=True, slots=True)
class ProposeQuestion:
    """A written question to a bidder; `subject` is a bidder id on open parts, a code otherwise (art. 52)."""

    id: str
    subject: str
    text: str
    kind: Literal["propose-question"] = "propose-question"


@dataclass(frozen=True, slots=True)
class SupportQuestion:
    """Whether the committee should ask it; the proposal itself counts as the proposer's support."""

    question: str
    support: bool
    kind: Literal["support-question"] = "support-question"


@dataclass(frozen=True, slots=True)
class ProposeMotion:
    """A motion to the committee; `motion` is one of `motions.MOTIONS`.

    `minutes` belongs to an extension, `code` and `criterion` to a correction; unused fields stay empty.
    """

    id: str
    motion: str
    text: str
    minutes: int = 0
    code: str = ""
    criterion: str = ""
    kind: Literal["propose-motion"] = "propose-motion"


@dataclass(frozen=True, slots=True)
class VoteMotion:
    """A vote on another member's motion; the proposal itself counts as the proposer's vote in favour."""

    motion: str
    support: bool
    kind: Literal["vote-motion"] = "vote-motion"


@dataclass(frozen=True, slots=True)
class RefuseSigning:
    """The member will not sign the assembled report; `text` is the written reason, empty when none is given."""

    text: str = ""
    kind: Literal["refuse-signing"] = "refuse-signing"


@dataclass(frozen=True, slots=True)
class ConfirmFee:
    """The own fee slip is right; `signature` is a detached CMS in base64 over `declarations.fee_slip`."""

    slip_digest: str
    signature: str
    kind: Literal["confirm-fee"] = "confirm-fee"


@dataclass(frozen=True, slots=True)
class NotePresence:
    """What the seat's camera found of who sits there; `present` ends what was found before.

    An event alone: nothing follows from it. `since` is the seat's time of the first of `looks` looks that agreed
    (ISO 8601); `score` and `threshold` are decimal text where faces were compared, otherwise empty.
    """

    finding: Literal["present", "absent", "second-person", "other-face", "unseen"]
    since: str
    looks: int
    score: str = ""
    threshold: str = ""
    kind: Literal["note-presence"] = "note-presence"


Act = (
    SignUndertaking | CastBallot | VotePreliminary | EnterScore | LockSheet | GiveReason | VoteRuling
    | ConfirmPrice | ConfirmSummary | RecordDissent | ConfirmRelease | AcknowledgeDiscipline | ConfirmReading
    | SignRevision | ProposeQuestion | SupportQuestion | ProposeMotion | VoteMotion | RefuseSigning | ConfirmFee
    | NotePresence
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
        case GiveReason() | VoteRuling() | SignRevision():
            return f"{act.kind}/{act.flag}"
        case ProposeQuestion() | ProposeMotion():
            return f"{act.kind}/{act.id}"
        case SupportQuestion():
            return f"{act.kind}/{act.question}"
        case VoteMotion():
            return f"{act.kind}/{act.motion}"
        case ConfirmSummary() | RecordDissent():
            return "summary"
        case _:
            return act.kind
