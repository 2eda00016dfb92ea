"""The main window: it only places screens, and around them what every page shows."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from seat_client.ui import page_help
from seat_client.ui.clock import day_and_clock
from seat_client.ui.language import translate
from seat_client.ui.style import dress
from seat_client.ui.tokens import WIDE, Frame, frame_for
from seat_client.ui.widgets.adaptive import spread_frame
from seat_client.ui.widgets.bars import FaultBanner, PracticeBanner, StatusBar
from seat_client.ui.widgets.help import HelpLayer
from seat_client.ui.widgets.help_band import HelpBand, HelpRequest
from seat_client.ui.widgets.layers import Layer, press_enter
from seat_client.ui.widgets.letting_go import let_go
from seat_client.ui.widgets.pages import Page, PageKind, WorkbenchFrame
from seat_client.ui.widgets.plates import (
    CallLine,
    DeviceLine,
    FaultLine,
    HelpLine,
    SeatPlate,
    StageRow,
    StatusLine,
    TilePlate,
)
from seat_client.ui.widgets.rail import StageRail
from seat_client.ui.widgets.rail_flyout import RailFlyout
from seat_client.ui.widgets.reading_order import step, tab_stops
from seat_client.ui.widgets.strip import ConferenceStrip
from seat_client.ui.widgets.tour import Tour, stops
from seat_client.ui.work_clock import WorkClock

_LEAVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Shell(QWidget):
    """Strip, banners, rail and status bar around the page shown now.

    The title never names a project or a bidder: window titles reach the task switcher and screen recordings.
    """

    help_requested = Signal()
    retry_requested = Signal()
    committee_requested = Signal()
    conference_requested = Signal()
    page_changed = Signal()
    remote_help_asked = Signal()
    """Somebody agreed to remote help, after having read what is seen of the seat."""
    remote_help_ended = Signal()
    leave_requested = Signal()
    """Somebody wants to leave the kiosk: by Ctrl+Shift+F12, or by closing its window."""
    closed = Signal()

    def __init__(self, *, practice: bool, kiosk: bool = False, support: str = "") -> None:
        super().__init__()
        self._kiosk, self._ending, self._support = kiosk, False, support
        self._frame: Frame = WIDE
        self._page: Page | None = None
        self._over: Page | None = None
        self._before_over: QWidget | None = None
        self._plate: SeatPlate | None = None
        self._now: datetime | None = None
        self._connected = True
        self._business = (False, 0)
        self._alone = False
        self._work = WorkClock()
        self.practice_banner, self.fault_banner = PracticeBanner(), FaultBanner(support)
        self.help_band, self._offers_help = HelpBand(), False
        self.strip, self.rail, self.status_bar = ConferenceStrip(), StageRail(), StatusBar()
        self.practice_banner.setVisible(practice)
        self._place()
        self._connect()
        dress(self)
        self.setWindowTitle(translate("Shell", "Evaluation seat"))
        self.setMinimumSize(1024, 640)

    @property
    def page(self) -> Page | None:
        return self._page

    @property
    def over(self) -> Page | None:
        """The page that lies over the stage's own, if any."""
        return self._over

    @property
    def front(self) -> Page | None:
        """The page that has the keyboard."""
        return self._over or self._page

    @property
    def asks_something(self) -> bool:
        """Whether a dialog or another layer lies over the page."""
        return bool(self._layers())

    def show_screen(self, page: Page) -> None:
        """Put this page in the place of the one before, which is let go."""
        self._close_layers()
        self._drop_pages()
        self._alone = False
        self._page = page
        page.rail_bids.connect(self.rail.show_bids)
        page.turned.connect(self._turn_page, Qt.ConnectionType.QueuedConnection)
        self.rail.show_bids(page.bids_in_rail())
        self._open(page)
        self._show_work()
        self.page_changed.emit()

    def show_over(self, page: Page) -> None:
        """Put a page over the stage's own, which stays as it is, its keyboard too, until `close_over`."""
        self._close_layers()
        self.read_alone(False)
        if self._over is not None:
            self._let_over_go()
        elif self._page is not None:
            self._before_over = self._page.focusWidget()  # not the window's: a button of the banner has it now
            self._page.hide()
        self._over = page
        self._open(page)

    def close_over(self) -> None:
        """Back to the stage's own page and to where the keyboard was."""
        if self._over is None:
            return
        self._close_layers()
        self._let_over_go()
        if self._page is None:
            return
        self._dress_for(self._page)
        self._page.show()
        before, self._before_over = self._before_over, None
        back = before if before is not None and isValid(before) and before.isVisible() else None
        (back or self._page.initial_focus()).setFocus()

    def _open(self, page: Page) -> None:
        self._dress_for(page)
        self._middle.addWidget(page, 1)
        page.help_requested.connect(self.help_requested)
        page.reading_requested.connect(self._change_reading)
        page.committee_requested.connect(self._ask_for_committee)
        page.show_committee(*self._business)
        if self._plate is not None:
            page.show_seat(self._plate)
        if self._now is not None:
            page.show_time(self._now)
        page.show_connection(self._connected)
        spread_frame(page, self._frame)
        page.show()
        page.initial_focus().setFocus()

    def show_seat(self, plate: SeatPlate) -> None:
        self._plate = plate
        self.strip.show_seat(plate)
        for page in self._pages():
            page.show_seat(plate)

    def show_time(self, now: datetime) -> None:
        """The calibrated time, to every clock on the page."""
        self._now = now
        self.status_bar.show_time(day_and_clock(now))
        self._show_work()
        for page in self._pages():
            page.show_time(now)

    def show_devices(self, devices: Sequence[DeviceLine]) -> None:
        self.status_bar.show_devices(devices)

    def show_sync(self, line: StatusLine) -> None:
        self.status_bar.show_sync(line)

    def show_link(self, link: StatusLine | None) -> None:
        """How the lines to the centre stand, in the strip."""
        self.strip.show_link(link)

    def show_tiles(self, tiles: Sequence[TilePlate]) -> None:
        self.strip.show_tiles(tiles)

    def show_call(self, call: CallLine) -> None:
        """How this seat takes part in the call, in the strip."""
        self.strip.show_call(call)

    def show_project(self, name: str, method: str) -> None:
        self.rail.show_project(name, method)

    def show_stages(self, stages: Sequence[StageRow]) -> None:
        self.rail.show_stages(stages)

    def show_fault(self, fault: FaultLine | None) -> None:
        """The banner over every page; only a red one tells the pages that the centre cannot be reached."""
        self.fault_banner.show_fault(fault)
        self._connected = fault is None or fault.state != "bad"
        for page in self._pages():
            page.show_connection(self._connected)

    def offer_remote_help(self) -> None:
        """F7 asks for remote help from now on, and the help page says so."""
        self._offers_help = True

    def show_help(self, line: HelpLine | None) -> None:
        """The band of remote help, over every page; None once it is over."""
        self.help_band.show_help(line)

    def show_committee(self, possible: bool, waiting: int) -> None:
        """Whether the stage has business of the committee, and how much waits for the own vote."""
        self._business = (possible, waiting)
        self.rail.show_committee(possible, waiting)
        for page in self._pages():
            page.show_committee(possible, waiting)

    @property
    def alone(self) -> bool:
        """Whether the document stands alone."""
        return self._alone

    def read_alone(self, alone: bool) -> None:
        """Show the page's document alone, or everything again; pages without a document stay as they are.

        The bands of practice and disturbance stay: nobody should read on without knowing.
        """
        if self._page is None or self._over is not None or not self._page.reads_alone or alone is self._alone:
            return
        self._alone = alone
        self._page.read_alone(alone)
        self._dress_for(self._page)

    def end(self) -> None:
        """Close for good, in kiosk mode too: the program's own stop."""
        self._ending = True
        self.close()

    def focusNextPrevChild(self, forward: bool) -> bool:
        target = step(tab_stops(self), self.focusWidget(), forward)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return target is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        frame = frame_for(self.width())
        if frame is not self._frame:
            self._frame = frame
            spread_frame(self, frame)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._kiosk and not self._ending:
            event.ignore()
            self.leave_requested.emit()
            return
        self._drop_pages()
        event.accept()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._kiosk and key == Qt.Key.Key_F12 and event.modifiers() == _LEAVE:
            self.leave_requested.emit()
        elif key == Qt.Key.Key_F1:
            self.help_requested.emit()
        elif key == Qt.Key.Key_F4:
            self._ask_for_committee()
        elif key == Qt.Key.Key_F7 and self._offers_help:
            self._change_help()
        elif key == Qt.Key.Key_F8:
            self.conference_requested.emit()
        elif key == Qt.Key.Key_F11:
            self._change_reading()
        elif key == Qt.Key.Key_F2 and self.strip.isVisible():
            self.strip.fold(not self.strip.folded)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            press_enter(self.focusWidget(), self.front.primary if self.front is not None else None)
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.practice_banner, self.help_band, self.strip, self.fault_banner):
            column.addWidget(part)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.rail)
        column.addLayout(self._middle, 1)
        column.addWidget(self.status_bar)
        self.strip.hide()
        self.rail.hide()

    def _connect(self) -> None:
        self.rail.help_requested.connect(self.help_requested)
        self.status_bar.rested.connect(self._rest)
        self.rail.committee_requested.connect(self._ask_for_committee)
        self.rail.flyout_requested.connect(self._open_rail)
        self.help_requested.connect(self._open_help)
        self.rail.bid_chosen.connect(self._choose_bid)
        self.help_band.ended.connect(self.remote_help_ended)
        self.fault_banner.retry_requested.connect(self.retry_requested)
        self.fault_banner.help_requested.connect(self.help_requested)

    def _dress_for(self, page: Page) -> None:
        workbench = page.kind is PageKind.WORKBENCH
        self.strip.setVisible(workbench and not self._alone)
        self.rail.setVisible(workbench and not self._alone)
        self.rail.fold(page.folds_rail)
        self.status_bar.setVisible(page.shows_status and not self._alone)
        self.status_bar.show_version(page.kind is PageKind.SEAT_FRONT)
        self.status_bar.show_hint(workbench)

    def _pages(self) -> list[Page]:
        return [page for page in (self._page, self._over) if page is not None]

    def _drop_pages(self) -> None:
        if self._over is not None:
            self._let_over_go()
        if self._page is not None:
            self._take_away(self._page)
            self._page = None

    def _let_over_go(self) -> None:
        if self._over is not None:
            self._take_away(self._over)
            self._over = None

    def _take_away(self, page: Page) -> None:
        page.leave()
        self._middle.removeWidget(page)
        let_go(page)

    def _turn_page(self, make: Callable[[], Page]) -> None:
        """The old page goes before the new one is made: both would hold the same bid open."""
        self._close_layers()
        self._drop_pages()
        self.show_screen(make())

    def _ask_for_committee(self) -> None:
        """Only where there is such business, and never over another page that lies there."""
        if self._business[0] and self._over is None:
            self.committee_requested.emit()

    def _open_rail(self) -> None:
        flyout = RailFlyout(self.rail)
        flyout.bid_chosen.connect(self._choose_bid)
        flyout.committee_requested.connect(self._ask_for_committee)
        flyout.open()

    def _open_help(self) -> None:
        if self.findChild(HelpLayer) is None:
            layer = HelpLayer(self, self._support, page_help.lines(type(self.front).__name__))
            if self._tour_possible:
                layer.offer_tour().clicked.connect(self.open_tour)
            if self._offers_help and self.help_band.isHidden():
                layer.offer_remote_help().clicked.connect(self._ask_for_help)
            layer.open()

    def _change_help(self) -> None:
        """End what goes on, whatever lies on top; else ask, unless something else is being asked."""
        if not self.help_band.isHidden():
            self.remote_help_ended.emit()
        elif not self._layers():
            self._ask_for_help()

    def _ask_for_help(self) -> None:
        """A dialog that says what is seen of the seat, and asks."""
        self._close_layers()
        layer = HelpRequest(self)
        layer.confirmed.connect(self.remote_help_asked)
        layer.open()

    @property
    def _tour_possible(self) -> bool:
        page = self.front
        return isinstance(page, WorkbenchFrame) and not self._alone and page.form.isVisible() and not page.folds_rail

    def open_tour(self) -> None:
        """Show what the parts of the workbench are for; nothing on pages without them."""
        page = self.front
        self._close_layers()
        if isinstance(page, WorkbenchFrame) and self._tour_possible:
            Tour(self, stops(self.strip, self.rail, page.centre, page.form, self.status_bar)).open()

    def _change_reading(self) -> None:
        self.read_alone(not self._alone)

    def _show_work(self) -> None:
        """How long this session has lasted, and whether a rest is due."""
        if self._now is None:
            return
        if self._page is not None and self._page.kind is not PageKind.SEAT_FRONT:
            self._work.begin(self._now)
        self.status_bar.show_work(self._work.words(self._now), self._work.hint(self._now))

    def _rest(self) -> None:
        if self._now is not None:
            self._work.rest(self._now)
            self._show_work()

    def _choose_bid(self, key: str) -> None:
        self.close_over()
        if self._page is not None:
            self._page.bid_chosen(key)

    def _escape(self) -> None:
        layers = self._layers()
        if layers:
            layers[-1].cancel()
        elif self.front is not None and not self.front.escape():
            self.read_alone(False)

    def _close_layers(self) -> None:
        for layer in reversed(self._layers()):
            layer.cancel()

    def _layers(self) -> list[Layer]:
        return [
            layer
            for layer in self.findChildren(Layer, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if layer.isVisible()
        ]
