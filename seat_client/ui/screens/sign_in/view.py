"""The seat's front and, beside it, the ways to sign in."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from seat_client.ui.clock import clock
from seat_client.ui.key_facts import validity
from seat_client.ui.language import translate
from seat_client.ui.screens.sign_in.factor_card import FactorCard
from seat_client.ui.screens.sign_in.factors import Method, StepWords, card_state, method_title, step_words
from seat_client.ui.screens.sign_in.person_panel import PersonPanel
from seat_client.ui.screens.sign_in.view_model import KeyIn, Phase, SignInModel, key_words
from seat_client.ui.screens.sign_in.witness import WitnessLayer
from seat_client.ui.sentences import Sentence
from seat_client.ui.style import set_property
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import FlatButton, PrimaryButton, link_button, secondary_button
from seat_client.ui.widgets.cards import Card, NoteCard
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import SeatFrontFrame
from seat_client.ui.widgets.pin import PinBlock
from seat_client.ui.widgets.text import StateLine, chip, glyph, label, paragraph, rule


class SignInView(SeatFrontFrame):
    """Three equal cards while nobody signs in; the running method below them once one does."""

    settings_requested = Signal()
    self_test_requested = Signal()
    """F9 was pressed while nobody signs in."""

    def __init__(self, model: SignInModel) -> None:
        super().__init__()
        self._model = model
        self._was_entering = False
        self._was_claiming = False
        self._was_person = False
        self._heading = label(translate("SignIn", "Expert sign-in"), "heading")
        self._sentence = label("", "", "secondary")
        self._problem = StateLine("", "bad", "warning", "strong", 20)
        self._steps = QHBoxLayout()
        self._shown_steps: tuple[bool, tuple[StepWords, ...]] = (False, ())
        self._steps.setSpacing(12)
        self.key_card, self.face_card, self.finger_card = _factor_cards()
        for method, card in self._cards():
            card.chosen.connect(lambda method=method: model.choose(method))
        self._note = NoteCard(_note(model), "shield")
        self.person_panel = PersonPanel(lambda: model.view)
        self.person_panel.cancelled.connect(model.cancel)
        self.person_panel.claimed.connect(model.claim)
        self.person_panel.other_chosen.connect(self._choose_other)
        self.panel = _KeyPanel()
        self.panel.pin.entered.connect(model.sign_in)
        self.panel.cancel.clicked.connect(model.cancel)
        self.primary = self.panel.submit
        self._place()
        model.changed.connect(self._show)
        self._show()

    @property
    def idle(self) -> bool:
        """Whether nobody signs in: no person, no PIN and no picture is on the page."""
        return self._model.phase is Phase.IDLE

    def initial_focus(self) -> QWidget:
        return self.panel.pin.field if self._model.phase is Phase.PIN else self

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.panel.fit(frame)
        self.person_panel.fit(frame)
        set_property(self._heading, "role", "headline" if frame.compact else "heading")
        self._gap.changeSize(0, 10 if frame.compact else 18, *_GIVES_WAY)
        self._steps.setContentsMargins(0, 8 if frame.compact else 18, 0, 0)
        self._under_steps.changeSize(0, 14 if frame.compact else 20, *_GIVES_WAY)
        self._show()

    def show_connection(self, connected: bool) -> None:
        if connected:
            self._model.ask_centre()

    def escape(self) -> bool:
        self.panel.pin.wipe()
        self._model.cancel()
        return True

    def leave(self) -> None:
        self.panel.pin.wipe()
        self.person_panel.leave()
        self._model.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        phase, waiting = self._model.phase, not self._model.may_try
        if event.key() in _DIGITS and (phase is Phase.IDLE or (phase is Phase.PIN and waiting)):
            self._model.choose(_DIGITS[event.key()])
        elif event.key() == Qt.Key.Key_W and not event.modifiers():
            self.open_witness()
        elif event.key() == Qt.Key.Key_F9 and phase is Phase.IDLE:
            self.self_test_requested.emit()
        else:
            super().keyPressEvent(event)

    def open_witness(self) -> None:
        """How a witnessed sign-in goes."""
        self.panel.pin.wipe()
        if self._model.phase in (Phase.CHECKING, Phase.PASSED):
            return
        self._model.cancel()
        WitnessLayer(self, self._model, self._model.bridge).open()

    def _choose_other(self) -> None:
        """Another way than the one that runs."""
        other = _other(self._model)
        self._model.cancel()
        if other is not None:
            self._model.choose(other)

    def _cards(self) -> tuple[tuple[Method, FactorCard], ...]:
        return (Method.KEY, self.key_card), (Method.FACE, self.face_card), (Method.FINGER, self.finger_card)

    def _place(self) -> None:
        self._above, self._below = QWidget(), QWidget()
        self.body.addWidget(self._above, 9)
        self.body.addWidget(self._heading)
        self.body.addWidget(self._sentence)
        self.body.addItem(QSpacerItem(0, 4, *_GIVES_WAY))
        self.body.addWidget(self._problem)
        self.body.addLayout(self._steps)
        self._under_steps = QSpacerItem(0, 20)
        self.body.addItem(self._under_steps)
        cards = QHBoxLayout()
        cards.setSpacing(20)
        for card in (self.key_card, self.face_card, self.finger_card):
            cards.addWidget(card, 1)
        self.body.addLayout(cards)
        self._gap = QSpacerItem(0, 18)
        self.body.addItem(self._gap)
        self.body.addWidget(self._note)
        self.body.addWidget(self.panel, 30)
        self.body.addWidget(self.person_panel, 30)
        self.body.addWidget(self._below, 10)
        self.body.addItem(QSpacerItem(0, 14, *_GIVES_WAY))
        self.body.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        trouble = link_button(translate("SignIn", "Cannot sign in? Witnessed sign-in"))
        trouble.setObjectName("witnessed-sign-in")
        trouble.clicked.connect(self.open_witness)
        support = FlatButton("help", translate("SignIn", "Call the staff"))
        support.clicked.connect(self.help_requested)
        row.addWidget(trouble)
        row.addStretch(1)
        row.addWidget(support)
        return row

    def _show(self) -> None:
        model = self._model
        running = model.phase not in (Phase.IDLE, Phase.WITNESS)
        self._sentence.setText(_sentence(model))
        self._note.set_text(_note(model))
        problem = _obstacle(model)
        self._problem.show_state(problem, "bad", "warning")
        self._show_steps()
        self._show_cards(running)
        person = model.phase in (Phase.CLAIM, Phase.PERSON)
        self._was_person = self._was_person and person
        self._note.setVisible(not running)
        self.panel.setVisible(running and not person)
        self.person_panel.setVisible(person)
        self._above.setVisible(not running)
        self._below.setVisible(not running)
        if person:
            self._show_person()
        else:
            self.person_panel.leave()
            self.panel.show_model(model)
        self.front.show_state(*_front(model))
        self.front.show_calibration(model.clock_set)
        self._move_focus()

    def _show_person(self) -> None:
        if self._model.phase is Phase.CLAIM and self._model.claiming is not None:
            if not self._was_claiming:
                self.person_panel.show_claim(self._model.claiming)
            self.person_panel.show_claim_ways(self._model.person)
        else:
            other = _other(self._model)
            words = translate("SignIn", "Use {method} instead").format(method=method_title(other)) if other else ""
            self.person_panel.show_model(self._model.person, words)
            if not self._was_person:
                self._was_person = True
                self.setFocus()  # the PIN field it was in is gone; Enter must not fall on a link
        self._was_claiming = self._model.phase is Phase.CLAIM

    def _move_focus(self) -> None:
        """To the PIN field, each time a PIN can be begun."""
        entering = self._model.phase is Phase.PIN and self._model.may_try
        if entering and not self._was_entering:
            self.panel.pin.field.setFocus()
        self._was_entering = entering

    def _show_steps(self) -> None:
        passed = self._model.phase is Phase.PASSED
        steps = step_words(self._model.factors, self._model.factors_needed)
        if (passed, steps) == self._shown_steps:  # a running check tells something fifteen times a second
            return
        self._shown_steps = (passed, steps)
        clear(self._steps)
        for number, words in enumerate(steps):
            if number:
                self._steps.addWidget(rule(), 1)
            role = "label-strong" if words.state == "accent" else "label"
            self._steps.addWidget(StateLine(words.text, words.state, role=role))
        done = translate("SignIn", "Done {done} / {needed}").format(
            done=self._model.factors_passed, needed=self._model.factors_needed
        )
        self._steps.addSpacing(12)
        self._steps.addWidget(chip(done, "ok" if passed else "accent"))

    def _show_cards(self, low: bool) -> None:
        states = {factor.method: card_state(factor) for factor in self._model.factors}
        for method, card in self._cards():
            card.show_factor(states[method], low, self.frame_now)


_GIVES_WAY = (QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
"""Of a space that goes where words need it."""

_DIGITS: dict[int, Method] = {Qt.Key.Key_1: Method.KEY, Qt.Key.Key_2: Method.FACE, Qt.Key.Key_3: Method.FINGER}


class _KeyPanel(Card):
    """The running key method: what is in the reader left, the PIN right."""

    def __init__(self) -> None:
        super().__init__("", (24, 24, 24, 24), 0)
        self._problem_shown: Sentence | None = None
        self._row, self._beside = QHBoxLayout(), QVBoxLayout()
        self._left = Card("quiet", (28, 28, 28, 28), 10)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(10)
        self._key_line = StateLine("", "ok", "", "read-strong", 22)
        self._left.column.addStretch(1)
        self._left.column.addWidget(glyph("key", "accent", 120), 0, Qt.AlignmentFlag.AlignHCenter)
        self._left.column.addSpacing(16)
        self._left.column.addWidget(self._key_line, 0, Qt.AlignmentFlag.AlignHCenter)
        self._left.column.addLayout(self._facts)
        self._left.column.addStretch(1)
        self.pin = PinBlock()
        self.submit = PrimaryButton(translate("SignIn", "Sign in"), "key")
        self.cancel = secondary_button(translate("SignIn", "Cancel"))
        self.submit.clicked.connect(self.pin.submit)
        self._title, self._text = label("", "heading"), paragraph("", "", "secondary")
        self._place_beside()
        self._row.addWidget(self._left)
        self._row.addLayout(self._beside, 1)
        self._rims = (QSpacerItem(0, 0), QSpacerItem(0, 0))
        self.column.addItem(self._rims[0])
        self.column.addLayout(self._row, 1)
        self.column.addItem(self._rims[1])

    def fit(self, frame: Frame) -> None:
        self._left.setFixedWidth(360 if frame.compact else 600)
        set_property(self._title, "role", "headline" if frame.compact else "heading")
        side = 16 if frame.compact else 24
        self._row.setSpacing(24 if frame.compact else 36)
        self._beside.setSpacing(6 if frame.compact else 8)
        self.column.setContentsMargins(side, 4, side, 4)
        for rim in self._rims:
            rim.changeSize(0, side - 4, *_GIVES_WAY)
        self.column.invalidate()

    def show_model(self, model: SignInModel) -> None:
        key = model.key
        text, state = _key_words(model)
        self._key_line.show_state(text, state)
        clear(self._facts)
        if key is not None:
            validity_text = validity(key.valid_from, key.valid_to)
            for name, value in (
                (translate("SignIn", "Reader"), key.reader.label),
                (translate("SignIn", "Valid"), validity_text),
            ):
                line = label(f"{name}　{value}", "label", "secondary")
                line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                self._facts.addWidget(line)
        self._title.setText(_panel_title(model))
        self._text.setText(_panel_text(model))
        self._show_entry(model)

    def _show_entry(self, model: SignInModel) -> None:
        entering = model.phase is Phase.PIN
        self.pin.setVisible(model.phase is not Phase.PASSED)
        self.pin.field.setEnabled(entering and model.may_try)
        self.pin.show_tries_once(model.tries_left)
        if (
            model.problem is not self._problem_shown
        ):  # once: typing clears it, and news of the readers must not renew it
            self._problem_shown = model.problem
            self.pin.show_error(str(model.problem or ""))
        self.cancel.setVisible(entering)
        self.submit.setVisible(model.phase is not Phase.PASSED)
        if model.phase is Phase.CHECKING:
            self.submit.block(translate("SignIn", "Checking …"))
        elif model.may_try:
            self.submit.block("")
        else:
            self.submit.block(_blocked(model))

    def _place_beside(self) -> None:
        column = self._beside
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addItem(QSpacerItem(0, 16, *_GIVES_WAY))
        column.addWidget(self.pin)
        column.addStretch(1)
        column.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))  # as wide as ever with nothing to press
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.submit, 1)
        column.addLayout(buttons)


def _factor_cards() -> tuple[FactorCard, FactorCard, FactorCard]:
    begin = translate("SignIn", "Begin with this")
    return (
        FactorCard(
            "key",
            translate("SignIn", "Key + PIN"),
            translate("SignIn", "Insert your key, enter its PIN"),
            begin,
        ),
        FactorCard("face", translate("SignIn", "Face"), translate("SignIn", "Mask off, face the camera"), begin),
        FactorCard(
            "finger", translate("SignIn", "Fingerprint"), translate("SignIn", "Press any registered finger"), begin
        ),
    )


def _other(model: SignInModel) -> Method | None:
    """The way that may be taken instead of the running one."""
    offered = [f.method for f in model.factors if f.offered and f.method is not model.person.running]
    return next((method for method in offered if method is not Method.KEY), None)


def _note(model: SignInModel) -> str:
    if not model.biometric:
        return translate("SignIn", "Face and fingerprint are not enabled here. This seat collects no biometric data.")
    if model.keeps_photo:
        return translate(
            "SignIn",
            "Face and fingerprint are compared on this seat, one to one, with what you agreed to register. With a "
            "sign-in by face the centre keeps one picture, sealed, until your release; you may use another way.",
        )
    return translate(
        "SignIn",
        "Face and fingerprint are compared on this seat, one to one, with what you agreed to register. No picture is "
        "kept; you may use another way without giving a reason.",
    )


def _sentence(model: SignInModel) -> str:
    if model.biometric:
        words = translate("SignIn", "These ways are equal; any {count} of them complete the check of your identity.")
        return words.format(count=model.factors_needed)
    if model.phase is Phase.IDLE:
        return translate("SignIn", "By the policy of this place you sign in with your signing key and its PIN.")
    return translate("SignIn", "By the policy of this place one factor is needed: your signing key.")


def _obstacle(model: SignInModel) -> str:
    if model.centre_problem is not None:
        return str(model.centre_problem)
    if model.too_early:
        opens = clock(datetime.fromisoformat(model.too_early))
        return translate("SignIn", "Sign-in is not open yet; it opens at {time}.").format(time=opens)
    if model.too_late:
        return translate("SignIn", "The time for signing in is over; please ask the staff.")
    return model.notice


def _blocked(model: SignInModel) -> str:
    if model.centre_problem is not None or model.centre is None:
        return translate("SignIn", "Waiting for the centre")
    if model.too_early:
        return translate("SignIn", "Not open yet")
    if model.key_in is KeyIn.LOCKED:
        return translate("SignIn", "The key is locked")
    return translate("SignIn", "Insert your signing key")


def _front(model: SignInModel) -> tuple[str, str]:
    if model.centre_problem is not None:
        return translate("SignIn", "Sign-in is not possible now"), "warn"
    if model.too_early:
        return translate("SignIn", "Not the time to sign in yet"), "warn"
    if model.phase is Phase.IDLE:
        return translate("SignIn", "Seat free, waiting for the expert"), ""
    if model.phase is Phase.PASSED:
        return translate("SignIn", "Signed in"), "ok"
    return translate("SignIn", "Signing in, please stay seated"), ""


def _key_words(model: SignInModel) -> tuple[str, str]:
    states = {KeyIn.EMPTY: "ok", KeyIn.READY: "ok", KeyIn.READING: ""}
    return key_words(model), states.get(model.key_in, "bad")


def _panel_title(model: SignInModel) -> str:
    if model.phase is Phase.PASSED:
        return translate("SignIn", "Identity checked")
    if model.key_in is KeyIn.READY:
        return translate("SignIn", "Enter the PIN")
    return translate("SignIn", "Insert your signing key")


def _panel_text(model: SignInModel) -> str:
    if model.phase is Phase.PASSED:
        return translate("SignIn", "The page goes on to the undertaking by itself.")
    if model.phase is Phase.CHECKING:
        return translate("SignIn", "The key answers the centre's question; leave it inserted.")
    return translate("SignIn", "The key answers the centre; the PIN stays on this seat.")
