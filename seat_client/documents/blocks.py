"""Shared memory through which a worker hands over pixels: it draws into a block, the screen shows that same block.

Nothing is copied on the way: a page has four megabytes, and copying them would keep the screen waiting.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from multiprocessing import reduction
from multiprocessing.connection import Connection
from threading import RLock

from seat_client.shared_memory import SharedMemory, named, view

_ROOMY = 4
_MOST_FREE = 3


class Block(SharedMemory):
    """One piece of shared memory of this seat's."""

    def __init__(self, size: int) -> None:
        super().__init__(size, "page")

    def hand_over(self, connection: Connection, process: int) -> None:
        """Let the process at the other end `receive` it: a confined one reaches nothing by its address."""
        if sys.platform == "linux":
            reduction.send_handle(connection, self._file, process)

    def wipe(self) -> None:
        """Overwrite everything; other threads go on meanwhile."""
        ctypes.memset(ctypes.addressof(ctypes.c_char.from_buffer(self.bytes)), 0, self.size)


def receive(connection: Connection, name: str, size: int) -> memoryview:
    """The block that the seat hands over just now."""
    if sys.platform != "linux":
        return named(name, size)
    file = reduction.recv_handle(connection)
    try:
        return view(file, size)
    finally:
        os.close(file)


class Loan:
    """The pixels of one page or tile in a block, lent to whoever shows them until `end`, or until nobody does."""

    def __init__(self, block: Block, size: int, give_back: Callable[[Block], None]) -> None:
        self.block = block
        self.pixels = block.bytes[:size]
        self._give_back: Callable[[Block], None] | None = give_back

    def end(self) -> None:
        """Overwrite the pixels; the block goes back and will hold those of another page."""
        give_back, self._give_back = self._give_back, None
        if give_back is not None:
            self.block.wipe()
            give_back(self.block)

    def __del__(self) -> None:
        self.end()


class Blocks:
    """The blocks of one document, lent and taken back by any thread; a few stay at hand for the next pages."""

    def __init__(self) -> None:
        self._lock = RLock()  # a forgotten loan may end in the midst of anything
        self._free: list[Block] = []
        self._given_up: list[str] = []
        self._closed = False

    def lend(self, size: int) -> Loan:
        """A block of at least `size` bytes and not much more, all of them zero."""
        with self._lock:
            block = next((one for one in self._free if size <= one.size <= max(_ROOMY * size, 1 << 20)), None)
            if block is not None:
                self._free.remove(block)
        return Loan(block or Block(size), size, self._take_back)

    def given_up(self) -> list[str]:
        """The names of blocks that will not be lent again; each is told once."""
        with self._lock:
            names, self._given_up = self._given_up, []
        return names

    def close(self) -> None:
        """Keep none; what is still lent is overwritten by whoever shows it."""
        with self._lock:
            self._closed = True
            self._free.clear()

    def _take_back(self, block: Block) -> None:
        with self._lock:
            if not self._closed:
                self._free.insert(0, block)
                self._given_up += [one.name for one in self._free[_MOST_FREE:]]
                del self._free[_MOST_FREE:]
