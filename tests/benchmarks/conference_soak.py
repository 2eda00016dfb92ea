"""How a seat's memory grows in a call that goes on for hours; by hand, since it takes them:

    .venv/bin/python -m tests.benchmarks.conference_soak [MINUTES]

A seat with its viewer and its tiles painted, in one room with six others, as `bench conference` has it. Each minute
tells the resident memory of the seat's processes, and the end what was added after the first five minutes.
"""

import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.conference_beside import OTHERS, _bid, _bots, _seat, descendants, own_address
from tests.conference.servers import Janus, running

MINUTES, WARM_UP = 120, 5
LEAST_SHOWN = 10.0
"""Pictures a second of each of the others, below which the machine and not the seat was measured."""


def resident(root: int) -> dict[int, float]:
    """Megabytes of a process and all its descendants, by process."""
    found = {}
    for pid in descendants(root):
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue
        found[pid] = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return found


def main(minutes: int) -> None:
    """Print a line a minute, and the growth."""
    with TemporaryDirectory(prefix="seat-soak-") as name, ExitStack() as stack:
        folder = Path(name)
        janus = stack.enter_context(running(Janus(folder / "janus", own_address())))
        janus.make_room("soak")
        names = [f"other{number}" for number in range(OTHERS)]
        passes = [janus.pass_for(each, "soak").model_dump(mode="json") for each in names]
        stack.enter_context(_bots({"passes": passes, "bitrate": 600_000}))
        given = janus.pass_for("seat", "soak", bitrate=600_000).model_dump(mode="json")
        seat = stack.enter_context(
            _seat({"pass": given, "watch": names, "folder": str(folder), "bid": str(_bid(folder))})
        )
        seat.ask(do="join")
        first: dict[int, float] = {}
        now: dict[int, float] = {}
        for minute in range(1, minutes + 1):
            seat.ask(do="look", reading=False)
            began = time.monotonic()
            time.sleep(60)
            rate = seat.ask(do="tell")["painted"] / (time.monotonic() - began) / (OTHERS + 1)
            now = resident(seat.pid)
            largest = ", ".join(f"{pid}: {size:.0f}" for pid, size in sorted(now.items(), key=lambda each: -each[1]))
            few = "" if rate >= LEAST_SHOWN else "  (too few pictures)"
            print(f"{minute} min: {sum(now.values()):.1f} MB ({largest}), {rate:.1f} pictures/s{few}", flush=True)
            if minute == WARM_UP:
                first = now
        ended = set(first) ^ set(now)
        print(f"grown by {sum(now.values()) - sum(first.values()):.1f} MB in {minutes - WARM_UP} minutes")
        if ended:
            print(f"processes that came or went meanwhile: {sorted(ended)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
