"""A process that begins centre processes on order, each by a fork: everything is loaded once, so a life begins in
a moment and the next one can be killed soon. Orders on standard input: `begin`; answers: `begun PID`, `serving PID`."""

import os
import signal
import socket
import sys
from pathlib import Path

from seat_client.app.practice_ground import PracticeGround, read_project
from seat_client.centre.app import application
from seat_client.centre.server import CentreServer


def main() -> None:
    ground, project, database, descriptor = sys.argv[1:]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever was killed leaves nothing to wait for
    for _ in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if pid == 0:
            _life(
                PracticeGround(Path(ground), read_project(Path(project)), database=database, workers=2), int(descriptor)
            )
        _say(f"begun {pid}")


def _life(ground: PracticeGround, descriptor: int) -> None:
    server = CentreServer(application(ground.house()), listener=socket.socket(fileno=os.dup(descriptor)))
    server.start()
    _say(f"serving {os.getpid()}")
    while True:
        signal.pause()


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
