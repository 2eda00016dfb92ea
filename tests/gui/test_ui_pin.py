"""A PIN is never text, is wiped on every way out, and the last try is asked for twice."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QClipboard, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from seat_client.ui.shell import Shell
from seat_client.ui.widgets.pages import WorkbenchFrame
from seat_client.ui.widgets.pin import DOT, PinBlock, PinDialog, PinField, SigningFacts
from tests.gui.pictures import WIDE, settle, shell_around

FACTS = SigningFacts("纪若岚（与签到身份一致）", "演练证书颁发机构", "2025-03-10 至 2027-03-09", "电子签名", "评标报告")


@pytest.fixture
def page() -> WorkbenchFrame:
    return WorkbenchFrame("Form")


@pytest.fixture
def shell(page: WorkbenchFrame) -> Iterator[Shell]:
    window = shell_around(page, WIDE)
    yield window
    window.end()


@pytest.fixture
def dialog(shell: Shell, page: WorkbenchFrame) -> PinDialog:
    made = PinDialog(page.centre, FACTS, 5)
    made.got = []
    made.pin_entered.connect(lambda pin, confirmed: made.got.append((bytes(pin), confirmed)))
    made.open()
    settle(shell)
    return made


def type_in(field: PinField, text: str) -> None:
    QTest.keyClicks(field, text)


def test_the_field_shows_dots_and_holds_no_character() -> None:
    field = PinField()
    type_in(field, "12ab")
    assert (field.text(), field.take()) == (DOT * 4, bytearray(b"12ab"))
    assert (field.text(), field.is_empty()) == ("", True)


def test_backspace_takes_the_last_character_and_clicks_do_not_reorder() -> None:
    field = PinField()
    type_in(field, "1234")
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    type_in(field, "9")
    assert field.take() == bytearray(b"1239")


def test_nothing_is_pasted_dropped_undone_or_composed() -> None:
    field = PinField()
    QApplication.clipboard().setText("123456")
    for key in (Qt.Key.Key_V, Qt.Key.Key_Z):
        QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText("123456", QClipboard.Mode.Selection)
    QTest.mouseClick(field, Qt.MouseButton.MiddleButton)
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "密"))
    assert field.is_empty()
    assert not field.acceptDrops()
    assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_wiping_overwrites_the_bytes() -> None:
    field = PinField()
    type_in(field, "1234")
    held = field._pin
    view = memoryview(bytearray(held))
    field.wipe()
    assert len(held) == 0
    assert bytes(view) == b"1234"


def test_a_long_pin_ends_at_the_limit() -> None:
    field = PinField()
    type_in(field, "1" * 40)
    assert len(field.take()) == 32


def test_hiding_wipes(shell: Shell, page: WorkbenchFrame) -> None:
    block = PinBlock()
    page.form.body.addWidget(block)
    settle(shell)
    type_in(block.field, "1234")
    block.hide()
    assert block.field.is_empty()


def test_focus_is_in_the_field_and_enter_hands_the_pin_over(shell: Shell, dialog: PinDialog) -> None:
    assert shell.focusWidget() is dialog.block.field
    type_in(dialog.block.field, "123456")
    QTest.keyClick(dialog.block.field, Qt.Key.Key_Return)
    assert dialog.got == [(b"123456", False)]
    assert dialog.block.field.is_empty()


def test_escape_empties_the_field_and_tells(shell: Shell, dialog: PinDialog) -> None:
    field, told = dialog.block.field, []
    dialog.cancelled.connect(lambda: told.append(True))
    type_in(field, "1234")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert told == [True]
    assert field.is_empty()
    assert dialog.got == []


def test_leaving_the_page_wipes_as_well(shell: Shell, dialog: PinDialog) -> None:
    field = dialog.block.field
    type_in(field, "1234")
    shell.show_screen(WorkbenchFrame("Next"))
    assert field.is_empty()


def test_a_wrong_pin_stands_at_the_field_with_the_tries_left(shell: Shell, dialog: PinDialog) -> None:
    type_in(dialog.block.field, "9999")
    dialog.block.submit()
    dialog.show_working("正在签名 …")
    assert dialog.primary is not None
    assert not dialog.primary.isEnabled()
    dialog.show_rejected("PIN 码错误。", 4)
    assert dialog.primary.isEnabled()
    assert shell.focusWidget() is dialog.block.field
    assert dialog.block._error.text() == "PIN 码错误。"
    assert "4" in dialog.block._tries_line.text()
    type_in(dialog.block.field, "1")
    assert dialog.block._error.text() == ""


def test_the_last_try_asks_once_more(dialog: PinDialog) -> None:
    dialog.block.show_tries(1)
    type_in(dialog.block.field, "123456")
    dialog.block.submit()
    assert dialog.got == []
    assert not dialog.block.field.is_empty()
    dialog.block.submit()
    assert dialog.got == [(b"123456", True)]


def test_an_empty_field_asks_for_the_pin(dialog: PinDialog) -> None:
    dialog.block.submit()
    assert dialog.got == []
    assert dialog.block._error.text() != ""


def test_the_dialog_is_as_wide_as_the_picture_and_grows_with_its_words(shell: Shell, dialog: PinDialog) -> None:
    before = dialog.panel.height()
    dialog.block.show_error("PIN 码错误。")
    settle(shell)
    assert dialog.panel.width() == 560
    assert dialog.panel.height() > before
