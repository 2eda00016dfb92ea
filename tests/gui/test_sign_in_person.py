"""Signing in by key and face, by a finger, and by witnesses: real centre, real models, practice devices."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drivers.virtual.scene import OTHER
from seat_client.centre.identity import IdentityDesk
from seat_client.centre.storage import ChainRow
from seat_client.identity.messages import Cancel, FaceSeen
from seat_client.identity.state import Fault
from seat_client.ui.screens.sign_in.factors import Method, Stand
from seat_client.ui.screens.sign_in.view_model import KeyIn, Phase
from seat_client.ui.shell import Shell
from seat_client.wire.identity import Consent
from tests.gui.desk import MEMBER, PIN, Desk, desk_in
from tests.gui.person_place import TWO, Place
from tests.gui.pictures import settle

DEADLINE = 120_000
CARD = "11010519491231002X"
pytestmark = pytest.mark.full


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path, supervisors=[("S1", "方惟正"), ("S2", "沈知衡")]) as made:
        yield made


@pytest.fixture
def place(desk: Desk, tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Place]:
    made = Place(desk, tmp_path, lent=getattr(request, "param", False))
    qtbot.waitUntil(lambda: made.model.centre is not None, timeout=DEADLINE)
    qtbot.waitUntil(lambda: made.worker.ready is not None or made.worker._pipe is None, timeout=DEADLINE)
    yield made
    made.close()


def enter_pin(place: Place, qtbot: QtBot) -> None:
    place.desk.insert_key()
    qtbot.waitUntil(lambda: place.model.key_in is KeyIn.READY and place.model.phase is Phase.PIN, timeout=DEADLINE)
    field = place.view.panel.pin.field
    QTest.keyClicks(field, PIN)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("place", [False, True], indirect=True, ids=["own camera", "lent by the media process"])
def test_key_and_face_open_the_seat_and_the_record_says_how(place: Place, qtbot: QtBot) -> None:
    place.person.follow(place.worker)
    with qtbot.waitSignal(place.model.signed_in, timeout=DEADLINE) as signal:
        enter_pin(place, qtbot)  # the face begins by itself once the key has passed
        qtbot.waitUntil(lambda: place.model.phase is Phase.PERSON, timeout=DEADLINE)
        qtbot.waitUntil(lambda: place.model.person.face is not None, timeout=DEADLINE)
        settle(place.shell)
        assert place.view.person_panel.camera.isVisible()
    place.desk.seats.append(signal.args[0].seat)
    assert signal.args[0].session.factors == ("key", "face")
    assert place.stand(Method.FACE) is Stand.PASSED
    assert place.signing_in.proven == ()  # nothing of it stays
    if place.media is not None:
        camera_of = place.media.camera
        qtbot.waitUntil(lambda: camera_of.state.state == "closed", timeout=DEADLINE)  # it ran while it was needed


def test_a_photo_by_policy_lies_sealed_at_the_centre_and_is_announced(place: Place, qtbot: QtBot) -> None:
    centre = place.desk.centre
    centre.settings.sign_in[""] = TWO.model_copy(update={"photo": True})  # type: ignore[index]
    place.model.ask_centre()
    qtbot.waitUntil(lambda: place.signing_in.policy.photo, timeout=DEADLINE)
    place.person.follow(place.worker)
    said = []
    with qtbot.waitSignal(place.model.signed_in, timeout=DEADLINE) as signal:
        enter_pin(place, qtbot)
        qtbot.waitUntil(lambda: place.model.person.face is not None, timeout=DEADLINE)
        said = [label.text() for label in place.shell.findChildren(QLabel) if label.isVisible()]
    place.desk.seats.append(signal.args[0].seat)
    assert any("一张头部照片" in words for words in said)
    (kept,) = IdentityDesk(centre.storage, centre.settings.data).photos(signal.args[0].session.project, MEMBER)
    picture = cv2.imdecode(np.frombuffer(base64.b64decode(kept.picture), np.uint8), cv2.IMREAD_COLOR)
    assert 100 < picture.shape[0] <= 480
    with centre.storage.reading() as session:
        (journal,) = session.scalars(select(ChainRow)).all()
    assert kept.digest in str(journal.voucher)
    assert place.signing_in.check is not None
    assert place.signing_in.check.photo == ""
    left = [path for path in place.desk.folder.rglob("*") if path.is_file() and b"\xff\xd8\xff" in path.read_bytes()]
    assert left == []  # nowhere a picture on the disk


def test_face_first_then_the_key_and_another_face_is_refused_with_tries_left(place: Place, qtbot: QtBot) -> None:
    place.scene.write_text(f"portrait person={OTHER}")
    QTest.keyClick(place.view, Qt.Key.Key_2)
    assert place.model.phase is Phase.CLAIM  # no key is in: who is it?
    settle(place.shell)
    QTest.keyClicks(place.view.person_panel.claim, MEMBER)
    place.desk.bridge.connect(place.worker.news, lambda news: _obey(place, news, f"person={OTHER}"))
    QTest.keyClick(place.view.person_panel.claim, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.stand(Method.FACE) is Stand.FAILED, timeout=DEADLINE)
    settle(place.shell)
    factor = next(f for f in place.model.factors if f.method is Method.FACE)
    assert factor.words == "非本席人员"
    assert factor.tries == 2
    assert place.stand(Method.KEY) is Stand.READY


def test_an_identity_card_claims_who_it_is_and_shows_nothing_of_it(place: Place, qtbot: QtBot) -> None:
    desk = IdentityDesk(place.desk.centre.storage, place.desk.centre.settings.data)
    desk.consent(Consent(member=MEMBER, kinds=("face",), text="0" * 64, card=CARD))
    place.person.follow(place.worker)
    QTest.keyClick(place.view, Qt.Key.Key_2)
    assert place.model.phase is Phase.CLAIM
    _lay(place, "林国栋\n110105194912310021")  # its check digit is wrong
    qtbot.waitUntil(lambda: place.model.person.card_trouble != "", timeout=DEADLINE)
    settle(place.shell)
    assert "无法识读" in place.model.person.card_trouble
    _lay(place, f"林国栋\n{CARD}")
    qtbot.waitUntil(lambda: place.stand(Method.FACE) is Stand.PASSED, timeout=DEADLINE)
    said = " ".join(label.text() for label in place.shell.findChildren(QLabel))
    assert CARD not in said
    assert "林国栋" not in said
    with qtbot.waitSignal(place.model.signed_in, timeout=DEADLINE) as signal:
        enter_pin(place, qtbot)
    place.desk.seats.append(signal.args[0].seat)
    assert signal.args[0].session.factors == ("key", "face")


def test_a_card_of_nobody_says_so_and_the_reader_is_let_go(place: Place, qtbot: QtBot) -> None:
    QTest.keyClick(place.view, Qt.Key.Key_2)
    _lay(place, f"林国栋\n{CARD}")
    qtbot.waitUntil(lambda: place.stand(Method.FACE) is Stand.FAILED, timeout=DEADLINE)
    factor = next(f for f in place.model.factors if f.method is Method.FACE)
    assert factor.words == "没有人用此身份证登记。"
    assert factor.tries == 3
    QTest.keyClick(place.view, Qt.Key.Key_2)
    assert place.model.phase is Phase.CLAIM
    QTest.keyClick(place.view, Qt.Key.Key_Escape)
    assert place.model.phase is Phase.IDLE


def _lay(place: Place, words: str) -> None:
    part = place.card.with_suffix(".part")
    part.write_text(words, encoding="utf-8")
    part.replace(place.card)


def _obey(place: Place, news: object, settings: str) -> None:
    if isinstance(news, FaceSeen):
        place.play(f"{news.state.move or 'portrait'} {settings}")


def test_a_camera_that_is_unplugged_says_so_and_goes_on_when_it_is_back(place: Place, qtbot: QtBot) -> None:
    place.scene.unlink()
    place.desk.insert_key()
    qtbot.waitUntil(lambda: place.model.phase is Phase.PIN, timeout=DEADLINE)
    place.model._begin_person(Method.FACE)
    qtbot.waitUntil(lambda: place.model.person.device_trouble != "", timeout=DEADLINE)
    settle(place.shell)
    assert "未连接" in place.model.person.device_trouble
    place.scene.write_text("portrait")
    qtbot.waitUntil(lambda: place.model.person.face is not None, timeout=DEADLINE)
    assert place.model.person.device_trouble == ""
    QTest.keyClick(place.view, Qt.Key.Key_Escape)
    assert place.model.phase is Phase.IDLE


def test_busy_then_black_then_five_pictures_a_second_is_waited_out_and_counts(place: Place, qtbot: QtBot) -> None:
    place.play("busy")
    place.desk.insert_key()
    qtbot.waitUntil(lambda: place.model.phase is Phase.PIN, timeout=DEADLINE)
    place.model._begin_person(Method.FACE)
    qtbot.waitUntil(lambda: place.model.person.device_trouble != "", timeout=DEADLINE)
    assert "被其他程序占用" in place.model.person.device_trouble
    place.play("black")
    person = place.model.person
    qtbot.waitUntil(lambda: person.face is not None and person.face.fault is Fault.BLACK, timeout=DEADLINE)
    settle(place.shell)
    assert "画面全黑：请打开摄像头盖" in [label.text() for label in place.shell.findChildren(QLabel)]
    place.desk.bridge.connect(place.worker.news, lambda news: _obey(place, news, "rate=5"))
    place.play("portrait rate=5")
    qtbot.waitUntil(lambda: place.stand(Method.FACE) is Stand.PASSED, timeout=DEADLINE)


def test_a_worker_that_is_killed_costs_one_try_and_no_count(
    place: Place, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("identity worker lost")
    place.desk.insert_key()
    qtbot.waitUntil(lambda: place.model.phase is Phase.PIN, timeout=DEADLINE)
    place.model._begin_person(Method.FACE)
    qtbot.waitUntil(lambda: place.model.person.face is not None, timeout=DEADLINE)
    assert place.worker._process is not None
    place.worker._process.kill()
    qtbot.waitUntil(lambda: place.stand(Method.FACE) is Stand.FAILED, timeout=DEADLINE)
    factor = next(f for f in place.model.factors if f.method is Method.FACE)
    assert factor.tries == 3
    place.model.choose(Method.FACE)
    qtbot.waitUntil(lambda: place.model.person.face is not None, timeout=DEADLINE)
    place.worker.order(Cancel())


def test_without_models_or_devices_the_card_says_what_is_missing(place: Place) -> None:
    place.model.person._missing = ("face",)
    assert place.stand(Method.FACE) is Stand.MISSING
    check = place.signing_in.check
    assert check is not None
    check.devices = replace(check.devices, finger="")
    assert place.stand(Method.FINGER) is Stand.MISSING


def test_two_witnesses_open_the_seat_and_one_of_them_twice_does_not(place: Place, qtbot: QtBot) -> None:
    desk, model = place.desk, place.model
    QTest.keyClick(place.view, Qt.Key.Key_W)
    layer = _layer(place.shell)
    QTest.keyClicks(layer.claim, MEMBER)
    for holder, name, vouched in (("S1", "方惟正", 1), ("S1", "方惟正", 1), ("S2", "沈知衡", 2)):
        if vouched != 1 or not desk.token.exists():
            if desk.token.exists():
                desk.pull_key()
                qtbot.waitUntil(lambda: model.key is None, timeout=DEADLINE)
            desk.insert(holder, name)
            qtbot.waitUntil(lambda: model.key is not None, timeout=DEADLINE)
        QTest.keyClicks(layer.pin, PIN)
        assert layer.primary is not None
        qtbot.waitUntil(layer.primary.isEnabled, timeout=DEADLINE)
        QTest.mouseClick(layer.primary, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda vouched=vouched: layer._vouched == vouched and layer.pin.is_empty(), timeout=DEADLINE)
        qtbot.wait(300)
    with qtbot.waitSignal(model.signed_in, timeout=DEADLINE) as signal:
        assert layer.primary.text() == "是本人，签到"
        QTest.mouseClick(layer.primary, Qt.MouseButton.LeftButton)
    desk.seats.append(signal.args[0].seat)
    assert signal.args[0].session.member == MEMBER
    assert signal.args[0].session.factors == ("witnessed",)


def _layer(shell: Shell):  # type: ignore[no-untyped-def]
    from seat_client.ui.screens.sign_in.witness import WitnessLayer

    return shell.findChildren(WitnessLayer)[0]
