"""A lost line at a real seat: the banner over every page, the page that says what still works, and the way back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from seat_client.app.disturbance_desk import DisturbanceDesk
from seat_client.domain import events as ev
from seat_client.services.disturbance import Disturbances, Machine
from seat_client.services.motions import Motions
from seat_client.services.sign_in import Arrival
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.ui.screens.fault.view import FaultView
from seat_client.ui.screens.fault.view_model import FaultModel
from seat_client.ui.screens.preliminary.view import PreliminaryView
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.help import HelpLayer
from seat_client.ui.widgets.plates import StatusLine
from tests.gui.closing import part, press, says, shown, words
from tests.gui.looks import english, flaws
from tests.gui.pictures import WIDE, settle, shell_around
from tests.gui.review_desk import Desk

DEADLINE = 60_000


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def shell(desk: Desk) -> Iterator[Shell]:
    model = PreliminaryModel(desk.review(blind=False), desk.seat, desk.bridge)
    window = shell_around(PreliminaryView(model, desk.reading()), WIDE, current=3)
    yield window
    window.end()


@pytest.fixture
def trouble(desk: Desk, shell: Shell) -> Iterator[DisturbanceDesk]:
    """The seat's own desk for disturbances; its patience is at an end at once."""
    sync = SyncLoop(desk.store, desk.centre)
    made = DisturbanceDesk(shell, desk.seat, sync, desk.bridge, desk.folder)
    made._patience.setInterval(0)
    yield made
    made.stop()


def lose(trouble: DisturbanceDesk, shell: Shell, qtbot: QtBot, failures: int = 1) -> None:
    trouble.see_sync(SyncState(reachable=False, failures=failures, problem="centre_unreachable", pending=2))
    qtbot.waitUntil(shell.fault_banner.isVisible, timeout=DEADLINE)


def test_a_centre_that_does_not_answer_is_told_by_the_loop_itself(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    sync = SyncLoop(desk.store, desk.centre)
    trouble = DisturbanceDesk(shell, desk.seat, sync, desk.bridge, desk.folder)
    trouble._patience.setInterval(0)
    desk.bridge.connect(sync.state, trouble.see_sync)
    sync.start()
    qtbot.waitUntil(shell.fault_banner.isVisible, timeout=DEADLINE)
    assert says(shell, "fault-title") == "无法连接评标中心。"
    assert trouble.disturbances.lost
    sync.stop()
    trouble.stop()


def test_the_banner_counts_down_over_the_page_and_votes_are_kept(
    trouble: DisturbanceDesk, shell: Shell, qtbot: QtBot
) -> None:
    lose(trouble, shell, qtbot)
    assert part(shell, "fault-detail").text().startswith("已持续 0:00:0")
    assert "距封存 3:59:5" in part(shell, "fault-detail").text()
    for name in ("fault-details", "fault-retry", "fault-call"):
        assert shown(shell, name)
    assert not shown(shell, "fault-noted")
    assert "已存本机，尚未提交" in says(shell, "saved-state")


def test_the_page_lies_over_the_work_and_enter_goes_back_to_the_same_cell(
    desk: Desk, trouble: DisturbanceDesk, shell: Shell, qtbot: QtBot
) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow, timeout=DEADLINE)
    page = shell.page
    assert isinstance(page, PreliminaryView)
    page.matrix.focus_chosen()
    before = shell.focusWidget()
    desk.seat.act(ev.VotePreliminary("B03", "F1", True)).result(30)
    lose(trouble, shell, qtbot)
    press(shell, "fault-details")
    assert isinstance(shell.over, FaultView)
    assert not page.isVisible()
    assert says(shell, "fault-heading") == "连接中断，您可以继续评审"
    assert says(shell, "fault-pending") == "1"
    assert shell.focusWidget() is part(shell, "fault-back")
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
    settle(shell)
    assert shell.over is None
    assert shell.page is page, "what was typed is still there"
    assert shell.focusWidget() is before


def test_keys_of_the_page(trouble: DisturbanceDesk, shell: Shell, qtbot: QtBot) -> None:
    lose(trouble, shell, qtbot)
    press(shell, "fault-details")
    assert shell.over is not None
    with qtbot.waitSignal(shell.over.retry_requested, timeout=DEADLINE):  # type: ignore[attr-defined]
        QTest.keyClick(shell.over, Qt.Key.Key_R)
    QTest.keyClick(shell.over, Qt.Key.Key_F1)
    layer = shell.findChild(HelpLayer)
    assert layer is not None
    QTest.keyClick(layer, Qt.Key.Key_Escape)
    settle(shell)
    assert shell.over is not None, "Esc closes the topmost layer first"
    QTest.keyClick(shell.over, Qt.Key.Key_Escape)
    assert shell.over is None


def test_the_green_banner_stands_until_it_is_pressed_and_counts_what_waits(
    trouble: DisturbanceDesk, shell: Shell, qtbot: QtBot
) -> None:
    lose(trouble, shell, qtbot)
    trouble.see_sync(SyncState(reachable=True, pending=2))
    assert says(shell, "fault-title") == "与评标中心的连接已恢复"
    assert part(shell, "fault-detail").text() == "尚有 2 条正在上传。"
    trouble.see_sync(SyncState(reachable=True, pending=0))
    assert part(shell, "fault-detail").text() == "全部内容已送达评标中心。"
    assert "尚未提交" not in words(shell)
    press(shell, "fault-noted")
    assert not shell.fault_banner.isVisible()


def test_a_line_that_is_away_for_a_moment_brings_no_banner(trouble: DisturbanceDesk, shell: Shell) -> None:
    trouble._patience.setInterval(3_600_000)
    trouble.see_sync(SyncState(reachable=False, failures=1))
    trouble.see_sync(SyncState(reachable=True))
    assert not shell.fault_banner.isVisible()


@pytest.mark.parametrize(
    ("machine", "title"),
    [
        (Machine(on_battery=True, charge=41, free=10**12), "本机位正使用电池供电"),
        (Machine(free=700 * 1024**2), "本机磁盘空间不足（剩余 700 MB）。"),
    ],
    ids=["battery", "disk"],
)
def test_battery_and_a_full_disk_are_amber_and_the_centre_stays_in_reach(
    trouble: DisturbanceDesk, shell: Shell, machine: Machine, title: str
) -> None:
    trouble.disturbances.see_machine(machine)
    trouble._show()
    assert says(shell, "fault-title") == title
    assert shell.fault_banner.property("state") == "warn"
    assert not shown(shell, "fault-retry")
    assert "尚未提交" not in words(shell)
    press(shell, "fault-details")
    assert says(shell, "fault-countdown") == "—", "no limit runs"


def test_the_limit_is_told_once_it_is_reached(trouble: DisturbanceDesk, shell: Shell, qtbot: QtBot) -> None:
    lose(trouble, shell, qtbot)
    assert trouble.disturbances.since is not None
    trouble.disturbances.since -= timedelta(hours=4)
    with qtbot.waitSignal(trouble.limit_reached, timeout=DEADLINE):
        trouble._tick()


def test_the_committee_is_asked_to_seal_only_while_the_centre_answers(
    desk: Desk, trouble: DisturbanceDesk, shell: Shell, qtbot: QtBot
) -> None:
    lose(trouble, shell, qtbot)
    press(shell, "fault-details")
    assert says(shell, "ask-seal") == "恢复连接后可用"
    assert not part(shell, "ask-seal").isEnabled()
    trouble.see_sync(SyncState(reachable=True))
    press(shell, "ask-seal")
    press(shell, "confirm-dialog-yes")
    qtbot.waitUntil(
        lambda: [a.motion for a in desk.store.own_acts("E3") if isinstance(a, ev.ProposeMotion)] == ["overnight"],
        timeout=DEADLINE,
    )
    assert says(shell, "ask-seal") == "已提请，由评标委员会表决"


def test_one_line_lost_is_amber_in_the_strip_alone(shell: Shell) -> None:
    shell.show_link(StatusLine("有线专线", "中断，已切到 5G", "warn"))
    settle(shell)
    assert says(shell, "link-state") == "有线专线 中断，已切到 5G"
    assert not shell.fault_banner.isVisible()
    assert flaws(shell, WIDE) == []
    shell.show_link(None)
    assert not shown(shell, "link-state")


def fault_page(desk: Desk, minutes: int) -> FaultModel:
    """A model of a line lost so many minutes ago, with work that waits."""
    now = [datetime.now(UTC)]
    trouble = Disturbances(desk.seat, lambda: now[0])
    for item in ("F1", "F2"):
        desk.seat.act(ev.VotePreliminary("B03", item, True)).result(30)
    trouble.see_line(SyncState(reachable=False, failures=1))
    now[0] += timedelta(minutes=minutes)
    trouble.see_line(SyncState(reachable=False, failures=74))
    trouble.see_machine(Machine(on_battery=True, charge=83, free=1))
    return FaultModel(trouble, Motions(desk.seat), desk.bridge, "暗标 C3，第 12 页")


def test_what_works_what_waits_and_what_happened(desk: Desk) -> None:
    shell = shell_around(FaultView(fault_page(desk, 6)), WIDE, current=3)
    said = words(shell)
    assert says(shell, "fault-countdown") == "3:54:00"
    assert says(shell, "fault-back") == "返回评审：暗标 C3，第 12 页"
    for expected in ("满 4 小时未恢复，全部数据封存，另行组建评标委员会。", "表决", "2 条 · 末条", "可以继续",
                     "暂时不可用", "第 74 次重试，未接通", "市电中断，改用电池（83%）", "磁盘空间不足"):  # fmt: skip
        assert expected in said
    shell.end()


def test_under_half_an_hour_the_countdown_stands_on_red(desk: Desk) -> None:
    view = FaultView(fault_page(desk, 211))
    shell = shell_around(view, WIDE, current=3)
    assert says(shell, "fault-countdown") == "0:29:00"
    assert view.time.property("state") == "bad"
    shell.end()


def test_nothing_is_cut_off_at_any_size(desk: Desk) -> None:
    shell = shell_around(FaultView(fault_page(desk, 6)), WIDE, current=3)
    assert flaws(shell) == []
    shell.end()


def test_nothing_is_cut_off_in_english(desk: Desk) -> None:
    with english():
        shell = shell_around(FaultView(fault_page(desk, 6)), WIDE, current=3)
        assert shell.findChild(QLabel, "fault-heading").text() == "Connection lost, you can go on"
        assert flaws(shell) == []
        shell.end()


def test_what_came_along_from_the_other_seat_is_said_until_it_is_noted(trouble: DisturbanceDesk, shell: Shell) -> None:
    trouble.arrival = Arrival(entries=14)
    trouble._show()
    assert says(shell, "fault-title") == "已接续您在另一机位的工作"
    assert part(shell, "fault-detail").text() == "已取回 14 条录入内容，可从中断处继续。"
    press(shell, "fault-noted")
    assert not shell.fault_banner.isVisible()


def test_what_only_officers_can_open_stays_said(trouble: DisturbanceDesk, shell: Shell) -> None:
    trouble.arrival = Arrival(closed=3, number="3824 1175 9032")
    trouble._show()
    assert says(shell, "fault-title") == "您的签名 Key 打不开您在另一机位录入的内容（3 条）。"
    assert "核对码 3824 1175 9032：呼叫技术支持，报读给两位保管人" in part(shell, "fault-detail").text()
    trouble._dismiss()
    assert shell.fault_banner.isVisible()
