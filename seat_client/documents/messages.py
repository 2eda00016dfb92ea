"""What the seat and a document worker say to each other, as JSON.

The worker reads documents from outside, so the seat treats its answers as outside data too: JSON, never pickle,
every field checked. Pixels do not travel here but in shared memory.
"""

import json
from dataclasses import asdict, dataclass
from typing import TypeVar, get_type_hints

from seat_client.documents.errors import MessageMalformed
from seat_client.documents.limits import MAX_OUTLINE_ENTRIES, MAX_PAGES, MAX_TITLE_LENGTH

T = TypeVar("T")

REFUSALS = ("encrypted", "broken", "too_large", "timeout", "tampered", "unavailable")


@dataclass(frozen=True, slots=True)
class Open:
    """Open the encrypted document at `path`; `paper` is the page colour as 0xRRGGBB."""

    path: str
    key: str
    paper: int

    def __repr__(self) -> str:
        return "Open(…)"


@dataclass(frozen=True, slots=True)
class Render:
    """Draw a page into the shared memory `block`, `width` x `height` pixels of four bytes."""

    request: int
    generation: int
    page: int
    width: int
    height: int
    block: str


@dataclass(frozen=True, slots=True)
class Hello:
    """The worker is up; `confined` names the restrictions that took hold, `missing` those that did not."""

    confined: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the table of contents; pages count from 0, depth from 0."""

    title: str
    page: int
    depth: int


@dataclass(frozen=True, slots=True)
class Opened:
    """The document is open: page sizes in points and the outline."""

    sizes: tuple[tuple[float, float], ...]
    outline: tuple[OutlineEntry, ...]


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


Command = Open | Render
Answer = Hello | Opened | RefusedToOpen | Rendered | NotRendered

_COMMANDS: dict[str, type[Command]] = {kind.__name__: kind for kind in (Open, Render)}
_ANSWERS: dict[str, type[Answer]] = {
    kind.__name__: kind for kind in (Hello, Opened, RefusedToOpen, Rendered, NotRendered)
}


def encode(message: Command | Answer) -> bytes:
    return json.dumps({"kind": type(message).__name__, **asdict(message)}).encode()


def decode_command(data: bytes) -> Command:
    return _plain(_object(data), _COMMANDS)


def decode_answer(data: bytes) -> Answer:
    """The worker's answer, or `MessageMalformed`."""
    raw = _object(data)
    match raw.get("kind"):
        case "Opened":
            sizes = _sizes(raw.get("sizes"))
            return Opened(sizes, _outline(raw.get("outline"), len(sizes)))
        case "Hello":
            return Hello(_words(raw.get("confined")), _words(raw.get("missing")))
        case _:
            return _plain(raw, _ANSWERS)


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
    if kind is None or _types(raw) != get_type_hints(kind):
        raise MessageMalformed("unknown message")
    return kind(**raw)


def _types(raw: dict[str, object]) -> dict[str, object]:
    return {name: type(value) for name, value in raw.items()}


def _items(value: object, most: int) -> list[object]:
    if not isinstance(value, list) or len(value) > most:
        raise MessageMalformed("not a list, or too long")
    return value


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word)[:40] for word in _items(value, 20))


def _sizes(value: object) -> tuple[tuple[float, float], ...]:
    sizes = []
    for item in _items(value, MAX_PAGES):
        match item:
            case [int() | float() as width, int() | float() as height] if width > 0 and height > 0:
                sizes.append((float(width), float(height)))
            case _:
                raise MessageMalformed("page size")
    return tuple(sizes)


def _outline(value: object, pages: int) -> tuple[OutlineEntry, ...]:
    entries = []
    for item in _items(value, MAX_OUTLINE_ENTRIES):
        match item:
            case {"title": str() as title, "page": int() as page, "depth": int() as depth} if 0 <= page < pages:
                entries.append(OutlineEntry(title[:MAX_TITLE_LENGTH], page, depth))
            case _:
                raise MessageMalformed("outline")
    return tuple(entries)
