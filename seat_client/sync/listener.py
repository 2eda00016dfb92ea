"""The small thread that reads the centre's push, keeps the pages it brings, and rings."""

import threading
from collections import deque
from collections.abc import Callable

from seat_client.sync.client import CentreClient
from seat_client.sync.errors import SyncError
from seat_client.sync.stream import FactStream
from seat_client.wire.models import FactPage

MOST_PAGES = 64
"""What is not fetched from here in time is asked for from the centre."""


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
        self._pages: deque[FactPage] = deque(maxlen=MOST_PAGES)
        self._shelf = threading.Lock()  # of the pages, which two threads handle

    def holds(self, cursor: int) -> bool:
        """Whether the page after this cursor has come."""
        with self._shelf:
            return any(page.since == cursor for page in self._pages)

    def take(self, cursor: int) -> FactPage | None:
        """The page after this cursor, once, if it has come; what lies before it is let go."""
        with self._shelf:
            while self._pages:
                page = self._pages.popleft()
                if page.since == cursor:
                    return page
        return None

    def forget(self) -> None:
        """Let go of every page: they were made for another view of the record, or by another stream."""
        with self._shelf:
            self._pages.clear()

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
        self.forget()
        try:
            for news in stream:
                if news.page is not None:
                    with self._shelf:
                        self._pages.append(news.page)
                if news.cursor > since:
                    since = news.cursor
                    self._ring()
        except SyncError:
            self._ring()
        finally:
            stream.close()
