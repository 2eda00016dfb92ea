"""The member's own journal at this seat: the key that signs it, and all they did elsewhere before they sat down here.

Whoever moves to another seat finds every act again: the centre gives them out, and the entries of unlocked sheets open
with the expert's own key, which the token unwraps, or two escrow officers.
"""

import base64
import hashlib
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from drivers.api.errors import DriverError
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.journal import JournalKey
from seat_client.evidence.sealing import (
    DraftKey,
    EscrowKey,
    token_point,
    unwrap_by_officers,
    unwrap_by_token,
    wrap_to_officers,
    wrap_to_token,
)
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.wire.drafts import DraftKeys, WrappedKey
from seat_client.wire.models import Assignment, Session

Agree = Callable[[bytes], bytes]
"""The token's answer to a point; raises DriverError where it cannot."""

log = logging.getLogger(__name__)
_COPY = "assignment"


def journal_key(secret: bytes, seat: str, certificate: bytes) -> JournalKey:
    """The key under which this person's acts are signed at this seat: the same after every start."""
    return JournalKey.derived(secret, f"{seat}\n{hashlib.sha256(certificate).hexdigest()}")


class OwnJournal:
    """One member's journal in one store, as sign-in sets it up."""

    def __init__(self, store: Store, client: CentreClient, session: Session, seat: str) -> None:
        self._store = store
        self._client = client
        self._session = session
        self._seat = seat
        self._keys: DraftKeys | None = None

    def begin(self, key: JournalKey) -> int:
        """Sign with this key; when the store is new, or has lost its own acts, fetch what the centre has.

        Gives how many acts came from there.
        """
        project, member = self._session.project, self._session.member
        self._store.sign_with(project, self._seat, key).result()
        cursor = self._store.cursor()
        fresh = not cursor and not self._store.own_acts(member)
        if fresh or self._store.lacks(project, self._seat, self._client.facts(cursor).heads):
            return self.fetch()
        return 0

    def fetch(self) -> int:
        """Take in every act of this member the centre has; gives how many were new here."""
        new, since = 0, 0
        while True:
            page = self._client.journal(since)
            new += self._store.adopt(self._seat, page.links).result()
            if page.end:
                return new
            since = page.links[-1].seq

    # --- drafts ---------------------------------------------------------------------------------------

    def open_drafts(self, agree: Agree) -> None:
        """Unwrap with the token every key of this member that is not here yet."""
        here = {key.name for key in self._held()}
        for wrapped in self._wrapped().keys:
            if wrapped.name not in here and wrapped.to_token:
                try:
                    self._take(unwrap_by_token(wrapped.to_token, agree(token_point(wrapped.to_token))), wrapped)
                except (DriverError, NotOpened) as closed:
                    log.info("the token does not open the drafts: %s", type(closed).__name__)

    @property
    def needs_token(self) -> bool:
        """Whether a key lies at the centre that this seat could have unwrapped by the token."""
        here = {key.name for key in self._held()}
        return any(wrapped.to_token and wrapped.name not in here for wrapped in self._wrapped().keys)

    @property
    def closed_entries(self) -> int:
        """Entries typed elsewhere that are still sealed here: officers have to open them."""
        return self._store.sealed_count()

    def escrow_requests(self) -> tuple[str, ...]:
        """The wrapped keys that officers are asked to open, each as the officers' command takes it."""
        here = {key.name for key in self._held()}
        return tuple(w.to_officers for w in self._wrapped().keys if w.to_officers and w.name not in here)

    def open_by_officers(self, wrapped: str, shares: Sequence[str], seat: EscrowKey) -> None:
        """Open a key with both officers' shares; raises NotOpened."""
        key = unwrap_by_officers(wrapped, shares, seat)
        self._take(key, next(w for w in self._wrapped().keys if w.to_officers == wrapped))

    def _take(self, key: DraftKey, wrapped: WrappedKey) -> None:
        if key.name != wrapped.name:
            raise NotOpened("other-key")
        self._store.take_draft_key(self._session.project, self._session.member, key).result()

    def deposit(self, assignment: Assignment, certificate: bytes | None) -> None:
        """Leave the key at the centre, wrapped, with a sealed copy of the assignment: another seat can follow."""
        key = self._store.draft_key(self._session.project, self._session.member).result()
        if key.name in {wrapped.name for wrapped in self._wrapped().keys}:
            return
        officers = self._wrapped().officers
        to_officers = ""
        with suppress(NotOpened):  # no two officers here
            to_officers = wrap_to_officers(key, officers)
        sheet = key.sheet(self._session.project, self._session.member, _COPY, 0)
        copy = sheet.seal(assignment.model_dump_json().encode(), _COPY)
        to_token = (wrap_to_token(key, certificate) or "") if certificate else ""
        self._keys = self._client.put_draft_key(
            WrappedKey(name=key.name, to_token=to_token, to_officers=to_officers, assignment=copy)
        )

    def assignment_copy(self) -> Assignment | None:
        """The copy another seat of this member left; None while no key here opens one."""
        by_name = {key.name: key for key in self._held()}
        for wrapped in self._wrapped().keys:
            if wrapped.name in by_name and wrapped.assignment:
                sheet = by_name[wrapped.name].sheet(self._session.project, self._session.member, _COPY, 0)
                return Assignment.model_validate_json(sheet.open(wrapped.assignment, _COPY).strip())
        return None

    def _held(self) -> list[DraftKey]:
        return self._store.draft_keys(self._session.project, self._session.member)

    def _wrapped(self) -> DraftKeys:
        if self._keys is None:
            self._keys = self._client.draft_keys()
        return self._keys


def encoded(certificate: bytes) -> str:
    """A certificate as a request carries it."""
    return base64.b64encode(certificate).decode()
