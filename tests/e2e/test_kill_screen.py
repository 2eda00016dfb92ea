"""kill -9 on the real seat at random moments of scoring: what its screen showed as saved is kept, and kept once.

This process is the outside witness: it keeps what the screen showed, kills, and compares with the store and the centre.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import pikepdf
import pytest

from resources import path as resource
from seat_client.app.practice_ground import PIN, PracticeGround, read_project, virtual_family
from seat_client.centre.app import application
from seat_client.centre.centre import Centre
from seat_client.centre.server import CentreServer
from seat_client.domain.events import EnterScore
from seat_client.evidence.envelope import Envelope, check_chain
from seat_client.practice.colleagues import Colleagues, Company
from seat_client.practice.script import SUPERVISORS
from tests.e2e.kept import Kept, compare_with_centre, in_store

REPOSITORY = Path(__file__).parents[2]
SHARED_MEMORY = Path("/dev", "shm")
MEMBER = "E1"
PATIENCE = 90
SAVES = (3, 0, 5, 1, 4, 2)  # so many entries a life shows as saved, and then, after at most so many seconds, it ends
LONGEST_LIFE = 0.4
PARTS = ("qualification", "technical", "business")
BEFORE_THE_REVIEW = [
    "SignInView", "DisciplineView", "UndertakingView", "ChairElectionView", "TenderReadingView", "PreliminaryView",
    "BlindCheckView",
]  # fmt: skip

# As in the product, the module that a process begins with is a light one: the document workers import it again.
_SEAT = "from tests.e2e.screen_seat import serve; serve()"


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        threading.Event().wait(0.01)


@dataclass(frozen=True)
class Entry:
    """One entry as the saved line showed it."""

    id: str
    code: str
    criterion: str
    value: str

    @property
    def cell(self) -> tuple[str, str]:
        return self.code, self.criterion


@dataclass
class Shown:
    """Every entry the screen showed as saved, in the order shown, and the last of each cell."""

    entries: list[Entry] = field(default_factory=list)
    last: dict[tuple[str, str], Entry] = field(default_factory=dict)

    def hear(self, saved: Mapping[str, Any], words: str) -> None:
        assert "已存本机" in words
        entry = Entry(saved["id"], saved["code"], saved["criterion"], saved["value"])
        self.entries.append(entry)
        self.last[entry.cell] = entry


class Nursery:
    """Gives lives to the seat, one at a time: see `screen_seat.serve`."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SEAT], cwd=REPOSITORY, env=environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        self._folder = folder
        self._pipes = 0
        self._told: SimpleQueue[dict[str, int]] = SimpleQueue()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    def begin(self, *arguments: str) -> tuple[int, Path]:
        """The process id of a new life, and the pipe on which it tells."""
        self._pipes += 1
        pipe = self._folder / f"life-{self._pipes}"
        os.mkfifo(pipe)
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(pipe), *arguments]) + "\n")
        return self._told.get(timeout=PATIENCE)["life"], pipe

    def ended(self, seconds: float) -> int:
        """How the life ended, within so many seconds; raises Empty while it lives."""
        return self._told.get(timeout=seconds)["ended"]

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told.put(json.loads(line))

    def end(self) -> None:
        with self._process:
            self._process.kill()
            self._ears.join(PATIENCE)


class Life:
    """One life of the seat, with all that it starts in a process group of its own."""

    def __init__(self, nursery: Nursery, ground: Path, centre: str, order: str) -> None:
        self._nursery = nursery
        self.pid, self._pipe = nursery.begin(str(ground), centre, MEMBER, order)
        self.exit: int | None = None
        self._saves, self._told_all = 0, False
        self._told: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    def _listen(self) -> None:
        with self._pipe.open() as told:
            for line in told:
                what = json.loads(line)
                self._told.put(what)
                self._saves += "saved" in what
        self._told_all = True
        self._told.put({})  # nobody is left who could tell anything

    def reach(self, what: str) -> list[str]:
        """Wait until it tells this; gives the pages it worked before."""
        pages = []
        while what not in (told := self._told.get(timeout=PATIENCE)):
            assert told, f"the seat ended before {what}"
            pages.append(told["page"])
        return pages

    def kill(self, saves: int, *, whole_group: bool) -> None:
        """At a random moment after so many saved entries: the seat alone, or with it everything it has started."""
        until(lambda: self._saves >= saves or self._told_all, f"{saves} entries shown as saved")
        with suppress(Empty):  # a random moment is what this test is about
            self.exit = self._nursery.ended(random.uniform(0, LONGEST_LIFE))
        assert self.exit is None, "the seat ended by itself"
        (os.killpg if whole_group else os.kill)(self.pid, signal.SIGKILL)
        assert self.wait() == -signal.SIGKILL

    def wait(self) -> int:
        """Until it has ended, and how it did."""
        self.exit = self._nursery.ended(PATIENCE)
        return self.exit

    def last_words(self, shown: Shown) -> None:
        """Hear what it told until it died; nobody it started holds the other end of the pipe any more."""
        self._ears.join(PATIENCE)
        assert not self._ears.is_alive(), "a process of the dead seat still has its output"
        until(lambda: not _group(self.pid), "a process of the dead seat lives on")
        while told := self._told.get():
            shown.hear(**told)

    def end(self) -> None:
        if self.exit is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self.wait()
        self._ears.join(PATIENCE)


def _group(leader: int) -> list[int]:
    """The processes of a group that are not merely waiting to be collected."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(group) == leader and state not in "ZX":
                found.append(int(stat.parent.name))
    return found


def _named_memory(leader: int) -> list[str]:
    """What a group's processes share under a name that stays when all of them are killed."""
    found = []
    for process in _group(leader):
        with suppress(OSError):
            maps = Path(f"/proc/{process}/maps").read_text().splitlines()
            found += [line for line in maps if f"{SHARED_MEMORY}/" in line and not line.endswith(" (deleted)")]
    return found


@pytest.fixture
def ground(tmp_path: Path) -> PracticeGround:
    folder = tmp_path / "project"
    shutil.copytree(resource("sample", "qinglan"), folder)
    for bidder in read_project(folder).project.bidders:
        (folder / "documents" / bidder.id).mkdir(parents=True)
        for part in PARTS:
            with pikepdf.new() as pdf:
                for _ in range(3):
                    pdf.add_blank_page(page_size=(595, 842))
                pdf.save(folder / "documents" / bidder.id / f"{part}.pdf")
    ground = PracticeGround(tmp_path / "ground", read_project(folder))
    ground.prepare(lambda *_: None)
    return ground


@pytest.fixture
def centre(ground: PracticeGround) -> Iterator[tuple[Centre, str]]:
    """The centre with the rest of the committee, who wait in the technical review for the member being killed."""
    centre = ground.centre()
    server = CentreServer(application(centre))
    server.start()
    others = [m for m in ground.project.script.members if m != MEMBER]
    company = Company(
        ground.project.script, others, server.url, ground.settings.clerk_token, ground.folder / "seats", PIN,
        lambda m: virtual_family(ground.token(m)), SUPERVISORS[0][0],
    )  # fmt: skip
    colleagues = Colleagues(company)
    colleagues.start()
    yield centre, server.url
    colleagues.stop()
    server.stop()
    centre.close()


@pytest.fixture
def begin(ground: PracticeGround, centre: tuple[Centre, str], tmp_path: Path) -> Iterator[Callable[[str], Life]]:
    lives: list[Life] = []
    nursery = Nursery(tmp_path)

    def begin(order: str) -> Life:
        lives.append(Life(nursery, ground.folder, centre[1], order))
        return lives[-1]

    yield begin
    for life in lives:
        life.end()
    nursery.end()


@pytest.mark.parametrize("kills", [2, pytest.param(60, marks=pytest.mark.full)])
def test_what_the_screen_showed_as_saved_is_kept_once_through_every_kill(
    ground: PracticeGround, centre: tuple[Centre, str], begin: Callable[[str], Life], kills: int
) -> None:
    shown = Shown()
    dead: list[Life] = []
    for number in range(kills):
        life = begin("score")
        assert life.reach("scoring") == (["SignInView"] if dead else BEFORE_THE_REVIEW)
        assert _named_memory(life.pid) == [], "pixels of a bid would outlive this seat"
        life.kill(SAVES[number % len(SAVES)], whole_group=number % 2 == 1)
        life.last_words(shown)
        _compare_with_store(shown, in_store(ground.folder / "seat"))
        dead.append(life)
    assert len(shown.entries) >= kills, "the seat hardly saved anything"
    last = begin("finish")
    assert last.reach("ended") == ["SignInView"]
    assert last.wait() == 0
    kept = in_store(ground.folder / "seat")
    _compare_with_store(shown, kept)
    compare_with_centre(kept, centre[0], MEMBER, ground.folder / "seat")
    sys.stdout.write(f"seat on screen killed {kills} times: {len(shown.entries)} shown as saved, 0 lost, 0 doubled\n")


def _compare_with_store(shown: Shown, kept: list[Kept]) -> None:
    """Every entry shown stands there once with its value; a later one of its cell may have taken its place."""
    ids = [k.envelope.id for k in kept]
    assert len(set(ids)) == len(ids)
    check_chain(k.envelope for k in kept)
    _check_revisions(k.envelope for k in kept)
    scores = {k.envelope.id: _entry(k.envelope.id, k.act) for k in kept if isinstance(k.act, EnterScore)}
    assert [e for e in shown.entries if scores.get(e.id) != e] == []
    place = {act: number for number, act in enumerate(ids)}
    final = {entry.cell: entry for entry in scores.values()}  # in the order of the chain: the last one stays
    for cell, entry in shown.last.items():
        assert place[final[cell].id] >= place[entry.id]
        earlier = [e for e in shown.entries if e.cell == cell]
        assert [place[e.id] for e in earlier] == sorted(place[e.id] for e in earlier)


def _check_revisions(kept: Iterable[Envelope]) -> None:
    revisions: dict[str, list[int]] = {}
    for e in kept:
        revisions.setdefault(e.aggregate, []).append(e.rev)
    for aggregate, numbers in revisions.items():
        assert numbers == list(range(1, len(numbers) + 1)), aggregate


def _entry(act_id: str, act: EnterScore) -> Entry:
    return Entry(act_id, act.code, act.criterion, act.value)
