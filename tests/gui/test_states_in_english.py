"""The states the autopilot does not come to, with the longer words of English, at every size."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.ui.screens.preliminary.view import PreliminaryView
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.screens.sign_in.view import SignInView
from seat_client.ui.screens.sign_in.view_model import SignInModel
from seat_client.ui.widgets.plates import FaultLine
from tests.gui.closing import DEADLINE, press, report_desk, rulings_of, seat_at, summary_of
from tests.gui.desk import desk_in
from tests.gui.looks import english, flaws
from tests.gui.pictures import IDLE_PLATE, WIDE, settle, shell_around
from tests.gui.review_desk import Desk

pytestmark = pytest.mark.full
LOST = FaultLine("The evaluation centre cannot be reached.", "for 0:06:12; 9 entries kept here", more=True)
Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE)


@pytest.fixture(autouse=True)
def _english(_chinese: None) -> Iterator[None]:
    with english():
        yield


def test_sign_in(tmp_path: Path, until: Until) -> None:
    with desk_in(tmp_path) as desk:
        model = SignInModel(desk.signing_in, desk.watch, desk.bridge)
        shell = shell_around(SignInView(model), WIDE, plate=IDLE_PLATE)
        model.start()
        until(lambda: model.centre is not None)
        assert shell.page is not None
        QTest.keyClick(shell.page, Qt.Key.Key_2)
        assert flaws(shell) == []
        QTest.keyClick(shell.page, Qt.Key.Key_W)
        assert flaws(shell) == []
        shell.end()


def test_preliminary(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    view = PreliminaryView(PreliminaryModel(desk.review(blind=False), desk.seat, desk.bridge), desk.reading())
    shell = shell_around(view, WIDE, current=3)
    shell.show_fault(LOST)
    settle(shell)
    assert flaws(shell) == []
    shell.end()
    desk.close()


def test_summary(tmp_path: Path) -> None:
    with seat_at(tmp_path, StageId.SUMMARY) as desk:
        shell = shell_around(summary_of(desk), WIDE, current=7)
        assert shell.page is not None
        for _ in range(3):
            assert flaws(shell) == []
            QTest.keyClick(shell.page, Qt.Key.Key_Left)
        shell.show_fault(LOST)
        assert flaws(shell) == []
        shell.show_fault(None)
        press(shell, "ask-review")
        assert flaws(shell) == []
        shell.end()


def test_rulings(tmp_path: Path) -> None:
    with seat_at(tmp_path, StageId.LOW_PRICE) as desk:
        shell = shell_around(rulings_of(desk), WIDE, current=6)
        assert flaws(shell) == []
        shell.end()


def test_report(tmp_path: Path, until: Until) -> None:
    with report_desk(tmp_path, until) as desk:
        shell = shell_around(desk.view(), WIDE, current=8)
        until(lambda: desk.model.checks)
        now = datetime.now(UTC)
        notice = ev.NoticeServed("E3", now.isoformat(), (now + timedelta(minutes=30)).isoformat())
        desk.centre.desk.write(lambda _: [notice])
        desk.hear()
        assert flaws(shell) == []
        press(shell, "refuse-signing")
        assert flaws(shell) == []
        shell.end()
