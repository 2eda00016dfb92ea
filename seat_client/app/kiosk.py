"""What the seat itself watches over in a kiosk. The machine is locked by the installation; this reports, and is the one
way out.

Nothing here ends another program: what should not be there is named in the log and on the status line.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMetaObject, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from seat_client.services.leaving import Keyholders, KeyholdersDamaged
from seat_client.topic import Topic
from seat_client.ui.bridge import Bridge
from seat_client.ui.code_sentences import answer_words, list_unreadable
from seat_client.ui.display import display_of
from seat_client.ui.language import translate
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.leave import LeaveLayer
from seat_client.ui.widgets.plates import DeviceLine

LEFT = 10
"""The exit status of a seat that two persons left; the kiosk's service does not start it again."""
SCAN_SECONDS: Final = 30
_COMM: Final = 15  # how much of a name the kernel keeps

# Programs that show, record or steer another person's screen, or bring a desktop back, by their process's name.
FOREIGN: Final = frozenset(
    name[:_COMM]
    for name in (
        "anydesk", "ffmpeg", "gnome-screenshot", "gnome-shell", "import", "kazam", "krfb", "obs", "plasmashell",
        "rustdesk", "scrot", "simplescreenrecorder", "spectacle", "sunloginclient", "teamviewer", "todesk",
        "vino-server", "vokoscreenNG", "wayvnc", "wf-recorder", "x0vncserver", "x11vnc", "xdotool",
        "xfce4-session", "xrdp", "xterm",
    )
)  # fmt: skip

log = logging.getLogger(__name__)


class Kiosk(QObject):
    """Watches focus, screens, clipboard and programs around `shell`, and opens it to two persons.

    `noticed` tells that `line` has changed; `left` that two persons opened the kiosk.
    """

    noticed = Signal()
    left = Signal()

    def __init__(self, shell: Shell, data: Path, programs: "Callable[[], Iterable[str]] | None" = None) -> None:
        """`programs` names what runs; this machine's processes where none is given."""
        super().__init__(shell)
        self._shell, self._data = shell, data
        self._programs = programs or running_names
        self._watched: list[QMetaObject.Connection] = []
        self._covers: dict[QScreen, QWidget] = {}
        self._foreign: frozenset[str] = frozenset()
        self._stopped = threading.Event()
        self._qt = QGuiApplication.instance()
        self._scanned: Topic[frozenset[str]] = Topic()
        self._bridge = Bridge()
        self._bridge.connect(self._scanned, self._report)

    def start(self) -> None:
        """Begin to watch; `stop` ends it."""
        qt = self._qt
        if not isinstance(qt, QGuiApplication):
            return
        self._watched = [
            qt.applicationStateChanged.connect(self._focus_changed),
            qt.screenAdded.connect(self._cover),
            qt.screenRemoved.connect(self._uncover),
            self._shell.page_changed.connect(self._clear_clipboard),
            self._shell.leave_requested.connect(self.ask_to_leave),
        ]
        self._clear_clipboard()
        for screen in qt.screens():
            self._cover(screen)
        scan = (self._programs, self._scanned, self._stopped)
        threading.Thread(target=_scan, args=scan, name="kiosk", daemon=True).start()

    def stop(self) -> None:
        """Nothing is watched any more, and the clipboard keeps nothing of this seat; safe to call twice."""
        while self._watched:
            QObject.disconnect(self._watched.pop())
        self._stopped.set()
        self._bridge.close()
        self._clear_clipboard()
        for cover in self._covers.values():
            cover.close()
        self._covers.clear()

    @property
    def line(self) -> DeviceLine | None:
        """What the status line says; None where all is as it should be."""
        words = []
        if self._covers:
            words.append(translate("Kiosk", "second screen covered"))
        if self._foreign:
            words.append(translate("Kiosk", "other programs: {count}").format(count=len(self._foreign)))
        return DeviceLine("warning", translate("Kiosk", "Seat"), " · ".join(words), "warn") if words else None

    # --- what is watched --------------------------------------------------------------------------------------

    def _focus_changed(self, state: Qt.ApplicationState) -> None:
        self._clear_clipboard()
        if state is Qt.ApplicationState.ApplicationActive:
            log.info("the seat has the keyboard again")
            return
        log.warning("the seat lost the keyboard to another window")
        window = self._shell.window()
        window.raise_()
        window.activateWindow()

    def _clear_clipboard(self) -> None:
        clipboard = QGuiApplication.clipboard()
        for mode in (clipboard.Mode.Clipboard, clipboard.Mode.Selection):
            if mode is clipboard.Mode.Clipboard or clipboard.supportsSelection():
                clipboard.clear(mode)

    def _cover(self, screen: QScreen) -> None:
        """A second screen would show a bid to whoever stands there: it is dark from edge to edge."""
        if screen is display_of(self._shell) or screen in self._covers:
            return
        log.warning("a second screen is connected; it is covered")
        cover = QWidget(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus)
        cover.setStyleSheet("background: black")
        cover.setGeometry(screen.geometry())
        cover.showFullScreen()
        self._covers[screen] = cover
        self.noticed.emit()

    def _uncover(self, screen: QScreen) -> None:
        cover = self._covers.pop(screen, None)
        if cover is not None:
            log.info("the second screen is gone")
            cover.close()
            self.noticed.emit()

    def _report(self, foreign: frozenset[str]) -> None:
        for name in sorted(foreign - self._foreign):
            log.warning("a program that should not run beside a seat: %s", name)
        if foreign != self._foreign:
            self._foreign = foreign
            self.noticed.emit()

    # --- the way out ------------------------------------------------------------------------------------------

    def ask_to_leave(self) -> None:
        """Show the dialog with two codes, once."""
        if self._shell.findChild(LeaveLayer) is None:
            layer = LeaveLayer(self._shell, self._check)
            layer.opened.connect(self._leave)
            layer.open()

    def _check(self, first: str, second: str) -> str:
        """Empty when the two codes open the kiosk, else the sentence that says why not."""
        now = datetime.now(UTC)
        try:
            holders = Keyholders(self._data)
            answer = holders.answer(first, second, now)
        except (KeyholdersDamaged, OSError):
            log.exception("the key holders of this seat cannot be read or written")
            return list_unreadable()
        log.warning("leaving the kiosk was tried: %s", answer.value)
        return answer_words(answer, holders.paused_seconds(now))

    def _leave(self) -> None:
        log.warning("two persons left the kiosk")
        self.left.emit()


def _scan(programs: Callable[[], Iterable[str]], scanned: Topic[frozenset[str]], stopped: threading.Event) -> None:
    """A thread that knows no window: where the last reference to one goes, there it is destroyed."""
    while not stopped.is_set():
        scanned.publish(foreign_among(programs()))
        stopped.wait(SCAN_SECONDS)


def running_names(processes: Path = Path("/proc")) -> Iterable[str]:
    """The names of the programs that run on this machine, where the system tells them."""
    for place in processes.glob("[0-9]*/comm"):
        try:
            yield place.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            continue  # it has ended meanwhile


def foreign_among(names: Iterable[str]) -> frozenset[str]:
    """Those that should not run beside a seat."""
    return frozenset(name for name in names if name.lower() in _LOWER)


_LOWER: Final = frozenset(name.lower() for name in FOREIGN)
