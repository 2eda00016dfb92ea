"""What a file still holds though no table of it leads there: earlier revisions, orphans, orphaned object streams."""

import re
import zlib
from collections.abc import Iterator

import pikepdf

from seat_client.anonymity.finding import Finding
from seat_client.anonymity.leaks import Terms, in_data, in_object

MAX_INFLATED = 256 * 1024 * 1024
"""What all streams together may grow to in this search."""
_MAX_ONE = 32 * 1024 * 1024
_MAX_OBJECTS = 1_000_000

_HEAD = re.compile(rb"(?<![0-9])(\d{1,9})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_PAIR = re.compile(rb"(\d{1,9})\s+(\d{1,9})")


def remains(pdf: bytes, terms: Terms) -> Iterator[Finding]:
    """Names in the raw file: in every object that begins anywhere, in or out of the tables, compressed or not."""
    left = MAX_INFLATED
    starts = [hit.start() for hit in _HEAD.finditer(pdf)][:_MAX_OBJECTS]
    for start, end in zip(starts, [*starts[1:], len(pdf)], strict=True):
        body = pdf[start:end]
        stream = _STREAM.search(body)
        head = body[: stream.start()] if stream else body
        yield from _in_text(head, terms)
        if stream is None or left <= 0:
            continue
        data = _inflated(body[stream.end() :], min(left, _MAX_ONE))
        left -= len(data)
        yield from (Finding(None, "raw stream", name, "carried-name") for name in in_data(data, terms))
        if b"/ObjStm" in head:
            yield from _in_object_stream(data, terms)


def unlisted_objects(pdf: bytes, document: pikepdf.Pdf) -> int:
    """How many objects begin in the file that its tables do not know, or know at another place only."""
    heads = {(int(hit[1]), int(hit[2])) for hit in _HEAD.finditer(pdf)}
    known = {one.objgen for one in document.objects if isinstance(one, pikepdf.Object)}
    plain = len(document.objects) - len(known)  # numbers and the like are handed out without their own number
    twice = len(_HEAD.findall(pdf)) - len(heads)
    return max(0, len(heads - known) - plain) + twice


def _in_text(head: bytes, terms: Terms) -> Iterator[Finding]:
    """Hits in the object's dictionary; what cannot be parsed is still searched as bytes."""
    source = head[head.find(b"obj") + 3 :].removesuffix(b"endobj").split(b"endobj")[0].strip()
    try:
        value = pikepdf.Object.parse(source) if len(source) <= _MAX_ONE else None
    except (pikepdf.PikepdfError, ValueError, OverflowError, RecursionError):
        value = None
    if isinstance(value, pikepdf.Object):
        yield from (Finding(None, f"raw {one.place}", one.term, "carried-name") for one in in_object(value, terms))
    yield from (Finding(None, "raw object", name, "carried-name") for name in in_data(head, terms))


def _in_object_stream(data: bytes, terms: Terms) -> Iterator[Finding]:
    """Objects compressed together: their bodies stand one after the other behind a table of numbers and offsets."""
    table = []
    at = 0
    while (hit := _PAIR.match(data, at)) is not None:
        table.append(int(hit[2]))
        at = hit.end()
        while data[at : at + 1].isspace():
            at += 1
    first = at
    for offset, end in zip(table, [*table[1:], len(data)], strict=True):
        yield from _in_text(b"obj " + data[first + offset : first + end], terms)


def _inflated(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""


def embedded_files(document: pikepdf.Pdf) -> Iterator[bytes]:
    """The bytes of every file that travels inside, wherever it hangs."""
    for one in document.objects:
        if isinstance(one, pikepdf.Stream) and (one.get("/Type") == pikepdf.Name.EmbeddedFile or "/Params" in one):
            try:
                yield one.read_bytes()
            except pikepdf.PdfError:
                yield one.read_raw_bytes()
