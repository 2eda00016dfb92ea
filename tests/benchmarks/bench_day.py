"""A day at the seat, compressed: how long the window ever stands still while call, viewer and scoring run together.

The peer is the same window at rest in the same process and run: what it stands still then is the machine's doing.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.frame import NotMeasured, Row, Study
from tests.benchmarks.viewer_parts import KEY, bid

IDLE_SECONDS, BUSY_SECONDS, LONG_BUSY_SECONDS = 15, 60, 600
STALL_P99, STALL_MAX, GROWTH = 16, 50, 50
LIMIT = 1200


def _figures(folder: Path, long: bool) -> Iterator[Row]:
    busy = LONG_BUSY_SECONDS if long else BUSY_SECONDS
    terms = {"folder": str(folder), "sealed": str(bid().sealed), "key": KEY.hex(), "idle": IDLE_SECONDS, "busy": busy}
    command = [sys.executable, "-m", "tests.benchmarks.day_seat", json.dumps(terms)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    if done.returncode or not done.stdout.strip():
        raise NotMeasured(f"the seat ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    idle, day = seen["idle"], seen["day"]
    print(
        f"  {seen['entries']} scores in {busy} s, {day['beats']} beats; late by a median of {day['median']:.1f} ms",
        flush=True,
    )
    print(f"  at rest: p99 {idle['p99']:.1f} ms, longest {idle['max']:.1f} ms", flush=True)
    for name, bound in (("p99", STALL_P99), ("max", STALL_MAX)):
        over = max(0.0, day[name] - idle[name])
        yield Row(
            f"stall_{name}_ms", round(over, 2), "ms over rest", round(idle[name], 2), f"<= {bound} ms", over <= bound
        )
    growth = round(seen["growth"], 1)
    yield Row("memory_growth_mb", growth, "MB", None, f"<= {GROWTH} MB", growth <= GROWTH)


BENCHMARKS = [Study("day", "the same window at rest", _figures)]
