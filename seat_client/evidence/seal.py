"""What a signature looks like on the page: a red seal beside the signer's name, the time, and 演练 in practice.

Drawn as vectors. The picture proves nothing by itself; it shows a reader which signature stands here.
"""

import json
import math
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.base import BaseStamp, BaseStampStyle

import resources
from seat_client.evidence.lettering import Lettering, width, wrap

CHINA = timezone(timedelta(hours=8))
"""The one time zone of the place where these reports are read."""

_RED = b"0.70 0.15 0.12"
_INK = b"0.11 0.11 0.11"
_FAINT = b"0.42 0.42 0.42"
_CIRCLE = 0.5522847498
"""How far a quarter circle's control points lie along its tangents."""
_NAME_ARC = math.radians(270)
"""How much of a round seal its owner's name may take."""


@lru_cache(maxsize=1)
def words() -> dict[str, str]:
    """The words a signature may show."""
    data: dict[str, str] = json.loads(resources.path("report", "seal.json").read_text(encoding="utf-8"))
    return data


@dataclass(frozen=True)
class Seal(BaseStampStyle):
    """The appearance of one signature."""

    name: str = ""
    lines: tuple[str, ...] = ()
    practice: bool = False
    round: bool = False

    def create_stamp(self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: object) -> BaseStamp:
        return _Drawing(writer, self, box)


def member_seal(name: str, at: datetime, *, practice: bool) -> Seal:
    """A member's own signature."""
    return Seal(name=name, lines=(_signed_at(at),), practice=practice)


def centre_seal(name: str, at: datetime, *, practice: bool, text: str) -> Seal:
    """A signature of the centre, with what it states."""
    return Seal(name=name, lines=(text, _signed_at(at)), practice=practice, round=True)


def _signed_at(at: datetime) -> str:
    return f"{words()['signed_at']} {at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


class _Drawing(BaseStamp):
    def __init__(self, writer: BasePdfFileWriter, seal: Seal, box: BoxConstraints) -> None:
        super().__init__(writer, seal, box)
        self._seal = seal
        self._letters = Lettering()

    def render(self) -> bytes:
        height, breadth = float(self.box.height), float(self.box.width)
        side = height - 6
        shape = self._round(side) if self._seal.round else self._square(side)
        parts = [
            b"q",
            b"1 0 0 1 5 3 cm",
            shape,
            b"Q",
            self._text(side + 15, height, breadth - side - 20),
        ]
        font = self._letters.as_font(self._ensure_writer)
        self.set_resource(ResourceType.FONT, pdf_name("/L"), font)
        return b"\n".join(parts)

    def _square(self, side: float) -> bytes:
        """A personal name seal: four characters in two columns, read from the right."""
        letters = _seal_letters(self._seal.name)
        border = b"%s RG 2 w 1 1 %g %g re S 0.7 w 3.4 3.4 %g %g re S" % (
            _RED,
            side - 2,
            side - 2,
            side - 6.8,
            side - 6.8,
        )
        if len(letters) != 4:
            size = min((side - 12) / max(width(letters, 1), 1), side / 3)
            middle = (side - width(letters, size)) / 2
            return border + b"\n" + self._show(letters, size, middle, side / 2 - size * 0.36, _RED)
        size = (side - 11) / 2
        cells = [(1, 1), (1, 0), (0, 1), (0, 0)]
        shown = [
            self._show(letter, size, 5.5 + column * size, 5.5 + row * size + size * 0.12, _RED)
            for letter, (column, row) in zip(letters, cells, strict=True)
        ]
        return b"\n".join([border, *shown])

    def _round(self, side: float) -> bytes:
        """An institution's seal: the name along the circle, a star inside."""
        middle = side / 2
        outer = _circle(middle, middle, middle - 1)
        drawn = [b"%s RG %s rg 1.8 w %s S" % (_RED, _RED, outer), _star(middle, middle - 1, side * 0.15) + b" f"]
        count = max(len(self._seal.name), 1)
        size = min(side * 0.17, _NAME_ARC * (middle - 3) / (count + _NAME_ARC))
        radius = middle - size - 2.5
        step = min(math.radians(34), _NAME_ARC / count)
        start = math.pi / 2 + step * (count - 1) / 2
        for index, letter in enumerate(self._seal.name):
            drawn.append(self._on_circle(letter, size, start - index * step, radius, middle))
        return b"\n".join(drawn)

    def _on_circle(self, letter: str, size: float, angle: float, radius: float, middle: float) -> bytes:
        turn = angle - math.pi / 2
        cos, sin = math.cos(turn), math.sin(turn)
        half = width(letter, size) / 2
        x = middle + radius * math.cos(angle) - half * cos
        y = middle + radius * math.sin(angle) - half * sin
        matrix = b"%.4f %.4f %.4f %.4f %.3f %.3f Tm" % (cos, sin, -sin, cos, x, y)
        return b"BT /L %g Tf %s rg %s %s Tj ET" % (size, _RED, matrix, self._letters.encode(letter))

    def _text(self, left: float, height: float, room: float) -> bytes:
        lines: list[tuple[str, float, bytes]] = []
        if not self._seal.round:
            lines += [(line, 11.5, _INK) for line in wrap(self._seal.name, 11.5, room)[:2]]
        for text in self._seal.lines:
            lines += [(line, 7.5, _FAINT) for line in wrap(text, 7.5, room)]
        if self._seal.practice:
            lines += [(line, 7.5, _RED) for line in wrap(words()["practice_note"], 7.5, room)]
        total = sum(size * 1.35 for _, size, _ in lines)
        squeeze = min(1.0, (height - 4) / total)
        y = (height + total * squeeze) / 2
        shown = []
        for text, size, colour in lines:
            y -= size * 1.35 * squeeze
            shown.append(self._show(text, size * squeeze, left, y + size * 0.3 * squeeze, colour))
        return b"\n".join(shown)

    def _show(self, text: str, size: float, x: float, y: float, colour: bytes) -> bytes:
        return b"BT /L %.3f Tf %s rg %.3f %.3f Td %s Tj ET" % (size, colour, x, y, self._letters.encode(text))


def _seal_letters(name: str) -> str:
    """The name with what a seal adds to make four characters, where it can."""
    return name + words().get(f"name_seal_{len(name)}", "")


def _circle(x: float, y: float, r: float) -> bytes:
    k = _CIRCLE * r
    arcs = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    return b"%g %g m " % (x + r, y) + b" ".join(b"%g %g %g %g %g %g c" % arc for arc in arcs) + b" h"


def _star(x: float, y: float, r: float) -> bytes:
    points = []
    for corner in range(10):
        reach = r if corner % 2 == 0 else r * 0.382
        angle = math.pi / 2 + corner * math.pi / 5
        points.append(b"%.3f %.3f" % (x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points[0] + b" m " + b" ".join(p + b" l" for p in points[1:]) + b" h"
