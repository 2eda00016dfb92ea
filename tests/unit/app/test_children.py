"""Child processes end with the process that started them, however that one ended."""

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

DEADLINE = 60.0

PARENT = """
import sys, time
from pathlib import Path
from seat_client.app.children import Child
child = Child("centre", ["--ground", sys.argv[1]], Path(sys.argv[1]) / "centre.err")
print(child._process.pid, flush=True)
print(child.first_line(), flush=True)
time.sleep(600)
"""


def test_a_centre_does_not_outlive_the_demo_that_was_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert parent.stdout.readline().startswith("http://127.0.0.1:")
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + DEADLINE
    while _lives(child):
        assert time.monotonic() < until, "the centre lives on"


def _lives(pid: int) -> bool:
    """Whether a process runs; one that waits to be collected does not."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False
