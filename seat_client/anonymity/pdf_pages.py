"""Pages as PDFium reads and draws them, by its raw interface: letters with their boxes, objects, bitmaps.

PDFium keeps global state: every use goes through `reading`, one at a time in a process.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2_raw as pdfium

from seat_client.anonymity.errors import Encrypted, Unreadable
from seat_client.anonymity.finding import Box

_PDFIUM = Lock()
_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
_PAGES_PER_OPENING = 200
MAX_LETTERS = 200_000
"""What one page may hold; a full page of text has two thousand."""
MAX_OBJECTS = 50_000
MAX_FORM_DEPTH = 12
_MAX_PIXELS = 40_000_000

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Letters:
    """The text layer of one page: a letter and its box at each index; made-up spaces and line ends have no box."""

    text: str
    boxes: npt.NDArray[np.float64]
    """n x 4: left, bottom, right, top in points of the page's own space; zeros where there is none."""


@dataclass(frozen=True, slots=True)
class PageObject:
    """One drawn object: its kind (`FPDF_PAGEOBJ_*`), handle, and bounds on the page in points, forms undone."""

    kind: int
    handle: Any
    bounds: tuple[float, float, float, float]
    matrix: tuple[float, float, float, float, float, float]


class OpenPage:
    """One page while it is open."""

    def __init__(self, handle: Any, number: int) -> None:
        self.handle = handle
        self.number = number
        self.width = float(pdfium.FPDF_GetPageWidthF(handle))
        self.height = float(pdfium.FPDF_GetPageHeightF(handle))
        self._text: Any = None
        self._corners: tuple[tuple[float, float], tuple[float, float], tuple[float, float]] | None = None

    def text_page(self) -> Any:
        if self._text is None:
            self._text = pdfium.FPDFText_LoadPage(self.handle)
        return self._text

    def close(self) -> None:
        if self._text is not None:
            pdfium.FPDFText_ClosePage(self._text)
        pdfium.FPDF_ClosePage(self.handle)

    def letters(self) -> Letters:
        """The text layer with boxes; raises Unreadable for a page with more letters than a page has."""
        text = self.text_page()
        count = pdfium.FPDFText_CountChars(text) if text else 0
        if count > MAX_LETTERS:
            raise Unreadable("letters")
        boxes = np.zeros((max(count, 0), 4))
        sides = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = sides
        codes = []
        for index in range(count):
            codes.append(pdfium.FPDFText_GetUnicode(text, index))
            if pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
                boxes[index] = (left.value, bottom.value, right.value, top.value)
        return Letters("".join(_letter(code) for code in codes), boxes)

    def text(self) -> str:
        """The text layer without places; a page whose text cannot be read has none."""
        text = self.text_page()
        count = pdfium.FPDFText_CountChars(text) if text else 0
        if count > MAX_LETTERS:
            raise Unreadable("letters")
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        length = pdfium.FPDFText_GetText(text, 0, count, buffer)
        return bytes(buffer)[: 2 * max(0, length - 1)].decode("utf-16-le", "replace")

    def objects(self) -> Iterator[PageObject]:
        """Everything drawn, in drawing order, forms opened."""
        count = _count(pdfium.FPDFPage_CountObjects(self.handle))
        handles = [pdfium.FPDFPage_GetObject(self.handle, number) for number in range(count)]
        for number, one in enumerate(_objects(handles, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)):
            yield one
            _count(number)

    def drawn(self, scale: float, *, colour: bool = False) -> Pixels:
        """The page on white, `scale` pixels a point: rows x columns of grey, or x 3 of blue, green and red."""
        width, height = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        if width * height > _MAX_PIXELS:
            shrink = (_MAX_PIXELS / (width * height)) ** 0.5
            width, height = max(1, int(width * shrink)), max(1, int(height * shrink))
        pixels = np.full((height, width, 3) if colour else (height, width), 255, np.uint8)
        form = pdfium.FPDFBitmap_BGR if colour else pdfium.FPDFBitmap_Gray
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, form, pixels.ctypes.data, pixels.strides[0])
        if not bitmap:
            raise Unreadable("bitmap")
        try:
            pdfium.FPDF_RenderPageBitmap(bitmap, self.handle, 0, 0, width, height, 0, 0)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return pixels

    def placed(self, boxes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Boxes of the page's own space as left, top, right, bottom in points of the page as it is shown."""
        if not len(boxes):
            return boxes
        if self._corners is None:
            self._corners = (self._device(0.0, 0.0), self._device(1000.0, 0.0), self._device(0.0, 1000.0))
        (ox, oy), (xx, xy), (yx, yy) = self._corners
        along, up = ((xx - ox) / 1000, (xy - oy) / 1000), ((yx - ox) / 1000, (yy - oy) / 1000)
        x0, y0 = ox + boxes[:, 0] * along[0] + boxes[:, 1] * up[0], oy + boxes[:, 0] * along[1] + boxes[:, 1] * up[1]
        x1, y1 = ox + boxes[:, 2] * along[0] + boxes[:, 3] * up[0], oy + boxes[:, 2] * along[1] + boxes[:, 3] * up[1]
        return np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)

    def _device(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space on the shown page; PDFium answers in whole units, so in thousandths."""
        far, across, down = 1000, ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(
            self.handle, 0, 0, round(self.width * far), round(self.height * far), 0, x, y, across, down
        )
        return across.value / far, down.value / far

    def box_of(self, boxes: npt.NDArray[np.float64]) -> Box | None:
        """One box around several letters, in whole points from the upper left."""
        used = boxes[np.any(boxes != 0, axis=1)] if len(boxes) else boxes
        if not len(used):
            return None
        placed = self.placed(used)
        left, top = placed[:, 0].min(), placed[:, 1].min()
        return (round(left), round(top), round(placed[:, 2].max()), round(placed[:, 3].max()))


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\0"


def _count(count: int) -> int:
    if count > MAX_OBJECTS:
        raise Unreadable("objects")
    return max(count, 0)


def _objects(handles: list[Any], outer: tuple[float, ...], depth: int) -> Iterator[PageObject]:
    for handle in handles:
        kind = pdfium.FPDFPageObj_GetType(handle)
        own = pdfium.FS_MATRIX()
        found = pdfium.FPDFPageObj_GetMatrix(handle, own)
        matrix = _product((own.a, own.b, own.c, own.d, own.e, own.f), outer) if found else outer
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < MAX_FORM_DEPTH:
                count = _count(pdfium.FPDFFormObj_CountObjects(handle))
                inner = [pdfium.FPDFFormObj_GetObject(handle, number) for number in range(count)]
                yield from _objects(inner, matrix, depth + 1)
            continue
        yield PageObject(kind, handle, _bounds(handle, outer), matrix)  # type: ignore[arg-type]


def _product(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float, float, float, float, float]:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def _bounds(handle: Any, outer: tuple[float, ...]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    across = [x * outer[0] + y * outer[2] + outer[4] for x, y in corners]
    up = [x * outer[1] + y * outer[3] + outer[5] for x, y in corners]
    return (min(across), min(up), max(across), max(up))


@contextmanager
def reading(pdf: bytes) -> Iterator["OpenDocument"]:
    """The document, open for this thread alone; raises Unreadable or Encrypted."""
    with _PDFIUM:
        pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
        document = OpenDocument(pdf)
        try:
            yield document
        finally:
            document.close()


class OpenDocument:
    """A document in PDFium; opened anew every 200 pages, since PDFium keeps all it parsed."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._handle = self._load()
        self._used = 0

    def _load(self) -> Any:
        handle = pdfium.FPDF_LoadMemDocument64(self._pdf, len(self._pdf), None)
        if not handle:
            if pdfium.FPDF_GetLastError() in _PASSWORD:
                raise Encrypted
            raise Unreadable("not-a-pdf")
        return handle

    def __len__(self) -> int:
        return int(pdfium.FPDF_GetPageCount(self._handle))

    def pages(self) -> Iterator[OpenPage]:
        """Every page in order, each closed when the next is asked for; one that does not load raises Unreadable."""
        for number in range(len(self)):
            with self.page(number) as page:
                yield page

    @contextmanager
    def page(self, number: int) -> Iterator[OpenPage]:
        """One page, by number from 0."""
        if self._used >= _PAGES_PER_OPENING:
            self.close()
            self._handle, self._used = self._load(), 0
        self._used += 1
        handle = pdfium.FPDF_LoadPage(self._handle, number)
        if not handle:
            raise Unreadable("damaged")
        page = OpenPage(handle, number)
        try:
            yield page
        finally:
            page.close()

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self._handle)
