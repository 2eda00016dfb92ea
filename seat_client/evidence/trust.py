"""Whom to trust: issuers' certificates and revocation lists turned into validation contexts.

Closed networks: nothing is ever fetched. With revocation lists given, a list must cover every certificate, for a
missing answer is no good answer; what was revoked after the time asked about was good then.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from asn1crypto import algos, keys, x509  # type: ignore[import-untyped]
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.sig_validate import (
    DEFAULT_VALIDATION_CONTEXT,
    DefaultSignatureValidator,
    SignatureValidationContext,
)

from seat_client.evidence import sm2
from seat_client.evidence.revocation import revocation_of

T = TypeVar("T")

# Chinese identifiers (GM/T 0006) that asn1crypto does not know.
algos.DigestAlgorithmId._map["1.2.156.10197.1.401"] = "sm3"
algos.SignedDigestAlgorithmId._map["1.2.156.10197.1.501"] = "sm2sign_with_sm3"
keys.NamedCurve.register("sm2", "1.2.156.10197.1.301", 32)
_SM2_WITH_SM3 = "1.2.156.10197.1.501"

# The last four are what a certificate with malformed or unknown fields raises.
_DISTRUST = (PathError, ValidationError, UnsupportedAlgorithm, ValueError, TypeError, LookupError)


def context(trust: Sequence[bytes], *, at: datetime) -> ValidationContext:
    """A context at time `at` that trusts the self-issued certificates of `trust` and uses the others as links."""
    certificates = [x509.Certificate.load(der) for der in trust]
    return ValidationContext(
        trust_roots=[c for c in certificates if c.self_issued],
        other_certs=[c for c in certificates if not c.self_issued],
        moment=at,
        allow_fetching=False,
        signature_validator=_SignatureValidator(),
    )


def is_root(certificate: bytes) -> bool:
    """True for a certificate that names itself as its issuer."""
    try:
        return bool(x509.Certificate.load(certificate).self_issued)
    except ValueError:
        return False


def is_trusted(certificate: bytes, trust: Sequence[bytes], *, at: datetime, crls: Sequence[bytes] = ()) -> bool:
    """True when the certificate leads to a trusted issuer, is in its lifetime, and may sign documents."""
    return _is_usable(certificate, _Asked(trust, at, crls), {"non_repudiation"}, set())


def may_stamp(certificate: bytes, trust: Sequence[bytes], *, at: datetime, crls: Sequence[bytes] = ()) -> bool:
    """True when the certificate leads to a trusted issuer, is in its lifetime, and is for time stamps (RFC 3161)."""
    return _is_usable(certificate, _Asked(trust, at, crls), {"digital_signature"}, {"time_stamping"})


@dataclass(frozen=True, slots=True)
class _Asked:
    trust: Sequence[bytes]
    at: datetime
    crls: Sequence[bytes]


def _is_usable(certificate: bytes, asked: _Asked, usage: set[str], extended: set[str]) -> bool:
    trusted = context(asked.trust, at=asked.at)
    try:
        validator = CertificateValidator(x509.Certificate.load(certificate), validation_context=trusted)
        path = run(validator.async_validate_usage(usage, extended, extended_optional=not extended))
        chain = [each.dump() for each in path.iter_certs(include_root=True)]
    except _DISTRUST:
        return False
    return not asked.crls or all(_stands(each, chain, asked) for each in chain[1:])


def _stands(certificate: bytes, chain: Sequence[bytes], asked: _Asked) -> bool:
    """True when a list covers the certificate and does not have it as revoked by then."""
    told = revocation_of(certificate, asked.crls, chain, at=asked.at)
    return told.covered and (told.revoked_at is None or told.revoked_at > asked.at)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """The coroutine's result, also when the calling thread is itself inside an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, coroutine).result()


class _SignatureValidator(DefaultSignatureValidator):
    """Checks what an issuer signed, with SM2 too."""

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: keys.PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        context: SignatureValidationContext = DEFAULT_VALIDATION_CONTEXT,
    ) -> None:
        if signature_algorithm["algorithm"].dotted != _SM2_WITH_SM3:
            super().validate_signature(signature, signed_data, public_key_info, signature_algorithm, context)
            return
        key = bytes(public_key_info["public_key"])
        if public_key_info["algorithm"].dump() != sm2.KEY_ALGORITHM or not sm2.verify(
            key, sm2.message_digest(key, signed_data), signature
        ):
            raise InvalidSignature
