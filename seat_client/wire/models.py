"""Requests and answers of the contract."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from seat_client.domain.events import Act, Fact, RecusalGround
from seat_client.wire import BATCH_LIMIT

for _kind in (*get_args(Act), *get_args(Fact), RecusalGround):
    _kind.__pydantic_config__ = {"extra": "forbid"}  # the domain's dataclasses, as strict as the models here

AnyAct = Annotated[Act, Field(discriminator="kind")]
AnyFact = Annotated[Fact, Field(discriminator="kind")]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Identifier = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
Base64 = Annotated[str, Field(max_length=200_000)]


class Model(BaseModel):
    """Unknown keys are refused: a client and a centre that differ must notice."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Model):
    """Why the centre refused: `code` selects the sentence at the seat, `facts` fill it."""

    code: str
    facts: dict[str, str | int] = {}


class CentreInfo(Model):
    """Who answers; asked before sign-in. `practice` marks a centre whose signatures have no legal force."""

    name: str
    contract: str
    practice: bool
    time: str
    sign_in_opens: str | None = None


class ChallengeRequest(Model):
    seat: Identifier


class Challenge(Model):
    """Bytes to be signed with the key at sign-in: SHA-256 of the canonical form of this very object."""

    id: Identifier
    seat: Identifier
    nonce: Digest
    expires: str


class SessionRequest(Model):
    """The answer to a challenge; certificate (DER) and signature in base64."""

    challenge: Identifier
    seat: Identifier
    certificate: Base64
    signature: Base64
    client_version: str
    contract: str


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
    the aggregate, `kind` repeats the body's."""

    id: Annotated[str, Field(pattern="^[0-9a-f-]{36}$")]
    project: Identifier
    seat: Identifier
    member: Identifier
    aggregate: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    rev: Annotated[int, Field(ge=1, le=2**31 - 1)]
    at: Annotated[str, Field(max_length=40, pattern=r"^[0-9T:.+Z-]+$")]
    kind: Annotated[str, Field(max_length=40)]
    body: AnyAct
    prev: Digest
    hash: Digest


class ActBatch(Model):
    acts: Annotated[tuple[ActEnvelope, ...], Field(min_length=1, max_length=BATCH_LIMIT)]


class ActOutcome(Model):
    """`accepted` (also for a known id), `refused` (never send again), `conflict` (other act at this revision),
    `gap` (an earlier revision is missing: send again in order)."""

    id: str
    state: Literal["accepted", "refused", "conflict", "gap"]
    problem: Problem | None = None


class ActOutcomes(Model):
    outcomes: tuple[ActOutcome, ...]
    cursor: int


class WireFact(Model):
    """One fact with its place in the record and the centre's time."""

    cursor: int
    at: str
    fact: AnyFact


class FactPage(Model):
    """Facts after the asked cursor, in order; `cursor` is the last one the centre holds now."""

    facts: tuple[WireFact, ...]
    cursor: int
    time: str


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
