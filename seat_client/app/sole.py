"""One seat at a time on a machine, and whether an evaluation is open there: what an update has to know.

AlreadyRunning     another process is this machine's seat
"""

import fcntl
import os
from datetime import datetime
from pathlib import Path

ALREADY_RUNNING = 3
"""The exit status of a second seat; the launcher knows it too (installer/system/usr/bin/seat-client)."""
_LOCK, _OPEN = "seat.lock", "evaluation-open"


class AlreadyRunning(Exception):
    """Another process is this machine's seat, or installs a new release of it."""


class Sole:
    """Holds the place of the machine's one seat in `data` until `release`, or until the process dies, however it dies.

    Raises AlreadyRunning. The store's lock of the same make would bring the whole store before the first window.
    """

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._descriptor = os.open(data / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            os.close(self._descriptor)
            raise AlreadyRunning from held
        _belongs_to_the_owner_of(data, data / _LOCK)

    def release(self) -> None:
        """Let another seat start; safe to call twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def evaluation_opened(data: Path, now: datetime) -> None:
    """From now on this seat is part of an evaluation, also while it is switched off, until `evaluation_left`."""
    (data / _OPEN).write_text(now.isoformat(timespec="minutes"), encoding="utf-8")


def evaluation_left(data: Path) -> None:
    """The member was released, or has nothing to lose here."""
    (data / _OPEN).unlink(missing_ok=True)


def open_since(data: Path) -> str:
    """When somebody last signed in to an evaluation that is still open here; empty when none is."""
    place = data / _OPEN
    return place.read_text(encoding="utf-8") if place.is_file() else ""


def _belongs_to_the_owner_of(folder: Path, file: Path) -> None:
    """An administrator's update makes the file for the seat's user, who has to be able to open it afterwards."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(file, owner.st_uid, owner.st_gid)
