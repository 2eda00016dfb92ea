"""A lease in the database: of several processes, one alone does the work, and another takes over when it dies."""

import secrets
import time
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from seat_client.centre.conference.tables import LeaseRow
from seat_client.centre.storage import Storage

SECONDS = 10.0


class Lease:
    """Taken and kept by calling `hold` more often than every `seconds`."""

    def __init__(
        self, storage: Storage, name: str, *, seconds: float = SECONDS, now: Callable[[], float] = time.time
    ) -> None:
        self._storage = storage
        self._name = name
        self._seconds = seconds
        self._now = now
        self._holder = secrets.token_hex(8)

    def hold(self) -> bool:
        """Whether this process has the lease for the next `seconds`: taken, or kept, unless another one has it."""
        try:
            with self._storage.transaction() as session:
                row = session.scalar(select(LeaseRow).where(LeaseRow.name == self._name).with_for_update())
                now = self._now()
                if row is not None and row.holder != self._holder and row.until > now:
                    return False
                if row is None:
                    session.add(LeaseRow(name=self._name, holder=self._holder, until=now + self._seconds))
                else:
                    row.holder, row.until = self._holder, now + self._seconds
        except IntegrityError:  # two took it for the first time at once: the other was first
            return False
        return True

    def give_back(self) -> None:
        """Let another process have it at once."""
        with self._storage.transaction() as session:
            row = session.get(LeaseRow, self._name)
            if row is not None and row.holder == self._holder:
                row.until = 0.0
