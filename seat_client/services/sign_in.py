"""Sign-in with the signing key, and the opening of the member's seat."""

import base64
import hashlib
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from seat_client import __version__
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import sign_in_challenge
from seat_client.evidence.journal import JournalKey
from seat_client.services import DraftsClosed, NamesClosed
from seat_client.services.escrow import Escrow
from seat_client.services.key_desk import KeyDesk
from seat_client.services.own_journal import OwnJournal, journal_key
from seat_client.services.seat import Seat
from seat_client.signing.routine import wipe
from seat_client.store.keyring import Keyring
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient, CentreRefused
from seat_client.wire import CONTRACT
from seat_client.wire.models import Assignment, CentreInfo, Challenge, Session, SessionRequest

ASSIGNMENT = "assignment"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came along from another seat: entries that are here now, and entries only two officers can open."""

    entries: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits here now, and the open seat."""

    session: Session
    seat: Seat
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class _Own:
    """What one sign-in needs of the person's key; `pin` is wiped when it is over."""

    certificate: bytes
    journal: JournalKey
    pin: bytearray


class SigningIn:
    """One factor of the place's policy today: the signing key with its PIN.

    Face and fingerprint come with their own work; until then `factors_needed` is one, and the screen says so.
    """

    factors_needed = 1

    def __init__(self, client: CentreClient, desk: KeyDesk, *, seat_id: str, data: Path) -> None:
        self._client = client
        self._desk = desk
        self._seat_id = seat_id
        self._data = data

    def centre(self) -> "Future[CentreInfo]":
        """Who the centre is; fails with CentreUnreachable or ContractMismatch."""
        return self._desk.run(self._client.info)

    def sign_in(self, pin: bytearray, *, confirm_last_try: bool = False) -> "Future[SignedIn]":
        """Answer the centre's challenge with the key and open the seat; `pin` is wiped in any case."""
        return self._desk.run(lambda: self._sign_in(pin, confirm_last_try), pin=pin)

    def _sign_in(self, pin: bytearray, confirm_last_try: bool) -> SignedIn:
        again = bytearray(pin)  # for the drafts of another seat, which only this key opens
        try:
            challenge = self._client.challenge(self._seat_id)
            with self._desk.unlocked(pin, confirm_last_try=confirm_last_try) as key:
                own = _Own(
                    key.certificate, journal_key(Keyring(self._data).key(), self._seat_id, key.certificate), again
                )
                digest = challenge_digest(challenge, own.journal.public)
                request = SessionRequest(
                    challenge=challenge.id,
                    seat=self._seat_id,
                    certificate=base64.b64encode(key.certificate).decode(),
                    signature=base64.b64encode(key.sign_digest(digest, "sha256")).decode(),
                    client_version=__version__,
                    contract=CONTRACT,
                    journal_key=own.journal.public,
                )
            session = self._client.open_session(request)
            return self._open_seat(session, own)
        finally:
            wipe(again)

    def _open_seat(self, session: Session, own: "_Own") -> SignedIn:
        folder = self._data / hashlib.sha256(f"{session.project}/{session.member}".encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = Store.open(folder / "seat.db", Keyring(folder).key())
        try:
            journal = OwnJournal(store, self._client, session, self._seat_id)
            brought = journal.begin(own.journal)
            if journal.needs_token:
                journal.open_drafts(lambda point: self._agree(point, own))
            brought += Escrow(store, folder).settle(journal)
            assignment = self._assignment(store, journal)
            self._desk.rely_on(assignment)
            journal.deposit(assignment, own.certificate)
            seat = Seat(store, assignment)
            return SignedIn(session, seat, Arrival(len(seat.own.entries) if brought else 0, journal.closed_entries))
        except BaseException:
            store.close()
            raise

    def _agree(self, point: bytes, own: "_Own") -> bytes:
        with self._desk.unlocked(bytearray(own.pin)) as key:
            return key.agree(point)

    def _assignment(self, store: Store, journal: OwnJournal) -> Assignment:
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
                raise DraftsClosed(entries=journal.closed_entries) from refused
            if copy is None:
                raise NamesClosed from refused
            assignment = copy.model_copy(update={"seat": self._seat_id, "seat_label": self._seat_id})
        store.remember(ASSIGNMENT, assignment.model_dump_json()).result()
        return assignment


def challenge_digest(challenge: Challenge, journal_key: str = "") -> bytes:
    """What the key signs at sign-in: SHA-256 of the canonical JSON of the challenge with the seat's journal key."""
    document = sign_in_challenge(challenge.id, challenge.seat, challenge.nonce, challenge.expires, journal_key)
    return hashlib.sha256(canonical(document)).digest()
