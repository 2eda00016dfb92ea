"""Signing keys: the one Protocol the evidence needs, an in-memory key, and the practice authority that certifies it.

Keys in hardware implement the same Protocol elsewhere. Nothing here checks whether an issuer is trusted: see `trust`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from seat_client.evidence.errors import KeyUnusable

CENTRE_ID = "centre"
"""The subject serialNumber of the centre's own certificate, where a member's holds the member's id."""

TIME_ID = "time"
"""The subject serialNumber of the certificate of the centre's time stamps."""

PRACTICE_UNIT = "practice"
"""organizationalUnitName of every certificate issued for practice; a signature by one says 演练 wherever it shows."""

Algorithm: TypeAlias = Literal["ec", "rsa"]
PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PublicKey: TypeAlias = ec.EllipticCurvePublicKey | rsa.RSAPublicKey

_HASHES: dict[str, hashes.HashAlgorithm] = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384()}
_LIFETIME = timedelta(days=3 * 365)
_BACKDATING = timedelta(days=1)


class SigningKey(Protocol):
    """A private key somebody alone controls, with the certificate that names its holder."""

    @property
    def certificate(self) -> bytes:
        """The holder's certificate, DER."""

    @property
    def chain(self) -> Sequence[bytes]:
        """The issuers' certificates, DER, nearest first."""

    @property
    def practice(self) -> bool:
        """True for a key that signs practice reports only."""

    def sign_digest(self, digest: bytes, algorithm: str) -> bytes:
        """The signature over a finished digest: ECDSA and SM2 as DER, RSA as PKCS#1 v1.5.

        `algorithm` is the digest that goes with the key: sha256, sha384 or sm3 (see `suites`).
        """


@dataclass(frozen=True, slots=True)
class SoftwareKey:
    """A key held in memory: the centre's own, and every key of a practice session."""

    private_key: PrivateKey
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    @property
    def practice(self) -> bool:
        return is_practice(self.certificate)

    def sign_digest(self, digest: bytes, algorithm: str) -> bytes:
        if algorithm not in _HASHES:
            raise KeyUnusable(f"digest algorithm {algorithm}")
        if isinstance(self.private_key, ec.EllipticCurvePrivateKey):
            return self.private_key.sign(digest, ec.ECDSA(utils.Prehashed(_HASHES[algorithm])))
        return self.private_key.sign(digest, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256()))

    def to_pem(self) -> bytes:
        """Private key, certificate and chain in one unencrypted PEM, for a store that is itself protected."""
        private = self.private_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        certificates = (x509.load_der_x509_certificate(der) for der in (self.certificate, *self.chain))
        return private + b"".join(c.public_bytes(serialization.Encoding.PEM) for c in certificates)

    @classmethod
    def from_pem(cls, pem: bytes) -> "SoftwareKey":
        """The key that `to_pem` wrote."""
        private_key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(private_key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise KeyUnusable("neither an RSA nor an EC key")
        first, *chain = (c.public_bytes(serialization.Encoding.DER) for c in x509.load_pem_x509_certificates(pem))
        return cls(private_key, first, tuple(chain))


@dataclass(frozen=True, slots=True)
class PracticeAuthority:
    """An issuer of practice certificates; `key.certificate` is the root to trust in practice."""

    key: SoftwareKey

    @property
    def certificate(self) -> bytes:
        return self.key.certificate

    def certify(self, public_key: PublicKey, *, name: str, holder: str, at: datetime) -> bytes:
        """A signing certificate in the person's name; `holder` (a member id, or CENTRE_ID) is its serialNumber."""
        issuer = x509.load_der_x509_certificate(self.certificate)
        subject = _name(name, holder)
        builder = _builder(subject, issuer.subject, public_key, at).add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        builder = builder.add_extension(
            _usage(digital_signature=True, content_commitment=True), critical=True
        ).add_extension(_authority_identifier(issuer), critical=False)
        certificate = builder.sign(self.key.private_key, hashes.SHA256())
        return certificate.public_bytes(serialization.Encoding.DER)

    def issue_time_stamping(self, *, name: str, at: datetime) -> SoftwareKey:
        """A fresh key that signs time stamps and nothing else (RFC 3161, 2.3)."""
        private_key = generate("ec")
        issuer = x509.load_der_x509_certificate(self.certificate)
        builder = _builder(_name(name, TIME_ID), issuer.subject, private_key.public_key(), at)
        for extension, critical in (
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(digital_signature=True), True),
            (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
            (_authority_identifier(issuer), False),
        ):
            builder = builder.add_extension(extension, critical=critical)
        certificate = builder.sign(self.key.private_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
        return SoftwareKey(private_key, certificate, (self.certificate,))

    def revoke(self, certificates: Sequence[bytes], *, at: datetime, days: int = 30) -> bytes:
        """A revocation list (DER) of this issuer as of `at`, good for so many days."""
        issuer = x509.load_der_x509_certificate(self.certificate)
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject).last_update(at)
        builder = builder.next_update(at + timedelta(days=days)).add_extension(_authority_identifier(issuer), False)
        for certificate in certificates:
            serial = x509.load_der_x509_certificate(certificate).serial_number
            revoked = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
            builder = builder.add_revoked_certificate(revoked)
        return builder.sign(self.key.private_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def issue(self, *, name: str, holder: str, at: datetime, algorithm: Algorithm = "ec") -> SoftwareKey:
        """A fresh in-memory key with its certificate."""
        private_key = generate(algorithm)
        certificate = self.certify(private_key.public_key(), name=name, holder=holder, at=at)
        return SoftwareKey(private_key, certificate, (self.certificate,))

    def to_pem(self) -> bytes:
        return self.key.to_pem()

    @classmethod
    def from_pem(cls, pem: bytes) -> "PracticeAuthority":
        """The authority that `to_pem` wrote."""
        return cls(SoftwareKey.from_pem(pem))


def practice_authority(name: str, at: datetime) -> PracticeAuthority:
    """A new practice issuer (P-256, self-signed)."""
    private_key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, None)
    builder = _builder(subject, subject, private_key.public_key(), at).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    certificate = builder.sign(private_key, hashes.SHA256())
    return PracticeAuthority(SoftwareKey(private_key, certificate.public_bytes(serialization.Encoding.DER)))


def generate(algorithm: Algorithm) -> PrivateKey:
    """A fresh private key: P-256, or RSA with 2048 bits."""
    if algorithm == "ec":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def is_practice(certificate: bytes) -> bool:
    """True for a certificate issued for practice."""
    units = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return any(unit.value == PRACTICE_UNIT for unit in units)


def holder_of(certificate: bytes) -> str:
    """The subject serialNumber: the member's id, or an empty string."""
    return _subject_value(certificate, NameOID.SERIAL_NUMBER)


def name_of(certificate: bytes) -> str:
    """The subject common name: the person's name, or an empty string."""
    return _subject_value(certificate, NameOID.COMMON_NAME)


def _subject_value(certificate: bytes, oid: x509.ObjectIdentifier) -> str:
    values = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(oid)
    return str(values[0].value) if len(values) == 1 else ""


def _name(name: str, holder: str | None) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, PRACTICE_UNIT),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    ]
    if holder is not None:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, holder))
    return x509.Name(parts)


def _builder(subject: x509.Name, issuer: x509.Name, public_key: PublicKey, at: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _BACKDATING)
        .not_valid_after(at + _LIFETIME)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_cert_sign", "crl_sign", "key_encipherment",
        "data_encipherment", "key_agreement", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in every})


def _authority_identifier(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
