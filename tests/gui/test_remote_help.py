"""Remote help from end to end: a seat as its program builds it, a served centre over TLS, a technician at its desk."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from drivers.registry import token_family
from seat_client.app.configuration import load
from seat_client.app.diagnostics import diagnosis
from seat_client.app.seat import SeatProgram, SeatSettings
from seat_client.centre.desk_pages.roles import Role
from seat_client.services.remote_help import LARGEST
from seat_client.sync.identity import enrol
from seat_client.ui.shell import Shell
from seat_client.ui.widgets.layers import Layer
from seat_client.ui.widgets.plates import HelpLine, SeatPlate
from tests.desk_client import Browser
from tests.gui.pictures import COMPACT, WIDE, settle
from tests.gui.scenes import until
from tests.unit.centre.desk_house import DeskHouse
from tests.unit.centre.hall import Foundation, sample_script

SEAT = "A-03"
SAID = "请把签名 Key 重新插一次，再按 1"


@dataclass
class Ground:
    """A seat on its sign-in page and a technician at the desk."""

    desk: DeskHouse
    technician: Browser
    program: SeatProgram

    @property
    def shell(self) -> Shell:
        return self.program.shell

    def ask(self) -> None:
        """By the key, and by Enter once one has read what is seen."""
        QTest.keyClick(self.shell, Qt.Key.Key_F7)
        assert len(layers(self.shell)) == 1
        QTest.keyClick(layers(self.shell)[0], Qt.Key.Key_Return)
        until(self.desk.house.help.all)

    def give(self) -> None:
        assert self.technician.act("help-give", f"/help?seat={SEAT}", {"seat": SEAT}).ok
        until(lambda: "赵技术" in self.words)

    @property
    def words(self) -> str:
        """What the band says; empty when there is none."""
        if not self.shell.help_band.isVisible():
            return ""
        parts = [part for part in self.shell.help_band.findChildren(QLabel) if part.isVisible()]
        return " ".join(part.text() for part in parts)

    def sight(self) -> bytes:
        """What the desk's page shows; empty for the placeholder. Not asked faster than the desk answers one person."""
        QTest.qWait(250)
        answer = self.technician.get(f"/help/{SEAT}.jpg")
        return answer.content if answer.ok else b""


def layers(shell: Shell) -> list[Layer]:
    return [layer for layer in shell.findChildren(Layer) if layer.isVisible()]


@pytest.fixture(scope="module")
def dawn(tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    return Foundation.lay(tmp_path_factory.mktemp("help") / "centre", sample_script(), sealed=7)


@pytest.fixture
def ground(qapp: QApplication, dawn: Foundation, tmp_path: Path) -> Iterator[Ground]:
    desk = DeskHouse(dawn, dawn.folder)
    desk.certificate("technician-1", Role.TECHNICIAN)
    desk.certificate("supervisor-1", Role.SUPERVISOR)
    identity = enrol(desk.url, desk.house.enrolment.issue_code(SEAT), tmp_path / "identity")
    file = tmp_path / "seat.toml"
    file.write_text(f'[seat]\nid = "{SEAT}"\nplace = "A"\nnumber = 3\n[centre]\nurl = "{desk.url}"\n', "utf-8")
    program = SeatProgram(
        SeatSettings(
            SeatPlate("中心", "中心", "03 号机位", "03"), SEAT, desk.url,
            token_family(f"virtual:{tmp_path / 'no.token'}"), tmp_path / "data", practice=True, identity=identity,
            diagnosis=partial(diagnosis, load([file]), tmp_path / "data"),
        )
    )  # fmt: skip
    program.start()
    program.shell.resize(WIDE)
    program.shell.show()
    settle(program.shell)
    made = Ground(desk, desk.browser("technician"), program)
    yield made
    program.stop()
    made.technician.close()
    desk.close()
    gc.collect()


def test_help_is_asked_for_given_and_ended_by_one_key(ground: Ground) -> None:
    assert ground.words == ""
    ground.ask()
    until(lambda: ground.words)
    assert "已请求远程协助" in ground.words
    assert ground.sight() == b""
    ground.give()
    until(ground.sight)
    picture = cv2.imdecode(np.frombuffer(ground.sight(), np.uint8), cv2.IMREAD_COLOR)
    assert (picture.shape[1] <= LARGEST[0], picture.shape[0] <= LARGEST[1]) == (True, True)
    assert "对方能看到本页" in ground.words
    until(lambda: "seat_number" in _seen(ground))

    QTest.keyClick(ground.shell, Qt.Key.Key_F7)
    until(lambda: not ground.desk.house.help.all())
    assert ground.words == ""
    assert ground.sight() == b""
    ended = [(e.person, e.act) for e in ground.desk.events() if e.act == "help-end"]
    assert ended[0] == (SEAT, "help-end")


def _seen(ground: Ground) -> str:
    return ground.technician.get(f"/help?seat={SEAT}").text


def test_a_page_that_is_not_listed_stays_at_the_seat_and_the_band_says_so(ground: Ground) -> None:
    ground.ask()
    ground.give()
    until(ground.sight)
    QTest.keyClick(ground.shell.page, Qt.Key.Key_1)  # the PIN is asked for
    until(lambda: not ground.sight())
    until(lambda: "对方看不到本页内容" in ground.words)
    assert "页面内容不离开机位" in _seen(ground)
    QTest.keyClick(ground.shell, Qt.Key.Key_Escape)
    until(ground.sight)


def test_a_word_reaches_the_seat_and_the_journal(ground: Ground) -> None:
    ground.ask()
    ground.give()
    assert ground.technician.act("help-say", f"/help?seat={SEAT}", {"seat": SEAT, "text": SAID}).ok
    until(lambda: SAID in ground.words)
    assert (f"{SEAT}: {SAID}") in {e.subject for e in ground.desk.events()}


def test_the_technician_ends_it_as_well(ground: Ground) -> None:
    ground.ask()
    ground.give()
    assert ground.technician.act("help-end", f"/help?seat={SEAT}", {"seat": SEAT}).ok
    until(lambda: not ground.words)


def test_it_ends_from_within_a_dialog(ground: Ground) -> None:
    ground.ask()
    until(lambda: ground.words)
    QTest.keyClick(ground.shell, Qt.Key.Key_F1)
    QTest.keyClick(layers(ground.shell)[0], Qt.Key.Key_F7)
    until(lambda: not ground.words)
    assert len(layers(ground.shell)) == 1


def test_help_offers_it_and_another_question_is_not_pushed_away(ground: Ground) -> None:
    QTest.keyClick(ground.shell, Qt.Key.Key_F1)
    QTest.keyClick(layers(ground.shell)[0], Qt.Key.Key_F7)
    assert ground.shell.findChild(QAbstractButton, "help-ask") is None
    button = ground.shell.findChild(QAbstractButton, "help-remote")
    assert button is not None
    assert button.isVisible()
    button.click()
    assert ground.shell.findChild(QAbstractButton, "help-ask") is not None


def test_the_band_stays_over_a_document_alone_and_fits_a_small_screen(ground: Ground) -> None:
    band = ground.shell.help_band
    for size in (WIDE, COMPACT):
        ground.shell.resize(size)
        ground.shell.show_help(HelpLine("赵技术 正在评标中心协助您", "对方看不到本页内容。", "请" * 110, given=True))
        settle(ground.shell)
        word = band.findChild(QLabel, "help-word")
        assert word is not None
        assert word.height() >= word.heightForWidth(word.width())
        assert band.width() == size.width()
        ground.shell.read_alone(True)
        assert band.isVisible()
    ground.shell.show_help(None)
