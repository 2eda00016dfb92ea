"""The supervisor's seat at a real centre: what he marks the members read, and no score of theirs reaches him."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from seat_client.app.journey import SeatParts
from seat_client.app.supervising import Watch
from seat_client.domain import events as ev
from seat_client.domain import office
from seat_client.domain.stages import StageId
from seat_client.services.seat import Seat
from seat_client.services.shelf import Shelf
from seat_client.sync.client import CentreRefused
from seat_client.sync.loop import SyncLoop
from seat_client.ui.shell import Shell
from tests.gui.closing import names, part, press, says, shown, words
from tests.gui.desk import PIN, WORK_SECONDS, Desk, desk_in
from tests.gui.looks import flaws
from tests.gui.pictures import WIDE, settle

DEADLINE = 60_000
SUPERVISOR = "S1"
SEEN = "评委 2 离席两分钟"
SCORE = "11.7"


@dataclass
class Post:
    """A supervisor's seat with its page on the screen."""

    desk: Desk
    seat: Seat
    shell: Shell
    watch: Watch

    def record(self, *facts: ev.Fact) -> None:
        """What the centre writes down next."""
        self.desk.centre.desk.decide(lambda _: facts)

    def told(self, member: str) -> list[ev.Fact]:
        """What a member of the committee is told by the centre."""
        return [recorded.fact for recorded in self.desk.centre.desk.told(member, 0, 10_000).facts]

    def write(self, text: str) -> None:
        field = part(self.shell, "mark-text")
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText(text)
        settle(self.shell)


@pytest.fixture
def post(tmp_path: Path, qtbot: QtBot) -> Iterator[Post]:
    with desk_in(tmp_path, [(SUPERVISOR, "监督员")]) as desk:
        desk.insert(SUPERVISOR, "监督员")
        qtbot.waitUntil(lambda: bool(desk.watch.current.keys), timeout=DEADLINE)
        seat = desk.signing_in.sign_in(bytearray(PIN.encode())).result(timeout=WORK_SECONDS).seat
        desk.seats.append(seat)
        sync = SyncLoop(seat.store, desk.client)
        shelf = Shelf(seat.store, desk.client, tmp_path / "documents")
        shell = Shell(practice=False)
        shell.resize(WIDE)
        shell.show()
        watch = Watch(shell, SeatParts(seat, sync, shelf, desk.keys, desk.watch, desk.client, desk.bridge))
        watch.begin()
        settle(shell)
        qtbot.waitUntil(lambda: SUPERVISOR in seat.evaluation.supervisors, timeout=DEADLINE)
        yield Post(desk, seat, shell, watch)
        watch.stop()
        sync.stop()
        shelf.close()
        shell.end()


def test_what_is_marked_stands_in_the_record_of_every_member(post: Post, qtbot: QtBot) -> None:
    shell = post.shell
    assert not post.seat.is_committee
    assert says(shell, "mark-send") == "请填写所见情况"
    post.write(SEEN)
    part(shell, "mark-send").setFocus()
    QTest.keyClick(part(shell, "mark-send"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: f"监督标记：{SEEN}" in words(shell), timeout=DEADLINE)
    qtbot.waitUntil(lambda: "已记入过程记录，各评委可见" in words(shell), timeout=DEADLINE)
    assert says(shell, "mark-send") == "请填写所见情况", "the field is empty again"
    assert shell.focusWidget() is part(shell, "mark-text")
    for member in post.seat.evaluation.members:
        marked = [fact for fact in post.told(member) if isinstance(fact, ev.SupervisorMarked)]
        assert [(fact.supervisor, fact.text) for fact in marked] == [(SUPERVISOR, SEEN)]
        assert any(isinstance(fact, ev.SupervisorSignedIn) for fact in post.told(member))


def test_members_by_number_and_no_score_before_all_have_locked(post: Post, qtbot: QtBot) -> None:
    shell, project = post.shell, post.seat.project
    members = post.seat.evaluation.members
    codes = tuple(sorted(post.desk.centre.desk.sealed.codes))
    post.record(*(ev.MemberSignedIn(m, "x", ("key",)) for m in members))
    post.record(ev.BallotClosed(1, {members[0]: len(members)}, members[0]))
    post.record(ev.CodesDealt(codes), ev.StageOpened(StageId.TECHNICAL))
    own = post.desk.centre.desk.acts[members[0]]
    own.apply(ev.EnterScore(codes[0], project.criteria[0].id, SCORE, ""))
    post.record(*(ev.SheetLocked(m, StageId.TECHNICAL, codes) for m in members[:-1]))
    qtbot.waitUntil(lambda: "评委 6：本阶段已完成" in words(shell), timeout=DEADLINE)
    assert "评委 7：评审中" in words(shell)
    assert post.seat.evaluation.opened == {}
    assert not any(SCORE in text for text in names(shell))
    everybody = [*(person.name for person in project.committee), *(bidder.name for bidder in project.bidders)]
    assert [name for name in everybody if any(name in text for text in names(shell))] == []
    with pytest.raises(CentreRefused) as refused:
        post.desk.client.documents()
    assert refused.value.code == "members_only"


def test_sealed_until_two_different_people_have_come(post: Post, qtbot: QtBot) -> None:
    shell, now = post.shell, datetime.now(UTC)
    assert not shown(shell, "come-to-open")
    members = post.seat.evaluation.members
    post.record(*(ev.MemberSignedIn(m, "x", ("key",)) for m in members))
    post.desk.centre.desk.decide(lambda c: office.suspend(c.evaluation, "fault", now))
    qtbot.waitUntil(lambda: shown(shell, "come-to-open"), timeout=DEADLINE)
    press(shell, "come-to-open")
    qtbot.waitUntil(lambda: "到场开启：1 / 2 人" in words(shell), timeout=DEADLINE)
    assert post.seat.evaluation.suspended is not None, "one alone opens nothing"
    assert post.desk.centre.operations.open(members[0]) == 2
    qtbot.waitUntil(lambda: not shown(shell, "come-to-open"), timeout=DEADLINE)
    resumed = [fact for fact in post.told(members[1]) if isinstance(fact, ev.Resumed)]
    assert [set(fact.opened_by) for fact in resumed] == [{SUPERVISOR, members[0]}]


def test_overnight_nobody_opens_before_the_hour_and_nothing_of_the_evaluation_is_shown(
    post: Post, qtbot: QtBot
) -> None:
    shell, now = post.shell, datetime.now(UTC)
    post.record(*(ev.MemberSignedIn(m, "x", ("key",)) for m in post.seat.evaluation.members))
    stage = says(shell, "supervised-stage")
    post.desk.centre.desk.decide(lambda c: office.suspend(c.evaluation, "overnight", now))
    qtbot.waitUntil(lambda: shown(shell, "come-to-open"), timeout=DEADLINE)
    assert not part(shell, "come-to-open").isEnabled()
    assert "08:30 起方可开启" in words(shell)
    assert stage != says(shell, "supervised-stage") == "评标已封存"
    hidden = (stage, post.seat.project.name.zh, "评委 1")
    assert [word for word in hidden if word in words(shell)] == []


def test_sealed_for_good_there_is_nothing_to_open(post: Post, qtbot: QtBot) -> None:
    post.record(ev.SealedForGood("limit-during", datetime.now(UTC).isoformat()))
    qtbot.waitUntil(lambda: says(post.shell, "supervised-stage") == "评标已封存", timeout=DEADLINE)
    assert not shown(post.shell, "come-to-open")
    assert "评委 1" not in words(post.shell)


def test_signing_out_is_asked_once_and_stands_in_the_record(post: Post, qtbot: QtBot) -> None:
    press(post.shell, "supervisor-leave")
    QTest.keyClick(post.shell.focusWidget(), Qt.Key.Key_Escape)
    settle(post.shell)
    member = post.seat.evaluation.members[0]
    assert not any(isinstance(fact, ev.SupervisorSignedOut) for fact in post.told(member))
    press(post.shell, "supervisor-leave")
    with qtbot.waitSignal(post.watch.closed, timeout=DEADLINE):
        press(post.shell, "confirm-leave")
    assert any(isinstance(fact, ev.SupervisorSignedOut) for fact in post.told(member))


def test_without_a_line_nothing_is_done_and_the_page_says_why(post: Post) -> None:
    post.write(SEEN)
    assert post.shell.page is not None
    post.shell.page.show_connection(False)
    assert says(post.shell, "mark-send") == "恢复连接后可用"
    assert not part(post.shell, "supervisor-leave").isEnabled()


def test_everything_can_be_reached_and_nothing_is_cut_off(post: Post, qtbot: QtBot) -> None:
    post.desk.centre.desk.decide(lambda c: office.suspend(c.evaluation, "fault", datetime.now(UTC)))
    qtbot.waitUntil(lambda: shown(post.shell, "come-to-open"), timeout=DEADLINE)
    assert flaws(post.shell) == []


def test_who_is_not_at_a_seat_stands_in_the_record_of_the_supervisor(post: Post, qtbot: QtBot) -> None:
    member, since = post.seat.evaluation.members[2], "2026-01-05T09:00:00+08:00"
    for finding, said in (
        ("absent", "评委 3 席位摄像头前无人"),
        ("second-person", "评委 3 席位摄像头前出现第二个人"),
        ("other-face", "评委 3 席位摄像头前的面部与本人不符"),
        ("unseen", "评委 3 席位摄像头无画面"),
        ("present", "评委 3 席位恢复为本人单独在席"),
    ):
        post.record(ev.PresenceNoted(member, finding, since, since))  # type: ignore[arg-type]
        qtbot.waitUntil(lambda said=said: said in words(post.shell), timeout=DEADLINE)
    assert [f for f in post.told(post.seat.evaluation.members[0]) if isinstance(f, ev.PresenceNoted)] == []
