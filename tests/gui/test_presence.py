"""Who sits there during the evaluation: a real worker looks at the practice camera, the seat notes it and works on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from drivers.registry import camera, fingerprint_family
from drivers.virtual.scene import OTHER
from seat_client.app.disturbance_desk import DisturbanceDesk
from seat_client.app.practice_person import PracticePerson
from seat_client.domain import events as ev
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.identity.enrolling import PICTURES, enrol_face, face_sample
from seat_client.identity.messages import WatchPresence
from seat_client.services.person_check import PersonCheck, PersonDevices
from seat_client.services.presence import SeatPresence
from seat_client.sync.loop import SyncLoop
from seat_client.ui.screens.preliminary.view import PreliminaryView
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.shell import Shell
from tests.gui.closing import says
from tests.gui.pictures import WIDE, settle, shell_around
from tests.gui.review_desk import Desk
from tests.unit.identity.film import engine

DEADLINE = 120_000
MEMBER = "portrait person=279"
"""Far enough from `OTHER` for a line that lies much lower than the one of sign-in; most drawn people are not."""
PAUSE = 0.2
pytestmark = pytest.mark.full


class _Known(PersonCheck):
    """The drawn person's face as it was kept at sign-in."""

    packed = b""

    def watch(self, pause: float) -> int:
        self._run = self.worker.next_run()
        self.worker.order(WatchPresence(self._run, self.devices.camera, self.packed, pause))
        return self._run


def _template() -> bytes:
    with camera(f"virtual:{MEMBER}").open() as session:
        return enrol_face([face_sample(engine(), session.read().pixels) for _ in range(PICTURES)]).packed()


@dataclass
class Place:
    """A member's seat with its page, and a camera before which anything may happen."""

    desk: Desk
    shell: Shell
    scene: Path
    worker: IdentityWorker
    presence: SeatPresence

    def play(self, words: str) -> None:
        part = self.scene.with_suffix(".part")
        part.write_text(words)
        part.replace(self.scene)

    @property
    def noted(self) -> list[str]:
        """What the member's own journal holds."""
        return [a.finding for a in self.desk.store.own_acts(self.desk.seat.member) if isinstance(a, ev.NotePresence)]


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path) -> Iterator[Place]:
    desk = Desk(tmp_path)
    model = PreliminaryModel(desk.review(blind=False), desk.seat, desk.bridge)
    shell = shell_around(PreliminaryView(model, desk.reading()), WIDE, current=3)
    trouble = DisturbanceDesk(shell, desk.seat, SyncLoop(desk.store, desk.centre), desk.bridge, desk.folder)
    person = PracticePerson(tmp_path / "scene")
    (tmp_path / "scene").write_text(MEMBER)
    worker = IdentityWorker(Devices(camera, fingerprint_family, practice=True))
    check = _Known(worker, PersonDevices(person.camera))
    check.packed = _template()
    presence = SeatPresence(desk.seat, check, PAUSE)
    desk.bridge.connect(worker.news, presence.hear)
    presence.found.subscribe(trouble.see_presence)
    presence.start()
    yield Place(desk, shell, tmp_path / "scene", worker, presence)
    presence.stop()
    trouble.stop()
    worker.close()
    shell.end()
    desk.close()


@pytest.mark.parametrize(
    ("scene", "finding", "title"),
    [
        ("nobody", "absent", "摄像头前未见到您"),
        (f"{MEMBER} second={OTHER}", "second-person", "摄像头前出现第二个人"),
        (f"portrait person={OTHER}", "other-face", "摄像头前的面部与签到时不符"),
        ("unplugged", "unseen", "摄像头看不到画面：是否被遮挡或未连接？"),
    ],
)
def test_what_is_found_is_an_event_and_one_sentence_and_the_work_goes_on(
    place: Place, qtbot: QtBot, scene: str, finding: str, title: str
) -> None:
    place.play(scene)
    qtbot.waitUntil(lambda: place.noted == [finding], timeout=DEADLINE)
    settle(place.shell)
    assert says(place.shell, "fault-title") == title
    assert "不影响您继续评审" in says(place.shell, "fault-detail")
    place.desk.seat.act(ev.VotePreliminary("B03", "F1", True)).result(30)
    place.play(MEMBER)
    qtbot.waitUntil(lambda: place.noted == [finding, "present"], timeout=DEADLINE)
    settle(place.shell)
    assert not place.shell.fault_banner.isVisible()


def test_a_worker_that_is_killed_looks_again(place: Place, qtbot: QtBot, expect_log: Callable[[str], None]) -> None:
    expect_log("identity worker lost")
    qtbot.waitUntil(lambda: place.worker.ready is not None, timeout=DEADLINE)
    assert place.worker._process is not None
    place.worker._process.kill()
    place.play("nobody")
    qtbot.waitUntil(lambda: place.noted == ["absent"], timeout=DEADLINE)
    place.presence.rest(True)  # sealed: nobody is looked at
    place.presence.rest(False)
    place.presence.stop()
    place.presence.start()
    assert place.noted == ["absent"]
