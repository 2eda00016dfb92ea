"""What the viewer's benchmarks share: the bid, plain and encrypted, the product's view, PDFium by itself."""

import ctypes
import itertools
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

from seat_client.documents.cipher import encrypt
from seat_client.documents.client import DocumentClient
from seat_client.documents.errors import Refused
from seat_client.documents.limits import BitmapSize, bitmap_size
from seat_client.documents.pages import PageAnswer, PageDrawn
from seat_client.documents.standby import STANDBY
from tests.benchmarks.frame import ASKED, Unusable
from tests.benchmarks.viewer_file import SEED, generate

KEY = bytes(range(32))
DEADLINE = 60.0
DPI = 150
SCALE = DPI / 72
WINDOW = (1176, 884)


@dataclass(frozen=True, slots=True)
class Bid:
    """The measured document on disk: as it came, and as a seat keeps it."""

    plain: Path
    sealed: Path
    pages: tuple[int, ...]
    """Those that are measured, from 0: of a short file only what the product can draw."""


_SHORT = 60
_WHY = {
    "encrypted": "is locked with a password",
    "broken": "is no PDF, or is damaged beyond opening",
    "too_large": "is over the limits of the viewer",
    "timeout": "keeps a worker busy without end",
}
_FOLDER = TemporaryDirectory(prefix="seat-viewer-bench-")


@cache
def bid() -> Bid:
    """The file of the command line, or the generated one, made once in a run."""
    folder = Path(_FOLDER.name)
    plain = ASKED.pdf or generate(folder / "bid.pdf")
    sealed = folder / "bid.doc"
    try:
        with plain.open("rb") as source:
            encrypt(source, sealed, KEY)
    except OSError as error:
        raise Unusable(f"{plain} cannot be read: {error.strerror}.") from error
    pages = _drawable(sealed, plain)
    if not pages:
        raise Unusable(f"{plain} has no page that can be drawn.")
    return Bid(plain, sealed, pages)


def _drawable(sealed: Path, plain: Path) -> tuple[int, ...]:
    """Pages the product draws; a long file is taken at its word, since drawing it takes a minute."""
    opened = DocumentClient(sealed, KEY)
    heard: SimpleQueue[PageAnswer] = SimpleQueue()
    opened.pages.subscribe(heard.put)
    try:
        sizes = opened.open().result(DEADLINE).sizes
        if len(sizes) > _SHORT:
            return tuple(range(len(sizes)))
        drawn = []
        for page in range(len(sizes)):
            opened.request(page, 1.0)
            if isinstance(heard.get(timeout=DEADLINE), PageDrawn):
                drawn.append(page)
        return tuple(drawn)
    except Refused as refused:
        raise Unusable(f"{plain} {_WHY.get(refused.code, 'cannot be opened')}.") from refused
    finally:
        opened.close(wait=DEADLINE)


def batches(size: int) -> Iterator[list[int]]:
    """So many pages at a time, from the first to the last and over again."""
    pages = itertools.cycle(bid().pages)
    while True:
        yield list(itertools.islice(pages, size))


@contextmanager
def client(*, calm: bool = False) -> Iterator[DocumentClient]:
    """The bid opened as the seat opens it."""
    opened = DocumentClient(bid().sealed, KEY, calm=calm)
    opened.open().result(DEADLINE)
    try:
        yield opened
    finally:
        opened.close(wait=DEADLINE)


@contextmanager
def standing_by() -> Iterator[Callable[[], None]]:
    """A seat that keeps a worker ready; the function waits until one is, and the machine has come to rest."""
    STANDBY.begin()

    def ready() -> None:
        if not STANDBY.wait_ready(DEADLINE):
            raise TimeoutError
        time.sleep(0.3)

    try:
        yield ready
    finally:
        STANDBY.stop()


def processor_ms(pid: int) -> float:
    """The processor time a process's first thread has had."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6


def pages_at_random() -> Iterator[int]:
    """Pages far from one another, the same ones in every run, no page twice before all have come."""
    order = list(bid().pages)
    random.Random(SEED).shuffle(order)
    while True:
        yield from order


class RawPdfium:
    """The peer: PDFium's own interface on the plain file, one buffer for all pages."""

    def __init__(self, file: Path) -> None:
        import pypdfium2_raw as pdfium

        self._pdfium: Any = pdfium
        pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
        self._name = str(file).encode()
        self._document = pdfium.FPDF_LoadDocument(self._name, None)
        self.page_count = pdfium.FPDF_GetPageCount(self._document) if self._document else 0
        self._buffer: Any = None
        self._loads = 0

    def size(self, page: int) -> tuple[float, float]:
        size = self._pdfium.FS_SIZEF()
        self._pdfium.FPDF_GetPageSizeByIndexF(self._document, page, size)
        return size.width, size.height

    def draw(self, page: int, size: BitmapSize | None = None) -> None:
        """Draw a page at 150 dpi, or this large."""
        p, size = self._pdfium, size or bitmap_size(self.size(page), SCALE)
        if self._buffer is None or len(self._buffer) < size.bytes:
            self._buffer = ctypes.create_string_buffer(size.bytes)
        handle = p.FPDF_LoadPage(self._document, page)
        bitmap = p.FPDFBitmap_CreateEx(size.width, size.height, p.FPDFBitmap_BGRx, self._buffer, size.stride)
        p.FPDFBitmap_FillRect(bitmap, 0, 0, size.width, size.height, 0xFFFFFFFF)
        p.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, size.width, size.height, 0, p.FPDF_ANNOT)
        p.FPDFBitmap_Destroy(bitmap)
        p.FPDF_ClosePage(handle)

    def draw_safely(self, page: int) -> bool:
        """Whether a page can be drawn, in the size a seat would ask for."""
        handle = self._pdfium.FPDF_LoadPage(self._document, page)
        if not handle:
            return False
        self._pdfium.FPDF_ClosePage(handle)
        width, height = self.size(page)
        usable = 0.1 < width < 1e6 and 0.1 < height < 1e6
        self.draw(page, bitmap_size((width, height) if usable else (595.0, 842.0), 1.5))
        return True

    def find(self, words: str) -> int:
        """PDFium's own search through the whole document: how many places there are."""
        p, found = self._pdfium, 0
        wanted = (words + "\0").encode("utf-16-le")
        target = (ctypes.c_ushort * (len(wanted) // 2)).from_buffer_copy(wanted)
        for number in range(self.page_count):
            page = p.FPDF_LoadPage(self._document, number)
            text = p.FPDFText_LoadPage(page)
            search = p.FPDFText_FindStart(text, target, 0, 0)
            while p.FPDFText_FindNext(search):
                found += 1
            p.FPDFText_FindClose(search)
            p.FPDFText_ClosePage(text)
            p.FPDF_ClosePage(page)
        return found

    def close(self) -> None:
        if self._document:
            self._pdfium.FPDF_CloseDocument(self._document)


@contextmanager
def raw() -> Iterator[RawPdfium]:
    peer = RawPdfium(bid().plain)
    try:
        yield peer
    finally:
        peer.close()


class Screen:
    """The product's view in a window that nobody sees."""

    def __init__(self) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        from seat_client.ui import fonts, style
        from seat_client.ui.widgets.page_view import PageView

        self.application = QApplication.instance() or QApplication([])
        fonts.load()
        self.view = PageView()
        style.dress(self.view)
        self.view.resize(*WINDOW)
        self.view.set_watermark("07 / 3 / 2026-11-22 14:32")
        self.view.show()

    def show(self, document: DocumentClient, first: int = 0) -> None:
        """Open it at a page (from 0) that can be drawn."""
        self.view.show_document(document)
        self.until(lambda: self.view.page_count() > 0)
        self.view.go_to_page(first + 1)
        self.until(lambda: self.view.is_drawn(first + 1) or first in self.view._failed)

    def until(self, condition: Callable[[], object]) -> None:
        """Serve events until it holds; the processor sleeps between them."""
        from PySide6.QtCore import QEventLoop, QTimer

        deadline = time.monotonic() + DEADLINE
        waker = QTimer()
        waker.start(5)
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def spend(self, seconds: float) -> None:
        """Serve events for so long."""
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= end)

    def at_rest(self) -> None:
        """Until nothing is asked of the worker any more, but for pages that cannot be drawn."""
        self.until(lambda: all(request.page in self.view._failed for request in self.view._asked))

    def forget_pages(self) -> None:
        """Be as before the first page was drawn: a short bid lies in the cache whole. What was let go of is wiped."""
        from seat_client.ui.widgets.page_cache import wait_until_wiped

        self.at_rest()
        self.view._cache.clear()
        wait_until_wiped()
        self.view._asked = []

    def close(self) -> None:
        self.view.clear()
        self.view.close()
        self.application.processEvents()


@contextmanager
def screen_with_bid() -> Iterator[tuple[Screen, DocumentClient]]:
    """The bid on the screen, at rest on its first page."""
    screen = Screen()
    with client() as document:
        screen.show(document, bid().pages[0])
        screen.at_rest()
        try:
            yield screen, document
        finally:
            screen.close()
