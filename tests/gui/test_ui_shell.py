"""The window: places pages, hands on what they need, answers its keys, gives nothing away by its title."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from seat_client.ui.shell import Shell
from seat_client.ui.widgets.buttons import FlatButton, PrimaryButton, secondary_button
from seat_client.ui.widgets.help import HelpLayer
from seat_client.ui.widgets.layers import ConfirmDialog, Layer
from seat_client.ui.widgets.pages import WorkbenchFrame
from seat_client.ui.widgets.plates import FaultLine, SubRow
from seat_client.ui.widgets.rail import BidLine
from seat_client.ui.widgets.rail_flyout import RailFlyout
from seat_client.ui.widgets.text import Paragraph
from tests.gui.pictures import COMPACT, NOON, PLATE, TILES, WIDE, settle, shell_around, stages

pytestmark = pytest.mark.usefixtures("qapp")


class Bench(WorkbenchFrame):
    """A page with a field, a reason, a way back and a primary button."""

    def __init__(self) -> None:
        super().__init__("Form")
        self.pressed: list[str] = []
        self.left = False
        self.connected: list[bool] = []
        self.field, self.reason = QLineEdit(), QPlainTextEdit()
        self.back = secondary_button("Back")
        self.primary = PrimaryButton("Go")
        self.primary.clicked.connect(lambda: self.pressed.append("primary"))
        self.back.clicked.connect(lambda: self.pressed.append("back"))
        for part in (self.field, self.reason, self.back, self.primary):
            self.form.body.addWidget(part)

    def show_connection(self, connected: bool) -> None:
        self.connected.append(connected)

    def bid_chosen(self, key: str) -> None:
        self.pressed.append(key)

    def bids_in_rail(self) -> tuple[SubRow, ...]:
        return (SubRow("C1", "暗标 C1", "done", "36.9 分"), SubRow("C3", "暗标 C3", "current", "28.5 分"))

    def escape(self) -> bool:
        self.pressed.append("escape")
        return True

    def leave(self) -> None:
        self.left = True


@pytest.fixture
def page() -> Bench:
    return Bench()


@pytest.fixture
def shell(page: Bench) -> Iterator[Shell]:
    window = shell_around(page, WIDE)
    yield window
    window.end()


def test_the_title_names_neither_project_nor_bidder(shell: Shell) -> None:
    shell.show_project("青岚市城区供水智慧调度平台建设（一期）", "综合评估法")
    shell.show_stages(stages(3))
    assert shell.windowTitle() == "评标机位"


def test_enter_presses_the_primary_button_from_a_field(shell: Shell, page: Bench) -> None:
    page.field.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert page.pressed == ["primary"]


def test_enter_stays_in_a_field_of_several_lines(shell: Shell, page: Bench) -> None:
    page.reason.setFocus()
    QTest.keyClick(page.reason, Qt.Key.Key_Return)
    assert page.pressed == []
    assert page.reason.toPlainText() == "\n"


def test_enter_on_another_button_presses_that_one(shell: Shell, page: Bench) -> None:
    page.back.setFocus()
    QTest.keyClick(page.back, Qt.Key.Key_Return)
    assert page.pressed == ["back"]


def test_enter_does_nothing_while_the_primary_button_is_blocked(shell: Shell, page: Bench) -> None:
    assert page.primary is not None
    page.primary.block("还有 2 项未评")
    page.field.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert page.pressed == []
    assert (page.primary.text(), page.primary.accessibleDescription()) == ("还有 2 项未评", "还有 2 项未评")
    page.primary.block("")
    assert (page.primary.text(), page.primary.accessibleDescription()) == ("Go", "")


def test_f1_asks_for_help(shell: Shell, page: Bench) -> None:
    asked = QSignalSpy(shell.help_requested)
    QTest.keyClick(page.field, Qt.Key.Key_F1)
    assert asked.count() == 1


def test_help_names_whom_to_call_and_opens_once(page: Bench) -> None:
    shell = Shell(practice=False, support="内线 8007")
    shell.resize(WIDE)
    shell.show()
    shell.show_screen(page)
    settle(shell)
    QTest.keyClick(page.field, Qt.Key.Key_F1)
    shell.help_requested.emit()
    (layer,) = shell.findChildren(HelpLayer)
    assert any("内线 8007" in part.text() for part in layer.findChildren(QLabel))
    QTest.keyClick(layer, Qt.Key.Key_Escape)
    settle(shell)
    assert shell.findChildren(HelpLayer) == []
    shell.end()


def test_the_narrow_rail_opens_whole_and_a_bid_is_chosen_there(page: Bench) -> None:
    shell = shell_around(page, COMPACT)
    opener = next(part for part in shell.rail.findChildren(FlatButton) if part.accessibleDescription())
    assert opener.accessibleName() == "技术标评审（暗标）"
    opener.setFocus()
    QTest.keyClick(opener, Qt.Key.Key_Return)
    settle(shell)
    flyout = shell.findChild(RailFlyout)
    assert flyout.panel.geometry().left() == 0
    assert flyout.panel.width() == 264
    assert isinstance(shell.focusWidget(), BidLine)
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
    settle(shell)
    assert page.pressed == ["C1"]
    assert shell.findChildren(RailFlyout) == []
    shell.end()


def test_f2_folds_the_strip_and_opens_it_again(shell: Shell, page: Bench) -> None:
    heights = []
    for _ in range(2):
        QTest.keyClick(page.field, Qt.Key.Key_F2)
        settle(shell)
        heights.append(shell.strip.height())
    assert heights == [40, 140]
    assert len(shell.strip.tiles()) == len(TILES)


def test_escape_closes_the_topmost_layer_and_only_then_reaches_the_page(shell: Shell, page: Bench) -> None:
    page.field.setFocus()
    layers = [Layer(page.centre), Layer(page.centre)]
    for layer in layers:
        layer.open()
    closed = [QSignalSpy(layer.closed) for layer in layers]
    QTest.keyClick(layers[1], Qt.Key.Key_Escape)
    assert [spy.count() for spy in closed] == [0, 1]
    QTest.keyClick(layers[0], Qt.Key.Key_Escape)
    assert [spy.count() for spy in closed] == [1, 1]
    assert page.pressed == []
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.pressed == ["escape"]


def test_focus_returns_to_where_it_was_after_a_dialog(shell: Shell, page: Bench) -> None:
    page.reason.setFocus()
    dialog = ConfirmDialog(page.centre, "Submit?", "It will be fixed.", [("Sheet", "C1")], "Submit")
    dialog.open()
    assert dialog.isAncestorOf(shell.focusWidget())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert shell.focusWidget() is page.reason


def test_tab_does_not_leave_an_open_dialog(shell: Shell, page: Bench) -> None:
    dialog = ConfirmDialog(page.centre, "Submit?", "It will be fixed.", [], "Submit")
    dialog.open()
    seen = set()
    for _ in range(5):
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.isAncestorOf(shell.focusWidget())
        seen.add(shell.focusWidget().accessibleName())
    assert seen == {"取消", "Submit"}


def test_enter_confirms_once(shell: Shell, page: Bench) -> None:
    dialog = ConfirmDialog(page.centre, "Submit?", "It will be fixed.", [], "Submit")
    confirmed = QSignalSpy(dialog.confirmed)
    dialog.open()
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
    assert confirmed.count() == 1
    assert page.pressed == []


def test_a_dialog_stands_over_the_middle_of_its_column(shell: Shell, page: Bench) -> None:
    dialog = Layer(page.centre)
    dialog.open()
    settle(shell)
    middle = page.centre.mapTo(shell, page.centre.rect().center()).x()
    assert abs(dialog.panel.geometry().center().x() - middle) <= 2
    assert dialog.panel.width() == 560


def test_bids_stand_in_the_rail_and_are_chosen_by_mouse_and_key(shell: Shell, page: Bench) -> None:
    lines = sorted(shell.rail.findChildren(BidLine), key=lambda line: line.y())
    assert [line.accessibleName() for line in lines] == ["暗标 C1 36.9 分", "暗标 C3 28.5 分"]
    QTest.mouseClick(lines[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(lines[1], Qt.Key.Key_Return)
    assert page.pressed == ["C1", "C3"]


def test_the_projects_name_stands_whole_in_the_rail(shell: Shell) -> None:
    name = next(part for part in shell.rail.findChildren(Paragraph))
    assert name.height() >= name.heightForWidth(name.width())
    assert name.heightForWidth(name.width()) > name.heightForWidth(2000)


def test_a_page_hears_of_connection_when_it_opens_and_when_it_changes(shell: Shell, page: Bench) -> None:
    shell.show_fault(FaultLine("与评标中心的连接已中断", "正在重试"))
    shell.show_fault(None)
    assert page.connected == [True, False, True]


def test_the_next_page_takes_the_place_and_the_last_is_told_to_leave(shell: Shell, page: Bench) -> None:
    gone = QSignalSpy(page.destroyed)
    following = Bench()
    Layer(page.centre).open()
    shell.show_screen(following)
    settle(shell)
    assert page.left
    assert gone.count() == 1
    assert shell.page is following
    assert shell.findChildren(Layer) == []


def test_the_pages_primary_is_not_pressed_after_it_left(shell: Shell) -> None:
    following = Bench()
    shell.show_screen(following)
    QTest.keyClick(following.field, Qt.Key.Key_Return)
    assert following.pressed == ["primary"]


def test_one_clock_everywhere(shell: Shell) -> None:
    shell.show_time(NOON)
    assert shell.status_bar.findChild(QLabel, "status-clock").text() == "2026-11-23　14:09"


def test_a_kiosk_window_closes_only_from_inside(qapp: QObject) -> None:
    window = Shell(practice=False, kiosk=True)
    window.show_seat(PLATE)
    window.show()
    closed = QSignalSpy(window.closed)
    window.close()
    assert window.isVisible()
    window.end()
    assert not window.isVisible()
    assert closed.count() == 1
