"""Search, notes, bookmarks, jumps and small pages beside one bid, by keyboard; what is private stays on the seat."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from seat_client.services.notebook import Notebook
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.view import ReviewView
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.widgets.pages import Page
from tests.gui.compare_desk import Elsewhere, desk_with_bids
from tests.gui.pictures import WIDE, shell_around
from tests.gui.review_desk import Desk

DEADLINE = 60_000
Opened = tuple[Desk, ReviewView, list[tuple[str, str]]]


@pytest.fixture
def opened(qtbot, tmp_path) -> Iterator[Opened]:
    desk = desk_with_bids(tmp_path)
    book = Notebook(desk.store)
    model = ReviewModel(desk.scoring(), desk.seat, desk.watch, desk.bridge, book)
    asked: list[tuple[str, str]] = []

    def compare(code: str, criterion: str) -> Page:
        asked.append((code, criterion))
        return Elsewhere()

    view = ReviewView(model, Reading(desk.shelf, desk.seat, desk.bridge, book), compare)
    shell = shell_around(view, WIDE)
    qtbot.waitUntil(lambda: view.reading.view.page_count() > 0, timeout=DEADLINE)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow, timeout=DEADLINE)
    yield desk, view, asked
    shell.end()
    desk.close()


def _press(key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def _until(qtbot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE)


def test_search_by_keyboard_finds_every_place_and_goes_from_one_to_the_next(qtbot, opened):
    _, view, _ = opened
    pane, pages = view.reading.pane, view.reading.view
    _press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is pane.search.field
    pane.search.field.setText("误操作 停泵")
    _press(Qt.Key.Key_Return)
    _until(qtbot, lambda: pane.search.now == 0 and pane._hit_boxes)
    assert pane.search.found.total == 48
    assert pane.search.said.text() == "第 1 处，共 48 处"
    assert pane.search.hits.item(0).text() == "第1章 总体设计与技术路线"
    for _ in range(8):
        _press(Qt.Key.Key_F3)
    _until(qtbot, lambda: pages.page() == 2)
    assert pane.search.said.text() == "第 9 处，共 48 处"
    kinds = {mark.kind for marks in pages._marks.values() for mark in marks}
    _until(qtbot, lambda: 1 in pages._marks)
    assert kinds <= {"hit", "hit-now"}
    _press(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    _until(qtbot, lambda: pages.page() == 1)
    _press(Qt.Key.Key_Escape)
    assert not pane.search.isVisible()
    assert pages.hasFocus()
    assert not pages._marks


@pytest.mark.full
def test_what_is_not_there_says_so(qtbot, opened):
    _, view, _ = opened
    search = view.reading.pane.search
    view.reading.pane.open_search()
    search.field.setText("没有这几个字")
    _press(Qt.Key.Key_Return)
    _until(qtbot, lambda: search.found is not None)
    assert search.said.text().startswith("未找到")
    assert search.hits.count() == 0


def test_a_note_by_keyboard_is_private_kept_while_typing_and_survives_a_dead_worker(qtbot, opened):
    desk, view, _ = opened
    to_send = desk.store.pending_count()
    pages, panel = view.reading.view, view.reading.pane.marks
    _press(Qt.Key.Key_F6)
    assert pages.hasFocus()
    _press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    _until(qtbot, lambda: pages.selector.selection is not None)
    _press(Qt.Key.Key_N)
    assert QApplication.focusWidget() is panel.note
    QTest.keyClicks(panel.note, "ask about drills")
    os.kill(pages._client.worker_pid, signal.SIGKILL)
    _until(qtbot, lambda: pages.state().name == "reopening")
    _until(qtbot, lambda: pages.state().name == "ready")
    assert panel.note.toPlainText() == "ask about drills"
    assert QApplication.focusWidget() is panel.note
    _until(qtbot, lambda: [m.text for m in Notebook(desk.store).marks] == ["ask about drills"])
    assert desk.store.pending_count() == to_send, "a note is nothing that is sent"
    _press(Qt.Key.Key_Escape)
    _press(Qt.Key.Key_F6)
    (mark,) = [mark for marks in pages._marks.values() for mark in marks]
    assert (mark.kind, mark.page) == ("note", 0)


@pytest.mark.full
def test_an_empty_note_goes_when_one_leaves_it(qtbot, opened):
    _, view, _ = opened
    _press(Qt.Key.Key_F6)
    _press(Qt.Key.Key_N)
    assert QApplication.focusWidget() is view.reading.pane.marks.note
    _press(Qt.Key.Key_F6)
    _until(qtbot, lambda: not view.marks.rows())


def test_a_bookmark_comes_back_to_the_line_and_the_zoom(qtbot, opened):
    _, view, _ = opened
    pages, panel = view.reading.view, view.reading.pane.marks
    pages.setFocus()
    pages.set_zoom(150)
    pages._go(3, 0.4)
    _press(Qt.Key.Key_B)
    _until(qtbot, lambda: len(view.marks.rows()) == 1)
    pages.set_zoom(90)
    _press(Qt.Key.Key_Home)
    view.reading.pane.toolbar.marks.setChecked(True)
    assert QApplication.focusWidget() is panel.rows
    _until(qtbot, lambda: panel.rows.count() == 1)
    _press(Qt.Key.Key_Down)
    assert panel.rows.value() is not None
    _press(Qt.Key.Key_Return)
    assert pages.zoom() == 150
    assert pages.place() == pytest.approx(3.4, abs=0.01)
    panel.rows.setFocus()
    _press(Qt.Key.Key_Delete)
    _until(qtbot, lambda: not view.marks.rows())


@pytest.mark.full
def test_jumps_lead_back_and_forward(qtbot, opened):
    _, view, _ = opened
    pages = view.reading.view
    pages.setFocus()
    _press(Qt.Key.Key_PageDown)
    _press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    field = view.window().findChild(QWidget, "page-number")
    QTest.keyClicks(field, "5")
    _press(Qt.Key.Key_Return)
    _until(qtbot, lambda: pages.page() == 5)
    pages.setFocus()
    _press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert pages.page() == 2
    _press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pages.page() == 5


@pytest.mark.full
def test_the_chapter_of_the_open_criterion_is_one_press_away(qtbot, opened):
    _, view, _ = opened
    assert view.editor.chapter.text() == "第1章 总体设计与技术路线（第 1 页）"
    view.reading.view.go_to_page(5)
    qtbot.mouseClick(view.editor.chapter, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert view.reading.view.page() == 1


@pytest.mark.full
def test_small_pages_lead_to_their_page(qtbot, opened):
    _, view, _ = opened
    pane = view.reading.pane
    pane.toolbar.contents.setChecked(True)
    qtbot.mouseClick(pane._tabs._buttons[1], Qt.MouseButton.LeftButton)
    small = pane.thumbnails
    _until(qtbot, lambda: small.page_count() == 6 and small.is_drawn(3))
    assert small._client is not view.reading.view._client, "another worker, which gives way"
    qtbot.mouseClick(small.viewport(), Qt.MouseButton.LeftButton, pos=small._box(2).center())
    assert view.reading.view.page() == 3


@pytest.mark.full
def test_a_stretch_is_chosen_with_the_mouse_and_its_disc_leads_back(qtbot, opened):
    _, view, _ = opened
    pages = view.reading.view
    _until(qtbot, lambda: pages.is_drawn(1))
    box = pages._box(0)
    at = QPoint(box.center().x(), box.top() + box.height() // 6)
    qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=at)
    _until(qtbot, lambda: pages.selector.selection is not None)
    assert pages.selector.selection.words.startswith(("1.1", "结合"))
    pages.setFocus()
    _press(Qt.Key.Key_P)
    _until(qtbot, lambda: len(view.marks.pins()) == 1)
    _press(Qt.Key.Key_P)
    _until(qtbot, lambda: not view.marks.pins())


def test_nothing_can_be_copied_printed_or_saved(qtbot, opened):
    _, view, _ = opened
    pages = view.reading.view
    QApplication.clipboard().setText("before")
    pages.setFocus()
    _press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    _until(qtbot, lambda: pages.selector.selection is not None)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_A, Qt.Key.Key_P, Qt.Key.Key_S):
        _press(key, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "before"
    assert not view.marks.pins(), "Ctrl+P is no pin either"
    assert pages.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


@pytest.mark.full
def test_the_comparison_is_asked_for_with_the_open_bid_and_criterion(qtbot, opened):
    _, view, asked = opened
    code = view._model.code
    view._model.choose_criterion("T3")
    qtbot.mouseClick(view.reading.pane.toolbar.compare, Qt.MouseButton.LeftButton)
    _until(qtbot, lambda: asked == [(code, "T3")])
