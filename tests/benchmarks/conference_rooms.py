"""How one Janus carries many rooms: 55 light seats in 8 rooms, its memory and processor time as rooms are added."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.conference_beside import ROOT, _cpu, own_address
from tests.conference.servers import Janus, running

ROOMS = (7, 7, 7, 7, 7, 7, 7, 6)
SETTLE, WINDOW = 3.0, 5.0


@dataclass(frozen=True)
class Load:
    """Janus with so many seats: cores, resident megabytes."""

    seats: int
    cores: float
    megabytes: float


def measure(folder: Path) -> list[Load]:
    """Add a room, let it settle, look at Janus; every seat sends sound and a small picture and receives all others."""
    loads = []
    with ExitStack() as stack:
        janus = stack.enter_context(running(Janus(folder / "janus", own_address(), rtp=(20_000, 29_000))))
        assert janus.process is not None
        for number, seats in enumerate(ROOMS):
            room = f"room{number}"
            janus.make_room(room)
            passes = [janus.pass_for(f"seat{each}", room).model_dump(mode="json") for each in range(seats)]
            terms = {"passes": passes, "bitrate": 0, "small": 150_000, "watches": True}
            bots = subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.conference_bots", json.dumps(terms)],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            stack.callback(bots.wait)
            assert bots.stdin is not None
            assert bots.stdout is not None
            stack.callback(bots.stdin.close)
            if bots.stdout.readline() != "ready\n":
                raise RuntimeError("the seats did not come")
            time.sleep(SETTLE)
            before, began = _cpu(janus.process.pid), time.monotonic()
            time.sleep(WINDOW)
            cores = (_cpu(janus.process.pid) - before) / (time.monotonic() - began)
            pages = int(Path(f"/proc/{janus.process.pid}/statm").read_text().split()[1])
            loads.append(Load(sum(ROOMS[: number + 1]), cores, pages * os.sysconf("SC_PAGE_SIZE") / 1e6))
    return loads


def growth(loads: list[Load]) -> float:
    """Cores per seat with all rooms over cores per seat with half of them: about 1 is linear."""
    half, full = loads[len(loads) // 2 - 1], loads[-1]
    return (full.cores / full.seats) / (half.cores / half.seats)
