"""The people of the desk, by the certificates the centre gave them."""

import hashlib
from dataclasses import dataclass

from cryptography import x509
from sqlalchemy import select, update

from seat_client.centre import clock
from seat_client.centre.desk_pages.roles import Role
from seat_client.centre.errors import Forbidden
from seat_client.centre.seat_authority import PublicKey, SeatAuthority
from seat_client.centre.storage import StaffRow, Storage

CERTIFICATE_DAYS = 400


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk."""

    id: str
    name: str
    role: Role


NOBODY = "-"


class Staff:
    """The register; a person has one role at a time, that of the newest certificate."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def certify(self, authority: SeatAuthority, key: PublicKey, person: Person) -> bytes:
        """A certificate (DER) for somebody; the person's earlier ones end."""
        now = clock.now()
        certificate = authority.certify_staff(key, person.id, person.name, at=now, days=CERTIFICATE_DAYS)
        row = StaffRow(
            digest=_digest(certificate), person=person.id, name=person.name, role=person.role, issued=clock.stamp(now),
            until=clock.stamp(x509.load_der_x509_certificate(certificate).not_valid_after_utc),
        )  # fmt: skip
        self.revoke(person.id)
        with self._storage.transaction() as session:
            session.add(row)
        return certificate

    def revoke(self, person: str) -> int:
        """End a person's certificates; how many there were."""
        good = (StaffRow.person == person, StaffRow.revoked == "")
        with self._storage.transaction() as session:
            ended = list(session.scalars(select(StaffRow.digest).where(*good)))
            session.execute(update(StaffRow).where(*good).values(revoked=clock.stamp()))
        return len(ended)

    def find(self, certificate: bytes | None) -> Person:
        """Whose certificate (DER, known to be of our issuer) opened the line; raises Forbidden."""
        if certificate is None:
            raise Forbidden("certificate_missing")
        with self._storage.reading() as session:
            row = session.get(StaffRow, _digest(certificate))
        if row is None:
            raise Forbidden("certificate_of_another")
        if row.revoked:
            raise Forbidden("certificate_revoked")
        if clock.passed(row.until):
            raise Forbidden("certificate_expired")
        return Person(row.person, row.name, Role(row.role))

    def all(self) -> list[StaffRow]:
        with self._storage.reading() as session:
            return list(session.scalars(select(StaffRow).order_by(StaffRow.person, StaffRow.issued)))


def _digest(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()
