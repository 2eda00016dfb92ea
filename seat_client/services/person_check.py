"""What camera and fingerprint reader find out about one person: templates of one release, decisions for it.

A template is opened here, handed to the identity worker and wiped; the worker's process is where it lives.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from seat_client.evidence.errors import NotOpened
from seat_client.evidence.templates import Binding, SeatTemplateKey, seal_to_seat
from seat_client.identity.client import IdentityWorker
from seat_client.identity.decision import Decision
from seat_client.identity.messages import (
    Cancel,
    CheckFace,
    CheckFinger,
    Decided,
    FaceSeen,
    Failed,
    News,
    ReadCard,
    WatchPresence,
)
from seat_client.identity.state import Phase
from seat_client.media.frames import Slots
from seat_client.services import NotRegistered, TemplateUnopened
from seat_client.services.camera import SeatCamera
from seat_client.signing.routine import wipe
from seat_client.wire.identity import Biometric, TemplateRelease


@dataclass(frozen=True, slots=True)
class PersonDevices:
    """The names of camera, fingerprint reader and card reader in the configuration; empty where none is fitted."""

    camera: str = ""
    finger: str = ""
    card: str = ""


class PersonCheck:
    """One person's checks by face and finger; news of the worker come through `worker.news` in its thread."""

    def __init__(self, worker: IdentityWorker, devices: PersonDevices, camera: SeatCamera | None = None) -> None:
        """`camera` is the media process's; without one the worker opens its own."""
        self.worker = worker
        self.devices = devices
        self._camera = camera
        self._kept: _Kept | None = None
        self.decisions: dict[Biometric, Decision] = {}
        self.photo = ""
        """The picture of the sign-in by face, sealed to the centre, where the place asks for one."""
        self._claim = ""
        self._seat = ""
        self._release: TemplateRelease | None = None
        self._key: SeatTemplateKey | None = None
        self._run = 0
        worker.news.subscribe(self._hear)

    @property
    def view(self) -> Slots:
        """The newest mirrored picture while the camera runs."""
        return self.worker.view

    @property
    def release_id(self) -> str:
        return self._release.id if self._release is not None else ""

    @property
    def member(self) -> str:
        """Whose templates were released."""
        return self._release.member if self._release is not None else ""

    @property
    def moves(self) -> tuple[str, ...]:
        return self._release.moves if self._release is not None else ()

    @property
    def wants_photo(self) -> bool:
        """Whether the place keeps a picture of a sign-in by face until the person's release."""
        return self._release is not None and bool(self._release.photo_key)

    def released_for(self, claim: str) -> bool:
        """Whether decisions already rest on a release for this person; then it is used again."""
        return self._release is not None and bool(self.decisions) and claim in (self._claim, self._release.member)

    def take(self, claim: str, seat: str, release: TemplateRelease, key: SeatTemplateKey) -> None:
        """Go by this release from now on; what was decided for another one is void."""
        self._claim, self._seat, self._release, self._key = claim, seat, release, key
        self.decisions, self.photo = {}, ""

    def check_face(self) -> int:
        """Begin with the camera; the number of the run. Raises NotRegistered, TemplateUnopened."""
        run = self._check("face", lambda run, packed: CheckFace(
            run, self.devices.camera, packed, self.moves, self.release_id, photo=self.wants_photo
        ))  # fmt: skip
        self._want_camera(True)
        return run

    def check_finger(self) -> int:
        """Begin with the reader; the number of the run. Raises NotRegistered, TemplateUnopened."""
        return self._check("finger", lambda run, packed: CheckFinger(
            run, self.devices.finger, packed, self.release_id
        ))  # fmt: skip

    def read_card(self) -> int:
        """Wait for an identity card; the number of the run."""
        self._run = self.worker.next_run()
        self.worker.order(ReadCard(self._run, self.devices.card))
        return self._run

    def cancel(self) -> None:
        """Switch camera and reader off."""
        self._run = 0
        self.worker.order(Cancel())
        self._want_camera(False)

    def forget(self) -> None:
        """Forget release and decisions."""
        self.cancel()
        self._release = self._key = None
        self._claim, self.decisions, self.photo = "", {}, ""

    # --- after sign-in ----------------------------------------------------------------------------------

    def keep_for(self, member: str) -> None:
        """Keep this person's face, sealed as it came, for looks during the evaluation; nobody else's."""
        release, key = self._release, self._key
        if release is not None and key is not None and release.member == member:
            self._kept = _Kept(self._seat, release, key)

    def watch(self, pause: float) -> int:
        """Look every `pause` seconds who sits there; the number of the run. Raises TemplateUnopened.

        Where no face was released, whether it is one person at all.
        """
        packed = bytearray() if self._kept is None else self._kept.open("face")
        try:
            self._run = self.worker.next_run()
            self.worker.order(WatchPresence(self._run, self.devices.camera, bytes(packed), pause))
        finally:
            wipe(packed)
        if self._camera is not None:
            self._camera.want("presence", True)
        return self._run

    def end_watch(self, *, forget: bool) -> None:
        """No more looks; `forget` also what they compared with."""
        self.cancel()
        if self._camera is not None:
            self._camera.want("presence", False)
        if forget:
            self._kept = None

    def _want_camera(self, wanted: bool) -> None:
        if self._camera is not None:
            self._camera.want("sign-in", wanted)

    def _check(self, kind: Biometric, order: Callable[[int, bytes], CheckFace | CheckFinger]) -> int:
        if self._release is None or self._key is None:
            raise NotRegistered
        packed = _Kept(self._seat, self._release, self._key).open(kind)
        if not packed:
            raise NotRegistered
        try:
            self._run = self.worker.next_run()
            self.worker.order(order(self._run, bytes(packed)))
        finally:
            wipe(packed)
        return self._run

    def _hear(self, news: News) -> None:
        if isinstance(news, Decided | Failed | FaceSeen) and news.run == self._run:
            over = not isinstance(news, FaceSeen) or news.state.phase is Phase.OVER
            self._want_camera(not over)
        if isinstance(news, Decided) and news.run == self._run and news.decision.passed:
            kind: Biometric = "face" if news.decision.modality == "face" else "finger"
            if news.photo and self._release is not None:
                with suppress(NotOpened):  # a key that is none: the centre says that no picture came
                    where = photo_binding(self._release, self._seat)
                    self.photo = seal_to_seat(self._release.photo_key, news.photo, where)
            self.decisions = {**self.decisions, kind: news.decision}


def photo_binding(release: TemplateRelease, seat: str) -> Binding:
    """What a sealed picture belongs to: this sign-in alone."""
    return Binding(release.member, "photo", 1, seat, release.id, release.expires)


@dataclass(frozen=True, slots=True)
class _Kept:
    """One release as it came, with the key that opens it at this seat."""

    seat: str
    release: TemplateRelease
    key: SeatTemplateKey

    def open(self, kind: Biometric) -> bytearray:
        """The template, to be wiped after use; empty where none of this kind was released.

        Raises TemplateUnopened.
        """
        sealed = next((t for t in self.release.templates if t.kind == kind), None)
        if sealed is None:
            return bytearray()
        release = self.release
        where = Binding(release.member, kind, sealed.version, self.seat, release.id, release.expires)
        try:
            return self.key.open(sealed.sealed, where)
        except NotOpened as closed:
            raise TemplateUnopened from closed
