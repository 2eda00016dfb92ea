"""The committee's business over the stage's page: motions, questions to bidders, the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.discipline import TenderReading
from seat_client.services.motions import Motions, Questions
from seat_client.services.seat import Seat
from seat_client.services.undertaking import Undertaking
from seat_client.ui.screens.committee.recusal_model import RecusalModel
from seat_client.ui.screens.committee.view import CommitteeView
from seat_client.ui.screens.committee.view_model import CommitteeModel
from seat_client.ui.screens.tender_reading.view import TenderReadingView
from seat_client.ui.screens.tender_reading.view_model import TenderReadingModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.ui.widgets.pin import PinDialog
from tests.gui.desk import PIN, Desk, desk_in, tell
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.walk import faults

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
    members = opened.evaluation.members
    tell(opened, *(ev.MemberSignedIn(member, "x", ("key",)) for member in members))
    tell(opened, ev.BallotClosed(1, {"E1": len(members)}, "E1"))
    return opened


def in_blind_review(seat: Seat) -> None:
    tell(seat, ev.CodesDealt(("C1", "C2", "C3")), ev.StageOpened(StageId.TECHNICAL))


def page_of(desk: Desk, seat: Seat, tab: str = "motions") -> CommitteeView:
    recusal = RecusalModel(Undertaking(seat, desk.keys), seat, desk.watch, desk.bridge)
    return CommitteeView(CommitteeModel(Motions(seat), Questions(seat), seat, desk.bridge), recusal, tab)


def part(shell: Shell, name: str) -> QWidget:
    found = shell.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def click(shell: Shell, name: str) -> None:
    QTest.mouseClick(part(shell, name), Qt.MouseButton.LeftButton)
    settle(shell)


def typed(shell: Shell, name: str, text: str) -> None:
    field = part(shell, name)
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText(text)


def words(root: QWidget) -> str:
    return "\n".join(text.text() for text in root.findChildren(QLabel) if text.isVisible())


def button_words(shell: Shell, name: str) -> str:
    button = part(shell, name)
    assert isinstance(button, QAbstractButton)
    return button.text().strip()


def test_a_motion_says_what_is_missing_and_is_then_on_the_record(desk: Desk, seat: Seat, qtbot: QtBot) -> None:
    in_blind_review(seat)
    shell = shell_around(page_of(desk, seat), WIDE)
    assert button_words(shell, "motion-send") == "请选择动议事项"
    click(shell, "motion-kind-extension")
    assert button_words(shell, "motion-send") == "请填写理由"
    typed(shell, "motion-text", "标书篇幅大，时间不够。")
    click(shell, "motion-send")
    qtbot.waitUntil(lambda: seat.store.pending_count() > 0, timeout=DEADLINE)
    assert next(iter(seat.own.motion_votes.values())) is True
    shell.end()


def test_a_motion_of_another_waits_for_the_own_vote_and_shows_its_result(desk: Desk, seat: Seat) -> None:
    in_blind_review(seat)
    tell(seat, ev.MotionProposed("m1", "E2", "extension", "时间不够", StageId.TECHNICAL, minutes=30))
    shell = shell_around(page_of(desk, seat), COMPACT)
    assert "延长评标时间 30 分钟" in words(shell)
    click(shell, "motion-for-0")
    assert seat.own.motion_votes["m1"] is True
    assert "本席：赞成" in words(shell)
    assert shell.findChild(QWidget, "motion-for-0") is None
    tell(seat, ev.MotionDecided("m1", True, 3, 0, 7))
    settle(shell)
    assert "通过：赞成 3，反对 0，共 7 人" in words(shell)
    shell.end()


def test_a_blind_question_names_codes_alone_and_refuses_a_bidder_in_its_text(desk: Desk, seat: Seat) -> None:
    in_blind_review(seat)
    shell = shell_around(page_of(desk, seat, "questions"), WIDE)
    subject = part(shell, "question-subject")
    assert isinstance(subject, QComboBox)
    assert {subject.itemText(n) for n in range(subject.count())} == {"C1", "C2", "C3"}
    typed(shell, "question-text", f"请说明{seat.project.bidders[0].name}的方案")
    assert button_words(shell, "question-send") == "请删去名称"
    typed(shell, "question-text", "第三章工期与附表不一致，请说明。")
    click(shell, "question-send")
    assert len(seat.own.question_votes) == 1
    shell.end()


def test_the_record_names_members_by_number_and_tells_what_the_supervisor_did(desk: Desk, seat: Seat) -> None:
    in_blind_review(seat)
    at = "2026-11-23T02:00:00+00:00"
    facts = [
        ev.MemberSignedIn("E2", "3", ("key",)),
        ev.SupervisorMarked("S1", "评委 2 离席", StageId.TECHNICAL, at),
        ev.UndertakingSigned("E3"),
    ]
    seat.store.add_facts([ev.RecordedFact(900 + n, at, fact) for n, fact in enumerate(facts)], 910).result(DEADLINE)
    shell = shell_around(page_of(desk, seat, "record"), WIDE)
    said = words(shell)
    assert "监督标记：评委 2 离席" in said
    assert "评委 2 签到" in said
    assert not any(member.name in said for member in seat.project.committee)
    shell.end()


def test_f4_asks_for_it_only_where_the_stage_has_such_business(desk: Desk, seat: Seat, qtbot: QtBot) -> None:
    tell(seat, ev.StageOpened(StageId.TENDER_READING))
    page = TenderReadingView(TenderReadingModel(TenderReading(seat), seat, desk.bridge))
    shell = shell_around(page, WIDE)
    asked: list[bool] = []
    shell.committee_requested.connect(lambda: asked.append(True))
    QTest.keyClick(shell, Qt.Key.Key_F4)
    assert not asked
    shell.show_committee(True, 1)
    assert page.action_bar.committee.isVisible()
    assert page.action_bar.committee.text() == "1 项待表决（F4）"
    QTest.keyClick(shell, Qt.Key.Key_F4)
    assert asked == [True]
    shell.end()


@pytest.mark.parametrize("stage", [StageId.PRELIMINARY, StageId.TECHNICAL])
def test_a_late_recusal_names_no_bidder_while_blind_and_is_signed(
    desk: Desk, seat: Seat, stage: StageId, qtbot: QtBot
) -> None:
    tell(seat, ev.CodesDealt(("C1", "C2", "C3")), ev.StageOpened(stage))
    blind = stage is StageId.TECHNICAL
    shell = shell_around(page_of(desk, seat, "recusal"), WIDE)
    bidder = part(shell, "recusal-bidder")
    assert isinstance(bidder, QComboBox)
    assert (bidder.count(), bidder.isVisible()) == ((0, False) if blind else (len(seat.project.bidders), True))
    if not blind:
        assert button_words(shell, "recusal-send") == "请选择涉及的投标人"
        bidder.setCurrentIndex(0)
    assert button_words(shell, "recusal-send") == "请填写回避情形"
    typed(shell, "recusal-text", "其总工程师是本人近亲属。")
    click(shell, "recusal-send")
    dialog = shell.findChild(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    dialog.confirmed.emit()
    pin = shell.findChild(PinDialog)
    assert isinstance(pin, PinDialog)
    pin.pin_entered.emit(bytearray(PIN.encode()), False)
    qtbot.waitUntil(lambda: seat.own.undertaking is not None, timeout=DEADLINE)
    undertaking = seat.own.undertaking
    assert undertaking is not None
    named = "" if blind else seat.assignment.bidders_in_name_order[0]
    assert (undertaking.choice, undertaking.grounds) == (
        "recuse",
        (ev.RecusalGround(named, "其总工程师是本人近亲属。"),),
    )
    assert undertaking.signature
    shell.end()


def text_in(shell: Shell, name: str) -> str:
    field = part(shell, name)
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def test_a_motion_begun_is_there_again_with_all_that_belongs_to_it(desk: Desk, seat: Seat, qtbot: QtBot) -> None:
    in_blind_review(seat)
    shell = shell_around(page_of(desk, seat), WIDE)
    click(shell, "motion-kind-correction")
    code, item = part(shell, "motion-code"), part(shell, "motion-criterion")
    assert isinstance(code, QComboBox)
    assert isinstance(item, QComboBox)
    code.setCurrentIndex(1)
    item.setCurrentIndex(item.count() - 1)
    chosen = code.currentText(), item.currentData()
    typed(shell, "motion-text", "该项业绩漏计")
    shell.end()
    seat.store.remember("after", "").result(DEADLINE)  # what was asked of the store before is done
    shell = shell_around(page_of(desk, seat), WIDE)
    assert text_in(shell, "motion-text") == "该项业绩漏计"
    code, item = part(shell, "motion-code"), part(shell, "motion-criterion")
    assert isinstance(code, QComboBox)
    assert isinstance(item, QComboBox)
    assert (code.currentText(), item.currentData()) == chosen
    click(shell, "motion-kind-extension")  # this stage has no item to correct yet
    click(shell, "motion-send")
    qtbot.waitUntil(lambda: list(seat.own.motion_votes.values()) == [True], timeout=DEADLINE)
    shell.end()
    seat.store.remember("after", "").result(DEADLINE)
    shell = shell_around(page_of(desk, seat), WIDE)
    assert text_in(shell, "motion-text") == "", "what was sent is not begun again"
    shell.end()


@pytest.mark.parametrize(("tab", "form"), [("motions", "motion"), ("questions", "question"), ("recusal", "recusal")])
def test_what_names_a_bidder_stays_away_while_bids_are_blind_and_comes_back_afterwards(
    desk: Desk, seat: Seat, tab: str, form: str
) -> None:
    tell(seat, ev.StageOpened(StageId.PRELIMINARY))
    name = seat.project.bidders[0].name
    shell = shell_around(page_of(desk, seat, tab), WIDE)
    typed(shell, f"{form}-text", f"{name}的营业执照")
    shell.end()
    seat.store.remember("after", "").result(DEADLINE)
    in_blind_review(seat)
    shell = shell_around(page_of(desk, seat, tab), WIDE)
    assert text_in(shell, f"{form}-text") == ""
    typed(shell, f"{form}-text", "页码不连续")
    shell.end()
    seat.store.remember("after", "").result(DEADLINE)
    shell = shell_around(page_of(desk, seat, tab), WIDE)
    assert text_in(shell, f"{form}-text") == "页码不连续"
    shell.end()
    tell(seat, ev.StageOpened(StageId.PRELIMINARY))
    shell = shell_around(page_of(desk, seat, tab), WIDE)
    assert text_in(shell, f"{form}-text") == f"{name}的营业执照"
    shell.end()


@BOTH
@pytest.mark.parametrize("tab", ["motions", "questions", "record", "recusal"])
def test_everything_can_be_reached_and_has_a_name(desk: Desk, seat: Seat, tab: str, size: QSize) -> None:
    in_blind_review(seat)
    tell(seat, ev.MotionProposed("m1", "E2", "other", "休息十分钟", StageId.TECHNICAL))
    shell = shell_around(page_of(desk, seat, tab), size)
    assert faults(shell) == []
    assert not any(bidder.name in words(shell) for bidder in seat.project.bidders)
    shell.end()
