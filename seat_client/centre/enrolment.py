"""Which seats may speak here: one-time codes, the certificates given for them, renewals, revocations.

A code is told to a technician once and kept as a digest. Its first half is 80 random bits; its second half is the
head of the digest of the authority's certificate, by which the seat knows the centre before it says the first half.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from sqlalchemy import delete, func, select, update

from seat_client.centre import clock
from seat_client.centre.errors import Forbidden, NotFound
from seat_client.centre.seat_authority import SeatAuthority, requested_key, seat_of
from seat_client.centre.settings import EnrolmentTerms
from seat_client.centre.storage import EnrolmentCodeRow, EnrolmentFailureRow, SeatCertificateRow, Storage

SECRET_BYTES = 10  # 80 bits: not to be guessed within the life of a code at the allowed pace
PIN_BYTES = 10
FAILURES_ALLOWED = 20  # wrong codes, from all seats together
FAILURES_WITHIN = 600  # seconds


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A seat's certificate and its issuer's (DER)."""

    seat: str
    certificate: bytes
    authority: bytes


class Enrolment:
    """The register of seats; without an authority nothing can be issued."""

    def __init__(self, storage: Storage, authority: SeatAuthority | None, terms: EnrolmentTerms) -> None:
        self._storage = storage
        self._authority = authority
        self._terms = terms

    @property
    def authority(self) -> SeatAuthority:
        if self._authority is None:
            raise NotFound("enrolment_closed")
        return self._authority

    # --- codes --------------------------------------------------------------------------------------

    def issue_code(self, seat: str) -> str:
        """A new code for a seat, to be typed there once; earlier unused codes of the seat are void from now on."""
        secret = secrets.token_bytes(SECRET_BYTES)
        row = EnrolmentCodeRow(digest=_digest(secret), seat=seat, expires=clock.after(self._terms.code_seconds))
        with self._storage.transaction() as session:
            session.execute(delete(EnrolmentCodeRow).where(EnrolmentCodeRow.seat == seat, EnrolmentCodeRow.key == ""))
            session.execute(delete(EnrolmentCodeRow).where(EnrolmentCodeRow.expires < clock.stamp()))
            session.add(row)
        return spell(secret + self.authority.pin[:PIN_BYTES])

    def enrol(self, secret: str, request: bytes) -> Enrolled:
        """The certificate for a code's first half and a request (PKCS#10, DER).

        A code serves one key: asked again for that key, because the answer was lost, it gives the same certificate.
        Raises Forbidden for a code that is wrong, used or expired, and when too many were wrong of late.
        """
        key = requested_key(request)
        fingerprint = _key_digest(key)
        self._check_pace()
        with self._storage.transaction() as session:
            wanted = select(EnrolmentCodeRow).where(EnrolmentCodeRow.digest == _digest_of_text(secret))
            code = session.scalar(wanted.with_for_update())
            refusal = _refusal(code, fingerprint)
            if code is not None and not refusal:
                if code.key:
                    return Enrolled(code.seat, code.certificate, self.authority.certificate)
                code.key = fingerprint
                code.certificate = self._certify(key, code.seat)
                session.add(_row(code.certificate))
                return Enrolled(code.seat, code.certificate, self.authority.certificate)
            session.add(EnrolmentFailureRow(at=clock.stamp()))
        raise Forbidden(refusal)

    def _certify(self, key: object, seat: str) -> bytes:
        days = self._terms.certificate_days
        return self.authority.certify_seat(key, seat, at=clock.now(), days=days)  # type: ignore[arg-type]

    def _check_pace(self) -> None:
        since = clock.stamp(clock.now() - timedelta(seconds=FAILURES_WITHIN))
        with self._storage.transaction() as session:
            session.execute(delete(EnrolmentFailureRow).where(EnrolmentFailureRow.at < since))
            failures = session.scalar(select(func.count()).select_from(EnrolmentFailureRow)) or 0
        if failures >= FAILURES_ALLOWED:
            raise Forbidden("enrolment_paused", minutes=FAILURES_WITHIN // 60)

    # --- certificates -------------------------------------------------------------------------------

    def renew(self, certified: str, request: bytes) -> Enrolled:
        """A new certificate for the seat whose present one has opened the line."""
        key = requested_key(request)
        certificate = self._certify(key, certified)
        with self._storage.transaction() as session:
            session.add(_row(certificate))
        return Enrolled(certified, certificate, self.authority.certificate)

    def revoke(self, seat: str) -> int:
        """Take every certificate of a seat out of use, and its codes; gives how many there were."""
        good = (SeatCertificateRow.seat == seat, SeatCertificateRow.revoked == "")
        with self._storage.transaction() as session:
            session.execute(delete(EnrolmentCodeRow).where(EnrolmentCodeRow.seat == seat))
            found = session.scalar(select(func.count()).select_from(SeatCertificateRow).where(*good)) or 0
            session.execute(update(SeatCertificateRow).where(*good).values(revoked=clock.stamp()))
        return found

    def check(self, certificate: bytes) -> str:
        """The seat whose certificate (DER, already known to be of this authority) opened a line; raises Forbidden."""
        parsed = x509.load_der_x509_certificate(certificate)
        seat = seat_of(parsed)
        if parsed.not_valid_after_utc < clock.now():
            raise Forbidden("seat_certificate_expired", seat=seat)
        with self._storage.reading() as session:
            row = session.get(SeatCertificateRow, hashlib.sha256(certificate).hexdigest())
        if row is None or row.revoked:
            raise Forbidden("seat_certificate_revoked", seat=seat)
        return seat

    def known(self, seat: str) -> bool:
        """Whether the seat may be used: any, as long as none is enrolled."""
        with self._storage.reading() as session:
            if session.scalar(select(SeatCertificateRow.seat).limit(1)) is None:
                return True
            mine = select(SeatCertificateRow.seat).where(
                SeatCertificateRow.seat == seat, SeatCertificateRow.revoked == ""
            )
            return session.scalar(mine.limit(1)) is not None

    def seats(self) -> list[tuple[str, str, bool]]:
        """(seat, end of its certificate, whether it is revoked) of every certificate, by seat."""
        order = (SeatCertificateRow.seat, SeatCertificateRow.until)
        with self._storage.reading() as session:
            rows = session.scalars(select(SeatCertificateRow).order_by(*order))
            return [(row.seat, row.until, bool(row.revoked)) for row in rows]


def spell(content: bytes) -> str:
    """As it is typed: base 32 in groups of four, without letters that look like digits."""
    plain = base64.b32encode(content).decode().rstrip("=").translate(_SPELLED)
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))


# Crockford's alphabet: no I, L, O, U
_SPELLED = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def _refusal(code: EnrolmentCodeRow | None, key: str) -> str:
    if code is None:
        return "enrolment_code_wrong"
    if clock.passed(code.expires):
        return "enrolment_code_expired"
    return "enrolment_code_used" if code.key not in ("", key) else ""


def _row(certificate: bytes) -> SeatCertificateRow:
    parsed = x509.load_der_x509_certificate(certificate)
    return SeatCertificateRow(
        digest=hashlib.sha256(certificate).hexdigest(), seat=seat_of(parsed), issued=clock.stamp(),
        until=clock.stamp(parsed.not_valid_after_utc), revoked="",
    )  # fmt: skip


def _digest(secret: bytes) -> str:
    return _digest_of_text(spell(secret))


def _digest_of_text(secret: str) -> str:
    return hashlib.sha256(secret.replace("-", "").upper().encode()).hexdigest()


def _key_digest(key: object) -> str:
    der = key.public_bytes(  # type: ignore[attr-defined]
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der).hexdigest()
