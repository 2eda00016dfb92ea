"""The check a seat repeats on a released document: nothing in it but what a rebuild can write."""

import re

import pikepdf

from seat_client.anonymity.errors import NotRebuilt
from seat_client.anonymity.notes import noted_places
from seat_client.anonymity.opening import decoded, opened
from seat_client.anonymity.whitelist import (
    CATALOG_KEYS,
    DEFAULT_COLOURS,
    KEYS,
    OUTLINE_KEYS,
    PAGE_KEYS,
    PAGE_TREE_KEYS,
    RESOURCE_KINDS,
    RESOURCE_LETTERS,
    STREAM_KEYS,
    TRAILER_KEYS,
)

_END = b"%%EOF"
_MARKS = re.compile(rb"\b(?:BDC|BMC|DP|MP)\b")
_RESOURCE_NAME = re.compile(rf"/[{RESOURCE_LETTERS}]\d+")
_KNOWN_KEYS = (
    frozenset().union(*KEYS.values())
    | CATALOG_KEYS
    | OUTLINE_KEYS
    | PAGE_KEYS
    | PAGE_TREE_KEYS
    | STREAM_KEYS
    | frozenset(RESOURCE_KINDS)
    | frozenset(DEFAULT_COLOURS)
    | {"/CharProcs", "/Registry", "/Ordering", "/Supplement", "/CMapName", "/WMode", "/Length1", "/Length2", "/Length3"}
)


_TEXT_KEYS = frozenset({"/Title", "/Registry", "/Ordering"})
"""Where a rebuilt file has strings of its own, besides the palettes of indexed colours."""


def structural_check(pdf: bytes) -> None:
    """Pass a rebuilt file; raise `NotRebuilt` with the places when there is anything outside the whitelist."""
    places = structural_places(pdf)
    if places:
        raise NotRebuilt(places)


def structural_places(pdf: bytes) -> list[str]:
    """Every place in a file that a rebuild leaves behind, sorted: keys, kinds and notes, never values."""
    places = _raw_places(pdf)
    with opened(pdf) as document:
        places += [f"trailer{key}" for key in document.trailer.keys() if key not in TRAILER_KEYS]  # noqa: SIM118
        places += [f"catalog{key}" for key in document.Root.keys() if key not in CATALOG_KEYS]  # noqa: SIM118
        for page in document.pages:
            places += [f"page{key}" for key in page.obj.keys() if key not in PAGE_KEYS]  # noqa: SIM118
        glyphs = _glyph_dictionaries(document)
        for value in document.objects:
            known = TRAILER_KEYS if _is_file_structure(value) else frozenset()
            places += [place for place in _object_places(value, glyphs) if place.removeprefix("key") not in known]
            places += noted_places(value)
        places += _marked_pages(document)
    return sorted(set(places))


def _is_file_structure(value: object) -> bool:
    """A cross-reference stream stands among the objects and carries the trailer's keys."""
    return isinstance(value, pikepdf.Stream) and value.get("/Type") == pikepdf.Name.XRef


def _raw_places(pdf: bytes) -> list[str]:
    end = pdf.rfind(_END)
    places = [] if end >= 0 and not pdf[end + len(_END) :].strip() else ["bytes after the end"]
    if not pdf.startswith(b"%PDF-"):
        places.append("bytes before the start")
    if pdf.count(b"startxref") != 1:
        places.append("earlier revision")
    return places


def _glyph_dictionaries(document: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Dictionaries whose keys are glyph names: a Type 3 font's character procedures."""
    fonts = (one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/CharProcs" in one)
    return {font.CharProcs.objgen for font in fonts if font.CharProcs.is_indirect}


def _object_places(value: object, glyphs: set[tuple[int, int]]) -> list[str]:
    if isinstance(value, pikepdf.Array):
        return [place for one in value if not _is_indirect(one) for place in _object_places(one, glyphs)]
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream) or (value.is_indirect and value.objgen in glyphs):
        return []
    places: list[str] = []
    for key, inner in value.items():
        if key not in _KNOWN_KEYS and not _RESOURCE_NAME.fullmatch(key):
            places.append(f"key{key}")
        elif isinstance(inner, pikepdf.String) and key not in _TEXT_KEYS:
            places.append(f"text{key}")
        elif key != "/CharProcs" and not _is_indirect(inner):
            places += _object_places(inner, glyphs)
    return places


def _is_indirect(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _marked_pages(document: pikepdf.Pdf) -> list[str]:
    """Marked content: looked for cheaply, and parsed only where the letters occur (they may be glyph codes)."""
    forms = [
        one
        for one in document.objects
        if isinstance(one, pikepdf.Stream) and (one.get("/Subtype") == pikepdf.Name.Form or "/PatternType" in one)
    ]
    contents = [one for page in document.pages for one in _streams(page.obj.get("/Contents"))]
    suspects = (one for one in contents + forms if _MARKS.search(decoded(one)))
    return ["marked content" for one in suspects if _has_marks(one)]


def _streams(contents: object) -> list[pikepdf.Object]:
    if isinstance(contents, pikepdf.Array):
        return list(contents)
    return [contents] if isinstance(contents, pikepdf.Stream) else []


def _has_marks(stream: pikepdf.Object) -> bool:
    return any(bytes(one.operator) in (b"BDC", b"BMC", b"DP", b"MP") for one in pikepdf.parse_content_stream(stream))
