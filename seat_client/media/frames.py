"""Pictures from one process to another: three buffers in shared memory, the newest wins, nothing queues.

One writer and one reader. The writer fills a buffer that is neither the newest nor held by the reader; the reader
holds the newest while it draws. A dead writer leaves the last picture standing, a dead reader hinders nobody.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from seat_client.shared_memory import SharedMemory, reach

_BUFFERS = 3
_NONE = 255
_NEWEST, _HELD = 0, 1
_HEAD = struct.Struct("<QIId")  # sequence number, width, height, time
_HEAD_AT = 16
_PIXELS_AT = _HEAD_AT + _BUFFERS * 32

LARGEST = 1280 * 720 * 4
"""Bytes of the largest picture by default; memory that no picture has touched costs nothing."""


class PictureTooLarge(ValueError):
    """`needed` bytes do not fit into `capacity`."""

    def __init__(self, needed: int, capacity: int) -> None:
        super().__init__(f"{needed} > {capacity}")
        self.needed, self.capacity = needed, capacity


@dataclass(frozen=True, slots=True)
class Picture:
    """BGRA, four bytes a pixel, rows without padding; `at` is `time.monotonic()` of when it was taken or decoded.

    `pixels` points into the shared memory: draw or copy it before leaving `newest()`.
    """

    number: int
    width: int
    height: int
    at: float
    pixels: memoryview


class Slots:
    """The pictures of one tile. Made by the reading side, attached to by its `address` on the writing side."""

    def __init__(self, pixels: memoryview, memory: SharedMemory | None = None) -> None:
        self._bytes = pixels
        self._memory = memory
        self.address = memory.address if memory is not None else ""
        self.capacity = (pixels.nbytes - _PIXELS_AT) // _BUFFERS // 64 * 64
        self._written = 0

    @classmethod
    def create(cls, capacity: int = LARGEST) -> "Slots":
        """Room for pictures of `capacity` bytes, empty."""
        capacity = -(-capacity // 64) * 64
        memory = SharedMemory(_PIXELS_AT + _BUFFERS * capacity, "picture")
        slots = cls(memory.bytes, memory)
        slots._bytes[_NEWEST] = slots._bytes[_HELD] = _NONE
        return slots

    @classmethod
    def attach(cls, address: str) -> "Slots":
        """The writing side of slots made elsewhere. Raises FileNotFoundError when they are gone."""
        slots = cls(reach(address))
        newest = slots._bytes[_NEWEST]
        if newest != _NONE:  # a successor of a writer that died goes on counting
            slots._written = slots._head(newest)[0]
        return slots

    def write(self, pixels: "memoryview | bytes", width: int, height: int, at: float, *, line: int = 0) -> None:
        """Publish a BGRA picture, whose rows begin every `line` bytes where that is more than they need; those of the
        tile follow one another. Raises PictureTooLarge."""
        row, size = width * 4, width * height * 4
        line = line or row
        view = memoryview(pixels).cast("B")
        if size > self.capacity or view.nbytes != line * height:
            raise PictureTooLarge(max(size, view.nbytes), self.capacity)
        taken = {self._bytes[_NEWEST], self._bytes[_HELD]}
        buffer = next(each for each in range(_BUFFERS) if each not in taken)
        start = _PIXELS_AT + buffer * self.capacity
        if line == row:
            self._bytes[start : start + size] = view
        else:
            for number in range(height):
                place = start + number * row
                self._bytes[place : place + row] = view[number * line : number * line + row]
        self._written += 1
        _HEAD.pack_into(self._bytes, _HEAD_AT + buffer * 32, self._written, width, height, at)
        self._bytes[_NEWEST] = buffer

    @contextmanager
    def newest(self) -> Iterator[Picture | None]:
        """The newest picture, or None before the first; the writer leaves it alone until the block is left."""
        buffer = self._hold()
        if buffer is None:
            yield None
            return
        number, width, height, at = self._head(buffer)
        start = _PIXELS_AT + buffer * self.capacity
        pixels = self._bytes[start : start + width * height * 4].toreadonly()
        try:
            yield Picture(number, width, height, at, pixels)
        finally:
            pixels.release()
            self._bytes[_HELD] = _NONE

    def clear(self) -> None:
        """Forget the picture (the feed has left), so that the tile shows none."""
        self._bytes[_NEWEST] = _NONE

    def close(self) -> None:
        """Let go of the memory, which goes with the last that holds it."""
        self._bytes.release()
        self._memory = None

    def _hold(self) -> int | None:
        """Mark the newest buffer as held; again, should the writer have moved on between look and mark."""
        while (buffer := self._bytes[_NEWEST]) != _NONE:
            self._bytes[_HELD] = buffer
            if self._bytes[_NEWEST] == buffer:
                return int(buffer)
        self._bytes[_HELD] = _NONE
        return None

    def _head(self, buffer: int) -> tuple[int, int, int, float]:
        number, width, height, at = _HEAD.unpack_from(self._bytes, _HEAD_AT + buffer * 32)
        return int(number), int(width), int(height), float(at)
