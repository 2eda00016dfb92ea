"""Plain data between the screen and an open document; pages count from 0."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from seat_client.documents.blocks import Loan
from seat_client.documents.limits import BitmapSize


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """An encrypted document on this seat's disk; the path is an opaque id, never a bidder's file name."""

    path: Path
    key: bytes

    def __repr__(self) -> str:
        return "DocumentSource(…)"


@dataclass(frozen=True, slots=True)
class DocumentState:
    """Where a document stands; `code` says why it failed (one of `messages.REFUSALS`)."""

    name: Literal["opening", "ready", "reopening", "failed", "closed"]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a page drawn at some size: where it begins and how large it is, in pixels."""

    left: int
    top: int
    size: BitmapSize


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page as it is wanted on the screen: drawn at `size`, all of it or one tile of it."""

    page: int
    size: BitmapSize
    tile: Tile | None = None

    @property
    def part(self) -> Tile:
        """What is to be drawn of the page."""
        return self.tile or Tile(0, 0, self.size)


@dataclass(frozen=True, slots=True)
class PageDrawn:
    """The pixels of a page or tile: rows of `part.size.stride` bytes; blue, green, red, unused.

    They lie where the worker drew them, and there is no copy. Whoever shows them ends the loan when the page goes.
    """

    page: int
    size: BitmapSize
    loan: Loan
    tile: Tile | None = None

    @property
    def pixels(self) -> memoryview:
        return self.loan.pixels

    def __repr__(self) -> str:
        return f"PageDrawn({self.page}, {self.size})"


@dataclass(frozen=True, slots=True)
class PageFailed:
    """This page cannot be drawn; the others may be."""

    page: int


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in fractions of its width and height from the top left corner, as it is shown."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it stands and how it begins."""

    box: Box
    words: str

    def __repr__(self) -> str:
        return f"Paragraph({self.box})"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a search found its words, with what stands around them."""

    page: int
    before: str
    words: str
    after: str

    def __repr__(self) -> str:
        return f"Hit({self.page})"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the first hits, and how many there are in all."""

    total: int
    hits: tuple[Hit, ...]


PageAnswer = PageDrawn | PageFailed
