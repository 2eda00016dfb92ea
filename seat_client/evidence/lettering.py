"""Chinese lettering for a signature's appearance: only the glyphs used, as outlines in a small Type 3 font.

The outlines come straight from the typeface through HarfBuzz, in milliseconds: no font file is cut down or copied.
Every letter keeps its Unicode value, so the text of a signature can be searched and copied.
"""

from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb  # type: ignore[import-untyped]
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter

import resources

_FILE = "NotoSerifCJK-Bold.ttc"
_FACE = "Noto Serif CJK SC Bold"
_FULL_NAME = 4
_MISSING = "〓"
_MAX_GLYPHS = 256


@dataclass(frozen=True, slots=True)
class Glyph:
    """One outline in thousandths of an em."""

    advance: float
    outline: bytes


class Lettering:
    """Collects the letters of one appearance and turns them into a font at the end."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> bytes:
        """The text as the hexadecimal string to be shown with this font."""
        return b"<" + bytes(self._code(letter) for letter in text).hex().encode() + b">"

    def as_font(self, writer: BasePdfFileWriter) -> generic.IndirectObject:
        """The Type 3 font holding every letter encoded so far (ISO 32000-1, 9.6.5)."""
        letters = list(self._codes)
        procedures = generic.DictionaryObject(
            {pdf_name(f"/g{code}"): writer.add_object(_procedure(glyph(a))) for code, a in enumerate(letters)}
        )
        names = generic.ArrayObject([generic.NumberObject(0), *(pdf_name(f"/g{i}") for i in range(len(letters)))])
        to_unicode = generic.StreamObject(stream_data=_to_unicode(letters))
        to_unicode.compress()
        entries: dict[str, generic.PdfObject] = {
            "/Type": pdf_name("/Font"),
            "/Subtype": pdf_name("/Type3"),
            "/FontBBox": _numbers(0, 0, 0, 0),
            "/FontMatrix": _numbers(0.001, 0, 0, 0.001, 0, 0),
            "/FirstChar": generic.NumberObject(0),
            "/LastChar": generic.NumberObject(max(len(letters) - 1, 0)),
            "/Widths": _numbers(*(glyph(letter).advance for letter in letters)),
            "/Encoding": generic.DictionaryObject(
                {pdf_name("/Type"): pdf_name("/Encoding"), pdf_name("/Differences"): names}
            ),
            "/CharProcs": procedures,
            "/Resources": generic.DictionaryObject(),
            "/ToUnicode": writer.add_object(to_unicode),
        }
        return writer.add_object(generic.DictionaryObject({pdf_name(k): v for k, v in entries.items()}))

    def _code(self, letter: str) -> int:
        if letter not in self._codes and len(self._codes) == _MAX_GLYPHS:
            letter = next(iter(self._codes))
        return self._codes.setdefault(letter, len(self._codes))


def width(text: str, size: float) -> float:
    """How wide the text stands, in points."""
    return sum(glyph(letter).advance for letter in text) * size / 1000


def wrap(text: str, size: float, room: float) -> list[str]:
    """The text in lines no wider than `room`; Chinese may break anywhere."""
    lines = [""]
    for letter in text:
        if width(lines[-1] + letter, size) > room and lines[-1]:
            lines.append("")
        lines[-1] += letter
    return lines


@lru_cache(maxsize=4096)
def glyph(letter: str) -> Glyph:
    """A letter's outline; a letter the typeface lacks shows as the printers' mark for missing type."""
    font = _font()
    number = font.get_nominal_glyph(ord(letter))
    if number is None:
        number = font.get_nominal_glyph(ord(_MISSING))
    pen = _Pen()
    font.draw_glyph_with_pen(number, pen)
    return Glyph(float(font.get_glyph_h_advance(number)), b"\n".join(pen.operators))


class _Pen:
    """Writes an outline as PDF path operators; the names are those of the pen protocol."""

    def __init__(self) -> None:
        self.operators: list[bytes] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:
        self._write(b"m", to)

    def lineTo(self, to: tuple[float, float]) -> None:
        self._write(b"l", to)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._write(b"c", *points)

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:
        """PDF knows cubic curves only."""
        first = _toward(self._at, control)
        self._write(b"c", first, _toward(to, control), to)

    def closePath(self) -> None:
        self.operators.append(b"h")

    def endPath(self) -> None:
        pass

    def _write(self, operator: bytes, *points: tuple[float, float]) -> None:
        self.operators.append(b" ".join(b"%g %g" % point for point in points) + b" " + operator)
        self._at = points[-1]


def _toward(start: tuple[float, float], control: tuple[float, float]) -> tuple[float, float]:
    return start[0] + 2 / 3 * (control[0] - start[0]), start[1] + 2 / 3 * (control[1] - start[1])


@lru_cache(maxsize=1)
def _font() -> hb.Font:
    blob = hb.Blob.from_file_path(str(resources.path("fonts", _FILE)))
    for index in range(16):
        face = hb.Face(blob, index)
        if face.glyph_count and face.get_name(_FULL_NAME) == _FACE:
            return hb.Font(face)
    raise FileNotFoundError(f"{_FACE} in {_FILE}")


def _procedure(drawn: Glyph) -> generic.StreamObject:
    stream = generic.StreamObject(stream_data=b"%g 0 -200 -300 1200 1100 d1\n%s\nf" % (drawn.advance, drawn.outline))
    stream.compress()
    return stream


def _numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(value) for value in values])


def _to_unicode(letters: list[str]) -> bytes:
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in enumerate(letters))
    blocks = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
        for block in (pairs.split("\n")[i : i + 100] for i in range(0, len(letters), 100))
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Letters def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{blocks}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
