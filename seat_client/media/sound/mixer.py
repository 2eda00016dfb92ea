"""All voices of a call as the one block that the speaker plays next."""

import threading
from typing import Final

import numpy as np

from seat_client.media.sound.opus import Samples
from seat_client.media.sound.receiving import ReceiveStream

BLOCK: Final = 480


class Mixer:
    """The streams by feed, and their sum."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[str, ReceiveStream] = {}

    def stream(self, feed: str) -> ReceiveStream:
        """The stream of `feed`, made when it is asked for first."""
        with self._lock:
            if feed not in self._streams:
                self._streams[feed] = ReceiveStream(feed)
            return self._streams[feed]

    def drop(self, feed: str) -> None:
        """Forget a feed that left."""
        with self._lock:
            self._streams.pop(feed, None)

    def block(self) -> Samples:
        """The next 10 ms, int16[480]."""
        with self._lock:
            streams = list(self._streams.values())
        total = np.zeros(BLOCK, np.int32)
        for stream in streams:
            total += stream.pull(BLOCK)
        return np.clip(total, -32768, 32767).astype(np.int16)
