"""What `bench_signing` signs: a report of sixty pages and five megabytes, its committee, and pyHanko by itself."""

import asyncio
import base64
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigAppearanceSetup,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import PinRejected
from drivers.api.token import Algorithm, KeySlot, Mechanism, PinPolicy
from seat_client.evidence import pades
from seat_client.evidence.keys import CENTRE_ID, PracticeAuthority, SoftwareKey, name_of, practice_authority
from seat_client.evidence.layout import LaidOut, lay_out
from seat_client.evidence.seal import member_seal
from tests.unit.evidence.sample_report import sample_report

AT = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
PAGES, WEIGHT = 60, 5_000_000
REPEATED, BALLAST = 22, 2_000_000
MEMBERS = ("E2", "E3", "E4", "E5", "E6", "E7", "E1")
"""In the order of signing: the chair last."""


@dataclass(frozen=True, slots=True)
class Committee:
    """Seven members and the centre, with RSA keys, the slower kind."""

    authority: PracticeAuthority
    centre: SoftwareKey
    keys: dict[str, SoftwareKey]


@cache
def committee() -> Committee:
    authority = practice_authority("演练证书颁发机构", AT)
    keys = {m: authority.issue(name=f"评委{m[1]}", holder=m, at=AT, algorithm="rsa") for m in MEMBERS}
    return Committee(authority, authority.issue(name="演练中心", holder=CENTRE_ID, at=AT, algorithm="rsa"), keys)


def sign(pdf: bytes, member: str) -> bytes:
    return pades.sign_member(pdf, member, committee().keys[member], reason="", at=AT)


@cache
def revisions() -> tuple[bytes, ...]:
    """Certified, then with one signature more each, the last with all seven."""
    made = [pades.certify(_laid_out().pdf, _laid_out().fields, committee().centre, AT)]
    for member in MEMBERS:
        made.append(sign(made[-1], member))
    return tuple(made)


@cache
def closed() -> bytes:
    """The finished report: the seven members' signatures between the centre's two."""
    return pades.close(revisions()[7], committee().centre, AT + timedelta(minutes=9))


@cache
def _laid_out() -> LaidOut:
    """A report as it is really typeset, its score tables repeated to the length, and an attachment for the weight."""
    whole = sample_report()
    sections = whole.comparison.sections
    content = replace(whole, comparison=replace(whole.comparison, sections=sections * REPEATED))
    ballast = base64.b64encode(os.urandom(BALLAST))
    laid_out = lay_out(content, practice=True, attachments=[("ballast.txt", ballast)])
    if laid_out.pages < PAGES or len(laid_out.pdf) < WEIGHT:
        raise ValueError(f"{laid_out.pages} pages, {len(laid_out.pdf)} bytes")
    return laid_out


# --- the seat's own way -----------------------------------------------------------------------------------------


class CardInMemory:
    """A reader whose card costs nothing: the member's key, so that only what the seat adds is left."""

    info = DeviceInfo("memory:1", "memory", "memory", DeviceKind.TOKEN)

    def __init__(self, key: SoftwareKey) -> None:
        self._key = key

    def health(self) -> Health:
        return Health.READY

    @contextmanager
    def open(self) -> Iterator["CardInMemory"]:
        yield self

    def slots(self) -> list[KeySlot]:
        return [KeySlot("sign", self._key.certificate, Algorithm.RSA_2048, PinPolicy.ONCE)]

    def tries_left(self) -> int | None:
        return 3

    def login(self, pin: bytearray) -> None:
        if pin != b"123456":
            raise PinRejected(2)

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        return self._key.sign_digest(digest, "sha256")


def ask(card: CardInMemory, digest: bytes) -> bytes:
    """What any program must ask of a card for one signature, and nothing else."""
    with card.open() as session:
        (slot,) = session.slots()
        session.tries_left()
        session.login(bytearray(b"123456"))
        return session.sign_digest(slot.id, digest, Mechanism.RSA_SHA256)


# --- pyHanko by itself ------------------------------------------------------------------------------------------


def bare_signer(member: str) -> PdfSigner:
    """pyHanko with the same key, the same seal, the same kind of signature, and nothing else."""
    key = committee().keys[member]
    private = key.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(key.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    details = PdfSignatureMetadata(field_name=member, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    seal = member_seal(name_of(key.certificate), AT, practice=True)
    return PdfSigner(details, signer=signer, stamp_style=seal)


def sign_bare(signer: PdfSigner, pdf: bytes) -> None:
    signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), existing_fields_only=True)


class CardSigner(Signer):
    """pyHanko's own way to sign with something it does not know: nothing but the card is asked."""

    def __init__(self, member: str) -> None:
        key = committee().keys[member]
        self._card = CardInMemory(key)
        certificate = asn1_x509.Certificate.load(key.certificate)
        super().__init__(signing_cert=certificate, cert_registry=SimpleCertificateStore(), embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(256) if dry_run else ask(self._card, hashlib.sha256(data).digest())


def sign_embedded(signer: CardSigner, member: str, pdf: bytes) -> bytes:
    """pyHanko's least: its embedder fills the same field of the same file with the same seal, its signer the rest."""
    steps = PdfCMSEmbedder().write_cms(
        field_name=member, writer=IncrementalPdfFileWriter(BytesIO(pdf)), existing_fields_only=True
    )
    next(steps)
    certificate = committee().keys[member].certificate
    name = name_of(certificate)
    kept = SignatureObject(timestamp=AT, subfilter=SigSeedSubFilter.PADES, name=name, bytes_reserved=16_384)
    seal = SigAppearanceSetup(style=member_seal(name, AT, practice=True), timestamp=AT, name=name)
    steps.send(SigObjSetup(kept, mdp_setup=SigMDPSetup(md_algorithm="sha256"), appearance_setup=seal))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    signed = asyncio.run(signer.async_sign(prepared.document_digest, "sha256", use_pades=True))
    prepared.fill_with_cms(output, signed)
    return output.getvalue()


def verify_bare(pdf: bytes) -> None:
    """pyHanko's own verdict on every signature, without its comparison of revisions, which takes many seconds."""
    root = asn1_x509.Certificate.load(committee().authority.certificate)
    for signature in PdfFileReader(BytesIO(pdf)).embedded_signatures:
        trusted = ValidationContext(trust_roots=[root], moment=AT + timedelta(minutes=9), allow_fetching=False)
        status = validate_pdf_signature(signature, signer_validation_context=trusted, skip_diff=True)
        if not (status.intact and status.valid and status.trusted):
            raise ValueError(signature.field_name)
