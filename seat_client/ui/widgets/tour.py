"""A short tour of the workbench: one part after the other stands out from the veil, with a sentence on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR, SIZE
from seat_client.ui.widgets.buttons import PrimaryButton
from seat_client.ui.widgets.layers import VEIL, Layer
from seat_client.ui.widgets.text import label, paragraph


@dataclass(frozen=True, slots=True)
class Stop:
    """A part of the window, what it is called and what it is for."""

    part: QWidget
    title: str
    text: str


class Tour(Layer):
    """Goes through its stops by Enter; Esc leaves it at any time."""

    def __init__(self, over: QWidget, stops: Sequence[Stop]) -> None:
        super().__init__(over)
        self._stops, self._at = stops, 0
        self._title, self._text = label("", "title"), paragraph("", "read")
        self._title.setObjectName("tour-title")
        self.column.addWidget(self._title)
        self.column.addWidget(self._text)
        next_one = self.add_buttons(PrimaryButton(""), translate("Tour", "Leave the tour"))
        next_one.setObjectName("tour-next")
        next_one.clicked.connect(self._go_on)
        self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        whole, hole = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        hole.addRect(QRectF(self._place_of_part()))
        veil = QColor(COLOR["ink"])
        veil.setAlpha(VEIL)
        painter = QPainter(self)
        painter.fillPath(whole.subtracted(hole), veil)
        painter.setPen(QPen(QColor(COLOR["focus"]), SIZE["focus-ring"]))
        painter.drawRect(self._place_of_part().adjusted(1, 1, -2, -2))

    def _place_of_part(self) -> QRect:
        part = self._stops[self._at].part
        return QRect(part.mapTo(self.window(), part.rect().topLeft()), part.size())

    def _go_on(self) -> None:
        if self._at + 1 == len(self._stops):
            self.close_layer()
            return
        self._at += 1
        self._show()

    def _show(self) -> None:
        stop, count = self._stops[self._at], len(self._stops)
        title = translate("Tour", "{place} of {count}: {title}")
        self._title.setText(title.format(place=self._at + 1, count=count, title=stop.title))
        self._text.setText(stop.text)
        last = self._at + 1 == count
        if self.primary is not None:
            self.primary.set_words(translate("Tour", "To work") if last else translate("Tour", "Next"))
        self._place()
        self.update()

    def _place(self) -> None:
        """In the middle of the window, clear of the part where that leaves room."""
        super()._place()
        part, panel = self._place_of_part(), self.panel.geometry()
        if part.intersects(panel) and part.width() < self.width() // 2:
            left = part.right() + 24 if part.center().x() < self.width() // 2 else part.left() - panel.width() - 24
            self.panel.move(max(0, min(left, self.width() - panel.width())), panel.y())


def stops(strip: QWidget, rail: QWidget, centre: QWidget, form: QWidget, status: QWidget) -> list[Stop]:
    """What there is to see on the workbench, in the order of its use."""
    told = {
        "rail": (
            translate("Tour", "Where you are"),
            translate(
                "Tour", "The steps of the evaluation. The bids stand under the present one; press one to open it."
            ),
        ),
        "centre": (
            translate("Tour", "What you read"),
            translate("Tour", "Page Up and Page Down turn pages wherever the keyboard is."),
        ),
        "form": (
            translate("Tour", "What you decide"),
            translate(
                "Tour",
                "Whatever you enter is saved while you type. The big button at the foot is the next step; while it is "
                "grey it says what is missing.",
            ),
        ),
        "strip": (
            translate("Tour", "Whom you meet"),
            translate(
                "Tour",
                "The committee, by numbers and without names. F8 shows everybody large, F2 folds the strip.",
            ),
        ),
        "status": (
            translate("Tour", "Whether all is well"),
            translate("Tour", "Your devices, and how much still has to reach the centre. F1 helps on every page."),
        ),
    }
    parts = {"rail": rail, "centre": centre, "form": form, "strip": strip, "status": status}
    return [Stop(parts[name], *words) for name, words in told.items()]
