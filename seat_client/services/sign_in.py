"""Sign-in with the signing key, and the opening of the member's seat."""

import base64
import hashlib
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from seat_client import __version__
from seat_client.evidence.canonical import canonical
from seat_client.evidence.declarations import sign_in_challenge
from seat_client.services import NamesClosed
from seat_client.services.key_desk import KeyDesk
from seat_client.services.seat import Seat
from seat_client.store.keyring import Keyring
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient, CentreRefused
from seat_client.wire import CONTRACT
from seat_client.wire.models import Assignment, CentreInfo, Challenge, Session, SessionRequest

ASSIGNMENT = "assignment"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits here now, and the open seat."""

    session: Session
    seat: Seat


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
        challenge = self._client.challenge(self._seat_id)
        with self._desk.unlocked(pin, confirm_last_try=confirm_last_try) as key:
            request = SessionRequest(
                challenge=challenge.id,
                seat=self._seat_id,
                certificate=base64.b64encode(key.certificate).decode(),
                signature=base64.b64encode(key.sign_digest(challenge_digest(challenge), "sha256")).decode(),
                client_version=__version__,
                contract=CONTRACT,
            )
        session = self._client.open_session(request)
        return SignedIn(session, self._open_seat(session))

    def _open_seat(self, session: Session) -> Seat:
        folder = self._data / hashlib.sha256(f"{session.project}/{session.member}".encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = Store.open(folder / "seat.db", Keyring(folder).key())
        try:
            return Seat(store, self._assignment(store))
        except BaseException:
            store.close()
            raise

    def _assignment(self, store: Store) -> Assignment:
        """The stored copy, else the centre's; names are closed at the centre while the blind part is open."""
        kept = store.recall(ASSIGNMENT)
        if kept is not None:
            return Assignment.model_validate_json(kept)
        try:
            assignment = self._client.assignment()
        except CentreRefused as refused:
            if refused.code == "names_closed":
                raise NamesClosed from refused
            raise
        store.remember(ASSIGNMENT, assignment.model_dump_json()).result()
        return assignment


def challenge_digest(challenge: Challenge) -> bytes:
    """What the key signs at sign-in: SHA-256 of the canonical JSON of the challenge."""
    document = sign_in_challenge(challenge.id, challenge.seat, challenge.nonce, challenge.expires)
    return hashlib.sha256(canonical(document)).digest()
