"""What F1 and the help buttons show: the keys, and whom to call."""

from PySide6.QtWidgets import QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.cards import FactRows
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import paragraph


class HelpLayer(Layer):
    """The keys that hold on every page, and where a person who can help is reached: `support`."""

    def __init__(self, over: QWidget, support: str = "") -> None:
        super().__init__(over)
        self.column.addLayout(dialog_head("help", translate("Help", "Help")))
        self.column.addWidget(paragraph(_whom_to_call(support), "read"))
        self.column.addWidget(FactRows(_keys()))
        self.column.addSpacing(4)
        self.primary = PrimaryButton(translate("Help", "Back to work"))
        self.primary.clicked.connect(self.cancel)
        self.column.addWidget(self.primary)


def _whom_to_call(support: str) -> str:
    if support:
        return translate("Help", "Technical support: {support}").format(support=support)
    return translate("Help", "Raise your hand: the staff of this place come to your seat.")


def _keys() -> list[tuple[str, str]]:
    return [
        ("Enter", translate("Help", "presses the main button")),
        ("Tab", translate("Help", "goes on to the next field")),
        ("Esc", translate("Help", "closes what lies on top")),
        ("Page Up / Page Down", translate("Help", "turns the pages of a document")),
        ("F1", translate("Help", "shows this help")),
        ("F2", translate("Help", "folds the conference strip")),
        ("F9", translate("Help", "before sign-in: the self-test of this seat")),
    ]
