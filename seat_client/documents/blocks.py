"""Shared memory through which a worker hands over pixels: one block for each page under way."""

import os
import secrets
from contextlib import suppress
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

PREFIX = "seat-page-"
"""Every block is named PREFIX, the seat's process id, a dash and chance."""

_SHARED_MEMORY = Path("/dev", "shm")
_ROOMY = 4


def view(block: SharedMemory) -> memoryview:
    """The bytes of an open block."""
    if block.buf is None:
        raise ValueError("the block is closed")
    return block.buf


def sweep() -> int:
    """Remove the pages that seats which were killed left in memory; gives how many blocks there were."""
    left = [block for block in _SHARED_MEMORY.glob(f"{PREFIX}*") if not _has_a_seat(block.name)]
    for block in left:
        with suppress(FileNotFoundError, PermissionError):  # gone by itself just now; another user's seat
            block.unlink()
    return len(left)


def _has_a_seat(block: str) -> bool:
    number = block.removeprefix(PREFIX).partition("-")[0]
    return not number.isdecimal() or Path("/proc", number).exists()


def _new(size: int) -> SharedMemory:
    return SharedMemory(f"{PREFIX}{os.getpid()}-{secrets.token_hex(8)}", create=True, size=size)


class Blocks:
    """A fixed number of blocks, each made anew when a page does not fit or is far smaller; zeroed when given up."""

    def __init__(self, count: int) -> None:
        self._blocks: list[SharedMemory | None] = [None] * count

    def fitting(self, slot: int, size: int) -> str:
        """The name of a block in this slot that holds `size` bytes."""
        block = self._blocks[slot]
        if block is None or not size <= block.size <= max(_ROOMY * size, 1 << 20):
            self._discard(slot)
            block = self._blocks[slot] = _new(size)
        return block.name

    def take(self, slot: int, size: int) -> bytearray:
        """A copy of the first `size` bytes, so that the slot is free again at once."""
        block = self._blocks[slot]
        return bytearray(view(block)[:size]) if block is not None else bytearray()

    def close(self) -> None:
        for slot in range(len(self._blocks)):
            self._discard(slot)

    def _discard(self, slot: int) -> None:
        block, self._blocks[slot] = self._blocks[slot], None
        if block is not None:
            view(block)[:] = bytes(block.size)
            block.close()
            block.unlink()
