"""The set-up of a seat: what is entered step by step is in the file, and nothing else of it has changed."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from seat_client.app.configuration import load
from seat_client.app.provision_command import run as provision
from seat_client.app.seal import check_seal, public_key
from seat_client.app.setup_command import run as setup
from seat_client.app.setup_command import seat_file
from seat_client.ui.bridge import Bridge
from seat_client.ui.screens.seat_setup.view import Entry, SeatSetupView
from seat_client.ui.screens.seat_setup.view_model import SeatSetupModel
from seat_client.ui.shell import Shell
from tests.gui.pictures import WIDE, settle, shell_around

DEADLINE = 60_000
BEFORE = """# by hand
[seat]
id = "QL-07"
place = "青岚市公共资源交易中心"
number = 7

[devices]
token = ["pcsc", "skf:/opt/maker/lib.so"]
id_card = "idcard:/opt/reader.so"

[sign_in]
factors = ["key", "face"]
needed = 2
presence = 60
"""
Made = Callable[[Path, Path | None], tuple[SeatSetupModel, Shell]]


@pytest.fixture
def made() -> Iterator[Made]:
    shells: list[Shell] = []
    bridge, asking = Bridge(), ThreadPoolExecutor(1)

    def make(file: Path, key: Path | None) -> tuple[SeatSetupModel, Shell]:
        model = SeatSetupModel(seat_file(file, file.parent / "data", asking, key), bridge)
        shells.append(shell_around(SeatSetupView(model), WIDE))
        return model, shells[-1]

    yield make
    asking.shutdown()
    bridge.close()
    for shell in shells:
        shell.end()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "seat.toml").write_text(BEFORE, encoding="utf-8")
    return tmp_path / "seat.toml"


def page(shell: Shell) -> SeatSetupView:
    assert isinstance(shell.page, SeatSetupView)
    return shell.page


def entry(shell: Shell, key: str) -> Entry:
    return next(entry for entry in page(shell).entries if entry.setting.key == key)


def put(shell: Shell, key: str, text: str) -> None:
    field = entry(shell, key).field
    if isinstance(field, QLineEdit):
        field.selectAll()
        field.insert(text)
    elif field.isEditable():
        field.setEditText(text)
    else:
        assert isinstance(field, QComboBox)
        field.setCurrentText(text)


def go_on(shell: Shell) -> None:
    before = shell.page
    QTest.keyClick(shell, Qt.Key.Key_Return)
    settle(shell)
    assert shell.page is not before


def test_what_is_entered_step_by_step_is_in_the_file_and_the_rest_stays(made: Made, file: Path) -> None:
    model, shell = made(file, None)
    put(shell, "url", "https://centre.example:8443")
    put(shell, "label", "07 号机位")
    go_on(shell)
    put(shell, "wired", "eth0")
    go_on(shell)
    put(shell, "camera", "opencv:Logitech_C920")
    go_on(shell)
    put(shell, "needed", "1")
    put(shell, "scale", "125 %")
    go_on(shell)
    assert 'url = "https://centre.example:8443"' in page(shell).preview.toPlainText()
    assert load([file]).centre.url == "", "written before it was said so"
    QTest.keyClick(shell, Qt.Key.Key_Return)
    settle(shell)
    assert model.saved, model.problem
    now = load([file])
    assert (now.seat.id, now.seat.label, now.centre.url) == ("QL-07", "07 号机位", "https://centre.example:8443")
    assert (now.routes.wired, now.devices.camera, now.interface.scale) == ("eth0", "opencv:Logitech_C920", 1.25)
    assert now.devices.token == ("pcsc", "skf:/opt/maker/lib.so")
    assert (now.devices.id_card, now.sign_in.presence) == ("idcard:/opt/reader.so", 60), "what no step knows was lost"
    assert (now.sign_in.factors, now.sign_in.needed) == (("key", "face"), 1)


def test_what_no_seat_takes_keeps_the_step_and_says_why(made: Made, file: Path) -> None:
    model, shell = made(file, None)
    first = shell.page
    for key, bad in (("url", "centre.example"), ("number", "seven"), ("id", "QL 07")):
        put(shell, key, bad)
    QTest.keyClick(shell, Qt.Key.Key_Return)
    settle(shell)
    assert shell.page is first
    assert {field.key for field in model.faults()} == {"url", "number", "id"}
    assert entry(shell, "id").field.hasFocus(), "the keyboard is not where something has to be changed"
    put(shell, "id", "QL-07")
    put(shell, "number", "7")
    put(shell, "url", "https://centre.example")
    go_on(shell)


def test_more_ways_than_there_are_are_refused(made: Made, file: Path) -> None:
    model, shell = made(file, None)
    put(shell, "url", "https://centre.example")
    for _ in range(3):
        go_on(shell)
    put(shell, "needed", "3")
    QTest.keyClick(shell, Qt.Key.Key_Return)
    assert [field.key for field in model.faults()] == ["needed"]


def test_escape_leads_back_and_what_was_entered_stands(made: Made, file: Path) -> None:
    model, shell = made(file, None)
    put(shell, "url", "https://centre.example")
    go_on(shell)
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    settle(shell)
    assert model.step == 0
    field = entry(shell, "url").field
    assert isinstance(field, QLineEdit)
    assert field.text() == "https://centre.example"


def test_a_sealed_file_is_sealed_again(made: Made, file: Path, tmp_path: Path) -> None:
    key = tmp_path / "provisioner.key"
    assert provision(["key", str(key)]) == 0
    _, shell = made(file, key)
    put(shell, "url", "https://centre.example")
    for _ in range(4):
        go_on(shell)
    QTest.keyClick(shell, Qt.Key.Key_Return)
    settle(shell)
    check_seal(file.read_bytes(), public_key(tmp_path / "provisioner.pub.pem"))


def test_devices_found_between_two_pages_are_shown_by_the_second(made: Made, file: Path) -> None:
    model, shell = made(file, None)
    put(shell, "url", "https://centre.example")
    for _ in range(3):
        go_on(shell)
    before = page(shell)
    QTest.keyClick(shell, Qt.Key.Key_Return)
    assert model.last
    assert shell.page is before, "the page was turned at once"
    model.changed.emit()
    settle(shell)
    assert page(shell) is not before
    assert page(shell).primary.isVisible()


def test_a_file_that_cannot_be_written_is_said(made: Made, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    model, shell = made(tmp_path / "gone" / "seat.toml", None)
    (tmp_path / "gone").rmdir()
    put(shell, "id", "QL-07")
    put(shell, "url", "https://centre.example")
    for _ in range(4):
        go_on(shell)
    QTest.keyClick(shell, Qt.Key.Key_Return)
    settle(shell)
    assert not model.saved
    assert "seat.toml" in model.problem
    assert page(shell).problem.isVisible()


def test_a_code_for_a_centre_that_is_not_there_is_answered(made: Made, file: Path, qtbot: QtBot) -> None:
    model, shell = made(file, None)
    put(shell, "url", "https://127.0.0.1:9")
    for _ in range(4):
        go_on(shell)
    assert not page(shell).enrol.isEnabled()
    QTest.keyClick(shell, Qt.Key.Key_Return)
    page(shell).code.setText("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    page(shell).enrol.click()
    qtbot.waitUntil(lambda: not model.enrolling, timeout=DEADLINE)
    assert model.problem
    assert page(shell).code.text() == "", "the code stays on the screen"


def test_a_machine_that_takes_sealed_files_alone_says_so(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    provision(["key", str(tmp_path / "provisioner.key")])
    (tmp_path / "provisioner.pub.pem").rename(tmp_path / "provisioner.pem")
    assert setup(["--file", str(file)]) == 2
    assert "--seal" in capsys.readouterr().err


def test_a_file_with_a_fault_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seat.toml").write_text('[seat]\nidd = "x"\n')
    assert setup(["--file", str(tmp_path / "seat.toml")]) == 2
    assert "seat.toml:2: seat.idd" in capsys.readouterr().err
