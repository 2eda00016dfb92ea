"""Several centre processes behind one address: they share one listening socket, and one that dies is replaced.

What a process knows stands in the database, so any of them may answer any request, and the end of one, however
sudden, costs its clients a request that they send again.
"""

import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence

END_SECONDS = 10
SHORT_LIFE = 1.0  # seconds between the starts of a process that does not come up
READY = "ready"  # what a worker says on its standard output when it serves
WORKER = "--worker-on"  # option of the centre command: serve on this descriptor, prepare nothing

log = logging.getLogger(__name__)


class Crew:
    """So many workers of one centre; each is a `seat-client centre` with the socket's descriptor."""

    def __init__(self, arguments: Sequence[str], listener: socket.socket, count: int) -> None:
        self._arguments = list(arguments)
        self._listener = listener
        self._stopping = threading.Event()
        self._workers = [_Worker(self._command(), listener.fileno(), self._stopping) for _ in range(count)]

    def start(self) -> None:
        """Start all; returns when each serves or has failed for the first time."""
        for worker in self._workers:
            worker.start()
        for worker in self._workers:
            worker.ready.wait()

    @property
    def pids(self) -> list[int]:
        return [worker.pid for worker in self._workers]

    def stop(self) -> None:
        self._stopping.set()
        for worker in self._workers:
            worker.stop()

    def _command(self) -> list[str]:
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", _MODULE]
        return [*program, "centre", *self._arguments, "--with-parent", WORKER, str(self._listener.fileno())]


class _Worker:
    """One process and the thread that waits for its end and begins the next."""

    def __init__(self, command: list[str], descriptor: int, stopping: threading.Event) -> None:
        self._command = command
        self._descriptor = descriptor
        self._stopping = stopping
        self._process: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._run, name="centre-worker", daemon=True)
        self.ready = threading.Event()

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        self._thread.join(END_SECONDS)
        if self._thread.is_alive() and self._process is not None:
            self._process.kill()
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            came_up = self._one_life()
            if not self._stopping.is_set():
                log.warning("a centre process ended and is started again")
                self._stopping.wait(0 if came_up else SHORT_LIFE)

    def _one_life(self) -> bool:
        with subprocess.Popen(
            self._command, pass_fds=(self._descriptor,), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            self._process = process
            if self._stopping.is_set():  # told to end while it was being started
                process.terminate()
            came_up = process.stdout is not None and process.stdout.readline().strip() == READY
            self.ready.set()
            process.wait()
            return came_up


_MODULE = "seat_client.app.command_line"
