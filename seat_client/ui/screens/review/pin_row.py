"""The evidence of a score: its pins in a row, each a way back to its place."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from seat_client.ui.language import translate
from seat_client.ui.screens.review.marks import PinLine, short
from seat_client.ui.tokens import COLOR, FONT, SANS, SIZE
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.page_marks import DISC
from seat_client.ui.widgets.text import label

_IN_A_ROW = 2
_LONGEST = 9


class PinRow(QWidget):
    """Takes no room while there is no pin."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._pins: tuple[PinLine, ...] = ()
        self._short = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(0)
        self.hide()

    def show_pins(self, pins: Sequence[PinLine], *, short: bool = False) -> None:
        """Show these; `short` leaves the number of the heading alone."""
        if (tuple(pins), short) == (self._pins, self._short):
            return
        self._pins, self._short = tuple(pins), short
        clear(self._grid)
        if pins:
            self._grid.addWidget(label(translate("Review", "Evidence"), "label", "secondary"), 0, 0)
        for at, pin in enumerate(pins):
            self._grid.addWidget(self._button(pin), at // _IN_A_ROW, 1 + at % _IN_A_ROW)
        self._grid.setColumnStretch(1 + _IN_A_ROW, 1)
        self.setVisible(bool(pins))

    def _button(self, pin: PinLine) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "flat")
        button.setObjectName(f"pin-{pin.number}")
        button.setIcon(QIcon(disc(pin.number)))
        button.setIconSize(QSize(DISC, DISC))
        words = pin.words.split(" ")[0] if self._short else pin.words
        button.setText(f"\N{THIN SPACE}{short(words, _LONGEST)}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setMinimumSize(SIZE["target"], SIZE["target"])
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = translate("Review", "Evidence {number}: page {page}, {words}")
        button.setAccessibleName(words.format(number=pin.number, page=pin.page + 1, words=pin.words))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(lambda: self.opened.emit(pin.id))
        return button


def disc(number: int) -> QPixmap:
    """The disc that stands on the page, for the form."""
    picture = QPixmap(2 * DISC, 2 * DISC)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOR["warn"]))
    painter.drawEllipse(0, 0, DISC, DISC)
    font = QFont(SANS)
    font.setPixelSize(FONT["label"])
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(COLOR["surface"]))
    painter.drawText(0, 0, DISC, DISC, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()
    return picture
