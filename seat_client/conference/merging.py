"""One voice that comes by several ways becomes one stream: each 20 ms are taken from whichever way brings them first.

Both lines of a seat send the same packets, but the server starts every subscriber's time anew, so the ways differ by a
constant. It is found by the packets themselves: the same bytes on two ways are the same moment. (SMPTE 2022-7 does
this by sequence numbers, which the server rewrites too.)
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

FRAME: Final = 960
REMEMBERED: Final = 200
"""Packets (4 s) among which a copy is looked for."""

TELLING: Final = 10
"""Bytes a packet needs to be unmistakable; what is shorter is silence and looks alike."""

AGREEING: Final = 2
"""Copies that must agree on the difference between two ways."""

ALONE_AFTER: Final = 0.06
"""Seconds without the known way until an unknown one is believed: three packets."""

STALE: Final = 25
"""Packets in a row that only repeat the past while nobody else speaks: the server has begun the way's time anew."""

LEAP: Final = 10 * 48_000
"""A timestamp that jumps by more belongs to a stream begun anew."""

_WRAP: Final = 1 << 32

Push = Callable[[int, int, bytes, float], None]
"""Sequence number, timestamp, payload, arrival."""


@dataclass(slots=True)
class _Way:
    offset: int | None = None
    candidate: int | None = None
    votes: int = 0
    last: int = 0
    stale: int = 0


class Merger:
    """The ways of one feed. `push` gets every 20 ms once, on one time line, in the order of arrival."""

    def __init__(self, push: Push) -> None:
        self._push = push
        self._ways: dict[Hashable, _Way] = {}
        self._moments: OrderedDict[bytes, int] = OrderedDict()
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._newest: int | None = None
        self._newest_at = float("-inf")
        self.taken = 0
        self.copies = 0

    def forget(self, way: Hashable) -> None:
        """This way has ended, or begins anew."""
        self._ways.pop(way, None)

    def add(self, way: Hashable, timestamp: int, payload: bytes, arrival: float) -> None:
        """A packet came by `way` with the RTP timestamp it has there."""
        known = self._ways.setdefault(way, _Way())
        if known.offset is not None and _distance(timestamp, known.last) > LEAP:
            self._ways[way] = known = _Way()
        known.last = timestamp
        self._compare(known, timestamp, payload)
        if known.offset is None:
            if arrival - self._newest_at < ALONE_AFTER:
                return  # another way brings this already, and where it belongs is not known yet
            known.offset = (self._continuation(arrival) - timestamp) % _WRAP
        moment = (timestamp + known.offset) % _WRAP
        if moment not in self._seen:
            known.stale = 0
        elif arrival - self._newest_at > ALONE_AFTER:
            known.stale += 1
            if known.stale > STALE:
                known.offset, known.stale = (self._continuation(arrival) - timestamp) % _WRAP, 0
                moment = (timestamp + known.offset) % _WRAP
        self._take(moment, payload, arrival)

    def _compare(self, way: _Way, timestamp: int, payload: bytes) -> None:
        """Look where another way had the same bytes; what agrees often enough is believed."""
        moment = self._moments.get(payload) if len(payload) >= TELLING else None
        if moment is None:
            return
        offset = (moment - timestamp) % _WRAP
        if offset == way.offset:
            way.votes = 0
        elif offset == way.candidate:
            way.votes += 1
            if way.votes >= AGREEING:
                way.offset, way.votes = offset, 0
        else:
            way.candidate, way.votes = offset, 1

    def _continuation(self, arrival: float) -> int:
        """Where on the time line a stream goes on that nothing is known about."""
        if self._newest is None:
            return 0
        passed = min(arrival - self._newest_at, 3600.0)
        return (self._newest + max(1, round(passed * 50)) * FRAME) % _WRAP

    def _take(self, moment: int, payload: bytes, arrival: float) -> None:
        if moment in self._seen:
            self.copies += 1
            return
        self.taken += 1
        self._seen[moment] = None
        self._moments[payload] = moment
        for memory in (self._seen, self._moments):
            if len(memory) > REMEMBERED:
                memory.popitem(last=False)
        if self._newest is None or (moment - self._newest) % _WRAP < _WRAP // 2:
            self._newest, self._newest_at = moment, arrival
        self._push(moment // FRAME & 0xFFFF, moment, payload, arrival)


def _distance(one: int, other: int) -> int:
    step = (one - other) % _WRAP
    return min(step, _WRAP - step)
