"""The ballot: who may be chosen, one vote confirmed once, further rounds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.election import ChairElection
from seat_client.services.seat import Seat
from seat_client.ui.screens.chair_election.view import ChairElectionView
from seat_client.ui.screens.chair_election.view_model import ChairElectionModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.layers import ConfirmDialog
from tests.gui.desk import Desk, desk_in, others, tell
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.walk import faults

DEADLINE = 60_000


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk_in(tmp_path) as made:
        made.insert_key()
        qtbot.waitUntil(lambda: bool(made.watch.current.keys), timeout=DEADLINE)
        yield made


@pytest.fixture
def seat(desk: Desk) -> Seat:
    opened = desk.sign_in()
    tell(opened, ev.StageOpened(StageId.CHAIR_ELECTION))
    return opened


@pytest.fixture
def shell(seat: Seat, desk: Desk) -> Iterator[Shell]:
    window = shell_around(ChairElectionView(ChairElectionModel(ChairElection(seat), seat, desk.bridge)), WIDE)
    yield window
    window.end()


def view(shell: Shell) -> ChairElectionView:
    assert isinstance(shell.page, ChairElectionView)
    return shell.page


def words(root: QWidget) -> str:
    return "\n".join(part.text() for part in root.findChildren(QLabel) if part.isVisible())


def button(shell: Shell) -> str:
    primary = view(shell).primary
    assert primary is not None
    return primary.text().strip()


def vote(shell: Shell, member: str) -> None:
    view(shell).cards[member].click()
    QTest.keyClick(view(shell), Qt.Key.Key_Return)
    confirm = shell.findChild(ConfirmDialog)
    QTest.keyClick(confirm, Qt.Key.Key_Return)


def test_purchasers_representatives_are_shown_with_the_reason_and_cannot_be_chosen(shell: Shell, seat: Seat) -> None:
    for member, card in view(shell).cards.items():
        expert = seat.project.member(member).kind == "expert"
        assert card.isEnabled() is expert
        assert ("采购人代表，不得担任组长" in words(card)) is not expert


def test_members_are_numbers_never_names(shell: Shell, seat: Seat) -> None:
    everything = words(shell) + "".join(part.accessibleName() for part in shell.findChildren(QWidget))
    assert "评委 3 · 本席" in everything
    assert not any(person.name in everything for person in seat.project.committee)


def test_nothing_is_chosen_beforehand(shell: Shell) -> None:
    assert button(shell) == "请选择一位成员"
    assert not any(card.isChecked() for card in view(shell).cards.values())


def test_a_vote_is_confirmed_once_and_durable(shell: Shell, seat: Seat, qtbot: QtBot) -> None:
    vote(shell, "E2")
    qtbot.waitUntil(lambda: button(shell).startswith("已投票"), timeout=DEADLINE)
    assert list(seat.store.own_acts(seat.member)) == [ev.CastBallot("E2", 1)]
    assert not any(card.isEnabled() for card in view(shell).cards.values())


def test_escape_in_the_question_casts_nothing(shell: Shell, seat: Seat) -> None:
    view(shell).cards["E2"].click()
    QTest.keyClick(view(shell), Qt.Key.Key_Return)
    QTest.keyClick(shell.findChild(ConfirmDialog), Qt.Key.Key_Escape)
    assert seat.own.ballots == {}
    assert button(shell) == "投票"


def test_only_the_count_of_votes_is_shown(shell: Shell, seat: Seat, qtbot: QtBot) -> None:
    tell(seat, *(ev.BallotCast(member, 1) for member in others(seat)[:2]))
    qtbot.waitUntil(lambda: "已投票 2 / 7" in words(shell), timeout=DEADLINE)


def test_a_tie_opens_another_round_between_the_tied(shell: Shell, seat: Seat, qtbot: QtBot) -> None:
    vote(shell, "E2")
    qtbot.waitUntil(lambda: button(shell).startswith("已投票"), timeout=DEADLINE)
    tell(seat, ev.BallotClosed(1, {"E1": 3, "E2": 3, "E4": 1}, "", ("E1", "E2")))
    qtbot.waitUntil(lambda: button(shell) == "请选择一位成员", timeout=DEADLINE)
    settle(shell)
    assert [member for member, card in view(shell).cards.items() if card.isEnabled()] == ["E1", "E2"]
    assert "第 2 轮" in words(shell)
    assert "不在本轮候选之列" in words(view(shell).cards["E4"])


def test_a_refused_vote_says_why(shell: Shell, seat: Seat, qtbot: QtBot) -> None:
    view(shell).cards["E2"].click()
    tell(seat, ev.BallotClosed(1, {"E1": 7}, "E1"), ev.StageOpened(StageId.PRELIMINARY))
    view(shell)._model.chosen = "E2"
    view(shell)._model.vote()
    settle(shell)
    assert "评标已进入其他阶段" in words(shell)


@pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])
def test_names_and_targets(shell: Shell, size: QSize) -> None:
    shell.resize(size)
    settle(shell)
    assert faults(shell) == []


def test_arrows_move_the_choice_over_the_eligible(shell: Shell) -> None:
    cards = view(shell).cards
    cards["E1"].setFocus()
    cards["E1"].click()
    QTest.keyClick(cards["E1"], Qt.Key.Key_Down)
    assert view(shell)._model.chosen in {"E2", "E3"}
