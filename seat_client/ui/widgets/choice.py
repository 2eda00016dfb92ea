"""Fields of which one value is chosen rather than written: a list that drops down, a number that steps."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QHBoxLayout, QListView, QSpinBox, QWidget

from seat_client.ui import icons
from seat_client.ui.tokens import SIZE
from seat_client.ui.widgets.buttons import step_button

_ARROW, _RIGHT = 20, 12
_BORDERS = 6


class ChoiceBox(QComboBox):
    """One of several entries; field and entries are 44 px high. `editable`: words of one's own are taken as well."""

    def __init__(self, name: str, *, editable: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setView(QListView())  # the sheet reaches the entries of a view that was set, not of Qt's own menu
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(SIZE["target"])
        self.setEditable(editable)
        if (line := self.lineEdit()) is not None:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            line.setAccessibleName(name)
            line.setMinimumHeight(SIZE["target"])
            self.setMinimumHeight(SIZE["target"] + _BORDERS)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = icons.pixmap("down", "ink-2" if self.isEnabled() else "ink-3", _ARROW)
        QPainter(self).drawPixmap(self.width() - _ARROW - _RIGHT, (self.height() - _ARROW) // 2, arrow)


class NumberBox(QWidget):
    """A number between two squares that take it a step down or up; arrow keys step it as well."""

    def __init__(self, name: str, less: str, more: str) -> None:
        super().__init__()
        self.value = QSpinBox()
        self.value.setAccessibleName(name)
        self.value.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.value.setFixedHeight(SIZE["stepper"])
        self.less, self.more = step_button("minus", less), step_button("plus", more)
        self.less.clicked.connect(self.value.stepDown)
        self.more.clicked.connect(self.value.stepUp)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.less)
        row.addWidget(self.value, 1)
        row.addWidget(self.more)
