"""A sealed seat: nothing of the project on it, and it opens with two people at the centre and the own key."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from seat_client.app.journey import Journey, SeatParts
from seat_client.app.stage_pages import stage_pages
from seat_client.domain import events as ev
from seat_client.services.disturbance import Disturbances
from seat_client.services.unsealing import Unsealing
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.ui.screens.preliminary.view import PreliminaryView
from seat_client.ui.screens.sealed.view import SealedView
from seat_client.ui.screens.sealed.view_model import SealedModel
from seat_client.ui.shell import Shell
from tests.gui.closing import names, part, press, says, shown, words
from tests.gui.looks import english, flaws
from tests.gui.pictures import IDLE_PLATE, WIDE, settle, shell_around
from tests.gui.review_desk import PIN, Desk

DEADLINE = 60_000
Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def journey(desk: Desk) -> Iterator[tuple[Journey, Shell]]:
    """The seat's own way through the stages, without a centre that answers."""
    shell = Shell(practice=False)
    shell.resize(WIDE)
    shell.show_seat(IDLE_PLATE)
    shell.show()
    sync = SyncLoop(desk.store, desk.centre)
    parts = SeatParts(desk.seat, sync, desk.shelf, desk.keys, desk.watch, desk.centre, desk.bridge)
    made = Journey(shell, parts, stage_pages(parts), desk.folder)
    made._show_project()
    made._show_stage()
    settle(shell)
    yield made, shell
    made.stop()
    shell.end()


def after(**length: int) -> str:
    return (datetime.now(UTC) + timedelta(**length)).isoformat()


def overnight(hours: int = 11) -> ev.Suspended:
    return ev.Suspended("overnight", datetime.now(UTC).isoformat(), opens=after(hours=hours))


def tell(desk: Desk, journey: Journey, *facts: ev.Fact) -> None:
    """The centre's next facts, as synchronisation hands them on."""
    start = max(desk.seat._folded, default=0)
    at = datetime.now(UTC).isoformat()
    journey._fold([ev.RecordedFact(start + n, at, fact) for n, fact in enumerate(facts, start=1)])


def page_of(desk: Desk, resumed: ev.Resumed | None = None) -> SealedView:
    trouble = Disturbances(desk.seat)
    trouble.see_line(SyncState(reachable=True, last_exchange=datetime.now(UTC)))
    unsealing = Unsealing(desk.seat, desk.keys)
    model = SealedModel(desk.seat, unsealing, trouble, watch=desk.watch, bridge=desk.bridge, resumed=lambda: resumed)
    return SealedView(model)


def ticks(shell: Shell) -> list[bool]:
    page = shell.page
    assert isinstance(page, SealedView)
    return [tick.done for tick in page._model.ticks]


def test_overnight_the_opening_waits_for_the_hour(desk: Desk) -> None:
    desk.seat.evaluation.apply(overnight())
    shell = shell_around(page_of(desk), WIDE, plate=IDLE_PLATE)
    assert says(shell, "sealed-heading") == "本机位已封存"
    assert says(shell, "sealed-countdown").startswith("10:59:")
    assert says(shell, "open-seal") == "解封（未到时间）"
    assert not part(shell, "open-seal").isEnabled()
    assert ticks(shell) == [False, False, False]
    said = words(shell)
    for expected in ("隔夜评标", "评标中心（依评标委员会动议）", "待传 0 条", "已封存，无人值守中"):
        assert expected in said
    shell.end()


def test_nothing_says_what_was_worked_on(desk: Desk, journey: tuple[Journey, Shell]) -> None:
    made, shell = journey
    assert isinstance(shell.page, PreliminaryView)
    tell(desk, made, overnight())
    settle(shell)
    assert isinstance(shell.page, SealedView)
    project = desk.seat.project
    secrets = [project.name.zh, *(b.name for b in project.bidders), *(m.name for m in project.committee)]
    secrets += ["初步评审", "技术标", "评委 3"]
    parts = [w for w in [shell, *shell.findChildren(QWidget)] if w is shell or w.isVisible()]
    everything = [text for w in parts for text in (*names(w), w.accessibleName())]
    assert [secret for secret in secrets if any(secret in text for text in everything)] == []
    assert not shell.rail.isVisible()
    assert not shell.strip.isVisible()


def test_two_people_and_the_own_key_open_it(
    desk: Desk, journey: tuple[Journey, Shell], qtbot: QtBot, until: Until
) -> None:
    made, shell = journey
    tell(desk, made, overnight(hours=-1))
    assert says(shell, "open-seal") == "解封（还差 3 项）"
    desk.insert_key(until)
    until(lambda: ticks(shell) == [True, False, False])
    tell(desk, made, ev.Resumed(("W1", "K2"), datetime.now(UTC).isoformat()))
    assert isinstance(shell.page, SealedView), "the centre's word alone opens nothing"
    assert ticks(shell) == [True, True, True]
    QTest.keyClick(shell.page, Qt.Key.Key_Return)
    settle(shell)
    assert "纪若岚" not in words(shell), "no name, not even that of the key's holder"
    QTest.keyClicks(part(shell, "pin"), "000000")
    QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Return)
    until(lambda: "还可尝试 4 次" in words(shell))
    assert isinstance(shell.page, SealedView)
    QTest.keyClicks(part(shell, "pin"), PIN.decode())
    QTest.keyClick(part(shell, "pin"), Qt.Key.Key_Return)
    until(lambda: isinstance(shell.page, PreliminaryView))


def test_one_person_at_the_centre_is_not_enough(desk: Desk, until: Until) -> None:
    desk.insert_key(until)
    desk.seat.evaluation.apply(overnight(hours=-1))
    shell = shell_around(page_of(desk, ev.Resumed(("W1", "W1"), after(hours=0))), WIDE, plate=IDLE_PLATE)
    assert ticks(shell) == [True, False, True]
    assert says(shell, "open-seal") == "解封（还差 1 项）"
    done = Unsealing(desk.seat, desk.keys).open(ev.Resumed(("W1", "W1"), after(hours=0)), bytearray(PIN))
    assert getattr(done.exception(30), "code", "") == "not_resumed"
    shell.end()


def test_a_fault_at_its_limit_seals_the_seat_by_itself(desk: Desk, journey: tuple[Journey, Shell]) -> None:
    made, shell = journey
    trouble = made._trouble.disturbances
    trouble.see_line(SyncState(reachable=False, failures=1))
    assert trouble.since is not None
    trouble.since -= timedelta(hours=4)
    made._trouble._tick()
    settle(shell)
    assert isinstance(shell.page, SealedView)
    said = words(shell)
    assert "中断已满四小时，另行组建评标委员会。" in said
    assert "本机位到时自动封存" in said
    assert not shown(shell, "open-seal")


def test_a_lost_line_offers_no_way_to_the_work_of_a_sealed_seat(desk: Desk, journey: tuple[Journey, Shell]) -> None:
    made, shell = journey
    tell(desk, made, overnight())
    made._trouble.see_sync(SyncState(reachable=False, failures=1))
    made._trouble._lose_patience()
    settle(shell)
    assert shell.fault_banner.isVisible()
    assert not shown(shell, "fault-details")
    made._trouble.show_details()
    assert shell.over is None


def test_a_suspended_fault_counts_down_to_its_limit(desk: Desk) -> None:
    desk.seat.evaluation.apply(ev.Suspended("fault", after(hours=-1), until=after(hours=3)))
    shell = shell_around(page_of(desk), WIDE, plate=IDLE_PLATE)
    assert says(shell, "sealed-countdown").startswith("02:59:")
    assert "设备或线路故障" in words(shell)
    shell.end()


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("limit-during", "中断已满四小时，另行组建评标委员会。"),
        ("limit-before-start", "评标开始前中断已满两小时，由招标人（采购人）决定如何处理。"),
        ("bid-returned", "更换评委后重新计票，有投标重新有效而无法再行评审。"),
    ],
)
def test_a_seat_sealed_for_good_is_not_opened_again(desk: Desk, reason: str, sentence: str) -> None:
    desk.seat.evaluation.apply(ev.SealedForGood(reason, after(hours=0)))
    shell = shell_around(page_of(desk), WIDE, plate=IDLE_PLATE)
    assert sentence in words(shell)
    assert not shown(shell, "open-seal")
    assert not shown(shell, "sealed-countdown")
    shell.end()


def test_it_never_says_that_the_centre_holds_what_it_does_not(desk: Desk) -> None:
    desk.seat.act(ev.VotePreliminary("B03", "F1", True)).result(30)
    desk.seat.evaluation.apply(overnight())
    shell = shell_around(page_of(desk), WIDE, plate=IDLE_PLATE)
    assert "尚有 1 条待传" in words(shell)
    assert shell.page is not None
    shell.page.show_connection(False)
    settle(shell)
    assert "未连接；尚有 1 条待传" in words(shell)
    assert "已收齐" not in words(shell)
    shell.end()


@pytest.mark.parametrize(
    "fact", [overnight(), ev.SealedForGood("limit-before-start", after(hours=0))], ids=["night", "good"]
)
def test_nothing_is_cut_off(desk: Desk, fact: ev.Fact) -> None:
    desk.seat.evaluation.apply(fact)
    shell = shell_around(page_of(desk), WIDE, plate=IDLE_PLATE)
    assert flaws(shell) == []
    shell.end()
    with english():
        shell = shell_around(page_of(desk), WIDE, plate=IDLE_PLATE)
        assert flaws(shell) == []
        shell.end()


def test_help_is_a_key_away(desk: Desk) -> None:
    desk.seat.evaluation.apply(overnight())
    shell = shell_around(page_of(desk), WIDE, plate=IDLE_PLATE)
    press(shell, "sealed-help")
    assert "请举手示意" in words(shell)
    shell.end()
