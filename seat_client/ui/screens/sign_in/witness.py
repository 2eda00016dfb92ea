"""What is left when a person cannot prove who he is to the seat: two people of the place who vouch for him."""

from PySide6.QtWidgets import QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import FactRows
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import StateLine, paragraph


class WitnessLayer(Layer):
    """Says how a witnessed sign-in goes and whether it is possible here."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("witness-layer")
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
        self.column.addWidget(FactRows(_steps()))
        self.column.addWidget(
            StateLine(
                translate("SignIn", "Not enabled at this seat yet: raise your hand, the staff come to you."),
                "warn",
                wrap=True,
            )
        )
        self.column.addSpacing(4)
        self.primary = PrimaryButton(translate("SignIn", "Understood"))
        self.primary.clicked.connect(self.cancel)
        self.column.addWidget(self.primary)


def _steps() -> list[tuple[str, str]]:
    return [
        (translate("SignIn", "Witness of the place"), translate("SignIn", "own card, beside you")),
        (translate("SignIn", "Staff member"), translate("SignIn", "own card, compares the identity card")),
        (translate("SignIn", "You"), translate("SignIn", "confirm on the screen")),
    ]
