"""One way to prove who one is, as a card: tall while one chooses, low while a method runs."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from seat_client.ui import icons
from seat_client.ui.screens.sign_in.factors import FactorState
from seat_client.ui.style import set_property, set_state
from seat_client.ui.tokens import Frame
from seat_client.ui.widgets.buttons import secondary_button
from seat_client.ui.widgets.cards import Card
from seat_client.ui.widgets.text import StateLine, chip, glyph, label, paragraph


class FactorCard(Card):
    """Icon, title, one sentence; a state line and a button, or a chip."""

    chosen = Signal()

    def __init__(self, icon: str, title: str, text: str, begin: str) -> None:
        super().__init__("control", (28, 28, 28, 28), 6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)  # as high as it must be
        self._icon = icon
        self._glyph = glyph(icon, "accent", 64)
        self._title, self._text = label(title, "headline"), paragraph(text, state="secondary")
        self._chip, self._line = chip(""), StateLine("", "ok", wrap=True)
        self.button = secondary_button(begin)
        self.button.setAccessibleName(f"{begin}: {title}")
        self.button.clicked.connect(self.chosen)
        head = QHBoxLayout()
        head.addWidget(self._glyph)
        head.addStretch(1)
        head.addWidget(self._chip)
        self.column.addLayout(head)
        self._above = self.column.count()
        self.column.addStretch(1)
        self.column.addWidget(self._title)
        self.column.addWidget(self._text)
        self.column.addWidget(self._line)
        self.column.addSpacing(2)
        self.column.addWidget(self.button)
        self._below = self.column.count()
        self.column.addStretch(0)
        self._low = False

    def sizeHint(self) -> QSize:
        """As high as the words are at this width: Qt's bound of the size policy does not ask for that."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def show_factor(self, state: FactorState, low: bool, frame: Frame) -> None:
        """Show how this way stands now."""
        self.set_state(state.card)
        self._line.show_state(state.line, state.line_state)
        self._chip.setText(state.chip)
        set_state(self._chip, state.chip_state)
        self.button.setEnabled(state.enabled)
        self.button.setToolTip("" if state.enabled else state.line)
        self.button.setAccessibleDescription("" if state.enabled else state.line)
        self.setToolTip(state.line)
        self._fit(state, low, frame)

    def _fit(self, state: FactorState, low: bool, frame: Frame) -> None:
        measures = _MEASURES[frame.name, low]
        self._glyph.setPixmap(icons.pixmap(self._icon, _icon_color(state.card, low), measures.icon))
        self._glyph.setFixedSize(measures.icon, measures.icon)
        set_property(self._title, "role", "title" if low else "headline")
        set_property(self._text, "role", measures.text)
        self._line.setVisible(not low)
        self.button.setVisible(not low)
        self._chip.setVisible(low)
        self.column.setContentsMargins(*measures.margins)
        self.column.setStretch(self._above, 0 if low else 1)
        self.column.setStretch(self._below, 1 if low else 0)
        self.setMinimumHeight(measures.height)


@dataclass(frozen=True, slots=True)
class _Measures:
    height: int
    icon: int
    margins: tuple[int, int, int, int]
    text: str


_MEASURES = {
    ("wide", False): _Measures(380, 64, (28, 28, 28, 28), ""),
    ("wide", True): _Measures(167, 36, (20, 20, 20, 12), ""),
    ("compact", False): _Measures(290, 48, (20, 20, 20, 20), ""),
    ("compact", True): _Measures(128, 28, (16, 12, 16, 10), "label"),
}


def _icon_color(card: str, low: bool) -> str:
    if card == "off":
        return "ink-3"
    return "accent" if card == "selected" or (card == "control" and not low) else "ink"
