"""The form in which a member applies for recusal once the review has begun."""

from PySide6.QtCore import QSignalBlocker

from seat_client.services.unsent import Fields
from seat_client.ui.language import translate
from seat_client.ui.screens.committee.composing import BusinessForm, choose
from seat_client.ui.screens.committee.recusal_model import RecusalModel
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.choice import ChoiceBox
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.pin_asking import PinAsking
from seat_client.ui.widgets.text import label


class RecusalForm(BusinessForm):
    """Whom it concerns where names are shown, the ground, a confirmation, the PIN."""

    def __init__(self, model: RecusalModel) -> None:
        super().__init__("recusal", translate("Committee", "Ground for recusal"), model.unsent)
        self._model = model
        self._pin = PinAsking(self)
        self.bidder = ChoiceBox(translate("Committee", "Bidder concerned"))
        self.bidder.setObjectName("recusal-bidder")
        for bidder, name in model.bidders:
            self.bidder.addItem(name, bidder)
        self.bidder.setPlaceholderText(translate("Committee", "Please choose the bidder concerned"))
        self.bidder.setCurrentIndex(-1)
        self._whom = label(self.bidder.accessibleName(), "strong")
        for part in (self._whom, self.bidder):
            part.setVisible(bool(model.bidders))
            self.column.addWidget(part)
        self.send = PrimaryButton(translate("Committee", "Apply for recusal…"), "key")
        self.send.setObjectName("recusal-send")
        self.send.clicked.connect(self._confirm)
        self.text.textChanged.connect(self.refresh)
        self.bidder.currentIndexChanged.connect(self.refresh)
        model.rejected.connect(self._pin.reject)
        model.signed.connect(self._see_signed)
        self.finish()
        self.refresh()

    def refresh(self) -> None:
        """Show what is missing; a name that was offered goes as soon as the stage is blind."""
        if self.bidder.count() and not self._model.bidders:
            with QSignalBlocker(self.bidder):
                self.bidder.clear()
            self._whom.hide()
            self.bidder.hide()
        self.problem.show_state(self._model.problem, "bad")
        obstacle = self._model.obstacle(self._chosen(), self.written())
        self.send.block(obstacle)

    def leave(self) -> None:
        """The page goes, with its dialog."""
        super().leave()
        self._pin.close()

    def fields(self) -> Fields:
        return {"bidder": self._chosen()}

    def fill(self, fields: Fields) -> None:
        choose(self.bidder, self.bidder.findData(fields.get("bidder")))

    def _see_signed(self) -> None:
        self.let_go()
        self.leave()

    def _chosen(self) -> str:
        return str(self.bidder.currentData() or "")

    def _confirm(self) -> None:
        if not self._model.look_for_key():
            return
        whom = self.bidder.currentText() or translate("Committee", "Ground")
        dialog = ConfirmDialog(
            self.window(),
            translate("Committee", "Apply for recusal?"),
            translate(
                "Committee",
                "This seat then locks for good, staff call another member in, and nothing you did here counts.",
            ),
            [(whom, self.written())],
            translate("Committee", "Apply and sign"),
            icon="warning",
        )
        dialog.confirmed.connect(self._open_pin)
        dialog.open()

    def _open_pin(self) -> None:
        facts = self._model.facts(self._chosen(), self.written())
        self._pin.ask(facts, self._model.tries_left, self._sign, over=self.window())

    def _sign(self, pin: bytearray, confirmed: bool) -> None:
        self._model.sign(self._chosen(), self.written(), pin, confirmed)
