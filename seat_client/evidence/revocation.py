"""Revocation lists (RFC 5280, 5): what one says of itself, and what lists say of one certificate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import NameOID

from seat_client.evidence import sm2


@dataclass(frozen=True, slots=True)
class RevocationList:
    """One list as it describes itself; an unreadable one has no times."""

    issuer: str
    issued_at: datetime | None
    next_at: datetime | None
    """When its successor is due; after that it proves nothing any more."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """What the lists say of a certificate at one time."""

    covered: bool
    """True when a list of its issuer, in force and rightly signed, was there to ask."""
    revoked_at: datetime | None = None
    issued_at: datetime | None = None
    """When the list asked was issued: how old the answer is. Without cover, that of the newest list out of date."""
    next_at: datetime | None = None
    """When that list's successor is due."""


def read_list(crl: bytes) -> RevocationList:
    """What a list says of itself."""
    try:
        read = x509.load_der_x509_crl(crl)
    except ValueError:
        return RevocationList("", None, None)
    names = read.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    return RevocationList(str(names[0].value) if names else "", read.last_update_utc, read.next_update_utc)


def revocation_of(certificate: bytes, crls: Sequence[bytes], issuers: Sequence[bytes], *, at: datetime) -> Revocation:
    """What the newest list of the certificate's issuer says; lists without a good signature are not asked."""
    subject = x509.load_der_x509_certificate(certificate)
    asked = [crl for crl in _readable(crls) if crl.issuer == subject.issuer and _is_whole(crl)]
    signed = [crl for crl in asked if any(_signed(crl, issuer) for issuer in issuers)]
    if not signed:
        return Revocation(covered=False)
    newest = max(signed, key=lambda crl: crl.last_update_utc)
    if not _in_force(newest, at):
        return Revocation(False, None, newest.last_update_utc, newest.next_update_utc)
    entry = newest.get_revoked_certificate_by_serial_number(subject.serial_number)
    revoked_at = entry.revocation_date_utc if entry else None
    return Revocation(True, revoked_at, newest.last_update_utc, newest.next_update_utc)


def _readable(crls: Iterable[bytes]) -> Iterable[x509.CertificateRevocationList]:
    for crl in crls:
        try:
            yield x509.load_der_x509_crl(crl)
        except ValueError:
            continue


def _in_force(crl: x509.CertificateRevocationList, at: datetime) -> bool:
    """Not yet succeeded."""
    due = crl.next_update_utc
    return due is not None and at <= due


def _is_whole(crl: x509.CertificateRevocationList) -> bool:
    """False where a critical extension says that the list is partial in a way not read here."""
    return not any(extension.critical for extension in crl.extensions)


def _signed(crl: x509.CertificateRevocationList, issuer: bytes) -> bool:
    certificate = x509.load_der_x509_certificate(issuer)
    if certificate.subject != crl.issuer or not _may_sign_lists(certificate):
        return False
    try:
        key = sm2.public_key_of(issuer)
        if key is not None:
            return sm2.verify(key, sm2.message_digest(key, crl.tbs_certlist_bytes), crl.signature)
        return crl.is_signature_valid(certificate.public_key())  # type: ignore[arg-type]  # any other kind raises
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False


def _may_sign_lists(issuer: x509.Certificate) -> bool:
    """RFC 5280, 6.3.3 (f): a key usage, where there is one, must say cRLSign."""
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.crl_sign
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
