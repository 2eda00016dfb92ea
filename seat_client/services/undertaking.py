"""Undertaking and recusal: the statement, the bidders by name, the signed declaration."""

import base64
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Literal

from seat_client.domain.events import RecusalGround, SignUndertaking
from seat_client.evidence import declarations
from seat_client.evidence.canonical import Json, canonical, digest
from seat_client.evidence.cms import sign_detached
from seat_client.services.key_desk import KeyDesk
from seat_client.services.seat import Seat
from seat_client.services.unsent import Unsent
from seat_client.store.store import SavedAct

Choice = Literal["no-conflict", "recuse"]


class Undertaking:
    """What is read, declared and signed before any bid is seen."""

    def __init__(self, seat: Seat, desk: KeyDesk) -> None:
        self._seat = seat
        self._desk = desk
        self.unsent = Unsent(seat, "recusal")

    @property
    def statement(self) -> tuple[str, ...]:
        """Paragraphs of the undertaking, the centre's own text."""
        return self._seat.assignment.undertaking

    @property
    def bidders(self) -> tuple[tuple[str, str], ...]:
        """(id, name) in name order; never a code."""
        project = self._seat.project
        return tuple((b, project.bidder(b).name) for b in self._seat.assignment.bidders_in_name_order)

    def declaration(self, choice: Choice, grounds: Sequence[RecusalGround]) -> dict[str, Json]:
        """The object that is signed; its digest is shown beside the button."""
        return declarations.undertaking(
            self._seat.project.id, self._seat.member, self._seat.assignment.undertaking_digest, choice, grounds
        )

    def declaration_digest(self, choice: Choice, grounds: Sequence[RecusalGround] = ()) -> str:
        return digest(self.declaration(choice, grounds))

    def sign(
        self, choice: Choice, grounds: Sequence[RecusalGround], pin: bytearray, *, confirm_last_try: bool = False
    ) -> "Future[SignUndertaking]":
        """The signed act, ready for `record` in the owner's thread; `pin` is wiped."""
        return self._desk.run(lambda: self._sign(choice, tuple(grounds), pin, confirm_last_try), pin=pin)

    def record(self, act: SignUndertaking) -> "Future[SavedAct]":
        """Write the signed declaration; call in the seat's own thread."""
        return self._seat.act(act)

    def _sign(
        self, choice: Choice, grounds: tuple[RecusalGround, ...], pin: bytearray, confirm_last_try: bool
    ) -> SignUndertaking:
        document = self.declaration(choice, grounds)
        with self._desk.unlocked(pin, member=self._seat.member, confirm_last_try=confirm_last_try) as key:
            signature = sign_detached(canonical(document), key)
        return SignUndertaking(
            choice=choice,
            statement_digest=self._seat.assignment.undertaking_digest,
            signature=base64.b64encode(signature).decode(),
            grounds=grounds,
        )
