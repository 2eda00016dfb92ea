"""What camera and fingerprint reader find out about one person: templates of one release, decisions for it.

A template is opened here, handed to the identity worker and wiped; the worker's process is where it lives.
"""

from collections.abc import Callable
from dataclasses import dataclass

from seat_client.evidence.templates import Binding, SeatTemplateKey
from seat_client.identity.client import IdentityWorker
from seat_client.identity.decision import Decision
from seat_client.identity.messages import Cancel, CheckFace, CheckFinger, Decided, News
from seat_client.media.frames import Slots
from seat_client.services import NotRegistered
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

    def __init__(self, worker: IdentityWorker, devices: PersonDevices) -> None:
        self.worker = worker
        self.devices = devices
        self.decisions: dict[Biometric, Decision] = {}
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

    def released_for(self, claim: str) -> bool:
        """Whether decisions already rest on a release for this person; then it is used again."""
        return self._release is not None and bool(self.decisions) and claim in (self._claim, self._release.member)

    def take(self, claim: str, seat: str, release: TemplateRelease, key: SeatTemplateKey) -> None:
        """Go by this release from now on; what was decided for another one is void."""
        self._claim, self._seat, self._release, self._key = claim, seat, release, key
        self.decisions = {}

    def check_face(self) -> int:
        """Begin with the camera; the number of the run. Raises NotRegistered, NotOpened."""
        return self._check("face", lambda run, packed: CheckFace(
            run, self.devices.camera, packed, self.moves, self.release_id
        ))  # fmt: skip

    def check_finger(self) -> int:
        """Begin with the reader; the number of the run. Raises NotRegistered, NotOpened."""
        return self._check("finger", lambda run, packed: CheckFinger(
            run, self.devices.finger, packed, self.release_id
        ))  # fmt: skip

    def cancel(self) -> None:
        """Switch camera and reader off."""
        self._run = 0
        self.worker.order(Cancel())

    def forget(self) -> None:
        """Forget release and decisions."""
        self.cancel()
        self._release = self._key = None
        self._claim, self.decisions = "", {}

    def _check(self, kind: Biometric, order: Callable[[int, bytes], CheckFace | CheckFinger]) -> int:
        release, key = self._release, self._key
        sealed = next((t for t in release.templates if t.kind == kind), None) if release is not None else None
        if release is None or key is None or sealed is None:
            raise NotRegistered
        where = Binding(release.member, kind, sealed.version, self._seat, release.id, release.expires)
        packed = key.open(sealed.sealed, where)
        try:
            self._run = self.worker.next_run()
            self.worker.order(order(self._run, bytes(packed)))
        finally:
            wipe(packed)
        return self._run

    def _hear(self, news: News) -> None:
        if isinstance(news, Decided) and news.run == self._run and news.decision.passed:
            kind: Biometric = "face" if news.decision.modality == "face" else "finger"
            self.decisions = {**self.decisions, kind: news.decision}
