"""The enrolment desk's window: card, consent, face, finger and key, by the keyboard, at a real centre."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from drivers.registry import camera, fingerprint_family, id_card_family
from seat_client.centre.errors import CentreError
from seat_client.centre.identity import IdentityDesk
from seat_client.evidence.templates import SeatTemplateKey
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.services.enrolling import EnrolmentDesk
from seat_client.services.person_check import PersonDevices
from seat_client.ui.screens.enrol.view import EnrolWindow
from seat_client.wire.identity import ReleaseRequest, TemplateRelease
from tests.gui.desk import MEMBER, Desk, desk_in

DEADLINE = 120_000
CARD = "11010519491231002X"
pytestmark = pytest.mark.full


@dataclass
class Counter:
    """The desk with one person before it."""

    window: EnrolWindow
    desk: Desk
    folder: Path

    @property
    def centre(self) -> IdentityDesk:
        return IdentityDesk(self.desk.centre.storage, self.desk.centre.settings.data)

    def released(self) -> TemplateRelease:
        key = SeatTemplateKey().public
        request = ReleaseRequest(seat="07", claim=MEMBER, by="number", kinds=("face", "finger"), key=key)
        return self.centre.release(request, MEMBER)

    def said(self) -> str:
        return " ".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def counter(tmp_path: Path, qtbot: QtBot) -> Iterator[Counter]:
    with desk_in(tmp_path) as desk:
        worker = IdentityWorker(Devices(camera, fingerprint_family, practice=True, cards=id_card_family))
        devices = PersonDevices("virtual:portrait", f"virtual:{tmp_path}/finger", f"virtual:{tmp_path}/card")
        (tmp_path / "finger").write_text("finger 1")
        enrolment = EnrolmentDesk(desk.client, worker, devices, "clerk", MEMBER)
        window = EnrolWindow(enrolment, worker, desk.watch, desk.bridge)
        window.resize(1180, 720)
        window.show()
        yield Counter(window, desk, tmp_path)
        window.leave()
        window.close()
        worker.close()


def press(widget: QAbstractButton) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


def test_card_consent_face_finger_and_key_by_the_keyboard(counter: Counter, qtbot: QtBot) -> None:
    window = counter.window
    assert not window.face.isEnabled()  # nothing is taken before the consent
    (counter.folder / "card").write_text(f"林国栋\n{CARD}", encoding="utf-8")
    press(window.card)
    qtbot.waitUntil(lambda: "已读取身份证" in counter.said(), timeout=DEADLINE)
    press(window.agreed)
    qtbot.waitUntil(window.consent.isEnabled, timeout=DEADLINE)
    press(window.consent)
    qtbot.waitUntil(window.face.isEnabled, timeout=DEADLINE)
    assert counter.centre.holder(CARD) == MEMBER
    assert CARD not in counter.said()
    for button, version in ((window.face, 1), (window.finger, 1), (window.face, 2)):
        press(button)
        qtbot.waitUntil(lambda: not window.face.isEnabled(), timeout=DEADLINE)
        qtbot.waitUntil(lambda v=version: window.face.isEnabled() and f"版本 {v}" in counter.said(), timeout=DEADLINE)
    assert {t.kind for t in counter.released().templates} == {"face", "finger"}
    assert "插入" in counter.said()
    counter.desk.insert_stranger()
    qtbot.waitUntil(lambda: "他人" in counter.said(), timeout=DEADLINE)
    counter.desk.insert_key()
    qtbot.waitUntil(lambda: "属于此人" in counter.said(), timeout=DEADLINE)
    press(window.withdraw)
    qtbot.waitUntil(lambda: not window.face.isEnabled(), timeout=DEADLINE)
    with pytest.raises(CentreError, match="template_missing"):
        counter.released()


def test_what_is_refused_at_the_desk_is_said(counter: Counter, qtbot: QtBot) -> None:
    window = counter.window
    (counter.folder / "card").write_text("林国栋\n110105194912310021", encoding="utf-8")
    press(window.card)
    qtbot.waitUntil(lambda: "无法识读" in counter.said(), timeout=DEADLINE)
    (counter.folder / "card").unlink()
    press(window.agreed)
    press(window.consent)
    qtbot.waitUntil(lambda: window._desk.receipt is not None, timeout=DEADLINE)
    (counter.folder / "finger").unlink()
    qtbot.waitUntil(window.finger.isEnabled, timeout=DEADLINE)
    press(window.finger)
    qtbot.waitUntil(lambda: "未连接" in counter.said(), timeout=DEADLINE)
    unnamed = [b.text() for b in window.findChildren(QAbstractButton) if not (b.accessibleName() or b.text())]
    assert unnamed == []
