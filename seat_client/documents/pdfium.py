"""PDFium by its raw interface: open, measure, list, draw. Runs in the document worker only.

Form filling is never initialised and links, actions and scripts are never followed: measured on 2,058 broken and
hostile files, PDFium then neither crashed nor hung. One thread only: PDFium is not thread-safe.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2_raw as pdfium

from seat_client.documents import limits
from seat_client.documents.cipher import DecryptingReader
from seat_client.documents.errors import PageRefused, Refused, Tampered
from seat_client.documents.limits import BitmapSize
from seat_client.documents.messages import OutlineEntry

A4 = (595.0, 842.0)
_PAGES_PER_OPENING = 200
_REFUSED_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def start_library() -> None:
    """Once in a process, before anything else here."""
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))


class _Access:
    """Lets PDFium read through the decrypting reader; remembers what went wrong inside a callback."""

    def __init__(self, reader: DecryptingReader) -> None:
        self._reader = reader
        self.damage: Tampered | None = None
        self.struct = pdfium.FPDF_FILEACCESS()
        self.struct.m_FileLen = reader.size
        self.struct.m_GetBlock = type(self.struct.m_GetBlock)(self._read)

    def _read(self, _: object, position: int, target: Any, size: int) -> int:
        try:
            block = self._reader.read_at(position, size)
        except Tampered as error:
            self.damage = error
            return 0
        except OSError:
            return 0
        ctypes.memmove(target, block, len(block))
        return int(len(block) == size)


class PdfDocument:
    """One open document; raises `Refused` when it cannot be shown, `PageRefused` for a single page."""

    def __init__(self, reader: DecryptingReader) -> None:
        if reader.size > limits.MAX_DOCUMENT_BYTES:
            raise Refused("too_large")
        self._access = _Access(reader)
        self._handle = self._load()
        self._drawn = 0
        self.page_count = pdfium.FPDF_GetPageCount(self._handle)
        if self.page_count < 1:
            raise Refused("broken")
        if self.page_count > limits.MAX_PAGES:
            raise Refused("too_large")

    def _load(self) -> Any:
        handle = pdfium.FPDF_LoadCustomDocument(self._access.struct, None)
        self._check_integrity()
        if not handle:
            password = pdfium.FPDF_GetLastError() in _REFUSED_PASSWORD
            raise Refused("encrypted" if password else "broken")
        return handle

    def _check_integrity(self) -> None:
        if self._access.damage is not None:
            raise Refused("tampered") from self._access.damage

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of every page in points; a page without usable size counts as A4."""
        sizes = tuple(self._size(page) for page in range(self.page_count))
        self._check_integrity()
        return sizes

    def _size(self, page: int) -> tuple[float, float]:
        size = pdfium.FS_SIZEF()
        found = pdfium.FPDF_GetPageSizeByIndexF(self._handle, page, size)
        usable = found and 0.1 < size.width < 1e6 and 0.1 < size.height < 1e6
        return (round(size.width, 3), round(size.height, 3)) if usable else A4

    def outline(self) -> tuple[OutlineEntry, ...]:
        """The table of contents in reading order, within the limits."""
        entries: list[OutlineEntry] = []
        for bookmark, depth in self._bookmarks():
            page = self._target(bookmark)
            if 0 <= page < self.page_count:
                entries.append(OutlineEntry(_title(bookmark), page, depth))
            if len(entries) == limits.MAX_OUTLINE_ENTRIES:
                break
        self._check_integrity()
        return tuple(entries)

    def _bookmarks(self) -> Iterator[tuple[Any, int]]:
        """Depth first; every bookmark once, since a hostile outline may run in circles."""
        seen: set[int] = set()
        pending = [(pdfium.FPDFBookmark_GetFirstChild(self._handle, None), 0)]
        while pending:
            bookmark, depth = pending.pop()
            address = ctypes.cast(bookmark, ctypes.c_void_p).value
            if address is None or address in seen or len(seen) > 2 * limits.MAX_OUTLINE_ENTRIES:
                continue
            seen.add(address)
            yield bookmark, depth
            pending.append((pdfium.FPDFBookmark_GetNextSibling(self._handle, bookmark), depth))
            if depth + 1 < limits.MAX_OUTLINE_DEPTH:
                pending.append((pdfium.FPDFBookmark_GetFirstChild(self._handle, bookmark), depth + 1))

    def _target(self, bookmark: Any) -> int:
        destination = pdfium.FPDFBookmark_GetDest(self._handle, bookmark)
        return int(pdfium.FPDFDest_GetDestPageIndex(self._handle, destination)) if destination else -1

    def draw(self, page: int, size: BitmapSize, target: memoryview, paper: int) -> None:
        """Draw a page on paper of colour 0xRRGGBB into `target`, four bytes a pixel: blue, green, red, unused."""
        if self._drawn >= _PAGES_PER_OPENING:
            self._reopen()
        self._drawn += 1
        handle = pdfium.FPDF_LoadPage(self._handle, page)
        self._check_integrity()
        if not handle:
            raise PageRefused(page)
        try:
            _paint(handle, page, size, target, paper)
        finally:
            pdfium.FPDF_ClosePage(handle)
        self._check_integrity()

    def _reopen(self) -> None:
        """PDFium keeps every parsed object: opening again costs a few milliseconds and gives the memory back."""
        self.close()
        self._handle = self._load()
        self._drawn = 0

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self._handle)


def _title(bookmark: Any) -> str:
    length = min(pdfium.FPDFBookmark_GetTitle(bookmark, None, 0), 1 << 16)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFBookmark_GetTitle(bookmark, buffer, length)
    text = buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= limits.MAX_TITLE_LENGTH else words[: limits.MAX_TITLE_LENGTH - 1] + "…"


def _paint(handle: Any, page: int, size: BitmapSize, target: memoryview, paper: int) -> None:
    address = ctypes.addressof(ctypes.c_ubyte.from_buffer(target))
    bitmap = pdfium.FPDFBitmap_CreateEx(size.width, size.height, pdfium.FPDFBitmap_BGRx, address, size.stride)
    if not bitmap:
        raise PageRefused(page)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, size.width, size.height, 0xFF000000 | paper)
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, size.width, size.height, 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
