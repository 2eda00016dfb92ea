"""The media process from within: an asyncio loop, the parts it is made of, and a pipe to the seat.

What the parts are is said by the `build` function that `app` hands over by name, so nothing here knows a driver
family, a codec or a call.
"""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from seat_client.media.frames import Slots
from seat_client.media.messages import Ready

ALIVE_EVERY = 0.5
"""Seconds between signs of life; the client takes the process for hung after several of them stayed away."""


@dataclass(frozen=True, slots=True)
class Alive:
    """A sign of life; between process and client alone."""


@dataclass(frozen=True, slots=True)
class Begin:
    """The process is no longer a standby: it builds its parts and takes these standing orders first."""

    orders: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class End:
    """Close the devices and leave."""


class Tiles:
    """The writing side of all tiles. `write` may be called from any thread, one thread for each tile."""

    def __init__(self, addresses: Sequence[str], tick: socket.socket) -> None:
        self._slots = tuple(Slots.attach(address) for address in addresses)
        self._tick = tick
        tick.setblocking(False)

    def __len__(self) -> int:
        return len(self._slots)

    def write(self, tile: int, pixels: memoryview, width: int, height: int, at: float, *, line: int = 0) -> None:
        """Publish a BGRA picture and tell the reader which tile has changed; `line` as in `Slots.write`."""
        self._slots[tile].write(pixels, width, height, at, line=line)
        self._ring(tile)

    def clear(self, tile: int) -> None:
        """Show no picture."""
        self._slots[tile].clear()
        self._ring(tile)

    def close(self) -> None:
        for slots in self._slots:
            slots.close()

    def _ring(self, tile: int) -> None:
        with contextlib.suppress(BlockingIOError, OSError):  # a reader that lags finds the newest anyway
            self._tick.send(bytes((tile,)))


SWITCH_EVERY = 0.001
"""Seconds a thread keeps Python while another one waits. With the usual 5 ms a block of sound, 10 ms long, waits for
half its time behind whatever the loop does just then, and again on its way back."""


class Part(Protocol):
    """Something the process owns: the camera, the sound, the call."""

    @property
    def takes(self) -> tuple[type, ...]:
        """The types of orders it takes."""

    async def take(self, order: object) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Host:
    """What a part is given: the loop it runs in, its tiles, and how it tells news (from any thread)."""

    loop: asyncio.AbstractEventLoop
    tiles: Tiles
    tell: Callable[[object], None]


Build = Callable[[Host, object], Sequence[Part]]
"""Makes the parts, in the order in which they are started; `object` is the set-up that `app` passed along."""


def main(  # the target of spawn
    connection: Connection, tick: socket.socket, tiles: Sequence[str], build: Build, setup: object
) -> None:
    """Wait as a standby until the first order, then serve until the seat ends or hangs up."""
    sys.setswitchinterval(SWITCH_EVERY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the seat, which then ends us
    try:
        first = connection.recv()
    except (EOFError, OSError):
        return
    if isinstance(first, Begin):
        asyncio.run(_serve(connection, Tiles(tiles, tick), build, setup, first))
        connection.close()
        os._exit(0)  # all is closed; taking the codecs apart would only take time


class _Told:
    """Sends news from any thread; a seat that has gone is noticed by the reader, not here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def __call__(self, news: object) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._connection.send(news)


async def _serve(connection: Connection, tiles: Tiles, build: Build, setup: object, begin: Begin) -> None:
    loop = asyncio.get_running_loop()
    orders: asyncio.Queue[object] = asyncio.Queue()
    tell = _Told(connection)
    threading.Thread(target=_read, args=(connection, loop, orders), name="orders", daemon=True).start()
    parts = build(Host(loop, tiles, tell), setup)
    beat = asyncio.create_task(_beat(tell))
    tell(Ready(os.getpid()))
    try:
        for order in begin.orders:
            await _hand_over(parts, order)
        while not isinstance(order := await orders.get(), End):
            await _hand_over(parts, order)
    finally:
        beat.cancel()
        for part in reversed(parts):
            await part.close()
        tiles.close()


def _read(connection: Connection, loop: asyncio.AbstractEventLoop, orders: "asyncio.Queue[object]") -> None:
    order: object = None
    while not isinstance(order, End):
        try:
            order = connection.recv()
        except (EOFError, OSError):
            order = End()
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(orders.put_nowait, order)


async def _hand_over(parts: Sequence[Part], order: object) -> None:
    for part in parts:
        if isinstance(order, part.takes):
            await part.take(order)


async def _beat(tell: Callable[[object], None]) -> None:
    while True:
        tell(Alive())
        await asyncio.sleep(ALIVE_EVERY)
