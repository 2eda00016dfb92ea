"""The drawn person before the practice camera: does what the check asks for, and is registered at its centre."""

import base64
import hashlib
from collections.abc import Iterable
from multiprocessing import get_context
from pathlib import Path

from seat_client.centre.identity import IdentityDesk
from seat_client.identity.client import IdentityWorker
from seat_client.identity.messages import FaceSeen, News
from seat_client.identity.state import Phase
from seat_client.wire.identity import Consent, TemplateDeposit

STILL = "portrait"


class PracticePerson:
    """Writes the scene of the practice camera."""

    def __init__(self, scene: Path) -> None:
        self._scene = scene
        self._told = ""
        self._tell(STILL)

    @property
    def camera(self) -> str:
        """The camera as a configuration names it."""
        return f"virtual:{self._scene}"

    def follow(self, worker: IdentityWorker) -> None:
        """From now on do what is asked for; called in the worker's thread."""
        worker.news.subscribe(self._hear)

    def _hear(self, news: News) -> None:
        if isinstance(news, FaceSeen):
            state = news.state
            self._tell(str(state.move) if state.phase is Phase.MOVE and state.move is not None else STILL)

    def _tell(self, scene: str) -> None:
        if scene != self._told:
            self._told = scene
            part = self._scene.with_suffix(".part")
            part.write_text(scene, encoding="utf-8")
            part.replace(self._scene)


def drawn_template() -> bytes:
    """The template (packed) of the drawn person; loads the models, so it runs in a process of its own."""
    from drivers.api.camera import PictureWish
    from drivers.registry import camera
    from seat_client.identity.enrolling import PICTURES, enrol_face, face_sample
    from seat_client.identity.faces import FaceEngine

    engine = FaceEngine()
    with camera(f"virtual:{STILL}").open(PictureWish(640, 360)) as session:
        return enrol_face([face_sample(engine, session.read().pixels) for _ in range(PICTURES)]).packed()


def register(desk: IdentityDesk, people: Iterable[str]) -> None:
    """Keep the drawn person's template for everybody of a practice, as the enrolment desk would."""
    with get_context("spawn").Pool(1) as pool:
        packed = base64.b64encode(pool.apply(drawn_template)).decode()
    words = hashlib.sha256("演练人像".encode()).hexdigest()
    for member in people:
        given = desk.consent(Consent(member=member, kinds=("face",), text=words))
        desk.deposit(TemplateDeposit(consent=given.id, kind="face", packed=packed))


def models_installed() -> bool:
    """Whether set-up has brought the face models; without them the practice asks for the key alone."""
    from seat_client.identity import IdentityError
    from seat_client.identity.models import check

    try:
        check()
    except IdentityError:
        return False
    return True
