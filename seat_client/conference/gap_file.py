"""A gap on the disk: sealed piece by piece as it is written, by the cipher documents are kept under (AES-256-GCM).

A file is a header (magic, 8-byte file id) and pieces, each its length in 4 bytes and what was sealed. The nonce of a
piece is the file id and its index, so pieces can be neither exchanged nor left out from the middle. Unlike a document
it has no size in its header, since nobody knows it yet: a process that is killed leaves a file that is whole up to the
piece it was writing.
"""

import hashlib
import os
import secrets
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seat_client.conference.errors import GapUnreadable

KEY_BYTES: Final = 32
LARGEST_PIECE: Final = 64 * 1024
_MAGIC: Final = b"SEATGAP1"
_HEADER: Final = struct.Struct(">8s8s")
_LENGTH: Final = struct.Struct(">I")
_TAG: Final = 16


class GapWriter:
    """A new file at `path` under a key of 32 bytes. Each `write` is on the disk's way before it returns.

    Raises OSError; FileExistsError where there is one.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._aead, self._id, self._count = AESGCM(key), secrets.token_bytes(8), 0
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0)
        self._file.write(_HEADER.pack(_MAGIC, self._id))

    def write(self, data: "bytes | bytearray | memoryview") -> int:
        """Append `data`, sealed."""
        view = memoryview(data).cast("B")
        for start in range(0, len(view), LARGEST_PIECE):
            sealed = self._aead.encrypt(_nonce(self._id, self._count), bytes(view[start : start + LARGEST_PIECE]), None)
            self._count += 1
            self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        return len(view)

    def close(self) -> None:
        """Nothing more is appended."""
        os.fsync(self._file.fileno())
        self._file.close()


@dataclass(frozen=True, slots=True)
class _Piece:
    starts: int
    length: int
    lies_at: int


class GapReader:
    """The plain bytes of such a file, wherever they are asked for; only ever in memory. `size` is how many there are.

    Raises GapUnreadable for another key or a changed file, OSError.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._aead, self._path = AESGCM(key), path
        with path.open("rb") as file:
            self._id, self._pieces = _look_through(file)
        self.size = self._pieces[-1].starts + self._pieces[-1].length if self._pieces else 0

    def digest(self) -> str:
        """SHA-256 of all, in hexadecimal."""
        whole = hashlib.sha256()
        with self._path.open("rb") as file:
            for index in range(len(self._pieces)):
                whole.update(self._opened(file, index))
        return whole.hexdigest()

    def read(self, position: int, count: int) -> bytes:
        """`count` bytes from `position` on, fewer at the end."""
        parts = []
        with self._path.open("rb") as file:
            for index, piece in enumerate(self._pieces):
                if piece.starts < position + count and piece.starts + piece.length > position:
                    begin = max(0, position - piece.starts)
                    parts.append(self._opened(file, index)[begin : position + count - piece.starts])
        return b"".join(parts)

    def _opened(self, file: BinaryIO, index: int) -> bytes:
        piece = self._pieces[index]
        file.seek(piece.lies_at)
        try:
            return self._aead.decrypt(_nonce(self._id, index), file.read(piece.length + _TAG), None)
        except InvalidTag as error:
            raise GapUnreadable from error


def _look_through(file: BinaryIO) -> tuple[bytes, list[_Piece]]:
    """The file's id, and where its pieces lie; a last one that is not whole is none."""
    header = file.read(_HEADER.size)
    if len(header) != _HEADER.size or not header.startswith(_MAGIC):
        raise GapUnreadable
    size, place, starts = os.fstat(file.fileno()).st_size, _HEADER.size, 0
    pieces = []
    while place + _LENGTH.size <= size:
        file.seek(place)
        length = _LENGTH.unpack(file.read(_LENGTH.size))[0] - _TAG
        place += _LENGTH.size
        if not 0 <= length <= LARGEST_PIECE:
            raise GapUnreadable
        if place + length + _TAG > size:
            break
        pieces.append(_Piece(starts, length, place))
        place, starts = place + length + _TAG, starts + length
    return _HEADER.unpack(header)[1], pieces


def _nonce(file_id: bytes, index: int) -> bytes:
    return file_id + struct.pack(">I", index)
