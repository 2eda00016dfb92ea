"""What the seat and a document worker say to each other, as JSON.

The worker reads documents from outside, so the seat treats its answers as outside data too: JSON, never pickle,
every field checked. Pixels do not travel here but in shared memory.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from itertools import groupby
from typing import Any, TypeVar, get_type_hints

from seat_client.documents.errors import MessageMalformed
from seat_client.documents.limits import (
    MAX_BOXES,
    MAX_HITS,
    MAX_OUTLINE_ENTRIES,
    MAX_PAGES,
    MAX_PARAGRAPHS,
    MAX_SNIPPET_LENGTH,
    MAX_TITLE_LENGTH,
)
from seat_client.documents.pages import Box, Found, Hit, Paragraph

T = TypeVar("T")

REFUSALS = ("encrypted", "broken", "too_large", "timeout", "tampered", "unavailable")


@dataclass(frozen=True, slots=True)
class Open:
    """Open the encrypted document at `path`; `paper` is the page colour as 0xRRGGBB.

    A `calm` worker yields the processor to all others and reads the text ahead when it has nothing else to do.
    """

    path: str
    key: str
    paper: int
    calm: bool = False

    def __repr__(self) -> str:
        return "Open(…)"


@dataclass(frozen=True, slots=True)
class Share:
    """A piece of shared memory that follows this message, to be drawn into under this name."""

    block: str
    size: int


@dataclass(frozen=True, slots=True)
class Forget:
    """A piece of shared memory that will not be drawn into any more."""

    block: str


@dataclass(frozen=True, slots=True)
class Render:
    """Draw a page `width` x `height` pixels large; of it the part at `left`, `top` goes into the shared memory `block`.

    The part is `columns` x `rows` pixels of four bytes; for a whole page it is all of it.
    """

    request: int
    generation: int
    page: int
    width: int
    height: int
    left: int
    top: int
    columns: int
    rows: int
    block: str


@dataclass(frozen=True, slots=True)
class AskParagraphs:
    """Where the paragraphs of a page stand."""

    request: int
    page: int


@dataclass(frozen=True, slots=True)
class AskFind:
    """Every place of the document where these words stand."""

    request: int
    words: str


@dataclass(frozen=True, slots=True)
class AskBoxes:
    """Where on a page these words stand."""

    request: int
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Hello:
    """The worker is up; `confined` names the restrictions that took hold, `missing` those that did not."""

    confined: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the table of contents; pages count from 0, depth from 0.

    `top` is how far down the page it stands, as fraction of its height.
    """

    title: str
    page: int
    depth: int
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Opened:
    """The document is open: page sizes in points and the outline.

    Of a long document the sizes of the later pages are supposed to be that of the one before, until `Measured` comes.
    """

    sizes: tuple[tuple[float, float], ...]
    outline: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """All pages have been measured, and some are not as `Opened` supposed."""

    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class RefusedToOpen:
    """The document cannot be shown at all."""

    code: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The requested pixels are in place."""

    request: int


@dataclass(frozen=True, slots=True)
class NotRendered:
    """A request ended without pixels: outdated, or the page cannot be drawn."""

    request: int
    outdated: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A long search goes on: so many pages have been read."""

    request: int
    pages: int


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The question cannot be answered: the page is broken."""

    request: int


@dataclass(frozen=True, slots=True)
class ParagraphsRead:
    """The paragraphs of the asked page, from top to bottom."""

    request: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class WordsFound:
    """What the search found."""

    request: int
    found: Found


@dataclass(frozen=True, slots=True)
class BoxesRead:
    """Where on the asked page the words stand: for each place its boxes, one a line."""

    request: int
    places: tuple[tuple[Box, ...], ...]


Question = AskParagraphs | AskFind | AskBoxes
Command = Open | Share | Forget | Render | Question
Replied = NoAnswer | ParagraphsRead | WordsFound | BoxesRead
Answer = Hello | Opened | Measured | RefusedToOpen | Rendered | NotRendered | Reading | Replied

_COMMANDS: dict[str, type[Command]] = {
    kind.__name__: kind for kind in (Open, Share, Forget, Render, AskParagraphs, AskFind, AskBoxes)
}
_ANSWERS: dict[str, type[Answer]] = {
    kind.__name__: kind for kind in (RefusedToOpen, Rendered, NotRendered, Reading, NoAnswer)
}


def encode(message: Command | Answer) -> bytes:
    """Sizes travel as runs (width, height, how many pages): most bids have one size for two thousand pages."""
    told = {"kind": type(message).__name__, **_fields(message)}
    if isinstance(message, Opened | Measured):
        told["sizes"] = [(*size, sum(1 for _ in same)) for size, same in groupby(message.sizes)]
    return json.dumps(told, default=_fields).encode()


def _fields(value: Any) -> dict[str, object]:
    """One level deep."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def decode_command(data: bytes) -> Command:
    return _plain(_object(data), _COMMANDS)


def decode_answer(data: bytes) -> Answer:
    """The worker's answer, or `MessageMalformed`."""
    raw = _object(data)
    decode = _DECODERS.get(str(raw.get("kind")))
    return _plain(raw, _ANSWERS) if decode is None else decode(raw)


def _opened(raw: dict[str, object]) -> Opened:
    sizes = _sizes(raw.get("sizes"))
    return Opened(sizes, _outline(raw.get("outline"), len(sizes)))


def _paragraphs_read(raw: dict[str, object]) -> ParagraphsRead:
    return ParagraphsRead(_number(raw.get("request")), _paragraphs(raw.get("paragraphs")))


def _boxes_read(raw: dict[str, object]) -> BoxesRead:
    places = (_items(place, MAX_BOXES) for place in _items(raw.get("places"), MAX_HITS))
    return BoxesRead(_number(raw.get("request")), tuple(tuple(_box(item) for item in place) for place in places))


_DECODERS: dict[str, Callable[[dict[str, object]], Answer]] = {
    "Opened": _opened,
    "Measured": lambda raw: Measured(_sizes(raw.get("sizes"))),
    "Hello": lambda raw: Hello(_words(raw.get("confined")), _words(raw.get("missing"))),
    "ParagraphsRead": _paragraphs_read,
    "WordsFound": lambda raw: WordsFound(_number(raw.get("request")), _found(raw.get("found"))),
    "BoxesRead": _boxes_read,
}


def _object(data: bytes) -> dict[str, object]:
    try:
        raw = json.loads(data)
    except ValueError as error:
        raise MessageMalformed("not JSON") from error
    if not isinstance(raw, dict):
        raise MessageMalformed("not an object")
    return raw


def _plain(raw: dict[str, object], kinds: dict[str, type[T]]) -> T:
    kind = kinds.get(str(raw.pop("kind", "")))
    if kind is None or _types(raw) != _hints(kind.__name__):
        raise MessageMalformed("unknown message")
    return kind(**raw)


@cache
def _hints(kind: str) -> dict[str, Any]:
    return get_type_hints({**_COMMANDS, **_ANSWERS}[kind])


def _types(raw: dict[str, object]) -> dict[str, object]:
    return {name: type(value) for name, value in raw.items()}


def _items(value: object, most: int) -> list[object]:
    if not isinstance(value, list) or len(value) > most:
        raise MessageMalformed("not a list, or too long")
    return value


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word)[:40] for word in _items(value, 20))


def _sizes(value: object) -> tuple[tuple[float, float], ...]:
    sizes: list[tuple[float, float]] = []
    for item in _items(value, MAX_PAGES):
        match item:
            case [int() | float() as width, int() | float() as height, int() as pages] if (
                width > 0 and height > 0 and 0 < pages <= MAX_PAGES - len(sizes)
            ):
                sizes += [(float(width), float(height))] * pages
            case _:
                raise MessageMalformed("page size")
    return tuple(sizes)


def _outline(value: object, pages: int) -> tuple[OutlineEntry, ...]:
    entries = []
    for item in _items(value, MAX_OUTLINE_ENTRIES):
        match item:
            case {
                "title": str() as title,
                "page": int() as page,
                "depth": int() as depth,
                "top": int() | float() as top,
            } if 0 <= page < pages and 0 <= top <= 1:
                entries.append(OutlineEntry(title[:MAX_TITLE_LENGTH], page, depth, float(top)))
            case _:
                raise MessageMalformed("outline")
    return tuple(entries)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MessageMalformed("number")
    return value


def _box(value: object) -> Box:
    match value:
        case {
            "left": int() | float() as left,
            "top": int() | float() as top,
            "width": int() | float() as width,
            "height": int() | float() as height,
        } if all(-1 <= part <= 2 for part in (left, top, width, height)):
            return Box(float(left), float(top), float(width), float(height))
    raise MessageMalformed("box")


def _paragraphs(value: object) -> tuple[Paragraph, ...]:
    paragraphs = []
    for item in _items(value, MAX_PARAGRAPHS):
        match item:
            case {"box": box, "words": str() as words}:
                paragraphs.append(Paragraph(_box(box), words[:MAX_SNIPPET_LENGTH]))
            case _:
                raise MessageMalformed("paragraph")
    return tuple(paragraphs)


def _found(value: object) -> Found:
    match value:
        case {"total": int() as total, "hits": list() as hits}:
            return Found(total, tuple(_hit(item) for item in _items(hits, MAX_HITS)))
    raise MessageMalformed("found")


def _hit(value: object) -> Hit:
    match value:
        case {"page": int() as page, "before": str() as before, "words": str() as words, "after": str() as after} if (
            0 <= page < MAX_PAGES
        ):
            return Hit(page, *(text[:MAX_SNIPPET_LENGTH] for text in (before, words, after)))
    raise MessageMalformed("hit")
