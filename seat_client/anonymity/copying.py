"""Copying objects from the source PDF into the new one, each by the table of its kind."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import pikepdf

from seat_client.anonymity import images, programs
from seat_client.anonymity.content import Instruction, drawing_only
from seat_client.anonymity.errors import Unreadable
from seat_client.anonymity.layers import HiddenLayers
from seat_client.anonymity.naming import UsedResources
from seat_client.anonymity.opening import decoded, filters_of, refuse_growth
from seat_client.anonymity.whitelist import (
    CHINESE_FONTS,
    KEYS,
    KNOWN_COLLECTIONS,
    KNOWN_FONTS,
    KNOWN_NAMES,
    PLAIN,
    PREDEFINED_CMAP,
)
from seat_client.anonymity.words import word

Value = pikepdf.Object | int | Decimal | bool
MAX_DEPTH = 40
_INHERIT_LIMIT = 64
_PICTURE_CODECS = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})


def inherited(page: pikepdf.Object, key: str) -> Value | None:
    """A page attribute, from the page or the nearest node above it (ISO 32000-1, 7.7.3.4)."""
    node: object = page
    for _ in range(_INHERIT_LIMIT):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


class Copier:
    """Copies objects of known kinds; what no table knows is left behind."""

    def __init__(self, source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
        self.source = source
        self.target = target
        self.layers = HiddenLayers(source)
        self._done: dict[tuple[tuple[int, int], str], pikepdf.Object] = {}
        self._depth = 0
        self._fonts = 0
        self._special: dict[str, Callable[[pikepdf.Object], Value | None]] = {
            "font": self._font,
            "fonts": self._fonts_array,
            "font name": self._kept_name,
            "glyph names": self._glyph_names,
            "encoding": self._encoding,
            "cmap": self._cmap,
            "collection": self._collection,
            "glyph map": self._glyph_map,
            "type1 program": self._type1,
            "sfnt program": self._sfnt,
            "cff program": self._cff,
            "xobject": self._xobject,
            "image": self._image,
            "mask": self._mask,
            "colours": self._colours,
            "pattern": self._pattern,
            "shading": self._shading,
            "function": self._function,
            "soft mask": self._soft_mask,
            "sized font": self._sized_font,
            "raw stream": self._raw,
        }
        self._scope: pikepdf.Dictionary = pikepdf.Dictionary()

    # ------------------------------------------------------------------ entry
    def page_content(self, page: pikepdf.Object, resources: Value | None) -> tuple[pikepdf.Object, pikepdf.Dictionary]:
        """The page's drawing as one stream, and the resources which that drawing uses."""
        scope = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        data, used = self._content(pikepdf.Page(page), scope)
        return self.target.make_stream(data), used

    def copied(self, value: object, kind: str) -> Value | None:
        """The copy of one value as `kind`, or None when it is not of that kind."""
        if value is None:
            return None
        if kind == PLAIN:
            return _plain(value)
        if not isinstance(value, pikepdf.Object):
            return None
        known = self._done.get((value.objgen, kind)) if value.is_indirect else None
        if known is not None:
            return known
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("nested")
        try:
            copy = self._special[kind](value) if kind in self._special else self._dictionary(value, kind)
        finally:
            self._depth -= 1
        if value.is_indirect and isinstance(copy, pikepdf.Object) and not isinstance(copy, pikepdf.Name):
            copy = copy if copy.is_indirect else self.target.make_indirect(copy)
            self._done[value.objgen, kind] = copy
        return copy

    def _dictionary(self, value: pikepdf.Object, kind: str) -> pikepdf.Dictionary | None:
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            return None
        new = pikepdf.Dictionary()
        for key, inner in KEYS[kind].items():
            copy = self.copied(value.get(key), inner)
            if copy is not None:
                new[key] = copy
        return new

    def _stream(self, data: bytes, source: pikepdf.Object, kind: str | None) -> pikepdf.Object:
        keys = self._dictionary(source, kind) if kind else None
        return self.target.make_stream(data, keys)

    # ---------------------------------------------------------------- content
    def _content(
        self, drawing: pikepdf.Page | pikepdf.Object, resources: pikepdf.Dictionary
    ) -> tuple[bytes, pikepdf.Dictionary]:
        outer, self._scope = self._scope, resources
        try:
            used = UsedResources(self, resources)
            kept = drawing_only(_instructions(drawing), used)
            return pikepdf.unparse_content_stream(kept), used.collected()
        finally:
            self._scope = outer

    def _drawn(self, form: pikepdf.Object, kind: str) -> pikepdf.Object:
        new = self.target.make_stream(b"", self._dictionary(form, kind))
        if form.is_indirect:
            self._done[form.objgen, "xobject" if kind == "form" else "pattern"] = new
        own = form.get("/Resources")
        data, used = self._content(form, own if isinstance(own, pikepdf.Dictionary) else self._scope)
        new.write(data)
        new.Resources = used
        return new

    def _xobject(self, value: pikepdf.Object) -> Value | None:
        if not isinstance(value, pikepdf.Stream) or self.layers.hides(value.get("/OC")):
            return None
        subtype = value.get("/Subtype")
        if subtype == pikepdf.Name.Image:
            return self.copied(value, "image")
        return self._drawn(value, "form") if subtype == pikepdf.Name.Form else None

    def _pattern(self, value: pikepdf.Object) -> Value | None:
        if isinstance(value, pikepdf.Stream):
            return self._drawn(value, "tiling")
        return self._dictionary(value, "gradient")

    # ----------------------------------------------------------------- images
    def _image(self, value: pikepdf.Object) -> Value | None:
        if not isinstance(value, pikepdf.Stream):
            return None
        filters = filters_of(value)
        if not filters or filters[-1] not in _PICTURE_CODECS:
            return self._stream(decoded(value), value, "image")
        data = self._before_codec(value, filters)
        if filters[-1] == "/DCTDecode":
            data = images.plain_jpeg(data)
        elif filters[-1] == "/JPXDecode":
            data = images.plain_jpx(data)
        new = self._stream(b"", value, "image")
        parameters = _last(value.get("/DecodeParms"))
        known = self._dictionary(parameters, "decoding") if isinstance(parameters, pikepdf.Dictionary) else None
        new.write(data, filter=pikepdf.Name(filters[-1]), decode_parms=known, type_check=False)
        return new

    def _before_codec(self, value: pikepdf.Object, filters: list[str]) -> bytes:
        raw = value.read_raw_bytes()
        if len(filters) == 1:
            return raw
        outer = self.source.make_stream(raw, Filter=pikepdf.Array([pikepdf.Name(one) for one in filters[:-1]]))
        return decoded(outer)

    def _mask(self, value: pikepdf.Object) -> Value | None:
        return _plain(value) if isinstance(value, pikepdf.Array) else self.copied(value, "image")

    def _raw(self, value: pikepdf.Object) -> Value | None:
        return self.target.make_stream(decoded(value)) if isinstance(value, pikepdf.Stream) else None

    # ------------------------------------------------------------------ fonts
    def _font(self, value: pikepdf.Object) -> Value | None:
        new = self._dictionary(value, "font")
        if new is None:
            return None
        glyphs = value.get("/CharProcs")
        if new.get("/Subtype") == pikepdf.Name.Type3 and isinstance(glyphs, pikepdf.Dictionary):
            own = value.get("/Resources")
            scope = own if isinstance(own, pikepdf.Dictionary) else self._scope
            new.CharProcs = self._glyphs(glyphs, scope, new)
        self._rename(new)
        return new

    def _glyphs(
        self, glyphs: pikepdf.Dictionary, scope: pikepdf.Dictionary, font: pikepdf.Dictionary
    ) -> pikepdf.Dictionary:
        used = UsedResources(self, scope)
        new = pikepdf.Dictionary()
        for name in sorted(glyphs.keys()):
            if isinstance(glyphs[name], pikepdf.Stream):
                kept = drawing_only(_instructions(glyphs[name]), used)
                new[name] = self.target.make_stream(pikepdf.unparse_content_stream(kept))
        font.Resources = used.collected()
        return new

    def _rename(self, font: pikepdf.Dictionary) -> None:
        """One neutral name in all places of a font; names on which substitution depends are kept."""
        inner = [font, *font.get("/DescendantFonts", pikepdf.Array())]
        descriptors = [one.get("/FontDescriptor") for one in inner]
        name = str(font.get("/BaseFont", "/Font")).lstrip("/")
        if name in KNOWN_FONTS:
            return
        self._fonts += 1
        neutral = pikepdf.Name(f"/Font{self._fonts}")
        for one in inner:
            if "/BaseFont" in one:
                one.BaseFont = neutral
        for descriptor in descriptors:
            if descriptor is not None:
                descriptor.FontName = neutral

    def _kept_name(self, value: pikepdf.Object) -> Value | None:
        raw = bytes(value).lstrip(b"/") if isinstance(value, pikepdf.Name) else b""
        name, comma, style = (raw[7:] if raw[6:7] == b"+" else raw).partition(b",")
        known = CHINESE_FONTS.get(name, name.decode("utf-8", "replace"))
        full = known + ("," + style.decode("ascii", "replace") if comma else "")
        return pikepdf.Name("/" + (full if full in KNOWN_FONTS else "Font"))

    def _fonts_array(self, value: pikepdf.Object) -> Value | None:
        if not isinstance(value, pikepdf.Array):
            return None
        copies = [self._dictionary(one, "font") for one in value]
        return pikepdf.Array([self.target.make_indirect(one) for one in copies if one is not None])

    def _glyph_names(self, value: pikepdf.Object) -> Value | None:
        if not isinstance(value, pikepdf.Array):
            return None
        fits = (one for one in value if isinstance(one, int | pikepdf.Name))
        return pikepdf.Array([_glyph_name(one) if isinstance(one, pikepdf.Name) else one for one in fits])

    def _encoding(self, value: pikepdf.Object) -> Value | None:
        if isinstance(value, pikepdf.Name):
            name = word(value)
            return pikepdf.Name(name) if name in KNOWN_NAMES or PREDEFINED_CMAP.fullmatch(name) else None
        return self._cmap(value) if isinstance(value, pikepdf.Stream) else self._dictionary(value, "encoding")

    def _cmap(self, value: pikepdf.Object) -> Value | None:
        if isinstance(value, pikepdf.Name):
            return self._encoding(value)
        if not isinstance(value, pikepdf.Stream):
            return None
        new = self.target.make_stream(programs.plain_cmap(decoded(value)))
        if "/CMapName" in value:
            new.Type, new.CMapName = pikepdf.Name.CMap, pikepdf.Name.M
            new.CIDSystemInfo = self._collection(value.get("/CIDSystemInfo", pikepdf.Dictionary()))
            if isinstance(value.get("/WMode"), int):
                new.WMode = value.WMode
        return new

    def _collection(self, value: pikepdf.Object) -> pikepdf.Dictionary:
        fields = value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()
        ordering = bytes(fields.get("/Ordering", pikepdf.String(""))).decode("ascii", "replace")
        supplement = fields.get("/Supplement", 0)
        return pikepdf.Dictionary(
            Registry=pikepdf.String("Adobe"),
            Ordering=pikepdf.String(ordering if ordering in KNOWN_COLLECTIONS else "Identity"),
            Supplement=supplement if isinstance(supplement, int) else 0,
        )

    def _glyph_map(self, value: pikepdf.Object) -> Value | None:
        return self._raw(value) if isinstance(value, pikepdf.Stream) else _plain(value)

    def _type1(self, value: pikepdf.Object) -> Value | None:
        if not isinstance(value, pikepdf.Stream):
            return None
        new = self.target.make_stream(programs.blanked_type1(decoded(value)))
        for key in ("/Length1", "/Length2", "/Length3"):
            if isinstance(value.get(key), int):
                new[key] = value[key]
        return new

    def _sfnt(self, value: pikepdf.Object) -> Value | None:
        if not isinstance(value, pikepdf.Stream):
            return None
        data = programs.blanked_sfnt(decoded(value))
        return self.target.make_stream(data, pikepdf.Dictionary(Length1=len(data)))

    def _cff(self, value: pikepdf.Object) -> Value | None:
        if not isinstance(value, pikepdf.Stream):
            return None
        data = decoded(value)
        data = (
            programs.blanked_sfnt(data) if data[:4] in (b"OTTO", b"\0\1\0\0", b"true") else programs.blanked_cff(data)
        )
        subtype = _plain(value.get("/Subtype"))
        return self.target.make_stream(data, pikepdf.Dictionary(Subtype=subtype) if subtype is not None else None)

    def _sized_font(self, value: pikepdf.Object) -> Value | None:
        if not isinstance(value, pikepdf.Array) or len(value) != 2:
            return None
        font, size = self.copied(value[0], "font"), _plain(value[1])
        return None if font is None or size is None else pikepdf.Array([font, size])

    # ---------------------------------------------------------------- colours
    def _colours(self, value: pikepdf.Object) -> Value | None:
        if isinstance(value, pikepdf.Name):
            if word(value) in KNOWN_NAMES:
                return pikepdf.Name(word(value))
            spaces = self._scope.get("/ColorSpace")
            named = spaces.get(value) if isinstance(spaces, pikepdf.Dictionary) else None
            return self.copied(named, "colours") if named is not None and named != value else None
        if not isinstance(value, pikepdf.Array) or len(value) == 0:
            return None
        family = word(value[0]) if isinstance(value[0], pikepdf.Name) else ""
        build, length = _COLOUR_SPACES.get(family, (None, 0))
        return build(self, value) if build and len(value) >= length else None

    def _icc(self, value: pikepdf.Array) -> Value | None:
        profile = value[1]
        if not isinstance(profile, pikepdf.Stream):
            return None
        known = self._done.get((profile.objgen, "profile"))
        if known is None:
            known = self._stream(programs.blanked_profile(decoded(profile)), profile, "icc")
            self._done[profile.objgen, "profile"] = known
        return pikepdf.Array([pikepdf.Name.ICCBased, known])

    def _calibrated(self, value: pikepdf.Array) -> Value | None:
        known = self._dictionary(value[1], "calibrated")
        return None if known is None else pikepdf.Array([pikepdf.Name(str(value[0])), known])

    def _indexed(self, value: pikepdf.Array) -> Value | None:
        base, highest, lookup = self.copied(value[1], "colours"), _plain(value[2]), value[3]
        if base is None or highest is None or not isinstance(lookup, pikepdf.Stream | pikepdf.String):
            return None
        table = decoded(lookup) if isinstance(lookup, pikepdf.Stream) else bytes(lookup)
        return pikepdf.Array([pikepdf.Name.Indexed, base, highest, pikepdf.String(table)])

    def _separation(self, value: pikepdf.Array) -> Value | None:
        names = value[1]
        if isinstance(names, pikepdf.Array):
            neutral: Value = pikepdf.Array([pikepdf.Name(f"/Ink{number}") for number in range(len(names))])
        else:
            neutral = names if names in (pikepdf.Name.All, pikepdf.Name("/None")) else pikepdf.Name("/Ink")
        alternate, tint = self.copied(value[2], "colours"), self.copied(value[3], "function")
        if alternate is None or tint is None:
            return None
        return pikepdf.Array([pikepdf.Name(str(value[0])), neutral, alternate, tint])

    def _uncoloured(self, value: pikepdf.Array) -> Value | None:
        base = self.copied(value[1], "colours") if len(value) > 1 else None
        return pikepdf.Array([pikepdf.Name.Pattern, *([base] if base is not None else [])])

    # ------------------------------------------------- shadings and functions
    def _shading(self, value: pikepdf.Object) -> Value | None:
        if isinstance(value, pikepdf.Stream):
            return self._stream(decoded(value), value, "shading")
        return self._dictionary(value, "shading")

    def _function(self, value: pikepdf.Object) -> Value | None:
        if isinstance(value, pikepdf.Array):
            return pikepdf.Array([one for one in (self.copied(each, "function") for each in value) if one is not None])
        if isinstance(value, pikepdf.Name):
            return _plain(value)
        if not isinstance(value, pikepdf.Stream):
            return self._dictionary(value, "function")
        data = decoded(value)
        calculator = value.get("/FunctionType") == 4
        return self._stream(programs.without_comments(data) if calculator else data, value, "function")

    def _soft_mask(self, value: pikepdf.Object) -> Value | None:
        return _plain(value) if isinstance(value, pikepdf.Name) else self._dictionary(value, "soft mask")


_COLOUR_SPACES: dict[str, tuple[Callable[[Copier, pikepdf.Array], Value | None], int]] = {
    "/ICCBased": (Copier._icc, 2),
    "/CalGray": (Copier._calibrated, 2),
    "/CalRGB": (Copier._calibrated, 2),
    "/Lab": (Copier._calibrated, 2),
    "/Indexed": (Copier._indexed, 4),
    "/Separation": (Copier._separation, 4),
    "/DeviceN": (Copier._separation, 4),
    "/Pattern": (Copier._uncoloured, 1),
}
"""Family of colour spaces: how it is copied, and the least length of its array."""


def _instructions(drawing: pikepdf.Page | pikepdf.Object) -> Sequence[Instruction]:
    contents = drawing.obj.get("/Contents") if isinstance(drawing, pikepdf.Page) else drawing
    for one in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(one, pikepdf.Stream):
            refuse_growth(one)
    try:
        return pikepdf.parse_content_stream(drawing)
    except TypeError:
        raise Unreadable("content") from None  # The parser's word for what no content stream may hold.


def _glyph_name(name: pikepdf.Name) -> pikepdf.Name:
    text = word(name)
    return pikepdf.Name(text if text.isascii() else "/.notdef")


def _plain(value: object) -> Value | None:
    """Numbers, booleans, names of the standard, and arrays of them."""
    if isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, pikepdf.Name):
        return pikepdf.Name(word(value)) if word(value) in KNOWN_NAMES else None
    if isinstance(value, pikepdf.Array):
        items = [_plain(one) for one in value]
        return None if any(one is None for one in items) else pikepdf.Array(items)
    return None


def _last(value: object) -> object:
    if isinstance(value, pikepdf.Array):
        return value[-1] if len(value) else None
    return value
