"""Parts of a PDF by `Range` (RFC 9110, one range), told with nothing that could betray where the file came from.

No file name and no time of change: bids are stored in the order of their bidders, and so are their times.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import StreamingResponse

from seat_client.centre.errors import RangeWrong
from seat_client.wire.models import Problem

RANGED: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {}}},
    206: {"description": "a range", "content": {"application/pdf": {}}},
    416: {"model": Problem},
}

_BLOCK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})|bytes=-(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes from `start` up to `end` of a whole; `part` when they were asked for by a range."""

    start: int
    end: int
    whole: int
    part: bool


def span(request: Request, whole: int, etag: str) -> Span:
    """What the request asks for; everything when its range is of another form or of other bytes."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or request.headers.get("If-Range", f'"{etag}"') != f'"{etag}"':
        return Span(0, whole, whole, part=False)
    first, last, tail = asked.groups()
    start = int(first) if tail is None else max(0, whole - int(tail))
    end = min(whole, int(last) + 1) if last else whole
    if start >= end:
        raise RangeWrong("range_wrong", size=whole)
    return Span(start, end, whole, part=True)


def ranged(asked: Span, etag: str, blocks: Iterator[bytes]) -> StreamingResponse:
    """The answer that carries `blocks`, which are the bytes of the span."""
    headers = {"ETag": f'"{etag}"', "Accept-Ranges": "bytes", "Content-Length": str(asked.end - asked.start)}
    if asked.part:
        headers["Content-Range"] = f"bytes {asked.start}-{asked.end - 1}/{asked.whole}"
    return StreamingResponse(blocks, 206 if asked.part else 200, headers, "application/pdf")


def blocks_of(path: Path, asked: Span) -> Iterator[bytes]:
    """The span's bytes from a file."""
    with path.open("rb") as file:
        file.seek(asked.start)
        left = asked.end - asked.start
        while left and (block := file.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
