"""Sign-in at the centre: a challenge for a seat, the key's answer, a bearer token."""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import delete

from seat_client.centre import clock
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Forbidden, NotSignedIn, Refused
from seat_client.centre.storage import ChallengeRow, SessionRow, Storage
from seat_client.domain.events import Fact, MemberSignedIn
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import sign_in_challenge
from seat_client.evidence.errors import EvidenceError
from seat_client.evidence.keys import holder_of
from seat_client.evidence.suites import check_signature
from seat_client.evidence.trust import is_trusted
from seat_client.wire import CONTRACT
from seat_client.wire.models import Challenge, Session, SessionRequest

FACTORS = ("key",)  # face and fingerprint come with their own work; the policy says so until then


class Reception:
    """Who is signed in where."""

    def __init__(self, storage: Storage, desk: EvaluationDesk, trust: Sequence[bytes], challenge_seconds: int) -> None:
        self._storage = storage
        self._desk = desk
        self._trust = tuple(trust)
        self._seconds = challenge_seconds
        self._known: dict[str, SessionRow] = {}  # by digest; a session never changes

    def challenge(self, seat: str) -> Challenge:
        row = ChallengeRow(
            id=secrets.token_hex(16), seat=seat, nonce=secrets.token_hex(32), expires=clock.after(self._seconds)
        )
        with self._storage.transaction() as session:
            session.execute(delete(ChallengeRow).where(ChallengeRow.expires < clock.stamp()))
            session.add(row)
        return Challenge(id=row.id, seat=seat, nonce=row.nonce, expires=row.expires)

    def open(self, request: SessionRequest) -> Session:
        """The session of the key's holder; a challenge answers once."""
        if request.contract != CONTRACT:
            raise Refused("contract_differs", ours=CONTRACT, theirs=request.contract)
        certificate = self._checked(request)
        member = holder_of(certificate)
        if member not in {m.id for m in self._desk.project.committee}:
            raise Forbidden("not_on_the_committee")
        token = secrets.token_urlsafe(32)
        row = SessionRow(
            token=_digest(token), evaluation=self._desk.project.id, member=member, seat=request.seat,
            opened=clock.stamp(),
        )  # fmt: skip
        with self._storage.transaction() as session:
            session.add(row)
        self._desk.write(lambda _: self._arrival(member, request.seat))
        return Session(token=token, member=member, project=self._desk.project.id, factors=FACTORS)

    def session(self, token: str) -> SessionRow:
        """The session behind a bearer token."""
        digest = _digest(token)
        if digest not in self._known:
            with self._storage.reading() as session:
                row = session.get(SessionRow, digest)
            if row is None:
                raise NotSignedIn("not_signed_in")
            self._known[digest] = row
        return self._known[digest]

    def _arrival(self, member: str, seat: str) -> list[Fact]:
        """A member's first sign-in is told to the committee."""
        e = self._desk.evaluation
        if member in e.signed_in or e.stage is not StageId.SIGN_IN:
            return []
        return [MemberSignedIn(member, seat, FACTORS)]

    def _checked(self, request: SessionRequest) -> bytes:
        """The certificate, after the challenge, the issuer and the signature were checked."""
        with self._storage.transaction() as session:
            row = session.get(ChallengeRow, request.challenge)
            if row is not None:
                session.delete(row)
        if row is None or row.seat != request.seat:
            raise NotSignedIn("challenge_unknown")
        if clock.passed(row.expires):
            raise NotSignedIn("challenge_expired")
        try:
            certificate = base64.b64decode(request.certificate, validate=True)
            signature = base64.b64decode(request.signature, validate=True)
            if not is_trusted(certificate, self._trust, at=clock.now()):
                raise NotSignedIn("certificate_untrusted")
            document = sign_in_challenge(row.id, row.seat, row.nonce, row.expires)
            check_signature(certificate, hashlib.sha256(canonical(document)).digest(), signature)
        except (EvidenceError, binascii.Error, ValueError) as wrong:
            raise NotSignedIn("signature_wrong") from wrong
        return certificate


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
