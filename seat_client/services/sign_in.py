"""Sign-in by the factors that the place asks for, and the opening of the member's seat."""

import base64
import hashlib
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from seat_client import __version__
from seat_client.evidence.canonical import Json, canonical
from seat_client.evidence.declarations import identity_decisions, sign_in_challenge, witness_statement
from seat_client.evidence.journal import JournalKey
from seat_client.evidence.templates import SeatTemplateKey
from seat_client.services import DraftsClosed, NamesClosed, NotFitted
from seat_client.services.escrow import Escrow
from seat_client.services.key_desk import KeyDesk
from seat_client.services.own_journal import OwnJournal, journal_key
from seat_client.services.person_check import PersonCheck
from seat_client.services.seat import Seat
from seat_client.signing.routine import wipe
from seat_client.store.keyring import Keyring
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient, CentreRefused
from seat_client.sync.clock import ClockOffset, centre_time
from seat_client.wire import CONTRACT
from seat_client.wire.identity import Biometric, Factor, ReleaseRequest, SignInPolicy
from seat_client.wire.models import Assignment, CentreInfo, Challenge, Session, SessionRequest

ASSIGNMENT = "assignment"
FACTORS: tuple[Factor, ...] = ("key", "face", "finger")
Claim = Literal["key", "number", "card"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came along from another seat: entries that are here now, and entries only two officers can open, who want
    to hear `number`."""

    entries: int = 0
    closed: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits here now, and the open seat."""

    session: Session
    seat: Seat
    arrival: Arrival


@dataclass(slots=True)
class _Answer:
    """The centre's question as the own key has answered it; `pin` is wiped when the sign-in is over."""

    challenge: Challenge
    certificate: bytes
    signature: bytes
    journal: JournalKey
    pin: bytearray


@dataclass(slots=True)
class _Vouching:
    """Witnesses for one person, so far."""

    member: str
    challenge: Challenge
    journal: JournalKey
    signatures: dict[bytes, bytes] = field(default_factory=dict)


class SigningIn:
    """One person's sign-in at this seat, factor by factor in any order, until the place's policy is content.

    The key answers a challenge and vouches for the seat's journal key; that key signs what the seat decided about face
    and finger. Without the own key the enrolled seat vouches, or two witnesses do.
    """

    def __init__(
        self,
        client: CentreClient,
        desk: KeyDesk,
        *,
        seat_id: str,
        data: Path,
        policy: SignInPolicy | None = None,
        check: PersonCheck | None = None,
    ) -> None:
        """`policy` is this seat's own; the stricter of it and the centre's holds. `check` reaches camera and reader."""
        self._client = client
        self._desk = desk
        self._seat_id = seat_id
        self._data = data
        self._own_policy = policy or SignInPolicy()
        self.policy = self._own_policy
        self.check = check
        self._answer: _Answer | None = None
        self._vouching: _Vouching | None = None
        self._clock = ClockOffset()
        self.offset_seconds: Decimal | None = None
        """How far the centre's clock is ahead of this machine's; None before the centre has answered."""

    @property
    def factors_needed(self) -> int:
        return self.policy.needed

    @property
    def proven(self) -> tuple[Factor, ...]:
        """What has been proven so far, in the order of a policy."""
        decisions = self.check.decisions if self.check is not None else {}
        mine = set(decisions) | ({"key"} if self._answer is not None else set())
        return tuple(factor for factor in FACTORS if factor in mine)

    @property
    def satisfied(self) -> bool:
        """Whether nothing more is asked for. A finger on a reader that was never calibrated never counts alone."""
        alone = self.check is None or all(d.alone for d in self.check.decisions.values())
        return len(self.proven) >= self.policy.needed and (len(self.proven) > 1 or alone)

    def centre(self) -> "Future[CentreInfo]":
        """Who the centre is; fails with CentreUnreachable or ContractMismatch."""
        return self._desk.run(self._centre)

    def _centre(self) -> CentreInfo:
        sent = datetime.now(UTC)
        info = self._client.info()
        self._clock.observe(sent, centre_time(info.time), datetime.now(UTC))
        self.offset_seconds = self._clock.seconds
        self.policy = stricter(self._own_policy, self._client.policy(self._seat_id))
        return info

    # --- the factors ----------------------------------------------------------------------------------

    def answer_key(self, pin: bytearray, *, confirm_last_try: bool = False) -> "Future[None]":
        """Answer the centre's challenge with the key; `pin` is wiped in any case."""
        return self._desk.run(lambda: self._answer_key(pin, confirm_last_try), pin=pin)

    def _answer_key(self, pin: bytearray, confirm_last_try: bool) -> None:
        again = bytearray(pin)  # for the drafts of another seat, which only this key opens
        try:
            challenge = self._client.challenge(self._seat_id)
            with self._desk.unlocked(pin, confirm_last_try=confirm_last_try) as key:
                journal = journal_key(Keyring(self._data).key(), self._seat_id, key.certificate)
                signature = key.sign_digest(challenge_digest(challenge, journal.public), "sha256")
                answer = _Answer(challenge, key.certificate, signature, journal, again)
        except BaseException:
            wipe(again)
            raise
        self._forget_answer()
        self._answer = answer

    def ask_release(self, claim: str = "", by: Claim = "number") -> "Future[None]":
        """Get templates and ordered movements for who claims to sit here; the key in the reader claims first."""
        keys = self._desk.watch.current.keys
        if keys and not claim:
            claim, by = keys[0].member_id, "key"
        return self._desk.run(lambda: self._release(claim, by))

    def _release(self, claim: str, by: Claim) -> None:
        if self.check is None:
            raise NotFitted
        if self.check.released_for(claim):
            return
        key = SeatTemplateKey()
        request = ReleaseRequest(seat=self._seat_id, claim=claim, by=by, kinds=self._kinds(), key=key.public)
        self.check.take(claim, self._seat_id, self._client.release_templates(request), key)

    def _kinds(self) -> tuple[Biometric, ...]:
        kinds: tuple[Biometric, ...] = ("face", "finger")
        return tuple(kind for kind in kinds if kind in self.policy.factors)

    # --- witnesses ------------------------------------------------------------------------------------

    def vouch(self, claim: str, pin: bytearray) -> "Future[int]":
        """The key in the reader vouches for the person `claim`; how many have vouched. `pin` is wiped in any case."""
        return self._desk.run(lambda: self._vouch(claim, pin), pin=pin)

    def _vouch(self, claim: str, pin: bytearray) -> int:
        if self._vouching is None or self._vouching.member != claim:
            journal = journal_key(Keyring(self._data).key(), self._seat_id, b"member\n" + claim.encode())
            self._vouching = _Vouching(claim, self._client.challenge(self._seat_id), journal)
        vouching = self._vouching
        c = vouching.challenge
        challenge: dict[str, Json] = {"id": c.id, "seat": c.seat, "nonce": c.nonce, "expires": c.expires}
        document = canonical(witness_statement(challenge, claim, vouching.journal.public))
        with self._desk.unlocked(pin) as key:
            signature = key.sign_digest(hashlib.sha256(document).digest(), "sha256")
            vouching.signatures[key.certificate] = signature
        return len(vouching.signatures)

    # --- opening --------------------------------------------------------------------------------------

    def complete(self) -> "Future[SignedIn]":
        """Open the seat by what was proven, or vouched for."""
        return self._desk.run(self._complete)

    def sign_in(self, pin: bytearray, *, confirm_last_try: bool = False) -> "Future[SignedIn]":
        """Answer with the key and open the seat at once, where nothing else is asked for."""

        def both() -> SignedIn:
            self._answer_key(pin, confirm_last_try)
            return self._complete()

        return self._desk.run(both, pin=pin)

    def reset(self) -> None:
        """Forget everything that was proven: the person has left, or begins anew."""
        self._forget_answer()
        self._vouching = None
        if self.check is not None:
            self.check.forget()

    def _forget_answer(self) -> None:
        if self._answer is not None:
            wipe(self._answer.pin)
            self._answer = None

    def _complete(self) -> SignedIn:
        request, journal = self._witnessed() if self._vouching is not None else self._proven()
        try:
            session = self._client.open_session(request)
            opened = self._open_seat(session, journal, self._answer)
            if self.check is not None and self.policy.presence:
                self.check.keep_for(session.member)
        finally:
            self.reset()  # the challenge and the release are used up, whatever came of it
        return opened

    def _request(self, challenge: Challenge, journal: JournalKey, **fields: str) -> SessionRequest:
        return SessionRequest(
            challenge=challenge.id, seat=self._seat_id, client_version=__version__, contract=CONTRACT,
            journal_key=journal.public, **fields,
        )  # fmt: skip

    def _proven(self) -> tuple[SessionRequest, JournalKey]:
        answer, fields = self._answer, {}
        if answer is not None:
            challenge, journal = answer.challenge, answer.journal
            fields = {
                "certificate": base64.b64encode(answer.certificate).decode(),
                "signature": base64.b64encode(answer.signature).decode(),
            }
        else:
            challenge = self._client.challenge(self._seat_id)
            member = self.check.member if self.check is not None else ""
            journal = journal_key(Keyring(self._data).key(), self._seat_id, b"member\n" + member.encode())
        if self.check is not None and self.check.decisions:
            records: list[Json] = [each.record() for each in self.check.decisions.values()]
            document = identity_decisions(challenge.id, self.check.release_id, records)
            fields |= {
                "release": self.check.release_id,
                "decisions": canonical(records).decode(),
                "decisions_signature": journal.sign(hashlib.sha256(canonical(document)).hexdigest()),
                "photo": self.check.photo,
            }
        return self._request(challenge, journal, **fields), journal

    def _witnessed(self) -> tuple[SessionRequest, JournalKey]:
        vouching = self._vouching
        assert vouching is not None  # noqa: S101 - asked by the caller
        witnesses: list[Json] = [
            {"certificate": base64.b64encode(c).decode(), "signature": base64.b64encode(s).decode()}
            for c, s in vouching.signatures.items()
        ]
        fields = {"witnessed": vouching.member, "witnesses": canonical(witnesses).decode()}
        return self._request(vouching.challenge, vouching.journal, **fields), vouching.journal

    def _open_seat(self, session: Session, key: JournalKey, own: _Answer | None) -> SignedIn:
        folder = self._data / hashlib.sha256(f"{session.project}/{session.member}".encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = Store.open(folder / "seat.db", Keyring(folder).key())
        try:
            journal = OwnJournal(store, self._client, session, self._seat_id)
            brought = journal.begin(key)
            if own is not None and journal.needs_token:
                journal.open_drafts(lambda point: self._agree(point, own))
            escrow = Escrow(store, self._client)
            brought += escrow.settle(journal)
            assignment = self._assignment(store, journal, escrow)
            self._desk.rely_on(assignment)
            journal.deposit(assignment, own.certificate if own is not None else None)
            seat = Seat(store, assignment)
            closed = journal.closed_entries
            arrival = Arrival(len(seat.own.entries) if brought else 0, closed, escrow.number if closed else "")
            return SignedIn(session, seat, arrival)
        except BaseException:
            store.close()
            raise

    def _agree(self, point: bytes, own: _Answer) -> bytes:
        with self._desk.unlocked(bytearray(own.pin)) as key:
            return key.agree(point)

    def _assignment(self, store: Store, journal: OwnJournal, escrow: Escrow) -> Assignment:
        """The stored copy, else the centre's; names are closed there while the blind part is open, and then it is the
        sealed copy of the seat this member sat at before."""
        kept = store.recall(ASSIGNMENT)
        if kept is not None:
            return Assignment.model_validate_json(kept)
        try:
            assignment = self._client.assignment()
        except CentreRefused as refused:
            if refused.code != "names_closed":
                raise
            copy = journal.assignment_copy()
            if copy is None and journal.escrow_requests():
                raise DraftsClosed(entries=journal.closed_entries, number=escrow.number) from refused
            if copy is None:
                raise NamesClosed from refused
            assignment = copy.model_copy(update={"seat": self._seat_id, "seat_label": self._seat_id})
        store.remember(ASSIGNMENT, assignment.model_dump_json()).result()
        return assignment


def challenge_digest(challenge: Challenge, journal_key: str = "") -> bytes:
    """What the key signs at sign-in: SHA-256 of the canonical JSON of the challenge with the seat's journal key."""
    document = sign_in_challenge(challenge.id, challenge.seat, challenge.nonce, challenge.expires, journal_key)
    return hashlib.sha256(canonical(document)).digest()


def stricter(own: SignInPolicy, centre: SignInPolicy) -> SignInPolicy:
    """What both the seat and the centre are content with."""
    if own.needed == centre.needed:
        chosen = centre if own.factors == SignInPolicy().factors else own
    else:
        chosen = own if own.needed > centre.needed else centre
    looks = [policy.presence for policy in (own, centre) if policy.presence]
    return chosen.model_copy(update={"presence": min(looks, default=0), "photo": centre.photo})
