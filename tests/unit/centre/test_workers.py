"""Several processes behind one address, on either database: any of them answers, all of them hear, one may die."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from seat_client.app.centre_workers import Crew
from seat_client.app.practice_ground import PracticeGround, read_project
from seat_client.centre.server import listening
from seat_client.centre.storage import ActRow, FactRow, Storage
from seat_client.domain import events as ev
from seat_client.domain.stages import StageId
from seat_client.evidence.keys import PracticeAuthority
from seat_client.wire import PREFIX
from seat_client.wire.models import FactPage
from tests.benchmarks.centre_under_load import SAMPLE
from tests.postgres_server import PostgresServer
from tests.unit.centre.conftest import DATABASES
from tests.unit.centre.hall import NOW, Listening, Seat

pytestmark = pytest.mark.full
REPOSITORY = Path(__file__).parents[3]
WORKERS = 2
KILLS = 200


class RemoteSeat(Seat):
    """A seat that cannot look into the centre's memory: it bears no witness to the others' journals."""

    def witnessed(self) -> dict[str, str]:
        return {}


class Place:
    """A ground at the open review, its workers, and seats that speak with whichever answers."""

    def __init__(self, folder: Path, database: str) -> None:
        project = folder / "project"
        (project / "documents").mkdir(parents=True)  # no bids: nobody opens one here
        for name in ("project.json", "sheets.json", "acts.json"):
            (project / name).write_bytes((SAMPLE / name).read_bytes())
        self.ground = PracticeGround(folder / "ground", read_project(project), database=database, workers=WORKERS)
        self.ground.prepare(lambda *_: None)
        self.script = self.ground.project.script
        self.members = self._open_review()
        self.listener = listening("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}{PREFIX}"
        self.where = [str(self.ground.folder), str(project), database]
        self.log = folder / "centre.log"

    def crew(self) -> Crew:
        """The workers as the command `centre` has them."""
        ground, project, database = self.where
        arguments = ["--ground", ground, "--project", project, "--database", database]
        return Crew([*arguments, "--workers", str(WORKERS), "--log", str(self.log)], self.listener, WORKERS)

    def _open_review(self) -> list[str]:
        """Open the review by facts written straight into the record; gives the members."""
        house = self.ground.house()
        desk = house.centre(self.script.project.id).desk
        members = list(desk.evaluation.members)
        facts: list[ev.Fact] = [ev.UndertakingSigned(m) for m in members]
        facts.append(ev.BallotClosed(1, {members[0]: len(members)}, members[0]))
        desk.write(lambda _: [*facts, ev.StageOpened(StageId.PRELIMINARY)])
        house.close()
        return members

    def seat(self, member: str) -> RemoteSeat:
        authority = PracticeAuthority.from_pem((self.ground.data / "authority.pem").read_bytes())
        return RemoteSeat(self, member, key=authority.issue(name=member, holder=member, at=NOW))  # type: ignore[arg-type]

    @property
    def cells(self) -> list[tuple[str, str]]:
        items = [item.id for item in self.script.project.preliminary if not item.blind]
        return [(bidder.id, item) for item in items for bidder in self.script.project.bidders]

    def acts(self) -> list[tuple[str, str, int]]:
        """(id, aggregate, revision) of every act that was accepted, from the database itself."""
        storage = Storage(self.ground.settings.url)
        with storage.reading() as session:
            rows = session.scalars(select(ActRow).where(ActRow.state == "accepted"))
            found = [(row.id, f"{row.member} {row.aggregate}", row.rev) for row in rows]
        storage.close()
        return found

    def cursors(self) -> list[int]:
        storage = Storage(self.ground.settings.url)
        with storage.reading() as session:
            found = list(session.scalars(select(FactRow.cursor).order_by(FactRow.cursor)))
        storage.close()
        return found


class Lives:
    """Centre processes on the place's socket that begin in a moment, because they are forks of one that is loaded."""

    def __init__(self, place: Place) -> None:
        descriptor = place.listener.fileno()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.unit.centre.forking_centre", *place.where, str(descriptor)],
            cwd=REPOSITORY, pass_fds=(descriptor,), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        self.serving: list[int] = []

    def begin(self) -> None:
        """One more, and wait until it serves."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("begin\n")
        while (line := self._process.stdout.readline().split())[0] != "serving":
            pass
        self.serving.append(int(line[1]))

    def kill(self, number: int) -> None:
        os.kill(self.serving.pop(number), signal.SIGKILL)

    def end(self) -> None:
        with self._process:
            for pid in self.serving:
                os.kill(pid, signal.SIGKILL)
            self._process.kill()


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    database = ""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("durable_server")
        database = server.fresh()
    place = Place(tmp_path, database)
    yield place
    place.listener.close()


@pytest.fixture
def crew(place: Place) -> Iterator[Crew]:
    crew = place.crew()
    crew.start()
    yield crew
    crew.stop()


@pytest.fixture
def lives(place: Place) -> Iterator[Lives]:
    lives = Lives(place)
    for _ in range(WORKERS):
        lives.begin()
    yield lives
    lives.end()


def test_all_hear_of_what_any_of_them_took_and_one_that_dies_is_replaced(
    place: Place, crew: Crew, expect_log: Callable[[str], None]
) -> None:
    """Listeners at every process, each on a line of its own; votes over lines of their own."""
    seats = [place.seat(m) for m in place.members[:3]]
    now = FactPage.model_validate_json(seats[0].get("/facts?since=0").text).cursor
    streams = [Listening(seat, now) for seat in seats * 4]
    subject, item = place.cells[0]
    for number, seat in enumerate(seats, start=1):
        seat.do(ev.VotePreliminary(subject, item, True))
        for stream in streams:
            while stream.cursor() < now + number:
                pass
    for stream in streams:
        stream.close()
    expect_log("a centre process ended and is started again")
    first, second = crew.pids
    os.kill(first, signal.SIGKILL)
    while crew.pids[0] == first:
        seats[0].get("/facts?since=0")
    assert crew.pids[1] == second


def test_no_acknowledged_act_is_lost_or_doubled_when_processes_are_killed(
    place: Place, lives: Lives, capsys: pytest.CaptureFixture[str]
) -> None:
    """kill -9 at random moments, under seven seats that vote: each sends an act again until it has an answer."""
    sent: dict[str, list[str]] = {}
    ended = threading.Event()
    seats = [place.seat(m) for m in place.members]
    threads = [threading.Thread(target=_vote, args=(seat, place.cells, sent, ended)) for seat in seats]
    for thread in threads:
        thread.start()
    chance = random.Random(1)
    for _ in range(KILLS):
        ended.wait(chance.uniform(0.0, 0.1))  # a random moment is what this test is about
        lives.kill(chance.randrange(WORKERS))
        lives.begin()
        assert all(thread.is_alive() for thread in threads)
    ended.set()
    for thread in threads:
        thread.join()
    acknowledged = [act for acts in sent.values() for act in acts]
    held = place.acts()
    ids = [act for act, _, _ in held]
    lost, doubled = set(acknowledged) - set(ids), len(held) - len({(line, rev) for _, line, rev in held})
    with capsys.disabled():
        sys.stdout.write(
            f"\n{KILLS} kills, {len(acknowledged)} acts acknowledged, {len(lost)} lost, {doubled} doubled\n"
        )
    assert len(set(ids)) == len(ids)
    assert (len(lost), doubled) == (0, 0)
    assert len(acknowledged) > KILLS
    cursors = place.cursors()
    assert cursors == list(range(1, len(cursors) + 1))


def _vote(seat: Seat, cells: list[tuple[str, str]], sent: dict[str, list[str]], ended: threading.Event) -> None:
    """One act after another, each until it is answered; votes that change are acts as well."""
    mine = sent.setdefault(seat.member, [])
    number = 0
    while not ended.is_set():
        envelope = seat.envelope(ev.VotePreliminary(*_cell(cells, seat, number), True))
        number += 1
        while not _answered(seat, envelope):
            if ended.is_set():
                return
        mine.append(envelope["id"])


def _cell(cells: list[tuple[str, str]], seat: Seat, number: int) -> tuple[str, str]:
    """Cells apart for each seat, so that none is ever closed by the last vote."""
    own = [c for i, c in enumerate(cells) if i % 7 == int(seat.member[1:]) % 7]
    return own[number % len(own)]


def _answered(seat: Seat, envelope: dict[str, object]) -> bool:
    with suppress(requests.RequestException):
        answer = seat.post(envelope)
        if answer.status_code == 200:
            outcome = answer.json()["outcomes"][0]
            assert outcome["state"] == "accepted", outcome
            return True
        assert answer.status_code >= 500, answer.text
    return False
