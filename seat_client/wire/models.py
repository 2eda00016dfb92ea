"""Requests and answers of the contract."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from seat_client.domain.events import Act, Fact, FeeSlip, Person, RecusalGround, SheetWarning
from seat_client.wire import BATCH_LIMIT
from seat_client.wire.drafts import SealedEntry

for _kind in (*get_args(Act), *get_args(Fact), RecusalGround, Person, FeeSlip, SheetWarning):
    _kind.__pydantic_config__ = {"extra": "forbid"}  # the domain's dataclasses, as strict as the models here

AnyAct = Annotated[Act, Field(discriminator="kind")]
AnyBody = Annotated[Act | SealedEntry, Field(discriminator="kind")]
AnyFact = Annotated[Fact, Field(discriminator="kind")]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Identifier = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
Base64 = Annotated[str, Field(max_length=200_000)]
ShortBase64 = Annotated[str, Field(max_length=200, pattern="^[A-Za-z0-9+/=]*$")]
Head = Annotated[str, Field(max_length=90, pattern="^([0-9]{1,12}:)?[0-9a-f]{64}$")]


class Model(BaseModel):
    """Unknown keys are refused: a client and a centre that differ must notice."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Model):
    """Why the centre refused: `code` selects the sentence at the seat, `facts` fill it."""

    code: str
    facts: dict[str, str | int] = {}


class CentreInfo(Model):
    """Who answers; asked before sign-in. `practice` marks a centre whose signatures have no legal force.

    The one answer that every version of a seat must be able to read, so what it does not know it passes over.
    `contracts` are all versions the centre speaks, `contract` the newest; `rules` is the version of its arithmetic.
    `generation` changes when the centre was restored from a backup: the seats then send again what it lost.
    `enrolled_only` tells that a seat needs its certificate here.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str
    contract: str
    practice: bool
    time: str
    sign_in_opens: str | None = None
    contracts: tuple[str, ...] = ()
    rules: str = ""
    generation: str = ""
    enrolled_only: bool = False
    sign_in_closes: str | None = None


class ChallengeRequest(Model):
    seat: Identifier


class Challenge(Model):
    """Bytes to be signed with the key at sign-in: SHA-256 of the canonical form of this very object."""

    id: Identifier
    seat: Identifier
    nonce: Digest
    expires: str


class SessionRequest(Model):
    """The answer to a challenge; certificate (DER) and signature in base64.

    `contract` and `rules` are the versions the seat goes by (`rules` may be left out by a seat of the first release).
    `project` names the evaluation of a member who sits on several committees; empty: the one that is open.
    `journal_key` is the public half of the key this seat signs its journal with (`evidence.journal`); what is signed
    then holds it too, so the member's certificate vouches for it.
    `decisions` (a list of `wire.identity.DecisionRecord` as canonical JSON) are the seat's own about face and finger,
    made for `release` and signed by the journal key. Without a certificate the enrolled seat vouches by two of them,
    or two `witnesses` (a list of `wire.identity.Witness`) do for the person `witnessed`.
    `photo` is the picture the place's policy asks for, sealed to the release's key.
    """

    challenge: Identifier
    seat: Identifier
    certificate: Base64 = ""
    signature: Base64 = ""
    client_version: Annotated[str, Field(max_length=80)]
    contract: Annotated[str, Field(max_length=40)]
    rules: Annotated[str, Field(max_length=40)] = ""
    project: Annotated[str, Field(max_length=80)] = ""
    journal_key: ShortBase64 = ""
    release: Annotated[str, Field(max_length=80)] = ""
    decisions: Annotated[str, Field(max_length=16_000)] = ""
    decisions_signature: ShortBase64 = ""
    witnessed: Annotated[str, Field(max_length=80)] = ""
    witnesses: Annotated[str, Field(max_length=40_000)] = ""
    photo: Base64 = ""


class Session(Model):
    """`token` is the bearer of every further request; `factors` are those the place's policy counted."""

    token: str
    member: Identifier
    project: Identifier
    factors: tuple[str, ...]


class Assignment(Model):
    """What the signed-in member may know before the blind part: the project by names, no codes."""

    project: dict[str, Any]
    bidders_in_name_order: tuple[Identifier, ...]
    member: Identifier
    seat: Identifier
    seat_label: str
    place: str
    undertaking: tuple[str, ...]
    undertaking_digest: Digest
    rules_digest: Digest
    commitment: Digest
    trust: tuple[Base64, ...]
    practice: bool
    crls: tuple[Base64, ...] = ()


class ActEnvelope(Model):
    """One act in the seat's hash chain (`evidence.envelope`): `id` is the idempotency key, `rev` counts within
    the aggregate, `kind` repeats the body's. `chain` and `signature` are the seat's journal key's."""

    id: Annotated[str, Field(pattern="^[0-9a-f-]{36}$")]
    project: Identifier
    seat: Identifier
    member: Identifier
    aggregate: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    rev: Annotated[int, Field(ge=1, le=2**31 - 1)]
    at: Annotated[str, Field(max_length=40, pattern=r"^[0-9T:.+Z-]+$")]
    kind: Annotated[str, Field(max_length=40)]
    body: AnyBody
    prev: Digest
    hash: Digest
    chain: Annotated[str, Field(max_length=64, pattern="^[0-9a-f]*$")] = ""
    anchors: Annotated[dict[Identifier, Head], Field(max_length=200)] = {}
    signature: ShortBase64 = ""


class ActBatch(Model):
    """Acts in order; `seen` is how far the seat has the record: a centre that has less of it was set back."""

    seen: Annotated[int, Field(ge=0)] = 0
    acts: Annotated[tuple[ActEnvelope, ...], Field(min_length=1, max_length=BATCH_LIMIT)]


class ActOutcome(Model):
    """`accepted` (also for a known id), `refused` (never send again), `conflict` (other act at this revision),
    `gap` (an earlier revision is missing: send again in order). An answer that stands in the centre's books has a
    `receipt`, "CURSOR SIGNATURE" by the centre's key."""

    id: str
    state: Literal["accepted", "refused", "conflict", "gap"]
    problem: Problem | None = None
    receipt: str = ""


class ActOutcomes(Model):
    outcomes: tuple[ActOutcome, ...]
    cursor: int


class ActHeads(Model):
    """How far the centre holds this member's acts from this seat: `revisions` by aggregate (all seats of the member),
    `head` the hash of the last link of this seat's chain (64 zeros: none). What comes after is to be sent again."""

    revisions: dict[str, int]
    head: Digest
    generation: str


class WireFact(Model):
    """One fact with its place in the record and the centre's time."""

    cursor: int
    at: str
    fact: AnyFact


class FactPage(Model):
    """Facts after the asked cursor, in order; `cursor` is the last one the centre holds now.

    `since` is the asked cursor (of a page that comes unasked: the last fact told on that stream before).
    `before` and `after` are the running digests of the record up to the asked cursor and to the last fact given
    (empty when the centre does not hold so many). A seat whose last `after` is not the next page's `before`, or that
    meets another `generation`, speaks with a centre that was restored from an older backup.
    `view` counts how often earlier facts have come to be told to this member (`domain.telling`): a seat that meets
    another number asks again from 0. Cursors may leave gaps.
    `heads` are the heads of the seats' journals by chain; `seal` is the centre's signature over where this page ends
    and over them (`evidence.receipts`).
    """

    facts: tuple[WireFact, ...]
    cursor: int
    time: str
    generation: str = ""
    since: int = 0
    before: str = ""
    after: str = ""
    heads: dict[str, str] = {}
    seal: str = ""
    view: int = 0


class DocumentInfo(Model):
    """A document the member may open now. `subject` is a bidder id on open parts, a code on blind ones;
    no name of a file exists on the wire."""

    id: Identifier
    part: Literal["qualification", "technical", "business"]
    subject: Identifier
    size: int
    sha256: Digest


class DocumentList(Model):
    documents: tuple[DocumentInfo, ...]


class ReportState(Model):
    """The report as it stands; `turn` is the member who may sign now, until `turn_until`."""

    digest: Digest
    size: int
    signed: dict[str, str]
    deemed: dict[str, str]
    closed: bool
    turn: str = ""
    turn_until: str = ""


class Turn(Model):
    """Whether the asked turn was granted; `digest` is the revision to sign on."""

    granted: bool
    holder: str
    until: str
    digest: Digest


class SeatAuthorityInfo(Model):
    """The certificate (DER) of the centre's issuer for seats; a seat believes it only when its code names it."""

    certificate: Base64


class EnrolmentRequest(Model):
    """The first half of a one-time code, and a certificate request (PKCS#10, DER) for a key made at the seat."""

    code: Annotated[str, Field(pattern="^[0-9A-Za-z-]{16,24}$")]
    request: Base64


class RenewalRequest(Model):
    """A certificate request (PKCS#10, DER), sent over a line that the seat's present certificate has opened."""

    request: Base64


class SeatCertificate(Model):
    """The certificate with which the seat opens its lines from now on, and its issuer's (DER)."""

    seat: Identifier
    certificate: Base64
    authority: Base64
