"""The undertaking at this seat: what was read, what was chosen, what is signed, who else has signed."""

from concurrent.futures import Future
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from seat_client.domain.events import RecusalGround, SignUndertaking
from seat_client.services.seat import Seat
from seat_client.services.undertaking import Choice, Undertaking
from seat_client.signing.watch import ReaderWatch, WatchedReaders
from seat_client.store.store import SavedAct
from seat_client.topic import Topic
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import grouped, key_line, key_obstacle, signing_facts
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence_for
from seat_client.ui.widgets.pin import SigningFacts


class UndertakingModel(QObject):
    """Nothing is chosen beforehand; nothing can be signed before the text was read to its end."""

    changed = Signal()
    rejected = Signal(str, object)
    """The PIN or the signing was refused: the words, and the tries left or None."""
    signed = Signal()

    def __init__(self, undertaking: Undertaking, seat: Seat, watch: ReaderWatch, bridge: Bridge) -> None:
        super().__init__()
        self._undertaking, self._seat, self._watch, self._bridge = undertaking, seat, watch, bridge
        self.read_at: datetime | None = None
        self.choice: Choice | None = None
        self.grounds: dict[str, str] = {}
        self.connected = True
        self.working = False
        self._listen(seat.changed)
        bridge.connect(watch.topic, self._see_readers)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return self._undertaking.statement

    @property
    def bidders(self) -> tuple[tuple[str, str], ...]:
        """(id, name) in the order of names."""
        return self._undertaking.bidders

    @property
    def today(self) -> datetime:
        return self._seat.now()

    @property
    def has_signed(self) -> bool:
        return self._seat.own.undertaking is not None

    @property
    def has_recused(self) -> bool:
        """The seat is locked: the member declared a reason to stand aside."""
        own = self._seat.own.undertaking
        return self.has_left or (own is not None and own.choice == "recuse")

    @property
    def has_left(self) -> bool:
        """The centre has put another member in this one's place."""
        return self._seat.member in self._seat.evaluation.replaced

    @property
    def progress(self) -> tuple[int, int]:
        """How many members have signed, of how many."""
        return len(self._seat.evaluation.undertaken), len(self._seat.evaluation.members)

    @property
    def digest(self) -> str:
        """The head of the digest of what would be signed now, empty until something was chosen."""
        if self.choice is None:
            return ""
        return grouped(self._undertaking.declaration_digest(self.choice, self._recusal()))

    @property
    def key_line(self) -> tuple[str, str]:
        return key_line(self._watch.current, self._seat.member)

    @property
    def tries_left(self) -> int | None:
        key = self._watch.current.key_of(self._seat.member)
        return key.tries_left if key is not None else None

    @property
    def obstacle(self) -> str:
        """Why it cannot be signed yet, in words for the button; empty when it can."""
        if self.has_signed:
            return translate("Undertaking", "Signed, waiting for the others ({done} / {all})").format(
                done=self.progress[0], all=self.progress[1]
            )
        if self.working:
            return translate("Undertaking", "Signing …")
        if self.read_at is None:
            return translate("Undertaking", "Please read to the end first")
        if self.choice is None:
            return translate("Undertaking", "Please choose one of the two")
        return self._missing_grounds() or self._missing_means()

    def mark_read(self) -> None:
        """The last line has been on the screen."""
        if self.read_at is None:
            self.read_at = self._seat.now()
            self.changed.emit()

    def choose(self, choice: Choice) -> None:
        self.choice = choice
        if choice == "no-conflict":
            self.grounds.clear()
        self.changed.emit()

    def tick(self, bidder: str, ticked: bool) -> None:
        """Name a bidder in the recusal, or take it out."""
        if ticked:
            self.grounds.setdefault(bidder, "")
        else:
            self.grounds.pop(bidder, None)
        self.changed.emit()

    def write_ground(self, bidder: str, text: str) -> None:
        if bidder in self.grounds:
            self.grounds[bidder] = text
            self.changed.emit()

    def show_connection(self, connected: bool) -> None:
        self.connected = connected
        self.changed.emit()

    def facts(self) -> SigningFacts | None:
        """What the PIN dialog says; None when the key has just been taken out."""
        key = self._watch.current.key_of(self._seat.member)
        if key is None:
            return None
        signs = translate("Undertaking", "undertaking and declaration, digest {digest}").format(digest=self.digest)
        return signing_facts(key, signs)

    def sign(self, pin: bytearray, confirmed: bool) -> None:
        """Sign what was chosen; the PIN is wiped on every path."""
        if self.choice is None:
            return
        self.working = True
        self.changed.emit()
        future = self._undertaking.sign(self.choice, self._recusal(), pin, confirm_last_try=confirmed)
        self._bridge.when_done(future, self._see_signature)

    def _see_signature(self, done: "Future[SignUndertaking]") -> None:
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self._fail(error)
            return
        self._bridge.when_done(self._undertaking.record(done.result()), self._see_saved)

    def _see_saved(self, done: "Future[SavedAct]") -> None:
        self.working = False
        if (error := done.exception()) is not None:
            self._fail(error)
            return
        self.signed.emit()
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self.working = False
        left = getattr(error, "attempts_left", None)
        self.rejected.emit(str(sentence_for(error)), self.tries_left if left is None else left)
        self.changed.emit()

    def _recusal(self) -> list[RecusalGround]:
        return [RecusalGround(bidder, text.strip()) for bidder, text in sorted(self.grounds.items())]

    def _missing_grounds(self) -> str:
        if self.choice != "recuse":
            return ""
        if not self.grounds:
            return translate("Undertaking", "Please tick the bidder concerned")
        if not all(text.strip() for text in self.grounds.values()):
            return translate("Undertaking", "Please write the ground")
        return ""

    def _missing_means(self) -> str:
        if not self.connected:
            return translate("Undertaking", "Possible once the connection is back")
        return key_obstacle(self._watch.current, self._seat.member, self._seat.now())

    def _listen(self, topic: "Topic[Any]") -> None:
        self._bridge.connect(topic, lambda _: self.changed.emit())

    def _see_readers(self, _: WatchedReaders) -> None:
        self.changed.emit()
