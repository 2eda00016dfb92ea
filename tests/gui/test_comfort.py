"""Eight hours at a seat: help for each page, the document alone, a hint at a rest, nothing that moves by itself."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import seat_client.ui
from seat_client.domain.stages import StageId
from seat_client.ui import page_help, screens
from seat_client.ui.screens.review.view import ReviewView
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.help import HelpLayer
from seat_client.ui.widgets.pages import Page
from tests.gui.closing import part, press, shown, words
from tests.gui.looks import english, flaws
from tests.gui.pictures import NOON, WIDE, settle, shell_around
from tests.gui.review_desk import Desk
from tests.unit.documents import bids

DEADLINE = 60_000


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    """The technical review at a real seat."""
    desk = Desk(tmp_path)
    desk.play_until(StageId.TECHNICAL)
    for code in desk.seat.evaluation.active_codes():
        desk.put_on_shelf("technical", code, bids.bid(2))
    view = ReviewView(ReviewModel(desk.scoring(), desk.seat, desk.watch, desk.bridge), desk.reading())
    window = shell_around(view, WIDE)
    qtbot.waitUntil(lambda: view.reading.view.page_count() > 0, timeout=DEADLINE)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=DEADLINE)
    yield window
    window.end()
    desk.close()


def pages() -> list[str]:
    """The class names of all screens."""
    found = set()
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, Page) and each.__module__ == module.name:
                found.add(each.__name__)
    return sorted(found)


def test_every_screen_has_its_help() -> None:
    assert len(pages()) > 20
    assert [name for name in pages() if not page_help.lines(name)] == []


def test_f1_says_what_is_done_on_the_page_and_fits(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_F1)
    settle(shell)
    layer = shell.findChild(HelpLayer)
    assert isinstance(layer, HelpLayer)
    assert "Ctrl+Z 撤回上一次录入" in words(layer)
    assert flaws(shell) == []
    with english():
        QTest.keyClick(layer, Qt.Key.Key_Escape)
        QTest.keyClick(shell, Qt.Key.Key_F1)
        assert flaws(shell) == []


def test_f11_shows_the_document_alone_and_escape_brings_everything_back(shell: Shell) -> None:
    assert isinstance(shell.page, ReviewView)
    field = shell.page.editor.value
    QTest.keyClicks(field, "7.5")
    QTest.keyClick(field, Qt.Key.Key_F11)
    settle(shell)
    around = (shell.strip, shell.rail, shell.status_bar, shell.page.form)
    assert [each.isVisible() for each in around] == [False] * 4
    assert shell.page.reading.view.hasFocus()
    assert shell.page.reading.view.width() == WIDE.width()
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_PageDown)
    assert shell.page.reading.view.page() == 2
    assert flaws(shell) == []
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Escape)
    settle(shell)
    assert [each.isVisible() for each in around] == [True] * 4
    assert shell.focusWidget() is field
    assert field.text() == "7.5"


def test_a_disturbance_is_told_over_the_document_that_stands_alone(shell: Shell) -> None:
    from tests.gui.scenes.work import LOST

    shell.read_alone(True)
    shell.show_fault(LOST)
    settle(shell)
    assert shell.fault_banner.isVisible()
    assert shell.alone


def test_the_button_of_the_document_does_the_same(shell: Shell) -> None:
    assert isinstance(shell.page, ReviewView)
    shell.page.reading.pane.toolbar.alone.click()
    assert shell.alone
    shell.page.reading.pane.toolbar.alone.click()
    assert not shell.alone


def test_a_rest_is_hinted_after_an_hour_until_it_is_noted(shell: Shell) -> None:
    shell.show_time(NOON + timedelta(minutes=59))
    assert not shown(shell, "rest-hint")
    assert "已工作 0:59" in words(shell.status_bar)
    shell.show_time(NOON + timedelta(minutes=61))
    settle(shell)
    assert "已连续 61 分钟" in part(shell, "rest-hint").accessibleName()
    assert flaws(shell) == []
    shell.resize(WIDE)
    settle(shell)
    press(shell, "rest-hint")
    assert not shown(shell, "rest-hint")


def test_nothing_on_the_screen_moves_by_itself() -> None:
    """There is no motion to reduce: no animation of Qt's is used anywhere."""
    moving = {each.__name__ for each in QAbstractAnimation.__subclasses__()} | {"QPropertyAnimation", "QMovie"}
    for module in pkgutil.walk_packages(seat_client.ui.__path__, f"{seat_client.ui.__name__}."):
        if not module.name.endswith("__main__"):
            assert not moving & set(vars(importlib.import_module(module.name))), module.name


def test_the_tour_goes_through_the_parts_of_the_page_by_keys_and_can_be_left(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_F1)
    press(shell, "help-tour")
    titles = []
    while shown(shell, "tour-title"):
        titles.append(part(shell, "tour-title").text())  # type: ignore[attr-defined]
        assert flaws(shell) == []
        shell.resize(WIDE)
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
        settle(shell)
    assert [title[:5] for title in titles] == [f"{n} / 5" for n in range(1, 6)]
    shell.open_tour()
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Escape)
    settle(shell)
    assert not shown(shell, "tour-title")
