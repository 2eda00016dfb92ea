"""Opening a sealed seat: two people have resumed the evaluation at the centre, its own member comes with the key."""

import hashlib
from concurrent.futures import Future

from seat_client.domain.events import Resumed
from seat_client.evidence.canonical import canonical
from seat_client.services import NotReady
from seat_client.services.key_desk import KeyDesk
from seat_client.services.seat import Seat


class Unsealing:
    """Nobody opens a seat alone: the centre's word names two people, and the card answers to its own PIN."""

    def __init__(self, seat: Seat, desk: KeyDesk) -> None:
        self._seat = seat
        self._desk = desk

    def open(self, resumed: Resumed | None, pin: bytearray, *, confirm_last_try: bool = False) -> "Future[str]":
        """The card's signature over the centre's word, in hex; fails with NotReady before there is one.

        `pin` is wiped in any case.
        """
        return self._desk.run(lambda: self._open(resumed, pin, confirm_last_try), pin=pin)

    def _open(self, resumed: Resumed | None, pin: bytearray, confirm_last_try: bool) -> str:
        if resumed is None or len(set(resumed.opened_by)) < 2:
            raise NotReady("not_resumed")
        word = {"project": self._seat.project.id, "member": self._seat.member, "resumed": resumed.at}
        with self._desk.unlocked(pin, member=self._seat.member, confirm_last_try=confirm_last_try) as key:
            return key.sign_digest(hashlib.sha256(canonical(word)).digest(), "sha256").hex()
