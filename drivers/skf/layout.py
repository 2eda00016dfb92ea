"""How numbers, names, lists and signatures lie in memory (GM/T 0016, clause 6): packed, little-endian, two widths.

The standard's ULONG is 4 bytes under Windows; under Linux vendors are split between 4 bytes and the machine's
long, and no function tells which. Numbers that come back are therefore received in cells of 8 bytes that start as
zero, and numbers handed over fill a register: a library of either width reads and writes both rightly. Of the
standard's structures only those are used that are the same at either width, so there is no width to set wrongly.
"""

import base64
import binascii
import ctypes
import re
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

LARGEST = 8192
"""Every buffer is this large from the start: some libraries write through the null pointer of a size query."""

_PEM = re.compile(rb"-----BEGIN [A-Z0-9 ]*CERTIFICATE-----(.*?)-----END ", re.DOTALL)
_ENCODINGS = ("utf-8", "gb18030")  # GB 18030 holds GBK


class Cell(ctypes.c_uint64):
    """A ULONG of either width that the library writes; what it reads there first is small."""


def small(cell: Cell) -> int:
    """The number in a cell, of which only the lower half is ever used."""
    return int(cell.value) & 0xFFFFFFFF


def buffer() -> "ctypes.Array[ctypes.c_char]":
    """A zeroed buffer."""
    return ctypes.create_string_buffer(LARGEST)


class EccSignature(ctypes.Structure):
    """ECCSIGNATUREBLOB: both numbers right-aligned in 64 bytes, the same at either width."""

    _pack_ = 1
    _fields_ = (("r", ctypes.c_uint8 * 64), ("s", ctypes.c_uint8 * 64))

    def der(self) -> bytes | None:
        """SEQUENCE{r, s} as GM/T 0009 and X.509 have it; None when a number is zero, which no signature has."""
        r, s = int.from_bytes(bytes(self.r), "big"), int.from_bytes(bytes(self.s), "big")
        return encode_dss_signature(r, s) if r and s else None


def names(listed: bytes) -> Sequence[bytes]:
    """The names in a list that NULs part and a double NUL ends, as the library spells them."""
    found = []
    for name in listed.split(b"\x00"):
        if not name:
            break
        found.append(name)
    return found


def text(name: bytes) -> str:
    """A name for people, whichever of the usual encodings it is in."""
    for encoding in _ENCODINGS:
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("ascii", "backslashreplace")


def certificate(content: bytes) -> bytes:
    """The certificate in DER, given as DER with or without filling behind it, or as PEM. Raises ValueError."""
    armoured = _PEM.search(content)
    if armoured is None:
        return content[: _der_length(content)]
    try:
        return base64.b64decode(b"".join(armoured[1].split()), validate=True)
    except binascii.Error as broken:
        raise ValueError("PEM") from broken


def _der_length(content: bytes) -> int:
    if len(content) < 2 or content[0] != 0x30:
        raise ValueError("DER")
    if content[1] < 0x80:
        return 2 + content[1]
    size = content[1] & 0x7F
    return 2 + size + int.from_bytes(content[2 : 2 + size], "big")
