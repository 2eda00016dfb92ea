"""Documents at rest: AES-256-GCM in chunks, so that any part can be read without decrypting the rest.

A file is a header (magic, 8-byte file id, 8-byte size of the plain text) and sealed chunks of 64 KiB. The nonce of a
chunk is the file id and its index; size and index are authenticated with it, so chunks can neither be exchanged nor
dropped. An empty document still has one (empty) chunk: no file is accepted without one successful authentication.
"""

import io
import os
import secrets
import struct
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seat_client.documents.errors import NotEncrypted, Tampered

CHUNK = 64 * 1024
TAG = 16
KEY_BYTES = 32
_MAGIC = b"SEATDOC1"
_HEADER = struct.Struct(">8s8sQ")
_CACHED_CHUNKS = 32


def encrypt(source: BinaryIO, path: Path, key: bytes) -> None:
    """Leave the rest of a seekable `source` at `path`, encrypted; the file appears complete or not at all."""
    start = source.tell()
    size = source.seek(0, io.SEEK_END) - start
    source.seek(start)
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as target:
            _write(source, size, target, AESGCM(key))
            target.flush()
            os.fsync(target.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _write(source: BinaryIO, size: int, target: BinaryIO, aead: AESGCM) -> None:
    file_id = secrets.token_bytes(8)
    target.write(_HEADER.pack(_MAGIC, file_id, size))
    for index in range(_chunks(size)):
        block = source.read(min(CHUNK, size - index * CHUNK))
        target.write(aead.encrypt(_nonce(file_id, index), block, _associated(size, index)))


def _chunks(size: int) -> int:
    return max(1, -(-size // CHUNK))


def _nonce(file_id: bytes, index: int) -> bytes:
    return file_id + struct.pack(">I", index)


def _associated(size: int, index: int) -> bytes:
    return struct.pack(">QI", size, index)


class DecryptingReader(io.RawIOBase):
    """The plain text of an encrypted document as a seekable file; nothing decrypted is ever written anywhere.

    Chunks are decrypted into a few blocks that are used again and again: they stay in the processor's cache, and are
    overwritten when the reader closes.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._aead = AESGCM(key)
        self._sealed = memoryview(bytearray(CHUNK + TAG))
        self._cache: OrderedDict[int, memoryview] = OrderedDict()
        self._position = 0
        try:
            self._id, self.size = self._header()
            self._chunk(0)
        except BaseException:
            self.close()
            raise

    def _header(self) -> tuple[bytes, int]:
        header = self._file.read(_HEADER.size)
        if len(header) != _HEADER.size or not header.startswith(_MAGIC):
            raise NotEncrypted
        _, file_id, size = _HEADER.unpack(header)
        expected = _HEADER.size + size + _chunks(size) * TAG
        if os.fstat(self._file.fileno()).st_size != expected:
            raise Tampered(_chunks(size) - 1)
        return file_id, size

    def _chunk(self, index: int) -> memoryview:
        """The plain text of a chunk, valid until the next call."""
        block = self._cache.get(index)
        if block is not None:
            self._cache.move_to_end(index)
            return block
        full = len(self._cache) == _CACHED_CHUNKS
        block = self._cache.popitem(last=False)[1] if full else memoryview(bytearray(CHUNK))
        self._decrypt(index, block[: min(CHUNK, self.size - index * CHUNK)])
        self._cache[index] = block
        return block

    def _decrypt(self, index: int, plain: memoryview) -> None:
        self._file.seek(_HEADER.size + index * (CHUNK + TAG))
        sealed = self._sealed[: len(plain) + TAG]
        if self._file.readinto(sealed) != len(sealed):
            raise Tampered(index)
        try:
            self._aead.decrypt_into(_nonce(self._id, index), sealed, _associated(self.size, index), plain)
        except InvalidTag as error:
            raise Tampered(index) from error

    def fill(self, target: memoryview, position: int) -> int:
        """Copy what stands at `position` into `target`, in bytes; how many there were, fewer at the document's end."""
        length = max(0, min(len(target), self.size - position))
        done = 0
        while done < length:
            index, offset = divmod(position + done, CHUNK)
            taken = min(length - done, CHUNK - offset)
            part = target[done : done + taken]
            if taken == CHUNK and index not in self._cache:
                self._decrypt(index, part)  # from the middle of a picture: nobody asks for it again
            else:
                part[:] = self._chunk(index)[offset : offset + taken]
            done += taken
        return done

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning of the document")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        done = self.fill(memoryview(buffer).cast("B"), self._position)
        self._position += done
        return done

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            for block in self._cache.values():
                block[:] = bytes(CHUNK)
            self._cache.clear()
        super().close()
