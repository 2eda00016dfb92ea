"""What was typed at another seat, where the expert's token cannot open it: two escrow officers do, through the centre.

The seat puts down a request there; each officer answers it with `seat-client escrow share`, on a machine of their own,
once the member has read them the number which stands for the seat's half; the next sign-in opens with both answers.
What travels opens at this seat alone, and neither officer's key leaves the officer.
"""

import json
import logging

from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import EscrowKey, number_of, officer_share
from seat_client.services.own_journal import OwnJournal
from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.wire.drafts import EscrowRequest

_KEY = "escrow-key"  # the store's setting that keeps this seat's half, encrypted with the rest

log = logging.getLogger(__name__)


class Escrow:
    """The request of one member's seat and the officers' answers to it."""

    def __init__(self, store: Store, client: CentreClient) -> None:
        self._store = store
        self._client = client

    @property
    def number(self) -> str:
        """What the officers compare before they answer this seat."""
        return number_of(self._key().public)

    def settle(self, journal: OwnJournal) -> int:
        """Ask for what only officers open, and open what they have answered; gives how many keys were opened."""
        wanted = journal.escrow_requests()
        if not wanted:
            return 0
        told = self._client.ask_officers(EscrowRequest(seat_key=self._key().public, wrapped=wanted))
        return sum(self._open(journal, wrapped, told.answers) for wrapped in wanted)

    def _open(self, journal: OwnJournal, wrapped: str, answers: tuple[dict[str, str], ...]) -> bool:
        shares = [answer[wrapped] for answer in answers if wrapped in answer]
        if not shares:
            return False
        try:
            journal.open_by_officers(wrapped, shares, self._key())
        except NotOpened as closed:
            log.info("the officers' answers do not open the drafts: %s", closed)
            return False
        return True

    def _key(self) -> EscrowKey:
        """This seat's half: always the same, or the answers would be for another one."""
        kept = self._store.recall(_KEY)
        if kept is not None:
            return EscrowKey.from_text(kept)
        made = EscrowKey.new()
        self._store.remember(_KEY, made.text).result()
        return made


def read_request(request: bytes) -> tuple[str, tuple[str, ...]]:
    """Whose half asks, and the wrapped keys in a request; raises NotOpened."""
    try:
        asked = json.loads(request)
        return str(asked["seat"]), tuple(str(each) for each in asked["wrapped"])
    except (ValueError, KeyError, TypeError) as bad:
        raise NotOpened("request") from bad


def answer(request: bytes, officer: EscrowKey) -> dict[str, str]:
    """One officer's answer to a request: a share for every wrapped key in it. Raises NotOpened."""
    seat, wrapped = read_request(request)
    return {each: officer_share(each, officer, seat) for each in wrapped}
