"""The undertaking: read to the end, choose, sign with a real key; recuse and see the seat lock."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.seat import Seat
from seat_client.services.undertaking import Undertaking
from seat_client.ui.screens.undertaking.view import UndertakingView
from seat_client.ui.screens.undertaking.view_model import UndertakingModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.pin import PinDialog
from tests.gui.desk import PIN, Desk, desk_in, others, tell
from tests.gui.looks import flaws
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.walk import faults, place, tab_order

DEADLINE = 60_000
BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_in(tmp_path) as made:
        made.insert_key()
        qtbot.waitUntil(lambda: bool(made.watch.current.keys), timeout=DEADLINE)
        yield made


@pytest.fixture
def seat(desk: Desk) -> Seat:
    opened = desk.sign_in()
    everybody = (ev.MemberSignedIn(member, "x", ("key",)) for member in opened.evaluation.members)
    tell(opened, *everybody, ev.StageOpened(StageId.UNDERTAKING))
    return opened


@pytest.fixture
def model(seat: Seat, desk: Desk) -> UndertakingModel:
    return UndertakingModel(Undertaking(seat, desk.keys), seat, desk.watch, desk.bridge)


@pytest.fixture
def shell(model: UndertakingModel, qtbot: QtBot) -> Iterator[Shell]:
    window = shell_around(UndertakingView(model), WIDE)
    qtbot.waitUntil(lambda: model.read_at is not None, timeout=DEADLINE)
    yield window
    window.end()


def view(shell: Shell) -> UndertakingView:
    assert isinstance(shell.page, UndertakingView)
    return shell.page


def words(root: QWidget) -> str:
    return "\n".join(part.text() for part in root.findChildren(QLabel) if part.isVisible())


def button(shell: Shell) -> str:
    primary = view(shell).primary
    assert primary is not None
    return primary.text().strip()


def enter_pin(shell: Shell, pin: str) -> None:
    settle(shell)
    field = shell.findChild(PinDialog).block.field
    QTest.keyClicks(field, pin)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_text_that_fits_is_read_at_once_and_nothing_is_chosen(shell: Shell, model: UndertakingModel) -> None:
    assert model.read_at is not None
    assert "已阅读至末尾" in words(shell)
    assert not view(shell).declaration.clear_choice.isChecked()
    assert not view(shell).declaration.recuse_choice.isChecked()
    assert button(shell) == "请选择其一"


def test_a_text_longer_than_the_page_must_be_scrolled_to_its_end(model: UndertakingModel) -> None:
    shell = shell_around(UndertakingView(model), COMPACT)
    view(shell).declaration.clear_choice.click()
    settle(shell)
    assert model.read_at is None
    assert button(shell) == "请先读至末尾"
    for _ in range(10):
        QTest.keyClick(view(shell), Qt.Key.Key_Space)
    settle(shell)
    assert model.read_at is not None
    assert button(shell) == "用 Key 签名并提交"
    shell.end()


def test_a_window_that_changes_its_size_reads_nothing(model: UndertakingModel) -> None:
    shell = shell_around(UndertakingView(model), COMPACT)
    for width, height in ((1500, 700), (1366, 768), (1100, 760), (1366, 768)):
        shell.resize(width, height)
        settle(shell)
    assert model.read_at is None
    shell.end()


def test_the_names_stand_in_the_order_of_their_sound_without_codes(shell: Shell, seat: Seat) -> None:
    rows = list(view(shell).declaration.rows.values())
    assert [row.text() for row in rows] == [seat.project.bidder(b).name for b in seat.assignment.bidders_in_name_order]
    assert [row.text()[0] for row in rows] == ["东", "禾", "衡", "岚", "青", "石"]
    assert not any(code in words(shell) for code in ("C1", "C2", "C3", "C4", "C5", "C6"))


def test_the_choice_shows_the_digest_of_what_will_be_signed(shell: Shell, model: UndertakingModel, seat: Seat) -> None:
    view(shell).declaration.clear_choice.click()
    whole = Undertaking(seat, None).declaration_digest("no-conflict")  # type: ignore[arg-type]
    assert model.digest == f"{whole[:4]} {whole[4:8]}"
    assert model.digest in words(shell)


def test_signing_asks_for_the_pin_and_is_durable_before_the_page_says_so(
    shell: Shell, model: UndertakingModel, seat: Seat, qtbot: QtBot
) -> None:
    view(shell).declaration.clear_choice.click()
    QTest.keyClick(view(shell), Qt.Key.Key_Return)
    assert "纪若岚（与签到身份一致）" in words(shell.findChild(PinDialog))
    with qtbot.waitSignal(model.signed, timeout=DEADLINE):
        enter_pin(shell, PIN)
    assert [type(act) for act in seat.store.own_acts(seat.member)] == [ev.SignUndertaking]
    assert seat.own.undertaking is not None
    assert seat.own.undertaking.choice == "no-conflict"
    settle(shell)
    assert shell.findChildren(PinDialog) == []


def test_after_signing_the_page_waits_for_the_others_and_counts_them(
    shell: Shell, model: UndertakingModel, seat: Seat, qtbot: QtBot
) -> None:
    view(shell).declaration.clear_choice.click()
    view(shell)._open_pin()
    with qtbot.waitSignal(model.signed, timeout=DEADLINE):
        enter_pin(shell, PIN)
    tell(seat, ev.UndertakingSigned(seat.member), *(ev.UndertakingSigned(member) for member in others(seat)[:3]))
    qtbot.waitUntil(lambda: button(shell) == "已签署，等待其他评委（4 / 7）", timeout=DEADLINE)
    assert not view(shell).declaration.recuse_choice.isEnabled()


def test_a_wrong_pin_is_told_in_the_dialog_and_signs_nothing(
    shell: Shell, model: UndertakingModel, seat: Seat, qtbot: QtBot
) -> None:
    view(shell).declaration.clear_choice.click()
    view(shell)._open_pin()
    with qtbot.waitSignal(model.rejected, timeout=DEADLINE):
        enter_pin(shell, "000000")
    settle(shell)
    dialog = shell.findChild(PinDialog)
    assert "PIN 码错误" in words(dialog)
    assert "还可尝试 4 次" in words(dialog)
    assert list(seat.store.own_acts(seat.member)) == []
    with qtbot.waitSignal(model.signed, timeout=DEADLINE):
        enter_pin(shell, PIN)


def test_a_recusal_needs_bidder_and_ground_then_locks_the_seat(
    shell: Shell, model: UndertakingModel, seat: Seat, qtbot: QtBot
) -> None:
    declaration = view(shell).declaration
    declaration.recuse_choice.click()
    assert button(shell) == "请勾选所涉投标人"
    declaration.rows["B1"].click() if "B1" in declaration.rows else next(iter(declaration.rows.values())).click()
    assert button(shell) == "请填写回避情形"
    settle(shell)
    field = declaration.findChild(QLineEdit)
    QTest.keyClicks(field, "near kin")
    assert button(shell) == "用 Key 签名并提交"
    QTest.keyClick(field, Qt.Key.Key_Return)
    confirm = shell.findChild(ConfirmDialog)
    assert "near kin" in words(confirm)
    assert confirm.primary is not None
    confirm.primary.click()
    with qtbot.waitSignal(model.signed, timeout=DEADLINE):
        enter_pin(shell, PIN)
    settle(shell)
    assert seat.own.undertaking is not None
    assert [ground.ground for ground in seat.own.undertaking.grounds] == ["near kin"]
    assert "已申请回避" in words(shell)
    assert button(shell) == "本席已锁定"
    assert not any(bidder.name in words(shell) for bidder in seat.project.bidders)


def test_taking_the_recusal_back_forgets_its_grounds(shell: Shell, model: UndertakingModel) -> None:
    declaration = view(shell).declaration
    declaration.recuse_choice.click()
    next(iter(declaration.rows.values())).click()
    declaration.clear_choice.click()
    assert model.grounds == {}
    assert not any(row.selectable or row.isChecked() for row in declaration.rows.values())


def test_without_the_key_or_the_centre_signing_waits(
    shell: Shell, model: UndertakingModel, desk: Desk, qtbot: QtBot
) -> None:
    view(shell).declaration.clear_choice.click()
    view(shell).show_connection(False)
    assert button(shell) == "恢复连接后可用"
    view(shell).show_connection(True)
    desk.pull_key()
    qtbot.waitUntil(lambda: button(shell) == "请插入签名 Key", timeout=DEADLINE)
    desk.insert_key("E1")
    qtbot.waitUntil(lambda: button(shell) == "Key 的持有人不是本席人员", timeout=DEADLINE)


@BOTH
@pytest.mark.parametrize("recusing", [False, True], ids=["plain", "recusing"])
def test_names_and_targets(shell: Shell, size: QSize, recusing: bool) -> None:
    if recusing:
        view(shell).declaration.recuse_choice.click()
        next(iter(view(shell).declaration.rows.values())).click()
    shell.resize(size)
    settle(shell)
    assert faults(shell) == []


def test_tab_goes_text_choice_help_and_sign(shell: Shell) -> None:
    """Of the two choices Tab stops at the one made; the arrows move between them."""
    view(shell).declaration.clear_choice.click()
    assert tab_order(view(shell)) == [
        "承诺书正文",
        "与上述投标人均无利害关系，无须回避",
        "呼叫技术支持",
        "用 Key 签名并提交",
    ]


def test_columns_are_eleven_to_nine(shell: Shell) -> None:
    paper, declaration = view(shell).paper, view(shell).declaration
    assert abs(place(paper).left() - 64) <= 2
    assert abs(paper.width() - 964) <= 2
    assert abs(place(declaration).left() - 1068) <= 2
    assert abs(declaration.width() - 788) <= 2


def test_a_member_who_was_replaced_sees_nothing_of_the_project(
    shell: Shell, model: UndertakingModel, seat: Seat
) -> None:
    tell(seat, ev.MemberReplaced(seat.member, ev.Person("E9", "继任", "expert", "technical"), "absence"))
    settle(shell)
    assert "您已退出本次评标" in words(shell)
    assert button(shell) == "本席已锁定"
    assert not any(bidder.name in words(shell) for bidder in seat.project.bidders)


def test_a_key_that_is_locked_or_expired_stands_on_the_button(
    shell: Shell, model: UndertakingModel, desk: Desk, seat: Seat, qtbot: QtBot
) -> None:
    view(shell).declaration.clear_choice.click()
    seat.offset = timedelta(days=366 * 20)
    model.changed.emit()
    assert button(shell) == "Key 证书已过期"
    seat.offset = -timedelta(days=366 * 20)
    model.changed.emit()
    assert button(shell) == "Key 证书尚未生效"


def test_nothing_is_cut_off_at_any_size(shell: Shell, model: UndertakingModel) -> None:
    assert flaws(shell) == []
    model.choose("recuse")
    assert flaws(shell) == []
