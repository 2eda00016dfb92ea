"""Signing in by face and finger at an enrolled seat, no key at hand: real TLS, real models, practice devices."""

import base64
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drivers.registry import camera, fingerprint_family
from drivers.virtual.ridges import impression
from drivers.virtual.token import VirtualFamily
from seat_client.app.audit import audit
from seat_client.app.line_keys import LineKeys
from seat_client.app.practice_person import PracticePerson, register
from seat_client.centre.app import application
from seat_client.centre.archive import archive
from seat_client.centre.centre import Centre
from seat_client.centre.house import House
from seat_client.centre.server import CentreServer
from seat_client.identity import fingers
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.services.key_desk import KeyDesk
from seat_client.services.person_check import PersonCheck, PersonDevices
from seat_client.services.sign_in import SigningIn
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient, CentreRefused
from seat_client.sync.identity import enrol
from seat_client.wire.identity import Consent, SignInPolicy, TemplateDeposit
from tests.unit.centre.hall import WAIT, Foundation, sample_script

MEMBER, SEAT = "E3", "A1"
LONG = 120.0
TWO = SignInPolicy(factors=("key", "face", "finger"), needed=2)
pytestmark = pytest.mark.full


class Place:
    """A centre that knows its seats, and one of them with camera and reader but no key."""

    def __init__(self, folder: Path, *, enrolled: bool) -> None:
        self.foundation = Foundation.lay(folder, sample_script(), sign_in={"": TWO})
        lines = LineKeys(folder, "中心")
        lines.secure(["127.0.0.1", "localhost"])
        self.centre: Centre = self.foundation.centre()
        root = self.foundation.authority.certificate
        settings = replace(self.foundation.settings, enrolled_only=False)
        self.house = House(
            settings, self.centre.storage, lambda _: self.centre, [root], seats=lines.authority()
        )  # fmt: skip
        self.server = CentreServer(application(self.house), security=lines.security())
        self.server.start()
        self._register()
        identity = enrol(self.server.url, self.house.enrolment.issue_code(SEAT), folder / "line") if enrolled else None
        ca = None if identity else folder / "seats-issuer.pem"
        self.client = CentreClient(self.server.url, ca=ca, identity=identity)
        self.person = PracticePerson(folder / "scene")
        self.finger = folder / "finger"
        self.finger.write_text("finger 1 impression 5")
        self.worker = IdentityWorker(Devices(camera, fingerprint_family, practice=True))
        self.person.follow(self.worker)
        self.watch = ReaderWatch(VirtualFamily(folder / "no.token"))
        self.keys = KeyDesk(self.watch, lambda: datetime.now(UTC))
        self.check = PersonCheck(self.worker, PersonDevices(self.person.camera, f"virtual:{self.finger}"))
        self.signing_in = SigningIn(
            self.client, self.keys, seat_id=SEAT, data=folder / "seat", policy=TWO, check=self.check
        )

    def _register(self) -> None:
        desk = self.house.identity
        register(desk, [MEMBER])
        made = fingers.enrol_minutiae([fingers.extract(impression(1, n), 500) for n in (1, 2, 3)]).packed()
        given = desk.consent(Consent(member=MEMBER, kinds=("finger",), text="0" * 64))
        desk.deposit(TemplateDeposit(consent=given.id, kind="finger", packed=base64.b64encode(made).decode()))

    def prove(self, kind: str) -> None:
        """One check to its end."""
        self.check.check_face() if kind == "face" else self.check.check_finger()
        until = time.monotonic() + LONG
        while kind not in self.check.decisions:
            assert time.monotonic() < until
            time.sleep(0.05)

    def close(self) -> None:
        self.worker.close()
        self.keys.close()
        self.client.close()
        self.server.stop()
        self.house.close()


@pytest.fixture
def place_at(tmp_path: Path) -> Iterator[Callable[[bool], Place]]:
    made: list[Place] = []

    def at(enrolled: bool) -> Place:
        made.append(Place(tmp_path, enrolled=enrolled))
        return made[-1]

    yield at
    for each in made:
        each.close()


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(CentreRefused) as told:
        yield
    assert told.value.code == code


def test_face_and_finger_open_the_seat_without_a_key_and_the_audit_stands(
    place_at: Callable[[bool], Place], tmp_path: Path
) -> None:
    place = place_at(True)
    signing_in = place.signing_in
    signing_in.centre().result(WAIT)
    signing_in.ask_release(MEMBER).result(WAIT)
    place.prove("finger")
    assert not signing_in.satisfied  # a finger never signs anyone in alone
    place.prove("face")
    assert signing_in.satisfied
    opened = signing_in.complete().result(LONG)
    assert opened.session.member == MEMBER
    assert opened.session.factors == ("face", "finger")
    opened.seat.store.close()
    assert signing_in.proven == ()
    path = tmp_path / "evaluation.zip"
    path.write_bytes(archive(place.centre))
    assert audit(path, (place.foundation.authority.certificate,)).fault is None


def test_a_withdrawn_consent_leaves_the_other_ways_and_an_unknown_seat_none(place_at: Callable[[bool], Place]) -> None:
    place = place_at(False)
    signing_in = place.signing_in
    signing_in.centre().result(WAIT)
    signing_in.ask_release(MEMBER).result(WAIT)
    place.prove("finger")
    place.prove("face")
    with refused("seat_certificate_missing"):  # a seat nobody knows vouches for nobody
        signing_in.complete().result(LONG)
    assert place.house.identity.withdraw(MEMBER) == 2
    with refused("template_missing"):
        signing_in.ask_release(MEMBER).result(WAIT)
