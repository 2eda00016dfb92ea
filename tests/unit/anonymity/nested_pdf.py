"""Pages whose drawings hold drawings: some hold themselves, some multiply into more than any machine can draw."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

BOX = (0, 0, 9, 9)
_SQUARE = b"0 0 9 9 re f "
MATRIX = (0.1, 0, 0, 0.1, 0, 0)
Wrap = Callable[[Pdf, Object | None, int], Object]


def _form(pdf: Pdf, inner: Object | None, times: int) -> Object:
    form = pdf.make_stream(_SQUARE if inner is None else b"/D Do " * times, Dictionary(Subtype=Name.Form, BBox=BOX))
    form.Resources = Dictionary(XObject=Dictionary(D=inner)) if inner is not None else Dictionary()
    return form


def _tiling(pdf: Pdf, inner: Object | None, times: int) -> Object:
    tiling = pdf.make_stream(
        (b"" if inner is None else b"/Pattern cs /D scn ") + _SQUARE * times,
        Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=BOX, XStep=9, YStep=9),
    )
    tiling.Resources = Dictionary(Pattern=Dictionary(D=inner)) if inner is not None else Dictionary()
    return tiling


def _font(pdf: Pdf, inner: Object | None, times: int) -> Object:
    """A font whose only letter, A, is drawn in letters of another font."""
    letters = b"BT /D 9 Tf (" + b"A" * times + b") Tj ET"
    glyph = pdf.make_stream(b"9 0 d0 " + (_SQUARE if inner is None else letters))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=BOX, FontMatrix=MATRIX, FirstChar=65, LastChar=65, Widths=[9],
        Encoding=Dictionary(Differences=[65, Name.A]), CharProcs=Dictionary(A=glyph),
        Resources=Dictionary(Font=Dictionary(D=inner)) if inner is not None else Dictionary(),
    )  # fmt: skip
    return pdf.make_indirect(font)


def _masked(pdf: Pdf, inner: Object | None, times: int) -> Object:
    """A form whose every stroke of paint goes through a soft mask."""
    content = (b"" if inner is None else b"/D gs ") + _SQUARE * times
    form = pdf.make_stream(content, Dictionary(Subtype=Name.Form, BBox=BOX))
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    form.Resources = Dictionary()
    if inner is not None:
        form.Resources.ExtGState = Dictionary(D=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=inner)))
    return form


def _bare_form(pdf: Pdf, _inner: Object | None, times: int) -> Object:
    """A form without resources of its own, which finds the name on its page."""
    return pdf.make_stream(b"/D Do " * times, Dictionary(Subtype=Name.Form, BBox=BOX))


_ON_PAGE: dict[Wrap, tuple[str, bytes]] = {
    _form: ("/XObject", b"/D Do"),
    _bare_form: ("/XObject", b"/D Do"),
    _masked: ("/XObject", b"/D Do"),
    _tiling: ("/Pattern", b"/Pattern cs /D scn 0 0 400 300 re f"),
    _font: ("/Font", b"BT /D 20 Tf 60 200 Td (AAAA) Tj ET"),
}


def _page(wrap: Wrap, make: Callable[[Pdf], Object], *, annotation: bool = False) -> bytes:
    """The page that draws it, or is annotated with it, and an empty one."""
    category, content = _ON_PAGE[wrap]
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(400, 300))
    if annotation:
        stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 99, 99], AP=Dictionary(N=make(pdf)))
        pdf.pages[0].Annots = Array([pdf.make_indirect(stamp)])
    else:
        pdf.pages[0].Resources = Dictionary({category: Dictionary(D=make(pdf))})
        pdf.pages[0].Contents = pdf.make_stream(content)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _circle(wrap: Wrap, times: int = 2) -> Callable[[Pdf], Object]:
    """Two drawings, each of which draws the other."""

    def make(pdf: Pdf) -> Object:
        first = wrap(pdf, pdf.make_indirect(Dictionary()), times)
        second = wrap(pdf, first, times)
        resources = first.Resources if "/Resources" in first else Dictionary()
        for category in resources.values():
            if "/SMask" in category.get("/D", Dictionary()):
                category.D.SMask.G = second
            elif "/D" in category:
                category.D = second
        return second

    return make


def tower(wrap: Wrap, levels: int, times: int) -> Callable[[Pdf], Object]:
    """Drawings in drawings: each draws the one within `times`."""

    def make(pdf: Pdf) -> Object:
        inner = None
        for _ in range(levels):
            inner = wrap(pdf, inner, times)
        assert inner is not None
        return inner

    return make


CIRCLES = {
    "form in itself": lambda: _page(_form, _circle(_form)),
    "form in itself by its page": lambda: _page(_bare_form, lambda pdf: _bare_form(pdf, None, 2)),
    "tiling in itself": lambda: _page(_tiling, _circle(_tiling)),
    "letter in itself": lambda: _page(_font, _circle(_font)),
    "soft mask in itself": lambda: _page(_masked, _circle(_masked)),
    "stamp in itself": lambda: _page(_form, _circle(_form), annotation=True),
}
EXPLOSIONS = {
    "forms in forms": lambda: _page(_form, tower(_form, 10, 10)),
    "tilings in tilings": lambda: _page(_tiling, tower(_tiling, 10, 10)),
    "letters in letters": lambda: _page(_font, tower(_font, 10, 10)),
    "masks in masks": lambda: _page(_masked, tower(_masked, 10, 10)),
    "forms in a stamp": lambda: _page(_form, tower(_form, 10, 10), annotation=True),
}


def form_tower(levels: int, times: int) -> bytes:
    """A page that draws a tower of forms."""
    return _page(_form, tower(_form, levels, times))
