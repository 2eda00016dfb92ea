"""Bars across the page: header with steps, action bar, status bar, practice and fault banners."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seat_client import __version__
from seat_client.ui import icons
from seat_client.ui.language import translate
from seat_client.ui.style import set_state
from seat_client.ui.tokens import SIZE, Frame
from seat_client.ui.widgets.adaptive import Adaptive
from seat_client.ui.widgets.buttons import FlatButton, secondary_button
from seat_client.ui.widgets.committee_button import CommitteeButton
from seat_client.ui.widgets.letting_go import clear
from seat_client.ui.widgets.plates import DeviceLine, FaultLine, SeatPlate, StatusLine
from seat_client.ui.widgets.text import Elided, StateLine, glyph, label
from seat_client.wire import RULES


class StepHeader(Adaptive):
    """The dark header of a one-task page: seat left, steps in the middle, identity and clock right."""

    def __init__(self, caption: str = "", title: str = "", steps: Sequence[str] = (), current: int = 0) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self._caption, self._title = label(caption, "caption"), label(title, "read-strong")
        self._identity = StateLine("", "ok", "shield")
        self._identity_glyph_state("ok")
        self._clock = label("", "headline", name="header-clock")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 32, 0)
        row.setSpacing(0)
        self._left, self._right = QWidget(), QWidget()
        self._fill_left()
        self._fill_right()
        row.addWidget(self._left)
        row.addStretch(1)
        row.addWidget(_steps(steps, current))
        row.addStretch(1)
        row.addWidget(self._right)
        self.setFixedHeight(self.frame_now.header)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.setFixedHeight(frame.header)

    def show_seat(self, plate: SeatPlate) -> None:
        self.show_titles(plate.service, plate.seat)
        if plate.role:
            self.show_note(plate.role, "")

    def show_titles(self, caption: str, title: str) -> None:
        """What stands left in place of a seat."""
        self._caption.setText(caption)
        self._title.setText(title)

    def show_note(self, text: str, state: str, icon: str = "shield") -> None:
        """The line left of the clock."""
        self._identity.show_state(text, state, icon)
        self._identity_glyph_state("ok")

    def show_time(self, text: str) -> None:
        self._clock.setText(text)
        self._clock.setVisible(bool(text))

    def _identity_glyph_state(self, state: str) -> None:
        self._identity.tint(f"strip-{state}")

    def _fill_left(self) -> None:
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self._caption)
        column.addWidget(self._title)
        column.addStretch(1)

    def _fill_right(self) -> None:
        row = QHBoxLayout(self._right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        row.addWidget(self._identity)
        row.addWidget(self._clock)
        self._clock.hide()


def _steps(titles: Sequence[str], current: int) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for number, title in enumerate(titles):
        if number:
            line = QFrame()
            line.setProperty("role", "strip-rule")
            line.setFixedSize(40, 1)
            row.addWidget(line, 0, Qt.AlignmentFlag.AlignVCenter)
        mark = (
            glyph("check", "strip-ok", 18)
            if number < current
            else label(str(number + 1), "label", _step_state(number, current))
        )
        if number == current:
            mark.setProperty("role", "label-strong")
        words = label(title, "label-strong" if number == current else "label", _step_state(number, current))
        row.addWidget(mark)
        row.addWidget(words)
    box.setAccessibleName(titles[current] if titles else "")
    return box


def _step_state(number: int, current: int) -> str:
    return "" if number == current else "secondary"


class ActionBar(Adaptive):
    """The bar at the foot of a one-task page: help left, what will happen and the one action right."""

    help_requested = Signal()
    committee_requested = Signal()

    def __init__(self, help_text: str = "") -> None:
        super().__init__()
        self.setProperty("role", "action-bar")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self.help = FlatButton("help", help_text or translate("Bars", "Call technical support"))
        self.help.clicked.connect(self.help_requested)
        self.left, self.right = QHBoxLayout(), QHBoxLayout()
        self.left.setSpacing(24)
        self.right.setSpacing(16)
        self.left.addWidget(self.help)
        self.committee = CommitteeButton()
        self.committee.clicked.connect(self.committee_requested)
        self.left.addWidget(self.committee)
        self._row.addLayout(self.left)
        self._row.addStretch(1)
        self._row.addLayout(self.right)
        self.apply_frame(self.frame_now)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.setFixedHeight(frame.action_bar)
        self._row.setContentsMargins(frame.bar_margin - 1, 0, frame.bar_margin, 0)

    def add_notes(self, *notes: QWidget) -> None:
        """Lines that say what the action will do, above one another, left of the buttons."""
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        for note in notes:
            column.addWidget(note, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        self.right.addLayout(column)
        self.right.addSpacing(8)

    def add_button(self, button: QPushButton, width: int = 0) -> None:
        """A button at the right end; the primary one comes last."""
        if width:
            button.setMinimumWidth(width)
        self.right.addWidget(button)


class StatusBar(Adaptive):
    """The line at the foot of every page: devices and routes left, synchronisation and clock right."""

    COMPACT_DEVICES = 4
    rested = Signal()
    """The person has noted that a rest is due."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "status")
        self._devices: tuple[DeviceLine, ...] = ()
        self._work_words, self._standing = ("", ""), False
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        row.addLayout(self._left)
        row.addWidget(self._standing_hint(), 1)
        self._rest = secondary_button("", "rest")
        self._rest.setObjectName("rest-hint")
        self._rest.clicked.connect(self.rested)
        self._rest.hide()
        self._work = label("", "label", "secondary", "session-time")
        row.addWidget(self._rest)
        self._sync_mark = glyph("sync", "ink-2", 20)
        self._sync_mark.hide()
        self._sync_name, self._sync_value = label("", "label"), label("", "label", "ok", "pending")
        self._clock = label("", "label", "", "status-clock")
        self._version = label(_version_words(), "label", "", "status-version")
        for part in (self._sync_mark, self._sync_name, self._sync_value):
            row.addWidget(part)
        row.addSpacing(18)
        row.addWidget(self._work)
        row.addWidget(self._clock)
        row.addWidget(self._version)
        self.show_hint(False)
        self.show_version(False)
        self.apply_frame(self.frame_now)

    def apply_frame(self, frame: Frame) -> None:
        super().apply_frame(frame)
        self.setFixedHeight(frame.status)
        self._show_devices()
        self._show_work()

    def _standing_hint(self) -> QWidget:
        """Takes what room there is between the devices and the centre."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        self._hint_mark = glyph("eye", "ink-2", 20)
        self._hint = Elided(translate("Bars", "Scores and reasons will be published"))
        self._hint.setProperty("role", "label")
        self._hint.setObjectName("publication-hint")
        row.addWidget(self._hint_mark)
        row.addWidget(self._hint, 1)
        return box

    def show_hint(self, standing: bool) -> None:
        """That what a member scores and writes is published, on every page where one does so."""
        self._standing = standing
        self._show_work()

    def show_version(self, shown: bool) -> None:
        """The program and its rules in the place of the clock, where the page has a clock of its own."""
        self._version.setVisible(shown)
        self._clock.setVisible(not shown)

    def show_devices(self, devices: Sequence[DeviceLine]) -> None:
        if tuple(devices) != self._devices:
            self._devices = tuple(devices)
            self._show_devices()

    def show_sync(self, line: StatusLine) -> None:
        """Whether the centre answers and how much is still to be sent: not the same fact as "saved here"."""
        self._sync_mark.setVisible(bool(line.name))
        self._sync_name.setText(line.name)
        self._sync_value.setText(line.value)
        set_state(self._sync_value, line.state)

    def show_time(self, text: str) -> None:
        self._clock.setText(text)

    def show_work(self, words: str, hint: str) -> None:
        """How long one has worked, where there is room; and that a rest is due, until the person has noted it."""
        self._work_words = (words, hint)
        self._show_work()

    def _show_work(self) -> None:
        words, hint = self._work_words
        self._work.setText(words)
        self._work.setVisible(bool(words) and not self.frame_now.compact and not self._clock.isHidden())
        self._rest.setText(translate("Bars", "Time for a rest") if hint and self.frame_now.compact else hint)
        self._rest.setAccessibleName(hint)
        self._rest.setToolTip(translate("Bars", "Press to put the hint away; it comes again after an hour"))
        self._rest.setVisible(bool(hint))
        for part in (self._hint_mark, self._hint):
            part.setVisible(self._standing and not hint)

    def _show_devices(self) -> None:
        clear(self._left)
        shown = self._devices[: self.COMPACT_DEVICES] if self.frame_now.compact else self._devices
        for device in shown:
            self._left.addWidget(glyph(device.icon, "ink-2", 20))
            self._left.addWidget(label(device.name, "label"))
            self._left.addWidget(label(device.value, "label", device.state))
            self._left.addSpacing(18)


def _version_words() -> str:
    return translate("Bars", "Client {version} · rules {rules}").format(version=__version__, rules=RULES)


class PracticeBanner(QFrame):
    """The amber band of every practice page."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "practice")
        self.setFixedHeight(SIZE["practice"])
        row = QHBoxLayout(self)
        row.setSpacing(10)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(glyph("info", "warn", 18))
        self._words = label(
            translate(
                "Bars", "Practice mode · sample data · all signatures are practice signatures without legal effect"
            )
        )
        row.addWidget(self._words)
        row.addStretch(1)


class FaultBanner(QFrame):
    """The band over every page: red while the centre cannot be reached, amber while the seat is in trouble itself.

    It never goes by a timer: the trouble ends it, and then the person who presses the green one.
    """

    retry_requested = Signal()
    help_requested = Signal()
    details_requested = Signal()
    dismissed = Signal()

    def __init__(self, support: str = "") -> None:
        super().__init__()
        self.setProperty("role", "fault")
        self.setFixedHeight(SIZE["fault"])
        self.setAccessibleName(translate("Bars", "Disturbance"))
        self._mark = glyph("warning", "surface", 24)
        self._title, self._detail = label("", "title", name="fault-title"), Elided("")
        self._detail.setObjectName("fault-detail")
        call = translate("Bars", "Call technical support")
        if support:
            call = translate("Bars", "Call technical support ({support})").format(support=support)
        self.details = _band_button("fault-details", translate("Bars", "What still works"), self.details_requested)
        self.retry = _band_button("fault-retry", translate("Bars", "Try again now"), self.retry_requested)
        self.call = _band_button("fault-call", call, self.help_requested)
        self.noted = _band_button("fault-noted", translate("Bars", "Noted"), self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addWidget(self._title)
        row.addWidget(self._detail, 1)
        for button in (self.details, self.retry, self.call, self.noted):
            row.addWidget(button)
        self.hide()

    def show_fault(self, fault: FaultLine | None) -> None:
        """Say what is wrong or that it is over, or nothing."""
        self.setVisible(fault is not None)
        if fault is None:
            return
        set_state(self, fault.state)
        self._mark.setPixmap(icons.pixmap("check" if fault.state == "ok" else "warning", _ON_BAND[fault.state], 24))
        self._title.setText(fault.title)
        self._detail.setText(fault.detail)
        self.details.setVisible(fault.more)
        self.retry.setVisible(fault.state == "bad")
        self.call.setVisible(fault.state != "ok")
        self.noted.setVisible(fault.state == "ok")


_ON_BAND = {"bad": "surface", "warn": "warn", "ok": "surface"}


def _band_button(name: str, text: str, pressed: SignalInstance) -> QPushButton:
    button = secondary_button(text, "fault")
    button.setObjectName(name)
    button.setMinimumHeight(SIZE["target"])
    button.setMaximumHeight(SIZE["target"])
    button.clicked.connect(pressed)
    return button
