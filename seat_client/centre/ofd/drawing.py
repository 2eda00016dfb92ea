"""The objects of a page as PDF operators, in millimetres from the upper left as OFD has them."""

import math
from collections.abc import Iterator

import pikepdf

from seat_client.centre.ofd.errors import OfdError
from seat_client.centre.ofd.lettering import Face, Letters, missing
from seat_client.centre.ofd.package import Element, box, child, children, local, number, numbers, text
from seat_client.centre.ofd.paths import path_operators
from seat_client.centre.ofd.shared import FontChoice, Shared

_DEPTH = 16
_OBJECTS = 500_000
_BLACK = b"0 0 0"
_CAPS = {"Butt": b"0", "Round": b"1", "Square": b"2"}
_JOINS = {"Miter": b"0", "Round": b"1", "Bevel": b"2"}
_USUAL_LINE = 0.353  # mm, GB/T 33190, table 22


class Canvas:
    """One page's drawing; `operators` and `resources` are its content in the end."""

    def __init__(self, target: pikepdf.Pdf, shared: Shared, letters: Letters) -> None:
        self.operators: list[bytes] = []
        self.images = pikepdf.Dictionary()
        self.states = pikepdf.Dictionary()
        self._target = target
        self._shared = shared
        self._letters = letters
        self._objects = 0

    # ---------------------------------------------------------------- layers
    def layer(self, layer: Element) -> None:
        """Every object of a layer or block."""
        self._block(layer, layer.get("DrawParam"), 0)

    def _block(self, block: Element, inherited: str | None, depth: int) -> None:
        if depth > _DEPTH:
            raise OfdError("too-large", "nesting")
        for one in children(block):
            self._objects += 1
            if self._objects > _OBJECTS:
                raise OfdError("too-large", "objects")
            kind = local(one)
            if kind in ("PageBlock", "Layer"):
                self._block(one, one.get("DrawParam", inherited), depth + 1)
            elif kind in _DRAWN and one.get("Visible") != "false":
                self._object(kind, one, inherited, depth)

    def _object(self, kind: str, one: Element, inherited: str | None, depth: int) -> None:
        bounds = box(one.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        self._write(b"q 1 0 0 1 %.4f %.4f cm" % (bounds[0], bounds[1]))
        self._clips(one)
        self._transform(one.get("CTM"))
        self._alpha(one.get("Alpha"))
        parameter = one.get("DrawParam", inherited)
        if kind == "TextObject":
            self._text(one, parameter)
        elif kind == "PathObject":
            self._path(one, parameter)
        elif kind == "ImageObject":
            self._image(self._shared.image(one.get("ResourceID", "")), None if one.get("CTM") else bounds)
        else:
            self._composite(one, parameter, depth)
        self._write(b"Q")

    def _composite(self, one: Element, parameter: str | None, depth: int) -> None:
        unit = self._shared.composites.get(one.get("ResourceID", ""))
        if unit is None:
            raise OfdError("damaged", "composite graphic")
        for content in children(unit, "Content"):
            self._block(content, parameter, depth + 1)

    # ------------------------------------------------------------------ state
    def _write(self, operators: bytes) -> None:
        self.operators.append(operators)

    def _transform(self, matrix: str | None) -> None:
        values = numbers(matrix)
        if len(values) == 6:
            self._write(b" ".join(b"%.6f" % value for value in values) + b" cm")

    def _alpha(self, value: str | None) -> None:
        """Transparency of 0 to 255, for all that the object draws."""
        alpha = round(number(value, 255))
        if 0 <= alpha < 255:
            name = f"/A{alpha}"
            if name not in self.states:
                share = round(alpha / 255, 4)
                self.states[name] = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=share, CA=share)
            self._write(name.encode() + b" gs")

    def _clips(self, one: Element) -> None:
        """Clips by paths; one by text only makes less to be seen, and is not applied."""
        for clip in children(child(one, "Clips"), "Clip"):
            for area in children(clip, "Area"):
                path = child(area, "Path")
                if path is not None:
                    data = text(child(path, "AbbreviatedData"))
                    moved = box(path.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
                    there, back = b"1 0 0 1 %.4f %.4f cm", (moved[0], moved[1])
                    self._write(there % back + b"\n" + path_operators(data) + b"\nW n")
                    self._write(there % (-back[0], -back[1]))

    def _colour(self, element: Element | None, parameter: str | None, name: str, operator: bytes) -> None:
        """Set a colour: the object's own, its drawing parameter's, or black."""
        if element is None:
            found = self._shared.parameter(parameter, name)
            element = found if isinstance(found, Element) else None
        if element is None:
            self._write(_BLACK + (b" rg" if operator == b"f" else b" RG"))
            return
        self._alpha(element.get("Alpha"))
        values = self._values(element)
        names = {1: (b" g", b" G"), 3: (b" rg", b" RG"), 4: (b" k", b" K")}.get(len(values))
        if names is None:
            raise OfdError("unsupported", "colour")
        whole = 255 if len(values) != 4 else (100 if max(values) <= 100 else 255)
        told = b" ".join(b"%.4f" % min(1.0, max(0.0, value / whole)) for value in values)
        self._write(told + (names[0] if operator == b"f" else names[1]))

    def _values(self, colour: Element) -> list[float]:
        """The colour's values; of a gradient those of its first segment, since only its outline has to be right."""
        value = colour.get("Value")
        if value is not None:
            return _bytes(value)
        for shade in children(colour, "AxialShd", "RadialShd"):
            for segment in children(shade, "Segment"):
                return self._values(next(children(segment, "Color"), segment))
        if next(children(colour), None) is not None:
            raise OfdError("unsupported", "pattern")
        return [0.0, 0.0, 0.0]

    # ------------------------------------------------------------------ paths
    def _path(self, one: Element, parameter: str | None) -> None:
        stroke, fill = one.get("Stroke", "true") == "true", one.get("Fill", "false") == "true"
        data = path_operators(text(child(one, "AbbreviatedData")))
        if not (stroke or fill) or not data:
            return
        if fill:
            self._colour(child(one, "FillColor"), parameter, "FillColor", b"f")
        if stroke:
            self._line(one, parameter)
        even = b"*" if one.get("Rule") == "Even-Odd" else b""
        self._write(data + b"\n" + (b"B" + even if stroke and fill else b"f" + even if fill else b"S"))

    def _line(self, one: Element, parameter: str | None) -> None:
        self._colour(child(one, "StrokeColor"), parameter, "StrokeColor", b"S")
        width = number(self._attribute(one, parameter, "LineWidth"), _USUAL_LINE)
        cap = _CAPS.get(self._attribute(one, parameter, "Cap") or "", b"0")
        join = _JOINS.get(self._attribute(one, parameter, "Join") or "", b"0")
        self._write(b"%.4f w %s J %s j" % (width, cap, join))
        dashes = numbers(self._attribute(one, parameter, "DashPattern"))
        if dashes and sum(dashes) > 0:
            offset = number(self._attribute(one, parameter, "DashOffset"), 0)
            self._write(b"[" + b" ".join(b"%.4f" % dash for dash in dashes) + b"] %.4f d" % offset)

    def _attribute(self, one: Element, parameter: str | None, name: str) -> str | None:
        own = one.get(name)
        if own is not None:
            return own
        found = self._shared.parameter(parameter, name)
        return found if isinstance(found, str) else (text(found) if isinstance(found, Element) else None)

    # ----------------------------------------------------------------- images
    def _image(self, image: pikepdf.Object, bounds: tuple[float, float, float, float] | None) -> None:
        """The picture in the unit square, upside down for PDF; without a matrix it fills the boundary."""
        if bounds is not None:
            self._write(b"%.4f 0 0 %.4f 0 0 cm" % (bounds[2], bounds[3]))
        name = f"/I{image.objgen[0]}"
        self.images[name] = image
        self._write(b"1 0 0 -1 0 1 cm " + name.encode() + b" Do")

    def stamp(self, image: pikepdf.Object, bounds: tuple[float, float, float, float]) -> None:
        """A seal's picture at its place on the page."""
        self._write(b"q 1 0 0 1 %.4f %.4f cm" % (bounds[0], bounds[1]))
        self._image(image, bounds)
        self._write(b"Q")

    # ------------------------------------------------------------------- text
    def _text(self, one: Element, parameter: str | None) -> None:
        font = self._shared.font(one.get("Font", ""))
        size = number(one.get("Size"), 0)
        if size <= 0:
            return
        self._colour(child(one, "FillColor"), parameter, "FillColor", b"f")
        stretch = number(one.get("HScale"), 1)
        turn = math.radians(number(one.get("CharDirection"), 0))
        down = round(number(one.get("ReadDirection"), 0)) in (90, 270)
        glyphs = _glyphs(one)
        self._write(b"BT")
        last: str | None = None
        start, at = 0, (0.0, 0.0)
        for code in children(one, "TextCode"):
            words = (code.text or "").replace("\r", "").replace("\n", "")
            at = (number(code.get("X"), at[0]), number(code.get("Y"), at[1]))
            across, along = numbers(code.get("DeltaX")), numbers(code.get("DeltaY"))
            x, y = at
            for index, letter in enumerate(words):
                face, glyph = _choice(font, letter, glyphs.get(start + index))
                name, number_ = self._letters.code(face, glyph, letter)
                if name != last:
                    self._write(b"%s %.4f Tf" % (name.encode(), size))
                    last = name
                self._write(_placed(x, y, stretch, turn) + b" <%02x> Tj" % number_)
                width = face.advance(glyph) * size / 1000 * stretch
                free = not across and not along
                x += across[index] if index < len(across) else (width if free and not down else 0.0)
                y += along[index] if index < len(along) else (size if free and down else 0.0)
            start += len(words)
        self._write(b"ET")


_DRAWN = frozenset({"TextObject", "PathObject", "ImageObject", "CompositeObject", "CompositeGraphicObject"})


def _placed(x: float, y: float, stretch: float, turn: float) -> bytes:
    cos, sin = math.cos(turn), math.sin(turn)
    return b"%.5f %.5f %.5f %.5f %.4f %.4f Tm" % (cos * stretch, sin * stretch, sin, -cos, x, y)


def _choice(font: FontChoice, letter: str, given: int | None) -> tuple[Face, int]:
    """The face and glyph for a letter: as the document says, as its font has it, or from the product's font."""
    if font.own is not None:
        glyph = given if given is not None and given < font.own.glyphs else font.own.glyph_of(letter)
        if glyph is not None:
            return font.own, glyph
    glyph = font.stand_in.glyph_of(letter)
    if glyph is None:
        glyph = font.stand_in.glyph_of(" ") if letter.isspace() else missing(font.stand_in)
    return font.stand_in, glyph or 0


def _glyphs(one: Element) -> dict[int, int]:
    """Glyph numbers given for single characters (GB/T 33190, 11.4: CGTransform)."""
    found: dict[int, int] = {}
    for transform in children(one, "CGTransform"):
        position = round(number(transform.get("CodePosition"), 0))
        given = numbers(text(child(transform, "Glyphs")))
        for offset, glyph in enumerate(given[:100_000]):
            found[position + offset] = round(glyph)
    return found


def _bytes(value: str) -> list[float]:
    """Colour values, decimal or hexadecimal with a number sign."""
    return list(_read(value.split()))


def _read(words: list[str]) -> Iterator[float]:
    try:
        for word in words:
            yield float(int(word[1:], 16)) if word.startswith("#") else float(word)
    except ValueError as error:
        raise OfdError("damaged", "colour") from error
