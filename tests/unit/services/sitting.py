"""A seat without a screen at a real centre: store, client, journal and sync loop of one member."""

import base64
import threading
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from drivers.api.errors import DeviceRefused
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence import declarations
from seat_client.evidence.canonical import canonical, digest
from seat_client.evidence.cms import sign_detached
from seat_client.services.own_journal import OwnJournal, journal_key
from seat_client.services.sign_in import challenge_digest
from seat_client.store import SavedAct, Store
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop, SyncState
from seat_client.wire import CONTRACT
from seat_client.wire.models import SessionRequest
from tests.unit.centre.hall import Hall

KEY = bytes(range(32))
PATIENCE = 60


class Sitting:
    """One member at one seat; `token` says whether the key on the card can unwrap drafts."""

    def __init__(self, hall: Hall, member: str, seat: str, folder: Path, *, token: bool = True, url: str = "") -> None:
        """The first seat brings the assignment from the open part; another one has to find it."""
        self.hall, self.member, self.seat = hall, member, seat
        self.key = hall.foundation.keys[member]
        self.project = hall.script.project.id
        self.token = token
        self.store = Store.open(folder / f"{seat}.db", KEY)
        self.client = CentreClient(url or hall.server.url)
        journal = journal_key(seat.encode().ljust(32), seat, self.key.certificate)
        session = self.client.open_session(self._request(journal.public))
        self.journal = OwnJournal(self.store, self.client, session, seat)
        self.journal.begin(journal)
        with suppress(DeviceRefused):
            self.journal.open_drafts(self.agree)
        if not self.journal.closed_entries:
            self.assignment = self.journal.assignment_copy() or hall.assignments[member]
            self.journal.deposit(self.assignment, self.key.certificate)
        self.loop = SyncLoop(self.store, self.client)

    def _request(self, journal: str) -> SessionRequest:
        challenge = self.client.challenge(self.seat)
        signature = self.key.sign_digest(challenge_digest(challenge, journal), "sha256")
        return SessionRequest(
            challenge=challenge.id, seat=self.seat, certificate=base64.b64encode(self.key.certificate).decode(),
            signature=base64.b64encode(signature).decode(), client_version="0", contract=CONTRACT, journal_key=journal,
        )  # fmt: skip

    def agree(self, point: bytes) -> bytes:
        """What the card answers."""
        private = self.key.private_key
        if not self.token or not isinstance(private, ec.EllipticCurvePrivateKey):
            raise DeviceRefused("key agreement")
        return private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(private.curve, point))

    def do(self, act: ev.Act, sheet: str = "") -> SavedAct:
        future = self.store.append(project=self.project, seat=self.seat, member=self.member, act=act, sheet=sheet)
        return future.result(PATIENCE)

    def type(self, code: str, criterion: str, value: str) -> SavedAct:
        return self.do(ev.EnterScore(code, criterion, value), sheet="technical")

    def entries(self) -> dict[tuple[str, str], str]:
        acts = (act for act in self.store.own_acts(self.member) if isinstance(act, ev.EnterScore))
        return {(act.code, act.criterion): act.value for act in acts}

    def lock(self, stage: StageId) -> ev.LockSheet:
        """The lock over everything typed, for `do`."""
        cells: dict[str, dict[str, str]] = {}
        for (code, criterion), value in sorted(self.entries().items()):
            cells.setdefault(code, {})[criterion] = value
        document = declarations.sheet_manifest(self.project, self.member, str(stage), cells)
        signature = base64.b64encode(sign_detached(canonical(document), self.key)).decode()
        return ev.LockSheet(stage, digest(document), signature)

    def sync(self) -> SyncState:
        """Run the loop until everything is delivered or parked."""
        done = threading.Event()
        self.loop.state.subscribe(lambda s: done.set() if s.reachable and not s.pending and not s.problem else None)
        if self.loop._thread.ident is None:
            self.loop.start()
        self.loop.wake()
        assert done.wait(PATIENCE), self.loop.current
        return self.loop.current

    def close(self) -> None:
        self.loop.stop()
        self.store.close()
        self.client.close()
