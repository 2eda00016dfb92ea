"""The kiosk as it is installed, on a display made of memory: its window manager, the seat, the one way out."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seat_client.app.kiosk import LEFT
from seat_client.app.sole import ALREADY_RUNNING
from seat_client.services.leaving import STEP_SECONDS, Keyholders
from tests.unit.services.test_leaving import Authenticator

pytestmark = pytest.mark.full
SYSTEM = Path(__file__).parents[2] / "installer" / "system"
KIOSK_RULES = SYSTEM / "usr" / "share" / "seat-client" / "openbox" / "rc.xml"
INPUT_METHOD = SYSTEM / "usr" / "lib" / "seat-client" / "input-method"
STOCK_RULES = Path("/etc/xdg/openbox/rc.xml")
PATIENCE = 180
CHORDS = (
    "alt+Tab", "alt+F4", "alt+F2", "alt+space", "super", "super+d", "ctrl+alt+Left", "ctrl+alt+d", "ctrl+alt+BackSpace",
)  # fmt: skip
CONFIG = """
[seat]
id = "s-03"
place = "青岚分中心"
number = 3
[centre]
url = "http://127.0.0.1:9"
"""


def until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.1)


class Session:
    """A display with openbox as the kiosk configures it, and the seat on it."""

    def __init__(self, folder: Path, rules: Path = KIOSK_RULES) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._display()
        self._start("openbox", "--config-file", str(rules), "--sm-disable")
        (folder / "seat.toml").write_text(CONFIG, encoding="utf-8")

    def _display(self) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
        self._processes.append(subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL))
        os.close(writing)
        with os.fdopen(reading, "rb") as told:
            self.environment = {
                **os.environ, "DISPLAY": f":{told.readline().decode().strip()}", "QT_QPA_PLATFORM": "xcb",
                "HOME": str(self.folder), "SEAT_CLIENT_READY": str(self.folder / "ready"),
            }  # fmt: skip

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self._processes.append(process)
        return process

    def seat(self) -> "subprocess.Popen[bytes]":
        places = ["--config", str(self.folder / "seat.toml"), "--data", str(self.data)]
        return self._start(sys.executable, "-m", "seat_client.app.command_line", "seat", "--kiosk", *places)

    def ready_seat(self) -> "subprocess.Popen[bytes]":
        seat = self.seat()
        until(lambda: (self.folder / "ready").exists() or seat.poll() is not None, "the seat never stood")
        assert seat.poll() is None, self.log
        until(lambda: len(self.windows()) == 1, f"not one window: {self.windows()}")
        until(lambda: self.active() == self.windows()[0][0], "the seat has no keyboard")
        return seat

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def xdotool(self, *arguments: str) -> str:
        return self.xdo("xdotool", *arguments)

    def xdo(self, *command: str) -> str:
        """What a program on this display prints."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=60)
        return done.stdout

    def windows(self) -> list[tuple[str, str]]:
        """Every window on the screen that is to be seen, with its size."""
        found = self.xdotool("search", "--onlyvisible", "--name", "..").split()
        sizes = [re.search(r"Geometry: (\S+)", self.xdotool("getwindowgeometry", window)) for window in found]
        return [(w, size.group(1)) for w, size in zip(found, sizes, strict=True) if size and size.group(1) != "1x1"]

    def active(self) -> str:
        return self.xdotool("getactivewindow").strip()

    def close(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(tmp_path)
    yield made
    made.close()


def test_nine_key_chords_and_a_right_click_lead_nowhere_and_two_codes_lead_out(session: Session) -> None:
    holders = Keyholders(session.data)
    one, other = Authenticator(holders.add("值班员")), Authenticator(holders.add("监督员"))
    seat = session.ready_seat()
    before = session.windows()
    assert before[0][1] == "1920x1080"
    for chord in CHORDS:
        session.xdotool("key", chord)
    session.xdotool("mousemove", "1500", "900", "click", "3")
    session.xdotool("mousemove", "300", "900", "click", "3", "click", "2")
    time.sleep(2)  # for what must not happen there is nothing to wait for
    assert seat.poll() is None
    assert session.windows() == before
    assert session.active() == before[0][0]

    again = session.seat()
    assert again.wait(PATIENCE) == ALREADY_RUNNING, "there is one seat on a machine"

    session.xdotool("key", "ctrl+shift+F12")
    time.sleep(1)  # X tells nobody that a dialog has taken the keyboard
    until(lambda: leave_by(session, "000000", "000000", seat), "a wrong code was not answered")
    assert "leaving the kiosk was tried: wrong" in session.log
    assert seat.poll() is None
    now = datetime.now(UTC)
    session.xdotool("type", "--delay", "30", one.code(now) + other.code(now))
    session.xdotool("key", "Return")
    assert seat.wait(PATIENCE) == LEFT
    later = Keyholders(session.data).answer(one.code(now), other.code(now), now + timedelta(seconds=STEP_SECONDS))
    assert later == "wrong", "codes count once"


TYPED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QPlainTextEdit
from seat_client.app.qt import application
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.pages import OneTaskFrame
qt = application()
page = OneTaskFrame("意见", "")
reason = QPlainTextEdit()
page.content.addWidget(reason)
reason.textChanged.connect(lambda: Path(sys.argv[1]).write_text(reason.toPlainText(), encoding="utf-8"))
shell = Shell(practice=False, kiosk=True)
shell.showFullScreen()
shell.show_screen(page)
reason.setFocus()
qt.exec()
"""


def test_chinese_is_typed_in_the_kiosk_and_the_input_method_opens_no_way_out(session: Session) -> None:
    """By the package's own script, in the window of the product, as pinyin on a keyboard."""
    environment = {"XDG_RUNTIME_DIR": str(session.folder), "XDG_CONFIG_HOME": str(session.folder / "config")}
    session.environment |= environment | {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}
    session._start(str(INPUT_METHOD))
    typed = session.folder / "typed"
    page = session._start(sys.executable, "-c", TYPED, str(typed))
    until(lambda: len(session.windows()) == 1, "the page never stood")
    until(lambda: session.xdo("ibus", "engine").strip() == "libpinyin", session.log)
    before = session.windows()

    def read() -> str:
        return typed.read_text(encoding="utf-8") if typed.exists() else ""

    def attempt() -> bool:
        session.xdotool("key", "Escape", "ctrl+a", "BackSpace")
        session.xdotool("type", "--delay", "150", "nihao")
        session.xdotool("key", "space")
        end = time.monotonic() + 5
        while time.monotonic() < end and not read():
            time.sleep(0.1)
        return read() == "你好"

    until(attempt, f"typed: {read()!r} {session.log}")  # the field may not have met its input method at first
    for chord in (*CHORDS, "super+space", "super+period", "ctrl+shift+e"):
        session.xdotool("key", chord)
    session.xdotool("mousemove", "900", "500", "click", "3")
    session.xdotool("key", "Escape")
    time.sleep(2)  # for what must not happen there is nothing to wait for
    assert page.poll() is None
    assert session.windows() == before
    assert session.active() == before[0][0]


def leave_by(session: Session, first: str, second: str, seat: "subprocess.Popen[bytes]") -> bool:
    """Type two codes that do not count; whether the seat has answered."""
    session.xdotool("type", "--delay", "30", first + second)  # a full field hands the keyboard on
    session.xdotool("key", "Return")
    end = time.monotonic() + 10
    while time.monotonic() < end and seat.poll() is None:
        if "leaving the kiosk was tried" in session.log:
            return True
        time.sleep(0.1)
    return False


def test_the_test_would_notice_a_window_manager_with_keys(tmp_path: Path) -> None:
    """With openbox's own keys a window is closed by Alt+F4: the chords do arrive."""
    session = Session(tmp_path, STOCK_RULES)
    plain = session._start(
        sys.executable, "-c",
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "q = QApplication([]); w = QWidget(); w.setWindowTitle('plain'); w.resize(400, 300); w.show(); q.exec()",
    )  # fmt: skip

    def closed() -> bool:
        session.xdotool("search", "--onlyvisible", "--name", "plain", "windowactivate", "key", "alt+F4")
        return plain.poll() is not None

    try:
        until(closed, "Alt+F4 did nothing")
        assert plain.returncode == 0
    finally:
        sys.stderr.write(f"{session.windows()} {session.active()} {session.log}")  # shown where the test fails
        session.close()
