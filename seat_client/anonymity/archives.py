"""Files inside files: an attachment may be an archive, an office document or another PDF, and holds files again."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

MAX_DEPTH = 4
MAX_ENTRIES = 2000
MAX_TOTAL = 64 * 1024 * 1024
"""Bytes that all levels together may unpack to; what lies beyond is reported as not opened."""

_ZIP, _GZIP, _PDF = b"PK\x03\x04", b"\x1f\x8b", b"%PDF-"
_CLOSED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"MSCF", b"\xfd7zXZ", b"BZh")
"""RAR, 7-Zip, Cabinet, XZ and bzip2: recognised, not opened."""


class Unpacker:
    """Opens nested archives within one budget."""

    def __init__(self) -> None:
        self._left = MAX_TOTAL
        self._entries = MAX_ENTRIES
        self.unopened = False
        """Whether something looked like an archive and was not, or not wholly, opened."""

    def layers(self, data: bytes, depth: int = 0) -> Iterator[bytes]:
        """The bytes themselves, the names in an archive, and everything in it, level by level."""
        yield data
        if depth >= MAX_DEPTH:
            self.unopened = self.unopened or _is_archive(data)
            return
        if data[:4] == _ZIP:
            yield from self._zip(data, depth)
        elif data[:2] == _GZIP:
            yield from self.layers(self._inflated(data, 16 + zlib.MAX_WBITS), depth + 1)
        elif data[:5] == _PDF:
            for start in _streams(data):
                yield from self.layers(self._inflated(data[start : start + MAX_TOTAL], zlib.MAX_WBITS), depth + 1)
        elif data.startswith(_CLOSED):
            self.unopened = True

    def _zip(self, data: bytes, depth: int) -> Iterator[bytes]:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                for entry in archive.infolist():
                    if self._entries <= 0:
                        self.unopened = True
                        return
                    self._entries -= 1
                    yield entry.filename.encode("utf-8", "surrogateescape") + entry.comment
                    yield from self.layers(self._entry(archive, entry), depth + 1)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            self.unopened = True

    def _entry(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
        try:
            with archive.open(entry) as file:
                content = file.read(self._left + 1)
        except (RuntimeError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            self.unopened = True  # locked with a password, or damaged
            return b""
        return self._counted(content)

    def _inflated(self, data: bytes, bits: int) -> bytes:
        try:
            content = zlib.decompressobj(bits).decompress(data, self._left + 1)
        except zlib.error:
            return b""
        return self._counted(content)

    def _counted(self, content: bytes) -> bytes:
        if len(content) > self._left:
            self.unopened = True
            content = content[: self._left]
        self._left -= len(content)
        return content


def _is_archive(data: bytes) -> bool:
    return data[:4] == _ZIP or data[:2] == _GZIP or data.startswith(_CLOSED)


def _streams(pdf: bytes) -> Iterator[int]:
    at = pdf.find(b"stream")
    while at >= 0:
        start = at + 6
        start += 2 if pdf[start : start + 2] == b"\r\n" else 1
        if pdf[at - 3 : at] != b"end":
            yield start
        at = pdf.find(b"stream", start)
