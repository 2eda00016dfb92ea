"""What may be seen from afar: of every scene, only pages that are named here, and no bid, score or name on these."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from seat_client.app.help_desk import pixels
from seat_client.services.remote_help import Seen, sight_of
from seat_client.ui.remote_sight import SHOWN, seen
from seat_client.ui.screens.sign_in.view import SignInView
from seat_client.ui.screens.sign_in.view_model import SignInModel
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.layers import ConfirmDialog
from seat_client.wire.help import Sight
from tests.gui.desk import desk_in
from tests.gui.pictures import IDLE_PLATE, WIDE, shell_around
from tests.gui.scenes import Scene, every_scene
from tests.unit.centre.hall import SAMPLE

LISTED = {"SignInView", "SelfTestView", "SeatMapView", "WaitingView", "SealedView"}
KINDS = {"front", "task", "workbench", "dialog", "none"}


def what_leaves(shell: Shell) -> Sight:
    """By the seat's own way, from the window to what is sent."""
    page, image = seen(shell)
    told = sight_of(Seen(page, pixels(image) if image is not None else None))
    assert told is not None
    return told


def words_on(page: QWidget) -> list[str]:
    """Everything a person could read or hear there."""
    texts = []
    for part in [page, *page.findChildren(QWidget)]:
        if part.isVisibleTo(page):
            texts += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
            if isinstance(part, QLabel | QLineEdit | QAbstractButton):
                texts.append(part.text())
            if isinstance(part, QPlainTextEdit | QTextEdit):
                texts.append(part.toPlainText())
    return [text for text in texts if text]


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Of bidders and members, and the codes of bids."""
    project = json.loads((SAMPLE / "project.json").read_bytes())
    people = [person["name"] for person in project["committee"]]
    return [*people, *(bidder["name"] for bidder in project["bidders"])]


def test_the_list_is_the_one_that_is_meant() -> None:
    assert {page.__name__ for page in SHOWN} == LISTED


@pytest.mark.full
@pytest.mark.parametrize("scene", every_scene(), ids=lambda scene: scene.name)
def test_no_picture_of_another_page_leaves_the_seat(
    scene: Scene, qapp: QApplication, tmp_path: Path, names: list[str]
) -> None:
    states = 0
    for state, window in scene.play(tmp_path):
        if not isinstance(window, Shell):
            continue  # the first window and the help of the kiosk stand before there is anything to help with
        states += 1
        told, page = what_leaves(window), window.front
        assert page is not None
        if told.picture:
            assert type(page).__name__ in LISTED, state
            assert not window.asks_something, state
            said = " ".join(words_on(page))
            assert [name for name in names if name in said] == [], state
        else:
            assert told.page in KINDS, state
            assert type(page).__name__ not in LISTED - {"SignInView"} or window.asks_something, state
    assert states or scene.name in {"opening", "kiosk"}


@pytest.fixture
def front(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with desk_in(tmp_path) as desk:
        model = SignInModel(desk.signing_in, desk.watch, desk.bridge)
        shell = shell_around(SignInView(model), WIDE, plate=IDLE_PLATE)
        model.start()
        yield shell
        shell.end()


def test_the_sign_in_page_is_seen_while_nobody_signs_in(front: Shell, qtbot: QtBot) -> None:
    told = what_leaves(front)
    assert (told.page, bool(told.picture)) == ("sign-in", True)
    assert isinstance(front.page, SignInView)
    QTest.keyClick(front.page, Qt.Key.Key_1)
    assert what_leaves(front) == Sight(page="front")
    QTest.keyClick(front, Qt.Key.Key_Escape)
    assert what_leaves(front).picture


def test_nothing_is_seen_under_a_dialog(front: Shell) -> None:
    layer = ConfirmDialog(front, "签署", "张三", [("投标人", "青岚水务")], "确定")
    layer.open()
    assert what_leaves(front) == Sight(page="dialog")
    layer.cancel()
    assert what_leaves(front).picture


def test_a_page_that_is_made_from_a_listed_one_is_not_listed(front: Shell, tmp_path: Path) -> None:
    class More(SignInView):
        pass

    with desk_in(tmp_path / "more") as desk:
        front.show_screen(More(SignInModel(desk.signing_in, desk.watch, desk.bridge)))
        assert what_leaves(front) == Sight(page="front")
        front.end()


def test_what_is_sent_of_a_page_that_is_not_listed_has_no_picture_whoever_says_so() -> None:
    picture = np.zeros((10, 10, 4), np.uint8)
    assert sight_of(Seen("workbench", picture)) == Sight(page="workbench")
    assert sight_of(None) is None


def test_the_picture_is_the_page_alone_and_small_enough(front: Shell) -> None:
    image = seen(front)[1]
    assert image is not None
    assert front.page is not None
    assert (image.width(), image.height()) == (front.page.width(), front.page.height())
    assert image.height() < front.height()  # without the status bar
