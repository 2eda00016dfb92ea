"""A centre as a process of its own with as many projects as a benchmark needs, and what its processes cost.

The projects are set at a stage by facts written straight into the record: how a committee gets there is measured
elsewhere.
"""

import copy
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from resources import path as resource
from seat_client.app.practice_ground import PracticeGround, read_project
from seat_client.centre.centre import FILES
from seat_client.centre.house import House
from seat_client.centre.publishing import publish
from seat_client.domain import events as ev
from seat_client.domain.project import Project
from seat_client.domain.stages import StageId
from seat_client.evidence.keys import PracticeAuthority
from tests.benchmarks.centre_load import LoadProject, LoadSeat
from tests.postgres_server import PostgresServer

SAMPLE = resource("sample", "qinglan")
_ISSUED = timedelta(minutes=5)


@dataclass
class CentreUnderLoad:
    """The running centre's address, its projects, and the ids of the processes whose time it costs."""

    url: str
    projects: list[LoadProject]
    newcomers: list[LoadSeat]
    process: int
    server: PostgresServer | None

    def cpu_seconds(self) -> float:
        """Processor time of the centre and of its database so far."""
        pids = [self.process, *_children(self.process)]
        if self.server is not None:
            pids += [self.server.pid, *_children(self.server.pid)]
        return sum(map(_cpu, pids))


@contextmanager
def centre_under_load(
    folder: Path, projects: int, *, server: PostgresServer | None = None, workers: int = 1, newcomers: int = 0
) -> Iterator[CentreUnderLoad]:
    """A centre with so many projects, every other one with an open review, and two more at sign-in."""
    database = server.fresh() if server else ""
    ground = _ground(folder, database)
    house = ground.house()
    authority = PracticeAuthority.from_pem((ground.data / "authority.pem").read_bytes())
    made = [_Published(ground, house, authority, number) for number in range(projects + (newcomers + 6) // 7)]
    for number, each in enumerate(made[:projects]):
        each.set_at(StageId.PRELIMINARY if number % 2 else StageId.TECHNICAL)
    house.close()
    command = [
        sys.executable, "-m", "seat_client.app.command_line", "centre", "--ground", str(ground.folder),
        "--project", str(folder / "project"), "--database", database, "--workers", str(workers), "--with-parent",
        "--log", str(folder / "centre.log"),
    ]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert url, (folder / "centre.log").read_text()
            late = [seat for each in made[projects:] for seat in each.seats(url)][:newcomers]
            loads = [each.load(url, voting=bool(number % 2)) for number, each in enumerate(made[:projects])]
            yield CentreUnderLoad(url, loads, late, process.pid, server)
        finally:
            process.terminate()


class _Published:
    """One project of its own with seven members of its own."""

    def __init__(self, ground: PracticeGround, house: House, authority: PracticeAuthority, number: int) -> None:
        self._document = copy.deepcopy(dict(ground.project.document))
        self._document["id"] = f"LOAD-{number:03d}"
        for member in self._document["committee"]:
            member["id"] = f"L{number:03d}{member['id']}"
        self._house = house
        self._project = Project.parse(self._document)
        publish(house.storage, ground.data / FILES, self._document, ground.folder / "nothing")
        at = datetime.now(UTC) - _ISSUED
        self._keys = {m.id: authority.issue(name=m.name, holder=m.id, at=at) for m in self._project.committee}

    def set_at(self, stage: StageId) -> None:
        desk = self._house.centre(self._project.id).desk
        members = list(self._keys)
        facts: list[ev.Fact] = [ev.UndertakingSigned(m) for m in members]
        facts.append(ev.BallotClosed(1, {members[0]: len(members)}, members[0]))
        if stage is StageId.TECHNICAL:
            facts.append(ev.CodesDealt(self._codes))
        desk.write(lambda _: [*facts, ev.StageOpened(stage)])

    def load(self, url: str, *, voting: bool) -> LoadProject:
        return LoadProject(self.seats(url), voting, self._cells() if voting else self._scores())

    def seats(self, url: str) -> list[LoadSeat]:
        return [LoadSeat(url, self._project.id, member, key) for member, key in self._keys.items()]

    @property
    def _codes(self) -> tuple[str, ...]:
        return tuple(sorted(self._house.centre(self._project.id).desk.sealed.codes))

    def _cells(self) -> list[tuple[str, str]]:
        items = [item.id for item in self._project.preliminary if not item.blind]
        return [(bidder.id, item) for item in items for bidder in self._project.bidders]

    def _scores(self) -> list[tuple[str, str]]:
        criteria = [c.id for s in self._project.blind_sections for c in self._project.criteria_of(s.id)]
        return [(f"C{n}", c) for n in range(1, len(self._project.bidders) + 1) for c in criteria]


def _ground(folder: Path, database: str) -> PracticeGround:
    """A practice ground without bids, prepared."""
    project = folder / "project"
    project.mkdir(parents=True)
    for name in ("project.json", "sheets.json", "acts.json"):
        (project / name).write_bytes((SAMPLE / name).read_bytes())
    read = read_project(project)
    (project / "documents").mkdir()  # no bids: what is in them is the matter of others
    ground = PracticeGround(folder / "ground", read, database=database)
    ground.prepare(lambda *_: None)
    return ground


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def _cpu(pid: int) -> float:
    """Seconds of processor time of one process, to the nanosecond: its CPU clock (clock_getcpuclockid(3))."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:  # ended meanwhile
        return 0.0


def committees(projects: Sequence[LoadProject]) -> dict[LoadSeat, Sequence[LoadSeat]]:
    """Who listens to whose facts."""
    return {seat: project.seats for project in projects for seat in project.seats}


def chance(number: int) -> random.Random:
    """The same load in every run."""
    return random.Random(number)
