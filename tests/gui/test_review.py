"""Scoring at a real seat: what the screen says is saved is durable, what is refused is nowhere, the sheet locks."""

import json
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget, QWidget

from seat_client.domain.events import EnterScore, LockSheet
from seat_client.domain.stages import StageId
from seat_client.ui.screens.review.criterion_row import CriterionRow
from seat_client.ui.screens.review.figures import stepped, tidy
from seat_client.ui.screens.review.view import ReviewView
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.pin import PinDialog
from tests.gui.pictures import COMPACT, WIDE, shell_around
from tests.gui.review_desk import MEMBER, PIN, Desk, sample, with_guides
from tests.gui.walk import faults
from tests.unit.documents import bids

DEADLINE = 60_000
Opened = tuple[Shell, ReviewView, ReviewModel]


@pytest.fixture
def desk(qtbot, tmp_path) -> Iterator[Desk]:
    desk = Desk(tmp_path, with_guides(sample()[0]))
    desk.play_until(StageId.TECHNICAL)
    for code in desk.seat.evaluation.active_codes():
        desk.put_on_shelf("technical", code, bids.bid(4))
    yield desk
    desk.close()


@pytest.fixture
def open_review(qtbot, desk) -> Iterator[Callable[..., Opened]]:
    shells: list[Shell] = []

    def open_it(stage: StageId = StageId.TECHNICAL, size=WIDE) -> Opened:
        model = ReviewModel(desk.scoring(stage), desk.seat, desk.watch, desk.bridge)
        view = ReviewView(model, desk.reading())
        shells.append(shell_around(view, size))
        qtbot.waitUntil(lambda: view.reading.view.page_count() > 0, timeout=DEADLINE)
        shells[-1].activateWindow()
        qtbot.waitUntil(shells[-1].isActiveWindow, timeout=DEADLINE)
        return shells[-1], view, model

    yield open_it
    for shell in shells:
        shell.end()


def _type(view: ReviewView, text: str) -> None:
    field = view.editor.value
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def _saved(view: ReviewView) -> dict[str, str]:
    told = view.footer.saved.property("savedEntry")
    return json.loads(told) if told else {}


def _insert_key(desk: Desk, qtbot) -> None:
    desk.insert_key(partial(qtbot.waitUntil, timeout=DEADLINE))


def _durable(desk: Desk) -> list[EnterScore]:
    return [act for act in desk.store.own_acts(MEMBER) if isinstance(act, EnterScore)]


def _rows(view: ReviewView) -> list[CriterionRow]:
    return sorted((r for r in view.findChildren(CriterionRow) if r.isVisible()), key=lambda r: r.y())


def test_what_the_screen_calls_saved_is_in_the_store(qtbot, desk, open_review):
    _, view, model = open_review()
    before = len(_durable(desk))
    _type(view, "9.3")
    assert view.footer.saved.text() == "正在保存…"
    assert _saved(view) == {}
    qtbot.waitUntil(lambda: _saved(view) != {}, timeout=DEADLINE)
    told, stored = _saved(view), _durable(desk)[before:]
    assert [(a.code, a.criterion, a.value) for a in stored] == [(model.code, "T1", "9.3")]
    assert (told["code"], told["criterion"], told["value"]) == (model.code, "T1", "9.3")
    assert view.footer.saved.text().startswith("已存本机 ")
    assert "T1 9.3" in view.footer.saved.accessibleName()


def test_typing_writes_once_after_a_pause(qtbot, desk, open_review):
    _, view, _ = open_review()
    before = len(_durable(desk))
    _type(view, "10.25")
    for _ in range(2):
        QTest.keyClick(view.editor.value, Qt.Key.Key_Backspace)
    QTest.keyClicks(view.editor.value, "4")
    qtbot.waitUntil(lambda: _saved(view) != {}, timeout=DEADLINE)
    assert [a.value for a in _durable(desk)[before:]] == ["10.4"]


def test_enter_goes_through_the_criteria_and_ends_at_the_button(qtbot, desk, open_review):
    _, view, model = open_review()
    first = model.code
    for value in ("9.3", "8", "6.5", "7.1", "5.9", "3.9"):
        _type(view, value)
        QTest.keyClick(view.editor.value, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not model.saving, timeout=DEADLINE)
    assert model.subtotal == "40.7"
    assert view.footer.primary.isEnabled()
    assert view.footer.primary.text() == "评下一份"
    assert QApplication.focusWidget() is view.footer.primary
    QTest.keyClick(view.footer.primary, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.code != first, timeout=DEADLINE)
    assert QApplication.focusWidget() is view.editor.value
    assert view.editor.value.text() == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [("12.1", "12"), ("3.25", "0.1"), ("abc", "数"), ("-1", "0"), ("1.2.3", "数")],
)
def test_a_wrong_value_stands_with_its_reason_and_is_not_saved(desk, open_review, text, words):
    _, view, model = open_review()
    before = len(_durable(desk))
    _type(view, text)
    QTest.keyClick(view.editor.value, Qt.Key.Key_Return)
    assert words in model.problem
    problem = view.findChild(QWidget, "score-problem")
    assert problem.isVisible()
    assert problem.text() == model.problem
    assert view.editor.value.text() == text
    assert model.criterion == "T1"
    assert view.footer.saved.text() == "未保存"
    assert not view.footer.primary.isEnabled()
    assert len(_durable(desk)) == before
    QTest.qWait(400)  # longer than the pause after typing: still there, for it never vanishes by itself
    assert problem.isVisible()
    _type(view, "11")
    assert not problem.isVisible()


def test_nothing_moves_away_from_a_refused_value(qtbot, desk, open_review):
    shell, view, model = open_review()
    code = model.code
    _type(view, "99")
    QTest.keyClick(view.editor.value, Qt.Key.Key_Return)
    view.footer.next.click()
    _rows(view)[0].click()
    shell.rail.bid_chosen.emit(model.bids[2].code)
    assert (model.code, model.criterion, view.editor.value.text()) == (code, "T1", "99")


def test_chinese_figures_are_understood():
    assert [tidy(t) for t in ("９．５", "9。5", " 8 ", "08.50", "8.", ".5", "")] == [
        "9.5", "9.5", "8", "8.50", "8", "0.5", "",
    ]  # fmt: skip
    assert [tidy(t) for t in ("-1", "八", "1e3", "²")] == ["-1", "八", "1e3", "2"]


def test_steps_stay_on_the_grid_and_in_range(qtbot, desk, open_review):
    _, view, _ = open_review()
    QTest.mouseClick(view.editor.more, Qt.MouseButton.LeftButton)
    assert view.editor.value.text() == "0.1"
    _type(view, "11.9")
    QTest.keyClick(view.editor.value, Qt.Key.Key_Up)
    QTest.keyClick(view.editor.value, Qt.Key.Key_Up)
    assert view.editor.value.text() == "12.0"
    criterion = desk.seat.project.criterion("B1")
    assert [stepped(criterion, t, d) for t, d in (("3", 1), ("3", -1), ("0", -1), ("8", 1), ("x", 1))] == [
        "4", "2", "0", "8", "2",
    ]  # fmt: skip
    qtbot.waitUntil(lambda: _saved(view).get("value") == "12.0", timeout=DEADLINE)


def test_a_band_is_marked_by_the_score_and_enters_its_lowest(qtbot, desk, open_review):
    _, view, _ = open_review()
    buttons = view.editor.band_buttons
    assert [b.objectName() for b in buttons] == ["band-0", "band-1", "band-2", "band-3"]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert view.editor.value.text() == "6.0"
    assert [b.isChecked() for b in buttons] == [False, True, False, False]
    _type(view, "9.5")
    assert [b.isChecked() for b in buttons] == [True, False, False, False]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert view.editor.value.text() == "9.5"


def test_criteria_without_a_guide_show_none(qtbot, desk, open_review):
    _, view, model = open_review()
    model.choose_criterion("T2")
    assert view.editor.band_buttons == []


def test_undo_brings_back_what_stood_before(qtbot, desk, open_review):
    _, view, model = open_review()
    for value in ("5.5", "6.5"):
        _type(view, value)
        qtbot.waitUntil(lambda value=value: _saved(view).get("value") == value, timeout=DEADLINE)
    _type(view, "77")
    QTest.keyClick(view.editor.value, Qt.Key.Key_Return)
    QTest.keyClick(view.editor.value, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.editor.value.text() == "6.5"
    assert model.problem == ""
    QTest.keyClick(view.editor.value, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.editor.value.text() == "5.5"
    qtbot.waitUntil(lambda: _saved(view).get("value") == "5.5", timeout=DEADLINE)
    QTest.keyClick(view.editor.value, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _saved(view).get("value") == "", timeout=DEADLINE)
    assert desk.seat.own.score(model.code, "T1") == ""


def test_a_reason_is_saved_with_its_score_and_limited(qtbot, desk, open_review):
    _, view, model = open_review()
    _type(view, "7.0")
    view.editor.reason.setFocus()
    QTest.keyClicks(view.editor.reason, "line one")
    QTest.keyClick(view.editor.reason, Qt.Key.Key_Return)
    QTest.keyClicks(view.editor.reason, "two")
    QTest.keyClick(view.editor.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert model.criterion == "T2"
    qtbot.waitUntil(lambda: _saved(view).get("reason") == "line one\ntwo", timeout=DEADLINE)
    before = len(_durable(desk))
    view.editor.reason.setPlainText("长" * 2001)
    assert not model.flush()
    assert "2000" in model.reason_problem
    assert len(_durable(desk)) == before


def test_leaving_the_page_saves_what_was_typed(qtbot, desk, open_review):
    _, view, _ = open_review()
    _type(view, "8.8")
    view.leave()
    qtbot.waitUntil(lambda: [a.value for a in _durable(desk)][-1:] == ["8.8"], timeout=DEADLINE)


def test_scores_and_reading_place_are_there_after_a_restart(qtbot, desk, open_review):
    shell, view, model = open_review()
    code = model.code
    _type(view, "8.1")
    QTest.keyClick(view.editor.value, Qt.Key.Key_Return)
    view.reading.view.go_to_page(3)
    view.reading.view.set_zoom(80)
    shell.end()
    desk.restart()
    _, view, model = open_review()
    assert model.code == code
    assert next(c.value for c in model.criteria if c.id == "T1") == "8.1"
    qtbot.waitUntil(lambda: view.reading.view.page() == 3, timeout=DEADLINE)
    assert view.reading.view.zoom() == 80


def test_page_keys_turn_pages_while_the_number_has_the_keyboard(qtbot, desk, open_review):
    _, view, _ = open_review()
    for field in (view.editor.value, view.editor.reason):
        view.reading.view.go_to_page(1)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_PageDown)
        assert view.reading.view.page() == 2
        QTest.keyClick(field, Qt.Key.Key_PageUp)
        assert view.reading.view.page() == 1


def test_the_rail_shows_codes_and_sums_and_opens_bids(qtbot, desk, open_review):
    shell, view, model = open_review()
    codes = [bid.code for bid in model.bids]
    desk.do(EnterScore(codes[1], "T1", "9.5", ""))
    qtbot.waitUntil(lambda: view.bids_in_rail()[1].trailing == "9.5 分", timeout=DEADLINE)
    assert [row.title for row in view.bids_in_rail()] == [f"暗标 {code}" for code in codes]
    shell.rail.bid_chosen.emit(codes[1])
    assert model.code == codes[1]
    assert model.criterion == "T2"
    assert view.form.note.text() == f"第 2 份，共 {len(codes)} 份"


def _complete(desk: Desk, but: int = 0) -> None:
    missing = list(desk.scoring().missing())
    for code, criterion in missing[: len(missing) - but]:
        desk.do(EnterScore(code, criterion, desk.sheets["scores"][MEMBER][code][criterion], ""))


def test_the_button_says_what_is_left(qtbot, desk, open_review):
    _complete(desk, but=2)
    _, view, _ = open_review()
    assert not view.footer.primary.isEnabled()
    assert view.footer.primary.text() == "还有 2 项未评"
    _complete(desk)
    qtbot.waitUntil(lambda: view.footer.primary.text() == "插入签名 Key 后锁定", timeout=DEADLINE)
    _insert_key(desk, qtbot)
    qtbot.waitUntil(view.footer.primary.isEnabled, timeout=DEADLINE)
    assert view.footer.primary.text() == "锁定技术标评分"


def test_the_whole_sheet_is_shown_then_signed_then_locked(qtbot, desk, open_review):
    _complete(desk)
    _insert_key(desk, qtbot)
    shell, view, model = open_review()
    QTest.mouseClick(view.footer.primary, Qt.MouseButton.LeftButton)
    table = shell.findChild(QTableWidget, "sheet")
    assert (table.rowCount(), table.columnCount()) == (7, len(model.bids) + 1)
    code = table.horizontalHeaderItem(1).text()
    assert table.item(0, 1).text() == desk.sheets["scores"][MEMBER][code]["T1"]
    assert table.item(6, 1).text() == desk.scoring().subtotal(code)
    QTest.mouseClick(shell.findChild(QPushButton, "lock-confirm"), Qt.MouseButton.LeftButton)
    pin = shell.findChild(PinDialog)
    QTest.keyClicks(pin.block.field, "654321")
    QTest.keyClick(pin.block.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pin.block.field.isEnabled() and pin.block._error.text() != "", timeout=DEADLINE)
    assert "4" in pin.block._tries_line.text()
    assert not model.locked
    QTest.keyClicks(pin.block.field, PIN.decode())
    QTest.keyClick(pin.block.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.locked and shell.findChild(PinDialog) is None, timeout=DEADLINE)
    lock = [act for act in desk.store.own_acts(MEMBER) if isinstance(act, LockSheet)][-1]
    assert lock.manifest_digest == desk.scoring().manifest_digest()
    assert lock.signature
    desk.hear()
    qtbot.waitUntil(lambda: view.footer.primary.text() == "已锁定 1 / 7", timeout=DEADLINE)
    assert view.lock_note.isVisible()
    assert model.lock_note == "已锁定，等待其他评委 1 / 7"
    assert view.editor.value.isReadOnly()
    assert not view.editor.more.isEnabled()
    before = len(_durable(desk))
    QTest.keyClick(view.editor.value, Qt.Key.Key_Up)
    QTest.keyClick(view.editor.value, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(_durable(desk)) == before


def test_cancelling_the_question_locks_nothing(qtbot, desk, open_review):
    _complete(desk)
    _insert_key(desk, qtbot)
    shell, view, model = open_review()
    view.footer.primary.setFocus()
    QTest.keyClick(view.footer.primary, Qt.Key.Key_Return)
    assert shell.findChild(QTableWidget, "sheet") is not None
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shell.findChild(QTableWidget, "sheet") is None, timeout=DEADLINE)
    assert not model.locked
    assert QApplication.focusWidget() is view.footer.primary


def test_a_bid_without_a_document_says_so_and_can_still_be_scored(qtbot, desk, open_review, tmp_path):
    _, view, model = open_review()
    code = model.bids[1].code
    for file in (tmp_path / "shelf").glob("*.doc"):
        file.unlink()
    model.choose_bid(code)
    again = view.findChild(QPushButton, "document-again")
    qtbot.waitUntil(again.isVisible, timeout=DEADLINE)
    _type(view, "6.1")
    qtbot.waitUntil(lambda: _saved(view).get("value") == "6.1", timeout=DEADLINE)
    desk.put_on_shelf("technical", code, bids.bid(3))
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.reading.view.page_count() == 3, timeout=DEADLINE)
    assert not again.isVisible()


def test_business_scores_stand_by_code_and_name(qtbot, tmp_path):
    desk = Desk(tmp_path)
    desk.play_until(StageId.BUSINESS)
    code = desk.seat.evaluation.active_codes()[0]
    name = desk.seat.evaluation.shown_identity(code)[1]
    for one in desk.seat.evaluation.active_codes():
        desk.put_on_shelf("business", one, bids.bid(2))
    model = ReviewModel(desk.scoring(StageId.BUSINESS), desk.seat, desk.watch, desk.bridge)
    view = ReviewView(model, desk.reading())
    shell = shell_around(view, WIDE, current=5)
    model.choose_bid(code)
    assert view.reading.pane.toolbar.title.text() == f"{code} {name}"
    assert model.current is not None
    assert model.current.objective
    _type(view, "3")
    QTest.keyClick(view.editor.value, Qt.Key.Key_Return)
    assert "2" in model.problem
    _type(view, "4")
    qtbot.waitUntil(lambda: _saved(view).get("value") == "4", timeout=DEADLINE)
    shell.end()
    desk.close()


def _told(widget: QWidget) -> str:
    parts = (widget, *widget.findChildren(QWidget))
    return "\n".join(
        f"{p.objectName()} {p.accessibleName()} {p.accessibleDescription()} {p.toolTip()} {p.windowTitle()}"
        f" {p.text() if hasattr(p, 'text') and callable(p.text) else ''}"
        for p in parts
    )


def test_no_bidder_stands_anywhere_on_the_blind_page(qtbot, desk, open_review):
    shell, _, model = open_review()
    for bid in model.bids:
        model.choose_bid(bid.code)
    told = _told(shell)
    assert f"暗标 {model.code}" in told
    for bidder in desk.seat.project.bidders:
        assert bidder.name not in told
        assert bidder.id not in told


@pytest.mark.parametrize(("size", "form", "bar"), [(WIDE, 480, 56), (COMPACT, 420, 52)])
def test_measures_of_the_page(open_review, size, form, bar):
    _, view, _ = open_review(size=size)
    assert view.form.width() == form
    assert view.reading.pane.toolbar.height() == bar
    for target in (view.editor.value, view.editor.less, view.editor.more):
        assert target.height() == 60
    assert view.footer.primary.height() >= 52
    assert all(button.height() >= 44 for button in view.editor.band_buttons)
    for row in _rows(view):
        assert row.height() >= 44
        assert row.geometry().right() <= view.criteria.width()


def test_every_control_has_a_name_and_a_target(open_review):
    _, view, model = open_review()
    assert faults(view) == []
    model.choose_criterion("T2")
    assert faults(view) == []
