"""The seat's own look at a released blind file, before anybody sees a page: nothing in it but what a rebuild writes.

The walk runs in a process of its own, since the seat itself never parses a bid; the process is kept for the next file.
"""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from seat_client.documents import structure_entry

PATIENCE = 180.0
"""Seconds: the walk takes about three for 500 pages and a hundred megabytes, on a busy machine several times that."""
_SPAWN = multiprocessing.get_context("spawn")

Verdict = Literal["clean", "not-clean", "unchecked"]


class StructureWalk:
    """Asks the confined process about one file at a time; may be used from several threads."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lock = Lock()
        self._process: Any = None
        self._pipe: Connection | None = None

    def verdict(self, path: Path, key: bytes) -> Verdict:
        """`clean`, `not-clean`, or `unchecked` when the process died or fell silent."""
        with self._lock:
            try:
                pipe = self._started()
                pipe.send_bytes(str(path).encode())
                pipe.send_bytes(key)
                answer = pipe.recv_bytes() if pipe.poll(self._patience) else b""
            except (EOFError, OSError):
                answer = b""
            if answer == structure_entry.CLEAN:
                return "clean"
            if answer == structure_entry.NOT_CLEAN:
                return "not-clean"
            self._end()
            return "unchecked"

    def close(self) -> None:
        """End the process if there is one."""
        with self._lock:
            self._end()

    def _started(self) -> Connection:
        if self._pipe is None:
            self._pipe, theirs = _SPAWN.Pipe(duplex=True)
            self._process = _SPAWN.Process(
                target=structure_entry.run, args=(theirs,), name="structure walk", daemon=True
            )
            self._process.start()
            theirs.close()
        return self._pipe

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None
