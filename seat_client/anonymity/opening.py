"""Opening a PDF somebody else wrote: limits first, and every refusal typed."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf

from seat_client.anonymity.errors import Encrypted, TooLarge, Unreadable
from seat_client.anonymity.words import word

MAX_BYTES = 512 * 1024 * 1024
MAX_PAGES = 5000
MAX_OBJECTS = 1_000_000
MAX_DECODED = 512 * 1024 * 1024
"""What one stream may grow to; a page of 200 dpi colour needs 12 MB."""

_DEFLATE_RATIO = 1032  # The most that deflate can grow, by its format.
_STEP = 1 << 20


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """The parsed PDF, inside the limits; what the parser refuses, then or later, becomes `Unreadable`."""
    if len(pdf) > MAX_BYTES:
        raise TooLarge("bytes", MAX_BYTES)
    try:
        document = pikepdf.open(BytesIO(pdf), suppress_warnings=True, inherit_page_attributes=False)
    except pikepdf.PasswordError:
        raise Encrypted from None
    except pikepdf.PikepdfError:
        raise Unreadable("not-a-pdf") from None
    with document:
        _refuse_over_limits(document)
        try:
            yield document
        except (pikepdf.PikepdfError, ValueError, OverflowError):
            raise Unreadable("damaged") from None  # The last two: numbers and text that do not fit their place.
        except RecursionError:
            raise Unreadable("nested") from None


def _refuse_over_limits(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise Encrypted
    if len(document.objects) > MAX_OBJECTS:
        raise TooLarge("objects", MAX_OBJECTS)
    try:
        pages = len(document.pages)
    except pikepdf.PikepdfError:
        raise Unreadable("page-tree") from None
    if pages > MAX_PAGES:
        raise TooLarge("pages", MAX_PAGES)
    if pages == 0:
        raise Unreadable("no-pages")


def filters_of(stream: pikepdf.Object) -> list[str]:
    """The stream's filter names in order."""
    value = stream.get("/Filter")
    names = list(value) if isinstance(value, pikepdf.Array) else [value]
    return [word(one) for one in names if isinstance(one, pikepdf.Name)]


def decoded(stream: pikepdf.Object) -> bytes:
    """The stream's bytes with its general filters undone; refuses what would grow past the limit."""
    refuse_growth(stream)
    return stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)


def refuse_growth(stream: pikepdf.Object) -> None:
    """Pass a stream that stays inside the limit when it is decoded."""
    raw = _raw(stream)
    if len(raw) * _DEFLATE_RATIO > MAX_DECODED:
        decoded_size(stream, MAX_DECODED)


def decoded_size(stream: pikepdf.Object, limit: int) -> int:
    """Bytes of a deflated stream when it is inflated, of any other as it stands; raises `TooLarge` over `limit`."""
    raw = _raw(stream)
    size = _inflated_size(raw, limit) if filters_of(stream)[:1] == ["/FlateDecode"] else len(raw)
    if size > limit:
        raise TooLarge("decoded", limit)
    return size


def _raw(stream: pikepdf.Object) -> bytes:
    """The bytes as they stand in the file; raises `Unreadable` for what is compressed twice, as only bombs are."""
    filters = filters_of(stream)
    if filters.count("/FlateDecode") + filters.count("/LZWDecode") > 1:
        raise Unreadable("filters")
    return bytes(stream.read_raw_bytes())


def _inflated_size(raw: bytes, limit: int) -> int:
    """Stops a step above `limit`."""
    inflate, size, rest = zlib.decompressobj(), 0, raw
    try:
        while rest and not inflate.eof and size <= limit:
            size += len(inflate.decompress(rest, _STEP))
            rest = inflate.unconsumed_tail
    except zlib.error:
        return size  # A damaged tail is the parser's to judge.
    return size
