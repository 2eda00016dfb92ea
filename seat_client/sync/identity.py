"""The seat's identity towards the centre: a key made here, a certificate of the centre's own issuer, that issuer.

A folder holds two files: `seat.pem` (key and certificate, readable by the seat alone) and `centre.pem` (the one
issuer whose centre this seat speaks with). The key never leaves the machine, and nothing in the folder is known to
anybody else.

    EnrolmentFailed     an answer that is not good enough: `code` (enrolment_code_malformed, centre_not_the_one)
"""

import base64
import hashlib
import os
import secrets
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from urllib3.exceptions import InsecureRequestWarning

from seat_client.sync.errors import SyncError
from seat_client.sync.transport import READ_SECONDS, Transport
from seat_client.wire import PREFIX
from seat_client.wire.models import (
    EnrolmentRequest,
    Model,
    RenewalRequest,
    SeatAuthorityInfo,
    SeatCertificate,
)

KEY_FILE = "seat.pem"
CENTRE_FILE = "centre.pem"
SECRET_LETTERS = 16  # the first half of a code; the second is the head of the issuer's digest
PIN_LETTERS = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_AS_MEANT = str.maketrans("ILO", "110")


class EnrolmentFailed(SyncError):
    """The code cannot be one, or the centre is not the one it was issued by."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SeatIdentity:
    """What the folder holds, and until when it is good."""

    folder: Path
    seat: str
    begins: datetime
    ends: datetime

    @classmethod
    def load(cls, folder: Path) -> "SeatIdentity | None":
        """The identity in the folder; None where the seat is not enrolled."""
        if not (folder / KEY_FILE).exists() or not (folder / CENTRE_FILE).exists():
            return None
        certificate = x509.load_pem_x509_certificate((folder / KEY_FILE).read_bytes())
        seat = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        return cls(folder, str(seat), certificate.not_valid_before_utc, certificate.not_valid_after_utc)

    @property
    def key_file(self) -> Path:
        return self.folder / KEY_FILE

    @property
    def centre_file(self) -> Path:
        return self.folder / CENTRE_FILE

    def due(self, now: datetime) -> bool:
        """Whether two thirds of the certificate's life are over: time to renew it."""
        return now >= self.begins + (self.ends - self.begins) * 2 / 3

    def renew(self, url: str) -> "SeatIdentity":
        """The identity with a fresh key and certificate; raises SyncError, and keeps the old one then."""
        key, request = _key_and_request()
        transport = Transport(url.rstrip("/") + PREFIX, self.centre_file, certificate=self.key_file)
        try:
            body = RenewalRequest(request=base64.b64encode(request).decode())
            answer = _post(transport, "/enrolment/renewal", body)
        finally:
            transport.close()
        return _keep(self.folder, key, answer)


def enrol(url: str, code: str, folder: Path) -> SeatIdentity:
    """Exchange a one-time code for this seat's identity. Raises EnrolmentFailed, or another SyncError.

    The centre is asked for its issuer first, over a line that nothing vouches for yet; only when the issuer's digest
    is the one in the code does the code's secret half go out, over a line that this issuer vouches for. A key that was
    made for an earlier try is used again, so that a lost answer costs nothing.
    """
    secret, pin = _halves(code)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority = _authority(url)
    if _spelled(hashlib.sha256(authority).digest()[:10]) != pin:
        raise EnrolmentFailed("centre_not_the_one")
    _write(folder / CENTRE_FILE, _pem(authority))
    key, request = _key_and_request(folder / "seat.draft")
    transport = Transport(url.rstrip("/") + PREFIX, folder / CENTRE_FILE)
    try:
        body = EnrolmentRequest(code=secret, request=base64.b64encode(request).decode())
        answer = _post(transport, "/enrolment", body)
    finally:
        transport.close()
    if base64.b64decode(answer.authority) != authority:
        raise EnrolmentFailed("centre_not_the_one")
    identity = _keep(folder, key, answer)
    (folder / "seat.draft").unlink(missing_ok=True)
    return identity


def renewed_when_due(identity: SeatIdentity, url: str) -> SeatIdentity:
    """The identity, fresh when it was time for it; a centre that is away is asked again at the next start."""
    if not identity.due(datetime.now(UTC)):
        return identity
    try:
        return identity.renew(url)
    except SyncError:
        return identity


def _authority(url: str) -> bytes:
    transport = Transport(url.rstrip("/") + PREFIX, None, unverified=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", InsecureRequestWarning)  # the code in the technician's hand verifies it
            answer = transport.json("GET", "/enrolment/authority")
        told = SeatAuthorityInfo.model_validate_json(answer)
        return base64.b64decode(told.certificate, validate=True)
    except ValueError as strange:
        raise EnrolmentFailed("centre_not_the_one") from strange
    finally:
        transport.close()


def _post(transport: Transport, path: str, body: Model) -> SeatCertificate:
    headers = {"Content-Type": "application/json"}
    data = body.model_dump_json().encode()
    answer = transport.json("POST", path, seconds=READ_SECONDS, headers=headers, data=data)
    try:
        return SeatCertificate.model_validate_json(answer)
    except ValueError as strange:
        raise EnrolmentFailed("centre_not_the_one") from strange


def _halves(code: str) -> tuple[str, str]:
    """As typed: letters in any case, spaces or dashes between; I and L are read as 1, O as 0."""
    letters = "".join(c for c in code.upper() if c.isalnum()).translate(_AS_MEANT)
    if len(letters) != SECRET_LETTERS + PIN_LETTERS or set(letters) - set(_ALPHABET):
        raise EnrolmentFailed("enrolment_code_malformed")
    return letters[:SECRET_LETTERS], letters[SECRET_LETTERS:]


def _spelled(content: bytes) -> str:
    number = int.from_bytes(content)
    letters = len(content) * 8 // 5
    return "".join(_ALPHABET[number >> 5 * i & 31] for i in reversed(range(letters)))


def _key_and_request(draft: Path | None = None) -> tuple[ec.EllipticCurvePrivateKey, bytes]:
    key = _drafted(draft) if draft is not None else ec.generate_private_key(ec.SECP256R1())
    # The centre knows the seat's name by the code or by the line; what a request says of itself does not count.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "seat")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return key, request.public_bytes(serialization.Encoding.DER)


def _drafted(draft: Path) -> ec.EllipticCurvePrivateKey:
    if draft.exists():
        kept = serialization.load_pem_private_key(draft.read_bytes(), password=None)
        if isinstance(kept, ec.EllipticCurvePrivateKey):
            return kept
    made = ec.generate_private_key(ec.SECP256R1())
    _write(draft, _private_pem(made))
    return made


def _keep(folder: Path, key: ec.EllipticCurvePrivateKey, answer: SeatCertificate) -> SeatIdentity:
    certificate = base64.b64decode(answer.certificate)
    if x509.load_der_x509_certificate(certificate).public_key() != key.public_key():
        raise EnrolmentFailed("centre_not_the_one")
    _write(folder / KEY_FILE, _private_pem(key) + _pem(certificate))
    identity = SeatIdentity.load(folder)
    assert identity is not None  # noqa: S101 - both files were written above
    return identity


def _private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _pem(certificate: bytes) -> bytes:
    return x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and readable by this user alone: an open line may read the file at any moment."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
