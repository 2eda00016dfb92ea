"""Memory that processes of one seat share, gone when the last of them has ended, however they ended.

On Linux it is a file without a name in any file system (memfd): a seat that was killed with all it had started leaves
no page and no face in /dev/shm. Windows counts the handles of a named mapping, which comes to the same.
"""

import mmap
import os
import secrets
import sys


class SharedMemory:
    """`size` bytes, all zero at first; unmapped when the last view of them goes.

    `name` is this memory's alone and begins with what is in it. `address` lets another process of the same user
    `reach` it for as long as this object lives.
    """

    def __init__(self, size: int, what: str) -> None:
        self.name = f"seat-{what}-{os.getpid()}-{secrets.token_hex(8)}"
        self.size = size
        if sys.platform == "linux":
            self._file = os.memfd_create(self.name, os.MFD_CLOEXEC)
            try:
                os.ftruncate(self._file, size)
                self.bytes = view(self._file, size)
            except BaseException:
                os.close(self._file)
                raise
            self.address = f"{os.getpid()}:{self._file}:{size}:{self.name}"
        else:
            self.bytes = named(self.name, size)
            self.address = f"::{size}:{self.name}"

    def __del__(self) -> None:
        if sys.platform == "linux" and hasattr(self, "address"):
            os.close(self._file)


def reach(address: str) -> memoryview:
    """The memory at this address. Raises FileNotFoundError when its maker has let go of it."""
    process, number, size, name = address.split(":")
    if sys.platform != "linux":
        return named(name, int(size))
    file = os.open(f"/proc/{process}/fd/{number}", os.O_RDWR | os.O_CLOEXEC)
    try:
        if not os.readlink(f"/proc/self/fd/{file}").startswith(f"/memfd:{name}"):  # another file has that number now
            raise FileNotFoundError(address)
        return view(file, int(size))
    finally:
        os.close(file)


def view(file: int, size: int) -> memoryview:
    """The bytes of an open file; they stay when it is closed."""
    return memoryview(mmap.mmap(file, size))


def named(name: str, size: int) -> memoryview:
    """The mapping with this name, made if there is none; on Windows alone."""
    return memoryview(mmap.mmap(-1, size, tagname=name))  # type: ignore[call-arg,unused-ignore]
