"""What reading costs, on a bid of 2,000 pages and 200 MB, beside raw PDFium, poppler and pdf.js on the same pages.

The product decrypts on read and draws in a process of its own; the peers have the plain file.
"""

import itertools
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from seat_client.documents.client import DocumentClient
from seat_client.documents.limits import bitmap_size
from seat_client.documents.pages import PageAnswer, PageDrawn, PageRequest, Tile
from tests.benchmarks import viewer_parts as parts
from tests.benchmarks.frame import Benchmark, Goal, NotMeasured, Sample, Sides, Statistic, milliseconds
from tests.benchmarks.pdfjs import PdfJs
from tests.benchmarks.viewer_parts import DEADLINE, KEY, SCALE, RawPdfium, bid, pages_at_random, processor_ms

BATCH = 10
"""Pages in a sample of processor time: one of each kind in its share."""
PACE = 0.4
STEPS = 25
FRAME_MS = 16.7
FRAMES = 360
SEARCHED = "勒索软件"


def _drawer(document: DocumentClient) -> Sample:
    """Processor milliseconds of the worker for the next batch of pages."""
    sizes = document.open().result(DEADLINE).sizes
    batches = parts.batches(BATCH)
    arrived: list[int] = []
    import threading

    news = threading.Condition()

    def hear(answer: PageAnswer) -> None:
        if isinstance(answer, PageDrawn):
            answer.loan.end()
        with news:
            arrived.append(answer.page)
            news.notify()

    document.pages.subscribe(hear)

    def sample() -> float:
        before = processor_ms(document.worker_pid)
        for page in next(batches):
            document.want([PageRequest(page, bitmap_size(sizes[page], SCALE))])
            with news:
                if not news.wait_for(lambda page=page: page in arrived, DEADLINE):
                    raise TimeoutError
                arrived.clear()
        return processor_ms(document.worker_pid) - before

    return sample


def _raw_batches(peer: RawPdfium) -> Sample:
    batches = parts.batches(BATCH)

    def sample() -> float:
        before = time.process_time_ns()
        for page in next(batches):
            peer.draw(page)
        return (time.process_time_ns() - before) / 1e6

    return sample


@contextmanager
def _processor(_: Path) -> Iterator[Sides]:
    with parts.client() as document, parts.raw() as peer:
        yield Sides(_drawer(document), _raw_batches(peer))


@contextmanager
def _decryption(_: Path) -> Iterator[Sides]:
    """The worker's own drawing in this process, from the sealed file and from the plain one."""
    from seat_client.documents.cipher import DecryptingReader
    from seat_client.documents.limits import BitmapSize
    from seat_client.documents.pdfium import PdfDocument

    class PlainReader(DecryptingReader):
        """The same reader without the cipher, in the same chunks and with the same cache."""

        def __init__(self, path: Path) -> None:
            from collections import OrderedDict

            self._file = path.open("rb", buffering=0)
            self.size = path.stat().st_size
            self._cache: OrderedDict[int, memoryview] = OrderedDict()
            self._position = 0

        def _decrypt(self, index: int, plain: memoryview) -> None:
            from seat_client.documents.cipher import CHUNK

            self._file.seek(index * CHUNK)
            self._file.readinto(plain)

    with parts.raw() as peer:  # initialises the library and gives the sizes
        sides = [DecryptingReader(bid().sealed, KEY), PlainReader(bid().plain)]
        documents = [PdfDocument(reader) for reader in sides]
        largest = max(bitmap_size(peer.size(page), SCALE).bytes for page in bid().pages)
        buffer = memoryview(bytearray(largest))

        def draw(document: PdfDocument, batch: list[int]) -> float:
            before = time.process_time_ns()
            for page in batch:
                size: BitmapSize = bitmap_size(peer.size(page), SCALE)
                document.draw(page, size, Tile(0, 0, size), buffer[: size.bytes], 0xFFFFFF)
            return (time.process_time_ns() - before) / 1e6

        turns = [parts.batches(BATCH), parts.batches(BATCH)]
        yield Sides(lambda: draw(documents[0], next(turns[0])), lambda: draw(documents[1], next(turns[1])))
        for document, reader in zip(documents, sides, strict=True):
            document.close()
            reader.close()


@contextmanager
def _poppler(_: Path) -> Iterator[Sides]:
    """pdftoppm draws the same pages at the same resolution; its pixels go nowhere."""
    with parts.client() as document:
        batches = parts.batches(BATCH)

        def sample() -> float:
            before = _children_ms()
            for first, last in _runs(next(batches)):
                order = ["pdftoppm", "-r", str(parts.DPI), "-f", str(first + 1), "-l", str(last + 1), str(bid().plain)]
                done = subprocess.run(order, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                if done.returncode:
                    raise NotMeasured(f"pdftoppm ends with {done.returncode} over pages {first + 1} to {last + 1}")
            return _children_ms() - before

        yield Sides(_drawer(document), sample)


def _runs(pages: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours."""
    for _, run in itertools.groupby(enumerate(pages), lambda numbered: numbered[1] - numbered[0]):
        numbers = [page for _, page in run]
        yield numbers[0], numbers[-1]


def _children_ms() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


@contextmanager
def _cold(_: Path) -> Iterator[Sides]:
    """From the wish for a page far away to its pixels on the screen, less what PDFium alone needs for that page."""
    with parts.screen_with_bid() as (screen, _document), parts.raw() as peer:
        view, pages = screen.view, pages_at_random()

        def sample() -> float:
            page = next(pages)
            screen.forget_pages()
            began = time.perf_counter()
            view.go_to_page(page + 1)
            screen.until(lambda: view.is_drawn(page + 1))
            view.viewport().repaint()
            took = time.perf_counter() - began
            size = view._cache._pages[page].size
            screen.at_rest()
            began = time.perf_counter()
            peer.draw(page, size)
            return (took - (time.perf_counter() - began)) * 1000

        yield Sides(sample)


@contextmanager
def _warm(_: Path) -> Iterator[Sides]:
    """Turn to a page whose pixels are at hand and paint it."""
    with parts.screen_with_bid() as (screen, _document):
        view, turns = screen.view, itertools.cycle((2, 3, 2, 1))

        def turn() -> None:
            view.go_to_page(next(turns))
            view.viewport().repaint()

        sample = milliseconds(turn)

        def rested() -> float:
            screen.at_rest()
            return sample()

        yield Sides(rested)


@contextmanager
def _prefetch(_: Path) -> Iterator[Sides]:
    """The share of pages that were drawn before they were turned to, at two and a half pages a second."""
    with parts.screen_with_bid() as (screen, _document):
        view = screen.view

        def sample() -> float:
            hits = turns = 0
            for _ in range(STEPS):
                screen.spend(PACE)
                if view.page() == view.page_count():
                    view.go_to_page(1)
                    continue
                turns += view.page() not in view._failed
                hits += view.is_drawn(view.page() + 1)
                view.next_page()
            if not turns:
                raise NotMeasured("a bid of one page has no next page")
            return hits / turns

        yield Sides(sample)


@contextmanager
def _scroll(_: Path) -> Iterator[Sides]:
    """The share of frames that took longer than a frame may, scrolling 40 px each; a blank page fails the run.

    The peer computes for as long as the processor needs for one of our frames, and does nothing else: what is slow
    there is slow because of the machine.
    """
    with parts.screen_with_bid() as (screen, _document):
        view, bar = screen.view, screen.view.verticalScrollBar()
        spent: list[float] = []

        def scroll() -> None:
            began = time.thread_time()
            bar.setValue(bar.value() + 40)
            view.viewport().repaint()
            spent.append(time.thread_time() - began)

        def compute() -> None:
            end = time.thread_time() + statistics.median(spent or [0.003])
            while time.thread_time() < end:
                pass

        def slow_frames(frame: Callable[[], None]) -> float:
            slow = blank = 0
            for _ in range(FRAMES):
                began = time.perf_counter()
                frame()
                took = (time.perf_counter() - began) * 1000
                slow += took > FRAME_MS
                blank += sum(view._cache.whole(page) is None for page in view._visible() if page not in view._failed)
                screen.spend(max(0.0, (FRAME_MS - took) / 1000))
            if blank:
                raise AssertionError(f"{blank} blank pages")
            return slow / FRAMES

        yield Sides(lambda: slow_frames(scroll), lambda: slow_frames(compute))


@contextmanager
def _fling(_: Path) -> Iterator[Sides]:
    """The share of frames with a white page in them, at 3,000 px a frame: a page is its pixels or its number."""
    with parts.screen_with_bid() as (screen, _document):
        view, bar = screen.view, screen.view.verticalScrollBar()

        def sample() -> float:
            bar.setValue(0)
            white = 0
            for _ in range(60):
                bar.setValue(bar.value() + 3000)
                white += _has_white_page(view)
                screen.spend(FRAME_MS / 1000)
            return white / 60

        yield Sides(sample)


def _has_white_page(view: object) -> bool:
    """Whether some page in sight is nothing but paper."""
    image = view.viewport().grab().toImage()  # type: ignore[attr-defined]
    for page in view._visible():  # type: ignore[attr-defined]
        box = view._box(page) & view.viewport().rect()  # type: ignore[attr-defined]
        if box.height() > 200:
            shades = {
                image.pixel(x, y) for x in range(box.left(), box.right(), 7) for y in range(box.top(), box.bottom(), 7)
            }
            if len(shades) < 3:
                return True
    return False


@contextmanager
def _search(_: Path) -> Iterator[Sides]:
    """The first search of a document just opened, in processor time, against PDFium's own search through all its pages.

    Both open the file anew each time: PDFium keeps what it has parsed, and a second search would find it there.
    """
    peer_found = [0]

    def first() -> float:
        with parts.client(calm=True) as document:
            before = processor_ms(document.worker_pid)
            found = document.find(SEARCHED).result(DEADLINE)
            took = processor_ms(document.worker_pid) - before
        if found.total < peer_found[0]:
            raise AssertionError(f"{found.total} places of {peer_found[0]}")
        return took

    def own() -> float:
        with parts.raw() as peer:
            before = time.process_time_ns()
            peer_found[0] = peer.find(SEARCHED)
            return (time.process_time_ns() - before) / 1e6

    yield Sides(first, own)


@contextmanager
def _search_again(_: Path) -> Iterator[Sides]:
    words = itertools.cycle(("应急", "编号", "作业条件危险性评价法", "三个专项预案", "没有这些字"))
    with parts.client(calm=True) as document:
        document.find(SEARCHED).result(DEADLINE)
        yield Sides(milliseconds(lambda: document.find(next(words)).result(DEADLINE)))


@contextmanager
def _recovery(_: Path) -> Iterator[Sides]:
    """From the death of the worker to a page on the screen that had not been drawn before.

    The bid is opened anew each time: a page over which workers die twice is not drawn any more.
    """
    pages = pages_at_random()
    with parts.standing_by() as ready:

        def sample() -> float:
            with parts.screen_with_bid() as (screen, document):
                view, page = screen.view, next(pages)
                screen.forget_pages()
                ready()
                began = time.perf_counter()
                os.kill(document.worker_pid, signal.SIGKILL)
                view.go_to_page(page + 1)
                screen.until(lambda: view.is_drawn(page + 1))
                view.viewport().repaint()
                return time.perf_counter() - began

        yield Sides(sample)


@contextmanager
def _memory(_: Path) -> Iterator[Sides]:
    def sample() -> float:
        order = [sys.executable, "-m", "tests.benchmarks.viewer_memory", str(bid().sealed)]
        return float(subprocess.run(order, check=True, capture_output=True, text=True).stdout)

    yield Sides(sample)


@contextmanager
def _opening(*, ranges: bool) -> Iterator[Sides]:
    """From nothing to page sizes and outline, as a running seat opens a bid: a worker stands by."""
    with PdfJs(bid().plain) as peer, parts.standing_by() as ready:

        def own() -> float:
            ready()
            began = time.perf_counter()
            with parts.client():
                return (time.perf_counter() - began) * 1000

        yield Sides(own, lambda: peer.open_ms(ranges=ranges))


@contextmanager
def _turning(*, processor: bool) -> Iterator[Sides]:
    """A page far away, from the wish to its pixels, at the same size: how long it takes, or what it costs.

    What counts as processor time is that of every process and thread of either side until the pixels are there.
    """
    with parts.screen_with_bid() as (screen, document), PdfJs(bid().plain) as peer:
        view = screen.view
        pages, theirs = pages_at_random(), pages_at_random()
        peer.open_ms(ranges=True)

        def used() -> float:
            return time.process_time() * 1000 + processor_ms(document.worker_pid)

        def own() -> float:
            page = next(pages)
            screen.forget_pages()
            began, before = time.perf_counter(), used()
            view.go_to_page(page + 1)
            screen.until(lambda: view.is_drawn(page + 1))
            view.viewport().repaint()
            return used() - before if processor else (time.perf_counter() - began) * 1000

        def its() -> float:
            before = peer.processor_ms()
            took = peer.turn_ms(next(theirs), view._layout.width)
            return peer.processor_ms() - before if processor else took

        yield Sides(own, its)


_RAW = "PDFium's raw interface in this process, plain file"
_LEAST = {"rounds": 3, "long_rounds": 10, "warm_up": 1}
BENCHMARKS = (
    Benchmark("viewer_processor", "ms", _RAW, (Goal(Statistic.MEDIAN, 1.10, of_peer=True, figure="turn_cold_ratio"),),
              _processor, rounds=20, long_rounds=200, warm_up=2),
    Benchmark("viewer_cold", "ms", "PDFium on the same page, subtracted",
              (Goal(Statistic.MEDIAN, 10, figure="turn_cold_overhead_ms"),), _cold, rounds=40, long_rounds=200),
    Benchmark("viewer_warm", "ms", "none",
              (Goal(Statistic.MEDIAN, 5, figure="turn_cached_median_ms"),
               Goal(Statistic.P95, 16, figure="turn_cached_p95_ms")), _warm, rounds=200),
    Benchmark("viewer_prefetch", "of pages", "none",
              (Goal(Statistic.MEDIAN, 0.95, more_is_better=True, figure="prefetch_hit"),), _prefetch, **_LEAST),
    Benchmark("viewer_scroll", "of frames", "an idle loop that computes as long",
              (Goal(Statistic.MEDIAN, 0.01, figure="scroll_slow_frames"),), _scroll, **_LEAST),
    Benchmark("viewer_fling", "of frames", "none", (Goal(Statistic.MEDIAN, 0, figure="fling_white_frames"),),
              _fling, **_LEAST),
    Benchmark("viewer_poppler", "ms", "pdftoppm on the same pages",
              (Goal(Statistic.MEDIAN, 0.70, of_peer=True, figure="poppler_ratio"),), _poppler, rounds=20,
              long_rounds=100),
    Benchmark("viewer_decrypt", "ms", "the same reader without the cipher",
              (Goal(Statistic.MEDIAN, 1.05, of_peer=True, figure="decrypt_ratio"),), _decryption, rounds=30,
              long_rounds=200),
    Benchmark("viewer_search", "ms", "PDFium's own search, plain file",
              (Goal(Statistic.MEDIAN, 1.3, of_peer=True, figure="search_ratio"),), _search, rounds=9,
              long_rounds=20, warm_up=1),
    Benchmark("viewer_search_again", "ms", "none", (Goal(Statistic.P95, 100, figure="search_again_ms"),), _search_again,
              rounds=20),
    Benchmark("viewer_recovery", "s", "none", (Goal(Statistic.P95, 1, figure="recovery_s"),), _recovery, rounds=10,
              long_rounds=50, warm_up=1),
    Benchmark("viewer_open", "ms", "pdf.js in headless Chromium, plain file by ranges",
              (Goal(Statistic.MEDIAN, 0.05, of_peer=True, figure="open_ratio"),), lambda _: _opening(ranges=True),
              rounds=9, long_rounds=30, warm_up=1),
    Benchmark("viewer_open_whole", "ms", "pdf.js in headless Chromium, plain file as bytes",
              (Goal(Statistic.MEDIAN, 0.05, of_peer=True, figure="open_whole_ratio"),),
              lambda _: _opening(ranges=False), rounds=5, long_rounds=20, warm_up=1),
    Benchmark("viewer_turn", "ms", "pdf.js in headless Chromium",
              (Goal(Statistic.MEDIAN, 0.35, of_peer=True, figure="turn_ratio"),), lambda _: _turning(processor=False),
              rounds=30, long_rounds=200),
    Benchmark("viewer_turn_processor", "ms of processor", "pdf.js in headless Chromium",
              (Goal(Statistic.MEDIAN, 0.35, of_peer=True, figure="turn_processor_ratio"),),
              lambda _: _turning(processor=True), rounds=30, long_rounds=200),
    Benchmark("viewer_memory", "MB", "none", (Goal(Statistic.MEDIAN, 400, figure="memory_mb"),), _memory, rounds=1,
              long_rounds=1, warm_up=0),
)  # fmt: skip
