"""How fast a route carries, from what is sent over it anyway: nothing is fetched to find out, since 5G is paid by byte.

What the seat receives is timed while it comes. What it sends the kernel takes at once, so for that its own estimate is
asked: the rate at which the other side has acknowledged.
"""

import socket
import struct
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

LEAST_BYTES = 128 * 1024
"""A shorter transfer tells of the round trip, not of the rate."""
KEPT = 8
_DELIVERY_RATE = struct.Struct("=160xQ")
"""tcp_info, linux/tcp.h: tcpi_delivery_rate in bytes a second."""

Measured = Callable[[int, float], None]


class Rate:
    """Megabits a second in one direction, over the last transfers that were long enough."""

    def __init__(self) -> None:
        self._kept: deque[tuple[int, float]] = deque(maxlen=KEPT)

    def take(self, count: int, seconds: float) -> None:
        """A transfer of so many bytes in so many seconds."""
        if count >= LEAST_BYTES and seconds > 0:
            self._kept.append((count, seconds))

    @property
    def mbit(self) -> float | None:
        """None until something was measured."""
        kept = list(self._kept)
        if not kept:
            return None
        return round(sum(count for count, _ in kept) * 8e-6 / sum(seconds for _, seconds in kept), 2)


class TimedBody:
    """The body of an answer as urllib3 gives it, timed while it comes; what else it is asked goes on to that."""

    def __init__(self, body: Any, received: Measured) -> None:
        self._body = body
        self._received = received

    def stream(self, *arguments: Any, **options: Any) -> Iterator[bytes]:
        """The blocks; only the waiting for them counts, not what is done with them."""
        count, seconds = 0, 0.0
        blocks = self._body.stream(*arguments, **options)
        try:
            while True:
                began = time.perf_counter()
                block = next(blocks, None)
                seconds += time.perf_counter() - began
                if block is None:
                    return
                count += len(block)
                yield block
        finally:
            self._received(count, seconds)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._body, name)


def delivered(line: socket.socket, count: int) -> float:
    """In how many seconds so many bytes are delivered at the rate the kernel saw; 0.0 where it does not tell."""
    try:
        (rate,) = _DELIVERY_RATE.unpack(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _DELIVERY_RATE.size))
    except (OSError, AttributeError, struct.error):
        return 0.0
    return count / rate if rate else 0.0
