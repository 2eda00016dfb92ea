"""BER-TLV as cards use it (ISO/IEC 7816-4, 5.2.2): definite lengths, tags of up to three bytes."""

from collections.abc import Iterator


class NotTlv(ValueError):
    """The bytes are not BER-TLV."""


def encode(tag: int, value: bytes) -> bytes:
    """Tag, length and value."""
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + _length(len(value)) + value


def decode(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The tags and values at the top level. Raises NotTlv."""
    at = 0
    while at < len(data):
        tag, at = _read_tag(data, at)
        length, at = _read_length(data, at)
        if at + length > len(data):
            raise NotTlv("cut short")
        yield tag, data[at : at + length]
        at += length


def find(tag: int, data: bytes) -> bytes | None:
    """The value of the first `tag` at the top level."""
    return next((value for known, value in decode(data) if known == tag), None)


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    body = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(body)]) + body


def _read_tag(data: bytes, at: int) -> tuple[int, int]:
    end = at + 1
    if data[at] & 0x1F == 0x1F:
        while end < len(data) and data[end] & 0x80:
            end += 1
        end += 1
    if end > len(data) or end - at > 3:
        raise NotTlv("tag")
    return int.from_bytes(data[at:end], "big"), end


def _read_length(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise NotTlv("no length")
    first = data[at]
    if first < 0x80:
        return first, at + 1
    size = first & 0x7F
    if not 1 <= size <= 3 or at + 1 + size > len(data):
        raise NotTlv("length")
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size
