"""The running check by face or finger: what is seen, how it ended, and how many tries are left."""

from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from seat_client.identity.liveness import Break
from seat_client.identity.messages import CardRead, Decided, FaceSeen, Failed, FingerSeen, News, Ready
from seat_client.identity.state import FaceState
from seat_client.services import NotRegistered, TemplateUnopened
from seat_client.services.sign_in import Claim, SigningIn
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.sign_in.factors import Factor, Method, Stand
from seat_client.ui.screens.sign_in.person_words import break_words, failed_words
from seat_client.ui.sentences import sentence_for

TRIES = 3
_KINDS = {Method.FACE: "face", Method.FINGER: "finger"}


class PersonModel(QObject):
    """Tries count when a decision or a broken challenge says so; running out of time offers again without counting."""

    changed = Signal()
    passed = Signal()
    card_read = Signal(str)
    """The number of an identity card, which claims a person."""

    def __init__(self, signing_in: SigningIn, bridge: Bridge) -> None:
        super().__init__()
        self._signing_in, self._bridge = signing_in, bridge
        self.running: Method | None = None
        self.face: FaceState | None = None
        self.finger: FingerSeen | None = None
        self.device_trouble = ""
        self._run, self._card_run = -1, -1
        self.card_trouble = ""
        """Why a card that was laid down could not be read."""
        self._refused: dict[Method, str] = {}
        self._tries = {Method.FACE: TRIES, Method.FINGER: TRIES}
        self._missing: tuple[str, ...] = ()
        if signing_in.check is not None:
            bridge.connect(signing_in.check.worker.news, self._hear)
            if signing_in.check.worker.ready is not None:
                self._missing = signing_in.check.worker.ready.missing

    @property
    def moves(self) -> tuple[str, ...]:
        return self._signing_in.check.moves if self._signing_in.check is not None else ()

    def factor(self, method: Method) -> Factor:
        """How a way stands, for its card."""
        if _KINDS[method] in self._signing_in.proven:
            return Factor(method, Stand.PASSED)
        if (unfitted := self._unfitted(method)) is not None:
            return unfitted
        if self.running is method:
            return Factor(method, Stand.RUNNING)
        if self._tries[method] <= 0:
            return Factor(method, Stand.LOCKED)
        if method in self._refused:
            return Factor(method, Stand.FAILED, self._refused[method], self._tries[method])
        return Factor(method, Stand.READY)

    def _unfitted(self, method: Method) -> Factor | None:
        """Why this way cannot be taken at this seat at all."""
        check, kind = self._signing_in.check, _KINDS[method]
        if check is None or kind not in self._signing_in.policy.factors:
            return Factor(method, Stand.NOT_FITTED)
        if kind in self._missing:
            return Factor(method, Stand.MISSING, failed_words("models-missing"))
        if not (check.devices.camera if method is Method.FACE else check.devices.finger):
            return Factor(method, Stand.MISSING, failed_words("device-absent"))
        return None

    @property
    def keeps_photo(self) -> bool:
        """Whether one picture goes to the centre."""
        return self._signing_in.policy.photo

    @property
    def reads_cards(self) -> bool:
        """Whether an identity card may say who it is."""
        return self._signing_in.check is not None and bool(self._signing_in.check.devices.card)

    def read_card(self) -> None:
        """Wait for a card, until a check begins or it is cancelled."""
        if self._signing_in.check is not None and self.reads_cards:
            self.card_trouble = ""
            self._card_run = self._signing_in.check.read_card()

    def begin(self, method: Method, claim: str = "", by: Claim = "number") -> None:
        """Ask the centre for what to compare with, then switch the device on."""
        self.running, self.face, self.finger, self.device_trouble = method, None, None, ""
        self._end_card()
        self._refused.pop(method, None)
        self.changed.emit()
        self._bridge.when_done(self._signing_in.ask_release(claim, by), self._released)

    def cancel(self) -> None:
        """Back, without a try being spent."""
        if self.running is not None and self._signing_in.check is not None:
            self._signing_in.check.cancel()
        self._end_card()
        self._end()

    def _end_card(self) -> None:
        if self._card_run >= 0 and self._signing_in.check is not None:
            self._signing_in.check.cancel()
        self._card_run = -1

    def _released(self, done: "Future[None]") -> None:
        method, check = self.running, self._signing_in.check
        if method is None or check is None or done.cancelled():
            return
        error = done.exception()
        if error is None:
            try:
                self._run = check.check_face() if method is Method.FACE else check.check_finger()
            except (NotRegistered, TemplateUnopened) as refused:
                error = refused
        if error is not None:
            self._refuse(sentence_for(error).text, counts=False)
        self.changed.emit()

    def _hear(self, news: News) -> None:
        if isinstance(news, Ready):
            self._missing = news.missing
            self.changed.emit()
        elif self._card_run >= 0 and news.run == self._card_run:
            self._hear_card(news)
        elif self.running is not None and news.run in (self._run, 0):
            self._hear_run(news)
            self.changed.emit()

    def _hear_card(self, news: News) -> None:
        match news:
            case CardRead(_, number):
                self._card_run = -1
                self.card_read.emit(number)
            case FingerSeen(_, "again", code) | Failed(_, code):
                self.card_trouble = failed_words(code)
                self.changed.emit()

    def _hear_run(self, news: News) -> None:
        match news:
            case FaceSeen(_, state):
                self.face, self.device_trouble = state, ""
                if state.broken is not None:
                    self._refuse(break_words(state.broken, state.fault), counts=state.broken is not Break.TIME_OUT)
            case FingerSeen(0, "again", code):
                self.device_trouble = failed_words(code)
            case FingerSeen():
                self.finger = news
            case Decided(_, decision) if decision.passed:
                self._end()
                self.passed.emit()
            case Decided(_, decision) if decision.score >= decision.threshold:  # the face is right, but it is not alive
                self._refuse(break_words(Break.JUMP, None), counts=True)
            case Decided():
                self._refuse(translate("SignIn", "Not the person registered for this seat"), counts=True)
            case Failed(_, code):
                self._refuse(failed_words(code), counts=False)

    def _refuse(self, words: str, *, counts: bool) -> None:
        method = self.running
        if method is None:
            return
        self._tries[method] -= 1 if counts else 0
        self._refused[method] = words
        self._end()

    def _end(self) -> None:
        self.running, self._run = None, -1
        self.changed.emit()
