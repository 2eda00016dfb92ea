"""All voices of a call as the one piece that the speaker plays next."""

import threading
from typing import Final

import numpy as np

from seat_client.media.sound import opus
from seat_client.media.sound.opus import Samples
from seat_client.media.sound.receiving import ReceiveStream

PIECE: Final = opus.FRAME
"""Samples mixed at once: a frame of each voice, since half a frame costs as many steps as a whole one."""
TOP: Final = 4
"""Voices heard at once: the loudest. More is a murmur, and every open microphone adds its room."""
_KEEPS_ITS_PLACE: Final = 3.0
"""dB that another voice must be louder by to push out one that is heard."""
_LOUDEST: Final = 30_000.0
_RELEASE: Final = 0.1
_WHOLE: Final = 0.9999
"""A gain that is back at one for every ear and every sample of 16 bits."""


class Mixer:
    """The streams by feed, and their sum, limited. `piece` belongs to one thread; the rest to any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[str, ReceiveStream] = {}
        self._heard: frozenset[str] = frozenset()
        self._gain = 1.0
        self.volume = 1.0
        """How loud all are played; the limiter works after it."""

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

    def levels(self) -> dict[str, float]:
        """How loud each feed is just now, in dBFS."""
        with self._lock:
            return {feed: stream.level for feed, stream in self._streams.items()}

    def piece(self) -> Samples:
        """The next 20 ms, int16[960]."""
        with self._lock:
            streams = list(self._streams.values())
        pulled = {stream.feed: stream.pull(PIECE) for stream in streams}
        before, self._heard = self._heard, self._loudest(streams)
        total = np.zeros(PIECE, np.float32)
        for feed, samples in pulled.items():
            was, remains = feed in before, feed in self._heard
            if was or remains:
                total += samples if was and remains else _faded(samples, was=was, remains=remains)
        return self._limited(total * np.float32(self.volume))

    def _loudest(self, streams: list[ReceiveStream]) -> frozenset[str]:
        if len(streams) <= TOP:
            return frozenset(stream.feed for stream in streams)
        bonus = dict.fromkeys(self._heard, _KEEPS_ITS_PLACE)
        ranked = sorted(streams, key=lambda stream: stream.level + bonus.get(stream.feed, 0.0), reverse=True)
        return frozenset(stream.feed for stream in ranked[:TOP])

    def _limited(self, total: Samples | np.ndarray) -> Samples:
        """Down at once when the sum is too loud, up again slowly."""
        peak = float(np.abs(total).max())
        allowed = min(1.0, _LOUDEST / peak) if peak else 1.0
        after = allowed if allowed < self._gain else self._gain + _RELEASE * (allowed - self._gain)
        if allowed == 1.0 and self._gain > _WHOLE:  # nearly always
            return total.astype(np.int16)
        gain = np.linspace(min(self._gain, allowed), after, PIECE, dtype=np.float32)
        self._gain = after
        return np.clip(total * gain, -32768, 32767).astype(np.int16)


def _faded(samples: Samples, *, was: bool, remains: bool) -> np.ndarray:
    """A voice that comes in or goes out."""
    return samples * np.linspace(float(was), float(remains), len(samples), dtype=np.float32)
