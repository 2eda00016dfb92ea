"""The conference strip above the workbench: who this seat is, who takes part, the call's buttons.

The call itself is not fitted yet: every place says so, and nothing looks like a picture of a person.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from seat_client.ui import icons
from seat_client.ui.fonts import font
from seat_client.ui.language import translate
from seat_client.ui.tokens import COLOR, FONT, SIZE, WIDE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.plates import SeatPlate, StatusLine, TilePlate
from seat_client.ui.widgets.text import StateLine, label


def tile_words(state: str) -> str:
    """What a tile without a picture says."""
    return {
        "not-joined": translate("Strip", "not joined"),
        "lost": translate("Strip", "picture lost"),
        "away": translate("Strip", "away"),
    }.get(state, "")


class VideoTile(QWidget):
    """One participant by role; without a picture it is plain ground and a word."""

    CAPTION = 26

    def __init__(self, plate: TilePlate, size: tuple[int, int]) -> None:
        super().__init__()
        self.plate = plate
        self.setFixedSize(*size)
        self.setAccessibleName(f"{plate.role}, {tile_words(plate.state)}")
        self.setToolTip(plate.role)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        speaking = self.plate.state == "speaking"
        painter.setPen(QPen(QColor(COLOR["speaking" if speaking else "strip-line"]), 3 if speaking else 1))
        painter.setBrush(QColor(COLOR["strip-2"]))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, SIZE["radius"], SIZE["radius"])
        self._paint_words(painter, frame)

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        painter.setFont(font(FONT["caption"]))
        painter.setPen(QColor(COLOR["strip-ink-2"]))
        painter.drawText(
            frame.adjusted(0, 0, 0, -self.CAPTION), Qt.AlignmentFlag.AlignCenter, tile_words(self.plate.state)
        )
        bar = QRectF(frame.left(), frame.bottom() - self.CAPTION, frame.width(), self.CAPTION)
        painter.setPen(QColor(COLOR["strip-ink"]))
        words = bar.adjusted(9, 0, -26, 0)
        role = painter.fontMetrics().elidedText(self.plate.role, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, role)
        painter.drawPixmap(int(bar.right()) - 24, int(bar.top()) + 4, icons.pixmap("mic-off", "strip-ink-2", 16))


class ConferenceStrip(Adaptive):
    """Identity, tiles and call controls; folds to one line for undisturbed reading."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._tiles: tuple[TilePlate, ...] = ()
        self._first, self._folded = 0, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._identity, self._controls = _Identity(), _CallControls()
        self._places = QWidget()
        self._place_row = QHBoxLayout(self._places)
        self._hint = label(translate("Strip", "Conference strip folded, F2 opens it"), "caption")
        self._hint.hide()
        row.addWidget(self._identity)
        row.addWidget(self._places, 1)
        row.addWidget(self._hint, 1)
        row.addWidget(self._controls)
        self.apply_frame(WIDE)

    @property
    def folded(self) -> bool:
        return self._folded

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self._first = 0
        self.setFixedHeight(SIZE["strip-folded"] if self._folded else frame.strip)
        self._identity.fit(frame, self._folded)
        self._controls.fit(frame)
        self._fill()

    def fold(self, folded: bool) -> None:
        """Fold to a line, or open again."""
        self._folded = folded
        self._places.setVisible(not folded)
        self._controls.setVisible(not folded)
        self._hint.setVisible(folded)
        self.apply_frame(self.frame_now)

    def show_seat(self, plate: SeatPlate) -> None:
        self._identity.show_seat(plate)

    def show_tiles(self, tiles: Sequence[TilePlate]) -> None:
        if tuple(tiles) != self._tiles:
            self._tiles = tuple(tiles)
            self._fill()

    def show_link(self, link: StatusLine | None) -> None:
        """How the lines stand, beside the call's buttons: amber where one of them is lost, which needs no banner."""
        self._controls.show_link(link)

    def tiles(self) -> list[VideoTile]:
        """The tiles on the screen now, left to right."""
        found = (tile for tile in self._places.findChildren(VideoTile) if not tile.isHidden())
        return sorted(found, key=lambda tile: tile.x())

    def _fill(self) -> None:
        clear(self._place_row)
        frame = self.frame_now
        self._place_row.setContentsMargins(8, 16 if not frame.compact else 12, 8, 16 if not frame.compact else 12)
        self._place_row.setSpacing(8)
        shown = self._tiles[self._first : self._first + frame.tiles]
        for plate in shown:
            self._place_row.addWidget(VideoTile(plate, frame.tile))
        if len(self._tiles) > frame.tiles:
            self._place_row.addWidget(self._pager(len(self._tiles) - len(shown), frame))
        self._place_row.addStretch(1)

    def _pager(self, hidden: int, frame: Frame) -> QToolButton:
        pager = QToolButton()
        pager.setProperty("role", "call")
        pager.setText(f"+{hidden}")
        pager.setFixedSize(SIZE["target"], frame.tile[1])
        pager.setAccessibleName(translate("Strip", "Show the other {count} places").format(count=hidden))
        pager.clicked.connect(self._page)
        return pager

    def _page(self) -> None:
        self._first = (
            0 if self._first + self.frame_now.tiles >= len(self._tiles) else self._first + self.frame_now.tiles
        )
        self._fill()


class _Identity(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._service, self._seat = label("", "caption"), label("", "read-strong")
        self._role = StateLine("", "", "shield", "caption")
        self._role.tint("strip-ok")
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addWidget(self._service)
        column.addWidget(self._seat)
        column.addStretch(1)
        column.addWidget(self._role)

    def fit(self, frame: Frame, folded: bool) -> None:
        self.setFixedWidth(frame.identity)
        self._service.setVisible(not folded)
        self._role.setVisible(not folded and bool(self._role.text()))
        margin = 6 if folded else 14
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(20 if frame.compact else 24, margin, 8, margin)

    def show_seat(self, plate: SeatPlate) -> None:
        self._service.setText(plate.service)
        self._seat.setText(plate.seat)
        self._role.show_state(plate.role, "", "shield")
        self._role.tint("strip-ok")


class _CallControls(QWidget):
    """The call's buttons, disabled, with the reason beside them."""

    def __init__(self) -> None:
        super().__init__()
        reason = translate("Strip", "Conference not enabled")
        column = QVBoxLayout(self)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(label(translate("Strip", "Conference　not joined"), "caption"))
        top.addStretch(1)
        self._link = StateLine("", "ok", "", "caption", 16)
        self._link.setObjectName("link-state")
        top.addWidget(self._link)
        top.addStretch(1)
        top.addWidget(label(reason, "caption", name="call-reason"))
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._buttons = [self._button(icon, text, reason) for icon, text in _call_buttons()]
        for button in self._buttons:
            row.addWidget(button)
        column.addLayout(row, 1)

    def fit(self, frame: Frame) -> None:
        self.setFixedWidth(frame.controls)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(16, 12, 20, 12)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if frame.compact else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        for button in self._buttons:
            button.setToolButtonStyle(style)

    def show_link(self, link: StatusLine | None) -> None:
        if link is None:
            self._link.show_state("")
            return
        words = f"{link.name} {link.value}".strip()
        self._link.show_state(words, link.state, "link" if link.state == "ok" else "warning")
        self._link.tint("strip-ok" if link.state == "ok" else "strip-warn")

    @staticmethod
    def _button(icon: str, text: str, reason: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "call")
        button.setText(text)
        button.setIcon(icons.icon(icon, "strip-ink", 24, "strip-ink-2"))
        button.setIconSize(QSize(24, 24))
        button.setAccessibleName(text)
        button.setAccessibleDescription(reason)
        button.setToolTip(f"{text}: {reason}")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.setMinimumSize(SIZE["target"], SIZE["target"])
        button.setEnabled(False)
        return button


def _call_buttons() -> tuple[tuple[str, str], ...]:
    return (
        ("mic", translate("Strip", "Microphone")),
        ("camera", translate("Strip", "Camera")),
        ("wave", translate("Strip", "Noise control")),
        ("hand", translate("Strip", "Speak")),
        ("pause", translate("Strip", "Step away")),
    )
