"""Rulings: codes while blind, the own reason before the own vote, no other vote before all have voted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from seat_client.centre.acceptance import Inspector
from seat_client.domain import events as ev
from seat_client.domain.errors import RuleViolation
from seat_client.domain.stages import StageId
from seat_client.ui.shell import Shell
from tests.gui.closing import DEADLINE, names, part, press, rulings_of, says, seat_at, shown, squeezed, words
from tests.gui.looks import flaws
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.review_desk import MEMBER, PIN, Desk
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


def explain(desk: Desk) -> None:
    """The reason the votes wait for has come."""
    desk.played.record(ev.ReasonGiven(FLAG, "与现状管网条件不符"))
    desk.hear()


def test_nobody_votes_before_the_reason_or_its_deadline(desk: Desk, shell: Shell) -> None:
    assert not part(shell, "ruling-keep-0").isEnabled()
    assert says(shell, "outcome-0") == "收到该评委书面理由或期限届满后开始表决"
    desk.played.record(ev.ReasonOverdue(FLAG))
    desk.hear()
    assert part(shell, "ruling-keep-0").isEnabled()
    assert not shown(shell, "outcome-0")


def test_a_vote_after_one_question_then_the_count_alone(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    explain(desk)
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
    explain(desk)
    button = part(shell, "ruling-replace-0")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    settle(shell)
    QTest.keyClick(part(shell, "confirm-dialog-yes"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: own_acts(desk, ev.VoteRuling) == [ev.VoteRuling(FLAG, "replace")], timeout=DEADLINE)


def test_a_question_refused_can_be_left_without_a_vote(desk: Desk, shell: Shell) -> None:
    explain(desk)
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
    desk.hear()
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
        assert "投标人书面说明：尚未收到" in said
        assert says(shell, "outcome-0") == "收到投标人书面说明或期限届满后开始表决"
        assert not part(shell, "ruling-accept-0").isEnabled()
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


DISPUTE = "objective/B1/C1"


def dispute(desk: Desk) -> None:
    """The committee has decided that an objective item is to be scored anew."""
    e = desk.seat.evaluation
    item = next(c for c in desk.seat.project.criteria if c.kind == "objective")
    stage = StageId.BUSINESS_RULINGS
    flag = ev.FlagRaised(DISPUTE, stage, "objective-disagreement", "", e.active_codes()[0], criterion=item.id)
    desk.played.record(ev.StageOpened(stage), flag, ev.RulingMade(DISPUTE, "correct", {"correct": 7}))
    desk.hear()


def test_a_disputed_item_is_scored_anew_and_signed(qtbot: QtBot, tmp_path: Path) -> None:
    with seat_at(tmp_path, StageId.LOW_PRICE) as desk:
        desk.insert_key(lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE))
        dispute(desk)
        shell = shell_around(rulings_of(desk), WIDE, current=5)
        number = next(n for n in range(9) if shown(shell, f"sign-revision-{n}"))
        sign = f"sign-revision-{number}"
        assert says(shell, "rulings-progress") == "有一项须重新评分并签名"
        assert not part(shell, sign).isEnabled()
        QTest.keyClicks(part(shell, f"revision-value-{number}"), "1")
        assert not part(shell, sign).isEnabled(), "a reason is needed"
        QTest.keyClicks(part(shell, f"revision-reason-{number}"), "misread")
        press(shell, sign)
        assert "评分步长为 2 分。" in words(shell), "before a PIN is asked for"
        assert not shown(shell, "pin")
        QTest.keyClick(part(shell, f"revision-value-{number}"), Qt.Key.Key_Backspace)
        QTest.keyClicks(part(shell, f"revision-value-{number}"), "4")
        assert "评分步长为 2 分。" not in words(shell)
        assert flaws(shell) == []
        press(shell, sign)
        QTest.keyClicks(part(shell, "pin"), PIN.decode())
        QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(own_acts(desk, ev.SignRevision)), timeout=DEADLINE)
        (act,) = own_acts(desk, ev.SignRevision)
        assert isinstance(act, ev.SignRevision)
        assert (act.flag, act.value, act.reason) == (DISPUTE, "4", "misread")
        qtbot.waitUntil(lambda: "已重新签名" in says(shell, f"outcome-{number}"), timeout=DEADLINE)
        Inspector(desk.trust, "").inspect(desk.seat.evaluation, desk.seat.own, act)
        forged = replace(act, value="2")
        with pytest.raises(RuleViolation, match="manifest_differs"):
            Inspector(desk.trust, "").inspect(desk.seat.evaluation, desk.seat.own, forged)
        others_sign_too(desk, act)
        shell.end()


def others_sign_too(desk: Desk, act: ev.SignRevision) -> None:
    """The item alone is another one on every sheet; all of it is as the members locked it."""
    stage, e = StageId.BUSINESS, desk.seat.evaluation
    before = {m: dict(cells[act.code]) for m, cells in e.opened[stage].items()}
    desk.hear()
    desk.others(lambda _: act, but=1)
    assert {m: dict(cells[act.code]) for m, cells in e.opened[stage].items()} == before, "not before all have signed"
    desk.played.do(e.members[-1], act)
    desk.hear()
    after = {m: dict(cells[act.code]) for m, cells in desk.seat.evaluation.opened[stage].items()}
    assert after == {m: row | {act.criterion: act.value} for m, row in before.items()}
    assert desk.seat.own.locks[stage].manifest_digest != act.manifest_digest, "the first signature stays"


def test_offline_a_vote_is_kept_and_the_page_says_so(desk: Desk, shell: Shell) -> None:
    assert shell.page is not None
    shell.page.show_connection(False)
    assert says(shell, "rulings-progress") == "表决已存本机，恢复连接后提交"


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
