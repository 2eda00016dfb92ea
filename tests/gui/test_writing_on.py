"""The stage moves on while a member writes to the committee: the page stays open, and every letter stays in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from seat_client.app.journey import Journey, SeatParts
from seat_client.app.stage_pages import stage_pages
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.sync.loop import SyncLoop
from seat_client.ui.screens.committee.view import CommitteeView
from seat_client.ui.shell import Shell
from tests.gui.closing import part, press
from tests.gui.pictures import IDLE_PLATE, WIDE, settle
from tests.gui.review_desk import Desk
from tests.gui.test_sealed import overnight, tell


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def seat(desk: Desk) -> Iterator[tuple[Journey, Shell]]:
    shell = Shell(practice=False)
    shell.resize(WIDE)
    shell.show_seat(IDLE_PLATE)
    shell.show()
    parts = SeatParts(
        desk.seat, SyncLoop(desk.store, desk.centre), desk.shelf, desk.keys, desk.watch, desk.centre, desk.bridge
    )
    journey = Journey(shell, parts, stage_pages(parts), desk.folder)
    journey._show_stage()
    settle(shell)
    yield journey, shell
    journey.stop()
    shell.end()


def write(shell: Shell, words: str) -> None:
    """Into whatever has the keyboard."""
    focused = shell.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def text(shell: Shell) -> str:
    field = part(shell, "motion-text")
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def begin(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_F4)
    press(shell, "motion-kind-other")
    part(shell, "motion-text").setFocus()
    write(shell, "a rest of ")


def test_the_next_stage_opens_below_and_the_text_goes_on(desk: Desk, seat: tuple[Journey, Shell]) -> None:
    journey, shell = seat
    begin(shell)
    tell(desk, journey, ev.CodesDealt(("C1", "C2", "C3")), ev.StageOpened(StageId.BLIND_CHECK))
    settle(shell)
    assert desk.seat.stage is StageId.BLIND_CHECK
    assert isinstance(shell.over, CommitteeView)
    write(shell, "ten minutes")
    assert text(shell) == "a rest of ten minutes"
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert shell.over is None
    assert type(shell.page).__name__ == "BlindCheckView"


def test_who_only_looks_is_shown_the_next_stage(desk: Desk, seat: tuple[Journey, Shell]) -> None:
    journey, shell = seat
    begin(shell)
    part(shell, "committee-tab-record").setFocus()
    tell(desk, journey, ev.CodesDealt(("C1", "C2", "C3")), ev.StageOpened(StageId.BLIND_CHECK))
    assert shell.over is None
    QTest.keyClick(shell, Qt.Key.Key_F4)
    assert text(shell) == "a rest of ", "it is there when it is wanted"


def test_a_sealed_seat_shows_nothing_of_it_and_keeps_it(desk: Desk, seat: tuple[Journey, Shell]) -> None:
    journey, shell = seat
    begin(shell)
    tell(desk, journey, overnight())
    assert shell.over is None
    tell(desk, journey, ev.Resumed("overnight", "", ()))
    journey._unseal()
    QTest.keyClick(shell, Qt.Key.Key_F4)
    assert text(shell) == "a rest of "
