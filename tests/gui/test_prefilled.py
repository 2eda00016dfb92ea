"""Objective items the centre has filled in from verified data: each member checks and confirms them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.ui.screens.review.view import ReviewView
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.shell import Shell
from tests.gui.closing import DEADLINE, part, press, seat_at, shown, words
from tests.gui.looks import flaws
from tests.gui.pictures import WIDE, settle, shell_around
from tests.gui.review_desk import MEMBER, Desk, sample
from tests.unit.documents import bids


def document() -> tuple[dict[str, Any], str]:
    """The sample with one objective business item filled in for every bidder, and that item."""
    project: dict[str, Any] = json.loads(json.dumps(sample()[0]))
    blind = {section["id"] for section in project["sections"] if section.get("blind")}
    item = next(c for c in project["criteria"] if c["kind"] == "objective" and c["section"] not in blind)
    project["prefilled"] = {item["id"]: {bidder["id"]: "4" for bidder in project["bidders"]}}
    return project, item["id"]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with seat_at(tmp_path, StageId.BUSINESS, document()[0]) as desk:
        for code in desk.seat.evaluation.sheet_codes():
            desk.put_on_shelf("business", code, bids.bid(2))
        yield desk


@pytest.fixture
def shell(desk: Desk) -> Iterator[Shell]:
    model = ReviewModel(desk.scoring(StageId.BUSINESS), desk.seat, desk.watch, desk.bridge)
    window = shell_around(ReviewView(model, desk.reading()), WIDE, current=5)
    assert model.choose_criterion(document()[1])
    settle(window)
    yield window
    window.end()


def entered(desk: Desk) -> list[tuple[str, str]]:
    """Value and reason of what this member entered for the item."""
    acts = [act for act in desk.store.own_acts(MEMBER) if isinstance(act, ev.EnterScore)]
    return [(act.value, act.reason) for act in acts if act.criterion == document()[1]]


def test_it_counts_only_when_confirmed_and_one_key_confirms(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    assert "由中心预填 4 分，请核对。" in words(shell)
    assert entered(desk) == [], "nothing is entered for the member"
    field = part(shell, "score-value")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: entered(desk) == [("4", "")], timeout=DEADLINE)
    assert isinstance(shell.page, ReviewView)
    assert shell.page._model.criterion != document()[1], "and goes on to the next item"
    assert shell.page._model.choose_criterion(document()[1])
    settle(shell)
    assert "由中心预填 4 分，您已核对确认" in words(shell)
    assert not shown(shell, "confirm-prefilled")


def test_another_value_needs_a_reason(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    field = part(shell, "score-value")
    field.setFocus()
    QTest.keyClicks(field, "2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(shell)
    assert "此处须填写理由" in words(shell)
    assert entered(desk) == []
    QTest.keyClicks(part(shell, "score-reason"), "certificate out of date")
    QTest.keyClick(part(shell, "score-reason"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: entered(desk) == [("2", "certificate out of date")], timeout=DEADLINE)


def test_the_button_does_the_same_and_nothing_is_cut_off(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    assert flaws(shell) == []
    shell.resize(WIDE)
    settle(shell)
    press(shell, "confirm-prefilled")
    qtbot.waitUntil(lambda: entered(desk) == [("4", "")], timeout=DEADLINE)
