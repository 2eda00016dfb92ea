"""Files that want to hurt a viewer, made here: cut off, running in circles, huge, locked, of wrong types."""

import io
import zlib
from collections.abc import Callable

import cv2
import numpy
import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.unit.documents import bids


def files() -> dict[str, bytes]:
    """Every file by its name; the same bytes each time but for the locked ones."""
    return {name: make() for name, make in _MAKERS.items()}


def file(name: str) -> bytes:
    """One of them."""
    return _MAKERS[name]()


def _raw(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF from object bodies, numbered from 1, with a true cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    return bytes(out + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), extra, data)


_CATALOG, _TREE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_BOX = b"/MediaBox[0 0 595 842]"


def _page(resources: bytes, content: bytes, *more: bytes, box: bytes = _BOX) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<<%s>>>>" % (box, resources)
    return _raw(_CATALOG, _TREE, page, _stream(content), *more)


def _truncated() -> bytes:
    data = bids.bid(3)
    return data[: len(data) * 2 // 3]


def _without_table() -> bytes:
    return bids.bid(2).replace(b"startxref", b"startxxxx")


def _cyclic_tree() -> bytes:
    return _raw(
        _CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9/Parent 2 0 R>>", b"<</Type/Page/Parent 2 0 R%s>>" % _BOX
    )


def _cyclic_form() -> bytes:
    form = _stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>")
    return _page(b"/XObject<</F 5 0 R>>", b"/F Do", form)


def _cyclic_pattern() -> bytes:
    tile = _stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</P 5 0 R>>>>",
    )
    return _page(b"/Pattern<</P 5 0 R>>", b"/Pattern cs /P scn 0 0 595 842 re f", tile)


def _cyclic_glyph() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/LastChar 65/Widths[9]"
        b"/Encoding<</Differences[65/A]>>/CharProcs<</A 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    glyph = _stream(b"9 0 d0 BT /F 9 Tf (AAAA) Tj ET")
    return _page(b"/Font<</F 5 0 R>>", b"BT /F 20 Tf 60 700 Td (AAAA) Tj ET", font, glyph)


def _cyclic_lengths() -> bytes:
    return _raw(
        _CATALOG,
        _TREE,
        b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R>>" % _BOX,
        b"<</Length 4 0 R>>\nstream\nq\nendstream",
    )


def _cyclic_tables() -> bytes:
    data = bids.bid(1)
    place = data.rindex(b"startxref") + 10
    own = data[place:].split()[0]
    return data.replace(b"/Root", b"/Prev " + own + b" /Root")


def _huge_page() -> bytes:
    return _page(b"", b"1 0 0 rg 0 0 1e9 1e9 re f", box=b"/MediaBox[0 0 1000000000 1000000000]")


def _tiny_page() -> bytes:
    return _page(b"", b"1 0 0 rg 0 0 9 9 re f", box=b"/MediaBox[0 0 .001 .001]")


def _upside_down() -> bytes:
    return _page(b"", b"1 0 0 rg 0 0 9 9 re f", box=b"/MediaBox[595 842 0 0]/Rotate 4111111111/UserUnit 1e30")


def _jpeg_bomb() -> bytes:
    """A JPEG of 64 by 64 that says it is 65,500 by 65,500."""
    _, encoded = cv2.imencode(".jpg", numpy.zeros((64, 64, 3), numpy.uint8))
    jpeg = bytearray(encoded.tobytes())
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = (65500).to_bytes(2) * 2
    image = (
        b"/Type/XObject/Subtype/Image/Width 65500/Height 65500/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    )
    return _page(b"/XObject<</I 5 0 R>>", b"595 0 0 842 0 0 cm /I Do", _stream(bytes(jpeg), image))


def _deflate_bomb() -> bytes:
    """Two hundred megabytes of drawing from two hundred kilobytes of file, deflated twice."""
    drawing = zlib.compress(zlib.compress(b"0 0 m 1 1 l S\n" * 15_000_000, 1), 1)
    page = b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R>>" % _BOX
    return _raw(_CATALOG, _TREE, page, _stream(drawing, b"/Filter[/FlateDecode/FlateDecode]"))


def _image_bomb() -> bytes:
    pixels = zlib.compress(bytes(30_000 * 3_750), 1)
    image = b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 1"
    image += b"/Filter/FlateDecode"
    return _page(b"/XObject<</I 5 0 R>>", b"595 0 0 842 0 0 cm /I Do", _stream(pixels, image))


def _deep_nesting() -> bytes:
    return _page(b"/Properties<</A " + b"[" * 20_000 + b"]" * 20_000 + b">>", b"q " * 100_000)


def _wrong_types() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox(none)/Contents 9/Resources[1 2]/Rotate/Up/Annots 3 0 R/Group 0>>"
    return _raw(
        b"<</Type/Catalog/Pages 2 0 R/Outlines(x)/Names 7>>",
        b"<</Type/Pages/Kids[3 0 R (x) 8 null]/Count(many)>>",
        page,
    )


def _negative_count() -> bytes:
    return _raw(_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count -5>>", b"<</Type/Page/Parent 2 0 R%s>>" % _BOX)


def _lying_count() -> bytes:
    return _raw(_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", b"<</Type/Page/Parent 2 0 R%s>>" % _BOX)


def _script() -> bytes:
    """Actions that would open a page on the network, run a program and a script."""
    pdf = pikepdf.Pdf.open(io.BytesIO(bids.bid(1)))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("while(true){}"))
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F=pikepdf.String("/bin/sh")))
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 595, 842]),
        A=Dictionary(S=Name.URI, URI=pikepdf.String("http://127.0.0.1:9/")),
    )  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def _garbage_filters() -> bytes:
    image = b"/Type/XObject/Subtype/Image/Width 9999/Height 9999/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/"
    return _page(
        b"/XObject<</I 5 0 R/J 6 0 R/K 7 0 R>>", b"/I Do /J Do /K Do",
        *(_stream(bytes(range(256)) * 8, image + name) for name in (b"JBIG2Decode", b"JPXDecode", b"CCITTFaxDecode")),
    )  # fmt: skip


_MAKERS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "not-a-pdf": lambda: b"PK\x03\x04 this is a word processor's file",
    "head-only": lambda: b"%PDF-1.7\n",
    "truncated": _truncated,
    "without-table": _without_table,
    "without-pages": bids.without_pages,
    "broken-page": bids.with_a_broken_page,
    "locked": bids.protected,
    "circular-outline": bids.circular_outline,
    "cyclic-tree": _cyclic_tree,
    "cyclic-form": _cyclic_form,
    "cyclic-pattern": _cyclic_pattern,
    "cyclic-glyph": _cyclic_glyph,
    "cyclic-lengths": _cyclic_lengths,
    "cyclic-tables": _cyclic_tables,
    "mixed-sizes": bids.mixed_sizes,
    "huge-page": _huge_page,
    "tiny-page": _tiny_page,
    "upside-down": _upside_down,
    "jpeg-bomb": _jpeg_bomb,
    "deflate-bomb": _deflate_bomb,
    "image-bomb": _image_bomb,
    "deep-nesting": _deep_nesting,
    "wrong-types": _wrong_types,
    "negative-count": _negative_count,
    "lying-count": _lying_count,
    "script": _script,
    "garbage-filters": _garbage_filters,
}
