"""The media process: supervises the forwarding units and the relay, keeps the rooms to their policy, keeps recordings.

One process does so for a database, by a lease; another one waits and takes over. What it knows stands in the tables,
so a unit that was started again gets all its rooms back, and seats that join anew find them.
"""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from seat_client.centre.conference import ground, nodes
from seat_client.centre.conference.errors import JanusGone, JanusRefused, NodeFailed
from seat_client.centre.conference.lease import Lease
from seat_client.centre.conference.rooms import Doors, Room
from seat_client.centre.conference.said import Said
from seat_client.centre.conference.supervised import Supervised
from seat_client.centre.conference.tables import MediaNodeRow, MeetingRow, ParticipantRow
from seat_client.centre.conference.watching import RoomRules, Watch
from seat_client.centre.storage import Storage

LOOK = 0.2  # seconds between looks at the tables
BEAT = 3.0  # seconds between signs of life: of the lease and of the units

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MediaTerms:
    """What the media process runs: so many units from `port` on, each with its share of the ports from `media` on,
    and the relay at `relay` (0: none, seats come directly)."""

    folder: Path
    address: str = "127.0.0.1"
    port: int = 0
    units: int = 1
    media: int = 20_000
    media_span: int = 400
    relay: int = 0
    bitrate: int = 750_000
    certificate: Path | None = None
    key: Path | None = None


class MediaService:
    """Runs in one thread, to which everything it starts belongs."""

    def __init__(
        self, storage: Storage, terms: MediaTerms, *, recorder: Callable[[Sequence[int]], object] = lambda _pids: None
    ) -> None:
        """`recorder` is called at every beat with the process ids of the units: which recordings are still open is
        theirs to tell."""
        self._storage = storage
        self._terms = terms
        self._recorder = recorder
        self._lease = Lease(storage, "centre-media")
        self._doors = Doors()
        self._units: list[tuple[Supervised, MediaNodeRow]] = []
        self._relay: Supervised | None = None
        self._relay_secret = secrets.token_urlsafe(24)
        self._watches: dict[str, Watch] = {}
        self._beat = 0.0

    @property
    def pids(self) -> list[int]:
        """The units' process ids."""
        return [program.pid for program, _ in self._units if program.running]

    @property
    def starts(self) -> int:
        """How often units were started in all."""
        return sum(program.starts for program, _ in self._units)

    def take_lease(self) -> bool:
        """Whether this process is the one now."""
        return self._lease.hold()

    def start(self) -> None:
        """Start the relay and the units, and enter them into the table. Raises ProgramMissing, NodeFailed."""
        t = self._terms
        if t.relay:
            self._start_relay()
        for number in range(t.units):
            low = t.media + number * t.media_span
            node = ground.NodeTerms(
                name=f"unit-{number + 1}", folder=t.folder / f"unit-{number + 1}", recordings=t.folder / "recordings",
                address=t.address, port=t.port + number, media_ports=(low, low + t.media_span - 1),
                admin_key=secrets.token_urlsafe(18), certificate=t.certificate, key=t.key,
            )  # fmt: skip
            main = ground.write_node(node)
            command = [ground.program(ground.JANUS), "-F", str(node.folder), "-C", str(main)]
            program = Supervised(node.name, command, (node.address, node.port), node.folder / "janus.log")
            program.start()
            row = MediaNodeRow(
                name=node.name, url=node.url, control=node.url, admin_key=node.admin_key, relay=self._relay_places(),
                recordings=str(node.recordings), alive=time.time(),
            )  # fmt: skip
            self._units.append((program, row))
            self._announce(row)
            self._restore(row)
        log.info("%d forwarding units run", len(self._units))

    def run(self, ended: Callable[[float], bool]) -> bool:
        """Work until `ended(seconds)`, which waits so long, says so, or the lease is lost; True for the former."""
        while not ended(LOOK):
            if not self.look():
                return False
        return True

    def look(self) -> bool:
        """One look at everything; False when the lease is lost."""
        if time.monotonic() - self._beat > BEAT:
            self._beat = time.monotonic()
            if not self._lease.hold():
                log.error("another process has the lease")
                return False
            for program, row in self._units:
                if program.running:
                    self._announce(row)
            self._recorder(self.pids)
        for program, row in self._units:
            if program.look():
                self._announce(row)
                self._restore(row)
            self._watch(row)
        if self._relay is not None:
            self._relay.look()
        return True

    def stop(self) -> None:
        """End everything, and let another process begin at once."""
        for watch in self._watches.values():
            watch.close()
        self._doors.close()
        for program, row in self._units:
            program.stop()
            row.alive = 0.0
            with self._storage.transaction() as session:
                nodes.announce(session, _copy(row))
        if self._relay is not None:
            self._relay.stop()
        self._recorder([])
        self._lease.give_back()

    def _start_relay(self) -> None:
        t = self._terms
        terms = ground.TurnTerms(
            t.folder / "relay", t.address, t.relay, (t.media + t.units * t.media_span, t.media + 6000),
            self._relay_secret,
        )  # fmt: skip
        file = ground.write_turn(terms, (t.address,))
        self._relay = Supervised(
            "relay", [ground.program(ground.TURN), "-c", str(file)], (t.address, t.relay), terms.folder / "relay.log"
        )
        self._relay.start()

    def _relay_places(self) -> dict[str, object]:
        t = self._terms
        if not t.relay:
            return {}
        place = f"turn:{t.address}:{t.relay}"
        return {"urls": [f"{place}?transport=udp", f"{place}?transport=tcp"], "secret": self._relay_secret}

    def _announce(self, row: MediaNodeRow) -> None:
        row.alive = time.time()
        with self._storage.transaction() as session:
            nodes.announce(session, _copy(row))

    def _restore(self, row: MediaNodeRow) -> None:
        """The rooms of a unit that was started again are made again, with their tokens."""
        unit = nodes.unit_of(row)
        with self._storage.reading() as session:
            meetings = session.scalars(select(MeetingRow).where(MeetingRow.node == row.name)).all()
            people = session.scalars(select(ParticipantRow).where(ParticipantRow.token != "")).all()
        for meeting in meetings:
            tokens = [meeting.watch, *(p.token for p in people if p.evaluation == meeting.evaluation)]
            try:
                self._doors.ensure(unit, _room(meeting, self._terms.bitrate), tokens)
            except (JanusGone, JanusRefused) as failed:
                log.error("a room could not be made again: %s", failed)

    def _watch(self, row: MediaNodeRow) -> None:
        """See that every room of the unit is watched by what holds now."""
        watch = self._watches.get(row.name)
        try:
            if watch is None or not watch.alive:
                if watch is not None:
                    watch.close()
                watch = self._watches[row.name] = Watch(row.control)
            watch.keep(self._rules(row.name))
        except (JanusGone, JanusRefused) as failed:
            log.info("%s cannot be watched: %s", row.name, failed)

    def _rules(self, node: str) -> dict[str, RoomRules]:
        with self._storage.reading() as session:
            meetings = session.scalars(select(MeetingRow).where(MeetingRow.node == node)).all()
            people = session.scalars(
                select(ParticipantRow).where(ParticipantRow.evaluation.in_([m.evaluation for m in meetings]))
            ).all()
        rules: dict[str, RoomRules] = {}
        for meeting in meetings:
            own = [p for p in people if p.evaluation == meeting.evaluation]
            said = Said.read(meeting.said)
            apart = {role for a in said.asides if a.state == "open" for role in (a.member, a.other)}
            rules[meeting.room] = RoomRules(
                meeting.pin, meeting.secret, meeting.watch, meeting.policy,  # type: ignore[arg-type]
                {p.feed: p.role for p in own}, frozenset(p.feed for p in own if p.standing.get("voice") == "changed"),
                frozenset(p.feed for p in own if p.role in apart and p.role.startswith("m")),
            )  # fmt: skip
        return rules


def _room(meeting: MeetingRow, bitrate: int) -> Room:
    return Room(meeting.room, meeting.pin, meeting.secret, bitrate)


def _copy(row: MediaNodeRow) -> MediaNodeRow:
    """The row belongs to the service, and a session would keep the one it is given."""
    return MediaNodeRow(
        name=row.name, url=row.url, control=row.control, admin_key=row.admin_key, relay=row.relay,
        recordings=row.recordings, alive=row.alive,
    )  # fmt: skip


__all__ = ["MediaService", "MediaTerms", "NodeFailed"]
