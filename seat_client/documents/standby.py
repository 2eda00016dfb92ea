"""A worker process started ahead, so that a bid opens and a lost worker is replaced without the wait for a start.

It is confined and idle, and has heard of no document. One thread starts them all and lives as long as the seat does:
the kernel ends a worker when the thread that started it ends (`seat_client.confinement`, "dies with its parent").
"""

import multiprocessing
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from seat_client.documents import entry

_REST_SECONDS = 1.0
"""After a worker was taken, nothing competes with its first page for so long."""
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Started:
    """A process and our end of its pipe."""

    connection: Connection
    process: SpawnProcess

    def end(self) -> None:
        """Kill it if it still lives, and leave nothing behind."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def start_process() -> Started:
    """A worker process that has just been started; it says Hello when it is up."""
    ours, theirs = _SPAWN.Pipe(duplex=True)
    process = _SPAWN.Process(target=entry.run, args=(theirs,), name="document worker", daemon=True)
    process.start()
    theirs.close()
    return Started(ours, process)


class Standby:
    """At most one idle worker; nothing at all before `begin` and after `stop`."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._idle: Started | None = None
        self._wanted = False
        self._taken = -_REST_SECONDS
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """From now on keep one worker ready; safe to call again."""
        with self._changed:
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep_one, name="document standby", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def stop(self) -> None:
        """End the idle worker and keep none."""
        with self._changed:
            self._wanted = False
            idle, self._idle = self._idle, None
        if idle is not None:
            idle.end()

    def take(self) -> Started | None:
        """The idle worker, if there is one that lives; another one is started meanwhile."""
        with self._changed:
            idle, self._idle = self._idle, None
            self._taken = time.monotonic()
            self._changed.notify_all()
        if idle is not None and not idle.process.is_alive():
            idle.end()
            return None
        return idle

    def wait_ready(self, seconds: float) -> bool:
        """Whether an idle worker is up within this time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._idle is not None, seconds)

    def _keep_one(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted and self._idle is None)
                self._changed.wait_for(lambda: self._taken + _REST_SECONDS <= time.monotonic(), _REST_SECONDS)
            started = start_process()
            started.connection.poll(None)  # up, or dead: both are seen when it is taken
            if not self._keep(started):
                started.end()

    def _keep(self, started: Started) -> bool:
        with self._changed:
            if not self._wanted:
                return False
            self._idle = started
            self._changed.notify_all()
            return True


STANDBY = Standby()
"""The seat's own; the app begins and stops it."""
