"""Standing aside after the review has begun: the ground, signed with the own key as at the undertaking."""

from concurrent.futures import Future

from PySide6.QtCore import Signal

from seat_client.domain.errors import RuleViolation
from seat_client.domain.events import RecusalGround, SignUndertaking
from seat_client.domain.legality import check
from seat_client.domain.stages import Part
from seat_client.services.seat import Seat
from seat_client.services.undertaking import Undertaking
from seat_client.signing.watch import ReaderWatch
from seat_client.store.store import SavedAct
from seat_client.ui.acting import ActingModel
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import grouped, key_obstacle, signing_facts
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence_for
from seat_client.ui.widgets.pin import SigningFacts


class RecusalModel(ActingModel):
    """While the review is blind no bidder is offered by name: the ground is written without one."""

    rejected = Signal(str, object)
    """The PIN or the signing was refused: the words, and the tries left or None."""
    signed = Signal()

    def __init__(self, undertaking: Undertaking, seat: Seat, watch: ReaderWatch, bridge: Bridge) -> None:
        super().__init__(seat, bridge)
        self._undertaking, self._watch = undertaking, watch
        self.unsent = undertaking.unsent

    @property
    def bidders(self) -> tuple[tuple[str, str], ...]:
        """(id, name) to choose from; none in a blind stage."""
        blind = self._seat.evaluation.part_of(self._seat.member) is Part.BLIND
        return () if blind else self._undertaking.bidders

    @property
    def tries_left(self) -> int | None:
        key = self._watch.current.key_of(self._seat.member)
        return key.tries_left if key is not None else None

    def obstacle(self, bidder: str, text: str) -> str:
        """Why it cannot be applied for yet, in words for the button; empty when it can."""
        if not self.connected:
            return translate("Committee", "Possible once the connection is back")
        if self.saving:
            return translate("Committee", "Signing …")
        if self.bidders and not bidder:
            return translate("Committee", "Please choose the bidder concerned")
        if not text.strip():
            return translate("Committee", "Please write the ground")
        try:
            check(self._seat.evaluation, self._seat.own, SignUndertaking("recuse", "", "", _grounds(bidder, text)))
        except RuleViolation as refused:
            return sentence_for(refused).text
        return ""

    def look_for_key(self) -> bool:
        """Whether the own key is in and may sign; `problem` says why not."""
        self.problem = key_obstacle(self._watch.current, self._seat.member, self._seat.now())
        self.changed.emit()
        return not self.problem

    def facts(self, bidder: str, text: str) -> SigningFacts | None:
        """What the PIN dialog says; None when the key has just been taken out."""
        key = self._watch.current.key_of(self._seat.member)
        if key is None:
            return None
        digest = grouped(self._undertaking.declaration_digest("recuse", _grounds(bidder, text)))
        return signing_facts(
            key, translate("Committee", "application for recusal, digest {digest}").format(digest=digest)
        )

    def sign(self, bidder: str, text: str, pin: bytearray, confirmed: bool) -> None:
        """Sign and send; the PIN is wiped on every path."""
        self.saving = True
        future = self._undertaking.sign("recuse", _grounds(bidder, text), pin, confirm_last_try=confirmed)
        self._bridge.when_done(future, self._see_signature)
        self.changed.emit()

    def _see_signature(self, done: "Future[SignUndertaking]") -> None:
        self.saving = False
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            left = getattr(error, "attempts_left", None)
            self.rejected.emit(str(sentence_for(error)), self.tries_left if left is None else left)
            self.changed.emit()
            return
        self.signed.emit()
        self._do(lambda: self._record(done.result()))

    def _record(self, act: SignUndertaking) -> "Future[SavedAct]":
        return self._undertaking.record(act)


def _grounds(bidder: str, text: str) -> tuple[RecusalGround, ...]:
    return (RecusalGround(bidder, text.strip()),)
