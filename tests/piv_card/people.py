"""Members with keys: certificates good and bad, issued by one root."""

import functools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.piv_card.card import CardKey, PivCard, PrivateKey

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
"""The centre's time in these tests."""


@dataclass(frozen=True)
class Member:
    """Who a certificate is for, and what is wrong with it."""

    name: str = "张三"
    member_id: str = "E1"
    starts: datetime = NOW - timedelta(days=30)
    ends: datetime = NOW + timedelta(days=300)
    signs_documents: bool = True
    encrypts_only: bool = False


def certificate_for(member: Member, key: PrivateKey) -> bytes:
    """The member's certificate in DER, issued by a root of its own."""
    issuer_key = ec.generate_private_key(ec.SECP256R1())
    signs, encrypts = not member.encrypts_only, member.encrypts_only
    usage = x509.KeyUsage(
        signs, signs and member.signs_documents, encrypts, encrypts, False, False, False, False, False
    )
    builder = x509.CertificateBuilder(
        issuer_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Root")]),
        subject_name=x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, member.name),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, member.member_id),
            ]
        ),
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=member.starts,
        not_valid_after=member.ends,
    ).add_extension(usage, critical=True)
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(Encoding.DER)


def new_key(kind: str) -> PrivateKey:
    """A fresh key: `ec-p256` or `ec-p384`; or the one of this run for `rsa-BITS`, which takes long to make."""
    if kind == "ec-p256":
        return ec.generate_private_key(ec.SECP256R1())
    if kind == "ec-p384":
        return ec.generate_private_key(ec.SECP384R1())
    return _rsa_key(int(kind.removeprefix("rsa-")))


@functools.cache
def _rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def card_for(member: Member | None = None, kind: str = "ec-p256", *, packed: bool = False, slot: int = 0x9C) -> PivCard:
    """A card with the member's key in the given slot."""
    key = new_key(kind)
    return PivCard(keys={slot: CardKey(key, certificate_for(member or Member(), key), packed=packed)})
