"""Nothing that reaches a seat while a code is due tells whose bid it is: wire, store, logs, document cache."""

import json
import logging
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resources import path as resource
from seat_client.anonymity.errors import AnonymityError
from seat_client.app.practice_ground import PIN, PracticeGround, read_project, virtual_family
from seat_client.centre.app import application
from seat_client.centre.server import CentreServer
from seat_client.documents.cipher import DecryptingReader
from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import Part, StageId
from seat_client.practice.clerk import Clerk
from seat_client.practice.colleague import Colleague
from seat_client.services.key_desk import KeyDesk
from seat_client.services.release_check import release_check
from seat_client.services.seat import Seat
from seat_client.services.shelf import Kept, Shelf
from seat_client.services.sign_in import SigningIn
from seat_client.signing.watch import ReaderWatch
from seat_client.store.connection import connect
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop
from seat_client.wire.models import DocumentInfo
from tests.e2e.blindness import Channel, LogTap, Tap, found_in, marker, plant, planted_bid

PARTS = ("qualification", "technical", "business")
READS = (StageId.PRELIMINARY, StageId.BLIND_CHECK, StageId.TECHNICAL, StageId.BUSINESS)
WAIT = 60
log = logging.getLogger(__name__)


@dataclass
class Reader:
    """A seat beside the colleagues that opens every document as soon as a stage shows it, and decides nothing."""

    ground: PracticeGround
    member: str
    centre: str
    data: Path
    read: dict[StageId, threading.Event] = field(default_factory=lambda: {s: threading.Event() for s in READS})
    kept: dict[Part, dict[str, Kept]] = field(default_factory=lambda: {p: {} for p in Part})
    listed: dict[Part, set[DocumentInfo]] = field(default_factory=lambda: {p: set() for p in Part})
    rows: dict[Part, set[str]] = field(default_factory=dict)

    def __enter__(self) -> "Reader":
        self.client = CentreClient(self.centre)
        self.watch = ReaderWatch(virtual_family(self.ground.token(self.member)))
        self.desk = KeyDesk(self.watch, lambda: datetime.now(UTC))
        present = threading.Event()
        self.watch.topic.subscribe(lambda readers: present.set() if readers.keys else None)
        self.watch.start()
        assert present.wait(WAIT)
        signing_in = SigningIn(self.client, self.desk, seat_id="reader", data=self.data)
        self.seat: Seat = signing_in.sign_in(bytearray(PIN.encode())).result(WAIT).seat
        self.shelf = Shelf(self.seat.store, self.client, self.data / "documents", release_check(self.seat))
        self.sync = SyncLoop(self.seat.store, self.client)
        self.sync.facts.subscribe(self._arrived)
        self.sync.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.sync.stop()
        self.shelf.close()
        self.watch.stop()
        self.desk.close()
        self.seat.store.close()
        self.client.close()

    def _arrived(self, facts: tuple[object, ...]) -> None:
        self.seat.fold(facts)  # type: ignore[arg-type]
        stage = self.seat.evaluation.stage
        if stage in READS and not self.read[stage].is_set():
            self._read(self.seat.evaluation.row.part)
            self.read[stage].set()

    def _read(self, part: Part) -> None:
        for info in self.shelf.listing().result(WAIT):
            self.listed[part].add(info)
            self.kept[part][info.id] = self.shelf.fetch(info).result(WAIT)
        self.rows.setdefault(part, set()).update(self.all_rows())

    def all_rows(self) -> set[str]:
        """Every row of the store, decrypted."""
        database = next(self.data.glob("*/seat.db"))
        return rows_of(database, ("facts", "settings", "acts"))

    def plain(self, part: Part) -> bytes:
        """The decrypted copies this seat kept of one part."""
        parts = []
        for kept in self.kept[part].values():
            with DecryptingReader(kept.path, kept.key) as reader:
                parts.append(reader.read())
        return b"\n".join(parts)


def rows_of(database: Path, tables: tuple[str, ...]) -> set[str]:
    connection = connect(database, (database.parent / "store.key").read_bytes())
    try:
        return {
            f"{table} {json.dumps(list(row), ensure_ascii=False)}"
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own table names
        }
    finally:
        connection.close()


def blind_facts(database: Path, first: int, last: int) -> str:
    connection = connect(database, (database.parent / "store.key").read_bytes())
    try:
        rows = connection.execute("SELECT body FROM facts WHERE cursor > ? AND cursor < ?", (first, last)).fetchall()
        return "\n".join(row[0] for row in rows)
    finally:
        connection.close()


def is_blind(e: Evaluation) -> bool:
    return e.row.part is Part.BLIND or (e.codes_dealt and not e.revealed)


@dataclass
class Day:
    """What one evaluation left behind."""

    markers: dict[str, str]
    names: dict[str, str]
    wire: Channel
    log: Channel
    reader: Reader
    stores: list[Path]
    blind_from: int
    revealed_at: int

    @property
    def words(self) -> list[str]:
        return [*self.markers.values(), *self.names.values()]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """The whole sample evaluation, with markers planted, every seat behind the tap."""
    base = tmp_path_factory.mktemp("blind")
    shutil.copytree(resource("sample", "qinglan"), base / "project")
    nobody_leaves(base / "project")
    markers = plant(base / "project", PARTS)
    ground = PracticeGround(base / "ground", read_project(base / "project"))
    ground.prepare(lambda *_: None)
    centre = ground.centre()
    server = CentreServer(application(centre))
    server.start()
    desk = centre.desk
    tap = Tap(server.url, lambda: is_blind(desk.evaluation))
    script = ground.project.script
    names = {b.id: b.name for b in script.project.bidders}
    members = list(script.members)
    try:
        with LogTap(lambda: is_blind(desk.evaluation)) as logs:
            for name in names.values():
                log.info("control: %s", name)
            with Reader(ground, members[0], tap.url, base / "reader") as reader:
                _play(ground, members, tap.url, reader)
                assert desk.evaluation.stage is StageId.CLOSED
                kinds = [(f.cursor, f.fact) for f in desk.facts(0, 10**6)]
                first = next(c for c, f in kinds if f.kind == "codes-dealt")
                last = next(c for c, f in kinds if f.kind == "mapping-opened")
                yield Day(
                    markers, names, Channel("wire", tap.bytes(blind=True), tap.bytes(blind=False)),
                    Channel("log", logs.bytes(blind=True), logs.bytes(blind=False)), reader,
                    sorted((base / "ground").glob("seats/*/*/seat.db")), first, last,
                )  # fmt: skip
    finally:
        tap.close()
        server.stop()
        centre.close()


def nobody_leaves(project: Path) -> None:
    """A successor learns the names while the others are blind, on lines of the same tap: the rules on who is told what
    then are tested beside `domain.telling`."""
    acts = json.loads((project / "acts.json").read_text("utf-8"))
    acts.pop("recusal_and_replacement")
    (project / "acts.json").write_text(json.dumps(acts), "utf-8")


def _play(ground: PracticeGround, members: list[str], url: str, reader: Reader) -> None:
    clerk = Clerk(url, ground.settings.clerk_token, ground.project.script)

    def look_on(evaluation: Evaluation) -> None:
        if evaluation.stage in READS:
            assert reader.read[evaluation.stage].wait(WAIT)
        clerk.look(evaluation)

    colleagues = [
        Colleague(
            m, ground.project.script, centre=url, token=virtual_family(ground.token(m)), data=ground.folder / "seats",
            pin=PIN, onlooker=look_on if m == members[0] else lambda _: None,
        )
        for m in members
    ]  # fmt: skip
    threads = [threading.Thread(target=c.run, daemon=True) for c in colleagues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT * 2)
    for colleague in colleagues:
        colleague.stop()


# --- the channels, each with its control ----------------------------------------------------------------------


@pytest.mark.full
def test_the_wire(day: Day) -> None:
    assert len(day.wire.blind) > 100_000
    assert found_in(day.wire.blind, day.words) == []
    assert found_in(day.wire.open, day.words) == day.words  # the assignment, and the open bids' metadata


@pytest.mark.full
def test_the_logs(day: Day) -> None:
    assert b"/v0/documents" in day.log.blind  # so much is told of a request, and no more
    assert found_in(day.log.blind, [*day.words, *(f'"{b}"' for b in day.names)]) == []
    assert found_in(day.log.open, day.names.values()) == list(day.names.values())


@pytest.mark.full
def test_the_document_cache(day: Day) -> None:
    blind, opened = day.reader.plain(Part.BLIND), day.reader.plain(Part.OPEN)
    assert blind.count(b"%PDF-") == len(day.reader.kept[Part.BLIND]) >= 3
    assert found_in(blind, day.words) == []
    assert found_in(opened, day.markers.values()) == list(day.markers.values())


def test_a_planted_bid_that_was_not_rebuilt_would_be_found(tmp_path: Path) -> None:
    word = marker()
    planted_bid(tmp_path / "a.pdf", word, outline=False)
    assert found_in((tmp_path / "a.pdf").read_bytes(), [word, marker()]) == [word]


@pytest.mark.full
def test_what_is_listed_while_blind_is_codes_and_random_ids(day: Day) -> None:
    codes = set(day.reader.seat.evaluation.codes)
    listed = day.reader.listed[Part.BLIND]
    assert {i.part for i in listed} == {"technical"}
    assert {i.subject for i in listed} <= codes
    assert {i.subject for i in day.reader.listed[Part.OPEN]} == set(day.names)
    earlier = {i.id for i in day.reader.listed[Part.OPEN]} | {i.sha256 for i in day.reader.listed[Part.OPEN]}
    assert not earlier & ({i.id for i in listed} | {i.sha256 for i in listed})


@pytest.mark.full
def test_the_rows_a_seat_writes_while_blind(day: Day) -> None:
    before, after = day.reader.rows[Part.OPEN], day.reader.rows[Part.BLIND]
    written = "\n".join(after - before).encode()
    assert b"document/" in written
    assert found_in(written, day.words) == []
    assert found_in("\n".join(before).encode(), day.words) == day.words  # the assignment


@pytest.mark.full
def test_the_record_of_the_blind_part_in_every_store(day: Day) -> None:
    ids = [f'"{b}"' for b in day.names]
    assert len(day.stores) == 7
    for database in day.stores:
        blind = blind_facts(database, day.blind_from, day.revealed_at)
        assert '"sheet-locked"' in blind
        assert found_in(blind.encode(), [*day.words, *ids]) == []
        whole = blind_facts(database, 0, 10**6)
        assert found_in(whole.encode(), ids) == ids  # the open items before, the mapping after


def test_a_bid_that_names_its_bidder_in_a_bookmark_is_not_released(tmp_path: Path) -> None:
    shutil.copytree(resource("sample", "qinglan"), tmp_path / "project")
    plant(tmp_path / "project", PARTS)
    project = read_project(tmp_path / "project")
    bidder = project.project.bidders[0]
    planted_bid(tmp_path / "project" / "documents" / bidder.id / "technical.pdf", bidder.name, outline=True)
    with pytest.raises(AnonymityError):
        PracticeGround(tmp_path / "ground", project).prepare(lambda *_: None)
