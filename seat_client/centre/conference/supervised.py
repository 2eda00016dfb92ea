"""One program of the conference as a process: started, watched, started again, ended with the process above it."""

import logging
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from seat_client.centre.conference.errors import NodeFailed

UP_SECONDS = 10.0
END_SECONDS = 5.0
PAUSES = (0.0, 0.5, 2.0, 5.0)  # seconds before each further start of a program that does not stay up
STAYED = 30.0  # seconds after which a program counts as having stayed up

log = logging.getLogger(__name__)


class Supervised:
    """A program that listens on a port. All methods belong to one thread: Linux ends the program with that thread."""

    def __init__(self, name: str, command: Sequence[str], address: tuple[str, int], output: Path) -> None:
        self.name = name
        self._command = [*_tied(), *command]
        self._address = address
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._deaths = 0
        self.starts = 0

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and wait until it listens; raises NodeFailed."""
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
            )
        self.starts += 1
        self._started = time.monotonic()
        while not _listens(self._address):
            if not self.running or time.monotonic() - self._started > UP_SECONDS:
                self.stop()
                raise NodeFailed(self._output)
            time.sleep(0.02)

    def look(self) -> bool:
        """Start it again if it has ended, after a pause that grows; True when it was started now."""
        if self.running:
            return False
        if time.monotonic() - self._started > STAYED:
            self._deaths = 0
        if time.monotonic() - self._started < PAUSES[min(self._deaths, len(PAUSES) - 1)]:
            return False
        log.warning("%s ended and is started again", self.name)
        self._deaths += 1
        try:
            self.start()
        except NodeFailed as failed:
            log.error("%s: %s", self.name, failed)
            return False
        return True

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _tied() -> list[str]:
    """The program ends with this one, however that ends: two of them must never hold one port and one folder."""
    tool = shutil.which("setpriv")
    return [tool, "--pdeathsig", "TERM", "--"] if tool is not None else []


def _listens(address: tuple[str, int]) -> bool:
    try:
        with socket.create_connection(address, timeout=0.2):
            return True
    except OSError:
        return False
