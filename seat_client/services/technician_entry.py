"""How a technician comes in at the seat's front: by the own key, or two key holders by their codes.

By key it is the trial signature itself that shows who it is: the key of a certificate entered at this seat signs, and
the signature verifies. Neither way needs a network.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from seat_client.services.leaving import Answer, Keyholders
from seat_client.services.technicians import Technicians, may_be_tried
from seat_client.signing.certificate import KeyState
from seat_client.signing.watch import WatchedReaders
from seat_client.sync.client import CentreClient
from seat_client.sync.identity import SeatIdentity
from seat_client.wire.seats import SeatHealth


class TechnicianEntry:
    """What the technician's page asks for; `data` is the seat's, `readers` tells what they hold now, and `practice`
    whether the seat is for practice."""

    def __init__(
        self,
        data: Path,
        readers: Callable[[], WatchedReaders],
        centre: str,
        identity: SeatIdentity | None,
        *,
        practice: bool,
    ) -> None:
        self._data, self._readers, self._practice = data, readers, practice
        self._centre, self._identity = centre, identity

    def key(self) -> KeyState | None:
        """The technician's key that is in, whose PIN may be asked for. Raises TechniciansDamaged."""
        entered = Technicians(self._data).fingerprints
        return next((key for key in self._readers().keys if may_be_tried(key, entered, practice=self._practice)), None)

    def answer(self, first: str, second: str) -> tuple[Answer, int]:
        """What became of two codes, and for how many seconds no more are taken. Raises KeyholdersDamaged, OSError."""
        now = datetime.now(UTC)
        holders = Keyholders(self._data)
        return holders.answer(first, second, now), holders.paused_seconds(now)

    def seats(self) -> "Future[tuple[SeatHealth, ...]]":
        """The last self-test of every seat that told the centre of one; a SyncError when it does not answer."""
        asking = ThreadPoolExecutor(1, thread_name_prefix="seats")
        asked = asking.submit(self._ask)
        asking.shutdown(wait=False)
        return asked

    def _ask(self) -> tuple[SeatHealth, ...]:
        client = CentreClient(self._centre, identity=self._identity)
        try:
            return client.seat_healths().seats
        finally:
            client.close()
