"""Sign-in at the centre: a challenge for a seat, the versions, the key's answer, a bearer token."""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session as DatabaseSession

from seat_client.centre import clock
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Forbidden, NotSignedIn, Refused
from seat_client.centre.journals import register
from seat_client.centre.people import People
from seat_client.centre.storage import ChallengeRow, SessionRow, Storage
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import Fact, MemberSignedIn
from seat_client.domain.office import supervisor_in
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import sign_in_challenge
from seat_client.evidence.errors import EvidenceError
from seat_client.evidence.keys import holder_of
from seat_client.evidence.suites import check_signature
from seat_client.evidence.trust import is_trusted
from seat_client.wire import CONTRACTS, RULES
from seat_client.wire.models import Challenge, Session, SessionRequest

FIRST_RULES = "1"
FACTORS = ("key",)  # face and fingerprint come with their own work; the policy says so until then


class Reception:
    """Who is signed in where."""

    def __init__(
        self,
        storage: Storage,
        desk_of: Callable[[str, str], EvaluationDesk | None],
        trust: Sequence[bytes],
        challenge_seconds: int,
        *,
        crls: Sequence[bytes] = (),
        seat_known: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """`desk_of` finds the evaluation of a member, by its name where one is given."""
        self._storage = storage
        self._desk_of = desk_of
        self._seat_known = seat_known
        self._trust = tuple(trust)
        self._crls = tuple(crls)
        self._seconds = challenge_seconds
        self._known: dict[str, SessionRow] = {}  # by digest; a session never changes

    def challenge(self, seat: str, certified: str = "") -> Challenge:
        """Something to sign at a seat that may be used here; `certified` is the seat its line's certificate names."""
        if (certified or seat) != seat:
            raise Forbidden("seat_differs", certified=certified)
        if not self._seat_known(seat):
            raise Forbidden("seat_unknown", seat=seat)
        row = ChallengeRow(
            id=secrets.token_hex(16), seat=seat, nonce=secrets.token_hex(32), expires=clock.after(self._seconds)
        )
        with self._storage.transaction() as session:
            session.execute(delete(ChallengeRow).where(ChallengeRow.expires < clock.stamp()))
            session.add(row)
        return Challenge(id=row.id, seat=seat, nonce=row.nonce, expires=row.expires)

    def open(self, request: SessionRequest) -> Session:
        """The session of the key's holder; a challenge answers once."""
        check_versions(request.contract, request.rules)
        certificate, answered = self._checked(request)
        member = holder_of(certificate)
        desk = self._desk_of(member, request.project)
        if desk is None:
            raise Forbidden("not_on_the_committee")
        self._check_called(desk, member)
        token = secrets.token_urlsafe(32)
        row = SessionRow(
            token=_digest(token), evaluation=desk.project.id, member=member, seat=request.seat, opened=clock.stamp()
        )

        def arrive(session: DatabaseSession) -> list[Fact]:
            session.add(row)
            register(session, desk.project.id, member, request, answered)
            return self._arrival(desk, member, request.seat)

        desk.write(arrive)
        return Session(token=token, member=member, project=desk.project.id, factors=FACTORS)

    def _check_called(self, desk: EvaluationDesk, person: str) -> None:
        """Somebody in reserve comes in when the operator has called; who was replaced does not come back."""
        with desk.at_rest() as e:
            if person in e.replaced:
                raise Forbidden("member_replaced", member=person)
            called = person in e.members
        if not called and person not in People(self._storage, desk.project.id).supervisors():
            raise Forbidden("not_on_the_committee")

    def _arrival(self, desk: EvaluationDesk, person: str, seat: str) -> list[Fact]:
        """A first sign-in is told to the committee, a supervisor's as well."""
        e = desk.evaluation
        if person in e.members:
            return _arrival(e, person, seat)
        return supervisor_in(e, person, seat, clock.now()) if person not in e.supervisors else []

    def remembered(self, token: str) -> SessionRow | None:
        """The session behind a bearer token, if it was asked for before."""
        return self._known.get(_digest(token))

    def session(self, token: str) -> SessionRow:
        """The session behind a bearer token; raises NotSignedIn."""
        digest = _digest(token)
        if digest not in self._known:
            with self._storage.reading() as session:
                row = session.get(SessionRow, digest)
            if row is None:
                raise NotSignedIn("not_signed_in")
            self._known[digest] = row
        return self._known[digest]

    def _checked(self, request: SessionRequest) -> tuple[bytes, dict[str, str]]:
        """The certificate and what was signed, after the challenge, the issuer and the signature were checked."""
        taken = delete(ChallengeRow).where(ChallengeRow.id == request.challenge).returning(ChallengeRow)
        with self._storage.transaction() as session:
            row = session.scalar(taken)  # in one statement: of two answers at once, one finds it gone
        if row is None or row.seat != request.seat:
            raise NotSignedIn("challenge_unknown")
        if clock.passed(row.expires):
            raise NotSignedIn("challenge_expired")
        try:
            certificate = base64.b64decode(request.certificate, validate=True)
            signature = base64.b64decode(request.signature, validate=True)
            if not is_trusted(certificate, self._trust, at=clock.now(), crls=self._crls):
                raise NotSignedIn("certificate_untrusted")
            document = sign_in_challenge(row.id, row.seat, row.nonce, row.expires, request.journal_key)
            check_signature(certificate, hashlib.sha256(canonical(document)).digest(), signature)
        except (EvidenceError, binascii.Error, ValueError) as wrong:
            raise NotSignedIn("signature_wrong") from wrong
        return certificate, {"id": row.id, "seat": row.seat, "nonce": row.nonce, "expires": row.expires}


def check_versions(contract: str, rules: str) -> None:
    """Raise Refused unless a seat of these versions can work here; empty rules are those of the first release."""
    if contract not in CONTRACTS:
        older = _version(contract) < _version(CONTRACTS[0])
        raise Refused("client_too_old" if older else "contract_differs", ours=CONTRACTS[-1], theirs=contract)
    if (rules or FIRST_RULES) != RULES:
        raise Refused("rules_version_differs", ours=RULES, theirs=rules or FIRST_RULES)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in text.split("."))


def _arrival(e: Evaluation, member: str, seat: str) -> list[Fact]:
    """A member's first sign-in is told to the committee."""
    if member in e.signed_in or member not in e.members or e.stage_of(member) is not StageId.SIGN_IN:
        return []
    return [MemberSignedIn(member, seat, FACTORS, clock.stamp())]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
