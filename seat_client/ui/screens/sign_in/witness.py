"""What is left when a person cannot prove who he is to the seat: two people of the place who vouch for him."""

from concurrent.futures import Future

from PySide6.QtWidgets import QLineEdit, QWidget

from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.sign_in.view_model import SignInModel
from seat_client.ui.sentences import sentence_for
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.pin import PinField
from seat_client.ui.widgets.text import StateLine, paragraph

WITNESSES = 2
CLAIM_LIMIT = 40


class WitnessLayer(Layer):
    """The person's number, then one witness after the other with the own key and PIN, then the person's word."""

    def __init__(self, over: QWidget, model: SignInModel, bridge: Bridge) -> None:
        super().__init__(over)
        self.setObjectName("witness-layer")
        self._model, self._bridge = model, bridge
        self._vouched = 0
        self.column.addLayout(dialog_head("users", translate("SignIn", "Witnessed sign-in")))
        self.column.addWidget(
            paragraph(
                translate(
                    "SignIn",
                    "Two people of this place, each with the own card, compare your identity card with you and vouch "
                    "for it. The report says so.",
                ),
                state="secondary",
            )
        )
        self.claim = QLineEdit(maxLength=CLAIM_LIMIT)
        self.claim.setObjectName("claim")
        self.claim.setAccessibleName(translate("SignIn", "Expert number"))
        self.claim.setPlaceholderText(translate("SignIn", "Expert number of the person who signs in"))
        self.claim.textChanged.connect(self._show)
        self.steps = tuple(StateLine("", "todo", wrap=True) for _ in range(WITNESSES + 1))
        self.pin = PinField()
        self.pin.setAccessibleName(translate("SignIn", "PIN of the witness"))
        self.pin.pin_changed.connect(self._show)
        self._problem = StateLine("", "bad", wrap=True)
        self.primary = PrimaryButton(translate("SignIn", "Vouch"))
        self.primary.clicked.connect(self._act)
        self.column.addWidget(self.claim)
        for step in self.steps:
            self.column.addWidget(step)
        self.column.addWidget(self.pin)
        self.column.addWidget(self._problem)
        self.column.addSpacing(4)
        self.column.addWidget(self.primary)
        model.begin_witnessed()
        model.changed.connect(self._show)
        self.closed.connect(self._leave)
        self._show()

    def first_focus(self) -> QWidget:
        return self.claim

    def _leave(self) -> None:
        self.pin.wipe()
        self._model.changed.disconnect(self._show)
        if self._vouched < WITNESSES:
            self._model.end_witnessed()

    def _show(self) -> None:
        names = (
            translate("SignIn", "Witness of the place: own key and PIN"),
            translate("SignIn", "Staff member: own key and PIN, compares the identity card"),
            translate("SignIn", "You: confirm"),
        )
        for number, (step, name) in enumerate(zip(self.steps, names, strict=True)):
            state = "done" if number < self._vouched else "accent" if number == self._vouched else "todo"
            step.show_state(name, state)
        through = self._vouched >= WITNESSES
        self.claim.setEnabled(self._vouched == 0)
        self.pin.setVisible(not through)
        key, claim = self._model.key is not None, bool(self.claim.text().strip())
        assert self.primary is not None  # noqa: S101 - made above
        words = translate("SignIn", "This is me: sign in") if through else translate("SignIn", "Vouch")
        self.primary.set_words(words)
        self.primary.block(self._obstacle(key, claim, through))

    def _obstacle(self, key: bool, claim: bool, through: bool) -> str:
        """What is missing until the button may be pressed."""
        if not self._model.may_check:
            return translate("SignIn", "Waiting for the centre")
        if not claim:
            return translate("SignIn", "Enter the expert number")
        if through:
            return ""
        if not key:
            return translate("SignIn", "Witness: insert your own key")
        return translate("SignIn", "Enter the PIN of the witness") if self.pin.is_empty() else ""

    def _act(self) -> None:
        if self._vouched >= WITNESSES:
            self._model.complete_witnessed()
            self.cancel()
            return
        pin = self.pin.take()
        self._bridge.when_done(self._model.vouch(self.claim.text().strip(), pin), self._see)

    def _see(self, done: "Future[int]") -> None:
        error = done.exception()
        before = self._vouched
        if error is None:
            self._vouched = done.result()
            same = self._vouched == before
            words = translate("SignIn", "The same key has vouched already; the other witness please") if same else ""
            self._problem.show_state(words, "bad")
        else:
            self._problem.show_state(str(sentence_for(error)), "bad")
        self._show()
