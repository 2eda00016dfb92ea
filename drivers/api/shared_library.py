"""Tells before loading whether a vendor's shared library can be loaded by this process at all."""

import struct
import sys
from pathlib import Path

from drivers.api.errors import LibraryMissing

_BITS = struct.calcsize("P") * 8
_ELF_BITS = {1: 32, 2: 64}
_PE_BITS = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
_EXECUTABLE = {"linux": "ELF", "win32": "PE"}


def demand_loadable(path: Path) -> None:
    """Raise LibraryMissing unless `path` is a shared library for this system and of this process's bitness."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as unreadable:
        raise LibraryMissing(path.name, "not found") from unreadable
    form, bits = _form(head)
    if form != _EXECUTABLE.get(sys.platform, form):
        raise LibraryMissing(path.name, "no shared library")
    if bits != _BITS:
        raise LibraryMissing(path.name, f"{bits}-bit library, {_BITS}-bit program")


def _form(head: bytes) -> tuple[str, int]:
    """ELF (gABI, chapter 4: EI_CLASS) or PE/COFF (Machine of the file header), and its bitness."""
    if head[:4] == b"\x7fELF" and len(head) > 4:
        return "ELF", _ELF_BITS.get(head[4], 0)
    if head[:2] == b"MZ" and len(head) >= 0x40:
        start = int.from_bytes(head[0x3C:0x40], "little")
        if head[start : start + 4] == b"PE\x00\x00":
            return "PE", _PE_BITS.get(int.from_bytes(head[start + 4 : start + 6], "little"), 0)
    return "", 0
