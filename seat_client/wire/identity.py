"""Sign-in by face and finger on the wire: the policy of a place, released templates, decisions, witnesses, consent."""

from typing import Annotated, Literal

from pydantic import Field

from seat_client.wire.models import Base64, Digest, Identifier, Model, ShortBase64

Factor = Literal["key", "face", "finger"]
Biometric = Literal["face", "finger"]
Move = Literal["blink", "turn-left", "turn-right"]
Short = Annotated[str, Field(max_length=80)]
Number = Annotated[str, Field(max_length=16, pattern=r"^-?\d{1,8}\.\d{3}$")]


class SignInPolicy(Model):
    """Which ways to prove who one is count at a place, and how many different ones are needed, in any order.

    `presence` is how many seconds lie between two looks at who sits there during the evaluation; 0 is never.
    `photo` asks for one picture with a sign-in by face, which the centre keeps until the person's release.
    """

    factors: tuple[Factor, ...] = ("key",)
    needed: Annotated[int, Field(ge=1, le=3)] = 1
    presence: Annotated[int, Field(ge=0, le=3600)] = 0
    photo: bool = False


class ReleaseRequest(Model):
    """A seat asks for the templates of the person who claims to sit there.

    `claim` is the person's id, from the certificate in the reader or typed, or the number of an identity card;
    `key` is a fresh public key of the seat (X25519, raw), to which the templates are sealed.
    """

    seat: Identifier
    claim: Annotated[str, Field(min_length=1, max_length=80)]
    by: Literal["key", "number", "card"]
    kinds: tuple[Biometric, ...]
    key: ShortBase64


class SealedTemplate(Model):
    """One template, sealed to the seat and bound to where and until when it may be opened (`evidence.templates`).

    `reference` is its random name and version, as decision records carry it.
    """

    kind: Biometric
    version: int
    reference: Short
    sealed: Base64


class TemplateRelease(Model):
    """What a seat may compare with, until `expires`, and the movements that this release orders, in this order.

    A release serves one sign-in: `id` goes into every decision and is taken once. Where the place asks for a picture
    with a sign-in by face, `photo_key` is what it is sealed to; empty where it does not.
    """

    id: Identifier
    member: Identifier
    expires: str
    templates: tuple[SealedTemplate, ...]
    moves: tuple[Move, ...]
    photo_key: ShortBase64 = ""


class DecisionRecord(Model):
    """One comparison at the seat: never a bare yes. Numbers are decimal strings with three places."""

    modality: Biometric
    passed: bool
    score: Number
    threshold: Number
    quality: dict[Short, Number]
    models: tuple[Short, ...]
    template: Short
    liveness: tuple[Short, ...]
    challenge: Identifier
    alone: bool
    facts: dict[Short, Annotated[str, Field(max_length=120)]] = Field(default_factory=dict)


class Witness(Model):
    """One who vouches for the person, by the own key: certificate (DER) and signature over `witness_statement`."""

    certificate: Base64
    signature: Base64


class Consent(Model):
    """That a person agreed to keep a template: apart from every other agreement, and to be withdrawn at any time.

    `text` is the digest of the words that were shown, `kinds` what they were about.
    """

    member: Identifier
    kinds: tuple[Biometric, ...]
    text: Digest
    card: Annotated[str, Field(max_length=18)] = ""


class ConsentReceipt(Model):
    """What the person takes home: number and time, signed by the centre (Ed25519, `signer`)."""

    id: Identifier
    member: Identifier
    kinds: tuple[Biometric, ...]
    text: Digest
    at: str
    signature: Base64
    signer: ShortBase64


class TemplateDeposit(Model):
    """A template as the enrolment desk hands it in (packed, base64), under a consent."""

    consent: Identifier
    kind: Biometric
    packed: Base64


class KeptPhoto(Model):
    """The picture of one sign-in (JPEG, base64), with the SHA-256 that stands in the decision record."""

    member: Identifier
    at: str
    digest: Digest
    picture: Base64


class Withdrawn(Model):
    """How many templates were erased."""

    templates: int


class TemplateKept(Model):
    """Which version the centre keeps now."""

    member: Identifier
    kind: Biometric
    version: int
