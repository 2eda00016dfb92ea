"""The result and the way out: summary, report, fee, release."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import digest
from seat_client.services.report_signing import ReportSigning
from seat_client.services.summary import SummaryCheck
from seat_client.sync.client import CentreClient
from seat_client.ui.screens.report_signing.view import ReportSigningView
from seat_client.ui.screens.report_signing.view_model import ReportSigningModel
from seat_client.wire.models import ActOutcome
from tests.gui.closing import (
    ReportDesk,
    part,
    press,
    release_of,
    report_desk,
    says,
    seat_at,
    shown,
    summary_of,
    waiting_of,
    words,
)
from tests.gui.desk import PIN
from tests.gui.pictures import WIDE, settle, shell_around
from tests.gui.review_desk import MEMBER, Desk
from tests.gui.scenes import PATIENCE_MS, State, until
from tests.gui.scenes.entry import signed_in
from tests.gui.scenes.work import LOST
from tests.gui.test_entry_pages import page_of
from tests.unit.documents import bids

SIGN = "sign-report"


def summary(folder: Path) -> Iterator[State]:
    with seat_at(folder, StageId.SUMMARY) as desk:
        shell = shell_around(summary_of(desk), WIDE, current=7)
        page = shell.page
        assert page is not None
        yield "equal", shell
        QTest.keyClick(page, Qt.Key.Key_Left)
        yield "price-explained", shell
        for _ in range(2):
            QTest.keyClick(page, Qt.Key.Key_Left)
        yield "technical-explained", shell
        press(shell, "all-sheets")
        yield "all-sheets", shell
        press(shell, "all-sheets")
        shell.show_fault(LOST)
        yield "offline", shell
        shell.show_fault(None)
        press(shell, "ask-review")
        yield "review-asked", shell
        QTest.keyClick(shell, Qt.Key.Key_Escape)
        press(shell, "dissent")
        yield "dissent", shell
        QTest.keyClick(shell, Qt.Key.Key_Escape)
        page.setFocus()
        QTest.keyClick(page, Qt.Key.Key_Return)
        yield "asked-once", shell
        press(shell, "confirm-dialog-yes")
        until(lambda: any(isinstance(a, ev.ConfirmSummary) for a in desk.store.own_acts(MEMBER)))
        desk.hear()
        true = desk.seat.evaluation.summary
        assert true is not None
        desk.others(lambda _: ev.ConfirmSummary(true.result_digest, warnings=1), but=2)
        yield "confirmed", shell
        result = json.loads(json.dumps(true.result))
        result["rows"]["C5"]["total"] = "86.74"
        desk.played.record(ev.SummaryPublished(true.sheets, result, digest(result)))
        desk.hear()
        yield "differs", shell
        shell.end()
    yield from _no_summary(folder)


def _no_summary(folder: Path) -> Iterator[State]:
    with seat_at(folder / "waiting", StageId.PRICE) as desk:
        shell = shell_around(summary_of(desk), WIDE, current=7)
        yield "locks-awaited", shell
        shell.end()
    blocked = Desk(folder / "blocked")
    blocked.sheets["rulings"]["abnormal"].clear()
    blocked.play_until(StageId.SUMMARY)
    shell = shell_around(summary_of(blocked), WIDE, current=7)
    yield "blocked", shell
    shell.end()
    blocked.close()


def report(folder: Path) -> Iterator[State]:
    with report_desk(folder, until) as desk:
        view = desk.view()
        shell = shell_around(view, WIDE, current=8)
        pages = view.pane.view
        pages.setProperty("varies", True)  # its times, codes and digests are those of this run
        until(lambda: pages.page_count() and pages.is_drawn(1) and desk.model.checks)
        until(lambda: "第 1 稿 · 生成后未改动" in words(shell))
        yield "to-read", shell
        press(shell, "last-page")
        until(lambda: not says(shell, SIGN).startswith("请先阅读至最后一页"))
        yield "read", shell
        desk.sign_as("E2", "E4")
        press(shell, "report-changes-open")
        until(lambda: "每一稿只增加了签名，报告内容没有任何改动。" in words(shell))
        yield "changes", shell
        press(shell, "changes-close")
        press(shell, SIGN)
        yield "pin", shell
        QTest.keyClicks(part(shell, "pin"), "654321")
        QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Return)
        until(lambda: "还可尝试 4 次" in words(shell))
        yield "wrong-pin", shell
        QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Escape)
        shell.show_fault(LOST)
        yield "offline", shell
        shell.show_fault(None)
        _serve(desk)
        yield "notice", shell
        press(shell, "refuse-signing")
        yield "refusing", shell
        QTest.keyClick(part(shell, "refusal-text"), Qt.Key.Key_Escape)
        desk.desk.pull_key()
        until(lambda: says(shell, SIGN).startswith("请插入签名 Key"))
        yield "no-key", shell
        desk.desk.insert_key()
        until(lambda: part(shell, SIGN).isEnabled())
        press(shell, SIGN)
        QTest.keyClicks(part(shell, "pin"), PIN)
        QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Return)
        until(lambda: not shown(shell, "pin"))
        desk.hear()
        yield "signed", shell
        shell.end()
        yield from _no_report(desk)


def _serve(desk: ReportDesk) -> None:
    now = datetime.now(UTC)
    facts = [ev.NoticeServed(m, now.isoformat(), (now + timedelta(minutes=30)).isoformat()) for m in ("E3", "E5")]
    desk.centre.desk.write(lambda _: facts)
    desk.hear()


def _no_report(desk: ReportDesk) -> Iterator[State]:
    nobody = CentreClient("http://127.0.0.1:1")
    signing = ReportSigning(desk.seat, desk.desk.keys, nobody, SummaryCheck(desk.seat))
    model = ReportSigningModel(signing, desk.seat, desk.desk.watch, desk.desk.bridge)
    shell = shell_around(ReportSigningView(model), WIDE, current=8)
    until(lambda: shown(shell, "report-again"))
    yield "no-centre", shell
    shell.end()
    nobody.close()


def fee(folder: Path) -> Iterator[State]:
    with signed_in(folder) as (desk, seat):
        shell = shell_around(page_of(desk, seat, StageId.FEE), WIDE, current=8)
        yield "slip", shell
        press(shell, "confirm-fee")
        yield "pin", shell
        shell.end()


def release(folder: Path) -> Iterator[State]:
    with seat_at(folder, StageId.SUMMARY) as desk:
        desk.played.record(ev.StageOpened(StageId.RELEASE))
        desk.hear()
        for code in ("C1", "C2"):
            desk.put_on_shelf("technical", code, bids.bid(1))
        shell = shell_around(release_of(desk), WIDE, current=8)
        yield "to-confirm", shell
        press(shell, "confirm-release")
        yield "asked-once", shell
        press(shell, "confirm-dialog-yes")
        until(lambda: any(isinstance(a, ev.ConfirmRelease) for a in desk.store.own_acts(MEMBER)))
        desk.hear()
        settle(shell)
        yield "waiting-for-the-centre", shell
        pending = desk.store.pending(10_000)
        desk.store.settle([ActOutcome(id=e.id, state="accepted") for e in pending]).result(PATIENCE_MS)
        until(lambda: shown(shell, "may-leave"))
        yield "may-leave", shell
        shell.end()
    with seat_at(folder / "over", StageId.SUMMARY) as desk:
        desk.played.record(ev.StageOpened(StageId.CLOSED))
        desk.hear()
        shell = shell_around(waiting_of(desk), WIDE, current=8)
        yield "over", shell
        shell.end()


SCENES = {"summary": summary, "report": report, "fee": fee, "release": release}
