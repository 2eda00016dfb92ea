"""Which pages hold something that only a reader of pictures can read: images, outlined words, drawn seals."""

import ctypes
from dataclasses import dataclass

import pypdfium2_raw as pdfium

from seat_client.anonymity.pdf_pages import Letters, OpenPage, PageObject

_LEAST_IMAGE = 10.0  # points: a smaller picture cannot hold a word that a page shows
_LEAST_OUTLINES = 3
_OUTLINE_SEGMENTS = 9  # a rectangle has 5, an arrow 4 to 8; a letter turned into curves 10 to 80
_LETTER_SIZES = (4.0, 90.0)
_RING = (70.0, 180.0)  # points: 25 to 64 mm
_WHOLE_WORD = 48  # segments of several letters in one path
_UNREADABLE_SHARE = 0.1
_LEAST_UNREADABLE = 4


@dataclass(frozen=True, slots=True)
class Need:
    """Why a page has to be read as a picture; all False means that its text layer says all there is."""

    images: bool = False
    outlines: bool = False
    font: bool = False

    @property
    def any(self) -> bool:
        return self.images or self.outlines or self.font


def need_of(page: OpenPage, letters: Letters) -> Need:
    """What a page holds besides letters that a search can read."""
    images = outlines = 0
    for one in page.objects():
        if one.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += _is_shown(one)
        elif one.kind == pdfium.FPDF_PAGEOBJ_PATH:
            outlines += _is_lettering(one)
            images += _is_ring(one)
    return Need(images > 0, outlines >= _LEAST_OUTLINES, _has_mute_font(letters))


def _is_shown(image: PageObject) -> bool:
    left, bottom, right, top = image.bounds
    return right - left >= _LEAST_IMAGE and top - bottom >= _LEAST_IMAGE


def _is_ring(path: PageObject) -> bool:
    """A drawn circle of a seal's size; what stands around it may be turned letter by letter."""
    left, bottom, right, top = path.bounds
    width, height = right - left, top - bottom
    if not (_RING[0] <= width <= _RING[1] and abs(width - height) <= 0.1 * width):
        return False
    segments = pdfium.FPDFPath_CountSegments(path.handle)
    kinds = [pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path.handle, n)) for n in range(segments)]
    return segments <= 40 and kinds.count(pdfium.FPDF_SEGMENT_BEZIERTO) >= max(12, len(kinds) - 3)


def _is_lettering(path: PageObject) -> int:
    """How many letters a path may be: filled, curved, of the size of type, or a whole word of such."""
    left, bottom, right, top = path.bounds
    height, width = top - bottom, right - left
    if not _LETTER_SIZES[0] <= height <= _LETTER_SIZES[1] or width < 1 or not _is_filled(path):
        return 0
    segments = pdfium.FPDFPath_CountSegments(path.handle)
    if segments >= _WHOLE_WORD and width > height and _parts(path, segments) >= _LEAST_OUTLINES:
        return _LEAST_OUTLINES
    return int(segments >= _OUTLINE_SEGMENTS and width <= _LETTER_SIZES[1] and _is_curved_or_dense(path, segments))


def _is_filled(path: PageObject) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path.handle, mode, stroke)) and mode.value != pdfium.FPDF_FILLMODE_NONE


def _parts(path: PageObject, segments: int) -> int:
    kinds = (pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path.handle, n)) for n in range(segments))
    return sum(kind == pdfium.FPDF_SEGMENT_MOVETO for kind in kinds)


def _is_curved_or_dense(path: PageObject, segments: int) -> bool:
    """A rounded box has 4 corners of curves and 4 lines; a letter has more parts, or many more points."""
    return segments >= 2 * _OUTLINE_SEGMENTS or _parts(path, segments) >= 2


def _has_mute_font(letters: Letters) -> bool:
    """Letters drawn from a font without meanings: the search gets nothing, or signs of the private use area."""
    mute = sum(one in "\0\ufffd" or 0xE000 <= ord(one) < 0xF900 for one in letters.text)
    return mute >= _LEAST_UNREADABLE and mute > _UNREADABLE_SHARE * len(letters.text)
