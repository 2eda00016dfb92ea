"""Rulings: codes while blind, the own reason before the own vote, no other vote before all have voted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.ui.shell import Shell
from tests.gui.closing import DEADLINE, names, part, press, rulings_of, says, seat_at, shown, squeezed, words
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.review_desk import MEMBER, Desk
from tests.gui.walk import faults

BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])
FLAG = "abnormal/T/C5/E6"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with seat_at(tmp_path, StageId.TECHNICAL_RULINGS) as desk:
        yield desk


@pytest.fixture
def shell(desk: Desk) -> Iterator[Shell]:
    window = shell_around(rulings_of(desk), WIDE, current=4)
    yield window
    window.end()


def own_acts(desk: Desk, kind: type) -> list[ev.Act]:
    return [act for act in desk.store.own_acts(MEMBER) if isinstance(act, kind)]


def test_an_abnormal_score_by_code_and_number_alone(desk: Desk, shell: Shell) -> None:
    said = words(shell)
    assert "异常打分：评委 6 对 C5 技术标" in said
    assert "小计 21.4，其他 6 位平均 40.60，偏离 −47.29%，超过 30% 阈值。" in said
    assert "暗标阶段 · 只显示编号" in said
    bidders = [bidder.name for bidder in desk.seat.project.bidders]
    people = [member.name for member in desk.seat.project.committee]
    assert [name for name in (*bidders, *people) if any(name in text for text in names(shell))] == []


def test_a_vote_after_one_question_then_the_count_alone(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    assert says(shell, "rulings-progress") == "还有 1 项未表决"
    press(shell, "ruling-keep-0")
    assert own_acts(desk, ev.VoteRuling) == []
    press(shell, "confirm-dialog-yes")
    qtbot.waitUntil(lambda: bool(own_acts(desk, ev.VoteRuling)), timeout=DEADLINE)
    assert own_acts(desk, ev.VoteRuling) == [ev.VoteRuling(FLAG, "keep")]
    desk.hear()
    assert not shown(shell, "ruling-keep-0")
    assert "本人意见：保留原分" in says(shell, "outcome-0")
    assert says(shell, "rulings-progress") == "已表决，等待其他评委"
    desk.others(lambda _: ev.VoteRuling(FLAG, "replace"), but=1)
    desk.played.record(ev.RulingVoteCast(FLAG, 6))
    desk.hear()
    said = words(part(shell, "question-0"))
    assert "已表决 6 / 7" in said
    assert "替代" not in said, "how the others vote is not known before all have"


def test_by_keyboard_alone(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    button = part(shell, "ruling-replace-0")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    settle(shell)
    QTest.keyClick(part(shell, "confirm-dialog-yes"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: own_acts(desk, ev.VoteRuling) == [ev.VoteRuling(FLAG, "replace")], timeout=DEADLINE)


def test_a_question_refused_can_be_left_without_a_vote(desk: Desk, shell: Shell) -> None:
    press(shell, "ruling-defer-0")
    QTest.keyClick(part(shell, "confirm-dialog-yes"), Qt.Key.Key_Escape)
    settle(shell)
    assert own_acts(desk, ev.VoteRuling) == []
    assert part(shell, "ruling-defer-0").isEnabled()


def test_another_members_reason_is_read_before_the_vote(desk: Desk, shell: Shell) -> None:
    assert "评委 6 书面说明：尚未收到" in words(shell)
    desk.played.record(ev.ReasonGiven(FLAG, "与现状管网条件不符"))
    desk.hear()
    assert "评委 6 书面说明：与现状管网条件不符" in words(shell)
    assert not shown(shell, "reason-0"), "nobody else writes it"


def test_the_own_score_asks_for_a_reason_first(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    scores = desk.sheets["scores"]
    for row in (k for k in scores["E3"]["C5"] if k.startswith("T")):
        mine, theirs = scores["E3"]["C5"], scores["E6"]["C5"]
        mine[row], theirs[row] = theirs[row], mine[row]
    desk.play_until(StageId.TECHNICAL_RULINGS)
    shell = shell_around(rulings_of(desk), COMPACT, current=4)
    assert "异常打分：评委 3 对 C5 技术标" in words(shell)
    assert not part(shell, "ruling-keep-0").isEnabled()
    assert not part(shell, "send-reason-0").isEnabled()
    field = part(shell, "reason-0")
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "my own judgement")
    press(shell, "send-reason-0")
    flag = "abnormal/T/C5/E3"
    expected = [ev.GiveReason(flag, "my own judgement")]
    qtbot.waitUntil(lambda: own_acts(desk, ev.GiveReason) == expected, timeout=DEADLINE)
    qtbot.waitUntil(lambda: part(shell, "ruling-keep-0").isEnabled(), timeout=DEADLINE)
    assert "评委 3 书面说明：my own judgement" in words(shell)
    press(shell, "ruling-keep-0")
    press(shell, "confirm-dialog-yes")
    qtbot.waitUntil(lambda: own_acts(desk, ev.VoteRuling) == [ev.VoteRuling(flag, "keep")], timeout=DEADLINE)
    shell.end()
    desk.close()


def test_a_low_price_by_code_and_name(qtbot: QtBot, tmp_path: Path) -> None:
    with seat_at(tmp_path, StageId.LOW_PRICE) as desk:
        shell = shell_around(rulings_of(desk), WIDE, current=6)
        said = words(shell)
        assert "低报价：C2 岚海智联建设有限公司" in said
        assert "报价 10,171,780 元，为其他有效报价平均值的 82.11%，低于 85% 阈值。" in said
        assert "第二十一条" in said
        desk.played.record(ev.ReasonGiven("low-price/C2", "已提交成本构成"))
        desk.hear()
        assert "投标人书面说明：已提交成本构成" in words(shell)
        press(shell, "ruling-accept-0")
        press(shell, "confirm-dialog-yes")
        qtbot.waitUntil(
            lambda: own_acts(desk, ev.VoteRuling) == [ev.VoteRuling("low-price/C2", "accept")], timeout=DEADLINE
        )
        shell.end()


def test_a_ruling_that_was_made_stands_with_its_votes(desk: Desk, shell: Shell) -> None:
    desk.played.record(ev.RulingMade(FLAG, "keep", {"keep": 5, "replace": 2}))
    desk.hear()
    assert says(shell, "outcome-0") == "评委会表决：保留原分（保留原分 5，以其他评委平均分替代 2）"
    assert not shown(shell, "ruling-keep-0")


@BOTH
def test_everything_can_be_reached_and_has_a_name(desk: Desk, size: QSize) -> None:
    shell = shell_around(rulings_of(desk), size, current=4)
    assert faults(shell) == []
    assert squeezed(shell) == []
    shell.end()


@pytest.mark.parametrize(
    ("check", "decision", "figure"),
    [("fewer-than-three", "continue", "2"), ("objective-disagreement", "stop", "")],
)
def test_the_other_checks_have_their_words_and_buttons(desk: Desk, check: str, decision: str, figure: str) -> None:
    desk.played.record(ev.FlagRaised("x", StageId.TECHNICAL_RULINGS, check, figure, "C1", criterion="T1"))
    desk.hear()
    shell = shell_around(rulings_of(desk), WIDE, current=4)
    assert shown(shell, f"ruling-{decision}-1")
    title = {"fewer-than-three": "有效投标不足三家", "objective-disagreement": "客观分不一致：C1"}[check]
    assert title in words(part(shell, "question-1"))
    shell.end()
