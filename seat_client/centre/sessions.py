"""Sign-in at the centre: a challenge for a seat, the versions, the key's answer, a bearer token."""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete
from sqlalchemy.orm import Session as DatabaseSession

from seat_client.centre import clock
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.draws import Draws
from seat_client.centre.errors import Forbidden, NotSignedIn, Refused
from seat_client.centre.identity import IdentityDesk, count
from seat_client.centre.journals import register
from seat_client.centre.people import People
from seat_client.centre.report_notes import WITNESSED
from seat_client.centre.seating import Seating
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import ChallengeRow, SessionRow, Storage
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.events import Fact, MemberSignedIn
from seat_client.domain.office import supervisor_in
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import sign_in_challenge, witness_statement
from seat_client.evidence.errors import EvidenceError
from seat_client.evidence.keys import holder_of
from seat_client.evidence.suites import check_signature
from seat_client.evidence.trust import is_trusted
from seat_client.wire import CONTRACTS, RULES
from seat_client.wire.identity import ReleaseRequest, TemplateRelease, Witness
from seat_client.wire.models import Challenge, Session, SessionRequest

FIRST_RULES = "1"
WITNESSES = 2
_WITNESSES = TypeAdapter(tuple[Witness, ...])
Voucher = Mapping[str, str]
"""The challenge as it was answered, with what else shows later who answered."""


class Reception:
    """Who is signed in where."""

    def __init__(
        self,
        storage: Storage,
        desk_of: Callable[[str, str], EvaluationDesk | None],
        trust: Sequence[bytes],
        settings: CentreSettings,
        *,
        identity: IdentityDesk,
        draws: Draws,
        seating: Seating,
        crls: Sequence[bytes] = (),
        seat_known: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """`desk_of` finds the evaluation of a member, by its name where one is given."""
        self._storage = storage
        self._desk_of = desk_of
        self._seat_known = seat_known
        self._trust = tuple(trust)
        self._crls = tuple(crls)
        self._settings = settings
        self._identity = identity
        self._draws = draws
        self._seating = seating
        self._known: dict[str, SessionRow] = {}  # by digest; a session never changes

    def challenge(self, seat: str, certified: str = "") -> Challenge:
        """Something to sign at a seat that may be used here; `certified` is the seat its line's certificate names."""
        if (certified or seat) != seat:
            raise Forbidden("seat_differs", certified=certified)
        if not self._seat_known(seat):
            raise Forbidden("seat_unknown", seat=seat)
        row = ChallengeRow(
            id=secrets.token_hex(16),
            seat=seat,
            nonce=secrets.token_hex(32),
            expires=clock.after(self._settings.challenge_seconds),
        )
        with self._storage.transaction() as session:
            session.execute(delete(ChallengeRow).where(ChallengeRow.expires < clock.stamp()))
            session.add(row)
        return Challenge(id=row.id, seat=seat, nonce=row.nonce, expires=row.expires)

    def release(self, request: ReleaseRequest) -> TemplateRelease:
        """Templates of the person who claims to sit at a seat; raises Forbidden for anyone not called today."""
        if not self._seat_known(request.seat):
            raise Forbidden("seat_unknown", seat=request.seat)
        self._check_hour()
        member = self._identity.holder(request.claim) if request.by == "card" else request.claim
        desk = self._desk_of(member, "")
        if desk is None:
            raise self._stranger()
        self._check_called(desk, member)
        return self._identity.release(request, member, photo=self._settings.policy_of(request.seat).photo)

    def open(self, request: SessionRequest, certified: str = "") -> Session:
        """The session of whoever the policy's factors have proven; a challenge answers once.

        `certified` is the seat its line's certificate names.
        """
        check_versions(request.contract, request.rules)
        challenge = self._challenge(request)
        self._check_hour()
        member, voucher = self._vouched(request, challenge, certified)
        if request.certificate:
            self._draws.arrive(member)
        desk = self._desk_of(member, request.project)
        if desk is None:
            raise self._stranger()
        self._check_called(desk, member)
        self._check_seat(desk, member, request.seat)
        factors = self._factors(request, desk, member, challenge)
        token = secrets.token_urlsafe(32)
        row = SessionRow(
            token=_digest(token), evaluation=desk.project.id, member=member, seat=request.seat, opened=clock.stamp()
        )

        def arrive(session: DatabaseSession) -> list[Fact]:
            session.add(row)
            register(session, desk.project.id, member, request, voucher)
            return self._arrival(desk, member, request.seat, factors)

        desk.write(arrive)
        return Session(token=token, member=member, project=desk.project.id, factors=factors)

    def _stranger(self) -> Forbidden:
        """Somebody is on no committee that is known; a sealed one may hold him."""
        code, opens = self._draws.stranger()
        if code == "sign_in_not_open":
            return Forbidden("sign_in_not_open", opens=opens)
        return Forbidden("draw_not_opened") if code else Forbidden("not_on_the_committee")

    def _check_seat(self, desk: EvaluationDesk, member: str, seat: str) -> None:
        """Whoever has a seat by an allocation sits there."""
        own = self._seating.seat_of(desk.project.id, member)
        if own not in ("", seat):
            raise Forbidden("seat_of_another", seat=own)

    def _check_hour(self) -> None:
        opens, closes = self._settings.sign_in_opens, self._settings.sign_in_closes
        if opens and not clock.passed(opens):
            raise Forbidden("sign_in_not_open", opens=opens)
        if closes and clock.passed(closes):
            raise Forbidden("sign_in_closed", closes=closes)

    def _vouched(self, request: SessionRequest, challenge: Voucher, certified: str) -> tuple[str, Voucher]:
        """Who signs in, and what shows it later: own key, two witnesses, or the enrolled seat with two decisions."""
        if request.certificate:
            return holder_of(self._answered(request, challenge)), challenge
        if request.witnessed:
            return request.witnessed, {**challenge, "member": request.witnessed, "witnesses": request.witnesses}
        if not certified:
            raise Forbidden("seat_certificate_missing")
        return self._identity.claimed(request.release), challenge

    def _factors(
        self, request: SessionRequest, desk: EvaluationDesk, member: str, challenge: Voucher
    ) -> tuple[str, ...]:
        """What was proven; raises Forbidden while the policy of the place asks for more."""
        if request.witnessed:
            self._check_witnesses(request, desk, member, challenge)
            return (WITNESSED,)
        policy = self._settings.policy_of(request.seat)
        decisions = self._identity.take(request, member, photo_for=desk.project.id if policy.photo else "")
        proven = count(decisions, bool(request.certificate))
        counted = [factor for factor in proven if factor in policy.factors or factor == "key"]
        least = policy.needed if request.certificate else max(policy.needed, 2)
        if len(counted) < least or (len(proven) == 1 and not all(decision.alone for decision in decisions)):
            raise Forbidden("factors_missing", needed=least, proven=len(counted))
        return proven

    def _check_witnesses(self, request: SessionRequest, desk: EvaluationDesk, member: str, challenge: Voucher) -> None:
        """Two different people of the house, neither on the committee, each by the own key."""
        try:
            given = _WITNESSES.validate_json(request.witnesses)
        except ValidationError as malformed:
            raise Refused("request_malformed", where="witnesses") from malformed
        document = canonical(witness_statement(dict(challenge), member, request.journal_key))
        known = People(self._storage, desk.project.id).witnesses()
        vouching = {self._signer(each.certificate, each.signature, document) for each in given}
        if len(given) != WITNESSES or len(vouching) != WITNESSES:
            raise Forbidden("witnesses_missing", needed=WITNESSES)
        if not vouching <= known.keys() or member in vouching:
            raise Forbidden("witness_unknown")

    def _check_called(self, desk: EvaluationDesk, person: str) -> None:
        """Somebody in reserve comes in when the operator has called; who was replaced does not come back."""
        with desk.at_rest() as e:
            if person in e.replaced:
                raise Forbidden("member_replaced", member=person)
            called = person in e.members
        if not called and person not in People(self._storage, desk.project.id).supervisors():
            raise Forbidden("not_on_the_committee")

    def _arrival(self, desk: EvaluationDesk, person: str, seat: str, factors: tuple[str, ...]) -> list[Fact]:
        """A first sign-in is told to the committee, a supervisor's as well."""
        e = desk.evaluation
        if person in e.members:
            return _arrival(e, person, seat, factors)
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

    def _challenge(self, request: SessionRequest) -> Voucher:
        """The challenge that is answered: it is gone after this, whatever comes of it."""
        taken = delete(ChallengeRow).where(ChallengeRow.id == request.challenge).returning(ChallengeRow)
        with self._storage.transaction() as session:
            row = session.scalar(taken)  # in one statement: of two answers at once, one finds it gone
        if row is None or row.seat != request.seat:
            raise NotSignedIn("challenge_unknown")
        if clock.passed(row.expires):
            raise NotSignedIn("challenge_expired")
        return {"id": row.id, "seat": row.seat, "nonce": row.nonce, "expires": row.expires}

    def _answered(self, request: SessionRequest, c: Voucher) -> bytes:
        """The certificate, after its issuer and the key's answer were checked."""
        document = sign_in_challenge(c["id"], c["seat"], c["nonce"], c["expires"], request.journal_key)
        self._signer(request.certificate, request.signature, canonical(document))
        return base64.b64decode(request.certificate)

    def _signer(self, certificate: str, signature: str, document: bytes) -> str:
        """Who signed a document (base64 both); raises NotSignedIn."""
        try:
            given = base64.b64decode(certificate, validate=True)
            if not is_trusted(given, self._trust, at=clock.now(), crls=self._crls):
                raise NotSignedIn("certificate_untrusted")
            check_signature(given, hashlib.sha256(document).digest(), base64.b64decode(signature, validate=True))
        except (EvidenceError, binascii.Error, ValueError) as wrong:
            raise NotSignedIn("signature_wrong") from wrong
        return holder_of(given)


def check_versions(contract: str, rules: str) -> None:
    """Raise Refused unless a seat of these versions can work here; empty rules are those of the first release."""
    if contract not in CONTRACTS:
        older = _version(contract) < _version(CONTRACTS[0])
        raise Refused("client_too_old" if older else "contract_differs", ours=CONTRACTS[-1], theirs=contract)
    if (rules or FIRST_RULES) != RULES:
        raise Refused("rules_version_differs", ours=RULES, theirs=rules or FIRST_RULES)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in text.split("."))


def _arrival(e: Evaluation, member: str, seat: str, factors: tuple[str, ...]) -> list[Fact]:
    """A member's first sign-in is told to the committee."""
    if member in e.signed_in or member not in e.members or e.stage_of(member) is not StageId.SIGN_IN:
        return []
    return [MemberSignedIn(member, seat, factors, clock.stamp())]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
