"""The text of one loaded page by PDFium: what it says and where it stands. Runs in the document worker only."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pypdfium2_raw as pdfium

from seat_client.documents import limits
from seat_client.documents.pages import Box, Paragraph
from seat_client.documents.text_index import Span

_FINE = 100_000
_ONE_LINE = 0.5
_WIDE_GAP = 1.9
_OTHER_SIZE = 1.25
_INDENT = 0.8
_SHORT = 2.5
_MOST_LINES = 2_000


class TextReader:
    """Reads the characters of pages as PDFium orders them; one for a document, since every page of a search asks it."""

    def __init__(self) -> None:
        self._room = 0
        self._buffer: Any = None

    def text(self, page: Any) -> str:
        """All the text of a loaded page."""
        words = pdfium.FPDFText_LoadPage(page)
        try:
            count = pdfium.FPDFText_CountChars(words)
            if count < 1:
                return ""
            if count >= self._room:  # a buffer of a new length is a new type to ctypes: rarely, then
                self._room = 2 * count + 1
                self._buffer = (ctypes.c_ushort * self._room)()
            written = pdfium.FPDFText_GetText(words, 0, count, self._buffer)
            return ctypes.string_at(self._buffer, 2 * max(0, written - 1)).decode("utf-16-le", "replace")
        finally:
            pdfium.FPDFText_ClosePage(words)


def boxes(page: Any, spans: Sequence[Span]) -> tuple[tuple[Box, ...], ...]:
    """Where these stretches of `text` stand, each with a box a line."""
    with _text_page(page) as words:
        return tuple(_stretch(page, words, span) for span in spans[: limits.MAX_BOXES])


def _stretch(page: Any, words: Any, span: Span) -> tuple[Box, ...]:
    first = pdfium.FPDFText_GetCharIndexFromTextIndex(words, span.start)
    last = pdfium.FPDFText_GetCharIndexFromTextIndex(words, span.start + span.length - 1)
    if not 0 <= first <= last:
        return ()
    return tuple(_rectangles(page, words, first, last - first + 1)[: limits.MAX_BOXES])


def paragraphs(page: Any) -> tuple[Paragraph, ...]:
    """Lines gathered into paragraphs by the gaps between them, their size and their indents."""
    with _text_page(page) as words:
        lines = _lines(_rectangles(page, words, 0, -1))
        groups = _gathered(lines)[: limits.MAX_PARAGRAPHS]
        return tuple(Paragraph(_around(group), _beginning(page, words, group)) for group in groups)


@contextmanager
def _text_page(page: Any) -> Iterator[Any]:
    words = pdfium.FPDFText_LoadPage(page)
    try:
        yield words
    finally:
        pdfium.FPDFText_ClosePage(words)


def _decoded(buffer: Any, written: int) -> str:
    return bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")


def _rectangles(page: Any, words: Any, start: int, count: int) -> list[Box]:
    found = []
    for index in range(min(pdfium.FPDFText_CountRects(words, start, count), _MOST_LINES)):
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        if pdfium.FPDFText_GetRect(words, index, left, top, right, bottom):
            box = _on_the_page(page, (left.value, top.value), (right.value, bottom.value))
            if box is not None:
                found.append(box)
    return found


def _on_the_page(page: Any, one: tuple[float, float], other: tuple[float, float]) -> Box | None:
    """A box in page coordinates as it is shown: turned and cropped; None where it lies outside."""
    (x0, y0), (x1, y1) = (_shown(page, *corner) for corner in (one, other))
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if left >= right or top >= bottom or left < 0 or top < 0 or right > 1 or bottom > 1:
        return None
    return Box(left, top, right - left, bottom - top)


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _lines(found: list[Box]) -> list[Box]:
    """Boxes side by side joined into lines, from top to bottom."""
    lines: list[Box] = []
    for box in sorted(found, key=lambda box: (box.top, box.left)):
        if lines and _overlap(lines[-1], box) > _ONE_LINE * min(lines[-1].height, box.height):
            lines[-1] = _around([lines[-1], box])
        else:
            lines.append(box)
    return lines


def _overlap(one: Box, other: Box) -> float:
    return min(one.top + one.height, other.top + other.height) - max(one.top, other.top)


def _around(group: Sequence[Box]) -> Box:
    left, top = min(box.left for box in group), min(box.top for box in group)
    right = max(box.left + box.width for box in group)
    return Box(left, top, right - left, max(box.top + box.height for box in group) - top)


def _gathered(lines: list[Box]) -> list[list[Box]]:
    if not lines:
        return []
    body_left = min(line.left for line in lines)
    body_right = max(line.left + line.width for line in lines)
    groups = [[lines[0]]]
    for above, line in pairwise(lines):
        if _begins(above, line, body_left, body_right):
            groups.append([])
        groups[-1].append(line)
    return groups


def _begins(above: Box, line: Box, body_left: float, body_right: float) -> bool:
    """Whether a paragraph begins here. Heights and widths are compared in the page's own fractions."""
    tall = max(above.height, line.height)
    if line.top - above.top > (1 + _WIDE_GAP) * tall or tall > _OTHER_SIZE * min(above.height, line.height):
        return True
    indented = line.left > body_left + _INDENT * line.height and above.left < line.left - _INDENT * line.height / 2
    ended_early = above.left + above.width < body_right - _SHORT * above.height
    return indented or ended_early


def _beginning(page: Any, words: Any, group: list[Box]) -> str:
    """The first words of a paragraph, from its first line."""
    line = group[0]
    corners = [(line.left, line.top), (line.left + line.width, line.top + line.height)]
    (left, top), (right, bottom) = (_in_the_file(page, *corner) for corner in corners)
    area = (min(left, right), max(top, bottom), max(left, right), min(top, bottom))
    buffer = (ctypes.c_ushort * limits.MAX_SNIPPET_LENGTH)()
    written = pdfium.FPDFText_GetBoundedText(words, *area, buffer, limits.MAX_SNIPPET_LENGTH - 1)
    said = _decoded(buffer, min(written, limits.MAX_SNIPPET_LENGTH - 1) + 1).rstrip("\0")
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())


def _in_the_file(page: Any, across: float, down: float) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDF_DeviceToPage(page, 0, 0, _FINE, _FINE, 0, round(across * _FINE), round(down * _FINE), x, y)
    return x.value, y.value
