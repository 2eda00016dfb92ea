"""Waiting for the others after sign-in, and the end."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from seat_client import __version__
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.ui.screens.waiting.view import WaitingView
from seat_client.ui.screens.waiting.view_model import WaitingModel
from tests.gui.closing import names, says, seat_at, shown, squeezed, waiting_of, words
from tests.gui.desk import MEMBER, desk_in, tell
from tests.gui.looks import flaws
from tests.gui.pictures import COMPACT, WIDE, shell_around
from tests.gui.walk import faults

BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])
DEADLINE = 60_000


@BOTH
def test_who_has_signed_in_and_what_is_known_before(qtbot: QtBot, tmp_path: Path, size: QSize) -> None:
    with desk_in(tmp_path) as desk:
        desk.insert_key()
        qtbot.waitUntil(lambda: bool(desk.watch.current.keys), timeout=DEADLINE)
        seat = desk.sign_in()
        shell = shell_around(WaitingView(WaitingModel(seat, desk.bridge)), size, current=0)
        tell(seat, ev.MemberSignedIn(MEMBER, "07", ("key",)), ev.MemberSignedIn("E1", "01", ("key",)))
        assert says(shell, "sign-in-progress") == "已签到，等待其他评委 2 / 7"
        said = words(shell)
        digest = seat.assignment.rules_digest
        assert " ".join(digest[n : n + 4] for n in range(0, 64, 4)) in said
        assert f"版本 {__version__}" in said
        assert "评委 3 · 本席" in said
        people = [m.name for m in seat.project.committee] + [b.name for b in seat.project.bidders]
        assert [name for name in people if any(name in text for text in names(shell))] == []
        assert faults(shell) == []
        assert squeezed(shell) == []
        shell.end()


def test_the_end_says_that_one_may_leave(qtbot: QtBot, tmp_path: Path) -> None:
    with seat_at(tmp_path, StageId.SUMMARY) as desk:
        desk.played.record(ev.StageOpened(StageId.CLOSED))
        desk.hear()
        shell = shell_around(waiting_of(desk), WIDE, current=8)
        assert says(shell, "evaluation-over") == "评标结束，可离席"
        assert not shown(shell, "sign-in-progress")
        shell.end()


def test_a_committee_that_may_not_begin_is_said_with_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_in(tmp_path) as desk:
        desk.insert_key()
        qtbot.waitUntil(lambda: bool(desk.watch.current.keys), timeout=DEADLINE)
        seat = desk.sign_in()
        everybody = [ev.MemberSignedIn(m, "x", ("key",)) for m in seat.evaluation.members]
        tell(seat, *everybody, ev.StageOpened(StageId.COMMITTEE_CHECK))
        shell = shell_around(WaitingView(WaitingModel(seat, desk.bridge)), WIDE, current=0)
        assert says(shell, "sign-in-progress") == "全体已签到，评标中心正在核验评委会组成"
        assert not shown(shell, "problem")
        tell(seat, ev.CommitteeChecked(7, 4, "committee_too_few_experts"))
        assert "专家" in says(shell, "problem")
        assert flaws(shell) == []
        shell.end()
