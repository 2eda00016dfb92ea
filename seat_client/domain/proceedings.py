"""Facts of the committee's own proceedings: who sits on it, motions, questions to bidders, seals, notices and fees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from seat_client.domain.stages import StageId

# --- the committee --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the project file writes one; `kind` and `specialty` are its words."""

    id: str
    name: str
    kind: str
    specialty: str


@dataclass(frozen=True, slots=True)
class CommitteeChecked:
    """The composition after all have signed in, and after each replacement; `verdict` is empty when it is legal,
    else the code of the rule it breaks (Tendering Law art. 37)."""

    members: int
    experts: int
    verdict: str
    kind: Literal["committee-checked"] = "committee-checked"


@dataclass(frozen=True, slots=True)
class MemberReplaced:
    """`old` leaves, `new` starts afresh in the same place; what `old` did is void (implementing regulations art. 48).

    `reason` is recusal, absence or fault; `note` says more in words.
    """

    old: str
    new: Person
    reason: str
    note: str = ""
    kind: Literal["member-replaced"] = "member-replaced"


@dataclass(frozen=True, slots=True)
class MemberMoved:
    """A successor who catches up has come to `stage`; `level` when that is where the committee is."""

    member: str
    stage: StageId
    level: bool = False
    kind: Literal["member-moved"] = "member-moved"


@dataclass(frozen=True, slots=True)
class DisciplineAcknowledged:
    member: str
    rules_digest: str
    client_version: str
    phone_box: str
    at: str
    kind: Literal["discipline-acknowledged"] = "discipline-acknowledged"


@dataclass(frozen=True, slots=True)
class ReadingConfirmed:
    member: str
    kind: Literal["reading-confirmed"] = "reading-confirmed"


# --- scores ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemsPrefilled:
    """Objective items of one stage's sheet from verified data: code -> criterion -> decimal string."""

    stage: StageId
    values: Mapping[str, Mapping[str, str]]
    kind: Literal["items-prefilled"] = "items-prefilled"


@dataclass(frozen=True, slots=True)
class RevisionSigned:
    """A member has signed the revision of a disputed item; its value is told when all asked have."""

    member: str
    flag: str
    kind: Literal["revision-signed"] = "revision-signed"


@dataclass(frozen=True, slots=True)
class RevisionsOpened:
    """The revised values of one disputed item, member -> decimal string; `agreed` when the members now agree."""

    flag: str
    values: Mapping[str, str]
    agreed: bool
    kind: Literal["revisions-opened"] = "revisions-opened"


@dataclass(frozen=True, slots=True)
class ReasonOverdue:
    """The deadline for a member's reason or a bidder's explanation has passed without one."""

    flag: str
    kind: Literal["reason-overdue"] = "reason-overdue"


# --- questions to bidders -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuestionProposed:
    id: str
    member: str
    subject: str
    text: str
    stage: StageId
    kind: Literal["question-proposed"] = "question-proposed"


@dataclass(frozen=True, slots=True)
class QuestionVoteCast:
    """How many members have said whether to ask."""

    question: str
    cast: int
    kind: Literal["question-vote-cast"] = "question-vote-cast"


@dataclass(frozen=True, slots=True)
class QuestionSent:
    """More than half of all members support it: the centre relays it, and only now a reply may come."""

    question: str
    support: int
    kind: Literal["question-sent"] = "question-sent"


@dataclass(frozen=True, slots=True)
class QuestionDropped:
    """Not supported by more than half."""

    question: str
    support: int
    kind: Literal["question-dropped"] = "question-dropped"


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """The bidder's written answer, checked by the centre's relay."""

    question: str
    text: str
    kind: Literal["question-answered"] = "question-answered"


@dataclass(frozen=True, slots=True)
class QuestionClosed:
    """No answer came by the deadline; with a `why`, the centre did not let the question go to the bidder."""

    question: str
    why: str = ""
    kind: Literal["question-closed"] = "question-closed"


# --- motions --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MotionProposed:
    id: str
    member: str
    motion: str
    text: str
    stage: StageId
    minutes: int = 0
    code: str = ""
    criterion: str = ""
    kind: Literal["motion-proposed"] = "motion-proposed"


@dataclass(frozen=True, slots=True)
class MotionVoteCast:
    motion: str
    cast: int
    kind: Literal["motion-vote-cast"] = "motion-vote-cast"


@dataclass(frozen=True, slots=True)
class MotionDecided:
    """`support` and `against` count the votes cast of `members`; an extension needs more than a third of all."""

    motion: str
    carried: bool
    support: int
    against: int
    members: int
    kind: Literal["motion-decided"] = "motion-decided"


@dataclass(frozen=True, slots=True)
class ElectionOpened:
    """The committee elects its chair anew, by a motion: ballots of this round count."""

    round: int
    kind: Literal["election-opened"] = "election-opened"


# --- the fault clock ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suspended:
    """Everything stands still. `reason` is fault or overnight; `until` is the limit of a fault, empty overnight;
    `opens` is from when it may be opened, empty for a fault."""

    reason: str
    since: str
    until: str = ""
    opens: str = ""
    kind: Literal["suspended"] = "suspended"


@dataclass(frozen=True, slots=True)
class Resumed:
    """Opened again by two people together."""

    opened_by: tuple[str, str]
    at: str
    kind: Literal["resumed"] = "resumed"


@dataclass(frozen=True, slots=True)
class SealedForGood:
    """The evaluation ends unfinished. `reason`: limit-before-start (the purchaser decides), limit-during (a new
    committee) or bid-returned (a recount after a replacement brought back a bid the others can no longer judge)."""

    reason: str
    at: str
    kind: Literal["sealed-for-good"] = "sealed-for-good"


@dataclass(frozen=True, slots=True)
class Reconvened:
    """The same committee meets again after the end; all sign in, check the summary and sign a report anew."""

    reason: str
    at: str
    kind: Literal["reconvened"] = "reconvened"


# --- the supervisor -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SupervisorSignedIn:
    supervisor: str
    seat: str
    at: str
    kind: Literal["supervisor-signed-in"] = "supervisor-signed-in"


@dataclass(frozen=True, slots=True)
class SupervisorSignedOut:
    supervisor: str
    at: str
    kind: Literal["supervisor-signed-out"] = "supervisor-signed-out"


@dataclass(frozen=True, slots=True)
class SupervisorMarked:
    """An event the supervisor marked; members read it in the log."""

    supervisor: str
    text: str
    stage: StageId
    at: str
    kind: Literal["supervisor-marked"] = "supervisor-marked"


@dataclass(frozen=True, slots=True)
class PresenceNoted:
    """What a member's seat found of who sits there since `since`, its own time; told to supervisors and to the member.

    `present` ends what was found before. Nothing follows from it by itself.
    """

    member: str
    finding: Literal["present", "absent", "second-person", "other-face", "unseen"]
    since: str
    at: str
    kind: Literal["presence-noted"] = "presence-noted"


# --- the call -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallStarted:
    """Somebody opened the meeting; the centre records it from here on."""

    person: str
    at: str
    kind: Literal["call-started"] = "call-started"


@dataclass(frozen=True, slots=True)
class AsideOpened:
    """A member speaks with a supervisor or a technician alone; what is said is recorded like the rest."""

    member: str
    other: str
    at: str
    kind: Literal["aside-opened"] = "aside-opened"


@dataclass(frozen=True, slots=True)
class AsideEnded:
    member: str
    other: str
    at: str
    kind: Literal["aside-ended"] = "aside-ended"


@dataclass(frozen=True, slots=True)
class RecordingKept:
    """A recording of the call is complete: what `person` sent of one track. `sha256` is that of the recorded packets
    as they were written, `link` chains it to the recording before (64 zeros at first); `gaps` are the stretches, in
    seconds from `began`, in which nothing came.
    """

    number: int
    person: str
    track: Literal["audio", "video"]
    file: str
    sha256: str
    link: str
    began: str
    ended: str
    packets: int
    gaps: tuple[tuple[int, int], ...] = ()
    kind: Literal["recording-kept"] = "recording-kept"


@dataclass(frozen=True, slots=True)
class GapFilled:
    """What `person` said and showed while no line carried it was kept by the seat and has come in afterwards: it fills
    what the recordings lack from `began` to `ended`. `sha256` is that of `file` (Matroska), as the seat made it.
    """

    person: str
    file: str
    sha256: str
    size: int
    began: str
    ended: str
    kind: Literal["gap-filled"] = "gap-filled"


@dataclass(frozen=True, slots=True)
class ScreenKept:
    """What the seat of `person` showed from `began` to `ended`, a picture about every second, sealed to the two escrow
    officers. `sha256` is that of the sealed `file`.
    """

    person: str
    file: str
    sha256: str
    size: int
    began: str
    ended: str
    kind: Literal["screen-kept"] = "screen-kept"


# --- report and fee -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SigningRefused:
    member: str
    text: str
    at: str
    kind: Literal["signing-refused"] = "signing-refused"


@dataclass(frozen=True, slots=True)
class NoticeServed:
    """The written notice to a member who does not sign: sign or give a written reason by `deadline`, else deemed to
    agree (implementing regulations art. 53)."""

    member: str
    at: str
    deadline: str
    kind: Literal["notice-served"] = "notice-served"


@dataclass(frozen=True, slots=True)
class FeeSlip:
    """One member's attendance; `hours` and `amount` are decimal strings, `amount` empty without a tariff."""

    member: str
    hours: str
    place: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class FeesComputed:
    slips: tuple[FeeSlip, ...]
    kind: Literal["fees-computed"] = "fees-computed"


@dataclass(frozen=True, slots=True)
class FeeConfirmed:
    member: str
    at: str
    kind: Literal["fee-confirmed"] = "fee-confirmed"
