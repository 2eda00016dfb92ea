"""Just enough DER to write and to walk one fixed structure, byte for byte."""

from collections.abc import Iterator

SEQUENCE = 0x30
SET = 0x31
INTEGER = 0x02
OCTET_STRING = 0x04
NULL = 0x05
OBJECT_IDENTIFIER = 0x06
CONTEXT_0 = 0xA0
CONTEXT_1 = 0xA1


def encode(tag: int, *contents: bytes) -> bytes:
    """One element with the shortest length form."""
    content = b"".join(contents)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def encode_set_of(*elements: bytes) -> bytes:
    """A SET OF in DER's order."""
    return encode(SET, *sorted(elements))


def encode_oid(dotted: str) -> bytes:
    """An object identifier."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return encode(OBJECT_IDENTIFIER, *(_base128(arc) for arc in (first * 40 + second, *rest)))


def elements(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(tag, content, whole element) of each element in `data`; raises ValueError unless they fill it exactly."""
    at = 0
    while at < len(data):
        tag, content_at, end = _bounds(data, at)
        yield tag, data[content_at:end], data[at:end]
        at = end


def only(data: bytes, tag: int) -> bytes:
    """The content of the one element that `data` is; raises ValueError unless it has this tag."""
    ((found, content, _),) = elements(data)
    if found != tag:
        raise ValueError(f"tag {found:#x} where {tag:#x} is due")
    return content


def first_size(data: bytes) -> int:
    """How many bytes the first element takes; raises ValueError when it does not fit."""
    return _bounds(data, 0)[2]


def _bounds(data: bytes, at: int) -> tuple[int, int, int]:
    if at + 2 > len(data):
        raise ValueError("cut short")
    tag, size = data[at], data[at + 1]
    content_at = at + 2
    if size & 0x80:
        count = size & 0x7F
        content_at += count
        if not 1 <= count <= 4 or content_at > len(data):
            raise ValueError("length of a form not used here")
        size = int.from_bytes(data[at + 2 : content_at], "big")
    if content_at + size > len(data):
        raise ValueError("cut short")
    return tag, content_at, content_at + size


def _base128(arc: int) -> bytes:
    digits = [arc & 0x7F]
    while arc := arc >> 7:
        digits.append(arc & 0x7F | 0x80)
    return bytes(reversed(digits))
