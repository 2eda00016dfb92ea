"""What reading costs: a page through the worker process against PDFium called directly, and a turn to a page at hand.

Both sides draw the same pages of the same size. The product's side decrypts on read, renders in its own process, and
hands the pixels over; the peer has the plain document in memory.
"""

import ctypes
import io
import itertools
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import typst

import resources
from seat_client.documents.cipher import encrypt
from seat_client.documents.client import DocumentClient
from seat_client.documents.limits import BitmapSize, bitmap_size
from seat_client.documents.pages import PageAnswer, PageRequest
from tests.benchmarks.frame import Benchmark, Goal, Sides, Statistic, milliseconds

PAGES = 40
SCALE = 1.5
DEADLINE = 60
KEY = bytes(range(32))
TEXT = "开工前由项目负责人组织对全线危险源进行辨识，采用作业条件危险性评价法分级，建立动态清单并按周更新。"
SOURCE = f"""
#set page(paper: "a4", margin: 2.2cm, numbering: "1")
#set text(size: 14pt, font: "Noto Serif CJK SC", lang: "zh")
#for chapter in range({PAGES}) [
  = 第#(chapter + 1)章 施工方案与技术措施
  #for part in range(7) [ {TEXT}{TEXT} #parbreak() ]
  #pagebreak(weak: true)
]
"""


@cache
def _bid() -> bytes:
    pdf = typst.compile(SOURCE.encode(), font_paths=[str(resources.path("fonts"))])
    assert isinstance(pdf, bytes)
    return pdf


@contextmanager
def _client(folder: Path) -> Iterator[DocumentClient]:
    path = folder / "document"
    encrypt(io.BytesIO(_bid()), path, KEY)
    client = DocumentClient(path, KEY)
    client.open().result(DEADLINE)
    try:
        yield client
    finally:
        client.close(wait=DEADLINE)


def _through_the_worker(client: DocumentClient) -> Callable[[], object]:
    """Draw the next page and wait until its pixels are here."""
    opened = client.open().result(DEADLINE)
    pages = itertools.cycle(range(len(opened.sizes)))
    arrived = threading.Event()

    def arrive(_: PageAnswer) -> None:
        arrived.set()

    client.pages.subscribe(arrive)

    def draw() -> None:
        page = next(pages)
        arrived.clear()
        client.want([PageRequest(page, bitmap_size(opened.sizes[page], SCALE))])
        if not arrived.wait(DEADLINE):
            raise TimeoutError

    return draw


def _directly() -> Callable[[], object]:
    """Draw the next page by PDFium in this process into one buffer."""
    import pypdfium2_raw as pdfium

    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    data = _bid()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    pages = itertools.cycle(range(pdfium.FPDF_GetPageCount(document)))
    size = bitmap_size((595.276, 841.89), SCALE)
    buffer = ctypes.create_string_buffer(size.bytes)
    return lambda: _draw(pdfium, document, next(pages), size, buffer) and data


def _draw(pdfium: Any, document: Any, page: int, size: BitmapSize, buffer: Any) -> bool:
    handle = pdfium.FPDF_LoadPage(document, page)
    bitmap = pdfium.FPDFBitmap_CreateEx(size.width, size.height, pdfium.FPDFBitmap_BGRx, buffer, size.stride)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, size.width, size.height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, size.width, size.height, 0, pdfium.FPDF_ANNOT)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(handle)
    return True


@contextmanager
def _cold(folder: Path) -> Iterator[Sides]:
    with _client(folder) as client:
        yield Sides(milliseconds(_through_the_worker(client)), milliseconds(_directly()))


@contextmanager
def _processor(folder: Path) -> Iterator[Sides]:
    with _client(folder) as client:
        draw, direct = _through_the_worker(client), _directly()

        def worker() -> float:
            before = _processor_ms(client.worker_pid)
            draw()
            return _processor_ms(client.worker_pid) - before

        def peer() -> float:
            before = time.process_time_ns()
            direct()
            return (time.process_time_ns() - before) / 1e6

        yield Sides(worker, peer)


def _processor_ms(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6


@contextmanager
def _warm(folder: Path) -> Iterator[Sides]:
    """Turn to a page whose pixels are at hand and paint it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from seat_client.ui.widgets.page_view import PageView

    application = QApplication.instance() or QApplication([])
    view = PageView()
    view.resize(1176, 884)
    view.set_watermark("07 / 3 / 2026-11-22 14:32")
    view.show()
    with _client(folder) as client:
        view.show_document(client)
        deadline = time.monotonic() + DEADLINE
        while not all(view.is_drawn(page) for page in (1, 2, 3)) and time.monotonic() < deadline:
            application.processEvents()
        turns = itertools.cycle((2, 3, 2, 1))

        def turn() -> None:
            view.go_to_page(next(turns))
            view.viewport().repaint()

        yield Sides(milliseconds(turn))
        view.clear()
        view.close()


BENCHMARKS = (
    Benchmark(
        name="viewer_page_wall",
        unit="ms",
        peer="PDFium in this process, plain document in memory",
        goals=(Goal(Statistic.MEDIAN, 40), Goal(Statistic.P95, 160), Goal(Statistic.MEDIAN, 3, of_peer=True)),
        sides=_cold,
    ),
    Benchmark(
        name="viewer_page_processor",
        unit="ms",
        peer="PDFium in this process, plain document in memory",
        goals=(Goal(Statistic.MEDIAN, 1.25, of_peer=True, figure="turn_cold_ratio"),),
        sides=_processor,
    ),
    Benchmark(
        name="viewer_warm_turn",
        unit="ms",
        peer="none",
        goals=(
            Goal(Statistic.MEDIAN, 5, figure="turn_cached_median_ms"),
            Goal(Statistic.P95, 33, figure="turn_cached_p95_ms"),
        ),
        sides=_warm,
    ),
)
