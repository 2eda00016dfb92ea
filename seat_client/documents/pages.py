"""Plain data between the screen and an open document; pages count from 0."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

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
class PageRequest:
    """A page as it is wanted on the screen."""

    page: int
    size: BitmapSize


@dataclass(frozen=True, slots=True)
class PageDrawn:
    """The pixels of a page: rows of `size.stride` bytes; blue, green, red, unused."""

    page: int
    size: BitmapSize
    pixels: bytes

    def __repr__(self) -> str:
        return f"PageDrawn({self.page}, {self.size})"


@dataclass(frozen=True, slots=True)
class PageFailed:
    """This page cannot be drawn; the others may be."""

    page: int


PageAnswer = PageDrawn | PageFailed
