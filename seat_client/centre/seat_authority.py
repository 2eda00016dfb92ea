"""The centre's own issuer for seats: it certifies each seat's line to the centre, and the centre's line to the seats.

It says which machine speaks, never which person: members sign with keys of their own issuers.
"""

import hashlib
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from seat_client.centre.errors import Refused

AUTHORITY_DAYS = 20 * 365
CENTRE_DAYS = 2 * 365
BACKDATING = timedelta(minutes=10)  # for a seat whose clock is behind
SMALLEST_RSA = 2048
STAFF_UNIT = "desk"

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey


@dataclass(frozen=True, slots=True)
class SeatAuthority:
    """A P-256 key and its self-signed certificate (DER), which every seat pins."""

    key: ec.EllipticCurvePrivateKey
    certificate: bytes

    @classmethod
    def make(cls, name: str, at: datetime) -> "SeatAuthority":
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(f"{name} seats")
        builder = _builder(subject, subject, key.public_key(), at, AUTHORITY_DAYS)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(issuer=True), critical=True)
        certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
        return cls(key, certificate)

    @property
    def pin(self) -> bytes:
        """SHA-256 of the certificate."""
        return hashlib.sha256(self.certificate).digest()

    def certify_seat(self, key: PublicKey, seat: str, *, at: datetime, days: int) -> bytes:
        """A certificate (DER) with which the seat of this id opens its line; nothing else of the request counts."""
        return self._issue(_builder(_name(seat), self._subject, key, at, days), ExtendedKeyUsageOID.CLIENT_AUTH)

    def certify_staff(self, key: PublicKey, person: str, name: str, *, at: datetime, days: int) -> bytes:
        """A certificate (DER) with which somebody opens the desk's pages; it names a person, and is no seat's."""
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, STAFF_UNIT),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, person[:64]),
            ]
        )
        return self._issue(_builder(subject, self._subject, key, at, days), ExtendedKeyUsageOID.CLIENT_AUTH)

    def certify_centre(self, key: PublicKey, hosts: Sequence[str], *, at: datetime) -> bytes:
        """The certificate (DER) of the centre's own side under these names and addresses."""
        builder = _builder(_name(hosts[0]), self._subject, key, at, CENTRE_DAYS)
        names = x509.SubjectAlternativeName([_host(host) for host in hosts])
        return self._issue(builder.add_extension(names, critical=False), ExtendedKeyUsageOID.SERVER_AUTH)

    @property
    def _subject(self) -> x509.Name:
        return x509.load_der_x509_certificate(self.certificate).subject

    def _issue(self, builder: x509.CertificateBuilder, use: x509.ObjectIdentifier) -> bytes:
        issuer = x509.load_der_x509_certificate(self.certificate)
        identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        for extension, critical in (
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(issuer=False), True),
            (x509.ExtendedKeyUsage([use]), True),
            (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), False),
        ):
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def to_pem(self) -> bytes:
        certificate = x509.load_der_x509_certificate(self.certificate)
        return private_pem(self.key) + certificate.public_bytes(serialization.Encoding.PEM)

    @classmethod
    def from_pem(cls, pem: bytes) -> "SeatAuthority":
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("the seats' authority has a key on a curve")
        return cls(key, x509.load_pem_x509_certificate(pem).public_bytes(serialization.Encoding.DER))


def requested_key(request: bytes) -> PublicKey:
    """The public key of a certificate request (PKCS#10, DER) that its holder signed; raises Refused."""
    try:
        parsed = x509.load_der_x509_csr(request)
        key = parsed.public_key()
        sound = parsed.is_signature_valid
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm) as broken:
        raise Refused("enrolment_request_wrong") from broken
    fit = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1)
    fit = fit or (isinstance(key, rsa.RSAPublicKey) and key.key_size >= SMALLEST_RSA)
    if not sound or not fit:
        raise Refused("enrolment_request_wrong")
    return key  # type: ignore[return-value]


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def seat_of(certificate: x509.Certificate) -> str:
    """The seat's id in its certificate."""
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _host(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _builder(subject: x509.Name, issuer: x509.Name, key: PublicKey, at: datetime, days: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - BACKDATING)
        .not_valid_after(at + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, issuer: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issuer, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=issuer, crl_sign=issuer, encipher_only=False, decipher_only=False,
    )  # fmt: skip
