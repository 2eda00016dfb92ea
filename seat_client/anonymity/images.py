"""What cameras, scanners and drawing programs write into picture files beside the picture; cut without re-encoding."""

import struct

_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""JPEG markers without a length (ITU-T T.81, table B.1)."""

_KEPT_APPLICATION = frozenset({0xE0, 0xEE})
"""APP0 (JFIF density) and APP14 (Adobe: which colour transform was used) steer decoding."""

_DROPPED_BOXES = frozenset({b"xml ", b"uuid", b"uinf", b"jp2i", b"free"})


def plain_jpeg(data: bytes) -> bytes:
    """The same coded picture without APPn (but 0 and 14) and comment segments, and with nothing after its end."""
    if data[:2] != b"\xff\xd8":
        return data
    out, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == 0xD9:
            break
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:
            end = _scan_end(data, end)
        if not _is_note(marker):
            out.append(_kept_segment(data[at:end], marker))
        at = end
    return b"".join(out) + b"\xff\xd9"


def _is_note(marker: int) -> bool:
    return marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in _KEPT_APPLICATION)


def _kept_segment(segment: bytes, marker: int) -> bytes:
    """APP0 and APP14 cut to the fields which decoders read; a JFIF thumbnail goes."""
    if marker == 0xE0:
        return b"\xff\xe0\x00\x10JFIF\x00" + segment[9:16] + b"\x00\x00" if segment[4:9] == b"JFIF\x00" else b""
    if marker == 0xEE:
        return b"\xff\xee\x00\x0e" + segment[4:16] if segment[4:9] == b"Adobe" else b""
    return segment


def _scan_end(data: bytes, at: int) -> int:
    """Where the entropy-coded bytes end: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or data[at + 1] in _ALONE:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def plain_jpx(data: bytes) -> bytes:
    """The same JPEG 2000 file without XML, UUID and rights boxes; a bare codestream stays as it is."""
    out, at = [], 0
    if data[4:8] != b"jP  ":
        return data
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I", data, at)[0], data[at + 4 : at + 8]
        if size == 1 and at + 16 <= len(data):
            size = struct.unpack_from(">Q", data, at + 8)[0]
        end = len(data) if size == 0 else at + max(size, 8)
        if kind not in _DROPPED_BOXES:
            out.append(data[at:end])
        at = end
    return b"".join(out)
