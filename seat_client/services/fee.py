"""The fee slip: hours and place as the centre counted them, confirmed and signed with the key."""

import base64
from concurrent.futures import Future

from seat_client.domain.events import ConfirmFee, FeeSlip
from seat_client.evidence.canonical import Json, canonical, digest
from seat_client.evidence.cms import sign_detached
from seat_client.evidence.declarations import fee_slip
from seat_client.services import NotReady
from seat_client.services.key_desk import KeyDesk
from seat_client.services.seat import Seat
from seat_client.store.store import SavedAct


class Fee:
    """The member's own slip; others' slips are not shown."""

    def __init__(self, seat: Seat, desk: KeyDesk) -> None:
        self._seat = seat
        self._desk = desk

    @property
    def slip(self) -> FeeSlip | None:
        """None while the centre has not counted."""
        return self._seat.evaluation.fees.get(self._seat.member)

    @property
    def done(self) -> bool:
        return self._seat.own.fee is not None

    @property
    def confirmed(self) -> int:
        """How many members have."""
        return len(self._seat.evaluation.fee_confirmed)

    def document(self) -> dict[str, Json]:
        """What is signed; raises NotReady while there is no slip."""
        slip = self.slip
        if slip is None:
            raise NotReady("fee_missing")
        return fee_slip(self._seat.project.id, slip)

    def sign(self, pin: bytearray, *, confirm_last_try: bool = False) -> "Future[ConfirmFee]":
        """The signed act, ready for `record` in the owner's thread; `pin` is wiped."""
        document = self.document()
        return self._desk.run(lambda: self._sign(document, pin, confirm_last_try), pin=pin)

    def record(self, act: ConfirmFee) -> "Future[SavedAct]":
        """Write it; call in the seat's own thread."""
        return self._seat.act(act)

    def _sign(self, document: dict[str, Json], pin: bytearray, confirm_last_try: bool) -> ConfirmFee:
        with self._desk.unlocked(pin, member=self._seat.member, confirm_last_try=confirm_last_try) as key:
            signature = sign_detached(canonical(document), key)
        return ConfirmFee(digest(document), base64.b64encode(signature).decode())
