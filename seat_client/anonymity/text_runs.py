"""Pages as runs of text: what each text object says of its font, size, colour and place."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2_raw as pdfium

from seat_client.anonymity.pdf_pages import OpenPage, PageObject

_BUFFER = 4096
_BOLD = 600
_NUMBER = re.compile(r"(?:第|共|page|of|/|-|—|–|\s|\d|页|·|．|\.|[ivxlc])+", re.IGNORECASE)
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class TextRun:
    """One text object: box and baseline in points from the page's upper left corner."""

    text: str
    font: str
    size: float
    bold: bool
    colour: str
    box: tuple[float, float, float, float]
    baseline: float


@dataclass(slots=True)
class PageRuns:
    """One page's text, and whether it is a picture of a page instead."""

    number: int
    width: float
    height: float
    runs: list[TextRun] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def scanned(self) -> bool:
        """True when a picture covers most of the page and nothing is written on it."""
        largest = max(((box[2] - box[0]) * (box[3] - box[1]) for box in self.pictures), default=0.0)
        return not self.runs and largest > _HALF * self.width * self.height

    def between(self, bands: tuple[float, float]) -> Iterator[TextRun]:
        """The runs that are neither header nor footer."""
        return (run for run in self.runs if run.box[3] > bands[0] and run.box[1] < bands[1])

    def margin(self, side: str, bands: tuple[float, float]) -> float:
        """The free room on one side, in points, header and footer aside; the page's width where nothing is left."""
        boxes = [run.box for run in self.between(bands)] or [(self.width, self.height, 0.0, 0.0)]
        if side == "left":
            return min(box[0] for box in boxes)
        if side == "right":
            return self.width - max(box[2] for box in boxes)
        if side == "top":
            return min(box[1] for box in boxes)
        return self.height - max(box[3] for box in boxes)

    def edges(self, bands: tuple[float, float]) -> Iterator[tuple[str, str]]:
        """(`header` or `footer`, words) of what stands in the upper and the lower band, line by line."""
        lines: dict[tuple[str, float], list[TextRun]] = {}
        for run in self.runs:
            if run.box[3] <= bands[0]:
                lines.setdefault(("header", round(run.baseline)), []).append(run)
            elif run.box[1] >= bands[1]:
                lines.setdefault(("footer", round(run.baseline)), []).append(run)
        for (place, _), runs in lines.items():
            yield place, "".join(run.text for run in sorted(runs, key=lambda run: run.box[0])).strip()

    @staticmethod
    def is_number(words: str) -> bool:
        """True for a page number with its usual dress."""
        return _NUMBER.fullmatch(words) is not None and any(one.isalnum() for one in words)


def runs_of(page: OpenPage) -> PageRuns:
    """Every run of a page that has a letter in it, forms opened."""
    found = PageRuns(page.number + 1, page.width, page.height)
    fonts: dict[int, tuple[str, bool]] = {}
    for one in page.objects():
        if one.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(_placed(page, one))
        elif one.kind == pdfium.FPDF_PAGEOBJ_TEXT:
            text = _text(page, one.handle)
            if text.strip():
                found.runs.append(_run(page, one, text, fonts))
    return found


def _run(page: OpenPage, one: PageObject, text: str, fonts: dict[int, tuple[str, bool]]) -> TextRun:
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(one.handle, size)
    _, _, c, d, e, f = one.matrix
    handle = pdfium.FPDFTextObj_GetFont(one.handle)
    key = ctypes.cast(handle, ctypes.c_void_p).value or 0
    if key not in fonts:
        fonts[key] = _font(handle)
    name, bold = fonts[key]
    baseline = float(page.placed(np.array([(e, f, e, f)]))[0][1])
    height = size.value * (c * c + d * d) ** 0.5
    return TextRun(text, name, round(height * 4) / 4, bold, _colour(one.handle), _placed(page, one), baseline)


def _placed(page: OpenPage, one: PageObject) -> tuple[float, float, float, float]:
    left, top, right, bottom = page.placed(np.array([one.bounds]))[0]
    return float(left), float(top), float(right), float(bottom)


def _text(page: OpenPage, handle: Any) -> str:
    buffer = (ctypes.c_ushort * _BUFFER)()
    length = pdfium.FPDFTextObj_GetText(handle, page.text_page(), buffer, ctypes.sizeof(buffer))
    units = min(length // 2, _BUFFER)
    return bytes(buffer)[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")


def _font(handle: Any) -> tuple[str, bool]:
    """The name without its subset prefix, and whether it is or claims to be bold."""
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(handle, buffer, len(buffer)) if handle else 0
    name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
    plain = name[7:] if name[6:7] == "+" else name
    heavy = bool(handle) and pdfium.FPDFFont_GetWeight(handle) >= _BOLD
    return plain, heavy or "bold" in plain.lower()


def _colour(handle: Any) -> str:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return "#000000"
    return f"#{red.value:02x}{green.value:02x}{blue.value:02x}"
