"""The grounds for rejection, folded away until they are wanted; one taken becomes the beginning of a reason."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from seat_client.ui.fonts import font
from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR, FONT, SIZE
from seat_client.ui.widgets.buttons import secondary_button

HEIGHT = 52


class GroundList(QWidget):
    """A button that opens the list, and the list."""

    taken = Signal(str)

    def __init__(self, grounds: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.opener = secondary_button(translate("Preliminary", "Take a ground for rejection"), "choice", "list")
        self.opener.setObjectName("vote-grounds")
        self.opener.toggled.connect(self._open)
        self._list = QWidget()
        inner = QVBoxLayout(self._list)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        self.buttons = [_Ground(number, words) for number, (_, words) in enumerate(grounds)]
        for button in self.buttons:
            button.clicked.connect(lambda _=False, button=button: self._take(button.text()))
            inner.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.opener)
        column.addWidget(self._list)
        self._list.hide()

    def _open(self, wanted: bool) -> None:
        self._list.setVisible(wanted)

    def _take(self, words: str) -> None:
        self.opener.setChecked(False)
        self.taken.emit(words)


class _Ground(QAbstractButton):
    """One ground, over two lines where one is too short."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        self.setText(words)
        self.setObjectName(f"ground-{number}")
        self.setAccessibleName(words)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        width = SIZE["focus-ring"] if focused else 1
        painter.setPen(QPen(QColor(COLOR["focus" if focused else "line"]), width))
        painter.setBrush(QColor(COLOR["accent-weak" if self.underMouse() else "surface"]))
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(frame, SIZE["radius"], SIZE["radius"])
        painter.setPen(QColor(COLOR["ink"]))
        painter.setFont(font(FONT["label"]))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect().adjusted(12, 2, -12, -2), flags, self.text())
