"""kill -9 on a seat at random moments of scoring: what it showed as saved is in its store and at the centre, once.

This process is the outside witness: it keeps what the seat showed, and compares with the store and the centre.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pytest

from resources import path as resource
from seat_client.app.practice_ground import PIN, PracticeGround, read_project, virtual_family
from seat_client.centre.app import application
from seat_client.centre.centre import Centre
from seat_client.centre.server import CentreServer
from seat_client.domain.events import EnterScore
from seat_client.evidence.envelope import check_chain
from seat_client.practice.colleagues import Colleagues, Company
from seat_client.practice.script import SUPERVISORS
from tests.e2e.kept import Kept, compare_with_centre, in_store

REPOSITORY = Path(__file__).parents[2]
MEMBER = "E1"
LONGEST_LIFE = 0.12
PARTS = ("qualification", "technical", "business")


@dataclass
class Shown:
    """What the seat showed as saved: the entry of each act."""

    values: dict[str, str] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        match line.split():
            case ["saved", act, value]:
                self.values[act] = value


class Seat:
    """The seat's process and the pipe on which it tells what it shows."""

    def __init__(self, ground: Path, centre: str) -> None:
        command = [sys.executable, "-m", "tests.e2e.scoring_seat", str(ground), centre, MEMBER]
        self._process = subprocess.Popen(
            command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def order(self, order: str) -> int:
        """Begin a life; gives its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(order + "\n")
        return int(self.line().split()[1])

    def line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def score_and_die(self, shown: Shown) -> None:
        victim = self.order("score")
        assert self.line() == "scoring"
        with suppress(subprocess.TimeoutExpired):  # a random moment is what this test is about
            self._process.wait(random.uniform(0, LONGEST_LIFE))
        os.kill(victim, signal.SIGKILL)
        for line in iter(self.line, "gone"):
            shown.hear(line)

    def deliver(self) -> None:
        self.order("finish")
        assert [self.line(), self.line()] == ["delivered", "gone"]

    def end(self) -> None:
        with self._process:
            self._process.kill()


@pytest.fixture
def ground(tmp_path: Path) -> PracticeGround:
    folder = tmp_path / "project"
    shutil.copytree(resource("sample", "qinglan"), folder)
    project = read_project(folder)
    for bidder in project.project.bidders:
        (folder / "documents" / bidder.id).mkdir(parents=True)
        for part in PARTS:
            pdf = pikepdf.new()
            pdf.add_blank_page(page_size=(595, 842))
            pdf.save(folder / "documents" / bidder.id / f"{part}.pdf")
    ground = PracticeGround(tmp_path / "ground", project)
    ground.prepare(lambda *_: None)
    return ground


@pytest.fixture
def centre(ground: PracticeGround) -> Iterator[tuple[Centre, str]]:
    centre = ground.centre()
    server = CentreServer(application(centre))
    server.start()
    yield centre, server.url
    server.stop()
    centre.close()


@pytest.fixture
def _others(ground: PracticeGround, centre: tuple[Centre, str]) -> Iterator[None]:
    """The rest of the committee; without the killed member's lock they stay in the technical review."""
    members = [m for m in ground.project.script.members if m != MEMBER]
    company = Company(
        ground.project.script, members, centre[1], ground.settings.clerk_token, ground.folder / "seats", PIN,
        lambda m: virtual_family(ground.token(m)), SUPERVISORS[0][0],
    )  # fmt: skip
    colleagues = Colleagues(company)
    colleagues.start()
    yield
    colleagues.stop()


@pytest.fixture
def seat(ground: PracticeGround, centre: tuple[Centre, str], _others: None) -> Iterator[Seat]:
    seat = Seat(ground.folder, centre[1])
    yield seat
    seat.end()


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.full)])
def test_what_the_seat_showed_as_saved_is_kept_once_through_every_kill(
    ground: PracticeGround, centre: tuple[Centre, str], seat: Seat, kills: int
) -> None:
    shown = Shown()
    for _ in range(kills):
        seat.score_and_die(shown)
        _compare_with_store(shown, in_store(ground.folder / "seats" / MEMBER))
    assert len(shown.values) > kills, "the seat hardly saved anything"
    seat.deliver()
    sys.stdout.write(f"seat killed {kills} times: {len(shown.values)} shown as saved, 0 lost, 0 doubled\n")
    kept = in_store(ground.folder / "seats" / MEMBER)
    _compare_with_store(shown, kept)
    compare_with_centre(kept, centre[0], MEMBER, ground.folder / "seats" / MEMBER)


def _compare_with_store(shown: Shown, kept: list[Kept]) -> None:
    ids = [k.envelope.id for k in kept]
    assert len(set(ids)) == len(ids)
    assert shown.values.keys() <= set(ids)
    check_chain(k.envelope for k in kept)
    entered = {k.envelope.id: k.act.value for k in kept if isinstance(k.act, EnterScore)}
    assert {act: value for act, value in entered.items() if act in shown.values} == shown.values
