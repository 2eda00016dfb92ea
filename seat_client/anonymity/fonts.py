"""Copying fonts: their programs with the words blanked, their tables, and names that say nothing."""

from collections.abc import Callable

import pikepdf

from seat_client.anonymity import programs
from seat_client.anonymity.copier import Copier, Value, plain
from seat_client.anonymity.drawing import glyph_procedures
from seat_client.anonymity.opening import decoded
from seat_client.anonymity.pictures import raw
from seat_client.anonymity.whitelist import (
    CHINESE_FONTS,
    KNOWN_COLLECTIONS,
    KNOWN_FONTS,
    KNOWN_NAMES,
    PREDEFINED_CMAP,
)
from seat_client.anonymity.words import word


def _font(copier: Copier, value: pikepdf.Object) -> Value | None:
    new = copier.dictionary(value, "font")
    if new is None:
        return None
    glyphs = value.get("/CharProcs")
    if new.get("/Subtype") == pikepdf.Name.Type3 and isinstance(glyphs, pikepdf.Dictionary):
        own = value.get("/Resources")
        scope = own if isinstance(own, pikepdf.Dictionary) else copier.scope
        new.CharProcs, new.Resources = glyph_procedures(copier, glyphs, scope)
    _rename(copier, new)
    return new


def _rename(copier: Copier, font: pikepdf.Dictionary) -> None:
    """One neutral name in all places of a font; names on which substitution depends are kept."""
    inner = [font, *font.get("/DescendantFonts", pikepdf.Array())]
    descriptors = [one.get("/FontDescriptor") for one in inner]
    name = str(font.get("/BaseFont", "/Font")).lstrip("/")
    if name in KNOWN_FONTS:
        return
    copier.fonts += 1
    neutral = pikepdf.Name(f"/Font{copier.fonts}")
    for one in inner:
        if "/BaseFont" in one:
            one.BaseFont = neutral
    for descriptor in descriptors:
        if descriptor is not None:
            descriptor.FontName = neutral


def _kept_name(copier: Copier, value: pikepdf.Object) -> Value | None:
    raw = bytes(value).lstrip(b"/") if isinstance(value, pikepdf.Name) else b""
    name, comma, style = (raw[7:] if raw[6:7] == b"+" else raw).partition(b",")
    known = CHINESE_FONTS.get(name, name.decode("utf-8", "replace"))
    full = known + ("," + style.decode("ascii", "replace") if comma else "")
    return pikepdf.Name("/" + (full if full in KNOWN_FONTS else "Font"))


def _fonts_array(copier: Copier, value: pikepdf.Object) -> Value | None:
    if not isinstance(value, pikepdf.Array):
        return None
    copies = [copier.dictionary(one, "font") for one in value]
    return pikepdf.Array([copier.target.make_indirect(one) for one in copies if one is not None])


def _glyph_names(copier: Copier, value: pikepdf.Object) -> Value | None:
    if not isinstance(value, pikepdf.Array):
        return None
    fits = (one for one in value if isinstance(one, int | pikepdf.Name))
    return pikepdf.Array([_glyph_name(one) if isinstance(one, pikepdf.Name) else one for one in fits])


def _encoding(copier: Copier, value: pikepdf.Object) -> Value | None:
    if isinstance(value, pikepdf.Name):
        name = word(value)
        return pikepdf.Name(name) if name in KNOWN_NAMES or PREDEFINED_CMAP.fullmatch(name) else None
    return _cmap(copier, value) if isinstance(value, pikepdf.Stream) else copier.dictionary(value, "encoding")


def _cmap(copier: Copier, value: pikepdf.Object) -> Value | None:
    if isinstance(value, pikepdf.Name):
        return _encoding(copier, value)
    if not isinstance(value, pikepdf.Stream):
        return None
    new = copier.target.make_stream(programs.plain_cmap(decoded(value)))
    if "/CMapName" in value:
        new.Type, new.CMapName = pikepdf.Name.CMap, pikepdf.Name.M
        new.CIDSystemInfo = _collection(copier, value.get("/CIDSystemInfo", pikepdf.Dictionary()))
        if isinstance(value.get("/WMode"), int):
            new.WMode = value.WMode
    return new


def _collection(copier: Copier, value: pikepdf.Object) -> pikepdf.Dictionary:
    fields = value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()
    ordering = bytes(fields.get("/Ordering", pikepdf.String(""))).decode("ascii", "replace")
    supplement = fields.get("/Supplement", 0)
    return pikepdf.Dictionary(
        Registry=pikepdf.String("Adobe"),
        Ordering=pikepdf.String(ordering if ordering in KNOWN_COLLECTIONS else "Identity"),
        Supplement=supplement if isinstance(supplement, int) else 0,
    )


def _glyph_map(copier: Copier, value: pikepdf.Object) -> Value | None:
    return raw(copier, value) if isinstance(value, pikepdf.Stream) else plain(value)


def _type1(copier: Copier, value: pikepdf.Object) -> Value | None:
    if not isinstance(value, pikepdf.Stream):
        return None
    new = copier.target.make_stream(programs.blanked_type1(decoded(value)))
    for key in ("/Length1", "/Length2", "/Length3"):
        if isinstance(value.get(key), int):
            new[key] = value[key]
    return new


def _sfnt(copier: Copier, value: pikepdf.Object) -> Value | None:
    if not isinstance(value, pikepdf.Stream):
        return None
    data = programs.blanked_sfnt(decoded(value))
    return copier.target.make_stream(data, pikepdf.Dictionary(Length1=len(data)))


def _cff(copier: Copier, value: pikepdf.Object) -> Value | None:
    if not isinstance(value, pikepdf.Stream):
        return None
    data = programs.blanked_compact(decoded(value))
    subtype = plain(value.get("/Subtype"))
    return copier.target.make_stream(data, pikepdf.Dictionary(Subtype=subtype) if subtype is not None else None)


def _sized_font(copier: Copier, value: pikepdf.Object) -> Value | None:
    if not isinstance(value, pikepdf.Array) or len(value) != 2:
        return None
    font, size = copier.copied(value[0], "font"), plain(value[1])
    return None if font is None or size is None else pikepdf.Array([font, size])


def _glyph_name(name: pikepdf.Name) -> pikepdf.Name:
    text = word(name)
    return pikepdf.Name(text if text.isascii() else "/.notdef")


FONT_KINDS: dict[str, Callable[[Copier, pikepdf.Object], Value | None]] = {
    "font": _font,
    "fonts": _fonts_array,
    "font name": _kept_name,
    "glyph names": _glyph_names,
    "encoding": _encoding,
    "cmap": _cmap,
    "collection": _collection,
    "glyph map": _glyph_map,
    "type1 program": _type1,
    "sfnt program": _sfnt,
    "cff program": _cff,
    "sized font": _sized_font,
}
"""How the kinds of font objects are copied."""
