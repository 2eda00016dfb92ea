"""Signing the report: no button before the last page, the very bytes, one's own key, the chair last."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from seat_client.evidence.verification import verify
from seat_client.services.report_signing import ReportCopy, ReportSigning
from seat_client.services.summary import SummaryCheck
from seat_client.sync.client import CentreClient
from seat_client.ui.screens.report_signing.view import ReportSigningView
from seat_client.ui.screens.report_signing.view_model import ReportSigningModel
from seat_client.ui.sentences import sentence
from seat_client.ui.shell import Shell
from tests.gui.closing import DEADLINE, ReportDesk, part, press, report_desk, says, shown, squeezed, words
from tests.gui.desk import PIN
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.walk import faults

Until = Callable[[Callable[[], object]], None]
SIGN = "sign-report"


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE)


@pytest.fixture
def desk(tmp_path: Path, until: Until) -> Iterator[ReportDesk]:
    with report_desk(tmp_path, until) as made:
        yield made


@pytest.fixture
def shell(desk: ReportDesk, until: Until) -> Iterator[Shell]:
    window = opened(desk, until)
    yield window
    window.end()


def opened(desk: ReportDesk, until: Until, size: QSize = WIDE) -> Shell:
    """The page with its first sheet drawn and the checks done."""
    shell = shell_around(desk.view(), size, current=8)
    pages = view(shell).pane.view
    until(lambda: pages.page_count() and pages.is_drawn(1) and desk.model.checks)
    return shell


def view(shell: Shell) -> ReportSigningView:
    assert isinstance(shell.page, ReportSigningView)
    return shell.page


def read_to_the_end(shell: Shell, until: Until) -> None:
    press(shell, "last-page")
    until(lambda: says(shell, SIGN) != "请先阅读至最后一页")


def type_pin(shell: Shell, pin: str) -> None:
    QTest.keyClicks(part(shell, "pin"), pin)
    QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Return)


def test_the_bytes_the_checks_and_the_signers(desk: ReportDesk, shell: Shell) -> None:
    digest = hashlib.sha256(desk.centre.report.content()).hexdigest()
    assert says(shell, "report-digest").replace(" ", "").replace("\n", "") == digest
    assert [len(line.split()) for line in says(shell, "report-digest").split("\n")] == [8, 8]
    said = words(view(shell).form)
    assert "与中心一致" in said
    for check in ("7 / 7 席位一致", "逐项一致", "齐全", "2 项均有记录", "同一文件"):
        assert check in said
    assert [line.state for line in desk.model.checks] == ["ok"] * 5
    assert said.index("评委 3 · 本席") < said.index("评委 1 · 组长\n其他成员签毕后签")
    assert "拒绝签署又不书面说明理由的，视为同意评标结论" in said


def test_no_signature_before_the_last_page_was_shown(desk: ReportDesk, shell: Shell, until: Until) -> None:
    assert says(shell, SIGN) == "请先阅读至最后一页"
    assert not part(shell, SIGN).isEnabled()
    pages = view(shell).pane.view
    QTest.keyClick(view(shell), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not shown(shell, "pin")
    pages.go_to_page(pages.page_count() - 1)
    until(lambda: pages.is_drawn(pages.page_count() - 1))
    settle(shell)
    assert not part(shell, SIGN).isEnabled()
    pages.next_page()
    until(lambda: part(shell, SIGN).isEnabled())


def test_signed_with_the_own_key_while_others_sign_meanwhile(desk: ReportDesk, shell: Shell, until: Until) -> None:
    read_to_the_end(shell, until)
    page = view(shell).pane.view.page()
    desk.sign_as("E2", "E4")
    assert view(shell).pane.view.page() == page, "reading goes on"
    assert part(shell, SIGN).isEnabled()
    assert says(shell, "signing-progress") == "2 / 7"
    press(shell, SIGN)
    type_pin(shell, PIN)
    until(lambda: not shown(shell, "pin"))
    desk.hear()
    assert says(shell, SIGN) == "已签署，等待其他成员（3 / 7）"
    assert list(desk.seat.evaluation.report_signed) == ["E2", "E4", "E3"]


def test_a_wrong_pin_says_how_many_tries_are_left(desk: ReportDesk, shell: Shell, until: Until) -> None:
    read_to_the_end(shell, until)
    press(shell, SIGN)
    type_pin(shell, "654321")
    until(lambda: "还可尝试 4 次" in words(shell))
    assert shown(shell, "pin")
    assert desk.centre.desk.evaluation.report_signed == {}
    type_pin(shell, PIN)
    until(lambda: "E3" in desk.centre.desk.evaluation.report_signed)


def test_the_pin_dialog_says_what_is_signed_and_escape_leaves_it(desk: ReportDesk, shell: Shell, until: Until) -> None:
    read_to_the_end(shell, until)
    press(shell, SIGN)
    digest = desk.model.digest
    said = words(shell)
    assert f"评标报告，摘要 {digest[:4]} {digest[4:8]} … {digest[-8:-4]} {digest[-4:]}" in said
    assert "纪若岚（与签到身份一致）" in said
    QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Escape)
    assert not shown(shell, "pin")
    assert desk.centre.desk.evaluation.report_signed == {}


def test_the_key_pulled_out_stands_on_the_button(desk: ReportDesk, shell: Shell, until: Until) -> None:
    read_to_the_end(shell, until)
    desk.desk.pull_key()
    until(lambda: says(shell, SIGN) == "请插入签名 Key")


def test_other_bytes_than_were_read_are_read_again(desk: ReportDesk, shell: Shell, until: Until) -> None:
    read_to_the_end(shell, until)
    other = b"%PDF-1.7 another report"
    desk.signing.copy = ReportCopy(other, hashlib.sha256(other).hexdigest())
    press(shell, SIGN)
    type_pin(shell, PIN)
    until(lambda: says(shell, SIGN) == "请先阅读至最后一页")
    assert not shown(shell, "pin")
    assert says(shell, "problem") == str(sentence("report_changed"))
    assert desk.centre.desk.evaluation.report_signed == {}
    until(view(shell).pane.view.page_count)
    read_to_the_end(shell, until)
    assert part(shell, SIGN).isEnabled()


def test_the_chair_signs_after_the_others(tmp_path: Path, until: Until) -> None:
    with report_desk(tmp_path, until, "E1") as desk:
        shell = opened(desk, until, COMPACT)
        read_to_the_end(shell, until)
        assert says(shell, SIGN) == "其他成员签毕后签"
        desk.sign_as("E2", "E3", "E4", "E5", "E6", "E7")
        until(lambda: part(shell, SIGN).isEnabled())
        press(shell, SIGN)
        type_pin(shell, PIN)
        until(lambda: desk.centre.desk.evaluation.report_closed)
        verdict = verify(desk.centre.report.content(), desk.centre.trust)
        assert verdict.valid, verdict
        shell.end()


def test_a_centre_that_is_away_can_be_asked_again(desk: ReportDesk, until: Until) -> None:
    nobody = CentreClient("http://127.0.0.1:1")
    signing = ReportSigning(desk.seat, desk.desk.keys, nobody, SummaryCheck(desk.seat))
    model = ReportSigningModel(signing, desk.seat, desk.desk.watch, desk.desk.bridge)
    shell = shell_around(ReportSigningView(model), WIDE, current=8)
    until(lambda: shown(shell, "report-again"))
    assert says(shell, "problem") == str(sentence("centre_unreachable"))
    assert says(shell, SIGN) == "正在取回评标报告"
    asked: list[bool] = []
    model.changed.connect(lambda: asked.append(model.loading))
    press(shell, "report-again")
    until(lambda: True in asked and shown(shell, "problem"))
    shell.end()
    nobody.close()


@pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])
def test_everything_can_be_reached_and_has_a_name(desk: ReportDesk, until: Until, size: QSize) -> None:
    shell = opened(desk, until, size)
    assert faults(view(shell)) == []
    assert squeezed(view(shell)) == []
    assert view(shell).form.width() == (480 if size is WIDE else 420)
    shell.end()
