"""What was typed at another seat, where the expert's token cannot open it: two escrow officers do, each with a file.

The seat lays a request down in the member's folder of its data. Each officer answers it with `seat-client escrow
share`, on a machine of their own; both answers are put beside the request, and the next sign-in opens with them. What
travels opens at this seat alone, and neither officer's key leaves the officer.
"""

import json
import logging
import shutil
from pathlib import Path

from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import EscrowKey, officer_share
from seat_client.services.own_journal import OwnJournal
from seat_client.store.store import Store

FOLDER = "escrow"
REQUEST = "request.json"
ANSWERS = "*.share"
_KEY = "escrow-key"  # the store's setting that keeps this seat's half, encrypted with the rest

log = logging.getLogger(__name__)


class Escrow:
    """The requests of one member's seat and the officers' answers to them."""

    def __init__(self, store: Store, folder: Path) -> None:
        """`folder` is where the officers' files are carried to and from."""
        self._store = store
        self._folder = folder / FOLDER

    def settle(self, journal: OwnJournal) -> int:
        """Open what the officers have answered, ask for the rest; gives how many keys were opened."""
        wanted = journal.escrow_requests()
        opened = sum(self._open(journal, wrapped) for wrapped in wanted)
        if left := journal.escrow_requests():
            self._ask(left)
        elif wanted:
            shutil.rmtree(self._folder, ignore_errors=True)
        return opened

    def _open(self, journal: OwnJournal, wrapped: str) -> bool:
        shares = [answer[wrapped] for answer in self._answers() if wrapped in answer]
        if not shares:
            return False
        try:
            journal.open_by_officers(wrapped, shares, self._key())
        except NotOpened as closed:
            log.info("the officers' answers do not open the drafts: %s", closed)
            return False
        return True

    def _ask(self, wrapped: tuple[str, ...]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        document = {"seat": self._key().public, "wrapped": list(wrapped)}
        (self._folder / REQUEST).write_text(json.dumps(document), "utf-8")

    def _answers(self) -> list[dict[str, str]]:
        return [_texts(file) for file in sorted(self._folder.glob(ANSWERS))]

    def _key(self) -> EscrowKey:
        """This seat's half: the same until the request is settled, or the answers would be for another one."""
        kept = self._store.recall(_KEY)
        if kept is not None:
            return EscrowKey.from_text(kept)
        made = EscrowKey.new()
        self._store.remember(_KEY, made.text).result()
        return made


def answer(request: bytes, officer: EscrowKey) -> dict[str, str]:
    """One officer's answer to a request: a share for every wrapped key in it. Raises NotOpened."""
    try:
        asked = json.loads(request)
        seat, wrapped = str(asked["seat"]), [str(each) for each in asked["wrapped"]]
    except (ValueError, KeyError, TypeError) as bad:
        raise NotOpened("request") from bad
    return {each: officer_share(each, officer, seat) for each in wrapped}


def _texts(file: Path) -> dict[str, str]:
    """The shares in a file; none in one that is not an officer's answer."""
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
