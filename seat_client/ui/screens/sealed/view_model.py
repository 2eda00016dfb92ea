"""A sealed seat in words: since when and why, until when, who has come to open it. It never says whose seat it is."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from seat_client.domain.events import Resumed, SealedForGood, Suspended
from seat_client.services.disturbance import Disturbances
from seat_client.services.seat import Seat
from seat_client.services.unsealing import Unsealing
from seat_client.signing.watch import ReaderWatch, WatchedReaders
from seat_client.ui.bridge import Bridge
from seat_client.ui.clock import clock, clock_seconds, day
from seat_client.ui.key_facts import key_obstacle, signing_facts
from seat_client.ui.language import translate
from seat_client.ui.sentences import sentence_for
from seat_client.ui.widgets.pin import SigningFacts


@dataclass(frozen=True, slots=True)
class Tick:
    """Somebody or something that has to be there to open the seal."""

    words: str
    done: bool


class SealedModel(QObject):
    """`resumed` gives the centre's word to go on, once it has come."""

    changed = Signal()
    rejected = Signal(str, object)
    """The PIN was refused: the words, and the tries left or None."""
    opened = Signal()

    def __init__(
        self,
        seat: Seat,
        unsealing: Unsealing,
        disturbances: Disturbances,
        *,
        watch: ReaderWatch,
        bridge: Bridge,
        resumed: Callable[[], Resumed | None],
    ) -> None:
        super().__init__()
        self._seat, self._unsealing, self._disturbances, self._watch = seat, unsealing, disturbances, watch
        self._bridge, self._resumed = bridge, resumed
        self._at = seat.now()
        self._known = (seat.evaluation.suspended, seat.evaluation.sealed_for_good)
        self.connected, self.working = True, False
        self.problem = ""
        self._unfollow = seat.changed.subscribe(lambda _: self.tick())
        bridge.connect(watch.topic, self._see_readers)

    @property
    def reason(self) -> str:
        """overnight, fault, or why it is for good: limit-before-start, limit-during, bid-returned."""
        suspended, for_good = self._record
        if for_good is not None:
            return for_good.reason
        if suspended is not None:
            return suspended.reason
        return "limit-before-start" if self._disturbances.limit < timedelta(hours=4) else "limit-during"

    @property
    def can_ever_open(self) -> bool:
        """A seat sealed for good is not opened any more; one that sealed itself, once the centre says to go on."""
        suspended, for_good = self._record
        if for_good is not None:
            return False
        return suspended is not None or self._resumed() is not None

    @property
    def heading(self) -> str:
        return translate("Sealed", "This seat is sealed")

    @property
    def sentence(self) -> str:
        if self.can_ever_open:
            return translate(
                "Sealed", "Nothing can be opened meanwhile. All data stays as it was sealed and is compared afterwards."
            )
        return translate("Sealed", "Nothing can be opened here any more. The staff tell you what follows.")

    @property
    def front_words(self) -> str:
        return translate("Sealed", "Sealed, nobody on duty")

    @property
    def until_title(self) -> str:
        if self.reason == "overnight":
            return translate("Sealed", "Until the evaluation goes on")
        if self.reason == "fault":
            return translate("Sealed", "Until the limit of the fault")
        return translate("Sealed", "What follows")

    @property
    def until(self) -> datetime | None:
        """When it may be opened, or when the limit of a fault runs out."""
        suspended, for_good = self._record
        if suspended is None or for_good is not None:
            return None
        told = str(getattr(suspended, "opens", "")) if suspended.reason == "overnight" else suspended.until
        return datetime.fromisoformat(told) if told else None

    @property
    def countdown(self) -> str:
        """Hours, minutes and seconds; empty where nothing is counted."""
        if self.until is None:
            return ""
        left = max(timedelta(), self.until - self._seat.now())
        minutes, seconds = divmod(int(left.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"

    @property
    def until_note(self) -> str:
        if self.reason == "limit-during":
            return translate("Sealed", "The fault has lasted four hours: another committee is formed.")
        if self.reason == "limit-before-start":
            return translate("Sealed", "The fault has lasted two hours before the start: the purchaser decides.")
        if self.reason == "bid-returned":
            return translate("Sealed", "A recount brought a bid back that can no longer be judged.")
        if self.until is None:
            return translate("Sealed", "The centre says when the evaluation goes on.")
        words = translate("Sealed", "{day} {time}: may be opened from then on")
        if self.reason == "fault":
            words = translate("Sealed", "{day} {time}: sealed for good from then on")
        return words.format(day=day(self.until), time=clock(self.until))

    @property
    def ticks_title(self) -> str:
        if self.can_ever_open:
            return translate("Sealed", "All three are needed to open it")
        return translate("Sealed", "It is not opened again")

    @property
    def ticks(self) -> tuple[Tick, ...]:
        if not self.can_ever_open:
            return ()
        resumed = self._resumed()
        two = resumed is not None and len(set(resumed.opened_by)) > 1
        return (
            Tick(translate("Sealed", "The expert of this seat: signing key"), not self._key_obstacle),
            Tick(translate("Sealed", "Witness of the place: recorded at the centre"), two),
            Tick(translate("Sealed", "Centre: the word to go on"), resumed is not None),
        )

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        return (
            (translate("Sealed", "Sealed at"), f"{day(self._sealed_at)} {clock_seconds(self._sealed_at)}"),
            (translate("Sealed", "Reason"), self._reason_words()),
            (translate("Sealed", "Sealed by"), self._by_words()),
            (translate("Sealed", "Data of this seat"), translate("Sealed", "encrypted, cannot be read while sealed")),
            (translate("Sealed", "At the centre"), self._centre_words()),
        )

    @property
    def obstacle(self) -> str:
        """Why it cannot be opened now, in words for the button; empty when it can."""
        if self.working:
            return translate("Sealed", "Opening …")
        if self.until is not None and self.reason == "overnight" and self.until > self._seat.now():
            return translate("Sealed", "Open the seal (not yet time)")
        missing = sum(not tick.done for tick in self.ticks)
        if missing:
            return translate("Sealed", "Open the seal ({count} of 3 missing)").format(count=missing)
        return ""

    @property
    def tries_left(self) -> int | None:
        key = self._watch.current.key_of(self._seat.member)
        return None if key is None else key.tries_left

    def pin_facts(self) -> SigningFacts | None:
        """What the PIN dialog says, without a name; None when the key has just been taken out."""
        key = self._watch.current.key_of(self._seat.member)
        if key is None:
            return None
        said = signing_facts(key, translate("Sealed", "opening of this seat"))
        return replace(said, holder=translate("Sealed", "the expert of this seat"))

    def open_with(self, pin: bytearray, confirmed: bool) -> None:
        """Let the card answer the centre's word; the PIN is wiped on every path."""
        self.working, self.problem = True, ""
        self.changed.emit()
        done = self._unsealing.open(self._resumed(), pin, confirm_last_try=confirmed)
        self._bridge.when_done(done, self._see_opened)

    def show_connection(self, connected: bool) -> None:
        self.connected = connected
        self.changed.emit()

    def tick(self) -> None:
        """A second has passed, or the centre said something."""
        self.changed.emit()

    def leave(self) -> None:
        self._unfollow()

    @property
    def _record(self) -> tuple[Suspended | None, SealedForGood | None]:
        """What the centre's record said last, also after it said to go on."""
        e = self._seat.evaluation
        return self._known if e.suspended is None and e.sealed_for_good is None else (e.suspended, e.sealed_for_good)

    @property
    def _key_obstacle(self) -> str:
        return key_obstacle(self._watch.current, self._seat.member, self._seat.now())

    @property
    def _sealed_at(self) -> datetime:
        suspended, for_good = self._record
        told = for_good.at if for_good is not None else suspended.since if suspended is not None else ""
        return datetime.fromisoformat(told) if told else self._at

    def _reason_words(self) -> str:
        return {
            "overnight": translate("Sealed", "Evaluation over night"),
            "fault": translate("Sealed", "Fault of devices or lines"),
            "limit-during": translate("Sealed", "Fault not mended within four hours"),
            "limit-before-start": translate("Sealed", "Fault not mended within two hours before the start"),
            "bid-returned": translate("Sealed", "Recount after a replacement"),
        }[self.reason]

    def _by_words(self) -> str:
        suspended, for_good = self._record
        if suspended is None and for_good is None:
            return translate("Sealed", "this seat by itself, at the limit")
        if self.reason == "overnight":
            return translate("Sealed", "the centre, on a motion of the committee")
        return translate("Sealed", "the centre")

    def _centre_words(self) -> str:
        """Never says that something is at the centre which is not."""
        pending = self._disturbances.pending
        if not self.connected:
            return translate("Sealed", "not connected; {count} entries still to be sent").format(count=pending)
        if pending:
            return translate("Sealed", "{count} entries still to be sent").format(count=pending)
        last = self._disturbances.last_exchange
        at = "—" if last is None else clock_seconds(last)
        return translate("Sealed", "received, nothing left to send ({time})").format(time=at)

    def _see_readers(self, _: WatchedReaders) -> None:
        self.changed.emit()

    def _see_opened(self, done: "Future[str]") -> None:
        self.working = False
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            left = getattr(error, "attempts_left", None)
            self.rejected.emit(str(sentence_for(error)), self.tries_left if left is None else left)
            self.changed.emit()
            return
        self.opened.emit()
