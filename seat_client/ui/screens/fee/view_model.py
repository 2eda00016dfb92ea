"""The member's own fee slip as the centre counted it, and its signature."""

from concurrent.futures import Future

from PySide6.QtCore import Signal

from seat_client.domain.events import ConfirmFee, FeeSlip
from seat_client.evidence.canonical import digest
from seat_client.services.fee import Fee
from seat_client.services.seat import Seat
from seat_client.signing.watch import ReaderWatch
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import grouped, key_line, key_obstacle, signing_facts
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence_for
from seat_client.ui.widgets.pin import SigningFacts


class FeeModel(ActingModel):
    """Others' slips are nobody's business here."""

    rejected = Signal(str, object)
    """The PIN or the signing was refused: the words, and the tries left or None."""
    signed = Signal()

    def __init__(self, fee: Fee, seat: Seat, watch: ReaderWatch, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._fee, self._watch = fee, watch
        self.working = False
        bridge.connect(watch.topic, lambda _: self.changed.emit())

    @property
    def slip(self) -> FeeSlip | None:
        """None while the centre has not counted."""
        return self._fee.slip

    @property
    def place(self) -> str:
        """The name of the place on the slip."""
        slip = self.slip
        places = {p.id: p.name for p in self._seat.project.places}
        return places.get(slip.place, slip.place) if slip else ""

    @property
    def done(self) -> bool:
        return self._fee.done

    @property
    def progress(self) -> tuple[int, int]:
        """How many members have confirmed, of how many."""
        return self._fee.confirmed, self._seat.evaluation.size

    @property
    def digest(self) -> str:
        """The head of the digest of what is signed, empty while there is no slip."""
        return grouped(digest(self._fee.document())) if self.slip else ""

    @property
    def key_line(self) -> tuple[str, str]:
        return key_line(self._watch.current, self._seat.member)

    @property
    def tries_left(self) -> int | None:
        key = self._watch.current.key_of(self._seat.member)
        return key.tries_left if key is not None else None

    @property
    def obstacle(self) -> str:
        """Why it cannot be signed yet, in words for the button."""
        if self.done:
            done, size = self.progress
            return translate("Fee", "Confirmed, waiting for the others ({done} / {all})").format(done=done, all=size)
        if self.working or self.saving:
            return translate("Fee", "Signing …")
        if self.slip is None:
            return translate("Fee", "The centre is counting the hours")
        return key_obstacle(self._watch.current, self._seat.member, self._seat.now())

    def facts(self) -> SigningFacts | None:
        """What the PIN dialog says; None when the key has just been taken out."""
        key = self._watch.current.key_of(self._seat.member)
        if key is None:
            return None
        return signing_facts(key, translate("Fee", "fee slip, digest {digest}").format(digest=self.digest))

    def sign(self, pin: bytearray, confirmed: bool) -> None:
        """Sign the slip; the PIN is wiped on every path."""
        self.working = True
        self.changed.emit()
        self._bridge.when_done(self._fee.sign(pin, confirm_last_try=confirmed), self._see_signature)

    def _see_signature(self, done: "Future[ConfirmFee]") -> None:
        self.working = False
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            left = getattr(error, "attempts_left", None)
            self.rejected.emit(str(sentence_for(error)), self.tries_left if left is None else left)
            self.changed.emit()
            return
        act = done.result()
        self._do(lambda: self._fee.record(act))
        self.signed.emit()
