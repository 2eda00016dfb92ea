"""Two bids side by side, worked by keyboard alone on a real seat: what scrolls, what is pinned, what is kept."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from seat_client.domain.events import EnterScore
from seat_client.ui.screens.compare.card import ReasonLayer
from seat_client.ui.screens.compare.hints import Likeness
from seat_client.wire.hints import Hint, HintPair, HintPlace
from tests.gui.compare_desk import COMMON, LONGER, Pair, desk_with_bids, lay_side_by_side
from tests.gui.looks import flaws
from tests.gui.pictures import COMPACT, WIDE
from tests.gui.review_desk import MEMBER, Desk
from tests.gui.walk import faults

DEADLINE = 60_000


@pytest.fixture
def open_pair(qtbot, tmp_path) -> Iterator[Callable[..., Pair]]:
    made: list[Pair] = []

    def open_it(criterion: str = "T4", size=WIDE, left=COMMON, right=LONGER) -> Pair:
        desk = desk_with_bids(tmp_path, left, right)
        pair = lay_side_by_side(desk, size, criterion)
        made.append(pair)
        qtbot.waitUntil(lambda: all(pane.view.page_count() for pane in pair.view.panes), timeout=DEADLINE)
        pair.shell.activateWindow()
        qtbot.waitUntil(pair.shell.isActiveWindow, timeout=DEADLINE)
        return pair

    yield open_it
    for pair in made:
        pair.shell.end()
        pair.desk.close()


def _pages(pair: Pair) -> tuple[int, int]:
    return pair.view.panes[0].view.page(), pair.view.panes[1].view.page()


def _press(key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the keyboard, as a person presses it."""
    QTest.keyClick(QApplication.focusWidget(), key, held)


def _durable(desk: Desk, code: str, criterion: str) -> EnterScore:
    acts = [a for a in desk.store.own_acts(MEMBER) if isinstance(a, EnterScore)]
    entries = [a for a in acts if (a.code, a.criterion) == (code, criterion)]
    assert entries, "nothing saved yet"  # which `waitUntil` goes on waiting over
    return entries[-1]


def test_both_open_at_the_chapter_and_scroll_together_by_heading(qtbot, open_pair):
    pair = open_pair()
    view = pair.view
    qtbot.waitUntil(lambda: _pages(pair) == (4, 5), timeout=DEADLINE)
    assert view.bar.chapter.text() == "第4章 安全与应急预案"
    assert view.bar.how.text() == "两份按同名章节对齐"
    assert pair.model.codes[0] != pair.model.codes[1]
    _press(Qt.Key.Key_F6)
    assert view.panes[0].view.hasFocus()
    for _ in range(3):  # to the head of the page first
        _press(Qt.Key.Key_PageUp)
    assert _pages(pair) == (2, 3), "the chapter that only the right bid has is passed over"


@pytest.mark.full
def test_a_heading_of_one_lies_beside_the_same_heading_of_the_other(qtbot, open_pair):
    pair = open_pair()
    left, right = (pane.view for pane in pair.view.panes)
    qtbot.waitUntil(lambda: _pages(pair) == (4, 5), timeout=DEADLINE)
    section = next(entry for entry in left.outline() if entry.title.startswith("4.3"))
    other = next(entry for entry in right.outline() if entry.title.startswith("5.3"))
    left._go(section.page, section.top)
    assert right.place() == pytest.approx(other.page + other.top, abs=0.01)


@pytest.mark.full
def test_scrolling_apart_and_aligned_again_goes_on_from_where_they_stand(qtbot, open_pair):
    pair = open_pair()
    left, right = (pane.view for pane in pair.view.panes)
    qtbot.waitUntil(lambda: _pages(pair) == (4, 5), timeout=DEADLINE)
    _press(Qt.Key.Key_S)
    assert not pair.view.bar.sync.isChecked()
    assert pair.view.bar.how.text() == "各自滚动"
    right.go_to_page(7)
    assert left.page() == 4
    _press(Qt.Key.Key_S)
    assert pair.view.bar.how.text() == "已手动对齐"
    assert _pages(pair) == (4, 7)
    left.setFocus()
    _press(Qt.Key.Key_PageUp)
    _press(Qt.Key.Key_PageUp)
    assert left.page() == 3
    assert right.place() < 6, "it follows from the pair held by hand"


def test_a_missing_chapter_says_so_and_offers_the_nearest(qtbot, open_pair):
    pair = open_pair("T5")
    qtbot.waitUntil(lambda: _pages(pair) == (5, 6), timeout=DEADLINE)
    notices = [pane._notice.isVisible() for pane in pair.view.panes]
    assert notices == [False, True]
    pane = pair.view.panes[1]
    assert pane._said.text() == "本份无此章"
    assert "重点难点与关键技术对策" in pane.nearest.text()
    pane.view.go_to_page(1)
    qtbot.mouseClick(pane.nearest, Qt.MouseButton.LeftButton)
    assert pane.view.page() == 6
    pair.view.cards[1].value.setFocus()
    _press(Qt.Key.Key_Return)
    assert [pane._notice.isVisible() for pane in pair.view.panes] == [False, False], "the next chapter is in both"


@pytest.mark.full
def test_without_common_headings_they_scroll_in_proportion(qtbot, open_pair):
    pair = open_pair("T1", right=("甲", "乙", "丙", "丁"))
    assert pair.view.bar.how.text() == "未对齐"
    left, right = (pane.view for pane in pair.view.panes)
    left.setFocus()
    left.go_to_page(4)
    assert right.place() == pytest.approx(left.place() * 4 / 6, abs=0.05)


def test_the_whole_work_by_keyboard(qtbot, open_pair):
    """Choose, pin, jump to a pin, score, reason, next item, and back: no mouse."""
    pair = open_pair()
    view, model, desk = pair.view, pair.model, pair.desk
    qtbot.waitUntil(lambda: _pages(pair) == (4, 5), timeout=DEADLINE)
    left = view.panes[0].view
    QTest.keyClicks(QApplication.focusWidget(), "7.1")
    _press(Qt.Key.Key_F6)
    _press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: left.selector.selection is not None, timeout=DEADLINE)
    _press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    _press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    _press(Qt.Key.Key_P)
    qtbot.waitUntil(lambda: len(model.marks[0].pins()) == 1, timeout=DEADLINE)
    qtbot.waitUntil(lambda: view.cards[0].findChild(QWidget, "pin-1") is not None, timeout=DEADLINE)
    pin = view.cards[0].findChild(QWidget, "pin-1")
    assert pin.accessibleName() == "依据 1：第 4 页，4.1 安全与应急预案之1"
    code = model.codes[0]
    qtbot.waitUntil(lambda: "〔" in _durable(desk, code, "T4").reason, timeout=DEADLINE)
    assert _durable(desk, code, "T4").reason == "\n〔依据：第4页 4.1 安全与应急预案之1〕"
    assert view.cards[0].reason.toPlainText() == "", "what is printed is not what was typed"

    _press(Qt.Key.Key_F6)
    assert view.panes[1].view.hasFocus()
    _press(Qt.Key.Key_End)
    assert left.page() == 6
    _press(Qt.Key.Key_1)
    assert left.page() == 4, "the pin of the left bid is reached from the right"
    _press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is view.cards[1].value
    QTest.keyClicks(QApplication.focusWidget(), "6.6")
    _press(Qt.Key.Key_Plus)
    assert view.cards[1].value.text() == "6.7"
    _press(Qt.Key.Key_Tab)
    for _ in range(6):
        if QApplication.focusWidget() is view.cards[1].reason:
            break
        _press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view.cards[1].reason
    QTest.keyClicks(QApplication.focusWidget(), "drill once")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert model.title == "重点难点分析及对策"
    assert QApplication.focusWidget() is view.cards[0].value
    qtbot.waitUntil(lambda: not any(entry.saving for entry in model.entries), timeout=DEADLINE)
    assert (_durable(desk, code, "T4").value, _durable(desk, model.codes[1], "T4").value) == ("7.1", "6.7")
    assert _durable(desk, model.codes[1], "T4").reason == "drill once"
    _press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pair.returned == [(code, "T5")], timeout=DEADLINE)


@pytest.mark.full
def test_other_bids_come_beside_at_the_same_criterion(qtbot, open_pair):
    pair = open_pair()
    qtbot.waitUntil(lambda: _pages(pair) == (4, 5), timeout=DEADLINE)
    left, right = pair.model.codes
    _press(Qt.Key.Key_F6)
    _press(Qt.Key.Key_F6)
    _press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert pair.model.codes[0] == left
    assert pair.model.codes[1] not in {left, right}
    assert pair.model.criterion == "T4"
    qtbot.waitUntil(lambda: _pages(pair) == (4, 4), timeout=DEADLINE)
    for _ in range(9):
        pair.model.turn_bid(1, 1)
        assert pair.model.codes[1] != left


@pytest.mark.full
def test_a_refused_value_holds_everything(qtbot, open_pair):
    pair = open_pair()
    QTest.keyClicks(QApplication.focusWidget(), "8.5")
    _press(Qt.Key.Key_Return)
    assert pair.model.title == "安全与应急预案"
    assert not pair.view.primary.isEnabled()
    pair.view.go_back()
    QApplication.processEvents()
    assert pair.returned == []


def test_a_lost_renderer_keeps_the_score_and_the_place(qtbot, open_pair):
    pair = open_pair()
    qtbot.waitUntil(lambda: _pages(pair) == (4, 5), timeout=DEADLINE)
    QTest.keyClicks(QApplication.focusWidget(), "7.")
    left = pair.view.panes[0].view
    states: list[str] = []
    left.stateChanged.connect(states.append)
    os.kill(left._client.worker_pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: states[-1:] == ["ready"], timeout=DEADLINE)
    assert states == ["reopening", "ready"]
    assert _pages(pair) == (4, 5)
    assert pair.view.cards[0].value.text() == "7."
    qtbot.waitUntil(lambda: left.is_drawn(4), timeout=DEADLINE)


@pytest.mark.full
def test_evidence_alone_veils_the_rest_and_pages_turn_from_pin_to_pin(qtbot, open_pair):
    pair = open_pair()
    qtbot.waitUntil(lambda: _pages(pair) == (4, 5), timeout=DEADLINE)
    view, left = pair.view, pair.view.panes[0].view
    for page in (2, 6):
        left.go_to_page(page)
        view.panes[0].marked.pin()
    qtbot.waitUntil(lambda: len(pair.model.marks[0].pins()) == 2, timeout=DEADLINE)
    qtbot.mouseClick(view.bar.pins_only, Qt.MouseButton.LeftButton)
    assert left.page() == 2
    assert not view.bar.sync.isChecked()
    left.setFocus()
    _press(Qt.Key.Key_PageDown)
    assert left.page() == 6


@pytest.mark.full
def test_in_the_compact_frame_the_reason_opens_over_the_page(qtbot, open_pair):
    pair = open_pair(size=COMPACT)
    assert pair.view.primary.text() == "下一项", "no room for a title in the narrow column"
    card = pair.view.cards[0]
    assert not card.reason.isVisible()
    qtbot.mouseClick(card.more_reason, Qt.MouseButton.LeftButton)
    layer = pair.shell.findChild(ReasonLayer)
    QTest.keyClicks(layer.field, "thorough")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert card.more_reason.text() == "理由（已填）"
    qtbot.waitUntil(lambda: not pair.model.entries[0].saving, timeout=DEADLINE)
    assert _durable(pair.desk, pair.model.codes[0], "T4").reason == "thorough"


def test_f11_gives_both_bids_the_whole_width_and_escape_the_scores(qtbot, open_pair):
    pair = open_pair(size=COMPACT)
    field, before = pair.view.cards[0].value, pair.view.panes[0].view.zoom()
    QTest.keyClick(field, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: pair.view.panes[0].view.zoom() > 1.4 * before, timeout=DEADLINE)
    assert pair.view.panes[0].view.hasFocus()
    assert not pair.view.form.isVisible()
    assert flaws(pair.shell, COMPACT) == []
    _press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pair.view.panes[0].view.zoom() == before, timeout=DEADLINE)
    assert pair.view.form.isVisible()
    assert QApplication.focusWidget() is field


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.full), COMPACT], ids=["wide", "compact"])
def test_everything_has_a_name_and_no_name_of_a_bidder(open_pair, size):
    pair = open_pair(size=size)
    assert faults(pair.view) == []
    names = [bidder["name"] for bidder in pair.desk.document["bidders"]]
    for part in (pair.shell, *pair.shell.findChildren(QWidget)):
        said = " ".join((part.accessibleName(), part.toolTip(), part.objectName(), part.windowTitle()))
        assert not any(name in said for name in names)


@pytest.mark.full
def test_a_hint_at_likeness_shows_both_places_and_no_verdict(qtbot, open_pair):
    pair = open_pair()
    qtbot.waitUntil(lambda: _pages(pair) == (4, 5), timeout=DEADLINE)
    assert not pair.view.bar.likeness.isVisible(), "no centre, no hints"
    left, right = pair.model.codes
    places = HintPair(
        first=HintPlace(page=7, box=(60, 100, 500, 140), excerpt="断网三十分钟"), second=HintPlace(page=2, excerpt="x")
    )
    likeness = Likeness(pair.desk.shelf, pair.desk.bridge)
    likeness._hints = (
        Hint(id="h1", kind="text", part="technical", subjects=(right, left), extent=60, share=200, pairs=(places,)),
        Hint(id="h2", kind="text", part="technical", subjects=(right, "C9"), extent=60, pairs=(places,)),
    )
    pair.view._likeness = likeness
    pair.view._show()
    assert pair.view.bar.likeness.text() == "雷同提示 1"
    qtbot.mouseClick(pair.view.bar.likeness, Qt.MouseButton.LeftButton)
    _press(Qt.Key.Key_Return)
    assert _pages(pair) == (2, 7)
    assert pair.view.bar.how.text() == "已手动对齐"
