"""A seat with a practice camera and a practice reader for the screens, at a centre where the member's face is known."""

import base64
from pathlib import Path

from drivers.registry import camera, fingerprint_family, id_card_family
from drivers.virtual.ridges import impression
from seat_client.app.practice_person import PracticePerson, register
from seat_client.app.seat_media import SeatMedia
from seat_client.centre.identity import IdentityDesk
from seat_client.identity import fingers
from seat_client.identity.client import IdentityWorker
from seat_client.identity.devices import Devices
from seat_client.services.person_check import PersonCheck, PersonDevices
from seat_client.services.sign_in import SigningIn
from seat_client.ui.screens.sign_in.factors import Method, Stand
from seat_client.ui.screens.sign_in.view import SignInView
from seat_client.ui.screens.sign_in.view_model import SignInModel
from seat_client.wire.identity import Consent, SignInPolicy, TemplateDeposit
from tests.gui.desk import MEMBER, Desk
from tests.gui.pictures import IDLE_PLATE, WIDE, shell_around

TWO = SignInPolicy(factors=("key", "face", "finger"), needed=2)


class Place:
    """A seat with a practice camera and reader, at a centre where the member's face is registered."""

    def __init__(self, desk: Desk, folder: Path, *, lent: bool = False) -> None:
        self.desk = desk
        self.person = PracticePerson(folder / "scene")
        self.scene = folder / "scene"
        self.worker = IdentityWorker(
            Devices(camera, fingerprint_family, practice=True, lent=lent, cards=id_card_family)
        )
        self.media = SeatMedia(None, self.person.camera, self.worker) if lent else None
        register(IdentityDesk(desk.centre.storage, desk.centre.settings.data), [MEMBER])
        self.card = folder / "card"
        devices = PersonDevices(self.person.camera, f"virtual:{folder}/finger", f"virtual:{self.card}")
        check = PersonCheck(self.worker, devices, self.media.camera if self.media is not None else None)
        self.signing_in = SigningIn(
            desk.client, desk.keys, seat_id="07", data=desk.folder / "seat", policy=TWO, check=check
        )
        self.model = SignInModel(self.signing_in, desk.watch, desk.bridge)
        self.shell = shell_around(SignInView(self.model), WIDE, plate=IDLE_PLATE)
        self.model.start()

    @property
    def view(self) -> SignInView:
        assert isinstance(self.shell.page, SignInView)
        return self.shell.page

    def stand(self, method: Method) -> Stand:
        return next(f.stand for f in self.model.factors if f.method is method)

    def register_finger(self, finger: int) -> None:
        """Three impressions of a drawn finger for the member, as the desk would take them."""
        made = fingers.enrol_minutiae([fingers.extract(impression(finger, n), 500) for n in (1, 2, 3)]).packed()
        desk = IdentityDesk(self.desk.centre.storage, self.desk.centre.settings.data)
        given = desk.consent(Consent(member=MEMBER, kinds=("finger",), text="0" * 64))
        desk.deposit(TemplateDeposit(consent=given.id, kind="finger", packed=base64.b64encode(made).decode()))

    def play(self, words: str) -> None:
        """The camera shows this from now on; `obey` or the practice person may play something else later."""
        if self.scene.read_text() != words:
            part = self.scene.with_suffix(".part")
            part.write_text(words)
            part.replace(self.scene)  # a file that is empty for a moment would be an unplugged camera

    def close(self) -> None:
        self.shell.end()
        if self.media is not None:
            self.media.close()
        self.worker.close()
