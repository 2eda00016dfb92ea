"""The practice welcome: roles, an honest guide, the scale, the start."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QWidget

from seat_client.ui.screens.practice_welcome.view import PracticeWelcomeView
from seat_client.ui.screens.practice_welcome.view_model import PracticeFacts, PracticeWelcomeModel
from seat_client.ui.shell import Shell
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.walk import faults, place

FACTS = PracticeFacts(bids=6, members=7, pin="123456")


class Kept:
    """Where the chosen scale goes."""

    def __init__(self) -> None:
        self.scales: list[int] = []


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def model(kept: Kept) -> PracticeWelcomeModel:
    return PracticeWelcomeModel(FACTS, roles=("expert", "chair"), scale=100, save_scale=kept.scales.append)


@pytest.fixture
def shell(model: PracticeWelcomeModel) -> Iterator[Shell]:
    window = shell_around(PracticeWelcomeView(model), WIDE, practice=True)
    yield window
    window.end()


def view(shell: Shell) -> PracticeWelcomeView:
    assert isinstance(shell.page, PracticeWelcomeView)
    return shell.page


def words(root: QWidget) -> str:
    return "\n".join(part.text() for part in root.findChildren(QLabel) if part.isVisible())


def test_the_sample_is_told_as_it_is(shell: Shell) -> None:
    assert "6 份虚构投标文件、7 位评委：您扮演 1 位，其余 6 位" in words(shell)
    assert "演练 PIN 码为 123456" in words(shell)


def test_nothing_is_claimed_that_was_not_checked(shell: Shell) -> None:
    assert "自检" not in words(view(shell).header)
    assert "合格" not in words(shell)


def test_roles_that_cannot_be_played_yet_say_so(shell: Shell) -> None:
    cards = view(shell).role_cards
    assert {role: card.isEnabled() for role, card in cards.items()} == {
        "expert": True,
        "chair": True,
        "supervisor": False,
        "technician": False,
    }
    assert "尚未启用" in words(cards["supervisor"])
    assert "约 50 分钟" in words(cards["chair"])


def test_enter_starts_with_the_chosen_role(shell: Shell, model: PracticeWelcomeModel) -> None:
    started = QSignalSpy(model.started)
    view(shell).role_cards["chair"].click()
    assert "已选：评标组长 · 约 50 分钟" in words(shell)
    QTest.keyClick(view(shell).role_cards["chair"], Qt.Key.Key_Return)
    assert [started.at(0)] == [["chair"]]


def test_arrows_pick_a_role(shell: Shell, model: PracticeWelcomeModel) -> None:
    card = view(shell).role_cards["expert"]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Right)
    assert model.role == "chair"


def test_the_scale_is_kept_for_the_next_start_and_the_page_says_so(shell: Shell, kept: Kept) -> None:
    view(shell).scale_buttons[125].click()
    assert kept.scales == [125]
    assert "下次启动" in words(shell)
    view(shell).scale_buttons[100].click()
    assert "下次启动" not in words(shell)


def test_a_practice_left_half_done_goes_on(kept: Kept) -> None:
    facts = PracticeFacts(6, 7, "123456", resumed=True)
    page = PracticeWelcomeView(PracticeWelcomeModel(facts, roles=("expert",), scale=100, save_scale=kept.scales.append))
    assert page.primary is not None
    assert page.primary.text() == "继续上次演练"


@pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])
def test_names_and_targets(shell: Shell, size: QSize) -> None:
    shell.resize(size)
    settle(shell)
    assert faults(shell) == []


def test_two_equal_columns_with_a_gap_of_forty(shell: Shell) -> None:
    left, right = view(shell).role_cards, view(shell).scale_buttons
    assert abs(place(left["expert"]).left() - 64) <= 2
    assert abs(place(left["chair"]).right() + 1 - 940) <= 2
    guide = view(shell)._guide_rows[0]
    assert abs(place(guide).left() - 980) <= 3
    assert right[125].isVisible()
    assert not shell.status_bar.isVisible()
    assert abs(place(view(shell).action_bar).bottom() - 1079) <= 2
