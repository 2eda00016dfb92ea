"""A PDF with the same marker planted in every place where a bidder's name has been seen to travel."""

import struct
from functools import cache
from io import BytesIO

import cv2
import numpy as np
import pikepdf
import pypdfium2
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

MARKER = "QZXMARKER"
_ENCODED = [MARKER.encode(encoding) for encoding in ("utf-8", "utf-16-be", "utf-16-le")]
FORMS = (*_ENCODED, *(form.hex().encode() for form in _ENCODED))


@cache
def planted(*places: str) -> bytes:
    """The sample page with the marker in the named places; all when none is named. Fonts are dated: made once."""
    pdf = _plain_page()
    chosen = places or tuple(PLACES)
    for place in chosen:
        if place in PLACES:
            PLACES[place](pdf)
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    data = out.getvalue()
    return data + f"\n% {MARKER}\n".encode() if "trailing bytes" in chosen else data


def clean() -> bytes:
    """The same page with nothing planted."""
    out = BytesIO()
    _plain_page().save(out, static_id=True)
    return out.getvalue()


def traces(pdf: bytes) -> list[str]:
    """Where the marker occurs: the raw file, every object as text, every stream as stored and as decoded."""
    found = ["raw"] if _holds(pdf) else []
    with pikepdf.open(BytesIO(pdf)) as document:
        for number, value in enumerate([document.trailer, *document.objects]):
            if _holds(value.unparse(resolved=True)):
                found.append(f"object {number}")
            if isinstance(value, pikepdf.Stream):
                if _holds(value.read_raw_bytes()):
                    found.append(f"stored stream {number}")
                if value.get("/Filter") != Name.DCTDecode and _holds(value.read_bytes()):
                    found.append(f"stream {number}")
    return found


def _holds(data: bytes) -> bool:
    return any(form.lower() in data.lower() for form in FORMS)


def pictures(pdf: bytes, *, dpi: int = 100) -> list[bytes]:
    """Every page as pixels, without annotations."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72, draw_annots=False).to_numpy().tobytes() for page in document]


def text_of(pdf: bytes) -> str:
    """The text layer of the whole file."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def _plain_page() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(400, 300))
    page = pdf.pages[0]
    page.Resources = Dictionary(
        Font=Dictionary(F1=_font("Helvetica")),
        XObject=Dictionary(Im1=pdf.make_indirect(_jpeg(pdf)), Im2=_flate_image(pdf)),
        ExtGState=Dictionary(GS1=Dictionary(Type=Name.ExtGState, ca=0.5)),
        Shading=Dictionary(Sh1=_shading(pdf)),
        ColorSpace=Dictionary(Cs1=_separation(pdf)),
    )
    page.Contents = pdf.make_stream(
        b"q 1 0 0 RG 3 w 20 20 120 80 re S Q\n"
        b"q 80 0 0 80 200 40 cm /Im1 Do Q\n"
        b"q 40 0 0 40 300 40 cm /Im2 Do Q\n"
        b"q 300 200 60 60 re W n /Sh1 sh Q\n"
        b"q /GS1 gs /Cs1 cs 0.8 scn 60 60 90 60 re f Q\n"
        b"q 20 0 0 20 20 200 cm BI /W 2 /H 2 /CS /RGB /BPC 8 ID "
        + bytes(range(0, 120, 10))
        + b" EI Q\n"
        + b"BT /F1 18 Tf 1 0 0 1 40 250 Tm (Dispatch plan) Tj ET\n"
    )
    return pdf


def _font(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), Encoding=Name.WinAnsiEncoding)


def _jpeg_bytes() -> bytes:
    ramp = np.tile(np.arange(0, 256, 4, dtype=np.uint8), (64, 1))
    picture = np.dstack([ramp, ramp.T, 255 - ramp])
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])[1])


def _jpeg(pdf: pikepdf.Pdf, data: bytes | None = None) -> pikepdf.Stream:
    stream = pdf.make_stream(
        b"",
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=64, Height=64, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
        ),
    )
    stream.write(data or _jpeg_bytes(), filter=Name.DCTDecode)
    return stream


def _flate_image(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    palette = String(bytes([255, 0, 0, 0, 0, 255]))
    return pdf.make_stream(
        bytes([0b10101010, 0b01010101] * 4),
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8,
            Height=8,
            ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 1, palette]),
            BitsPerComponent=1,
        ),
    )


def _shading(pdf: pikepdf.Pdf) -> Dictionary:
    blend = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0.5, 0], C1=[0, 0.5, 1], N=1)
    return Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[300, 200, 360, 260], Function=blend, Extend=[True, True]
    )


def _separation(pdf: pikepdf.Pdf) -> Array:
    tint = pdf.make_stream(
        b"% tint\n{dup 0.2 mul exch 0.9 mul 0}", Dictionary(FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1])
    )
    return Array([Name.Separation, Name.Spot, Name.DeviceRGB, tint])


# ------------------------------------------------------------------- places
def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo = pdf.make_indirect(
        Dictionary(Author=String(MARKER), Title=String(MARKER), Producer=String(MARKER), Secret=String(MARKER))
    )


def _xmp(pdf: pikepdf.Pdf) -> None:
    packet = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        f"<rdf:Description rdf:about='{MARKER}'/></rdf:RDF></x:xmpmeta>"
    ).encode()
    pdf.Root.Metadata = pdf.make_stream(packet, Dictionary(Type=Name.Metadata, Subtype=Name.XML))
    pdf.pages[0].Metadata = pdf.make_stream(packet, Dictionary(Type=Name.Metadata, Subtype=Name.XML))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[f"{MARKER}.txt"] = pikepdf.AttachedFileSpec(
        pdf, MARKER.encode(), filename=f"{MARKER}.txt", description=MARKER
    )


def _annotation(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[0, 0, 10, 10],
        Contents=String(MARKER),
        T=String(MARKER),
        A=Dictionary(S=Name.URI, URI=String(f"https://{MARKER}.example")),
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])


def _form_field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String(MARKER), V=String(MARKER), TU=String(MARKER)))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DA=String(MARKER))


def _action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARKER}')"))
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(MARKER)))


def _layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(MARKER)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))
    page = pdf.pages[0]
    page.Resources.Properties = Dictionary(L1=group)
    page.contents_add(b"/OC /L1 BDC 0 g 10 10 5 5 re f EMC")


def _actual_text(pdf: pikepdf.Pdf) -> None:
    text = MARKER.encode("utf-16-be").hex()
    pdf.pages[0].contents_add(
        f"/Span <</ActualText <FEFF{text}> /Alt ({MARKER})>> BDC BT /F1 12 Tf 40 230 Td (shown) Tj ET EMC".encode()
    )


def _structure(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, Alt=String(MARKER), T=String(MARKER)))
    )
    pdf.Root.Lang = String(MARKER)


def _page_labels(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(MARKER), S=Name.D)]))


def _piece_info(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].PieceInfo = Dictionary(Tool=Dictionary(Private=Dictionary(Owner=String(MARKER))))
    pdf.pages[0].Resources.XObject.Im2.PieceInfo = Dictionary(Tool=Dictionary(Private=String(MARKER)))
    pdf.pages[0].Thumb = pdf.make_stream(MARKER.encode())


def _unknown_keys(pdf: pikepdf.Pdf) -> None:
    pdf.Root[f"/{MARKER}"] = String(MARKER)
    pdf.pages[0][f"/{MARKER}"] = Name(f"/{MARKER}")
    pdf.pages[0].Resources.Font.F1.Note = String(MARKER)


def _font_names(pdf: pikepdf.Pdf) -> None:
    """Two embedded faces which carry the marker in the font's own tables as well."""
    resources = pdf.pages[0].Resources
    for number, (kind, key, program) in enumerate(
        ((Name.TrueType, "/FontFile2", _truetype()), (Name.Type1, "/FontFile3", _compact()))
    ):
        stream = pdf.make_stream(program)
        if key == "/FontFile3":
            stream.Subtype = Name.Type1C
        name = Name(f"/ABCDEF+{MARKER}")
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=name, FontFamily=String(MARKER), Flags=32, StemV=80, ItalicAngle=0,
            FontBBox=[0, 0, 1000, 1000], Ascent=800, Descent=-200, CapHeight=700,
        )  # fmt: skip
        descriptor[key] = stream
        font = _font("x")
        font.Subtype, font.BaseFont, font.FontDescriptor = kind, name, pdf.make_indirect(descriptor)
        font.FirstChar, font.LastChar, font.Widths = 65, 65, Array([600])
        resources.Font[f"/{MARKER}{number}"] = pdf.make_indirect(font)
        pdf.pages[0].contents_add(f"BT /{MARKER}{number} 24 Tf {200 + 60 * number} 250 Td (AA) Tj ET".encode())


def _builder(*, truetype: bool) -> FontBuilder:
    builder = FontBuilder(1000, isTTF=truetype)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    return builder


def _draw(pen: TTGlyphPen | T2CharStringPen) -> None:
    pen.moveTo((50, 0))
    for point in ((300, 700), (550, 0)):
        pen.lineTo(point)
    pen.closePath()


def _finished(builder: FontBuilder) -> TTFont:
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 50)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": MARKER, "copyright": MARKER, "psName": MARKER})
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    return TTFont(out)


def _truetype() -> bytes:
    builder, pen = _builder(truetype=True), TTGlyphPen(None)
    _draw(pen)
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "A": pen.glyph()})
    out = BytesIO()
    _finished(builder).save(out)
    return out.getvalue()


def _compact() -> bytes:
    builder, pen, empty = _builder(truetype=False), T2CharStringPen(600, None), T2CharStringPen(600, None)
    _draw(pen)
    notes = {"Notice": f"by {MARKER}", "FullName": MARKER, "FamilyName": MARKER}
    builder.setupCFF(MARKER, notes, {".notdef": empty.getCharString(), "A": pen.getCharString()}, {})
    return _finished(builder).getTableData("CFF ")


def _exif(pdf: pikepdf.Pdf) -> None:
    plain = _jpeg_bytes()
    notes = b"".join(
        bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload
        for marker, payload in ((0xE1, b"Exif\x00\x00" + MARKER.encode()), (0xFE, MARKER.encode()))
    )
    data = plain[:2] + notes + plain[2:] + MARKER.encode()
    pdf.pages[0].Resources.XObject.Im1.write(data, filter=Name.DCTDecode)


def _icc_text(pdf: pikepdf.Pdf) -> None:
    text = b"text\x00\x00\x00\x00" + MARKER.encode().ljust(24, b"\x00")
    head = bytes(16) + b"RGB XYZ " + bytes(104)
    profile = head + struct.pack(">I", 1) + b"cprt" + struct.pack(">II", 144, len(text)) + text
    stream = pdf.make_stream(profile, Dictionary(N=3, Alternate=Name.DeviceRGB))
    pdf.pages[0].Resources.ColorSpace.Cs2 = Array([Name.ICCBased, stream])
    pdf.pages[0].contents_add(b"/Cs2 cs 0.2 0.4 0.6 scn 180 150 20 20 re f")


def _surplus_operands(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(f"({MARKER}) 0 0 1 rg ({MARKER}) unknown /{MARKER} MP 10 280 8 8 re f".encode())


def _inline_image(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(
        b"q 9 0 0 9 370 280 cm BI /W 1 /H 1 /CS /G /BPC 8 /" + MARKER.encode() + b" (x) ID \x80 EI Q"
    )


def _unused_resource(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.XObject[f"/{MARKER}"] = pdf.make_stream(
        f"BT /F1 9 Tf ({MARKER}) Tj ET".encode(), Dictionary(Subtype=Name.Form, BBox=[0, 0, 9, 9])
    )


def _character_map(pdf: pikepdf.Pdf) -> None:
    cmap = f"% {MARKER}\n/CMapName /{MARKER} def\n1 beginbfchar\n<41> <0041>\nendbfchar\n".encode()
    pdf.pages[0].Resources.Font.F1.ToUnicode = pdf.make_stream(cmap)


def _destinations(pdf: pikepdf.Pdf) -> None:
    target = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Dests = Dictionary({f"/{MARKER}": target})


PLACES = {
    "info": _info,
    "xmp": _xmp,
    "attachment": _attachment,
    "annotation": _annotation,
    "form field": _form_field,
    "action": _action,
    "layer name": _layer,
    "actual text": _actual_text,
    "structure": _structure,
    "page labels": _page_labels,
    "piece info": _piece_info,
    "unknown keys": _unknown_keys,
    "font names": _font_names,
    "picture notes": _exif,
    "profile text": _icc_text,
    "surplus operands": _surplus_operands,
    "inline image key": _inline_image,
    "unused resource": _unused_resource,
    "character map": _character_map,
    "destination name": _destinations,
    "trailing bytes": lambda _pdf: None,
}
