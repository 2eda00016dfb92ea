"""What everybody passes on the way in and out: discipline, the tender's rules, the fee slip."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.discipline import Discipline, TenderReading
from seat_client.services.fee import Fee
from seat_client.services.seat import Seat
from seat_client.ui.screens.discipline.view import DisciplineView
from seat_client.ui.screens.discipline.view_model import DisciplineModel
from seat_client.ui.screens.fee.view import FeeView
from seat_client.ui.screens.fee.view_model import FeeModel
from seat_client.ui.screens.tender_reading.passages import passages
from seat_client.ui.screens.tender_reading.view import TenderReadingView
from seat_client.ui.screens.tender_reading.view_model import TenderReadingModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.pages import OneTaskFrame, Page
from seat_client.ui.widgets.pin import PinDialog
from tests.gui.desk import MEMBER, PIN, Desk, desk_in, others, tell
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.walk import faults

DEADLINE = 60_000
BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])
STAGES = (StageId.DISCIPLINE, StageId.TENDER_READING, StageId.FEE)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_in(tmp_path) as made:
        made.insert_key()
        qtbot.waitUntil(lambda: bool(made.watch.current.keys), timeout=DEADLINE)
        yield made


@pytest.fixture
def seat(desk: Desk) -> Seat:
    opened = desk.sign_in()
    tell(opened, *(ev.MemberSignedIn(member, "x", ("key",)) for member in opened.evaluation.members))
    return opened


def page_of(desk: Desk, seat: Seat, stage: StageId) -> Page:
    if stage is not StageId.DISCIPLINE:
        tell(seat, ev.BallotClosed(1, {"E1": seat.evaluation.size}, "E1"))
    tell(seat, ev.StageOpened(stage))
    match stage:
        case StageId.DISCIPLINE:
            return DisciplineView(DisciplineModel(Discipline(seat), seat, desk.bridge))
        case StageId.TENDER_READING:
            return TenderReadingView(TenderReadingModel(TenderReading(seat), seat, desk.bridge))
        case _:
            tell(seat, ev.FeesComputed(tuple(ev.FeeSlip(m, "6.5", "P1", "") for m in seat.evaluation.members)))
            return FeeView(FeeModel(Fee(seat, desk.keys), seat, desk.watch, desk.bridge))


def button(shell: Shell) -> str:
    page = shell.page
    assert isinstance(page, OneTaskFrame)
    assert page.primary is not None
    return page.primary.text().strip()


def part(shell: Shell, name: str) -> QWidget:
    found = shell.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def words(root: QWidget) -> str:
    return "\n".join(text.text() for text in root.findChildren(QLabel) if text.isVisible())


def test_discipline_by_keyboard_alone(desk: Desk, seat: Seat, qtbot: QtBot) -> None:
    shell = shell_around(page_of(desk, seat, StageId.DISCIPLINE), COMPACT)
    for _ in range(10):
        QTest.keyClick(shell.page, Qt.Key.Key_Space)
    settle(shell)
    assert button(shell) == "请说明手机放在何处"
    part(shell, "phone-handed").setFocus()
    QTest.keyClick(part(shell, "phone-handed"), Qt.Key.Key_Space)
    assert button(shell) == "请填写寄存柜号"
    QTest.keyClicks(part(shell, "phone-box"), "12")
    assert button(shell) == "我已阅读并将遵守"
    QTest.keyClick(part(shell, "phone-box"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: seat.own.discipline is not None, timeout=DEADLINE)
    assert seat.own.discipline is not None
    assert seat.own.discipline.phone_box == "12"
    assert seat.own.discipline.rules_digest == seat.assignment.rules_digest
    assert "等待其他评委" in button(shell)
    shell.end()


def test_a_member_without_a_phone_says_so(desk: Desk, seat: Seat, qtbot: QtBot) -> None:
    shell = shell_around(page_of(desk, seat, StageId.DISCIPLINE), WIDE)
    qtbot.waitUntil(lambda: button(shell) == "请说明手机放在何处", timeout=DEADLINE)
    QTest.mouseClick(part(shell, "phone-none"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(part(shell, "acknowledge"), Qt.MouseButton.LeftButton)
    assert seat.own.discipline is not None
    assert seat.own.discipline.phone_box == "none"
    shell.end()


def test_the_rules_name_every_item_criterion_and_threshold_and_no_bidder(seat: Seat) -> None:
    text = "\n".join(p.text for p in passages(seat.project))
    for named in (*seat.project.preliminary, *seat.project.criteria, *seat.project.sections):
        assert named.title.zh in text
    assert "0.98" in text
    assert not any(bidder.name in text for bidder in seat.project.bidders)


def test_the_rules_must_be_read_to_their_end(desk: Desk, seat: Seat, qtbot: QtBot) -> None:
    shell = shell_around(page_of(desk, seat, StageId.TENDER_READING), COMPACT)
    assert button(shell) == "请先读至末尾"
    for _ in range(60):
        QTest.keyClick(shell.page, Qt.Key.Key_Space)
    settle(shell)
    assert button(shell) == "我已阅读评标办法"
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: seat.own.reading, timeout=DEADLINE)
    tell(seat, *(ev.ReadingConfirmed(member) for member in others(seat)[:2]))
    assert "2 / 7" in button(shell)
    shell.end()


def test_the_fee_slip_is_signed_with_the_key(desk: Desk, seat: Seat, qtbot: QtBot) -> None:
    page = page_of(desk, seat, StageId.FEE)
    assert isinstance(page, FeeView)
    shell = shell_around(page, WIDE)
    assert "6.5 小时" in words(shell)
    QTest.mouseClick(part(shell, "confirm-fee"), Qt.MouseButton.LeftButton)
    settle(shell)
    field = shell.findChild(PinDialog).block.field
    with qtbot.waitSignal(page.model.rejected, timeout=DEADLINE):
        QTest.keyClicks(field, "000000")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert seat.own.fee is None
    QTest.keyClicks(field, PIN)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: seat.own.fee is not None, timeout=DEADLINE)
    assert seat.member == MEMBER
    shell.end()


def test_a_slip_that_is_still_counted_cannot_be_signed(desk: Desk, seat: Seat) -> None:
    tell(seat, ev.StageOpened(StageId.FEE))
    shell = shell_around(FeeView(FeeModel(Fee(seat, desk.keys), seat, desk.watch, desk.bridge)), WIDE)
    assert button(shell) == "中心正在计算时长"
    shell.end()


@BOTH
@pytest.mark.parametrize("stage", STAGES)
def test_everything_can_be_reached_and_has_a_name(desk: Desk, seat: Seat, stage: StageId, size: QSize) -> None:
    shell = shell_around(page_of(desk, seat, stage), size)
    assert faults(shell) == []
    assert all(field.accessibleName() for field in shell.findChildren(QLineEdit) if field.isVisible())
    shell.end()
