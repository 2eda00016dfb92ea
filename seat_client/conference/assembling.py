"""RTP packets of one VP8 stream to whole pictures, in order, and nothing else: a broken picture is never handed out.

RFC 7741 is the payload, RFC 4585 the feedback. A picture is complete with its marker bit. A hole is asked for again
every `ASK_EVERY` seconds; what has not come after `GIVE_UP` is given up, a key frame is asked for, and nothing is
handed out until it is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aiortc.codecs.vpx import VpxPayloadDescriptor
from aiortc.rtp import RtpPacket

ASK_EVERY: Final = 0.06
GIVE_UP: Final = 0.4
KEY_EVERY: Final = 0.35
"""Seconds between two requests for a key frame that does not come."""

FURTHEST: Final = 512
"""Packets a sequence number may jump ahead and still be the same stream."""

_WRAP: Final = 1 << 16
_LONG_PICTURE_ID: Final = 1 << 15
_SHORT_PICTURE_ID: Final = 1 << 7


@dataclass(frozen=True, slots=True)
class Picture:
    """One encoded VP8 picture; `arrived` is when its last packet came (`time.monotonic()`)."""

    data: bytes
    timestamp: int
    key: bool
    arrived: float


@dataclass(slots=True)
class _Piece:
    data: bytes
    timestamp: int
    last: bool
    begins: bool
    key: bool
    picture_id: int | None


@dataclass(slots=True)
class Figures:
    """Counted since the stream began."""

    packets: int = 0
    pictures: int = 0
    asked: int = 0
    given_up: int = 0
    key_requests: int = 0


class Assembler:
    """`add` for each packet, `tick` every few hundredths of a second; single-threaded, never blocks."""

    def __init__(
        self,
        hand_out: Callable[[Picture], None],
        ask_again: Callable[[list[int]], None],
        ask_key_frame: Callable[[], None],
    ) -> None:
        self._hand_out, self._ask_again, self._ask_key_frame = hand_out, ask_again, ask_key_frame
        self.figures = Figures()
        self._pieces: dict[int, _Piece] = {}
        self._missing: dict[int, list[float]] = {}  # number: since when, asked when
        self._newest = -1
        self._next = -1
        self._needs_key = True
        self._asked_key = float("-inf")
        self._picture_id: int | None = None

    @property
    def waits_for_key(self) -> bool:
        """Whether nothing is handed out until a key frame has come."""
        return self._needs_key

    def need_key(self, now: float) -> None:
        """Whoever decodes has lost the thread; or the stream behind this one was exchanged."""
        self._needs_key = True
        self._want_key(now)

    def add(self, packet: RtpPacket, arrival: float) -> None:
        """Take a packet, in any order; hands out what has become complete."""
        self.figures.packets += 1
        number = self._unwrapped(packet.sequence_number, arrival)
        if number < self._next:
            return
        piece = _piece(packet)
        if piece is None:
            return
        self._note_missing(number, arrival)
        self._pieces[number] = piece
        self._missing.pop(number, None)
        if self._missing and piece.key and piece.begins:
            self._needs_key = self._needs_key or min(self._missing) < number
        self._release(arrival)

    def tick(self, now: float) -> None:
        """Ask again for what is missing, and give up what has been missing for too long."""
        if self._missing:
            if now - next(iter(self._missing.values()))[0] > GIVE_UP:
                self._give_up(now)
            else:
                self._ask(now)
        if self._needs_key and self._newest >= 0:
            self._want_key(now)

    # --- numbers --------------------------------------------------------------------------------------------------

    def _unwrapped(self, sequence: int, now: float) -> int:
        if self._newest < 0:
            self._newest = self._next = sequence + _WRAP
            return self._newest
        step = (sequence - self._newest + _WRAP // 2) % _WRAP - _WRAP // 2
        if abs(step) > FURTHEST:  # another stream, or an outage: begin anew from here
            self._begin_at(self._newest + step if step > 0 else self._newest + step + _WRAP, now)
            return self._next
        return self._newest + step

    def _begin_at(self, number: int, now: float) -> None:
        self._pieces.clear()
        self._missing.clear()
        self._newest = self._next = number
        self.need_key(now)

    def _note_missing(self, number: int, now: float) -> None:
        for lost in range(self._newest + 1, number):
            self._missing[lost] = [now, float("-inf")]
        if number > self._newest + 1:
            self._ask(now)
        self._newest = max(self._newest, number)

    # --- feedback -------------------------------------------------------------------------------------------------

    def _ask(self, now: float) -> None:
        due = [number for number, (_, asked) in self._missing.items() if now - asked >= ASK_EVERY]
        for number in due:
            self._missing[number][1] = now
        if due:
            self.figures.asked += len(due)
            self._ask_again([number % _WRAP for number in due])

    def _want_key(self, now: float) -> None:
        if now - self._asked_key >= KEY_EVERY:
            self._asked_key = now
            self.figures.key_requests += 1
            self._ask_key_frame()

    def _give_up(self, now: float) -> None:
        self.figures.given_up += 1
        self._needs_key = True
        self._skip_to(self._key_beyond(now) or self._newest + 1)
        self._want_key(now)
        self._release(now)

    def _key_beyond(self, now: float) -> int | None:
        """Where a key frame begins behind the oldest hole that may be called lost."""
        late = max(number for number, (since, _) in self._missing.items() if now - since > GIVE_UP)
        keys = (number for number, piece in self._pieces.items() if number > late and piece.key and piece.begins)
        return min(keys, default=None)

    def _skip_to(self, number: int) -> None:
        self._next = number
        self._pieces = {each: piece for each, piece in self._pieces.items() if each >= number}
        self._missing = {each: times for each, times in self._missing.items() if each >= number}

    # --- pictures -------------------------------------------------------------------------------------------------

    def _release(self, now: float) -> None:
        while (end := self._complete_from(self._next)) is not None:
            pieces = [self._pieces.pop(number) for number in range(self._next, end + 1)]
            self._next = end + 1
            self._finish(pieces, now)
        if self._needs_key and self._missing and (key := self._whole_key()) is not None:
            self._skip_to(key)  # a whole key frame needs nothing of what is missing before it
            self._release(now)

    def _complete_from(self, first: int) -> int | None:
        number = first
        while (piece := self._pieces.get(number)) is not None:
            if piece.last:
                return number
            number += 1
        return None

    def _whole_key(self) -> int | None:
        for number, piece in sorted(self._pieces.items()):
            if piece.key and piece.begins and self._complete_from(number) is not None:
                return number
        return None

    def _finish(self, pieces: list[_Piece], now: float) -> None:
        first = pieces[0]
        whole = first.begins and all(piece.timestamp == first.timestamp for piece in pieces)
        if not whole or not (first.key or self._follows(first.picture_id)):
            self._needs_key = True
        if whole and first.key:
            self._needs_key = False
        if self._needs_key:
            self._want_key(now)
            return
        self._picture_id = first.picture_id
        self.figures.pictures += 1
        self._hand_out(Picture(b"".join(piece.data for piece in pieces), first.timestamp, first.key, now))

    def _follows(self, picture_id: int | None) -> bool:
        """Whether this is the picture right after the last; a stream exchanged by the server jumps."""
        if picture_id is None or self._picture_id is None:
            return True
        return (picture_id - self._picture_id) % _LONG_PICTURE_ID == 1 or (
            self._picture_id == _SHORT_PICTURE_ID - 1 and picture_id == 0
        )


def _piece(packet: RtpPacket) -> _Piece | None:
    try:
        descriptor, data = VpxPayloadDescriptor.parse(packet.payload)
    except ValueError:
        return None
    if not data:
        return None
    begins = bool(descriptor.partition_start) and descriptor.partition_id == 0
    key = begins and not data[0] & 1
    return _Piece(data, packet.timestamp, bool(packet.marker), begins, key, descriptor.picture_id)
