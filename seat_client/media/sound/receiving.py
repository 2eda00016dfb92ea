"""One voice from the network: packets in whatever order, a steady stream of samples out.

Takes the place of aiortc's audio jitter buffer, which throws away about four good packets for each lost one and knows
neither correction nor concealment.
"""

import threading
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from seat_client.media.sound import opus
from seat_client.media.sound.opus import Samples

PREFETCH: Final = 3
"""Packets of 20 ms that are waited for before a stream begins to sound."""
LIMIT: Final = 50
"""Packets kept at most: one second. What comes on top pushes the oldest out."""
_WRAP = 1 << 16


class RtpPacket(Protocol):
    """What aiortc's `RtpPacket` has that matters here."""

    sequence_number: int
    timestamp: int
    payload: bytes


@dataclass(slots=True)
class ReceiveFigures:
    """What became of the packets since the stream began."""

    received: int = 0
    late: int = 0
    recovered: int = 0
    concealed: int = 0
    refused: int = 0


class ReceiveStream:
    """Packets of one sender to samples. `push` is called by the network's thread, `pull` by the engine's worker."""

    def __init__(self, feed: str) -> None:
        self.feed = feed
        self.figures = ReceiveFigures()
        self._decoder = opus.Decoder()
        self._lock = threading.Lock()
        self._packets: dict[int, bytes] = {}
        self._newest: int | None = None
        self._next: int | None = None
        self._samples: Samples = np.zeros(0, np.int16)

    def push(self, sequence: int, timestamp: int, payload: bytes, arrival: float) -> None:
        """Take a packet: RTP sequence number and timestamp as they came, arrival by `time.monotonic()`."""
        with self._lock:
            number = self._unwrapped(sequence)
            self.figures.received += 1
            if self._next is not None and number < self._next:
                self.figures.late += 1
                return
            self._packets[number] = payload
            while len(self._packets) > LIMIT:
                del self._packets[min(self._packets)]

    def pull(self, count: int) -> Samples:
        """The next `count` samples to play; silence before the stream has begun."""
        with self._lock:
            while len(self._samples) < count:
                frame = self._frame()
                if frame is None:
                    return np.zeros(count, np.int16)
                self._samples = np.concatenate((self._samples, frame))
            out, self._samples = self._samples[:count], self._samples[count:]
            return out

    def _unwrapped(self, sequence: int) -> int:
        if self._newest is None:
            self._newest = sequence + _WRAP
            return self._newest
        step = (sequence - self._newest + _WRAP // 2) % _WRAP - _WRAP // 2
        self._newest = max(self._newest, self._newest + step)
        return self._newest if step >= 0 else self._newest + step

    def _frame(self) -> Samples | None:
        if self._next is None:
            if len(self._packets) < PREFETCH:
                return None
            self._next = min(self._packets)
        payload = self._packets.pop(self._next, None)
        if payload is not None:
            self._next += 1
            return self._decoded(payload)
        following = self._packets.get(self._next + 1)
        if following is not None:
            self._next += 1
            self.figures.recovered += 1
            return self._decoder.recover(following)
        if self._packets:
            self._next += 1
        self.figures.concealed += 1
        return self._decoder.conceal()

    def _decoded(self, payload: bytes) -> Samples:
        try:
            return self._decoder.decode(payload)
        except opus.OpusRefused:
            self.figures.refused += 1
            return self._decoder.conceal()


class PacketBuffer:
    """Stands where aiortc's receiver keeps its audio jitter buffer, and hands every packet to a stream.

    `clock` gives the arrival time in seconds.
    """

    def __init__(self, stream: ReceiveStream, clock: "Clock") -> None:
        self._stream = stream
        self._clock = clock

    def add(self, packet: RtpPacket) -> tuple[bool, None]:
        """Take a packet in aiortc's way: no picture-loss indication, no frame for its own decoder."""
        self._stream.push(packet.sequence_number, packet.timestamp, packet.payload, self._clock())
        return False, None


class Clock(Protocol):
    """Seconds that never go back, as `time.monotonic`."""

    def __call__(self) -> float:
        """The time now."""
        ...
