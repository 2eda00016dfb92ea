"""What the pictures of a page say: names in recognised words, seals, and letterheads that come again and again."""

from collections import defaultdict
from collections.abc import Mapping

import cv2
import numpy as np
import pypdfium2_raw as pdfium

from seat_client.anonymity.finding import Box, Finding
from seat_client.anonymity.marks import identity_marks
from seat_client.anonymity.pdf_pages import OpenPage
from seat_client.centre.ingest.reader import PictureReader, Pixels, enlarged
from seat_client.centre.ingest.reading_need import Need
from seat_client.centre.ingest.seals import seals_in
from seat_client.centre.ingest.words_alike import names_in

SCALE = 150 / 72
_LOGO_SIDE = 96
_LOGO_SHARE = 0.25
_EDGE = 0.14  # of the page's height: where letterheads and feet stand
_REPEATED = 3
_TERM = 60


class PictureSearch:
    """Reads the pictures of one document's pages, which are to be given in order."""

    def __init__(self, terms: Mapping[str, str], reader: PictureReader | None) -> None:
        self._terms = terms
        self._reader = reader
        self._edge_pictures: dict[int, list[tuple[int, Box]]] = defaultdict(list)
        self._read_before: dict[int, list[str]] = {}

    def page(self, page: OpenPage, need: Need) -> list[Finding]:
        """The findings of one page that needs to be read."""
        drawn = page.drawn(SCALE, colour=True)
        number = page.number + 1
        found = [*self._unread(number, need), *self._seals(number, drawn), *self._lines(number, drawn)]
        for box in self._images(page):
            crop = drawn[box[1] : box[3], box[0] : box[2]]
            if not crop.size:
                continue
            self._note_edge(page, box, crop)
            if crop.size < _LOGO_SHARE * drawn.size:
                found += self._logo(number, box, crop)
        return list(dict.fromkeys(found))

    def letterheads(self) -> list[Finding]:
        """Pictures that stood at the edge of several pages; asked after the last page."""
        return [
            Finding(
                places[0][0], "page edge", f"on {len({page for page, _ in places})} pages", "letterhead", places[0][1]
            )
            for places in self._edge_pictures.values()
            if len({page for page, _ in places}) >= _REPEATED
        ]

    def _unread(self, page: int, need: Need) -> list[Finding]:
        if self._reader is None:
            return [Finding(page, "picture", "", "unread-pictures")]
        return [Finding(page, "text", "", "unread-font")] if need.font else []

    def _seals(self, page: int, drawn: Pixels) -> list[Finding]:
        found: list[Finding] = []
        for seal in seals_in(drawn, SCALE):
            box = _points(seal.box)
            words = self._words(seal.strip) + self._words(seal.inner)
            names = list(names_in(words, self._terms))
            found += [Finding(page, "seal", name, "name", box) for name in names]
            if not names:
                found.append(Finding(page, "seal", words[:_TERM], "seal", box))
        return found

    def _words(self, picture: Pixels) -> str:
        if self._reader is None:
            return ""
        return self._reader.strip(picture) + " " + " ".join(line.text for line in self._reader.lines(picture))

    def _lines(self, page: int, drawn: Pixels) -> list[Finding]:
        if self._reader is None:
            return []
        lines = self._reader.lines(drawn)
        found = [
            Finding(page, "picture", name, "name", _points(line.box))
            for line in lines
            for name in names_in(line.text, self._terms)
        ]
        for line in lines:
            found += _marked(page, line.text, _points(line.box))
        told = {one.term for one in found}
        whole = " ".join(line.text for line in lines)
        return found + [Finding(page, "picture", name) for name in names_in(whole, self._terms) if name not in told]

    def _logo(self, page: int, box: Box, crop: Pixels) -> list[Finding]:
        """A small picture is read again, enlarged; one that comes on every page is read once."""
        if self._reader is None:
            return []
        print_ = picture_print(crop)
        if print_ not in self._read_before:
            words = " ".join(line.text for line in self._reader.lines(enlarged(crop, _LOGO_SIDE * 3)))
            self._read_before[print_] = list(names_in(words, self._terms))
        return [Finding(page, "picture", name, "name", _points(box)) for name in self._read_before[print_]]

    def _note_edge(self, page: OpenPage, box: Box, crop: Pixels) -> None:
        height = page.height * SCALE
        if box[3] <= _EDGE * height or box[1] >= (1 - _EDGE) * height:
            self._edge_pictures[picture_print(crop)].append((page.number + 1, _points(box)))

    @staticmethod
    def _images(page: OpenPage) -> list[Box]:
        bounds = [one.bounds for one in page.objects() if one.kind == pdfium.FPDF_PAGEOBJ_IMAGE]
        if not bounds:
            return []
        limits = (page.width * SCALE, page.height * SCALE)
        placed = page.placed(np.array(bounds)) * SCALE
        boxes = [tuple(int(min(max(side, 0), limits[n % 2])) for n, side in enumerate(one)) for one in placed]
        return [box for box in dict.fromkeys(boxes) if len(box) == 4]


def picture_print(picture: Pixels) -> int:
    """A perceptual print: 64 signs of the lowest cosine frequencies, alike for pictures that look alike."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = np.asarray(cv2.dct(small))[:8, :8].ravel()
    signs = low > np.median(low[1:])
    return int("".join("1" if one else "0" for one in signs), 2)


def _points(box: tuple[int, int, int, int]) -> Box:
    left, top, right, bottom = (round(side / SCALE) for side in box)
    return left, top, right, bottom


def _marked(page: int, text: str, box: Box) -> list[Finding]:
    return [Finding(page, "picture", words, kind, box) for kind, _, _, words in identity_marks(text)]
