"""Signing in through the real page, keys pressed as a person's are: from the key's insertion to the open seat."""

import os
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from drivers.registry import camera, fingerprint_family
from seat_client.app.practice_person import PracticePerson, register
from seat_client.app.qt import application
from seat_client.centre.identity import IdentityDesk
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.services.person_check import PersonCheck, PersonDevices
from seat_client.services.sign_in import SignedIn, SigningIn
from seat_client.ui.screens.sign_in.view import SignInView
from seat_client.ui.screens.sign_in.view_model import KeyIn, SignInModel
from seat_client.ui.screens.sign_in.witness import WitnessLayer
from seat_client.wire.identity import SignInPolicy
from tests.gui.desk import MEMBER, PIN, Desk, desk_in
from tests.gui.pictures import IDLE_PLATE, WIDE, shell_around

WAIT_S = 60.0
WITNESSES = (("S1", "方惟正"), ("S2", "沈知衡"))


def sign_in_seconds(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds by key and face, and by the key alone, in turns at one centre."""
    application("zh_CN")
    both, alone = [], []
    with desk_in(folder) as desk:
        register(IdentityDesk(desk.centre.storage, desk.centre.settings.data), [MEMBER])
        person = PracticePerson(folder / "scene")
        worker = IdentityWorker(Devices(camera, fingerprint_family, practice=True))
        person.follow(worker)
        worker.start()
        _wait(lambda: worker.ready is not None)
        check = PersonCheck(worker, PersonDevices(person.camera))
        for _ in range(rounds):
            alone.append(_once(desk, SigningIn(desk.client, desk.keys, seat_id="07", data=desk.folder / "seat")))
            two = SignInPolicy(factors=("key", "face"), needed=2)
            both.append(
                _once(desk, SigningIn(desk.client, desk.keys, seat_id="07", data=desk.folder / "seat", policy=two,
                                      check=check))
            )  # fmt: skip
        worker.close()
    return both, alone


def witnessed_seconds(folder: Path, rounds: int) -> list[float]:
    """Seconds from W to the open seat by two witnesses, each with the own key and PIN, at one centre."""
    application("zh_CN")
    with desk_in(folder, supervisors=WITNESSES) as desk:
        return [_witnessed(desk, SigningIn(desk.client, desk.keys, seat_id="07", data=desk.folder / "seat"))
                for _ in range(rounds)]  # fmt: skip


def _witnessed(desk: Desk, signing_in: SigningIn) -> float:
    model = SignInModel(signing_in, desk.watch, desk.bridge)
    view = SignInView(model)
    shell = shell_around(view, WIDE, plate=IDLE_PLATE)
    model.start()
    done: list[SignedIn] = []
    model.signed_in.connect(done.append)
    _wait(lambda: model.centre is not None)
    began = time.monotonic()
    QTest.keyClick(view, Qt.Key.Key_W)
    layer = shell.findChildren(WitnessLayer)[0]
    assert layer.primary is not None
    QTest.keyClicks(layer.claim, MEMBER)
    for vouched, (holder, name) in enumerate(WITNESSES, start=1):
        desk.insert(holder, name)
        _wait(lambda: model.key is not None)
        QTest.keyClicks(layer.pin, PIN)
        _press(layer.primary)
        _wait(lambda vouched=vouched: layer._vouched == vouched)
        desk.pull_key()
        _wait(lambda: model.key is None)
    _press(layer.primary)
    _wait(lambda: bool(done), model)
    seconds = time.monotonic() - began
    factors = done[0].session.factors
    done[0].seat.store.close()
    shell.end()
    if factors != ("witnessed",):
        raise RuntimeError(factors)
    return seconds


def _press(button: QWidget) -> None:
    _wait(button.isEnabled)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _once(desk: Desk, signing_in: SigningIn) -> float:
    model = SignInModel(signing_in, desk.watch, desk.bridge)
    view = SignInView(model)
    shell = shell_around(view, WIDE, plate=IDLE_PLATE)
    model.start()
    done: list[object] = []
    model.signed_in.connect(done.append)
    _wait(lambda: model.centre is not None)
    began = time.monotonic()
    desk.insert_key()
    _wait(lambda: model.key_in is KeyIn.READY)
    QTest.keyClicks(view.panel.pin.field, PIN)
    QTest.keyClick(view.panel.pin.field, Qt.Key.Key_Return)
    _wait(lambda: bool(done), model)
    seconds = time.monotonic() - began
    done[0].seat.store.close()  # type: ignore[attr-defined]
    desk.pull_key()
    shell.end()
    _wait(lambda: not desk.watch.current.keys)
    return seconds


def _wait(until, model: SignInModel | None = None) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + WAIT_S
    while not until():
        QCoreApplication.processEvents()
        QTest.qWait(10)
        if time.monotonic() > end:
            raise TimeoutError(None if model is None else (model.phase, model.notice, str(model.problem or "")))
