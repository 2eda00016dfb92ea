"""What a delivered file shows of its making: text by page, pictures, fonts, and what programs wrote about it.

For the comparison of bids; it stays at the centre, since half of it tells whose the file is.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
import pypdfium2_raw as pdfium

from seat_client.anonymity.finding import Box
from seat_client.anonymity.opening import decoded
from seat_client.anonymity.pdf_pages import OpenPage
from seat_client.anonymity.words import word
from seat_client.centre.ingest.picture_search import picture_print

MAX_PAGE_TEXT = 20_000
MAX_PICTURES = 2000
MAX_FONTS = 500
_MAX_VALUE = 300
_LEAST_SIDE = 24.0  # points; smaller pictures are bullets and lines
_LEAST_SPREAD = 12.0  # standard deviation of grey; an even area looks like any other
_SCALE = 1.0

_INFO = ("/Producer", "/Creator", "/Author", "/Company", "/CreationDate", "/ModDate", "/SourceModified")
_XMP = re.compile(
    rb"(DocumentID|InstanceID|OriginalDocumentID|CreatorTool|CreateDate|ModifyDate)(?:=\"|>)([^<\"]{1,300})"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page and its perceptual print, 64 signs in hexadecimal."""

    page: int
    box: Box
    print: str


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Text of each page, pictures, embedded fonts with their subset prefixes, and what was written about the file."""

    texts: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    fonts: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "texts": list(self.texts),
            "pictures": [[one.page, list(one.box), one.print] for one in self.pictures],
            "fonts": list(self.fonts),
            "about": [list(one) for one in self.about],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "SourceFacts":
        pictures = []
        for page, (left, top, right, bottom), sign in told["pictures"]:
            pictures.append(Picture(int(page), (int(left), int(top), int(right), int(bottom)), str(sign)))
        about = tuple((str(key), str(value)) for key, value in told["about"])
        return cls(tuple(map(str, told["texts"])), tuple(pictures), tuple(map(str, told["fonts"])), about)


def pictures_of(page: OpenPage) -> list[Picture]:
    """The page's pictures that show something."""
    bounds = [one.bounds for one in page.objects() if one.kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    if not bounds:
        return []
    found: list[Picture] = []
    drawn = page.drawn(_SCALE)
    for left, top, right, bottom in page.placed(np.array(bounds)):
        if right - left < _LEAST_SIDE or bottom - top < _LEAST_SIDE:
            continue
        box = (round(left), round(top), round(right), round(bottom))
        crop = drawn[max(0, box[1]) : max(0, box[3]), max(0, box[0]) : max(0, box[2])]
        if min(crop.shape) >= _LEAST_SIDE / 2 and float(crop.std()) >= _LEAST_SPREAD:
            found.append(Picture(page.number + 1, box, f"{picture_print(crop):016x}"))
    return found


def fonts_of(document: pikepdf.Pdf) -> tuple[str, ...]:
    """Names of embedded fonts as their subsets carry them."""
    names = set()
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary) and isinstance(one.get("/FontName"), pikepdf.Name):
            if any(key in one for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                names.add(word(one.FontName).lstrip("/")[:_MAX_VALUE])
            if len(names) == MAX_FONTS:
                break
    return tuple(sorted(names))


def about_of(document: pikepdf.Pdf) -> tuple[tuple[str, str], ...]:
    """Producer, author, times and identifiers, as the file tells them."""
    found: dict[str, str] = {}
    info = document.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary):
        for key in _INFO:
            if isinstance(info.get(key), pikepdf.String):
                found[key.lstrip("/")] = str(info[key])[:_MAX_VALUE]
    metadata = document.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        for hit in _XMP.finditer(decoded(metadata)[: 1 << 20]):
            found.setdefault(hit[1].decode(), hit[2].decode("utf-8", "replace").strip())
    identifier = document.trailer.get("/ID")
    if isinstance(identifier, pikepdf.Array) and len(identifier) and isinstance(identifier[0], pikepdf.String):
        found["FileID"] = bytes(identifier[0]).hex()[:_MAX_VALUE]
    return tuple(sorted((key, value) for key, value in found.items() if value.strip()))
