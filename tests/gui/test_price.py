"""The price review: words over figures, points by the formula, one confirmation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import digest
from seat_client.ui.screens.price.view import PriceView
from seat_client.ui.shell import Shell
from tests.gui.closing import DEADLINE, part, press, price_of, says, seat_at, squeezed, words
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.review_desk import MEMBER, Desk, sample
from tests.gui.walk import faults

BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])
EVALUATED = [["C1", "12832160"], ["C2", "10171780"], ["C3", "12515480"], ["C5", "11989460"], ["C6", "12217470"]]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with seat_at(tmp_path, StageId.PRICE) as desk:
        yield desk


@pytest.fixture
def shell(desk: Desk) -> Iterator[Shell]:
    window = shell_around(price_of(desk), WIDE, current=6)
    yield window
    window.end()


def view(shell: Shell) -> PriceView:
    assert isinstance(shell.page, PriceView)
    return shell.page


def confirmations(desk: Desk) -> list[ev.Act]:
    return [act for act in desk.store.own_acts(MEMBER) if isinstance(act, ev.ConfirmPrice)]


def test_prices_points_and_the_one_correction(shell: Shell) -> None:
    rows = view(shell).table.rows
    expected = {"C1": "25.82", "C2": "25.44", "C3": "27.40", "C5": "29.99", "C6": "28.89"}
    assert {code: words(row).split("\n")[-1] for code, row in rows.items()} == expected
    assert {code for code, row in rows.items() if "大写优先，已更正" in words(row)} == {"C3"}
    corrected = words(rows["C3"]).split("\n")
    assert corrected[0:3] == ["C3", "青岚启衡信息工程有限公司", "12,425,480"]
    assert "12,515,480" in corrected
    assert "4.33%" in corrected


def test_the_benchmark_and_the_points_of_the_picked_row(shell: Shell) -> None:
    page = view(shell)
    said = words(page.form)
    assert "去最高：C1 12,832,160" in said
    assert "去最低：C2 10,171,780" in said
    assert "（12,515,480 + 11,989,460 + 12,217,470）÷ 3" in said
    assert "11,995,987.27" in said
    QTest.keyClick(page, Qt.Key.Key_Down)
    settle(shell)
    assert "C2 报价得分" in words(page.form)
    assert "30 − 15.21 × 0.3 = 25.437，四舍五入 25.44" in words(page.form)
    QTest.mouseClick(part(shell, "row-C5"), Qt.MouseButton.LeftButton)
    settle(shell)
    assert "C5 报价得分" in words(page.form)


def test_confirmed_by_keyboard_after_one_question(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    page = view(shell)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Return)
    settle(shell)
    assert confirmations(desk) == []
    QTest.keyClick(part(shell, "confirm-dialog-yes"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(confirmations(desk)), timeout=DEADLINE)
    assert confirmations(desk) == [ev.ConfirmPrice(digest(EVALUATED))]
    desk.hear()
    assert says(shell, "confirm-price") == "已确认，等待其他评委（1 / 7）"
    assert says(shell, "confirmed-count") == "已确认 1 / 7"


def test_the_question_can_be_answered_with_no(desk: Desk, shell: Shell) -> None:
    press(shell, "confirm-price")
    QTest.keyClick(part(shell, "confirm-dialog-yes"), Qt.Key.Key_Escape)
    settle(shell)
    assert confirmations(desk) == []
    assert part(shell, "confirm-price").isEnabled()


@BOTH
def test_everything_can_be_reached_and_has_a_name(desk: Desk, size: QSize) -> None:
    shell = shell_around(price_of(desk), size, current=6)
    page = view(shell)
    assert faults(page) == []
    assert squeezed(page) == []
    assert page.table.width() <= page.centre.width() - 39
    shell.end()


def test_the_lowest_price_formula(qtbot: QtBot, tmp_path: Path) -> None:
    document = {**sample()[0]}
    document["rules"] = {**document["rules"], "price": {"formula": "lowest-price", "full": "30"}}
    with seat_at(tmp_path, StageId.PRICE, document) as desk:
        shell = shell_around(price_of(desk), WIDE, current=6)
        assert "5 份有效报价中的最低价" in words(view(shell).form)
        assert words(view(shell).table.rows["C2"]).split("\n")[-2:] == ["—", "30.00"]
        shell.end()
