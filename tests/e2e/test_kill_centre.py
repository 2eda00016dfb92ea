"""kill -9 on the centre at random moments while a seat delivers: what it acknowledged it has, once, nothing twice."""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from seat_client.centre.storage import ActRow
from seat_client.domain.stages import StageId
from seat_client.wire.models import Assignment
from tests.e2e.serving_centre import leave
from tests.unit.centre.hall import Foundation, Hall, sample_script
from tests.unit.services.sitting import Sitting

REPOSITORY = Path(__file__).parents[2]
MEMBER = "E1"
LONGEST_LIFE = 0.4
CRITERION, CODE = "T1", "C1"


class Victim:
    """The centre's process; `life` lets one child live for a random while."""

    def __init__(self, folder: Path, port: int) -> None:
        command = [sys.executable, "-m", "tests.e2e.serving_centre", str(folder), str(port)]
        self._process = subprocess.Popen(
            command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def begin(self) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write("serve\n")
        return int(self._line().split()[1])

    def kill(self, child: int) -> None:
        os.kill(child, signal.SIGKILL)
        assert self._line() == "gone"

    def live(self, seconds: float) -> None:
        with suppress(subprocess.TimeoutExpired):  # a random moment is what this test is about
            self._process.wait(seconds)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        with self._process:
            self._process.kill()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A committee in the technical review."""
    foundation = Foundation.lay(tmp_path / "centre", sample_script())
    leave(foundation)
    hall = Hall(foundation)
    hall.play(StageId.PRELIMINARY)
    hall.assignments[MEMBER] = Assignment.model_validate(hall.seat(MEMBER).get("/assignment").json())
    hall.play(StageId.TECHNICAL)
    yield hall
    hall.close()


@pytest.fixture
def victim(hall: Hall) -> Iterator[tuple[Victim, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    victim = Victim(hall.foundation.folder, port)
    yield victim, f"http://127.0.0.1:{port}"
    victim.end()


@pytest.mark.full
@pytest.mark.parametrize("kills", [200])
def test_what_the_centre_acknowledged_it_has_once_through_every_kill(
    hall: Hall, victim: tuple[Victim, str], tmp_path: Path, kills: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seat_client.sync.loop.FIRST_PAUSE", 0.02)
    monkeypatch.setattr("seat_client.sync.loop.LONGEST_PAUSE", 0.05)
    centre, url = victim
    child = centre.begin()
    seat = Sitting(hall, MEMBER, "killed", tmp_path, url=url)
    seat.loop.start()
    typed, lives = 0, 0
    for _ in range(kills):
        for _ in range(3):
            seat.type(CODE, CRITERION, f"{typed % 8}")
            typed += 1
        centre.live(random.uniform(0, LONGEST_LIFE))
        centre.kill(child)
        acknowledged = {a.act.id for a in seat.store.returned() if a.act.seat == seat.seat}
        assert acknowledged <= _kept(hall)
        lives += bool(acknowledged)
        child = centre.begin()
    seat.sync()
    sent = [a.act.id for a in seat.store.returned() if a.act.seat == seat.seat]
    kept = _kept(hall)
    sys.stdout.write(f"centre killed {kills} times: {typed} entries, {len(sent)} acknowledged, 0 lost, 0 doubled\n")
    assert len(sent) == len(set(sent)) == typed
    assert set(sent) == {act for act in kept if act in set(sent)}
    assert seat.store.attention() == []
    assert len(_rows(hall, seat.seat)) == typed
    assert lives > 1, "the centre never lived long enough to answer"
    seat.close()
    centre.kill(child)


def _rows(hall: Hall, seat: str) -> list[str]:
    hall.foundation = replace(hall.foundation)
    with hall.centre.storage.reading() as session:
        return list(session.scalars(select(ActRow.id).where(ActRow.member == MEMBER, ActRow.seat == seat)))


def _kept(hall: Hall) -> set[str]:
    return set(_rows(hall, "killed"))
