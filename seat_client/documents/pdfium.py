"""PDFium by its raw interface: open, measure, list, draw. Runs in the document worker only.

Form filling is never initialised and links, actions and scripts are never followed: measured on 2,058 broken and
hostile files, PDFium then neither crashed nor hung. One thread only: PDFium is not thread-safe.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2_raw as pdfium

from seat_client.documents import limits, pdfium_text
from seat_client.documents.cipher import DecryptingReader
from seat_client.documents.errors import PageRefused, Refused, Tampered
from seat_client.documents.limits import BitmapSize
from seat_client.documents.messages import OutlineEntry
from seat_client.documents.pages import Box, Paragraph, Tile
from seat_client.documents.text_index import Span

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1  # malloc.h
_KEPT_BLOCK, _KEPT_HEAP = 32 << 20, 64 << 20
A4 = (595.0, 842.0)
_PAGES_PER_OPENING = 200
_WEIGHT_OF_TEXT = 0.2
"""Reading a page's text leaves far less behind than drawing it."""
_REFUSED_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def start_library() -> None:
    """Once in a process, before anything else here."""
    _keep_memory()
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))


def _keep_memory() -> None:
    """Let the C library use the memory of one page again for the next.

    By itself glibc hands every block over 128 KiB back to the kernel, which zeroes it anew for the next page: measured,
    a quarter of the processor time of a page.
    """
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt"):  # glibc's own; another C library keeps memory in its own way
            library.mallopt(_MMAP_THRESHOLD, _KEPT_BLOCK)
            library.mallopt(_TRIM_THRESHOLD, _KEPT_HEAP)


_GET_BLOCK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong)
"""`FPDF_FILEACCESS.m_GetBlock` with its target as a number: PDFium reads by 512 bytes, dozens of times a page."""


_MEMORY = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_int)(
    ("PyMemoryView_FromMemory", ctypes.pythonapi)
)
_WRITABLE = 0x200  # PyBUF_WRITE


class _Access:
    """Lets PDFium read through the decrypting reader; remembers what went wrong inside a callback."""

    def __init__(self, reader: DecryptingReader) -> None:
        self._reader = reader
        self.damage: Tampered | None = None
        self.struct = pdfium.FPDF_FILEACCESS()
        self.struct.m_FileLen = reader.size
        self._get_block = _GET_BLOCK(self._read)
        self.struct.m_GetBlock = ctypes.cast(self._get_block, type(self.struct.m_GetBlock))

    def _read(self, _: int | None, position: int, target: int, size: int) -> int:
        try:
            return int(self._reader.fill(_MEMORY(target, size, _WRITABLE), position) == size)
        except Tampered as error:
            self.damage = error
        except OSError:
            pass
        return 0


class PdfDocument:
    """One open document; raises `Refused` when it cannot be shown, `PageRefused` for a single page."""

    def __init__(self, reader: DecryptingReader) -> None:
        if reader.size > limits.MAX_DOCUMENT_BYTES:
            raise Refused("too_large")
        self._access = _Access(reader)
        self._handle = self._load()
        self._loaded = 0.0
        self._texts = pdfium_text.TextReader()
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

    def sizes(self, pages: range | None = None) -> tuple[tuple[float, float], ...]:
        """Width and height of these pages, or of all, in points; a page without usable size counts as A4."""
        sizes = tuple(self._size(page) for page in pages or range(self.page_count))
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
            page, top = self._target(bookmark)
            if 0 <= page < self.page_count:
                entries.append(OutlineEntry(_title(bookmark), page, depth, top))
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

    def _target(self, bookmark: Any) -> tuple[int, float]:
        """The page, -1 without one, and how far down it; the head of the page where the bookmark does not say."""
        destination = pdfium.FPDFBookmark_GetDest(self._handle, bookmark)
        if not destination:
            return -1, 0.0
        page = int(pdfium.FPDFDest_GetDestPageIndex(self._handle, destination))
        height = self._size(page)[1] if 0 <= page < self.page_count else 0.0
        has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
        x, y, zoom = (ctypes.c_float() for _ in range(3))
        found = pdfium.FPDFDest_GetLocationInPage(destination, has_x, has_y, has_zoom, x, y, zoom)
        if not (found and has_y.value and height):
            return page, 0.0
        return page, round(min(max(1 - y.value / height, 0.0), 1.0), 4)

    def draw(self, page: int, size: BitmapSize, part: Tile, target: memoryview, paper: int) -> None:
        """Draw a page, `size` large, on paper of colour 0xRRGGBB and leave the part in `target`.

        Four bytes a pixel: blue, green, red, unused.
        """
        with self._page(page) as handle:
            _paint(handle, page, (size, part), target, paper)

    def text(self, page: int) -> str:
        """The text of a page in reading order, or nothing where there is none; a broken page has none."""
        try:
            with self._page(page, weight=_WEIGHT_OF_TEXT) as handle:
                return self._texts.text(handle)
        except PageRefused:
            return ""

    def boxes(self, page: int, spans: list[Span]) -> tuple[tuple[Box, ...], ...]:
        """Where these stretches of the page's text stand, each with a box a line."""
        with self._page(page) as handle:
            return pdfium_text.boxes(handle, spans)

    def paragraphs(self, page: int) -> tuple[Paragraph, ...]:
        """The paragraphs of a page from top to bottom; none on a scanned page."""
        with self._page(page) as handle:
            return pdfium_text.paragraphs(handle)

    @contextmanager
    def _page(self, page: int, weight: float = 1.0) -> Iterator[Any]:
        if not 0 <= page < self.page_count:
            raise PageRefused(page)
        if self._loaded >= _PAGES_PER_OPENING:
            self._reopen()
        self._loaded += weight
        handle = pdfium.FPDF_LoadPage(self._handle, page)
        self._check_integrity()
        if not handle:
            raise PageRefused(page)
        try:
            yield handle
        finally:
            pdfium.FPDF_ClosePage(handle)
        self._check_integrity()

    def _reopen(self) -> None:
        """PDFium keeps every parsed object: opening again costs a few milliseconds and gives the memory back."""
        self.close()
        self._handle = self._load()
        self._loaded = 0.0

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self._handle)


def _title(bookmark: Any) -> str:
    length = min(pdfium.FPDFBookmark_GetTitle(bookmark, None, 0), 1 << 16)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFBookmark_GetTitle(bookmark, buffer, length)
    text = buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= limits.MAX_TITLE_LENGTH else words[: limits.MAX_TITLE_LENGTH - 1] + "…"


def _paint(handle: Any, page: int, view: tuple[BitmapSize, Tile], target: memoryview, paper: int) -> None:
    size, part = view
    address = ctypes.addressof(ctypes.c_ubyte.from_buffer(target))
    columns, rows = part.size.width, part.size.height
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGRx, address, part.size.stride)
    if not bitmap:
        raise PageRefused(page)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFF000000 | paper)
        pdfium.FPDF_RenderPageBitmap(
            bitmap, handle, -part.left, -part.top, size.width, size.height, 0, pdfium.FPDF_ANNOT
        )
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
