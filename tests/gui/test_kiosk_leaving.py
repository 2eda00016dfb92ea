"""The kiosk around a shell: the way out by two codes, the clipboard, the first window."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from seat_client.app.kiosk import Kiosk, foreign_among, running_names
from seat_client.services.leaving import Keyholders
from seat_client.ui.opening import OpeningWindow
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.layers import Layer
from seat_client.ui.widgets.leave import LeaveLayer
from tests.gui.looks import SIZES, english, flaws
from tests.gui.pictures import NOON, PLATE, WIDE, settle
from tests.gui.test_ui_shell import Bench
from tests.unit.services.test_leaving import Authenticator

pytestmark = pytest.mark.usefixtures("qapp")
LEAVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shell() -> Iterator[Shell]:
    window = Shell(practice=False, kiosk=True)
    window.resize(WIDE)
    window.show_seat(PLATE)
    window.show_time(NOON)
    window.show()
    page = Bench()
    for number, field in enumerate((page.field, page.reason)):
        field.setAccessibleName(f"field {number}")
    window.show_screen(page)
    settle(window)
    yield window
    window.end()


@pytest.fixture
def kiosk(shell: Shell, tmp_path: Path) -> Iterator[Kiosk]:
    guard = Kiosk(shell, tmp_path, lambda: ["systemd", "openbox"])
    guard.start()
    yield guard
    guard.stop()


def type_codes(layer: LeaveLayer, first: str, second: str) -> None:
    layer.first.setFocus()
    QTest.keyClicks(layer.first, first)
    layer.second.setFocus()
    QTest.keyClicks(layer.second, second)
    QTest.keyClick(layer.second, Qt.Key.Key_Return)


def test_two_codes_open_it_and_wrong_ones_say_so(
    shell: Shell, kiosk: Kiosk, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    holders = Keyholders(tmp_path)
    one, other = Authenticator(holders.add("值班员")), Authenticator(holders.add("监督员"))
    left = QSignalSpy(kiosk.left)
    QTest.keyClick(shell, Qt.Key.Key_F12, LEAVE)
    layer = shell.findChild(LeaveLayer)
    assert layer is not None
    assert shell.focusWidget() is layer.first
    for expected in ("tried: wrong", "tried: leave", "two persons left the kiosk"):
        expect_log(expected)
    type_codes(layer, "000000", "000000")
    assert layer.problem.text() == "至少有一个口令不对或已用过。请重新输入两个新口令。"
    assert layer.first.text() == layer.second.text() == ""
    now = datetime.now(UTC)
    type_codes(layer, one.code(now), other.code(now))
    assert left.count() == 1
    assert shell.isVisible()


def test_without_holders_it_says_whom_to_ask(shell: Shell, kiosk: Kiosk, expect_log: Callable[[str], None]) -> None:
    expect_log("tried: too-few-holders")
    shell.close()
    assert shell.isVisible(), "closing only asks"
    layer = shell.findChild(LeaveLayer)
    assert layer is not None
    type_codes(layer, "123456", "123456")
    assert "联系技术人员" in layer.problem.text()
    QTest.keyClick(layer.second, Qt.Key.Key_Escape)
    settle(shell)
    assert not [each for each in shell.findChildren(Layer) if each.isVisible()]


def test_a_damaged_list_is_told(shell: Shell, kiosk: Kiosk, tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    (tmp_path / "keyholders.json").write_text("{", encoding="utf-8")
    expect_log("the key holders of this seat cannot be read")
    kiosk.ask_to_leave()
    layer = shell.findChild(LeaveLayer)
    assert layer is not None
    type_codes(layer, "123456", "123456")
    assert "无法读取" in layer.problem.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_dialog_fits_at_every_size_and_by_keyboard_alone(shell: Shell, kiosk: Kiosk, language: str) -> None:
    def look() -> list[str]:
        kiosk.ask_to_leave()
        layer = shell.findChild(LeaveLayer)
        assert layer is not None
        layer.problem.show_state("口令不对。" * 8, "bad", "warning")
        return flaws(shell)

    if language == "en":
        with english():
            assert look() == []
    else:
        assert look() == []


def test_the_clipboard_keeps_nothing_from_page_to_page(shell: Shell, kiosk: Kiosk) -> None:
    QGuiApplication.clipboard().setText("一句评语")
    shell.show_screen(Bench())
    assert QGuiApplication.clipboard().text() == ""
    QGuiApplication.clipboard().setText("一句评语")
    kiosk.stop()
    assert QGuiApplication.clipboard().text() == ""


def test_a_kiosk_that_was_stopped_watches_nothing(kiosk: Kiosk, qapp: QGuiApplication) -> None:
    """It may outlive its window by a moment: whatever happens then is not its business, and no warning comes of it."""
    kiosk.stop()
    QGuiApplication.clipboard().setText("一句评语")
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert QGuiApplication.clipboard().text() == "一句评语"


def test_the_thread_that_looks_at_programs_holds_no_window(qapp: QGuiApplication, tmp_path: Path) -> None:
    """It may be in the midst of looking when the seat ends; a window it let go of last would be destroyed there."""
    looking, go_on = threading.Event(), threading.Event()

    def programs() -> list[str]:
        looking.set()
        go_on.wait(60)
        return []

    shell = Shell(practice=False, kiosk=True)
    guard = Kiosk(shell, tmp_path, programs)
    guard.start()
    assert looking.wait(60)
    guard.stop()
    screen, known = QGuiApplication.primaryScreen(), weakref.ref(shell)
    del guard, shell
    gc.collect()
    gone = known() is None
    go_on.set()
    assert gone
    assert isValid(screen), "it went with a window that was on it"


def test_outside_the_kiosk_the_chord_does_nothing_and_closing_closes() -> None:
    window = Shell(practice=True)
    window.show()
    asked = QSignalSpy(window.leave_requested)
    QTest.keyClick(window, Qt.Key.Key_F12, LEAVE)
    assert asked.count() == 0
    window.close()
    assert not window.isVisible()


def test_programs_that_should_not_run_are_told_from_those_that_may(tmp_path: Path) -> None:
    for number, name in ((1, "systemd"), (20, "SunloginClient"), (3, "x11vnc"), (4, "openbox"), (5, "simplescreenrec")):
        place = tmp_path / str(number)
        place.mkdir()
        (place / "comm").write_text(name + "\n", encoding="utf-8")
    (tmp_path / "6").mkdir()  # it ended between the listing and the reading
    assert foreign_among(running_names(tmp_path)) == {"SunloginClient", "x11vnc", "simplescreenrec"}


def test_they_are_on_the_status_line_and_in_the_log_once(
    qtbot: QtBot, shell: Shell, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("should not run beside a seat: x11vnc")
    guard = Kiosk(shell, tmp_path, lambda: ["x11vnc", "openbox"])
    noticed = QSignalSpy(guard.noticed)
    assert guard.line is None
    guard.start()
    qtbot.waitUntil(lambda: noticed.count() > 0, timeout=60_000)
    assert guard.line is not None
    assert guard.line.value == "有 1 个不应运行的程序"
    guard.stop()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width()))
def test_the_first_window_tells_when_it_is_seen_and_then_shows_the_number(qtbot: QtBot, size: object) -> None:
    window = OpeningWindow()
    shown = QSignalSpy(window.shown)
    window.resize(size)  # type: ignore[call-overload]
    window.show()
    qtbot.waitUntil(lambda: shown.count() == 1, timeout=60_000)
    empty = _dark_and_light(window)
    window.show_words("03", "青岚分中心 03 号机位", "正在启动…")
    assert _dark_and_light(window) != empty
    assert window.accessibleName() == "青岚分中心 03 号机位 正在启动…"
    window.close()


def _dark_and_light(window: QWidget) -> bytes:
    image = window.grab().toImage()  # its bits are lent: they go with it
    return bytes(image.constBits())
