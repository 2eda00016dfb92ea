"""The media process from without: started ahead, watched, and replaced within a second when it dies or hangs."""

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from seat_client.media import process
from seat_client.media.frames import LARGEST, Slots
from seat_client.media.messages import Command, ProcessLost
from seat_client.media.process import ALIVE_EVERY, Alive, Begin, Build, End

logger = logging.getLogger(__name__)

HUNG_AFTER = 16 * ALIVE_EVERY
BEGINS_WITHIN = 60.0
"""Seconds a fresh process has until its first sign of life: it loads codecs and opens devices."""

ENDS_WITHIN = 3.0
SOONEST_AGAIN = 0.2
LONGEST_PAUSE = 5.0
"""Seconds between two starts: growing up to the longest when processes die at once."""


@dataclass(slots=True)
class _Life:
    """One process; until it was told to begin it is the standby."""

    process: SpawnProcess
    connection: Connection
    heard: float = 0.0


class MediaClient:
    """Sends orders, tells news, and keeps a media process running until `close`.

    `tell` is called in a thread of this class. `tick` becomes readable when tiles have changed: read it empty, each
    byte is the number of a tile. Orders never block and may be given at any time, also while the process is being
    replaced; standing orders are given again to its successor.
    """

    def __init__(
        self, build: Build, setup: object, tell: Callable[[object], None], *, tiles: int = 10, capacity: int = LARGEST
    ) -> None:
        self._build, self._setup, self._tell = build, setup, tell
        self.tiles = tuple(Slots.create(capacity) for _ in range(tiles))
        self.tick, self._ringer = socket.socketpair()
        self.tick.setblocking(False)
        self._bell, self._hammer = get_context("spawn").Pipe(duplex=False)
        self._lock = threading.Lock()
        self._standing: dict[Hashable, Command] = {}
        self._orders: list[Command] = []
        self._closing = False
        self._standby: _Life | None = None
        self.restarts = 0
        self._thread = threading.Thread(target=self._run, name="media client", daemon=True)
        self._thread.start()

    def send(self, order: Command) -> None:
        """Give an order, in order."""
        with self._lock:
            if order.standing is not None:
                self._standing.pop(order.standing, None)  # the newest stands last
                self._standing[order.standing] = order
            self._orders.append(order)
        self._ring()

    def replace_standing(self, order: Command) -> None:
        """Change what a successor process will be told, without telling the present one."""
        with self._lock:
            if order.standing in self._standing:
                self._standing[order.standing] = order

    def standing(self, key: Hashable) -> Command | None:
        """The order with this key that holds now."""
        with self._lock:
            return self._standing.get(key)

    def close(self) -> None:
        """End the process: devices are closed, the call is left. Takes at most a few seconds."""
        self._closing = True
        self._ring()
        self._thread.join()
        for slots in self.tiles:
            slots.close()
        for end in (self.tick, self._ringer, self._bell, self._hammer):
            end.close()

    # --- the thread ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        pause = SOONEST_AGAIN
        try:
            while not self._closing:
                life, self._standby = self._standby or self._spawn(), None
                began = time.monotonic()
                self._begin(life)
                self._attend(life)
                exit_code = self._end(life, ENDS_WITHIN if self._closing else 0.0)
                if self._closing:
                    break
                self.restarts += 1
                logger.warning("media process lost (exit status %s)", exit_code)
                self._tell(ProcessLost(exit_code))
                pause = SOONEST_AGAIN if time.monotonic() - began > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
                if pause > SOONEST_AGAIN:
                    self._sleep(pause)
        finally:
            if self._standby is not None:
                self._end(self._standby, 0.0)  # it has opened nothing

    def _spawn(self) -> _Life:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        addresses = tuple(slots.address for slots in self.tiles)
        arguments = (theirs, self._ringer, addresses, self._build, self._setup)
        child = context.Process(target=process.main, args=arguments, name="seat media", daemon=True)
        child.start()
        theirs.close()
        return _Life(child, ours)

    def _begin(self, life: _Life) -> None:
        with self._lock:
            orders = tuple(self._standing.values())
            self._orders.clear()
        life.heard = time.monotonic() + BEGINS_WITHIN - HUNG_AFTER
        with contextlib.suppress(OSError):
            life.connection.send(Begin(orders))

    def _attend(self, life: _Life) -> None:
        """Until the process ends, hangs, or the client closes. While the whole machine stood still (asleep), nobody
        could give a sign of life, and none is missed."""
        looked = time.monotonic()
        while not self._closing:
            before, looked = looked, time.monotonic()
            if looked - before > HUNG_AFTER / 2:
                life.heard = max(life.heard, looked)
            patience = life.heard + HUNG_AFTER - looked
            if patience <= 0:
                logger.warning("media process gave no sign of life for %.0f s", HUNG_AFTER)
                return
            wait([life.connection, life.process.sentinel, self._bell], min(patience, 2 * ALIVE_EVERY))
            try:
                while life.connection.poll():
                    self._hear(life, life.connection.recv())
                self._pass_on(life)
            except (EOFError, OSError):
                return
            if not life.process.is_alive():
                return

    def _hear(self, life: _Life, news: object) -> None:
        life.heard = time.monotonic()
        if self._standby is None and not self._closing:
            self._standby = self._spawn()  # not before: two that load at once are both late
        if not isinstance(news, Alive):
            self._tell(news)

    def _pass_on(self, life: _Life) -> None:
        while self._bell.poll():
            self._bell.recv_bytes()
        with self._lock:
            orders, self._orders = self._orders, []
        for order in orders:
            life.connection.send(order)

    def _end(self, life: _Life, patience: float) -> int | None:
        """Ask it to leave, then make it; nothing stays behind."""
        with contextlib.suppress(OSError):
            life.connection.send(End())
        self._drain(life, patience)
        if life.process.is_alive():
            life.process.kill()
            life.process.join()
        exit_code = life.process.exitcode
        life.process.close()
        life.connection.close()
        return exit_code

    def _drain(self, life: _Life, seconds: float) -> None:
        """Hear the last words, so that a full pipe does not keep the process from leaving."""
        deadline = time.monotonic() + seconds
        with contextlib.suppress(EOFError, OSError):
            while life.connection.poll(max(0.0, deadline - time.monotonic())):
                self._hear(life, life.connection.recv())
        life.process.join(max(0.0, deadline - time.monotonic()))

    def _sleep(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self._closing and (left := deadline - time.monotonic()) > 0:
            if wait([self._bell], left):
                self._bell.recv_bytes()

    def _ring(self) -> None:
        with self._lock:
            if not self._bell.poll():
                self._hammer.send_bytes(b"!")
