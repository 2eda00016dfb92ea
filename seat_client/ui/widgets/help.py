"""What F1 and the help buttons show: what this page is for, the keys, and whom to call."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from seat_client.ui.language import translate
from seat_client.ui.widgets.buttons import PrimaryButton, secondary_button
from seat_client.ui.widgets.cards import FactRows
from seat_client.ui.widgets.layers import Layer, dialog_head
from seat_client.ui.widgets.text import paragraph


class HelpLayer(Layer):
    """What is done on the page (`lines`), the keys that hold on every page, and who can help: `support`."""

    def __init__(self, over: QWidget, support: str = "", lines: Sequence[str] = ()) -> None:
        super().__init__(over)
        self.column.addLayout(dialog_head("help", translate("Help", "Help")))
        for line in lines:
            self.column.addWidget(paragraph(line, "read"))
        self.column.addWidget(paragraph(_whom_to_call(support), "strong"))
        self.column.addWidget(FactRows(_keys()))
        self.column.addSpacing(4)
        self._tour = secondary_button(translate("Help", "Show me around this page"))
        self._tour.setObjectName("help-tour")
        self._tour.hide()
        self.primary = PrimaryButton(translate("Help", "Back to work"))
        self.primary.clicked.connect(self.cancel)
        self._remote = secondary_button(translate("Help", "Ask for remote help (F7)"))
        self._remote.setObjectName("help-remote")
        self._remote.hide()
        self.column.addWidget(self._remote)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._tour, 1)
        foot.addWidget(self.primary, 1)
        self.column.addLayout(foot)

    def offer_tour(self) -> QPushButton:
        """Offer a tour of the page; what is returned begins it."""
        self._tour.show()
        return self._tour

    def offer_remote_help(self) -> QPushButton:
        """Offer help from the centre; what is returned asks for it."""
        self._remote.show()
        return self._remote


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
        ("F2 / F11", translate("Help", "folds the conference strip / shows the document alone")),
        ("F9", translate("Help", "before sign-in: the self-test of this seat")),
    ]
