"""What a certificate says about its holder, and the rules it must pass before a PIN is asked for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from drivers.api.device import DeviceInfo
from drivers.api.token import Algorithm, KeySlot
from seat_client.evidence.keys import is_practice
from seat_client.evidence.revocation import Revocation, revocation_of
from seat_client.signing.errors import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    CertificateRevoked,
    CertificateTooWeak,
    CertificateUnreadable,
    NotThisMember,
    RevocationStale,
    RevocationUnknown,
)

NON_REPUDIATION = "nonRepudiation"
_USAGES = {
    "digital_signature": "digitalSignature",
    "content_commitment": NON_REPUDIATION,
    "key_encipherment": "keyEncipherment",
    "data_encipherment": "dataEncipherment",
    "key_agreement": "keyAgreement",
    "key_cert_sign": "keyCertSign",
    "crl_sign": "cRLSign",
}


@dataclass(frozen=True, slots=True)
class KeyState:
    """A signing key as it lies in a reader: whose it is, until when, and how often its PIN may be tried.

    `practice`: the key exists in software alone or was issued for practice; its signatures are marked so.
    """

    reader: DeviceInfo
    slot_id: str
    algorithm: Algorithm
    holder: str
    member_id: str
    issuer: str
    valid_from: datetime
    valid_to: datetime
    usage: tuple[str, ...]
    fingerprint: str
    tries_left: int | None
    practice: bool
    certificate: bytes = field(repr=False)


def fingerprint(certificate: bytes) -> str:
    """SHA-256 over the DER certificate, in hex: the name by which a key shown is found again."""
    return hashlib.sha256(certificate).hexdigest()


def read_state(slot: KeySlot, reader: DeviceInfo, tries_left: int | None) -> KeyState:
    """What the key in `slot` says of itself. `member_id` is the subject's serialNumber (X.520, 2.5.4.5)."""
    try:
        return _state(slot, x509.load_der_x509_certificate(slot.certificate), reader, tries_left)
    except ValueError as broken:
        raise CertificateUnreadable from broken


def _state(slot: KeySlot, certificate: x509.Certificate, reader: DeviceInfo, tries_left: int | None) -> KeyState:
    return KeyState(
        reader=reader,
        slot_id=slot.id,
        algorithm=slot.algorithm,
        holder=_attribute(certificate.subject, NameOID.COMMON_NAME),
        member_id=_attribute(certificate.subject, NameOID.SERIAL_NUMBER),
        issuer=_attribute(certificate.issuer, NameOID.COMMON_NAME),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        usage=_usage(certificate),
        fingerprint=fingerprint(slot.certificate),
        tries_left=tries_left,
        practice=reader.practice or is_practice(slot.certificate),
        certificate=slot.certificate,
    )


def check(key: KeyState, *, at: datetime, member_id: str) -> None:
    """Raise the first rule the certificate breaks; `at` is the centre's time, never the seat's clock."""
    if key.member_id != member_id:
        raise NotThisMember(key.holder, member_id)
    if at < key.valid_from:
        raise CertificateNotYetValid(key.valid_from)
    if at > key.valid_to:
        raise CertificateExpired(key.valid_to)
    if NON_REPUDIATION not in key.usage:
        raise CertificateNotForSigning(key.usage)
    if key.algorithm is Algorithm.RSA_1024:
        raise CertificateTooWeak(key.algorithm)


def check_revocation(key: KeyState, crls: Sequence[bytes], issuers: Sequence[bytes], *, at: datetime) -> Revocation:
    """What the pushed lists say of the certificate: when the list asked was issued, and that it is not on it.

    An answer is required: raises RevocationUnknown without a list of its issuer, RevocationStale when the newest is
    out of date, CertificateRevoked. Nothing is fetched and no responder is asked (OCSP): a seat reaches its centre
    alone, and the same lists go into the report, where they still speak when no responder does.
    """
    told = revocation_of(key.certificate, crls, issuers, at=at)
    if told.issued_at is None:
        raise RevocationUnknown
    if not told.covered:
        raise RevocationStale(told.issued_at, told.next_at)
    if told.revoked_at is not None:
        raise CertificateRevoked(told.revoked_at, told.issued_at)
    return told


def _attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def _usage(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(word for attribute, word in _USAGES.items() if getattr(usage, attribute))
