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
from queue import SimpleQueue
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
LIFE = (0.2, 1.5)  # seconds of scoring before the kill
PARTS = ("qualification", "technical", "business")
BEFORE_THE_REVIEW = [
    "SignInView", "DisciplineView", "UndertakingView", "ChairElectionView", "TenderReadingView", "PreliminaryView",
    "BlindCheckView",
]  # fmt: skip

# As in the product, the module that a process begins with is a light one: the document workers import it again.
_SEAT = "import sys; from tests.e2e.screen_seat import main; main(*sys.argv[1:])"


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


class Life:
    """One process of the seat, with all that it starts in a process group of its own."""

    def __init__(self, ground: Path, centre: str, order: str) -> None:
        command = [sys.executable, "-c", _SEAT, str(ground), centre, MEMBER, order]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self.process = subprocess.Popen(
            command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self._told: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._told.put(json.loads(line))
        self._told.put({})  # nobody is left who could tell anything

    def reach(self, what: str) -> list[str]:
        """Wait until it tells this; gives the pages it worked before."""
        pages = []
        while what not in (told := self._told.get(timeout=PATIENCE)):
            assert told, f"the seat ended before {what}"
            pages.append(told["page"])
        return pages

    def kill(self, *, whole_group: bool) -> None:
        """At a random moment: the seat alone, or with it everything it has started."""
        with suppress(subprocess.TimeoutExpired):  # a random moment is what this test is about
            self.process.wait(random.uniform(*LIFE))
        assert self.process.poll() is None, "the seat ended by itself"
        (os.killpg if whole_group else os.kill)(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def last_words(self, shown: Shown) -> None:
        """Hear what it told until it died; nobody it started holds the other end of the pipe any more."""
        self._ears.join(PATIENCE)
        assert not self._ears.is_alive(), "a process of the dead seat still has its output"
        until(lambda: not _group(self.process.pid), "a process of the dead seat lives on")
        while told := self._told.get():
            shown.hear(**told)

    def end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        with self.process:
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
def begin(ground: PracticeGround, centre: tuple[Centre, str]) -> Iterator[Callable[[str], Life]]:
    lives: list[Life] = []

    def begin(order: str) -> Life:
        lives.append(Life(ground.folder, centre[1], order))
        return lives[-1]

    yield begin
    for life in lives:
        life.end()


@pytest.mark.parametrize("kills", [2, pytest.param(12, marks=pytest.mark.full)])
def test_what_the_screen_showed_as_saved_is_kept_once_through_every_kill(
    ground: PracticeGround, centre: tuple[Centre, str], begin: Callable[[str], Life], kills: int
) -> None:
    shown = Shown()
    dead: list[Life] = []
    in_memory = {file.name for file in SHARED_MEMORY.iterdir()}
    for number in range(kills):
        life = begin("score")
        assert life.reach("scoring") == (["SignInView"] if dead else BEFORE_THE_REVIEW)
        life.kill(whole_group=number % 2 == 1)
        life.last_words(shown)
        _compare_with_store(shown, in_store(ground.folder / "seat"))
        dead.append(life)
    assert len(shown.entries) >= kills, "the seat hardly saved anything"
    last = begin("finish")
    assert last.reach("ended") == ["SignInView"]
    assert last.process.wait(PATIENCE) == 0
    kept = in_store(ground.folder / "seat")
    _compare_with_store(shown, kept)
    compare_with_centre(kept, centre[0], MEMBER, ground.folder / "seat")
    sys.stdout.write(f"seat on screen killed {kills} times: {len(shown.entries)} shown as saved, 0 lost, 0 doubled\n")
    assert {file.name for file in SHARED_MEMORY.iterdir()} <= in_memory, "pixels of a bid outlived a seat"


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
