"""The heard matrix: a row for who speaks, a column for who listens; each cell is what the listener has proved."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from seat_client.ui import icons
from seat_client.ui.fonts import font
from seat_client.ui.language import translate
from seat_client.ui.role_words import column_words
from seat_client.ui.tokens import COLOR, FONT, SIZE

NAMES = 84  # pixels of the column with the roles
GAP = 3


def hearing_words(hearing: str) -> str:
    return {
        "clear": translate("Matrix", "clear"),
        "weak": translate("Matrix", "weak"),
        "lost": translate("Matrix", "lost"),
    }.get(hearing, translate("Matrix", "not measured"))


class HeardMatrix(QWidget):
    """Painted as one; what it shows is told to assistive technology in words."""

    def __init__(self) -> None:
        super().__init__()
        self._roles: tuple[tuple[str, str], ...] = ()
        self._cells: Mapping[tuple[str, str], str] = {}
        self._row = 34
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Matrix", "Who hears whom"))

    def set_row(self, pixels: int) -> None:
        self._row = pixels
        self._fit()

    def show_cells(self, roles: Sequence[tuple[str, str]], cells: Mapping[tuple[str, str], str]) -> None:
        """`roles` as (role, words of its row), in order; a cell that is missing was not measured."""
        if (tuple(roles), dict(cells)) == (self._roles, self._cells):
            return
        self._roles, self._cells = tuple(roles), dict(cells)
        poor = [f"{words}→{column_words(listener)}: {hearing_words(cells[speaker, listener])}"
                for speaker, words in roles for listener, _ in roles
                if cells.get((speaker, listener)) in ("weak", "lost")]  # fmt: skip
        self.setAccessibleDescription(", ".join(poor) or translate("Matrix", "Everybody hears everybody"))
        self._fit()
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight((self._row + GAP) * (len(self._roles) + 1) - GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(FONT["label"]))
        count = max(1, len(self._roles))
        width = (self.width() - NAMES - GAP * count) / count
        painter.setPen(QColor(COLOR["strip-ink-2"]))
        for column, (role, _) in enumerate(self._roles):
            place = QRectF(NAMES + GAP + column * (width + GAP), 0, width, self._row)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, column_words(role))
        for row, (speaker, words) in enumerate(self._roles, start=1):
            top = row * (self._row + GAP)
            painter.setPen(QColor(COLOR["strip-ink"]))
            name = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, NAMES)
            painter.drawText(QRectF(0, top, NAMES, self._row), Qt.AlignmentFlag.AlignVCenter, name)
            for column, (listener, _) in enumerate(self._roles):
                place = QRectF(NAMES + GAP + column * (width + GAP), top, width, self._row)
                self._paint_cell(painter, place, speaker, listener)

    def _paint_cell(self, painter: QPainter, place: QRectF, speaker: str, listener: str) -> None:
        hearing = self._cells.get((speaker, listener), "")
        token = {"clear": "heard-clear", "weak": "heard-weak", "lost": "heard-weak"}.get(hearing, "strip")
        painter.setPen(Qt.PenStyle.NoPen)
        if hearing == "lost":
            painter.setPen(QPen(QColor(COLOR["strip-warn"]), 1))
        painter.setBrush(QColor(COLOR[token]))
        painter.drawRoundedRect(place, SIZE["radius-s"], SIZE["radius-s"])
        if speaker == listener:
            return
        if hearing == "clear":
            size = 16
            middle = place.center()
            painter.drawPixmap(int(middle.x() - size / 2), int(middle.y() - size / 2),
                               icons.pixmap("check", "strip-ok", size))  # fmt: skip
            return
        painter.setPen(QColor(COLOR["strip-warn" if hearing in ("weak", "lost") else "strip-ink-2"]))
        short = {"weak": translate("Matrix", "w"), "lost": translate("Matrix", "x")}.get(hearing, "–")
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, short)
