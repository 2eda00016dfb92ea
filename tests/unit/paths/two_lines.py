"""Network name spaces of a seat and a centre, joined by a wired and a mobile line that can be cut."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
CENTRE, PORT = "10.77.9.9", 8077
SERVER = """
import sys
from tests.unit.sync import small_centre
small_centre._Server.daemon_threads = True
centre = small_centre.SmallCentre()
server = small_centre._Server(("0.0.0.0", int(sys.argv[1])), type("Bound", (small_centre._Handler,), {"small": centre}))
centre._server = server
print("serving", flush=True)
server.serve_forever(poll_interval=0.02)
"""


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


class Net:
    """Name spaces "seat" and "centre", joined by two lines: wired and mobile."""

    def __init__(self) -> None:
        self.seat, self.centre = f"seat-{os.getpid()}", f"centre-{os.getpid()}"
        self.addresses = {"wired": "10.77.1.1", "mobile": "10.77.2.1"}

    def lay(self) -> None:
        for space in (self.seat, self.centre):
            _ip("netns", "add", space)
            _ip("-n", space, "link", "set", "lo", "up")
        _ip("-n", self.centre, "addr", "add", f"{CENTRE}/32", "dev", "lo")
        for number, (name, address) in enumerate(self.addresses.items(), start=1):
            far = address[:-1] + "2"
            _ip("-n", self.seat, "link", "add", name, "type", "veth", "peer", "name", name, "netns", self.centre)
            for space, own in ((self.seat, address), (self.centre, far)):
                _ip("-n", space, "addr", "add", f"{own}/24", "dev", name)
                _ip("-n", space, "link", "set", name, "up")
            table = str(100 + number)
            _ip("-n", self.seat, "route", "add", CENTRE, "via", far, "dev", name, "table", table)
            _ip("-n", self.seat, "rule", "add", "from", address, "lookup", table)
        _ip("-n", self.seat, "route", "add", CENTRE, "via", "10.77.1.2", "dev", "wired")

    def set(self, line: str, state: str) -> None:
        """Cut or mend a line at the far end: nothing comes back any more."""
        _ip("-n", self.centre, "link", "set", line, state)

    def run(self, space: str, *command: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            ["ip", "netns", "exec", space, sys.executable, *command],
            cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip

    def remove(self) -> None:
        for space in (self.seat, self.centre):
            subprocess.run(["ip", "netns", "del", space], check=False, capture_output=True)
