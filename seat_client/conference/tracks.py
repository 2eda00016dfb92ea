"""What is sent: one track for each stream and line, fed with what was encoded once for all of them."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av.frame import Frame

from seat_client.conference.repairs import Encoded

QUEUE: Final = {"audio": 25, "video": 6}
"""Frames that may wait for a transport: half a second of sound. What comes on top pushes the oldest out."""


class EncodedTrack(MediaStreamTrack):
    """Hands encoded frames to the repaired sender. `push` and all else belong to the loop's thread.

    `waiting_since` is when the oldest frame that nobody has fetched was pushed (`time.monotonic()`), 0 when none waits.
    `repeats` allows lost packets to be sent again.
    """

    def __init__(
        self,
        kind: str,
        *,
        refresh: Callable[[], None] = lambda: None,
        reported: Callable[[float, float | None], None] = lambda lost, round_trip: None,
    ) -> None:
        self.kind = kind
        super().__init__()
        self.refresh = refresh
        self.reported = reported
        self.waiting_since = 0.0
        self.repeats = True
        self._queue: deque[Encoded] = deque(maxlen=QUEUE[kind])
        self._there = asyncio.Event()
        self._broken = False

    def push(self, encoded: Encoded) -> None:
        """Send this after what was pushed before."""
        if len(self._queue) == self._queue.maxlen and self.kind == "video":
            self._queue.clear()  # one missing picture spoils those after it
            self._broken = True
        if self._broken and not encoded.key:
            self.refresh()
            return
        self._broken = False
        self.waiting_since = self.waiting_since or time.monotonic()
        self._queue.append(encoded)
        self._there.set()

    async def next_encoded(self) -> Encoded:
        """The next frame. Raises MediaStreamError when the track was stopped."""
        while not self._queue:
            self._there.clear()
            await self._there.wait()
            if self.readyState != "live":
                raise MediaStreamError
        self.waiting_since = 0.0
        return self._queue.popleft()

    async def recv(self) -> Frame:
        """Never called by the repaired sender; a stock one must fail loudly."""
        raise MediaStreamError

    def stop(self) -> None:
        """End the track."""
        super().stop()
        self._there.set()
