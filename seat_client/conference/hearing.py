"""How well a feed is heard here: one cell of the heard matrix, from packets that came and packets that should have."""

from collections import deque
from typing import Final

from seat_client.wire.conference import HeardFeed, Hearing

WINDOW: Final = 3.0
"""Seconds that are judged."""

PER_SECOND: Final = 50
LOST_AFTER: Final = 2.0
"""Seconds without a packet: nobody is heard through that."""

WEAK_FROM: Final = 0.08
"""Share of missing sound that correction no longer hides (PESQ below 3.5 in the measured table)."""

SPEAKS_ABOVE: Final = -45.0
SPEAKS_FOR: Final = 0.35
SILENCE: Final = -100.0


class Ear:
    """Listens to one feed. `packet` for every 20 ms that came, once; `at` is `time.monotonic()`."""

    def __init__(self, feed: str, began: float) -> None:
        self.feed = feed
        self.began = began
        self.last = float("-inf")
        self._packets: deque[tuple[float, int]] = deque()
        self._level = SILENCE
        self._spoke = float("-inf")

    def packet(self, sequence: int, level: tuple[bool, int] | None, at: float) -> None:
        """A packet on the merged time line; `level` as RFC 6464 has it, if it came along."""
        self.last = at
        self._packets.append((at, sequence))
        self._forget(at)
        if level is not None:
            speech, below = level
            self._level = max(-float(below), self._level - 3.0)
            if speech and -below > SPEAKS_ABOVE:
                self._spoke = at

    def level(self, now: float) -> float:
        """dBFS, falling when nothing comes."""
        return self._level if now - self.last < 0.5 else SILENCE

    def speaks(self, now: float) -> bool:
        """Whether this feed is speaking, a short pause between words included."""
        return now - self._spoke < SPEAKS_FOR

    def heard(self, now: float) -> HeardFeed:
        """The cell of the matrix."""
        self._forget(now)
        missing = self._missing(now)
        return HeardFeed(feed=self.feed, hearing=self._word(missing, now), missing=round(missing, 3))

    def _word(self, missing: float, now: float) -> Hearing:
        if now - max(self.last, self.began) > LOST_AFTER:
            return "lost"
        if self.last < self.began:
            return "unmeasured"
        return "weak" if missing >= WEAK_FROM else "clear"

    def _missing(self, now: float) -> float:
        window = min(WINDOW, now - self.began)
        if window < 1.0:
            return 0.0
        expected = max(1.0, (window - 0.2) * PER_SECOND)  # what may still be on its way does not count
        return max(0.0, min(1.0, 1 - len(self._packets) / expected))

    def _forget(self, now: float) -> None:
        while self._packets and now - self._packets[0][0] > WINDOW:
            self._packets.popleft()
