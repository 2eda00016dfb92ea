"""The conference page: tiles, the call's nine buttons, the heard matrix and the cards beside them.

Keys: M, V, N for microphone, camera and noise control, H to ask, Space held to talk while muted, Esc to fold back.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from seat_client.ui.language import translate
from seat_client.ui.pictures import wanted_size
from seat_client.ui.screens.conference.cards import DarkCard, LinesCard, NoiseCard, RequestsCard
from seat_client.ui.screens.conference.matrix import HeardMatrix
from seat_client.ui.screens.conference.view_model import ConferenceModel
from seat_client.ui.tokens import WIDE, Frame
from seat_client.ui.widgets.buttons import allow, call_button, show_call_button
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.pages import Page, PageKind
from seat_client.ui.widgets.plates import SeatPlate
from seat_client.ui.widgets.scrolling import scroll_area
from seat_client.ui.widgets.strip import away_words, device_words, noise_words, speak_words
from seat_client.ui.widgets.text import StateLine, glyph, label, rule
from seat_client.ui.widgets.video_tile import VideoTile

COLUMNS, GAP = 4, 12
KEYS = {
    Qt.Key.Key_M: "microphone",
    Qt.Key.Key_V: "camera",
    Qt.Key.Key_N: "noise",
    Qt.Key.Key_H: "speak",
    Qt.Key.Key_J: "join",
}


class ConferenceView(Page):
    """Lies over the stage's page, which stays alive under it; closed by its button or Esc."""

    kind = PageKind.ONE_TASK
    fold_requested = Signal()

    def __init__(self, model: ConferenceModel) -> None:
        super().__init__()
        self.setProperty("role", "call-page")
        self.setObjectName("conference-page")
        self._model = model
        self._tiles: dict[str, VideoTile] = {}
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = _Head()
        self._head.fold.clicked.connect(lambda _=False: self.fold_requested.emit())
        column.addWidget(self._head)
        body = QHBoxLayout()
        self._body = body
        left = QVBoxLayout()
        left.setSpacing(16)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        left.addLayout(self._grid, 1)
        self._buttons = _Buttons()
        self._buttons.asked = model.ask
        left.addWidget(self._buttons)
        body.addLayout(left, 1)
        body.addWidget(self._make_side())
        column.addLayout(body, 1)
        model.changed.connect(self._show)
        model.told.connect(self._say)
        self._held = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there are widgets
        self._application = application
        application.focusChanged.connect(self._let_go)
        ConferenceView.apply_frame(self, WIDE)  # not an override: its parts are not made yet
        self._show()
        self._clock.start()

    # --- the page ---------------------------------------------------------------------------------------------

    def _make_side(self) -> QWidget:
        self._side = QFrame()
        self._side.setProperty("role", "call-side")
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.setSpacing(12)
        self._heard = DarkCard(
            translate("Conference", "Who hears whom"), translate("Conference", "row speaks, column listens")
        )
        self._matrix, self._poor = HeardMatrix(), StateLine("", "", "warning", "label", wrap=True)
        self._heard.column.addWidget(self._matrix)
        self._heard.column.addWidget(self._poor)
        self._lines, self._noise, self._requests = LinesCard(), NoiseCard(), RequestsCard()
        self._requests.given.connect(self._model.give_word)
        self._requests.taken.connect(self._model.take_word)
        self._requests.answered.connect(lambda: self._model.ask("answer"))
        self._shown = call_button("document", "")
        self._shown.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._shown.setFixedHeight(52)
        self._shown.clicked.connect(self._model.open_shown)
        for part in (self._shown, self._heard, self._lines, self._noise, self._requests):
            inner.addWidget(part)
        inner.addStretch(1)
        self._scroll = scroll_area(self._side)
        return self._scroll

    def initial_focus(self) -> QWidget:
        return self

    def show_seat(self, plate: SeatPlate) -> None:
        self._head.show_seat(plate)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        margin = 12 if frame.compact else 24
        self._body.setContentsMargins(margin, 0, margin, 12 if frame.compact else 20)
        self._body.setSpacing(12 if frame.compact else 24)
        self._scroll.setFixedWidth(404 if frame.compact else 460)
        self._matrix.set_row(24 if frame.compact else 34)
        self._head.fit(frame)
        self._buttons.fit(frame)

    def escape(self) -> bool:
        self.fold_requested.emit()
        return True

    def leave(self) -> None:
        self._clock.stop()
        self._application.focusChanged.disconnect(self._let_go)
        self._hold(False)
        self._model.changed.disconnect(self._show)
        self._model.told.disconnect(self._say)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._ask_for_pictures)

    # --- keys -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._hold(True)
        elif event.key() in KEYS and not event.isAutoRepeat():
            self._model.ask(KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold(False)
        super().keyReleaseEvent(event)

    def _hold(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self._model.hold_to_talk(held)

    def _let_go(self) -> None:
        """The key's release goes to whatever has the focus now, perhaps another program: nobody may stay heard."""
        self._hold(False)

    # --- what is shown ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        view, model = self._model.view, self._model
        plates = model.plates()
        if list(self._tiles) != [p.key for p in plates]:
            self._lay_tiles()
        for plate in plates:
            self._tiles[plate.key].show_plate(plate)
        self._head.show_call(model)
        self._buttons.show_call(model)
        rows = [(p.role, model.role(p.role).replace(" · ", " ")) for p in view.places]
        self._matrix.show_cells(rows, view.heard)
        self._poor.show_state(self._poor_words(), "warn", "warning")
        self._poor.tint("strip-warn")
        self._lines.show_lines(view.lines)
        self._noise.show_levels(view.levels, on=view.noise)
        self._shown.setVisible(bool(model.shown_words))
        show_call_button(self._shown, "document", model.shown_words)
        self._show_requests()

    def _show_requests(self) -> None:
        view, model = self._model.view, self._model
        rows = [(r.role, model.role(r.role), model.waited(r.since)) for r in view.requests]
        notes = []
        for a in view.asides:
            words = translate("Conference", "{one} speaks with {other} alone")
            if a.state == "calling":
                words = translate("Conference", "{one} calls {other}")
            notes.append(words.format(one=model.role(a.member), other=model.role(a.other)))
        aside = view.aside
        called = aside is not None and aside.state == "calling" and aside.other == view.own
        word = model.role(view.word) if view.word else ""
        self._requests.show_requests(rows, notes, leads=view.leads, word=word, call=called)

    def _poor_words(self) -> str:
        poor = self._model.view.weak_listeners
        if not poor:
            return ""
        words = translate("Conference", "{role} hears poorly; the sound is fetched anew by itself")
        return words.format(role=self._model.role(poor[0]))

    def _lay_tiles(self) -> None:
        clear(self._grid)
        self._tiles = {}
        for number, plate in enumerate(self._model.plates()[: 2 * COLUMNS]):
            tile = VideoTile(plate, (0, 0), self._model.pictures)
            self._tiles[plate.key] = tile
            self._grid.addWidget(tile, number // COLUMNS, number % COLUMNS)
        for plate in self._model.plates()[2 * COLUMNS :]:
            self._tiles[plate.key] = VideoTile(plate, (0, 0), self._model.pictures)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for row in range(2):
            self._grid.setRowStretch(row, 1)
        QTimer.singleShot(0, self, self._ask_for_pictures)

    def _ask_for_pictures(self) -> None:
        ratio = self.devicePixelRatio()
        shown = {key: tile for key, tile in self._tiles.items() if tile.isVisible() and tile.width() > 1}
        self._model.show_in({key: wanted_size(t.width(), t.height(), ratio) for key, t in shown.items()})

    def _tick(self) -> None:
        self._head.show_call(self._model)
        self._show_requests()

    def _say(self, words: str) -> None:
        self._head.say(words)


class _Head(QFrame):
    """Which seat, how long the meeting has been going, that it is recorded, and the way back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "header")
        row = QHBoxLayout(self)
        row.setSpacing(16)
        names = QVBoxLayout()
        names.setSpacing(2)
        self._service, self._seat = label("", "caption"), label("", "read-strong")
        names.addStretch(1)
        names.addWidget(self._service)
        names.addWidget(self._seat)
        names.addStretch(1)
        row.addLayout(names)
        line = rule("strip-rule-v")
        line.setFixedSize(1, 52)
        row.addWidget(line)
        self._title = label("", "headline")
        row.addWidget(self._title)
        self._state = StateLine("", "ok", "disc", "label")
        row.addWidget(self._state)
        row.addStretch(1)
        self._notice = label("", "label", "warn")
        row.addWidget(self._notice)
        self._lock, self._roles = (
            glyph("lock", "strip-ink-2"),
            label(translate("Conference", "Roles only, no names and no employers"), "label", "secondary"),
        )
        row.addWidget(self._lock)
        row.addWidget(self._roles)
        self.fold = call_button("down", translate("Conference", "Fold the conference　Esc"))
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setFixedHeight(44)
        row.addWidget(self.fold)

    def fit(self, frame: Frame) -> None:
        self.setFixedHeight(64 if frame.compact else 80)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(12 if frame.compact else 24, 0, 12 if frame.compact else 24, 0)
        self._lock.setVisible(not frame.compact)
        self._roles.setVisible(not frame.compact)

    def show_seat(self, plate: SeatPlate) -> None:
        self._service.setText(plate.service)
        self._seat.setText(plate.seat)

    def show_call(self, model: ConferenceModel) -> None:
        self._title.setText(f"{translate('Conference', 'Conference')} {model.time}".strip())
        view = model.view
        if view.live and view.state == "live" and view.recorded and not view.problem and not view.unheard:
            words = translate("Conference", "Recorded throughout; kept here while a line is down")
            if view.screen is not None:
                words = translate("Conference", "Recorded throughout, and so is this screen")
            self._state.show_state(words, "ok", "disc")
            self._state.tint("strip-ok")
        else:
            self._state.show_state(
                model.reason, "warn" if view.problem or view.state == "refused" or view.unheard else "", "info"
            )
            self._state.tint("strip-warn")

    def say(self, words: str) -> None:
        """A sentence the person should read; it stays until the next."""
        self._notice.setText(words)


class _Buttons(QWidget):
    """The nine buttons; before joining, one."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Callable[[str], object] = lambda _what: None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self._join = call_button("users", translate("Conference", "Join the conference　J"))
        self._join.setObjectName("call-join-large")
        self._join.clicked.connect(lambda: self.asked("join"))
        row.addWidget(self._join)
        self._buttons = {key: call_button(icon, words) for key, icon, words in _nine()}
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _=False, k=key: self.asked(k))
            button.setObjectName(f"call-{key}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            row.addWidget(button)

    def fit(self, frame: Frame) -> None:
        self.setFixedHeight(72 if frame.compact else 88)
        for button in (self._join, *self._buttons.values()):
            button.setIconSize(QSize(22, 22) if frame.compact else QSize(26, 26))

    def show_call(self, model: ConferenceModel) -> None:
        line, view = model.line, model.view
        self._join.setVisible(not line.live)
        allow(self._join, "" if line.possible else line.reason or translate("Conference", "The call is not ready"))
        for key, button in self._buttons.items():
            button.setVisible(line.live)
            icon, words, on = self._look(key, model)
            show_call_button(button, icon, words, on=on)
        sharing = model.reading is not None or view.shown_by == view.own != ""
        allow(self._buttons["share"], "" if sharing else translate("Conference", "No document is open to be shown"))
        for key, role in (("supervisor", "s1"), ("technician", "t1")):
            there = any(p.role == role for p in view.places) or view.aside is not None
            allow(self._buttons[key], "" if there else translate("Conference", "Nobody there can be called"))

    @staticmethod
    def _look(key: str, model: ConferenceModel) -> tuple[str, str, bool]:
        line, view = model.line, model.view
        apart = view.aside is not None
        looks = {
            "microphone": ("mic" if line.microphone == "on" else "mic-off", device_words("microphone", line.microphone),
                           line.microphone == "on"),
            "camera": ("camera" if line.camera == "on" else "camera-off", device_words("camera", line.camera),
                       line.camera == "on"),
            "noise": ("wave", noise_words(on=line.noise), line.noise),
            "volume": ("volume", translate("Conference", "Volume {percent}%").format(percent=view.volume), True),
            "speak": ("hand", speak_words(line), not line.asked),
            "share": ("document", translate("Conference", "Stop showing") if view.shown_by == view.own != ""
                      else translate("Conference", "Show page"), view.shown_by != view.own or not view.own),
            "supervisor": ("user", translate("Conference", "Hang up") if apart
                           else translate("Conference", "Supervisor"), not apart),
            "technician": ("help", translate("Conference", "Hang up") if apart
                           else translate("Conference", "Technician"), not apart),
            "away": ("pause", away_words(away=line.away), not line.away),
        }  # fmt: skip
        return looks[key]


def _nine() -> list[tuple[str, str, str]]:
    return [
        ("microphone", "mic", device_words("microphone", "on")), ("camera", "camera", device_words("camera", "on")),
        ("noise", "wave", noise_words(on=True)), ("volume", "volume", translate("Conference", "Volume")),
        ("speak", "hand", translate("Conference", "Ask")),
        ("share", "document", translate("Conference", "Show page")),
        ("supervisor", "user", translate("Conference", "Supervisor")),
        ("technician", "help", translate("Conference", "Technician")), ("away", "pause", away_words(away=False)),
    ]  # fmt: skip
