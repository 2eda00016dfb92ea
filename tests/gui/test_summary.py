"""The summary: figures only once published, every step shown, a difference blocks, one question before the answer."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.canonical import digest
from seat_client.ui.screens.summary.chart import SubtotalChart
from seat_client.ui.screens.summary.view import SummaryView
from seat_client.ui.shell import Shell
from tests.gui.closing import DEADLINE, part, press, says, seat_at, shown, squeezed, summary_of, words
from tests.gui.looks import flaws
from tests.gui.pictures import COMPACT, WIDE, settle, shell_around
from tests.gui.review_desk import MEMBER, Desk, sample
from tests.gui.walk import faults

BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])
WEIGHTS = (10, 8, 15, 11, 12, 12, 30)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with seat_at(tmp_path, StageId.SUMMARY) as desk:
        yield desk


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all tests that only look."""
    with seat_at(tmp_path_factory.mktemp("summary"), StageId.SUMMARY) as desk:
        yield desk


@pytest.fixture
def shell(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Shell]:
    """Over the desk of a test that acts, else over the one that is only looked at."""
    desk = request.getfixturevalue("desk" if "desk" in request.fixturenames else "still")
    window = shell_around(summary_of(desk), WIDE, current=7)
    yield window
    window.end()


def view(shell: Shell) -> SummaryView:
    assert isinstance(shell.page, SummaryView)
    return shell.page


def own_answers(desk: Desk) -> list[ev.Act]:
    return [a for a in desk.store.own_acts(MEMBER) if isinstance(a, ev.ConfirmSummary | ev.RecordDissent)]


def published(desk: Desk) -> ev.SummaryPublished:
    assert desk.seat.evaluation.summary is not None
    return desk.seat.evaluation.summary


def test_the_ranking_of_the_sample_with_code_and_name(shell: Shell) -> None:
    table = view(shell).table
    assert list(table.rows) == ["C5", "C6", "C2", "C3", "C1"]
    ranked = [table.rows[code].accessibleName() for code in table.rows]
    assert ranked[0].startswith("第 1 名，C5 禾川远望系统集成有限公司，总分 86.73。")
    assert ranked[1].startswith("第 2 名，C6 石塘明澈数据服务有限公司，总分 86.73。")
    assert [words(table.rows[c]).split("\n")[0] for c in table.rows] == ["1", "2", "3", "4", "5"]
    said = words(table)
    assert "初步评审否决：项目负责人证书有效期，表决 不通过 4 : 通过 3" in said
    assert "衡川正图软件有限公司" in said
    assert said.count("候选") == 3


def test_tie_and_hints_and_what_the_committee_did(shell: Shell) -> None:
    said = words(view(shell).centre)
    assert "C5 与 C6 总分同为 86.73。" in said
    assert "招标文件规定评标价低者在前：C5 11,989,460 元 < C6 12,217,470 元。" in said
    assert "异常打分：评委 6 对 C5 禾川远望系统集成有限公司 技术标" in said
    assert "小计 21.4，其他 6 位平均 40.60，偏离 −47.29%，超过 30% 阈值。" in said
    assert "评委会表决：保留原分" in said
    assert "报价 10,171,780 元，为其他有效报价平均值的 82.11%，低于 85% 阈值。" in said
    assert "3 个客观项 × 5 份有效投标，7 位评委打分完全一致。" in said


@BOTH
def test_the_table_keeps_its_columns_and_heights(still: Desk, qtbot: QtBot, size: QSize) -> None:
    shell = shell_around(summary_of(still), size, current=7)
    page = view(shell)
    edges, total = page.table.edges(), sum(WEIGHTS)
    expected = [sum(WEIGHTS[:n]) * (page.table.width() - 2) / total for n in range(len(WEIGHTS) + 1)]
    assert [abs(a - b) <= 2 for a, b in zip(edges, expected, strict=True)] == [True] * len(edges)
    assert page.table.rows["C5"].y() == 1 + 44
    assert {row.height() for row in page.table.rows.values()} == {56}
    assert page.form.width() == (480 if size is WIDE else 420)
    assert page.table.width() <= page.centre.width() - 40 + 1
    assert faults(page) == []
    for _ in page.table.rows:
        assert squeezed(page) == []
        QTest.keyClick(page, Qt.Key.Key_Down)
        settle(shell)
    shell.end()


def test_the_sum_of_the_first_row_and_of_the_one_below(shell: Shell) -> None:
    page = view(shell)
    assert page.form.title.text() == "算给我看：C5"
    assert [says(shell, f"step-score-{n}") for n in (1, 2, 3)] == ["40.38", "16.36", "29.99"]
    assert says(shell, "sum-total") == "= 86.73"
    said = words(page.form)
    assert "（39.8 + 41.6 + 41.0 + 40.2 + 39.3）÷ 5\n= 201.9 ÷ 5 = 40.38" in said
    assert "客观分 6 + 4 + 3 = 13.00（7 位一致）" in said
    assert "基准价 11,995,987.27 = 3 价均值 × 98%" in said
    assert "30 − 0.05 × 0.3 = 29.985，四舍五入 29.99" in said
    chart = page.form.findChild(SubtotalChart)
    assert "评委 5 41.7 去最高" in chart.accessibleName()
    assert "评委 6 21.4 去最低" in chart.accessibleName()
    QTest.keyClick(page, Qt.Key.Key_Down)
    settle(shell)
    assert page.form.title.text() == "算给我看：C6"
    assert [says(shell, f"step-score-{n}") for n in (1, 2, 3)] == ["45.32", "12.52", "28.89"]
    QTest.keyClick(page, Qt.Key.Key_Up)
    assert page.form.title.text() == "算给我看：C5"


def test_a_row_is_picked_by_mouse_and_the_keyboard_walks_on_from_it(shell: Shell) -> None:
    page = view(shell)
    QTest.mouseClick(part(shell, "row-C2"), Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert page.form.title.text() == "算给我看：C2"
    page.table.rows["C2"].setFocus()
    QTest.keyClick(page.table.rows["C2"], Qt.Key.Key_Down)
    assert page.form.title.text() == "算给我看：C3"


def test_all_sheets_of_the_picked_bid(shell: Shell) -> None:
    press(shell, "all-sheets")
    said = words(view(shell).sheets)
    assert "C5 禾川远望系统集成有限公司 全部评分表" in said
    scores = sample()[1]["scores"]
    first = view(shell).sheets.findChildren(type(view(shell).table.rows["C5"]))[1].accessibleName()
    assert first.split()[-7:] == [scores[f"E{n}"]["C5"]["T1"] for n in range(1, 8)]
    press(shell, "all-sheets")
    assert shown(shell, "row-C5")


def test_confirmed_by_keyboard_after_one_question(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    page = view(shell)
    assert says(shell, "equal-badge") == "本机复算一致（1 / 7 席位一致）"
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Return)
    settle(shell)
    assert own_answers(desk) == []
    QTest.keyClick(part(shell, "confirm-dialog-yes"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(own_answers(desk)), timeout=DEADLINE)
    assert own_answers(desk) == [ev.ConfirmSummary(published(desk).result_digest, warnings=1)]
    desk.hear()
    desk.others(lambda _: ev.ConfirmSummary(published(desk).result_digest, warnings=1), but=2)
    assert says(shell, "confirm-summary") == "已确认，等待其他评委（5 / 7）"
    assert says(shell, "confirmed-count") == "已确认 5 / 7"
    assert says(shell, "equal-badge") == "本机复算一致（5 / 7 席位一致）"
    assert not part(shell, "dissent").isEnabled()


def test_a_dissent_needs_a_text_and_counts_as_an_answer(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    press(shell, "dissent")
    assert not part(shell, "dissent-send").isEnabled()
    field = part(shell, "dissent-text")
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, " reason ")
    press(shell, "dissent-send")
    qtbot.waitUntil(lambda: bool(own_answers(desk)), timeout=DEADLINE)
    assert own_answers(desk) == [ev.RecordDissent("reason", published(desk).result_digest, warnings=1)]
    desk.hear()
    assert says(shell, "confirm-summary") == "已提交不同意见，等待其他评委（1 / 7）"


def test_another_result_than_the_seats_own_blocks_and_says_where(desk: Desk, shell: Shell) -> None:
    true = published(desk)
    result = json.loads(json.dumps(true.result))
    result["rows"]["C5"]["total"] = "86.74"
    desk.played.record(ev.SummaryPublished(true.sheets, result, digest(result)))
    desk.hear()
    assert says(shell, "equal-badge") == "评委 3（本席）复算不一致：C5 总分"
    assert says(shell, "confirm-summary") == "本机复算不一致，不能确认"
    assert not part(shell, "confirm-summary").isEnabled()
    assert not part(shell, "dissent").isEnabled()
    assert "86.73" in words(view(shell).table), "what this seat computes stands"


def test_no_figures_before_the_summary_is_out(qtbot: QtBot, tmp_path: Path) -> None:
    with seat_at(tmp_path, StageId.PRICE) as desk:
        desk.played.record(ev.StageOpened(StageId.SUMMARY))
        desk.hear()
        shell = shell_around(summary_of(desk), WIDE, current=7)
        assert list(view(shell).table.rows) == []
        assert "86.73" not in words(shell)
        assert says(shell, "confirm-summary") == "汇总结果尚未公布"
        shell.end()


def test_a_blocked_result_has_its_reason_for_heading(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.sheets["rulings"]["abnormal"].clear()
    desk.play_until(StageId.SUMMARY)
    shell = shell_around(summary_of(desk), WIDE, current=7)
    assert says(shell, "blocked-heading") == "无评审结果：异常打分未作裁定"
    assert list(view(shell).table.rows) == []
    assert view(shell).form.title.text() == "算给我看"
    press(shell, "confirm-summary")
    press(shell, "confirm-dialog-yes")
    qtbot.waitUntil(lambda: bool(own_answers(desk)), timeout=DEADLINE)
    shell.end()
    desk.close()


def test_a_project_with_another_section_has_another_column_and_step(qtbot: QtBot, tmp_path: Path) -> None:
    document = json.loads(json.dumps(sample()[0]))
    last = [c for c in document["criteria"] if c["section"] == "B"][-1]
    document["sections"].insert(2, {**document["sections"][1], "id": "S", "title": {"zh": "服务"}, "max": last["max"]})
    last["section"] = "S"
    with seat_at(tmp_path, StageId.SUMMARY, document) as desk:
        shell = shell_around(summary_of(desk), COMPACT, current=7)
        assert len(view(shell).table.edges()) == len(WEIGHTS) + 2
        assert [says(shell, f"step-score-{n}") for n in (1, 2, 3, 4)] == ["40.38", "13.00", "3.36", "29.99"]
        assert says(shell, "sum-total") == "= 86.73"
        shell.end()


def test_any_cell_is_explained_with_its_own_chart(shell: Shell) -> None:
    page = view(shell)
    page.setFocus()
    cells = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(page, key)
        settle(shell)
        assert len(page.sum_form.findChildren(SubtotalChart)) == 1
        cells.append((page.form.title.text(), says(shell, "sum-total")))
    assert cells == [
        ("算给我看：C5 · 投标报价", "= 29.99"),
        ("算给我看：C5 · 商务标", "= 16.36"),
        ("算给我看：C5 · 技术标", "= 40.38"),
        ("算给我看：C5 · 技术标", "= 40.38"),
    ]
    chart = page.sum_form.findChildren(SubtotalChart)[0]
    assert "评委 6 21.4 去最低" in chart.accessibleName()
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert page.form.title.text() == "算给我看：C6 · 技术标"


def test_the_price_cell_draws_the_prices_and_leaves_out_what_the_benchmark_does(shell: Shell) -> None:
    page = view(shell)
    QTest.keyClick(page, Qt.Key.Key_Left)
    settle(shell)
    (chart,) = [c for c in page.sum_form.findChildren(SubtotalChart) if c.isVisible()]
    assert chart.accessibleName() == "C1 1283 去最高；C2 1017 去最低；C3 1252；C5 1199；C6 1222"
    assert "30 − 0.05 × 0.3 = 29.985，四舍五入 29.99" in words(page.sum_form)


def test_a_cell_is_picked_by_mouse_and_marked(shell: Shell) -> None:
    page = view(shell)
    row = page.table.rows["C2"]
    at = (page.table.edges()[3] + page.table.edges()[4]) // 2
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(at, 20))
    settle(shell)
    assert page.form.title.text() == "算给我看：C2 · 商务标"
    assert row._marked == 3
    assert page.table.rows["C5"]._marked == -1


def test_offline_the_last_agreed_result_stands_with_its_time_and_confirming_waits(shell: Shell) -> None:
    view(shell).show_connection(False)
    settle(shell)
    assert says(shell, "equal-badge").startswith("最近一致结果，截至 ")
    assert says(shell, "confirm-summary") == "恢复连接后可用"
    assert "86.73" in words(view(shell).table)
    assert not part(shell, "ask-review").isEnabled()
    view(shell).show_connection(True)
    assert says(shell, "equal-badge").startswith("本机复算一致")


def test_r_asks_the_committee_for_a_review_of_the_picked_cell(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    page = view(shell)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Left)
    QTest.keyClick(page, Qt.Key.Key_R)
    settle(shell)
    assert not part(shell, "review-send").isEnabled()
    QTest.keyClicks(part(shell, "review-text"), "rounding")
    assert "C5 投标报价" in words(shell)
    press(shell, "review-send")
    qtbot.waitUntil(lambda: bool(proposals(desk)), timeout=DEADLINE)
    (motion,) = proposals(desk)
    assert (motion.motion, motion.text) == ("other", "复核 C5 投标报价：rounding")
    desk.hear()
    settle(shell)
    said = words(page.centre)
    assert "评委 3 提出复核" in said
    assert "表决中 1 / 7" in said
    for member in ("E1", "E2", "E4"):
        desk.played.do(member, ev.VoteMotion(motion.id, True))
    desk.hear()
    settle(shell)
    assert "通过 4 : 0" in words(page.centre)


def proposals(desk: Desk) -> list[ev.ProposeMotion]:
    return [act for act in desk.store.own_acts(MEMBER) if isinstance(act, ev.ProposeMotion)]


def test_the_checkers_warnings_are_seen_before_one_confirms(desk: Desk, shell: Shell) -> None:
    true = published(desk)
    warned = (
        ev.SheetWarning("sum-error", "C5", figure="86.73"),
        ev.SheetWarning("objective-disagreement", "C2", criterion="B1"),
        ev.SheetWarning("large-deviation", "C2", "E6", "T", figure="-47.29"),
    )
    desk.played.record(ev.SummaryPublished(true.sheets, true.result, true.result_digest, warned))
    desk.hear()
    settle(shell)
    said = words(view(shell).centre)
    for expected in (
        "核验提示：总分与各部分之和不符",
        "核验提示：客观分不一致",
        "核验提示：评分偏差较大",
        "评委 6：−47.29",
    ):
        assert expected in said


def test_before_the_summary_is_out_the_locks_are_counted(qtbot: QtBot, tmp_path: Path) -> None:
    with seat_at(tmp_path, StageId.PRICE) as desk:
        shell = shell_around(summary_of(desk), WIDE, current=7)
        assert says(shell, "equal-badge") == "评分表已锁定 7 / 7，等待中心汇总"
        shell.end()


def test_nothing_is_cut_off_at_any_size(shell: Shell) -> None:
    page = view(shell)
    assert flaws(shell) == []
    for _ in range(3):
        QTest.keyClick(page, Qt.Key.Key_Left)
        assert flaws(shell, WIDE, COMPACT) == []
