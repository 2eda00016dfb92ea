"""Signing in at this seat: the key in the reader, the centre's answer, the PIN's fate."""

from concurrent.futures import Future
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from seat_client.media.frames import Slots
from seat_client.services.sign_in import Claim, SignedIn, SigningIn
from seat_client.signing.certificate import KeyState
from seat_client.signing.watch import ReaderWatch, SlotState, WatchedReaders
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.sign_in.factors import Factor, Method, Stand
from seat_client.ui.screens.sign_in.person_model import PersonModel
from seat_client.ui.sentences import Sentence, sentence, sentence_for
from seat_client.wire.models import CentreInfo

RETRY_MS = 5000
LEAVE_MS = 1000


class Phase(Enum):
    """How far the person is."""

    IDLE = "idle"
    PIN = "pin"
    CLAIM = "claim"
    PERSON = "person"
    WITNESS = "witness"
    CHECKING = "checking"
    PASSED = "passed"


class KeyIn(Enum):
    """What the readers hold."""

    NO_READER = "no reader"
    NO_SERVICE = "no service"
    EMPTY = "empty"
    READING = "reading"
    READY = "ready"
    LOCKED = "locked"
    UNREADABLE = "unreadable"


class SignInModel(QObject):
    """Never shows whose key it is: names stay closed until the policy's factors have passed."""

    changed = Signal()
    signed_in = Signal(object)
    """Emitted with `SignedIn` once the page has said that all factors passed."""

    def __init__(self, signing_in: SigningIn, watch: ReaderWatch, bridge: Bridge) -> None:
        super().__init__()
        self._signing_in, self._watch, self._bridge = signing_in, watch, bridge
        self.phase = Phase.IDLE
        self.centre: CentreInfo | None = None
        self.centre_problem: Sentence | None = None
        self.problem: Sentence | None = None
        self.refused: Sentence | None = None
        """Why the last try failed; it stands until another one is begun."""
        self.notice = ""
        """Why the way that was just asked for cannot be taken."""
        self.person = PersonModel(signing_in, bridge)
        self.person.changed.connect(self._see_person)
        self.person.passed.connect(self._advance)
        self.person.card_read.connect(lambda number: self.claim(number, "card"))
        self.claiming: Method | None = None
        """For which way the person is asked who it is."""
        self._asking, self._stopped = False, False
        self._result: SignedIn | None = None
        self._proven: tuple[Method, ...] = ()
        self._claim = ""
        self._claimed_by: Claim = "number"
        self._readers = WatchedReaders()
        self._retry = QTimer(self, interval=RETRY_MS)
        self._retry.timeout.connect(self.ask_centre)
        self._leave = QTimer(self, singleShot=True, interval=LEAVE_MS)
        self._leave.timeout.connect(self._hand_over)

    @property
    def factors_needed(self) -> int:
        return self._signing_in.factors_needed

    @property
    def bridge(self) -> Bridge:
        return self._bridge

    @property
    def view(self) -> Slots | None:
        """Where the own picture is drawn from."""
        check = self._signing_in.check
        return check.view if check is not None else None

    @property
    def keeps_photo(self) -> bool:
        return self.person.keeps_photo

    @property
    def biometric(self) -> bool:
        """Whether the policy of the place knows face or finger at all."""
        return len(self._signing_in.policy.factors) > 1

    @property
    def clock_set(self) -> bool:
        """Whether this seat's clock goes by the centre's."""
        return self._signing_in.offset_seconds is not None

    @property
    def factors_passed(self) -> int:
        return sum(factor.stand is Stand.PASSED for factor in self.factors)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every way with how it stands."""
        passed = self.phase is Phase.PASSED
        biometric = (self.person.factor(method) for method in (Method.FACE, Method.FINGER))
        return (self._key_factor(), *(self._after_all(f) if passed else f for f in biometric))

    def _after_all(self, factor: Factor) -> Factor:
        """What was proven stays so on the page that says so, though the use case has forgotten it."""
        return Factor(factor.method, Stand.PASSED) if factor.method in self._proven else factor

    @property
    def too_early(self) -> str:
        """When sign-in opens, if it is not open yet; times compare as text because both are UTC in one form."""
        if self.centre is None or self.centre.sign_in_opens is None:
            return ""
        return self.centre.sign_in_opens if self.centre.sign_in_opens > self.centre.time else ""

    @property
    def too_late(self) -> bool:
        """Whether the time for signing in is over, by the centre's clock."""
        closes = self.centre.sign_in_closes if self.centre is not None else None
        return self.centre is not None and closes is not None and closes < self.centre.time

    @property
    def may_check(self) -> bool:
        """Whether a check by face or finger can lead anywhere now."""
        return self.centre is not None and self.centre_problem is None and not self.too_early and not self.too_late

    @property
    def may_try(self) -> bool:
        """Whether a PIN can lead anywhere now."""
        return (
            self.centre is not None
            and self.centre_problem is None
            and not self.too_early
            and not self.too_late
            and self.key_in is KeyIn.READY
        )

    @property
    def key(self) -> KeyState | None:
        return next(iter(self._readers.keys), None)

    @property
    def tries_left(self) -> int | None:
        return self.key.tries_left if self.key is not None else None

    @property
    def key_in(self) -> KeyIn:
        if self.key is not None:
            return KeyIn.LOCKED if self.key.tries_left == 0 else KeyIn.READY
        return _without_key(self._readers)

    @property
    def key_problem(self) -> Sentence | None:
        """Why the card in the reader cannot be used."""
        codes = (reader.problem for reader in self._readers.readers)
        return next((sentence(code) for code in codes if code), None)

    def start(self) -> None:
        """Begin to watch the readers and to ask the centre; a key that is in already starts its method."""
        self._bridge.connect(self._watch.topic, self._see_readers)
        self._see_readers(self._watch.current)
        self.ask_centre()
        self._retry.start()

    def stop(self) -> None:
        """No more questions to the centre; the camera is off."""
        self._stopped = True
        self.person.cancel()
        self._retry.stop()
        self._leave.stop()

    def ask_centre(self) -> None:
        """Ask who the centre is, unless the question is already out."""
        if self._asking or self._stopped or self.phase in (Phase.CHECKING, Phase.PASSED):
            return
        self._asking = True
        self._bridge.when_done(self._signing_in.centre(), self._see_centre)

    def choose(self, method: Method) -> None:
        """Start a way by hand, or say why it cannot be taken here."""
        if self.phase not in (Phase.IDLE, Phase.PIN):
            return
        if method is Method.KEY:
            self.choose_key()
            return
        factor = self.person.factor(method)
        if not factor.offered or not self.may_check:
            self.notice = factor.words or _not_now(factor)
            self.changed.emit()
            return
        self.notice, self.problem, self.refused = "", None, None
        if self.key is None and not self._signing_in.proven:
            self.phase, self.claiming = Phase.CLAIM, method
            self.person.read_card()
            self.changed.emit()
            return
        self._begin_person(method)

    def claim(self, number: str, by: Claim = "number") -> None:
        """Who it is, typed by the person or read from a card; then the chosen way begins."""
        if self.phase is Phase.CLAIM and self.claiming is not None:
            self._claim, self._claimed_by = number, by
            self._begin_person(self.claiming)

    def _begin_person(self, method: Method) -> None:
        self.phase, self.claiming = Phase.PERSON, None
        if self.key is not None:
            self.person.begin(method)
        else:
            self.person.begin(method, self._claim, self._claimed_by)

    def _see_person(self) -> None:
        if self.phase is Phase.PERSON and self.person.running is None and not self._signing_in.satisfied:
            self.phase = Phase.IDLE
        self.changed.emit()

    def _advance(self) -> None:
        """One more is proven: open the seat, or go on to what is left."""
        if self._signing_in.satisfied:
            self._proven = tuple(Method(name) for name in self._signing_in.proven)
            self.phase = Phase.CHECKING
            self._bridge.when_done(self._signing_in.complete(), self._see_result)
        else:
            self.phase = Phase.IDLE
            waiting = [f.method for f in self.factors if f.offered and f.method is not Method.KEY]
            if "key" not in self._signing_in.proven and self.key is not None:
                self.phase = Phase.PIN
            elif waiting and self.may_check and "key" in self._signing_in.proven:
                self._begin_person(waiting[0])
        self.changed.emit()

    def begin_witnessed(self) -> None:
        """From now on an inserted key is a witness's."""
        self._signing_in.reset()
        self.phase, self.problem, self.refused, self.notice = Phase.WITNESS, None, None, ""
        self.changed.emit()

    def end_witnessed(self) -> None:
        """Back to the three ways; who has vouched so far has not."""
        self._signing_in.reset()
        self.phase = Phase.IDLE
        self.changed.emit()

    def vouch(self, claim: str, pin: bytearray) -> "Future[int]":
        """The key in the reader vouches for somebody."""
        return self._signing_in.vouch(claim, pin)

    def complete_witnessed(self) -> None:
        """Two have vouched: open the seat."""
        self.phase = Phase.CHECKING
        self.changed.emit()
        self._bridge.when_done(self._signing_in.complete(), self._see_result)

    def choose_key(self) -> None:
        """Start the key method by hand."""
        if self.phase is Phase.IDLE and "key" not in self._signing_in.proven:
            self.phase, self.notice = Phase.PIN, ""
            self.problem = None
            self.changed.emit()

    def cancel(self) -> None:
        """Back to the three methods."""
        if self.phase in (Phase.PIN, Phase.CLAIM, Phase.PERSON):
            self.phase = Phase.IDLE
            self.problem = None
            self.person.cancel()
            self.changed.emit()

    def sign_in(self, pin: bytearray, confirmed: bool) -> None:
        """Try the PIN; it is wiped on every path."""
        self.phase, self.problem, self.refused = Phase.CHECKING, None, None
        self.changed.emit()
        future = self._signing_in.answer_key(pin, confirm_last_try=confirmed)
        self._bridge.when_done(future, self._see_answer)

    def _see_answer(self, done: "Future[None]") -> None:
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self.phase, self.problem = Phase.PIN, sentence_for(error)
            self.refused = self.problem
            self.changed.emit()
        else:
            self._advance()

    def _key_factor(self) -> Factor:
        if self.phase is Phase.PASSED and (Method.KEY in self._proven or not self._proven):
            return Factor(Method.KEY, Stand.PASSED)
        if "key" in self._signing_in.proven:
            return Factor(Method.KEY, Stand.PASSED)
        words, stand = key_words(self), _KEY_STANDS[self.key_in]
        if stand is Stand.READY and self.refused is not None:
            return Factor(Method.KEY, self._running(Stand.FAILED), self.refused.text, self.tries_left)
        return Factor(Method.KEY, self._running(stand), words)

    def _running(self, stand: Stand) -> Stand:
        running = self.phase in (Phase.PIN, Phase.CHECKING)
        return Stand.RUNNING if running and stand is not Stand.LOCKED else stand

    def _see_readers(self, readers: WatchedReaders) -> None:
        had_key = self.key is not None
        self._readers = readers
        if self.phase is Phase.CLAIM and not had_key and self.key is not None and self.claiming is not None:
            self._begin_person(self.claiming)  # the key says who it is
        elif self.phase is Phase.IDLE and not had_key and self.key is not None and "key" not in self._signing_in.proven:
            self.phase, self.problem, self.refused, self.notice = Phase.PIN, None, None, ""
        elif self.phase is Phase.PIN and had_key and self.key is None and not _reading(readers):
            self.phase, self.problem = Phase.IDLE, None
        self.changed.emit()

    def _see_centre(self, done: "Future[CentreInfo]") -> None:
        self._asking = False
        if self._stopped or done.cancelled():
            return
        if (error := done.exception()) is not None:
            self.centre_problem = sentence_for(error)
        else:
            self.centre, self.centre_problem = done.result(), None
        self.changed.emit()

    def _see_result(self, done: "Future[SignedIn]") -> None:
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            self.refused = self.problem = sentence_for(error)
            self.phase = Phase.PIN if self.key is not None else Phase.IDLE
            self.notice = self.problem.text if self.phase is Phase.IDLE else ""
        else:
            self.phase, self._result = Phase.PASSED, done.result()
            self._leave.start()
        self.changed.emit()

    def _hand_over(self) -> None:
        self._retry.stop()
        self.signed_in.emit(self._result)


def _not_now(factor: Factor) -> str:
    if factor.stand is Stand.NOT_FITTED:
        return translate("SignIn", "Not enabled at this seat; please use your signing key.")
    return translate("SignIn", "This way cannot be taken now; please use another one.")


def _without_key(readers: WatchedReaders) -> KeyIn:
    if not readers.service_up:
        return KeyIn.NO_SERVICE
    if not readers.readers:
        return KeyIn.NO_READER
    if _reading(readers):
        return KeyIn.READING
    if any(reader.state is SlotState.UNREADABLE for reader in readers.readers):
        return KeyIn.UNREADABLE
    return KeyIn.EMPTY


def _reading(readers: WatchedReaders) -> bool:
    return any(reader.state is SlotState.READING for reader in readers.readers)


_KEY_STANDS = {
    KeyIn.NO_READER: Stand.MISSING,
    KeyIn.NO_SERVICE: Stand.MISSING,
    KeyIn.EMPTY: Stand.READY,
    KeyIn.READING: Stand.READY,
    KeyIn.READY: Stand.READY,
    KeyIn.LOCKED: Stand.LOCKED,
    KeyIn.UNREADABLE: Stand.FAILED,
}


def key_words(model: SignInModel) -> str:
    """What the readers hold, in words."""
    if model.key_in is KeyIn.UNREADABLE and model.key_problem is not None:
        return model.key_problem.text
    return {
        KeyIn.NO_READER: translate("SignIn", "No reader connected; connect it or call the staff"),
        KeyIn.NO_SERVICE: translate("SignIn", "Reader service does not answer; call the staff"),
        KeyIn.EMPTY: translate("SignIn", "Reader ready, no key inserted"),
        KeyIn.READING: translate("SignIn", "Reading the key …"),
        KeyIn.READY: translate("SignIn", "Signing key inserted"),
        KeyIn.LOCKED: translate("SignIn", "The key is locked; only its issuer can unlock it"),
        KeyIn.UNREADABLE: translate("SignIn", "This key cannot be read"),
    }[model.key_in]
