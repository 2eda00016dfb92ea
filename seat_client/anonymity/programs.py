"""Names inside font programs, colour profiles and character maps, which no page shows: blanked without moving a byte.

The glyphs stay as they are, so that the drawing stays as it is.
"""

import re
import struct
from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

Blanking: TypeAlias = Callable[[bytes], bytes]

_TYPE1_NAMES = re.compile(rb"(/(?:FontName|FullName|FamilyName|Notice|Copyright|Weight|version)\s*)(\([^)]*\)|/\S+)")
_COMMENT = re.compile(rb"%[^\r\n]*")
_CMAP_BLOCK = re.compile(
    rb"begin(codespacerange|bfchar|bfrange|cidchar|cidrange|notdefrange|notdefchar)\b(.*?)end\1\b", re.DOTALL
)
_CMAP_TOKEN = re.compile(rb"<[0-9A-Fa-f\s]*>|\[|\]|\d+")
_WRITING_MODE = re.compile(rb"/WMode\s+([01])\b")
_SRGB_AT = slice(400, 417)


def blanked_sfnt(program: bytes) -> bytes:
    """A TrueType or OpenType program with an empty `name` table and no names in its CFF table."""
    out = bytearray(program)
    if len(out) < 12 or out[:4] == b"ttcf":
        return program
    for entry in range(12, 12 + 16 * struct.unpack_from(">H", out, 4)[0], 16):
        if entry + 16 > len(out):
            break
        tag, (start, size) = bytes(out[entry : entry + 4]), struct.unpack_from(">II", out, entry + 8)
        end = min(start + size, len(out))
        if tag in (b"name", b"meta", b"DSIG") and start < end:
            out[start:end] = bytes(end - start)
        elif tag == b"CFF ":
            out[start:end] = blanked_cff(bytes(out[start:end]))
    return bytes(out)


def blanked_type1(program: bytes) -> bytes:
    """A Type 1 program whose clear part has no names, notices or comments left."""
    clear, mark, rest = program.partition(b"eexec")
    clear = _TYPE1_NAMES.sub(lambda hit: hit[1] + _same_length(hit[2]), clear)
    head, newline, body = clear.partition(b"\n")
    return head[:20].ljust(len(head)) + newline + _COMMENT.sub(lambda hit: b" " * len(hit[0]), body) + mark + rest


def _same_length(value: bytes) -> bytes:
    return b"/" + b"F" * (len(value) - 1) if value[:1] == b"/" else b"(" + b" " * (len(value) - 2) + b")"


def blanked_cff(program: bytes) -> bytes:
    """A compact font program with its font name, notice and family strings overwritten."""
    out = bytearray(program)
    try:
        names = _index(program, program[2])
        tops = _index(program, names[-1][1] if names else program[2] + 2)
        strings = _index(program, tops[-1][1] if tops else len(program))
        for start, end in names:
            out[start:end] = b"F" * (end - start)
        for string in _naming_strings(program, tops):
            if string < len(strings):
                start, end = strings[string]
                out[start:end] = b" " * (end - start)
    except (IndexError, struct.error):
        return program  # Not the shape of a CFF: left to the leak search, which reads the bytes.
    return bytes(out)


def blanked_compact(program: bytes) -> bytes:
    """What stands under `FontFile3`: a compact program, bare or wrapped as OpenType."""
    return blanked_sfnt(program) if program[:4] in (b"OTTO", b"\0\1\0\0", b"true") else blanked_cff(program)


def _index(data: bytes, at: int) -> list[tuple[int, int]]:
    """The (start, end) of every item of the INDEX at `at` (Adobe TN 5176, section 5)."""
    count, width = struct.unpack_from(">H", data, at)[0], 0
    if count == 0:
        return []
    width = data[at + 2]
    base = at + 3 + (count + 1) * width - 1
    marks = [int.from_bytes(data[at + 3 + i * width : at + 3 + (i + 1) * width], "big") for i in range(count + 1)]
    return [(base + a, base + b) for a, b in pairwise(marks)]


_NAMING = frozenset({(0,), (1,), (2,), (3,), (4,), (12, 0), (12, 21), (12, 22), (12, 38)})
_STANDARD_STRINGS = 391


def _naming_strings(data: bytes, dictionaries: list[tuple[int, int]]) -> list[int]:
    """Numbers in the String INDEX that are notices or names by the operators of the dictionaries, FDArray included."""
    found: list[int] = []
    pending = list(dictionaries)
    for start, end in pending:
        for operator, operands in _dictionary(data, start, end):
            if operator in _NAMING and operands and operands[-1] >= _STANDARD_STRINGS:
                found.append(operands[-1] - _STANDARD_STRINGS)
            elif operator == (12, 36) and operands and len(pending) == len(dictionaries):
                pending.extend(_index(data, operands[-1]))
    return found


def _dictionary(data: bytes, at: int, end: int) -> list[tuple[tuple[int, ...], list[int]]]:
    rows: list[tuple[tuple[int, ...], list[int]]] = []
    operands: list[int] = []
    while at < end:
        first = data[at]
        if first <= 21:
            operator = (12, data[at + 1]) if first == 12 else (first,)
            rows.append((operator, operands))
            operands, at = [], at + len(operator)
        else:
            value, at = _operand(data, at)
            operands.append(value)
    return rows


def _operand(data: bytes, at: int) -> tuple[int, int]:
    first = data[at]
    if first == 28:
        return struct.unpack_from(">h", data, at + 1)[0], at + 3
    if first == 29:
        return struct.unpack_from(">i", data, at + 1)[0], at + 5
    if first == 30:  # A real number: nibbles until 0xf; its value is no string number.
        at += 1
        while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
            at += 1
        return 0, at + 1
    if first < 247:
        return first - 139, at + 1
    if first < 251:
        return (first - 247) * 256 + data[at + 1] + 108, at + 2
    return -(first - 251) * 256 - data[at + 1] - 108, at + 2


def blanked_profile(profile: bytes) -> bytes:
    """An ICC profile without its texts; the plain sRGB one keeps its name, by which renderers know it."""
    out = bytearray(profile)
    if len(out) < 132:
        return profile
    plain_srgb = profile[_SRGB_AT] == b"sRGB IEC61966-2.1"
    texts = (b"cprt", b"dmnd", b"dmdd", b"targ", b"meta") + (() if plain_srgb else (b"desc",))
    for entry in range(132, 132 + 12 * min(struct.unpack_from(">I", out, 128)[0], 200), 12):
        if bytes(out[entry : entry + 4]) in texts:
            start, size = struct.unpack_from(">II", out, entry + 4)
            end = min(start + size, len(out))
            out[start + 8 : end] = bytes(max(0, end - start - 8))
    return bytes(out)


def plain_cmap(cmap: bytes) -> bytes:
    """A character map reduced to its code ranges: no names, comments or other words."""
    mode = _WRITING_MODE.search(cmap)
    parts = [b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n/CMapName /M def\n"]
    if mode:
        parts.append(b"/WMode " + mode[1] + b" def\n")
    for block in _CMAP_BLOCK.finditer(_COMMENT.sub(b"", cmap)):
        tokens = _CMAP_TOKEN.findall(block[2])
        entries = sum(token not in (b"[", b"]") for token in tokens)
        parts.append(
            b"%d begin%s\n%s\nend%s\n" % (_rows(block[1], entries, tokens), block[1], b" ".join(tokens), block[1])
        )
    parts.append(b"endcmap\nend\nend\n")
    return b"".join(parts)


def _rows(kind: bytes, entries: int, tokens: list[bytes]) -> int:
    if kind in (b"bfchar", b"cidchar", b"codespacerange", b"notdefchar"):
        return entries // 2
    depth, count = 0, 0
    for token in tokens:
        depth += (token == b"[") - (token == b"]")
        count += depth == 0
    return count // 3


def without_comments(calculator: bytes) -> bytes:
    """A calculator function (PostScript) without its comments."""
    return _COMMENT.sub(b"", calculator)
