"""One process at a time on a store."""

import fcntl
import os
from pathlib import Path

from seat_client.store.errors import StoreLocked


class FileLock:
    """Holds `path` until `release`; the system releases it when the process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            raise StoreLocked("other-process") from error

    def release(self) -> None:
        """Let others in; safe to call twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)
