"""The self-test's page, with the real command behind it: what it measures, what it says, what the keyboard does."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from drivers.registry import token_family
from drivers.virtual.token_file import create_token
from seat_client.app.self_test_desk import SelfTestDesk, command
from seat_client.services.leaving import Keyholders
from seat_client.services.self_test.history import History
from seat_client.services.self_test.remote import RemoteSelfTest
from seat_client.services.self_test.result import CHAIN, Check, Report, Result, State
from seat_client.services.technician_entry import TechnicianEntry
from seat_client.services.technicians import Technicians
from seat_client.signing.certificate import fingerprint
from seat_client.signing.watch import ReaderWatch
from seat_client.ui.bridge import Bridge
from seat_client.ui.screens.self_test.parts import ProblemCard
from seat_client.ui.screens.self_test.view import SelfTestView
from seat_client.ui.screens.self_test.view_model import SENSES, SYSTEM, SelfTestModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.leave import CodesLayer
from seat_client.ui.widgets.pages import SeatFrontFrame
from seat_client.ui.widgets.pin import PinDialog
from tests.gui.looks import english, flaws
from tests.gui.pictures import IDLE_PLATE, WIDE, settle, shell_around
from tests.piv_card.people import Member, certificate_for, new_key
from tests.unit.services.test_leaving import Authenticator

DEADLINE = 120_000
PIN = "123456"
NOW = datetime(2026, 11, 23, 0, 12, tzinfo=UTC)
NOW_HERE = datetime.now(UTC)
ECHO = Result(Check.ECHO, State.FAIL, "echo-remains", {"loss": 18.0, "delay_ms": 60}, {"loss": 20.0})
CERTIFICATE = Result(
    Check.CERTIFICATE, State.REMIND, "certificate-ends", {"days": 18, "until": "2026-12-11"}, {"days": 30}
)
SEEN_TO = (
    replace(ECHO, state=State.PASS, fault="", facts={"loss": 26.0, "delay_ms": 60}),
    replace(CERTIFICATE, state=State.PASS, fault="", facts={"days": 748, "until": "2028-12-10"}),
)
"""What the two of the report that are short look like on the day after."""
LINE = Result(
    Check.WIRED, State.PASS,
    facts={"rtt_ms": 11.0, "jitter_ms": 1.0, "loss": 0.0, "up_mbit": 94.0, "down_mbit": 95.0},
)  # fmt: skip
OTHERS = [*CHAIN[:-1], *(check for check in (*SENSES, *SYSTEM, Check.CENTRE) if check is not Check.ECHO)]
REPORT = Report(
    "QL-07", "一室 07", "1.0.0", NOW, NOW, False, False,
    (*(Result(check, State.PASS) for check in OTHERS), CERTIFICATE, ECHO, LINE),
)  # fmt: skip


@pytest.fixture
def remote(tmp_path: Path) -> RemoteSelfTest:
    """The program's own command, for a seat with practice devices and no key in."""
    file = tmp_path / "seat.toml"
    file.write_text(
        f'[seat]\nid = "QL-07"\nnumber = 7\n[devices]\ntoken = "virtual:{tmp_path / "no-key.json"}"\n'
        'camera = "virtual:black"\nsound = "virtual:quiet"\n'
    )
    return RemoteSelfTest((*command([file], tmp_path / "data"), "--short"), tmp_path / "data")


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[ReaderWatch]:
    """The seat's watch over the reader of `put_in`."""
    watch = ReaderWatch(token_family(f"virtual:{tmp_path / 'no-key.json'}"))
    watch.start()
    yield watch
    watch.stop()


@pytest.fixture
def entry(readers: ReaderWatch, tmp_path: Path) -> TechnicianEntry:
    return TechnicianEntry(tmp_path / "data", lambda: readers.current, "http://127.0.0.1:9", None, practice=True)


def put_in(tmp_path: Path, readers: ReaderWatch, qtbot: QtBot) -> bytes:
    """Put a person's key into the reader; its certificate."""
    key = new_key("ec-p256")
    certificate = certificate_for(Member(starts=NOW_HERE - timedelta(1), ends=NOW_HERE + timedelta(300)), key)
    create_token(tmp_path / "no-key.json", pin=PIN, key=key, certificate=certificate)
    qtbot.waitUntil(lambda: bool(readers.current.keys), timeout=DEADLINE)
    return certificate


@pytest.fixture
def model(remote: RemoteSelfTest, entry: TechnicianEntry) -> Iterator[SelfTestModel]:
    bridge = Bridge()
    yield SelfTestModel(remote, bridge, entry)
    remote.stop()
    bridge.close()


@pytest.fixture
def shell(model: SelfTestModel) -> Iterator[Shell]:
    window = shell_around(SelfTestView(model), WIDE, plate=IDLE_PLATE)
    yield window
    window.end()


def view(shell: Shell) -> SelfTestView:
    assert isinstance(shell.page, SelfTestView)
    return shell.page


def cards(shell: Shell) -> list[str]:
    """The titles of what has to be seen to, in their order on the screen."""
    found = sorted(view(shell).side.findChildren(ProblemCard), key=lambda card: card.y())
    return [card.check.value for card in found if card.isVisible()]


def heard(shell: Shell, model: SelfTestModel, remote: RemoteSelfTest, report: Report, qtbot: QtBot) -> None:
    """A report as the command would have told it."""
    remote.heard.publish(report)
    qtbot.waitUntil(lambda: model.report is report, timeout=DEADLINE)
    settle(shell)


def test_a_run_of_the_real_command_fills_the_page(shell: Shell, model: SelfTestModel, qtbot: QtBot) -> None:
    QTest.keyClick(view(shell), Qt.Key.Key_F5)
    assert model.busy
    qtbot.waitUntil(lambda: not model.busy, timeout=DEADLINE)
    settle(shell)
    assert not model.problem
    assert cards(shell)[:2] == ["card", "camera"]
    assert "不合格" in view(shell).boxes[Check.CARD].accessibleName()
    assert "未检测" in view(shell).boxes[Check.PIN].accessibleName()
    assert not view(shell).certificate.isEnabled()
    assert "2 项不合格" in view(shell).certificate.accessibleDescription()


def test_a_report_is_shown_with_its_problems_first_failures_then_reminders(
    shell: Shell, model: SelfTestModel, remote: RemoteSelfTest, qtbot: QtBot
) -> None:
    heard(shell, model, remote, REPORT, qtbot)
    assert cards(shell) == ["echo", "certificate"]
    assert view(shell).table.rows["wired"].accessibleName() == "有线专线，11 ms，0.0%，1 ms，94 / 95 Mb/s，合格"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_is_whole_at_every_size(
    model: SelfTestModel, remote: RemoteSelfTest, qtbot: QtBot, language: str
) -> None:
    def look() -> list[str]:
        shell = shell_around(SelfTestView(model), WIDE, plate=IDLE_PLATE)
        heard(shell, model, remote, REPORT, qtbot)
        found = flaws(shell)
        shell.end()
        return found

    if language == "en":
        with english():
            assert not look()
    else:
        assert not look()


def test_without_a_failure_the_certificate_is_written(
    shell: Shell, model: SelfTestModel, remote: RemoteSelfTest, tmp_path: Path, qtbot: QtBot
) -> None:
    passed = replace(REPORT, results=tuple(result for result in REPORT.results if result is not ECHO))
    History(tmp_path / "data").keep(passed)
    heard(shell, model, remote, passed, qtbot)
    QTest.keyClick(view(shell), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(model.paper or model.problem), timeout=DEADLINE)
    (file,) = (tmp_path / "data" / "self-test").glob("certificate-*.pdf")
    assert file.read_bytes().startswith(b"%PDF")
    assert str(file) in model.paper


def test_enter_checks_the_chosen_row_again_and_escape_leaves(
    shell: Shell, model: SelfTestModel, remote: RemoteSelfTest, qtbot: QtBot
) -> None:
    heard(shell, model, remote, REPORT, qtbot)
    row = view(shell).boxes[Check.CERTIFICATE]
    row.setFocus()
    settle(shell)
    assert cards(shell)[0] == "certificate", "the chosen one does not come first"
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert model.busy
    qtbot.waitUntil(lambda: not model.busy, timeout=DEADLINE)
    assert model.results[Check.CARD].fault == "card-absent"
    with qtbot.waitSignal(view(shell).left, timeout=DEADLINE):
        QTest.keyClick(shell, Qt.Key.Key_Escape)


def test_the_last_run_and_what_changed_are_shown(
    tmp_path: Path, remote: RemoteSelfTest, entry: TechnicianEntry, qtbot: QtBot
) -> None:
    before = replace(
        REPORT, ended=NOW - timedelta(days=28), results=(replace(ECHO, state=State.PASS, facts={"loss": 34.0}),)
    )
    History(tmp_path / "data").keep(before, "07-2026-003")
    bridge = Bridge()
    model = SelfTestModel(remote, bridge, entry)
    shell = shell_around(SelfTestView(model), WIDE, plate=IDLE_PLATE)
    heard(shell, model, remote, REPORT, qtbot)
    assert model.comparison == ["回声抑制：合格 → 不合格"]
    assert model.before is not None
    assert model.before.certificate == "07-2026-003"
    shell.end()
    bridge.close()


# --- the technician -----------------------------------------------------------------------------------------------


def test_a_technicians_key_signs_for_a_trial_and_opens_the_technicians_pages(
    shell: Shell, model: SelfTestModel, readers: ReaderWatch, tmp_path: Path, qtbot: QtBot
) -> None:
    Technicians(tmp_path / "data").add("孟工", fingerprint(put_in(tmp_path, readers, qtbot)))
    assert not view(shell).seats.isVisible()
    QTest.keyClick(view(shell), Qt.Key.Key_T)
    dialog = shell.findChild(PinDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.block.field, PIN)
    QTest.keyClick(dialog.block.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not model.busy, timeout=DEADLINE)
    settle(shell)
    assert model.results[Check.TRIAL].state in (State.PASS, State.REMIND)
    assert model.signed_in
    assert view(shell).seats.isVisible()
    with qtbot.waitSignal(view(shell).seats_requested, timeout=DEADLINE):
        QTest.keyClick(view(shell), Qt.Key.Key_M)


def test_a_wrong_pin_is_said_and_lets_nobody_in(
    shell: Shell, model: SelfTestModel, readers: ReaderWatch, tmp_path: Path, qtbot: QtBot
) -> None:
    Technicians(tmp_path / "data").add("孟工", fingerprint(put_in(tmp_path, readers, qtbot)))
    pin = bytearray(b"000000")
    model.sign(pin)
    assert not pin, "the PIN was left in memory"
    qtbot.waitUntil(lambda: not model.busy, timeout=DEADLINE)
    settle(shell)
    assert cards(shell) == ["trial"]
    assert not model.signed_in
    with qtbot.assertNotEmitted(view(shell).seats_requested):
        QTest.keyClick(view(shell), Qt.Key.Key_M)


def test_without_a_technicians_key_two_codes_let_a_technician_in(
    shell: Shell, model: SelfTestModel, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    holders = Keyholders(tmp_path / "data")
    one, other = Authenticator(holders.add("值班员")), Authenticator(holders.add("监督员"))
    QTest.keyClick(view(shell), Qt.Key.Key_T)
    layer = shell.findChild(CodesLayer)
    assert shell.findChild(PinDialog) is None
    assert layer is not None
    expect_log("two codes for a technician's pages: wrong")
    expect_log("two codes for a technician's pages: taken")
    assert "口令不对" in model.answer("000000", "000000")
    assert not model.signed_in
    now = datetime.now(UTC)
    QTest.keyClicks(layer.first, one.code(now))
    QTest.keyClicks(layer.second, other.code(now))
    QTest.keyClick(layer.second, Qt.Key.Key_Return)
    settle(shell)
    assert model.signed_in
    assert shell.findChild(CodesLayer) is None


# --- at the seat --------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(
    remote: RemoteSelfTest, entry: TechnicianEntry, tmp_path: Path
) -> Iterator[tuple[SelfTestDesk, Shell, list[object]]]:
    """The seat's front with the self-test behind it, and what was told of its short run."""
    window = shell_around(SeatFrontFrame(), WIDE, plate=IDLE_PLATE)
    told: list[object] = []
    made = SelfTestDesk(
        window, command([tmp_path / "seat.toml"], tmp_path / "data"), tmp_path / "data", told.clear, entry
    )
    yield made, window, told
    made.end()
    window.end()


def test_the_page_lies_over_the_front_and_escape_leads_back(desk: tuple[SelfTestDesk, Shell, list[object]]) -> None:
    made, window, _ = desk
    made.open()
    settle(window)
    page = window.over
    assert isinstance(page, SelfTestView)
    made.open()
    assert window.over is page, "a second page lies over the first"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle(window)
    assert window.over is None
    assert window.page is not None
    assert window.page.isVisible()


def test_the_short_run_at_the_start_ends_as_a_line_of_the_status_bar(
    desk: tuple[SelfTestDesk, Shell, list[object]], qtbot: QtBot
) -> None:
    made, _, told = desk
    told.append("not yet")
    made.begin()
    qtbot.waitUntil(lambda: not told, timeout=DEADLINE)
    assert made.line is not None
    assert (made.line.value, made.line.state) == ("2 项不合格（F9）", "bad")


def test_a_command_that_ends_early_is_said(tmp_path: Path, entry: TechnicianEntry, qtbot: QtBot) -> None:
    """A page that waited for ever would be worse than one that says so."""
    bridge = Bridge()
    remote = RemoteSelfTest((sys.executable, "-c", "raise SystemExit(3)"), tmp_path)
    model = SelfTestModel(remote, bridge, entry)
    model.start()
    qtbot.waitUntil(lambda: not model.busy, timeout=DEADLINE)
    assert "3" in model.problem
    assert model.sentence == model.problem
    bridge.close()


def test_the_page_loads_nothing_of_what_measures() -> None:
    """It is there when the seat starts; the libraries are loaded in the process that measures."""
    program = "import seat_client.app.self_test_desk, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    heavy = {"cv2", "numpy", "onnxruntime", "fontTools", "typst", "seat_client.media.sound", "drivers.registry"}
    assert not heavy & set(done.stdout.split())
