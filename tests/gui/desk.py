"""One seat at a real desk for the screens: a practice centre on loopback, a virtual key, the services over both."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import resources
from drivers.virtual.token import VirtualFamily
from drivers.virtual.token_file import create_token
from seat_client.centre.app import application
from seat_client.centre.centre import FILES, Centre
from seat_client.centre.house import House
from seat_client.centre.people import enlist
from seat_client.centre.publishing import publish
from seat_client.centre.server import CentreServer
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import Storage
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.keys import CENTRE_ID, PracticeAuthority, generate, practice_authority
from seat_client.services.key_desk import KeyDesk
from seat_client.services.seat import Seat
from seat_client.services.sign_in import SigningIn
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient
from seat_client.ui.bridge import Bridge

PIN = "123456"
MEMBER = "E3"
WORK_SECONDS = 30


@dataclass
class Desk:
    """What a screen is given by the composition root."""

    folder: Path
    watch: ReaderWatch
    keys: KeyDesk
    client: CentreClient
    signing_in: SigningIn
    bridge: Bridge
    centre: Centre
    house: House
    token: Path
    authority: PracticeAuthority
    seats: list[Seat] = field(default_factory=list)

    def insert_key(self, member: str = MEMBER) -> None:
        """Put a member's key into the reader."""
        self.insert(member, self.centre.desk.project.member(member).name)

    def insert_stranger(self) -> None:
        """Put in the key of somebody who is not on the committee."""
        self.insert("X9", "外人")

    def insert(self, holder: str, name: str) -> None:
        """Put in the key of this person."""
        key = generate("ec")
        certificate = self.authority.certify(key.public_key(), name=name, holder=holder, at=_begin())
        create_token(self.token, pin=PIN, key=key, certificate=certificate, label=holder)

    def pull_key(self) -> None:
        self.token.unlink()

    def sign_in(self) -> Seat:
        """The seat of the member whose key is in, opened as the sign-in screen does."""
        pin = bytearray(PIN.encode())
        seat = self.signing_in.sign_in(pin).result(timeout=WORK_SECONDS).seat
        self.seats.append(seat)
        return seat

    def open_stage(self, seat: Seat, stage: StageId, *facts: ev.Fact) -> None:
        """Fold the opening of a stage and further facts, as the centre would send them."""
        tell(seat, ev.StageOpened(stage), *facts)


def tell(seat: Seat, *facts: ev.Fact) -> None:
    """The centre's next facts."""
    start = max(seat._folded, default=0)
    seat.fold(
        [ev.RecordedFact(start + n, datetime.now(UTC).isoformat(), fact) for n, fact in enumerate(facts, start=1)]
    )


def others(seat: Seat) -> Sequence[str]:
    return [member for member in seat.evaluation.members if member != seat.member]


@contextmanager
def desk_in(folder: Path, supervisors: Sequence[tuple[str, str]] = ()) -> Iterator[Desk]:
    """A running desk; everything ends with the context. `supervisors` (id, name) may watch."""
    centre, authority = _centre(folder / "centre", supervisors)
    house = House.around(centre)
    server = CentreServer(application(house))
    server.start()
    token = folder / "reader" / "key.token"
    token.parent.mkdir(parents=True)
    watch = ReaderWatch(VirtualFamily(token))
    keys = KeyDesk(watch, lambda: datetime.now(UTC))
    client = CentreClient(server.url)
    signing_in = SigningIn(client, keys, seat_id="07", data=folder / "seat")
    desk = Desk(folder, watch, keys, client, signing_in, Bridge(), centre, house, token, authority)
    watch.start()
    try:
        yield desk
    finally:
        desk.bridge.close()
        keys.close()
        watch.stop()
        client.close()
        server.stop()
        for seat in desk.seats:
            seat.store.close()
        centre.close()


def _begin() -> datetime:
    return datetime.now(UTC) - timedelta(days=1)


def _centre(folder: Path, supervisors: Sequence[tuple[str, str]]) -> tuple[Centre, PracticeAuthority]:
    folder.mkdir(parents=True)
    authority = practice_authority("演练证书颁发机构", _begin())
    key = authority.issue(name="青岚市公共资源交易中心", holder=CENTRE_ID, at=_begin())
    settings = CentreSettings(data=folder, name="青岚市公共资源交易中心", practice=True, clerk_token="clerk")
    storage = Storage(settings.url)
    document = json.loads(resources.path("sample", "qinglan", "project.json").read_text("utf-8"))
    evaluation = publish(storage, folder / FILES, document, folder / "no-documents")
    enlist(storage, evaluation, supervisors=supervisors)
    crls = [authority.revoke([], at=_begin())]
    return Centre(settings, storage, evaluation, key, [authority.certificate], crls=crls), authority
