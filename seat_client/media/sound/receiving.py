"""One voice from the network: packets in whatever order, a steady stream of samples out.

Takes the place of aiortc's audio jitter buffer, which throws away about four good packets for each lost one and knows
neither correction nor concealment.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from seat_client.media.sound import opus
from seat_client.media.sound.level import QUIETEST, level_dbfs
from seat_client.media.sound.opus import Samples
from seat_client.media.sound.resampling import Bender
from seat_client.media.sound.waiting import WaitingTime

RATE: Final = opus.RATE
LIMIT: Final = 50
"""Packets kept at most: one second. What comes on top pushes the oldest out."""
LATEST_AHEAD: Final = 500
"""Packets a sequence number may leap before it is taken for a new beginning of the stream: ten seconds."""
_GIVE_UP: Final = 15
"""Frames concealed in a row, 0.3 s, before the stream is taken for interrupted; it begins anew with its next packet."""
_MOST_BEND: Final = 310e-6
"""How far the speed of play may be bent: inaudible, as much as two cheap sound cards differ by, and in a frame less
than a third of a sample, which is what `resampling.between` draws out at once."""
_LEAST_BEND: Final = 20e-6
"""Bend below which the speed is left alone: a millisecond of surplus, which the next second's packets may take back."""
_BEND_PER_SECOND: Final = 0.02
"""Bend for each second of surplus."""
_TOO_MUCH: Final = 0.015
"""Seconds off the target from which a pause is cut, or drawn out, by 10 ms a frame: nobody hears it there."""
_PAUSE: Final = -50.0
"""dBFS below which a frame belongs to a pause."""
_FAR_TOO_MUCH: Final = 0.070
"""Seconds above the target from which pieces are cut out of words as well."""
_RISE, _FALL = 0.75, 0.1
"""How fast the level follows a voice that grows louder or softer, for each piece that is pulled: 20 ms."""
_CUT: Final = 480
_FADE: Final = 240
_WRAP: Final = 1 << 16


class RtpPacket(Protocol):
    """What aiortc's `RtpPacket` has that matters here."""

    sequence_number: int
    timestamp: int
    payload: bytes


@dataclass(slots=True)
class ReceiveFigures:
    """What became of the packets since the stream began, and what is waited for now (seconds)."""

    received: int = 0
    late: int = 0
    recovered: int = 0
    concealed: int = 0
    refused: int = 0
    cut: int = 0
    drawn_out: int = 0
    target: float = 0.0
    buffered: float = 0.0


class ReceiveStream:
    """Packets of one sender to samples. `push` is called by the network's thread, `pull` by the engine's worker."""

    def __init__(self, feed: str) -> None:
        self.feed = feed
        self.figures = ReceiveFigures()
        self.level = QUIETEST
        self._decoder = opus.Decoder()
        self._waiting = WaitingTime()
        self._lock = threading.Lock()
        self._packets: dict[int, bytes] = {}
        self._newest: int | None = None
        self._next: int | None = None
        self._missed = 0
        self._surplus = 0.0
        self._bender = Bender()
        self._ready: deque[Samples] = deque()
        self._count = 0

    def push(self, sequence: int, timestamp: int, payload: bytes, arrival: float) -> None:
        """Take a packet: RTP sequence number and timestamp as they came, arrival by `time.monotonic()`."""
        with self._lock:
            self.figures.received += 1
            number = self._unwrapped(sequence)
            self._waiting.take(number * opus.FRAME / RATE, arrival)
            self.figures.target = self._waiting.target
            if self._next is not None and number < self._next:
                self.figures.late += 1
                return
            self._packets[number] = payload
            while len(self._packets) > LIMIT:
                del self._packets[min(self._packets)]

    def pull(self, count: int) -> Samples:
        """The next `count` samples to play; silence before the stream has begun and while it is interrupted."""
        with self._lock:
            while self._count < count:
                frame = self._frame()
                if frame is None:
                    self.level = QUIETEST
                    return np.zeros(count, np.int16)
                self._keep(self._steered(frame))
            out = self._take(count)
            loud = level_dbfs(out)
            self.level += (_RISE if loud > self.level else _FALL) * (loud - self.level)
            return out

    # --- order of the packets --------------------------------------------------------------------

    def _unwrapped(self, sequence: int) -> int:
        """The sequence number without its wrap at 65536. A leap is a sender that began again."""
        if self._newest is not None:
            step = (sequence - self._newest + _WRAP // 2) % _WRAP - _WRAP // 2
            if abs(step) <= LATEST_AHEAD:
                self._newest = max(self._newest, self._newest + step)
                return self._newest if step >= 0 else self._newest + step
        self._begin_again()
        self._newest = sequence + _WRAP
        return self._newest

    def _begin_again(self) -> None:
        self._packets.clear()
        self._next = None
        self._missed = 0
        self._waiting.restart()

    # --- frames ----------------------------------------------------------------------------------

    def _frame(self) -> Samples | None:
        """The next decoded frame; None while the stream fills up."""
        if self._next is None:
            if len(self._packets) * opus.FRAME / RATE < self._waiting.target:
                return None
            self._next = min(self._packets)
        payload = self._packets.pop(self._next, None)
        if payload is not None:
            self._next += 1
            self._missed = 0
            return self._decoded(payload)
        return self._replaced()

    def _decoded(self, payload: bytes) -> Samples:
        try:
            return self._decoder.decode(payload)
        except opus.OpusRefused:
            self.figures.refused += 1
            return self._decoder.conceal()

    def _replaced(self) -> Samples | None:
        """In place of a frame that is not there: its copy in the packet behind it, or a continuation of the sound."""
        assert self._next is not None  # noqa: S101 - the stream has begun
        following = self._packets.get(self._next + 1)
        if following is not None:
            self._next += 1
            self.figures.recovered += 1
            return self._recovered(following)
        self._missed += 1
        if self._missed > _GIVE_UP:
            self._begin_again()
            return None
        if self._packets:  # Lost, with later ones here; with none here it is only late, and its turn stays.
            self._next += 1
        self.figures.concealed += 1
        return self._decoder.conceal()

    def _recovered(self, following: bytes) -> Samples:
        try:
            return self._decoder.recover(following)
        except opus.OpusRefused:
            self.figures.refused += 1
            return self._decoder.conceal()

    # --- the speed of play -----------------------------------------------------------------------

    def _steered(self, frame: Samples) -> Samples:
        """The frame at a speed that keeps as much in store as has to be waited for, whatever the two clocks do."""
        stored = self._stored()
        self.figures.buffered = stored
        over = stored - self._waiting.target
        self._surplus += 0.02 * (over - self._surplus)
        in_pause = abs(self._surplus) > _TOO_MUCH and level_dbfs(frame) < _PAUSE
        if (over > _FAR_TOO_MUCH and self._surplus > _FAR_TOO_MUCH / 2) or (in_pause and self._surplus > 0):
            frame = _shortened(frame)
            self._surplus -= _CUT / RATE
            self.figures.cut += 1
        elif in_pause:
            frame = _drawn_out(frame)
            self._surplus += _CUT / RATE
            self.figures.drawn_out += 1
        bend = min(_MOST_BEND, max(-_MOST_BEND, _BEND_PER_SECOND * self._surplus))
        bend = 0.0 if abs(bend) < _LEAST_BEND else bend
        bent = self._bender.process(frame.astype(np.float32), 1 + bend)
        np.rint(bent, out=bent)
        played: Samples = np.clip(bent, -32768, 32767, out=bent).astype(np.int16)
        return played

    def _stored(self) -> float:
        """Seconds of sound between the newest packet and the next sample, holes counted."""
        assert self._next is not None  # noqa: S101 - the stream has begun
        last = max(self._packets, default=self._next - 1)
        return ((last - self._next + 1) * opus.FRAME + self._count) / RATE

    def _keep(self, samples: Samples) -> None:
        if len(samples):
            self._ready.append(samples)
            self._count += len(samples)

    def _take(self, count: int) -> Samples:
        parts = []
        while count:
            head = self._ready.popleft()
            if len(head) > count:
                self._ready.appendleft(head[count:])
                head = head[:count]
            parts.append(head)
            count -= len(head)
            self._count -= len(head)
        return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _shortened(frame: Samples) -> Samples:
    """The frame with 10 ms cut out where it is most like itself, so that the seam falls on a period of the voice."""
    if len(frame) < 2 * _CUT:
        return frame
    wave = frame.astype(np.float32)
    head = wave[:_FADE]
    likeness = np.correlate(wave[_CUT // 2 : -1], head, "valid")[::8]
    lag = _CUT // 2 + 8 * int(np.argmax(likeness))
    fade = np.linspace(0, 1, _FADE, dtype=np.float32)
    seam = head * (1 - fade) + wave[lag : lag + _FADE] * fade
    return np.concatenate((seam, wave[lag + _FADE :])).astype(np.int16)


def _drawn_out(frame: Samples) -> Samples:
    """The frame with 10 ms of it once more."""
    if len(frame) < 2 * _CUT:
        return frame
    wave = frame.astype(np.float32)
    fade = np.linspace(0, 1, _FADE, dtype=np.float32)
    seam = wave[-_FADE:] * (1 - fade) + wave[-_CUT - _FADE : -_CUT] * fade
    return np.concatenate((wave[:-_FADE], seam, wave[-_CUT:])).astype(np.int16)


class Clock(Protocol):
    """Seconds that never go back, as `time.monotonic`."""

    def __call__(self) -> float:
        """The time now."""
        ...


class PacketBuffer:
    """Stands where aiortc's receiver keeps its audio jitter buffer, and hands every packet to a stream."""

    def __init__(self, stream: ReceiveStream, clock: Clock = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock

    def add(self, packet: RtpPacket) -> tuple[bool, None]:
        """Take a packet in aiortc's way: no picture-loss indication, no frame for its own decoder."""
        self._stream.push(packet.sequence_number, packet.timestamp, packet.payload, self._clock())
        return False, None
