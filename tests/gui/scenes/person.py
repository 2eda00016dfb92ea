"""Signing in by key, face and finger: a practice camera, a practice reader and the real checks behind the page."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from seat_client.identity.liveness import Move
from seat_client.identity.messages import FaceSeen, News
from seat_client.identity.state import Fault
from seat_client.identity.state import Phase as RunPhase
from seat_client.ui.screens.sign_in.factors import Method, Stand
from seat_client.ui.screens.sign_in.view_model import KeyIn, Phase
from tests.gui.desk import MEMBER, PIN, desk_in
from tests.gui.person_place import Place
from tests.gui.scenes import State, until

STILL = "photograph"
TURNING = "photograph turn=0.3"
"""A head that stays on its way, about twenty degrees before it has turned far enough."""


def sign_in_person(folder: Path) -> Iterator[State]:
    with place_in(folder) as place:
        place.register_finger(1)
        yield from _face(place)
        yield from _two_of_three(place)
    with place_in(folder / "again") as place:
        yield from _nobody_living(place)


@contextmanager
def place_in(folder: Path) -> Iterator[Place]:
    folder.mkdir(exist_ok=True)
    with desk_in(folder) as desk:
        place = Place(desk, folder)
        try:
            place.worker.start()
            place.desk.house.identity.draw = lambda: ["turn-left", "blink"]
            until(lambda: place.model.centre is not None and place.worker.ready is not None)
            yield place
        finally:
            place.close()


@contextmanager
def held(place: Place) -> Iterator[None]:
    """The check stands still, so that its time does not run out while it is looked at."""
    assert place.worker._process is not None
    process = place.worker._process.pid
    assert process is not None
    os.kill(process, signal.SIGSTOP)
    try:
        QTest.qWait(100)  # what was on its way arrives
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def _face(place: Place) -> Iterator[State]:
    """By face first, where no key says who it is."""
    finger = place.desk.folder / "finger"
    finger.write_text("lifted")
    yield "three-ways", place.shell
    QTest.keyClick(place.view, Qt.Key.Key_2)
    until(lambda: place.model.phase is Phase.CLAIM)
    yield "who-is-it", place.shell
    QTest.keyClick(place.view, Qt.Key.Key_Escape)
    place.play("black")
    _begin(place)
    until(lambda: _fault(place) is Fault.BLACK)
    with held(place):
        yield "covered", place.shell
    place.play("photograph light=0.16")
    until(lambda: _fault(place) is Fault.TOO_DARK)
    with held(place):
        yield "too-dark", place.shell
    place.scene.unlink()
    until(lambda: place.model.person.device_trouble)
    yield "camera-gone", place.shell
    QTest.keyClick(place.view, Qt.Key.Key_Escape)
    place.scene.write_text(STILL)
    _begin(place)
    with _obeyed(place, lambda move: TURNING if move is Move.LEFT else STILL):
        until(lambda: place.model.person.face is not None and place.model.person.face.degrees_left == 20)
        with held(place):
            yield "turning", place.shell
    QTest.keyClick(place.view, Qt.Key.Key_Escape)


def _two_of_three(place: Place) -> Iterator[State]:
    """The key has passed, a finger is waited for; then both have."""
    finger = place.desk.folder / "finger"
    place.desk.insert_key()
    until(lambda: place.model.key_in is KeyIn.READY and place.model.phase is Phase.PIN)
    QTest.keyClicks(place.view.panel.pin.field, PIN)
    QTest.keyClick(place.view.panel.pin.field, Qt.Key.Key_Return)
    until(lambda: place.stand(Method.KEY) is Stand.PASSED)
    until(place.view.person_panel.other.isVisible)
    place.view.person_panel.other.click()
    until(lambda: place.model.person.running is Method.FINGER and place.model.person.finger is not None)
    yield "finger-awaited", place.shell
    finger.write_text("again")
    until(lambda: place.model.person.finger is not None and place.model.person.finger.stage == "again")
    yield "finger-once-more", place.shell
    finger.write_text("lifted")
    QTest.keyClick(place.view, Qt.Key.Key_Escape)
    place.person.follow(place.worker)
    place.play("portrait")
    opened: list[object] = []
    place.model.signed_in.connect(lambda done: (opened.append(done), place.desk.seats.append(done.seat)))
    while place.model.phase is not Phase.PASSED:  # a busy machine may see too little of a turn, and offers it again
        QTest.keyClick(place.view, Qt.Key.Key_2)
        until(lambda: place.model.phase in (Phase.IDLE, Phase.PASSED))
        assert place.stand(Method.FACE) is not Stand.LOCKED
    yield "both-passed", place.shell
    until(lambda: opened)


def _nobody_living(place: Place) -> Iterator[State]:
    """Another movement than was asked for is a try; the third one ends this way."""
    for tries in (2, 1, 0):
        _begin(place)
        with _obeyed(place, lambda move: "turn-right" if move is Move.LEFT else "portrait"):
            place.play("portrait")
            until(lambda: place.model.person.running is None)
        if tries == 2:
            assert place.stand(Method.FACE) is Stand.FAILED
            yield "not-as-asked", place.shell
    assert place.stand(Method.FACE) is Stand.LOCKED
    check = place.signing_in.check
    assert check is not None
    check.devices = replace(check.devices, finger="")  # as at a place whose configuration names no reader
    place.model.changed.emit()
    yield "face-locked-finger-missing", place.shell


def _begin(place: Place) -> None:
    QTest.keyClick(place.view, Qt.Key.Key_2)
    until(lambda: place.model.phase is Phase.CLAIM)
    QTest.keyClicks(place.view.person_panel.claim, MEMBER)
    QTest.keyClick(place.view.person_panel.claim, Qt.Key.Key_Return)
    until(lambda: place.model.phase is Phase.PERSON)


@contextmanager
def _obeyed(place: Place, scene: Callable[[Move], str]) -> Iterator[None]:
    """While this lasts the camera shows what `scene` answers to the movement asked for."""

    def hear(news: News) -> None:
        if isinstance(news, FaceSeen) and news.state.phase is RunPhase.MOVE and news.state.move is not None:
            place.play(scene(news.state.move))

    leave = place.worker.news.subscribe(hear)
    try:
        yield
    finally:
        leave()


def _fault(place: Place) -> Fault | None:
    return place.model.person.face.fault if place.model.person.face is not None else None


SCENES = {"sign-in-person": sign_in_person}
