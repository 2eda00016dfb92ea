"""Drawings within drawings, multiplied out before a renderer does it.

A page draws forms, forms draw forms: ten levels of ten are a page of ten thousand million drawings in a file of five
kilobytes, and a form that draws itself never ends. A renderer finds out by running out of time or memory. Here every
content stream is read once, and what it would cost is told by multiplication.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import pikepdf

from seat_client.anonymity.copier import inherited
from seat_client.anonymity.errors import TooLarge, Unreadable
from seat_client.anonymity.opening import decoded_size
from seat_client.anonymity.words import word

MAX_PAGE_DRAWING = 64 << 20
"""Bytes of content that one page may run through, repetitions included; a dense map in vectors has ten million."""
MAX_DEPTH = 40
_EACH = 1000
"""What starting a drawing costs a renderer, in bytes of content: PDFium makes a parser and an object list for each."""

_EMPTY = pikepdf.Dictionary()
_NOBODY = (0, 0)  # No object has this number.
_NESTING = "q Q Do gs Tf Tj TJ ' \" sh f F f* B B* b b* S s g rg k cs sc scn G RG K CS SC SCN"
_FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"})
_STROKES = frozenset({"S", "s", "B", "B*", "b", "b*"})
_TEXTS = frozenset({"Tj", "TJ", "'", '"'})

Instruction: TypeAlias = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a drawing looks for names: its own resources, then its page's, as renderers do."""

    own: pikepdf.Object
    page: pikepdf.Object
    key: tuple[int, tuple[int, int]]
    """The page's number, and whose resources `own` are: what was found through them is known for these alone."""


@dataclass(frozen=True, slots=True)
class _Cost:
    """Of one drawing: bytes of content with everything in it, and whether there is anything in it."""

    weight: int = 0
    nested: bool = False
    by_page: bool = False
    """It depends on names that its page gives a meaning to."""


@dataclass(frozen=True, slots=True)
class _Painting:
    """What each painted object sets off besides itself: a font of drawings, a tiling, a soft mask."""

    font: int = 0
    fill: int = 0
    stroke: int = 0
    mask: int = 0


def refuse_nested(document: pikepdf.Pdf, progress: Callable[[int], None] = lambda _page: None) -> None:
    """Pass a document whose pages can be drawn in bounded time; `progress` hears the number of each page that can.

    Raises `Unreadable("drawing-in-itself")`, `Unreadable("nested")` for a chain that is too long, or `TooLarge`.
    """
    costs = _Costs()
    for number, page in enumerate(document.pages):
        costs.page(page.obj, number)
        progress(number)


class _Costs:
    """Each drawing is read once, wherever it is drawn from."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[int, int], object], _Cost] = {}
        self._under_way: list[tuple[int, int]] = []

    def page(self, page: pikepdf.Object, number: int) -> None:
        """Pass a page that stays inside the limits, its annotations' appearances included."""
        resources = _dictionary(inherited(page, "/Resources"))
        scope = _Scope(resources, resources, (number, _NOBODY))
        contents = page.get("/Contents")
        streams = [one for one in _each(contents) if isinstance(one, pikepdf.Stream)]
        weight = sum(_own_size(one) for one in streams)
        if streams and _can_nest(resources):
            weight += self._run(page, scope).weight
        for appearance in _appearances(page):
            weight += self.drawing(appearance, scope).weight
        if weight > MAX_PAGE_DRAWING:
            raise TooLarge("page drawing", MAX_PAGE_DRAWING)

    def drawing(self, stream: object, outer: _Scope) -> _Cost:
        """The cost of running a form, a tiling or a glyph once; nothing for what is none."""
        if not isinstance(stream, pikepdf.Stream):
            return _Cost()
        known = self._known.get((stream.objgen, None)) or self._known.get((stream.objgen, outer.key))
        if known is not None:
            return known
        if stream.objgen in self._under_way:
            raise Unreadable("drawing-in-itself")
        if len(self._under_way) >= MAX_DEPTH:
            raise Unreadable("nested")
        own = stream.get("/Resources")
        scope = (
            replace(outer, own=own, key=(outer.key[0], stream.objgen)) if isinstance(own, pikepdf.Dictionary) else outer
        )
        cost = _Cost(_EACH + _own_size(stream))
        if _can_nest(scope.own) or _can_nest(scope.page):
            self._under_way.append(stream.objgen)
            within = self._run(stream, scope)
            self._under_way.pop()
            by_page = within.by_page or (within.nested and scope is outer)
            cost = _Cost(cost.weight + within.weight, within.nested, by_page)
        self._known[stream.objgen, outer.key if cost.by_page else None] = cost
        return cost

    def _run(self, content: pikepdf.Object, scope: _Scope) -> _Cost:
        """What the drawings cost that this content sets off, itself left out."""
        running = _Running(self.drawing, scope)
        for instruction in _instructions(content):
            running.take(word(instruction.operator), instruction)
        return running.cost()


class _Running:
    """Runs through one content as a renderer does, minding only what sets off drawings."""

    def __init__(self, drawing: Callable[[object, _Scope], _Cost], scope: _Scope) -> None:
        self._drawing = drawing
        self._scope = scope
        self._names = _Names(scope)
        self._now = _Painting()
        self._kept: list[_Painting] = []
        self._weight = 0
        self._nested = self._by_page = False

    def cost(self) -> _Cost:
        return _Cost(self._weight, self._nested, self._by_page or self._names.by_page)

    def take(self, operator: str, instruction: Instruction) -> None:
        """The next instruction."""
        if operator == "q":
            self._kept.append(self._now)
        elif operator == "Q":
            self._now = self._kept.pop() if self._kept else self._now
        elif operator in _SETTERS:
            self._now = replace(self._now, **_SETTERS[operator](self, _last_name(instruction)))
        else:
            self._weight += self._painted(operator, instruction)

    def _painted(self, operator: str, instruction: Instruction) -> int:
        now = self._now
        if operator == "Do":
            drawn = self._names.value("/XObject", _last_name(instruction))
            is_form = isinstance(drawn, pikepdf.Stream) and drawn.get("/Subtype") == pikepdf.Name.Form
            return now.mask + (self._cost_of(drawn, self._scope).weight if is_form else now.fill)
        if operator in _TEXTS:
            return now.mask + _letters(instruction) * (now.font + now.fill + now.stroke)
        return now.mask + now.fill * (operator in _FILLS) + now.stroke * (operator in _STROKES)

    def set_font(self, name: pikepdf.Name | None) -> dict[str, int]:
        return {"font": self._letter(self._names.value("/Font", name))}

    def set_fill(self, name: pikepdf.Name | None) -> dict[str, int]:
        return {"fill": self._kept_drawing(self._names.value("/Pattern", name), self._scope)}

    def set_stroke(self, name: pikepdf.Name | None) -> dict[str, int]:
        return {"stroke": self._kept_drawing(self._names.value("/Pattern", name), self._scope)}

    def set_state(self, name: pikepdf.Name | None) -> dict[str, int]:
        state, told = _dictionary(self._names.value("/ExtGState", name)), dict[str, int]()
        if isinstance(font := state.get("/Font"), pikepdf.Array) and len(font):
            told["font"] = self._letter(font[0])
        if (mask := state.get("/SMask")) is not None:
            told["mask"] = self._cost_of(_dictionary(mask).get("/G"), self._scope).weight
        return told

    def _cost_of(self, stream: object, scope: _Scope) -> _Cost:
        cost = self._drawing(stream, scope)
        self._nested, self._by_page = self._nested or cost.weight > 0, self._by_page or cost.by_page
        return cost

    def _kept_drawing(self, stream: object, scope: _Scope) -> int:
        """Renderers read a tiling or a letter once and keep it, unless there is more within."""
        cost = self._cost_of(stream, scope)
        return cost.weight if cost.nested else 0

    def _letter(self, font: object) -> int:
        """The most that one letter of a font costs whose letters are drawings (Type 3)."""
        own, scope = _dictionary(font).get("/Resources"), self._scope
        if isinstance(own, pikepdf.Dictionary) and isinstance(font, pikepdf.Object):
            scope = replace(scope, own=own, key=(scope.key[0], font.objgen))
        glyphs = _dictionary(_dictionary(font).get("/CharProcs")).values()
        return max((self._kept_drawing(one, scope) for one in glyphs), default=0)


_SETTERS: dict[str, Callable[[_Running, pikepdf.Name | None], dict[str, int]]] = {
    "Tf": _Running.set_font,
    "gs": _Running.set_state,
    **dict.fromkeys(("g", "rg", "k", "cs", "sc", "scn"), _Running.set_fill),
    **dict.fromkeys(("G", "RG", "K", "CS", "SC", "SCN"), _Running.set_stroke),
}


class _Names:
    """Looks names up, and remembers whether the page's resources had to help out."""

    def __init__(self, scope: _Scope) -> None:
        self._scope = scope
        self._values: dict[tuple[str, bytes], object] = {}
        self.by_page = False

    def value(self, category: str, name: pikepdf.Name | None) -> object:
        if name is None:
            return None
        key = (category, bytes(name))
        if key not in self._values:
            value = _dictionary(self._scope.own.get(category)).get(name)
            if value is None:
                value = _dictionary(self._scope.page.get(category)).get(name)
                self.by_page = self.by_page or value is not None
            self._values[key] = value
        return self._values[key]


def _can_nest(resources: pikepdf.Object) -> bool:
    """True when something in these resources is a drawing itself; pages of text and pictures need no reading."""
    for one in _dictionary(resources.get("/XObject")).values():
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == pikepdf.Name.Form:
            return True
    if any(isinstance(one, pikepdf.Stream) for one in _dictionary(resources.get("/Pattern")).values()):
        return True
    if any("/CharProcs" in _dictionary(one) for one in _dictionary(resources.get("/Font")).values()):
        return True
    states = _dictionary(resources.get("/ExtGState")).values()
    return any(isinstance(_dictionary(one).get("/SMask"), pikepdf.Dictionary) for one in states)


def _appearances(page: pikepdf.Object) -> Iterator[object]:
    """Every appearance of every annotation: normal, under the pointer and pressed, in each of its states."""
    for annotation in _each(page.get("/Annots")):
        for appearance in _dictionary(_dictionary(annotation).get("/AP")).values():
            yield from [appearance] if isinstance(appearance, pikepdf.Stream) else _dictionary(appearance).values()


def _instructions(content: pikepdf.Object) -> Iterable[Instruction]:
    try:
        return pikepdf.parse_content_stream(content, _NESTING)
    except TypeError:
        raise Unreadable("content") from None  # The parser's word for what no content stream may hold.


def _letters(instruction: Instruction) -> int:
    """At most so many glyphs are shown: a byte each."""
    operands = [] if isinstance(instruction, pikepdf.ContentStreamInlineImage) else list(instruction.operands)
    parts = [part for one in operands for part in _each(one)]
    return sum(len(bytes(one)) for one in parts if isinstance(one, pikepdf.String))


def _last_name(instruction: Instruction) -> pikepdf.Name | None:
    if isinstance(instruction, pikepdf.ContentStreamInlineImage):
        return None
    return next((one for one in reversed(list(instruction.operands)) if isinstance(one, pikepdf.Name)), None)


def _own_size(stream: pikepdf.Object) -> int:
    return decoded_size(stream, MAX_PAGE_DRAWING)


def _dictionary(value: object) -> pikepdf.Object:
    return value if isinstance(value, pikepdf.Dictionary) else _EMPTY


def _each(value: object) -> list[object]:
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [value]
