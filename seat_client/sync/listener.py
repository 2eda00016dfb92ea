"""The small thread that reads the centre's push and does nothing but ring."""

import threading
from collections.abc import Callable

from seat_client.sync.client import CentreClient
from seat_client.sync.errors import SyncError
from seat_client.sync.stream import FactStream


class Listener:
    """Rings for each cursor the stream brings, and once when the stream is lost.

    `listen` (after each good exchange) opens the stream when none is open; there is no retry of its own.
    """

    def __init__(self, client: CentreClient, ring: Callable[[], None]) -> None:
        self._client = client
        self._ring = ring
        self._gate = threading.Lock()
        self._stream: FactStream | None = None
        self._thread: threading.Thread | None = None
        self._stopped = False

    def listen(self, since: int) -> None:
        with self._gate:
            if self._stopped or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(target=self._read, args=(since,), name="sync-stream", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        with self._gate:
            self._stopped = True
            stream, thread = self._stream, self._thread
        if stream is not None:
            stream.interrupt()
        if thread is not None:
            thread.join()

    def _read(self, since: int) -> None:
        try:
            stream = self._client.stream(since)
        except SyncError:
            return  # the loop asks every few seconds anyway, and will tell what is wrong
        with self._gate:
            self._stream = stream
            stopped = self._stopped
        if stopped:
            stream.interrupt()
        try:
            for cursor in stream:
                if cursor > since:
                    since = cursor
                    self._ring()
        except SyncError:
            self._ring()
        finally:
            stream.close()
