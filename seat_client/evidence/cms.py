"""CMS signatures in one canonical form (CAdES-BES, RFC 5652 and RFC 5035), made and taken apart here.

Three values decide every byte: the digest of the data, the signature, the signer's certificate. `assemble` is the only
way a signature is put together, and `disassemble` accepts nothing `assemble` would not have made of those three:
one certificate, one signer, the algorithms that go with its key, fixed order. So no byte can be altered unnoticed.
A fourth value may follow unsigned: a time stamp over the signature (RFC 3161). It speaks for itself, and whoever signs
next covers it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from seat_client.evidence import trust as trusting
from seat_client.evidence.der import (
    CONTEXT_0,
    CONTEXT_1,
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    elements,
    encode,
    encode_oid,
    encode_set_of,
    only,
)
from seat_client.evidence.errors import InvalidCms, KeyUnusable, WrongSignature
from seat_client.evidence.keys import SigningKey, holder_of, name_of
from seat_client.evidence.suites import DIGESTS, check_signature, digest_of, suite_of

Stamper: TypeAlias = Callable[[bytes], bytes | None]
"""Asks for a time stamp (RFC 3161 token, DER) over a signature value; None when none is to be had now."""

STAMP_ROOM = 6000
"""Bytes kept for a time stamp; one that does not fit is left out."""

_DATA = encode_oid("1.2.840.113549.1.7.1")
_SIGNED_DATA = encode_oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE = encode_oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = encode_oid("1.2.840.113549.1.9.4")
_ALGORITHM_PROTECTION = encode_oid("1.2.840.113549.1.9.52")
_SIGNING_CERTIFICATE_V2 = encode_oid("1.2.840.113549.1.9.16.2.47")
_TIME_STAMP = encode_oid("1.2.840.113549.1.9.16.2.14")
_VERSION_1 = encode(INTEGER, b"\x01")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as the certificate says."""

    member: str
    name: str
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Parts:
    """What a canonical CMS signature consists of."""

    message_digest: bytes
    signature: bytes
    certificate: bytes
    stamp: bytes = b""
    """The time stamp over the signature, DER; empty when there is none."""

    def signed_digest(self) -> bytes:
        """The digest the signature itself is over: that of the signed attributes."""
        return suite_of(self.certificate).signed_digest(_attributes(self.message_digest, self.certificate))


def sign_detached(data: bytes, key: SigningKey) -> bytes:
    """A detached CAdES-BES signature over `data`, DER."""
    return sign_digest(suite_of(key.certificate).hash(data), key)


def verify_detached(data: bytes, signature: bytes, trust: Sequence[bytes], *, at: datetime) -> Signer:
    """Who signed `data`; raises InvalidCms unless intact, canonical, and by a certificate trusted at time `at`."""
    parts = disassemble(signature)
    if parts.stamp:
        raise InvalidCms("not-canonical")  # nothing covers it here
    if parts.message_digest != suite_of(parts.certificate).hash(data):
        raise InvalidCms("other-data")
    check_parts(parts)
    if not trusting.is_trusted(parts.certificate, trust, at=at):
        raise InvalidCms("untrusted")
    return Signer(holder_of(parts.certificate), name_of(parts.certificate), parts.certificate)


def sign_digest(message_digest: bytes, key: SigningKey, stamper: Stamper | None = None) -> bytes:
    """The CMS signature over data with this digest; the key's answer is verified before it is used."""
    suite = suite_of(key.certificate)
    digest = suite.signed_digest(_attributes(message_digest, key.certificate))
    signature = suite.one_form(key.sign_digest(digest, suite.digest))
    check_signature(key.certificate, digest, signature)
    stamp = (stamper(signature) if stamper else None) or b""
    return assemble(Parts(message_digest, signature, key.certificate, stamp if len(stamp) <= STAMP_ROOM else b""))


def reserved_size(certificate: bytes, *, stamped: bool = False) -> int:
    """The most bytes a CMS signature by this certificate's key can take."""
    suite = suite_of(certificate)
    stamp = bytes(STAMP_ROOM) if stamped else b""
    return len(assemble(Parts(bytes(suite.digest_size), bytes(suite.signature_size), certificate, stamp)))


def assemble(parts: Parts) -> bytes:
    """The canonical DER of a SignedData with one signer and one certificate."""
    issuer, serial = _issuer_and_serial(parts.certificate)
    suite = suite_of(parts.certificate)
    attributes = only(_attributes(parts.message_digest, parts.certificate), SET)
    unsigned = encode(CONTEXT_1, _attribute(_TIME_STAMP, parts.stamp)) if parts.stamp else b""
    signer = encode(
        SEQUENCE,
        _VERSION_1,
        encode(SEQUENCE, issuer, serial),
        suite.digest_algorithm,
        encode(CONTEXT_0, attributes),
        encode(SEQUENCE, suite.signature_algorithm),
        encode(OCTET_STRING, parts.signature),
        unsigned,
    )
    signed_data = encode(
        SEQUENCE,
        _VERSION_1,
        encode(SET, suite.digest_algorithm),
        encode(SEQUENCE, _DATA),
        encode(CONTEXT_0, parts.certificate),
        encode(SET, signer),
    )
    return encode(SEQUENCE, _SIGNED_DATA, encode(CONTEXT_0, signed_data))


def disassemble(der: bytes) -> Parts:
    """The parts of a canonical CMS signature; raises InvalidCms("malformed" or "not-canonical")."""
    try:
        parts = _parts(der)
        one_form = suite_of(parts.certificate).one_form(parts.signature) == parts.signature
        canonical = one_form and assemble(parts) == der
    except (ValueError, KeyUnusable, WrongSignature) as error:
        raise InvalidCms("malformed") from error
    if not canonical:
        raise InvalidCms("not-canonical")
    return parts


def check_parts(parts: Parts) -> None:
    """Raises InvalidCms unless the certificate's key made the signature over the attributes."""
    try:
        check_signature(parts.certificate, parts.signed_digest(), parts.signature)
    except (WrongSignature, ValueError, KeyUnusable) as error:
        raise InvalidCms("bad-signature") from error


def _parts(der: bytes) -> Parts:
    _, wrapped = (whole for _, _, whole in elements(only(der, SEQUENCE)))
    signed_data = list(elements(only(only(wrapped, CONTEXT_0), SEQUENCE)))
    _, _, _, (_, certificate, _), (_, signers, _) = signed_data
    _, _, _, (_, attributes, _), _, (_, signature, _), *unsigned = elements(only(signers, SEQUENCE))
    if not any(digest_of(name, (certificate,)) in attributes for name in DIGESTS):
        raise ValueError("not the certificate that was signed for")
    for _, attribute, _ in elements(attributes):
        (_, _, kind), (_, values, _) = elements(attribute)
        if kind == _MESSAGE_DIGEST:
            return Parts(only(values, OCTET_STRING), signature, certificate, _stamp([c for _, c, _ in unsigned]))
    raise ValueError("no message digest")


def _stamp(unsigned: Sequence[bytes]) -> bytes:
    """The time stamp in the unsigned attributes; anything else in them `assemble` will not make again."""
    if not unsigned:
        return b""
    (attributes,) = unsigned
    ((_, attribute, _),) = elements(attributes)
    _, (_, stamp, _) = elements(attribute)
    return stamp


def _attributes(message_digest: bytes, certificate: bytes) -> bytes:
    """The SET of the four attributes of a PAdES B-B signature: no time, for the signer's clock is no evidence."""
    suite = suite_of(certificate)
    hashed_by = b"" if suite.digest == "sha256" else suite.digest_algorithm  # RFC 5035: SHA-256 goes without saying
    named = encode(SEQUENCE, hashed_by, encode(OCTET_STRING, suite.hash(certificate)))
    protection = encode(SEQUENCE, suite.digest_algorithm, encode(CONTEXT_1, suite.signature_algorithm))
    return encode_set_of(
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, encode(OCTET_STRING, message_digest)),
        _attribute(_SIGNING_CERTIFICATE_V2, encode(SEQUENCE, encode(SEQUENCE, named))),
        _attribute(_ALGORITHM_PROTECTION, protection),
    )


def _attribute(kind: bytes, value: bytes) -> bytes:
    return encode(SEQUENCE, kind, encode(SET, value))


@lru_cache(maxsize=32)
def _issuer_and_serial(certificate: bytes) -> tuple[bytes, bytes]:
    """Both exactly as the certificate holds them, for the signer is found by comparing these bytes."""
    (_, body, _), *_ = elements(only(certificate, SEQUENCE))
    _, serial, _, issuer, *_ = (whole for _, _, whole in elements(body))
    return issuer, serial
