"""The release: documents first, then the centre, then the record; nothing before the centre holds everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.services.release import Release
from seat_client.ui.screens.release.view import ReleaseView
from seat_client.ui.screens.release.view_model import ReleaseModel
from seat_client.ui.shell import Shell
from seat_client.wire.models import ActOutcome
from tests.gui.closing import DEADLINE, press, release_of, says, seat_at, shown, squeezed
from tests.gui.pictures import COMPACT, WIDE, shell_around
from tests.gui.review_desk import MEMBER, Desk
from tests.gui.walk import faults
from tests.unit.documents import bids

BOTH = pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["1920x1080", "1366x768"])


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with seat_at(tmp_path, StageId.SUMMARY) as desk:
        desk.played.record(ev.StageOpened(StageId.RELEASE))
        desk.hear()
        for code in ("C1", "C2"):
            desk.put_on_shelf("technical", code, bids.bid(1))
        yield desk


@pytest.fixture
def shell(desk: Desk) -> Iterator[Shell]:
    window = shell_around(release_of(desk), WIDE, current=8)
    yield window
    window.end()


def take_all(desk: Desk) -> None:
    """The centre answers for everything that was sent."""
    pending = desk.store.pending(10_000)
    desk.store.settle([ActOutcome(id=e.id, state="accepted") for e in pending]).result(DEADLINE)


def copies(desk: Desk) -> list[Path]:
    return list((desk.folder / "shelf").glob("*.doc"))


def test_nothing_is_wiped_before_the_question_is_answered(desk: Desk, shell: Shell) -> None:
    assert len(copies(desk)) == 2
    press(shell, "confirm-release")
    assert len(copies(desk)) == 2
    press(shell, "confirm-dialog-yes")
    assert copies(desk) == []
    assert says(shell, "release-step-0") == "投标文件已清除：2 份"


def test_the_record_waits_for_the_centre(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    press(shell, "confirm-release")
    press(shell, "confirm-dialog-yes")
    qtbot.waitUntil(
        lambda: any(isinstance(a, ev.ConfirmRelease) for a in desk.store.own_acts(MEMBER)), timeout=DEADLINE
    )
    waiting = desk.store.pending_count()
    assert waiting > 1
    qtbot.waitUntil(lambda: str(waiting) in says(shell, "release-step-1"), timeout=DEADLINE)
    assert says(shell, "confirm-release") == "正在清除…"
    desk.hear()
    assert desk.store.facts(), "the centre knows of the release but not of every entry"
    assert not shown(shell, "may-leave")
    take_all(desk)
    qtbot.waitUntil(lambda: shown(shell, "may-leave"), timeout=DEADLINE)
    assert says(shell, "release-step-1") == "中心已记录本席离席"
    assert says(shell, "release-step-2").startswith("本机记录已清除：")
    assert says(shell, "may-leave") == "可离席"
    assert desk.store.facts() == []
    assert desk.store.own_acts(MEMBER) == []
    assert says(shell, "confirm-release") == "已离席"


def test_what_was_begun_ends_although_the_page_was_left(qtbot: QtBot, desk: Desk, shell: Shell) -> None:
    press(shell, "confirm-release")
    press(shell, "confirm-dialog-yes")
    qtbot.waitUntil(
        lambda: any(isinstance(a, ev.ConfirmRelease) for a in desk.store.own_acts(MEMBER)), timeout=DEADLINE
    )
    assert isinstance(shell.page, ReleaseView)
    shell.page.leave()
    desk.hear()
    take_all(desk)
    qtbot.waitUntil(lambda: desk.store.facts() == [], timeout=DEADLINE)


def test_a_seat_that_came_up_again_goes_on(qtbot: QtBot, desk: Desk) -> None:
    desk.do(ev.ConfirmRelease(2))
    take_all(desk)
    desk.restart()
    model = ReleaseModel(Release(desk.seat, desk.shelf), desk.seat, desk.bridge)
    qtbot.waitUntil(lambda: model.finished, timeout=DEADLINE)


@BOTH
def test_everything_can_be_reached_and_has_a_name(desk: Desk, size: QSize) -> None:
    shell = shell_around(release_of(desk), size, current=8)
    assert faults(shell) == []
    assert squeezed(shell) == []
    shell.end()
