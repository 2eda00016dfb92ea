"""Voting by name at a real seat: by mouse, by keyboard alone, and every state a cell can take."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.preliminary import MANDATORY_GROUNDS
from seat_client.ui.screens.preliminary.matrix import edges, narrowest
from seat_client.ui.screens.preliminary.view import PreliminaryView
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.shell import Shell
from tests.gui.looks import flaws
from tests.gui.pictures import COMPACT, WIDE, shell_around
from tests.gui.review_desk import MEMBER, NAME_ORDER, Desk
from tests.gui.walk import faults
from tests.unit.documents import bids

DEADLINE = 60_000
ITEMS = ("F1", "F2", "Q1", "Q2", "Q3", "R1", "R2", "R3")
Opened = tuple[Shell, PreliminaryView, PreliminaryModel]


@pytest.fixture
def desk(qapp, tmp_path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    assert desk.seat.evaluation.stage is StageId.PRELIMINARY
    yield desk
    desk.close()


@pytest.fixture
def open_page(qtbot, desk) -> Iterator[Callable[..., Opened]]:
    shells: list[Shell] = []

    def open_it(size=WIDE) -> Opened:
        model = PreliminaryModel(desk.review(blind=False), desk.seat, desk.bridge)
        view = PreliminaryView(model, desk.reading())
        shells.append(shell_around(view, size, current=3))
        shells[-1].activateWindow()
        qtbot.waitUntil(shells[-1].isActiveWindow, timeout=DEADLINE)
        return shells[-1], view, model

    yield open_it
    for shell in shells:
        shell.end()


def _vote(subject: str, item: str, passed: bool = True) -> ev.VotePreliminary:
    return ev.VotePreliminary(subject, item, passed, "" if passed else "证书过期")


def _cell(view: PreliminaryView, subject: str, item: str) -> QWidget:
    cell = view.matrix.cell(subject, item)
    assert cell is not None
    return cell


def _votes(desk: Desk) -> list[ev.VotePreliminary]:
    return [act for act in desk.store.own_acts(MEMBER) if isinstance(act, ev.VotePreliminary)]


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def _words(root: QWidget) -> str:
    return "\n".join(part.text() for part in root.findChildren(QLabel) if part.isVisible())


def test_rows_stand_in_name_order_with_blind_columns_locked(open_page):
    _, view, model = open_page()
    assert tuple(row.subject for row in model.rows) == NAME_ORDER
    assert [head.locked for head in model.heads] == [False] * 8 + [True]
    locked = _cell(view, "B01", "R4")
    assert locked.face.state == "locked"
    QTest.mouseClick(locked, Qt.MouseButton.LeftButton)
    assert not model.can_vote
    assert not view.vote.submit.isVisible()


def test_pass_by_mouse_is_durable_and_goes_to_the_next_cell(qtbot, desk, open_page):
    _, view, model = open_page()
    QTest.mouseClick(_cell(view, "B02", "Q1"), Qt.MouseButton.LeftButton)
    assert not view.vote.submit.isEnabled()
    assert view.vote.submit.text() == "请选择通过或不通过"
    QTest.mouseClick(view.vote.passes, Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.vote.submit, Qt.MouseButton.LeftButton)
    assert model.place == ("B02", "Q2")
    saved = view.findChild(QWidget, "saved-state")
    qtbot.waitUntil(lambda: saved.text().startswith("已存本机"), timeout=DEADLINE)
    assert [(v.subject, v.item, v.passed) for v in _votes(desk)] == [("B02", "Q1", True)]
    qtbot.waitUntil(lambda: _cell(view, "B02", "Q1").face.state == "mine", timeout=DEADLINE)


def test_failing_needs_a_reason(qtbot, desk, open_page):
    _, view, model = open_page()
    QTest.mouseClick(_cell(view, "B06", "Q3"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.vote.fails, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is view.vote.reason
    assert not view.vote.submit.isEnabled()
    assert view.vote.submit.text() == "请填写理由"
    QTest.keyClicks(view.vote.reason, "   ")
    assert not view.vote.submit.isEnabled()
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert model.problem
    assert _votes(desk) == []
    QTest.keyClicks(view.vote.reason, "expired")
    assert model.problem == ""
    QTest.mouseClick(view.vote.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(_votes(desk)) == 1, timeout=DEADLINE)
    assert (_votes(desk)[0].passed, _votes(desk)[0].reason) == (False, "expired")


def test_mandatory_grounds_are_offered_as_reasons(qtbot, open_page):
    _, view, _ = open_page()
    QTest.mouseClick(view.vote.fails, Qt.MouseButton.LeftButton)
    assert len(view.vote.grounds.buttons) == len(MANDATORY_GROUNDS) == 7
    assert not view.vote.grounds.buttons[0].isVisible()
    QTest.mouseClick(view.vote.grounds.opener, Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.vote.grounds.buttons[2], Qt.MouseButton.LeftButton)
    assert view.vote.reason.toPlainText() == "投标人不符合国家或者招标文件规定的资格条件"
    assert view.vote.submit.isEnabled()
    assert not view.vote.grounds.buttons[0].isVisible()


def test_the_keyboard_alone_votes(qtbot, desk, open_page):
    _, view, model = open_page()
    view.matrix.focus_chosen()
    assert model.place == ("B03", "F1")
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_Down)
    assert model.place == ("B02", "F2")
    assert QApplication.focusWidget() is _cell(view, "B02", "F2")
    _press(Qt.Key.Key_Y)
    assert model.place == ("B02", "Q1")
    _press(Qt.Key.Key_N)
    QTest.keyClicks(QApplication.focusWidget(), "no licence")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert model.place == ("B02", "Q2")
    assert QApplication.focusWidget() is _cell(view, "B02", "Q2")
    _press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert model.place == ("B02", "Q3")
    model.set_verdict(True)
    _press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(_votes(desk)) == 3, timeout=DEADLINE)
    assert [(v.item, v.passed) for v in _votes(desk)] == [("F2", True), ("Q1", False), ("Q3", True)]


def test_arrows_stop_at_the_edges(open_page):
    _, view, model = open_page()
    view.matrix.focus_chosen()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        _press(key)
        assert model.place == ("B03", "F1")


def test_one_key_a_cell_votes_everything(qtbot, desk, open_page):
    _, view, model = open_page()
    view.matrix.focus_chosen()
    total = model.counts.total
    assert total == 48
    for _ in range(total):
        _press(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: len(_votes(desk)) == total and not model.saving, timeout=DEADLINE)
    assert len({(v.subject, v.item) for v in _votes(desk)}) == total
    assert model.counts.to_vote == 0
    left = view.findChild(QPushButton, "votes-left")
    assert left.text() == "本席已全部表决，等待其他评委（48 项）"
    assert not left.isEnabled()
    _press(Qt.Key.Key_Y)
    assert len(_votes(desk)) == total


def test_cells_follow_the_vote_of_the_committee(qtbot, desk, open_page):
    _, view, model = open_page()
    cell = _cell(view, "B06", "Q3")
    desk.others(lambda _: _vote("B06", "Q3", False), but=4)
    qtbot.waitUntil(lambda: "已表决 2 / 7" in cell.face.detail, timeout=DEADLINE)
    assert cell.face.state == "open"
    desk.do(_vote("B06", "Q3"))
    qtbot.waitUntil(lambda: cell.face.state == "mine", timeout=DEADLINE)
    assert (cell.face.words, cell.face.ground) == ("本席通过", "warn-weak")
    for member in ("E4", "E5", "E6", "E7"):
        desk.played.do(member, _vote("B06", "Q3", member in ("E4", "E5")))
    desk.hear()
    qtbot.waitUntil(lambda: cell.face.state == "failed", timeout=DEADLINE)
    assert cell.face.detail == "4 : 3 已形成"
    assert _cell(view, "B06", "R1").face.state == "dropped"
    counts = model.counts
    assert (counts.failed, counts.rejected, counts.total) == (1, 1, 48)
    assert model.rows[NAME_ORDER.index("B06")].rejection == "否决：1 项不通过"
    assert "不通过 4 : 通过 3" in _words(view.form)
    assert "证书过期" in _words(view.form)
    for member in desk.seat.project.committee:
        assert member.name not in _words(view.form)


def test_a_cell_all_passed_says_so(qtbot, desk, open_page):
    _, view, _ = open_page()
    desk.do(_vote("B01", "F1"))
    desk.others(lambda _: _vote("B01", "F1"))
    cell = _cell(view, "B01", "F1")
    qtbot.waitUntil(lambda: cell.face.state == "passed", timeout=DEADLINE)
    assert (cell.face.words, cell.face.detail) == ("通过", "7 / 7")
    QTest.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert not view.vote.passes.isVisible()


def test_no_running_tally_is_shown_before_the_own_vote(qtbot, desk, open_page):
    _, view, _ = open_page()
    desk.others(lambda _: _vote("B01", "F1", False))
    cell = _cell(view, "B01", "F1")
    qtbot.waitUntil(lambda: "6 / 7" in cell.face.detail, timeout=DEADLINE)
    assert "不通过" not in cell.face.name
    assert "证书过期" not in _words(view)


def test_an_own_vote_can_be_changed_until_the_cell_closes(qtbot, desk, open_page):
    _, view, model = open_page()
    desk.do(_vote("B01", "F1"))
    qtbot.waitUntil(lambda: _cell(view, "B01", "F1").face.state == "mine", timeout=DEADLINE)
    QTest.mouseClick(_cell(view, "B01", "F1"), Qt.MouseButton.LeftButton)
    assert view.vote.passes.isChecked()
    assert not view.vote.submit.isEnabled()
    QTest.mouseClick(view.vote.fails, Qt.MouseButton.LeftButton)
    QTest.keyClicks(view.vote.reason, "no seal")
    assert view.vote.submit.text() == "修改本项表决"
    QTest.mouseClick(view.vote.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.seat.own.votes["B01", "F1"].passed is False, timeout=DEADLINE)
    assert model.place != ("B01", "F1")


def test_a_cell_that_closes_under_the_hand_is_refused_in_words(qtbot, desk, open_page):
    _, view, model = open_page()
    desk.do(_vote("B01", "F1"))
    qtbot.waitUntil(lambda: _cell(view, "B01", "F1").face.state == "mine", timeout=DEADLINE)
    QTest.mouseClick(_cell(view, "B01", "F1"), Qt.MouseButton.LeftButton)
    model.set_verdict(False)
    model.write_reason("late")
    desk.others(lambda _: _vote("B01", "F1"))
    model.submit()
    assert len(_votes(desk)) == 1
    qtbot.waitUntil(lambda: model.state_words != "", timeout=DEADLINE)
    assert not view.vote.submit.isVisible()


def test_filters_leave_rows_out(qtbot, desk, open_page):
    _, view, model = open_page()
    for item in ITEMS:
        desk.do(_vote("B01", item))
    qtbot.waitUntil(lambda: view.to_vote.text() == "只看待表决（5）", timeout=DEADLINE)
    QTest.mouseClick(view.to_vote, Qt.MouseButton.LeftButton)
    assert "B01" not in {row.subject for row in model.rows}
    assert view.matrix.cell("B01", "F1") is None
    QTest.mouseClick(view.failed, Qt.MouseButton.LeftButton)
    assert model.rows == ()
    assert not view.to_vote.isChecked()
    QTest.mouseClick(view.failed, Qt.MouseButton.LeftButton)
    assert len(model.rows) == 6


def test_documents_of_the_bid_open_in_the_place_of_the_matrix(qtbot, desk, open_page):
    desk.put_on_shelf("qualification", "B02", bids.bid(3))
    shell, view, model = open_page()
    QTest.mouseClick(_cell(view, "B02", "Q1"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.findChild(QPushButton, "document-qualification"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.reading.view.page_count() == 3, timeout=DEADLINE)
    assert not view.matrix.isVisible()
    assert view.reading.pane.toolbar.title.text() == "禾川远望系统集成有限公司"
    QTest.keyClick(view.vote.passes, Qt.Key.Key_PageDown)
    assert view.reading.view.page() == 2
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert view.matrix.isVisible()
    assert QApplication.focusWidget() is _cell(view, *model.place)


def test_votes_are_there_after_a_restart(qtbot, desk, open_page):
    shell, view, _ = open_page()
    view.matrix.focus_chosen()
    _press(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: len(_votes(desk)) == 1, timeout=DEADLINE)
    shell.end()
    desk.restart()
    _, view, model = open_page()
    assert _cell(view, "B03", "F1").face.state == "mine"
    assert model.place == ("B03", "F2")


def test_no_code_stands_on_the_open_page(desk, open_page):
    shell, _, _ = open_page()
    parts = (shell, *shell.findChildren(QWidget))
    told = "\n".join(f"{p.objectName()} {p.accessibleName()} {p.toolTip()} {p.windowTitle()}" for p in parts)
    assert "cell-F1-B01" in told
    assert not any(f"-{code}" in told or f" {code} " in told for code in desk.sheets["codes"])


def test_columns_are_21_to_10_and_rows_even():
    lines = edges(1136, 9)
    assert lines[0] == 0
    assert lines[-1] == 1136
    widths = [right - left for left, right in pairwise(lines[1:])]
    assert max(widths) - min(widths) <= 1
    assert abs((lines[1] - lines[0]) / widths[0] - 2.1) < 0.05
    assert narrowest(20) > 1136


@pytest.mark.parametrize(("size", "form", "bar"), [(WIDE, 480, 56), (COMPACT, 420, 52)])
def test_measures_of_the_page(open_page, size, form, bar):
    _, view, _ = open_page(size)
    assert (view.form.width(), view.toolbar.height()) == (form, bar)
    heights = {cell.height() for cell in view.matrix.all_cells()}
    assert max(heights) - min(heights) <= 1
    assert min(heights) >= 76
    columns = view.matrix.column_edges()
    assert [_cell(view, "B01", item).x() for item in ITEMS] == columns[1:9]
    assert view.vote.geometry().right() <= view.form.width() - 20


def test_the_drawer_of_the_compact_frame_closes_and_opens(qtbot, open_page):
    shell, view, _ = open_page(COMPACT)
    assert view.form.isVisible()
    view.matrix.focus_chosen()
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert not view.form.isVisible()
    QTest.mouseClick(_cell(view, "B02", "Q1"), Qt.MouseButton.LeftButton)
    assert view.form.isVisible()


def test_every_control_has_a_name_and_a_target(open_page):
    _, view, model = open_page()
    model.set_verdict(False)
    view.vote.grounds.opener.click()
    assert faults(view) == []


def test_offline_votes_are_kept_and_not_sent(qtbot, desk, open_page):
    shell, view, model = open_page()
    view.show_connection(False)
    view.matrix.focus_chosen()
    _press(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: len(_votes(desk)) == 1 and not model.saving, timeout=DEADLINE)
    saved = view.findChild(QWidget, "saved-state")
    assert saved.text() == "已存本机，尚未提交"
    assert _cell(view, "B03", "F1").face.state == "mine"
    view.show_connection(True)
    qtbot.waitUntil(lambda: saved.text().startswith("已存本机 "), timeout=DEADLINE)
    assert flaws(shell, COMPACT) == []


def test_a_lost_line_is_said_in_the_form_at_every_size(open_page):
    shell, view, _ = open_page()
    view.show_connection(False)
    assert flaws(shell) == []


def test_the_standing_hint_says_that_scores_and_reasons_are_published(open_page):
    shell, _, _ = open_page()
    hint = shell.status_bar.findChild(QLabel, "publication-hint")
    assert hint.isVisible()
    assert hint.text() == "评分与理由将依法公示"
    assert hint.width() >= hint.fontMetrics().horizontalAdvance(hint.text())
