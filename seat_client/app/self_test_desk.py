"""The self-test at a seat: the technician's page over the sign-in page, and the short run at the seat's start."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from seat_client.services.self_test.remote import Broken, Heard, RemoteSelfTest
from seat_client.services.self_test.result import Report, State
from seat_client.services.technician_entry import TechnicianEntry
from seat_client.ui.bridge import Bridge
from seat_client.ui.language import translate
from seat_client.ui.screens.seat_map.view import SeatMapView
from seat_client.ui.screens.seat_map.view_model import SeatMapModel
from seat_client.ui.screens.self_test.view import SelfTestView
from seat_client.ui.screens.self_test.view_model import SelfTestModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.plates import DeviceLine

_MODULE = "seat_client.app.command_line"


def command(configuration: Sequence[Path], data: Path) -> tuple[str, ...]:
    """The program's own `selftest` for a seat with these files."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", _MODULE]
    files = [word for file in configuration for word in ("--config", str(file))]
    return (*program, "selftest", *files, "--data", str(data))


class SelfTestDesk:
    """Nothing of it runs once somebody has signed in."""

    def __init__(
        self, shell: Shell, told: Sequence[str], data: Path, changed: Callable[[], None], entry: TechnicianEntry
    ) -> None:
        """`told` is the command; `changed` is called when `line` has news; `entry` lets a technician in."""
        self._shell, self._command, self._data, self._changed = shell, tuple(told), data, changed
        self._entry = entry
        self._bridge = Bridge()
        self._page_bridge: Bridge | None = None
        self._start: RemoteSelfTest | None = None
        self.line: DeviceLine | None = None
        """How the short run at the start went, for the status bar."""

    def begin(self) -> None:
        """The short run; the centre hears of it."""
        self._start = RemoteSelfTest((*self._command, "--short"), self._data)
        self._bridge.connect(self._start.heard, self._hear)
        self._start.start()

    def open(self) -> None:
        """The page, over the sign-in page; Esc leads back."""
        if self._shell.over is not None:
            return
        if self._start is not None:
            self._start.stop()  # both would ask for the same devices
        self._page_bridge = Bridge()
        model = SelfTestModel(RemoteSelfTest(self._command, self._data), self._page_bridge, self._entry)
        page = SelfTestView(model)
        page.left.connect(self._close)
        page.seats_requested.connect(self._open_seats)
        self._shell.show_over(page)
        model.start()

    def _open_seats(self) -> None:
        """The seats in place of the self-test, whose run ends; a technician who is in stays in until this is closed."""
        self._close_bridge()
        self._page_bridge = Bridge()
        model = SeatMapModel(self._entry.seats, self._page_bridge)
        page = SeatMapView(model)
        page.left.connect(self._close)
        self._shell.show_over(page)
        model.ask()

    def end(self) -> None:
        """Whatever runs ends; the devices belong to the person who signs in."""
        if self._start is not None:
            self._start.stop()
        self._close_bridge()
        self._bridge.close()

    def _close(self) -> None:
        self._close_bridge()
        self._shell.close_over()

    def _close_bridge(self) -> None:
        if self._page_bridge is not None:
            self._page_bridge.close()
            self._page_bridge = None

    def _hear(self, heard: Heard) -> None:
        if isinstance(heard, Report):
            self.line = DeviceLine("shield", translate("SelfTestDesk", "Self-test"), *_words(heard))
        elif isinstance(heard, Broken):
            ended = translate("SelfTestDesk", "ended early (F9)")
            self.line = DeviceLine("shield", translate("SelfTestDesk", "Self-test"), ended, "warn")
        else:
            return
        self._changed()


def _words(report: Report) -> tuple[str, str]:
    failed, reminded = len(report.of(State.FAIL)), len(report.of(State.REMIND))
    if failed:
        return translate("SelfTestDesk", "{count} failed (F9)").format(count=failed), "bad"
    if reminded:
        return translate("SelfTestDesk", "{count} reminders (F9)").format(count=reminded), "warn"
    return translate("SelfTestDesk", "passed"), "ok"
