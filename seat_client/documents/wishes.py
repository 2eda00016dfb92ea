"""What the screen wants drawn now: the latest list wins, whatever was wanted before and not yet begun is forgotten."""

import threading
from collections.abc import Collection, Sequence
from multiprocessing import Pipe

from seat_client.documents.pages import PageRequest


class Wishes:
    """Written by the screen without waiting, read by the supervising thread, which is woken through `ears`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted: tuple[PageRequest, ...] = ()
        self._done: set[PageRequest] = set()
        self._closed = False
        self._rung = False
        self.generation = 0
        self.ears, self._bell = Pipe(duplex=False)

    @property
    def closed(self) -> bool:
        return self._closed

    def replace(self, wanted: Sequence[PageRequest]) -> None:
        """Want these pages, the most urgent first, and no others."""
        with self._lock:
            self._wanted = tuple(wanted)
            self._done.clear()
            self.generation += 1
            self._ring()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._ring()

    def _ring(self) -> None:
        """One byte at most waits in the pipe: ringing never blocks."""
        if not self._rung:
            self._rung = True
            self._bell.send_bytes(b"!")

    def hear(self) -> None:
        """Take note that the bell rang."""
        with self._lock:
            if self._rung:
                self.ears.recv_bytes()
                self._rung = False

    def next(self, under_way: Collection[PageRequest]) -> PageRequest | None:
        """The most urgent page that is neither under way nor done."""
        with self._lock:
            return next((wish for wish in self._wanted if wish not in self._done and wish not in under_way), None)

    def done(self, wish: PageRequest) -> None:
        with self._lock:
            self._done.add(wish)

    def hang_up(self) -> None:
        """Release the pipe; for the supervising thread, when it ends."""
        with self._lock:
            self._closed = self._rung = True
            self._bell.close()
            self.ears.close()
