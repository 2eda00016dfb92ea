"""The letters of a converted document: outlines from its own fonts, or from the product's, as small Type 3 fonts.

Outlines come through HarfBuzz, whatever the font's format. Every letter keeps its Unicode value, so the text can be
searched and is searched.
"""

from functools import lru_cache

import pikepdf
import uharfbuzz as hb  # type: ignore[import-untyped]

import resources
from seat_client.centre.ofd.errors import OfdError

_SERIF, _SANS = "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc"
_SERIF_BOLD, _SANS_BOLD = "NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc"
_SANS_NAMES = ("hei", "黑", "yahei", "sans", "arial", "helvetica", "courier", "verdana", "calibri", "ocr")
_SIMPLIFIED = " CJK SC"
_FULL_NAME = 4
_PER_FONT = 256
_MISSING = "〓"
MAX_LETTERS = 60_000


class Face:
    """One typeface: a glyph number for a character, an advance and an outline for a glyph, in thousandths of an em."""

    def __init__(self, font: hb.Font) -> None:
        self._font = font
        self._units = float(font.face.upem or 1000)
        self.glyphs = int(font.face.glyph_count)

    @classmethod
    def embedded(cls, data: bytes) -> "Face | None":
        """The face of a font file from the package; None when it is none."""
        face = hb.Face(hb.Blob(data), 0)
        return cls(hb.Font(face)) if face.glyph_count else None

    def glyph_of(self, letter: str) -> int | None:
        found = self._font.get_nominal_glyph(ord(letter))
        return int(found) if found else None

    def advance(self, glyph: int) -> float:
        return float(self._font.get_glyph_h_advance(glyph)) * 1000 / self._units

    def extents(self, glyph: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a glyph's ink: where viewers mark the letter."""
        found = self._font.get_glyph_extents(glyph)
        if found is None or not found.width:
            return 0.0, 0.0, self.advance(glyph), 0.0
        scale = 1000 / self._units
        left, top = found.x_bearing * scale, found.y_bearing * scale
        return left, top + found.height * scale, left + found.width * scale, top

    def outline(self, glyph: int) -> bytes:
        pen = _Pen(1000 / self._units)
        self._font.draw_glyph_with_pen(glyph, pen)
        return b"\n".join(pen.operators)


@lru_cache(maxsize=8)
def product_face(name: str, *, bold: bool) -> Face:
    """The product's own typeface that is nearest to a font's name."""
    sans = any(one in name.lower() for one in _SANS_NAMES)
    file = (_SANS_BOLD if bold else _SANS) if sans else (_SERIF_BOLD if bold else _SERIF)
    blob = hb.Blob.from_file_path(str(resources.path("fonts", file)))
    for index in range(16):
        face = hb.Face(blob, index)
        if face.glyph_count and _SIMPLIFIED in (face.get_name(_FULL_NAME) or ""):
            return Face(hb.Font(face))
    raise OfdError("unsupported", "font")


class Letters:
    """The letters used so far, each with a font of the new document and a code in it."""

    def __init__(self, target: pikepdf.Pdf) -> None:
        self._target = target
        self._codes: dict[tuple[int, int, str], int] = {}
        self._drawn: list[tuple[Face, int, str]] = []

    def code(self, face: Face, glyph: int, letter: str) -> tuple[str, int]:
        """The name of the font, and the code that shows this glyph and means this letter."""
        key = (id(face), glyph, letter)
        if key not in self._codes:
            if len(self._codes) >= MAX_LETTERS:
                raise OfdError("too-large", "letters")
            self._codes[key] = len(self._drawn)
            self._drawn.append((face, glyph, letter))
        place = self._codes[key]
        return f"/T{place // _PER_FONT}", place % _PER_FONT

    def fonts(self) -> pikepdf.Dictionary:
        """The font resources for every page."""
        found = pikepdf.Dictionary()
        for number in range(0, len(self._drawn), _PER_FONT):
            found[f"/T{number // _PER_FONT}"] = self._font(self._drawn[number : number + _PER_FONT])
        return found

    def _font(self, letters: list[tuple[Face, int, str]]) -> pikepdf.Object:
        procedures = pikepdf.Dictionary()
        widths = []
        for code, (face, glyph, _) in enumerate(letters):
            advance = face.advance(glyph)
            widths.append(round(advance, 3))
            head = b"%g 0 %.1f %.1f %.1f %.1f d1\n" % (advance, *face.extents(glyph))
            procedures[f"/g{code}"] = self._target.make_stream(head + face.outline(glyph) + b"\nf")
        names = [pikepdf.Name(f"/g{code}") for code in range(len(letters))]
        return self._target.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type3,
                FontBBox=[0, 0, 0, 0],
                FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                FirstChar=0,
                LastChar=len(letters) - 1,
                Widths=widths,
                Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[0, *names]),
                CharProcs=procedures,
                Resources=pikepdf.Dictionary(),
                ToUnicode=self._target.make_stream(_meanings([letter for _, _, letter in letters])),
            )
        )


def missing(face: Face) -> int:
    """The mark for a letter that no typeface has."""
    return face.glyph_of(_MISSING) or 0


def _meanings(letters: list[str]) -> bytes:
    rows = [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in enumerate(letters)]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    told = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n/CMapName /M def\n"
        f"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{told}endcmap\nend\nend\n"
    ).encode()


class _Pen:
    """Writes an outline as PDF path operators; the names are those of the pen protocol."""

    def __init__(self, scale: float) -> None:
        self.operators: list[bytes] = []
        self._scale = scale
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:
        self._write(b"m", to)

    def lineTo(self, to: tuple[float, float]) -> None:
        self._write(b"l", to)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._write(b"c", *points)

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:
        """A quadratic curve as the cubic one that is equal to it."""
        (x, y), (cx, cy), (tx, ty) = self._at, control, to
        first = (x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3)
        self._write(b"c", first, (tx + (cx - tx) * 2 / 3, ty + (cy - ty) * 2 / 3), to)

    def closePath(self) -> None:
        self.operators.append(b"h")

    def endPath(self) -> None:
        pass

    def _write(self, operator: bytes, *points: tuple[float, float]) -> None:
        told = b" ".join(b"%.2f %.2f" % (x * self._scale, y * self._scale) for x, y in points)
        self.operators.append(told + b" " + operator)
        self._at = points[-1]
