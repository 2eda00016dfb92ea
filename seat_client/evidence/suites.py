"""Which algorithms go together: the certificate's kind of key decides the digest and every identifier in a signature.

RSA and P-256 with SHA-256, P-384 with SHA-384, SM2 with SM3 (GM/T 0006 names the identifiers).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from seat_client.evidence import sm2
from seat_client.evidence.der import NULL, SEQUENCE, encode, encode_oid
from seat_client.evidence.errors import KeyUnusable, WrongSignature

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sm3": hashes.SM3(),
}
DIGESTS = tuple(_HASHES)
"""The digests in use, by name."""

_DIGEST_IDENTIFIERS = {
    "sha256": encode(SEQUENCE, encode_oid("2.16.840.1.101.3.4.2.1")),
    "sha384": encode(SEQUENCE, encode_oid("2.16.840.1.101.3.4.2.2")),
    "sm3": encode(SEQUENCE, encode_oid("1.2.156.10197.1.401")),
}
_ECDSA_SHA256 = encode_oid("1.2.840.10045.4.3.2")
_ECDSA_SHA384 = encode_oid("1.2.840.10045.4.3.3")
_RSA_SHA256 = encode_oid("1.2.840.113549.1.1.11") + encode(NULL)
_SM2_SM3 = encode_oid("1.2.156.10197.1.501")

_BY_SIZE: dict[int, hashes.HashAlgorithm] = {32: hashes.SHA256(), 48: hashes.SHA384(), 64: hashes.SHA512()}
_P256_ORDER = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
_P384_ORDER = int("f" * 48 + "c7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16)
_CURVES = {
    "secp256r1": ("ec-p256", "sha256", _ECDSA_SHA256, 72, _P256_ORDER),
    "secp384r1": ("ec-p384", "sha384", _ECDSA_SHA384, 104, _P384_ORDER),
}
_SM2_SIGNATURE_MAX = 72


@dataclass(frozen=True, slots=True)
class Suite:
    """How one certificate's key signs."""

    algorithm: str
    """The key by kind and size: rsa-2048, ec-p256, ec-p384, sm2."""
    digest: str
    """sha256, sha384 or sm3."""
    signature_algorithm: bytes
    """The content of the AlgorithmIdentifier, DER."""
    signature_size: int
    """The most bytes a signature takes."""
    order: int = 0
    """Of an ECDSA curve: its signatures come in two values, of which one is taken."""
    sm2_key: bytes = b""

    @property
    def digest_algorithm(self) -> bytes:
        """The digest's AlgorithmIdentifier, DER."""
        return _DIGEST_IDENTIFIERS[self.digest]

    @property
    def digest_size(self) -> int:
        return _HASHES[self.digest].digest_size

    def hash(self, *parts: bytes | memoryview) -> bytes:
        """The digest of the parts one after the other."""
        return digest_of(self.digest, parts)

    def signed_digest(self, message: bytes) -> bytes:
        """What the key signs for a message: its digest, or for SM2 the digest over Z and the message."""
        return sm2.message_digest(self.sm2_key, message) if self.sm2_key else self.hash(message)

    def one_form(self, signature: bytes) -> bytes:
        """The one form a signature is kept in: of the two ECDSA values that verify, s is the smaller."""
        if not self.order:
            return signature
        try:
            r, s = decode_dss_signature(signature)
        except ValueError as error:
            raise WrongSignature from error
        return encode_dss_signature(r, min(s, self.order - s))


def digest_of(algorithm: str, parts: Iterable[bytes | memoryview]) -> bytes:
    """The digest of the parts one after the other."""
    hashing = hashes.Hash(_HASHES[algorithm])
    for part in parts:
        hashing.update(part)
    return hashing.finalize()


@lru_cache(maxsize=128)
def suite_of(certificate: bytes) -> Suite:
    """How this certificate's key signs; raises KeyUnusable."""
    try:
        sm2_key = sm2.public_key_of(certificate)
        if sm2_key is not None:
            return Suite("sm2", "sm3", _SM2_SM3, _SM2_SIGNATURE_MAX, sm2_key=sm2_key)
        key = x509.load_der_x509_certificate(certificate).public_key()
    except (ValueError, LookupError, x509.InvalidVersion, UnsupportedAlgorithm) as error:
        raise KeyUnusable("not a certificate for RSA, P-256, P-384 or SM2") from error
    if isinstance(key, rsa.RSAPublicKey):
        return Suite(f"rsa-{key.key_size}", "sha256", _RSA_SHA256, (key.key_size + 7) // 8)
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        return Suite(*_CURVES[key.curve.name])
    raise KeyUnusable(f"a certificate for {type(key).__name__}")


def check_signature(certificate: bytes, digest: bytes, signature: bytes) -> None:
    """Raises WrongSignature unless `signature` over the finished digest verifies under the certificate.

    The digest's length tells which it is: a short text at sign-in is always digested by SHA-256.
    """
    suite = suite_of(certificate)
    if suite.sm2_key:
        if not sm2.verify(suite.sm2_key, digest, signature):
            raise WrongSignature
        return
    key = x509.load_der_x509_certificate(certificate).public_key()
    try:
        prehashed = utils.Prehashed(_BY_SIZE[len(digest)])
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, digest, ec.ECDSA(prehashed))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, digest, padding.PKCS1v15(), prehashed)
    except (InvalidSignature, ValueError, KeyError) as error:
        raise WrongSignature from error
