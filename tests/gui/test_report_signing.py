"""Signing the report: no button before the last page, the very bytes, one's own key, the chair last."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from test_verification import replace_page

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.verification import verify
from seat_client.services.report_signing import ReportCopy, ReportSigning
from seat_client.services.summary import SummaryCheck
from seat_client.sync.client import CentreClient
from seat_client.ui.screens.report_signing.view import ReportSigningView
from seat_client.ui.screens.report_signing.view_model import ReportSigningModel
from seat_client.ui.sentences import sentence, sentence_for
from seat_client.ui.shell import Shell
from tests.gui.closing import DEADLINE, ReportDesk, part, press, report_desk, says, shown, squeezed, words
from tests.gui.desk import PIN
from tests.gui.looks import flaws
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


# --- the certificate before the PIN, and what changed since each signature -----------------------------------------


def push(desk: ReportDesk, *revoked: bytes, days_ago: int = 0) -> None:
    """The centre pushes another revocation list, which the seat fetches with the report."""
    at = datetime.now(UTC) - timedelta(days=days_ago, minutes=5)
    desk.centre.crls = (desk.desk.authority.revoke(revoked, at=at),)
    desk.desk.keys.rely_on(desk.seat.assignment.model_copy(update={"crls": encoded(desk.centre.crls)}))
    desk.model.changed.emit()


def encoded(crls: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(base64.b64encode(crl).decode() for crl in crls)


def test_a_certificate_that_may_not_sign_is_refused_before_the_pin_dialog(
    desk: ReportDesk, shell: Shell, until: Until
) -> None:
    read_to_the_end(shell, until)
    (key,) = desk.desk.watch.current.keys
    for words_of, lists in (
        ("certificate-revoked", lambda: push(desk, key.certificate)),
        ("certificate-revocation-stale", lambda: push(desk, days_ago=40)),
    ):
        lists()
        assert says(shell, SIGN) == "证书不可用"
        assert not part(shell, SIGN).isEnabled()
        refusal = desk.signing.standing().refusal
        assert refusal is not None
        assert refusal.code == words_of
        assert says(shell, "problem") == str(sentence_for(refusal))
        QTest.keyClick(view(shell), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert not shown(shell, "pin")
    push(desk)
    assert part(shell, SIGN).isEnabled()
    press(shell, SIGN)
    assert "吊销核对" in words(shell)
    assert "小时前" in words(shell)


def test_what_changed_since_each_signature(desk: ReportDesk, shell: Shell, until: Until) -> None:
    until(lambda: "第 1 稿 · 生成后未改动" in words(shell))
    desk.sign_as("E2", "E4")
    press(shell, "report-changes-open")
    until(lambda: "每一稿只增加了签名，报告内容没有任何改动。" in words(shell))
    said = words(shell)
    assert "中心 · 生成报告" in said
    assert "其后只增加 2 个签名" in said
    assert "其后没有改动" in said
    assert "纪若岚" not in said
    assert not squeezed(shell)
    press(shell, "changes-close")
    assert "第 3 稿 · 生成后未改动" in words(shell)


def test_a_report_changed_after_signing_is_not_signed(desk: ReportDesk, shell: Shell, until: Until) -> None:
    read_to_the_end(shell, until)
    copy = desk.signing.copy
    assert copy is not None
    changed = replace_page(copy.content, page=1)
    desk.signing.copy = ReportCopy(changed, hashlib.sha256(changed).hexdigest())
    desk.model.since.examine()
    until(lambda: says(shell, SIGN) == "报告签名后被改动，不能签署")
    assert "签名后有改动" in words(shell)


# --- every state of the signature ---------------------------------------------------------------------------------


def tell(desk: ReportDesk, *facts: ev.Fact) -> None:
    """What the centre records next."""
    desk.centre.desk.write(lambda _: list(facts))
    desk.hear()


def served(desk: ReportDesk, member: str, minutes: int) -> None:
    now = datetime.now(UTC)
    tell(desk, ev.NoticeServed(member, now.isoformat(), (now + timedelta(minutes=minutes)).isoformat()))


def test_what_keeps_one_from_signing_stands_on_the_button(desk: ReportDesk, shell: Shell, until: Until) -> None:
    read_to_the_end(shell, until)
    view(shell).show_connection(False)
    assert says(shell, SIGN) == "恢复连接后可用"
    view(shell).show_connection(True)
    assert part(shell, SIGN).isEnabled()
    desk.seat.offset = timedelta(days=366 * 20)
    desk.model.changed.emit()
    assert says(shell, SIGN) == "Key 证书已过期"
    desk.seat.offset = timedelta()
    headings = tuple(entry.title for entry in view(shell).pane.view.outline())
    desk.model.take_headings(headings[:1])
    assert says(shell, SIGN) == "核对未通过：报告十项内容"
    unruled = ev.FlagRaised("x", StageId.TECHNICAL_RULINGS, "abnormal-score", "0.5", "C1", section="T", expert="E6")
    desk.seat.fold([ev.RecordedFact(10**6, datetime.now(UTC).isoformat(), unruled)])
    assert says(shell, SIGN) == "核对未通过：报告十项内容等 2 项"
    assert flaws(shell) == []
    desk.seat.evaluation.flags.pop("x")
    desk.model.take_headings(headings)
    desk.desk.pull_key()
    until(lambda: says(shell, SIGN) == "请插入签名 Key")
    desk.desk.insert_key("E1")
    until(lambda: says(shell, SIGN) == "Key 的持有人不是本席人员")


def test_not_signing_its_notice_and_its_written_reason(desk: ReportDesk, shell: Shell, until: Until) -> None:
    assert not shown(shell, "signing-notice")
    press(shell, "refuse-signing")
    assert says(shell, "refusal-send") == "不签署，暂不说明理由"
    QTest.keyClick(part(shell, "refusal-text"), Qt.Key.Key_Escape)
    settle(shell)
    assert not shown(shell, "refusal-text")
    served(desk, "E3", 30)
    served(desk, "E5", 20)
    settle(shell)
    said = says(shell, "signing-notice")
    assert said.startswith("请于 ")
    assert "剩余 29:" in said
    assert "逾期视为同意评标结论" in said
    assert "已通知，限 " in words(view(shell).form)
    assert flaws(shell) == []
    press(shell, "refuse-signing")
    QTest.keyClicks(part(shell, "refusal-text"), "I object")
    assert says(shell, "refusal-send") == "不签署并提交理由"
    assert flaws(shell) == []
    press(shell, "refusal-send")
    until(lambda: any(isinstance(act, ev.RefuseSigning) for act in desk.seat.store.own_acts("E3")))
    tell(desk, ev.SigningRefused("E3", "I object", datetime.now(UTC).isoformat()))
    settle(shell)
    assert says(shell, SIGN) == "未签署，书面理由已记录"
    assert not part(shell, "refuse-signing").isEnabled()
    assert not shown(shell, "signing-notice")
    assert "书面拒签" in words(view(shell).form)


def test_deemed_to_agree_an_own_dissent_and_all_signed(desk: ReportDesk, shell: Shell) -> None:
    e, at = desk.seat.evaluation, datetime.now(UTC).isoformat()
    desk.seat.own.dissent = "我不同意"
    desk.model.changed.emit()
    settle(shell)
    assert "您的书面不同意见已载入报告，仍请签署。" in words(view(shell).form)
    e.apply(ev.AgreementDeemed("E3", e.report_digest, e.report_size, at))
    desk.model.changed.emit()
    settle(shell)
    assert says(shell, SIGN) == "未签署且未书面说明，视为同意"
    assert "视为同意" in words(view(shell).form)
    for member in (m for m in e.members if m != "E3"):
        e.apply(ev.ReportSigned(member, e.report_digest, e.report_size, at))
    desk.model.changed.emit()
    assert says(shell, SIGN) == "全体已签署，评标中心正在封存报告"
    assert says(shell, "signing-progress") == "7 / 7"
