"""How one Janus carries many rooms: 55 light seats in 8 rooms, its memory and processor time as rooms are added.

What it forwards is counted where it arrives: on a machine that is full Janus gets less time and forwards less, which
is no saving.
"""

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
    """Janus with so many seats: cores, resident megabytes, packets a second that reached a seat."""

    seats: int
    cores: float
    megabytes: float
    packets: float


def measure(folder: Path) -> list[Load]:
    """Add a room, let it settle, look at Janus; every seat sends sound and a small picture and receives all others."""
    loads = []
    everybody: list[subprocess.Popen[str]] = []
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
            everybody.append(bots)
            time.sleep(SETTLE)
            before, arrived, began = _cpu(janus.process.pid), _arrived(everybody), time.monotonic()
            time.sleep(WINDOW)
            passed = time.monotonic() - began
            cores, packets = (_cpu(janus.process.pid) - before) / passed, (_arrived(everybody) - arrived) / passed
            pages = int(Path(f"/proc/{janus.process.pid}/statm").read_text().split()[1])
            there = sum(ROOMS[: number + 1])
            loads.append(Load(there, cores, pages * os.sysconf("SC_PAGE_SIZE") / 1e6, packets / there))
    return loads


def _arrived(everybody: list[subprocess.Popen[str]]) -> int:
    """Packets all seats have received so far."""
    total = 0
    for bots in everybody:
        assert bots.stdin is not None
        assert bots.stdout is not None
        bots.stdin.write("\n")
        bots.stdin.flush()
        total += int(bots.stdout.readline())
    return total


def growth(loads: list[Load]) -> float:
    """Cores for each packet forwarded with all rooms over the same with half of them: about 1 is linear."""
    half, full = loads[len(loads) // 2 - 1], loads[-1]
    return (full.cores / full.seats / full.packets) / (half.cores / half.seats / half.packets)
