"""The conference strip above the workbench: who this seat is, who takes part, the call's buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.pictures import TilePictures
from seat_client.ui.tokens import SIZE, WIDE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import allow, call_button, show_call_button
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.plates import CallLine, SeatPlate, StatusLine, TilePlate
from seat_client.ui.widgets.text import StateLine, label
from seat_client.ui.widgets.video_tile import VideoTile

__all__ = ["ConferenceStrip", "VideoTile"]


class ConferenceStrip(Adaptive):
    """Identity, tiles and call controls; folds to one line for undisturbed reading."""

    asked = Signal(str)
    """What the person wants of the call: join, microphone, camera, noise, speak, away, expand."""

    tiles_changed = Signal()
    """Other places stand in the strip now."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._tiles: tuple[TilePlate, ...] = ()
        self._first, self._folded = 0, False
        self._pictures: TilePictures | None = None
        self._made: list[VideoTile] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._identity, self._controls = _Identity(), _CallControls()
        self._controls.asked.connect(self.asked)
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
        """Who takes part; the same people in the same places only change how they stand."""
        before, self._tiles = self._tiles, tuple(tiles)
        if [(t.key, t.tile) for t in before] != [(t.key, t.tile) for t in self._tiles] or not before[0].key:
            if before != self._tiles:
                self._fill()
            return
        for tile, plate in zip(self._made, self._shown, strict=True):
            tile.show_plate(plate)

    def show_pictures(self, pictures: TilePictures | None) -> None:
        """Where the tiles' pictures come from."""
        self._pictures = pictures
        self._fill()

    def show_call(self, call: CallLine) -> None:
        """How this seat takes part."""
        self._controls.show_call(call)

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The places on the screen now."""
        if self._folded or not self.isVisible():
            return ()
        return tuple(t.key for t in self._shown if t.key)

    @property
    def _page_size(self) -> int:
        """How many places stand side by side: the pager takes the room of one where there is none to spare."""
        frame = self.frame_now
        return frame.tiles - (len(self._tiles) > frame.tiles and not frame.compact)

    @property
    def _shown(self) -> tuple[TilePlate, ...]:
        return self._tiles[self._first : self._first + self._page_size]

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
        self._made = [VideoTile(plate, frame.tile, self._pictures) for plate in self._shown]
        for tile in self._made:
            self._place_row.addWidget(tile)
        if len(self._tiles) > frame.tiles:
            self._place_row.addWidget(self._pager(len(self._tiles) - len(self._made), frame))
        self._place_row.addStretch(1)
        self.tiles_changed.emit()

    def _pager(self, hidden: int, frame: Frame) -> QToolButton:
        pager = QToolButton()
        pager.setProperty("role", "call")
        pager.setText(f"+{hidden}")
        pager.setFixedSize(SIZE["target"], frame.tile[1])
        pager.setAccessibleName(translate("Strip", "Show the other {count} places").format(count=hidden))
        pager.clicked.connect(self._page)
        return pager

    def _page(self) -> None:
        following = self._first + self._page_size
        self._first = 0 if following >= len(self._tiles) else following
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
    """Joining, then the call's five buttons; beside them how the call and the lines stand."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(6)
        top = QHBoxLayout()
        self._title = label(translate("Strip", "Conference"), "caption")
        self._link = StateLine("", "ok", "", "caption", 16)
        self._link.setObjectName("link-state")
        self._reason = label(translate("Strip", "not joined"), "caption", name="call-reason")
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._link)
        top.addStretch(1)
        top.addWidget(self._reason)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._join = call_button("users", translate("Strip", "Join the conference"))
        self._join.setObjectName("call-join")
        self._join.clicked.connect(lambda: self.asked.emit("join"))
        row.addWidget(self._join)
        self._buttons: dict[str, QToolButton] = {}
        for key, (icon, words) in _call_buttons().items():
            button = self._buttons[key] = call_button(icon, words)
            button.clicked.connect(lambda _=False, k=key: self.asked.emit(k))
            row.addWidget(button)
        self._expand = call_button("fit", translate("Strip", "Open the conference (F8)"))
        self._expand.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._expand.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._expand.clicked.connect(lambda: self.asked.emit("expand"))
        row.addWidget(self._expand)
        column.addLayout(row, 1)
        self.show_call(CallLine())

    def fit(self, frame: Frame) -> None:
        self.setFixedWidth(frame.controls)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(16, 12, 20, 12)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if frame.compact else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
        # Alone in its row, it has the width for its word where the strip is too low for two lines.
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._join.setToolButtonStyle(beside if frame.compact else Qt.ToolButtonStyle.ToolButtonTextUnderIcon)

    def show_call(self, call: CallLine) -> None:
        title = translate("Strip", "Conference　{time}").format(time=call.time) if call.time else ""
        self._title.setText(title or translate("Strip", "Conference"))
        self._reason.setText(call.reason)
        self._join.setVisible(not call.live)
        allow(self._join, "" if call.possible else call.reason or translate("Strip", "The call is not ready"))
        for button in self._buttons.values():
            button.setVisible(call.live)
        show_call_button(self._buttons["microphone"], "mic" if call.microphone == "on" else "mic-off",
                         device_words("microphone", call.microphone), on=call.microphone == "on")  # fmt: skip
        show_call_button(self._buttons["camera"], "camera" if call.camera == "on" else "camera-off",
                         device_words("camera", call.camera), on=call.camera == "on")  # fmt: skip
        show_call_button(self._buttons["noise"], "wave", noise_words(on=call.noise), on=call.noise)
        show_call_button(self._buttons["speak"], "hand", speak_words(call), on=not call.asked)
        show_call_button(self._buttons["away"], "pause", away_words(away=call.away), on=not call.away)

    def show_link(self, link: StatusLine | None) -> None:
        if link is None:
            self._link.show_state("")
            return
        words = f"{link.name} {link.value}".strip()
        self._link.show_state(words, link.state, "link" if link.state == "ok" else "warning")
        self._link.tint("strip-ok" if link.state == "ok" else "strip-warn")


def device_words(device: str, state: str) -> str:
    """A device's button: what it is and how it stands."""
    words = {
        ("microphone", "on"): translate("Strip", "Mic on"),
        ("microphone", "off"): translate("Strip", "Mic off"),
        ("microphone", "absent"): translate("Strip", "No mic"),
        ("camera", "on"): translate("Strip", "Camera on"),
        ("camera", "off"): translate("Strip", "Camera off"),
        ("camera", "absent"): translate("Strip", "No camera"),
    }
    return words[device, state]


def noise_words(*, on: bool) -> str:
    return translate("Strip", "Denoise on") if on else translate("Strip", "Denoise off")


def speak_words(call: CallLine) -> str:
    if call.word:
        return translate("Strip", "Your word")
    return translate("Strip", "Withdraw") if call.asked else translate("Strip", "Ask")


def away_words(*, away: bool) -> str:
    return translate("Strip", "Come back") if away else translate("Strip", "Away")


def _call_buttons() -> dict[str, tuple[str, str]]:
    return {
        "microphone": ("mic", device_words("microphone", "off")),
        "camera": ("camera", device_words("camera", "off")),
        "noise": ("wave", noise_words(on=True)),
        "speak": ("hand", translate("Strip", "Ask")),
        "away": ("pause", away_words(away=False)),
    }
