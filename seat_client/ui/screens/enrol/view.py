"""The desk's window: identity card, the words of the consent, the picture, three samples, the key, the receipt."""

from concurrent.futures import Future

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seat_client.identity.client import IdentityWorker
from seat_client.identity.messages import CardRead, Enrolled, Failed, FingerSeen, News
from seat_client.identity.state import Fault
from seat_client.services.enrolling import EnrolmentDesk
from seat_client.signing.watch import ReaderWatch, WatchedReaders
from seat_client.ui.bridge import Bridge
from seat_client.ui.key_facts import validity
from seat_client.ui.language import translate
from seat_client.ui.screens.sign_in.camera_view import CameraView
from seat_client.ui.screens.sign_in.person_words import failed_words, fault_words, touch_words
from seat_client.ui.sentences import sentence_for
from seat_client.ui.style import dress
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.cards import CheckRow
from seat_client.ui.widgets.text import StateLine, label, paragraph
from seat_client.wire.identity import Biometric, ConsentReceipt, TemplateKept

SAMPLES = 3


class EnrolWindow(QWidget):
    """Nothing is taken before the consent is on record."""

    def __init__(self, desk: EnrolmentDesk, worker: IdentityWorker, watch: ReaderWatch, bridge: Bridge) -> None:
        super().__init__()
        self._desk, self._worker, self._bridge = desk, worker, bridge
        self._run, self._card_run = -1, -1
        self.setWindowTitle(translate("Enrol", "Registration"))
        dress(self)
        self.camera = CameraView()
        self.camera.setMinimumWidth(600)
        self.words = consent_words()
        self.agreed = CheckRow(translate("Enrol", "I agree to this, apart from everything else"))
        self.agreed.toggled.connect(self._show)
        self.consent = PrimaryButton(translate("Enrol", "Put the consent on record"))
        self.consent.clicked.connect(self._consent)
        self.face = secondary_button(translate("Enrol", "Register the face"))
        self.face.clicked.connect(lambda: self._begin("face"))
        self.finger = secondary_button(translate("Enrol", "Register a finger"))
        self.finger.clicked.connect(lambda: self._begin("finger"))
        self.card = secondary_button(translate("Enrol", "Read the identity card"))
        self.card.clicked.connect(self._read_card)
        self.card.setVisible(desk.reads_cards)
        self.key = StateLine("", "todo", "key", wrap=True)
        self.withdraw = secondary_button(translate("Enrol", "Withdraw the consent and erase"))
        self.withdraw.clicked.connect(self._withdraw)
        self.state = StateLine("", "", wrap=True)
        self._place()
        bridge.connect(worker.news, self._hear)
        bridge.connect(watch.topic, self._see_key)
        self._see_key(watch.current)
        self._show()

    def leave(self) -> None:
        """No picture is drawn any more."""
        self.camera.watch(None)
        self._desk.cancel()
        self._desk.close()

    def _place(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 32, 32, 32)
        row.setSpacing(32)
        row.addWidget(self.camera, 3)
        column = QVBoxLayout()
        column.setSpacing(12)
        title = translate("Enrol", "Registration of {person}").format(person=self._desk.person)
        column.addWidget(label(title, "headline"))
        column.addWidget(paragraph(self.words, state="secondary"))
        for widget in (self.card, self.agreed, self.consent, self.face, self.finger, self.key, self.state):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.withdraw)
        row.addLayout(column, 2)

    def _show(self) -> None:
        recorded, running = self._desk.receipt is not None, self._run >= 0
        self.agreed.setEnabled(not recorded)
        self.consent.setEnabled(self.agreed.isChecked() and not recorded)
        self.face.setEnabled(recorded and not running)
        self.finger.setEnabled(recorded and not running)
        self.card.setEnabled(not recorded and not running)
        self.camera.watch(self._worker.view if running else None)

    def _see_key(self, readers: WatchedReaders) -> None:
        """The key needs no registration, its certificate names the person; here it is seen whether it does."""
        own = readers.key_of(self._desk.person)
        if own is not None:
            words = translate("Enrol", "The signing key names this person. {valid}")
            self.key.show_state(words.format(valid=validity(own.valid_from, own.valid_to)), "ok")
        elif readers.keys:
            self.key.show_state(translate("Enrol", "The signing key in the reader names somebody else."), "bad")
        else:
            self.key.show_state(
                translate("Enrol", "Insert the signing key to see whether it names this person."), "todo"
            )

    def _read_card(self) -> None:
        self._run = self._card_run = self._desk.read_card()
        self._say(translate("Enrol", "Lay the identity card on the reader"))

    def _say(self, words: str, state: str = "") -> None:
        self.state.show_state(words, state)
        self._show()

    def _consent(self) -> None:
        if self._card_run >= 0:  # no card could be read: it goes without
            self._desk.cancel()
            self._run = self._card_run = -1
        self._bridge.when_done(self._desk.consent(("face", "finger"), self.words), self._recorded)

    def _recorded(self, done: "Future[ConsentReceipt]") -> None:
        if (error := done.exception()) is not None:
            self._say(str(sentence_for(error)), "bad")
        else:
            words = translate("Enrol", "Consent on record, receipt {number}.")
            self._say(words.format(number=done.result().id[:8]), "ok")

    def _withdraw(self) -> None:
        self._bridge.when_done(self._desk.withdraw(), self._withdrawn)

    def _withdrawn(self, done: "Future[int]") -> None:
        if (error := done.exception()) is not None:
            self._say(str(sentence_for(error)), "bad")
            return
        self._desk.receipt = None
        self.agreed.setChecked(False)
        words = translate("Enrol", "Withdrawn; {count} templates erased. The signing key goes on working.")
        self._say(words.format(count=done.result()), "ok")

    def _begin(self, kind: Biometric) -> None:
        self._run = self._desk.begin(kind)
        self._say(translate("Enrol", "Look straight at the camera") if kind == "face" else touch_words(""))

    def _hear(self, news: News) -> None:
        match news:
            case CardRead(run, number) if run == self._card_run:
                self._run = self._card_run = -1
                self._desk.take_card(number)
                self._say(translate("Enrol", "Identity card read; it may claim this person at sign-in."), "ok")
            case FingerSeen(run, _, reason) if run == self._card_run:
                self._say(_again(reason), "bad")
            case FingerSeen(run, stage, reason, taken) if run == self._run:
                count = translate("Enrol", "Sample {taken} of {of}").format(taken=taken, of=SAMPLES)
                self._say(f"{count}　{_again(reason)}" if stage == "again" else count)
            case Failed(run, code) if run == self._run:
                self._run = -1
                self._say(_again(code), "bad")
            case Enrolled(run) if run == self._run:
                self._run = -1
                self._bridge.when_done(self._desk.deposit(news), self._kept)

    def _kept(self, done: "Future[TemplateKept]") -> None:
        if (error := done.exception()) is not None:
            self._say(str(sentence_for(error)), "bad")
        else:
            words = translate("Enrol", "Registered at the centre, version {number}.")
            self._say(words.format(number=done.result().version), "ok")


def consent_words() -> str:
    """What the person agrees to, apart from every other agreement (PIPL, articles 28 and 29)."""
    return translate(
        "Enrol",
        "The centre keeps numbers computed from your face or finger, sealed, and a digest of your identity card's "
        "number if it is read, to check at sign-in that it is you. "
        "Pictures are not kept. You may refuse or withdraw at any time without giving a reason; you then sign in by "
        "your key and in other ways.",
    )


def _again(reason: str) -> str:
    words = {
        "not-one-person": translate("Enrol", "The pictures are not of one person; begin again"),
        "not-one-finger": translate("Enrol", "The impressions are not of one finger; begin again"),
        "too-few": translate("Enrol", "Too few samples; begin again"),
    }
    if reason in words:
        return words[reason]
    if reason in set(Fault):
        return fault_words(Fault(reason))
    return touch_words(reason) if reason in ("poor-impression", "too-few-minutiae") else failed_words(reason)
