"""Pages on which a name is written so that nobody sees it, and pages on which everybody does."""

from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

NAME = "Northwind Systems"


def page(*contents: bytes, size: tuple[int, int] = (400, 300)) -> bytes:
    """A PDF of pages with these contents; /F1 is Helvetica, /Half half transparent."""
    pdf = pikepdf.new()
    for content in contents:
        pdf.add_blank_page(page_size=size)
        pdf.pages[-1].Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
            ExtGState=Dictionary(Gone=Dictionary(Type=Name.ExtGState, ca=0.01)),
        )
        pdf.pages[-1].Contents = pdf.make_stream(content)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _shown(words: str, *, size: float = 12, x: int = 40, y: int = 200, before: str = "") -> bytes:
    return f"q {before} BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET Q\n".encode()


ORDINARY = _shown("The plan of dispatch and supply", y=250) + _shown("in two parts, with notes.", y=230)

UNSEEN = {
    "invisible": ("invisible", _shown(NAME, before="3 Tr")),
    "invisible over words": ("invisible", _shown(NAME, before="3 Tr", y=250)),
    "white": ("covered", _shown(NAME, before="1 1 1 rg")),
    "white under words": ("covered", _shown(NAME, before="1 1 1 rg", y=250)),
    "almost white": ("covered", _shown(NAME, before="0.97 g")),
    "on its own colour": ("covered", b"0.2 0.3 0.4 rg 30 190 200 30 re f\n" + _shown(NAME, before="0.2 0.3 0.4 rg")),
    "transparent": ("covered", _shown(NAME, before="/Gone gs")),
    "tiny": ("tiny", _shown(NAME, size=0.5)),
    "off the page": ("off-page", _shown(NAME, x=-300)),
    "below the page": ("off-page", _shown(NAME, y=-60)),
    "cut off": ("covered", _shown(NAME, before="300 10 20 20 re W n")),
    "under a white box": ("covered", _shown(NAME) + b"1 g 30 190 200 30 re f\n"),
    "under a grey box": ("covered", _shown(NAME) + b"0.5 g 30 190 200 30 re f\n"),
    "under a box with words": ("covered", _shown(NAME) + b"1 g 30 190 200 30 re f 0 g\n" + _shown("Another heading")),
}
"""How: the reason that is to be found, and what is added to a page of ordinary words."""

SEEN = {
    "black": _shown(NAME),
    "grey": _shown(NAME, before="0.6 g"),
    "white on dark": b"0.1 0.2 0.3 rg 30 190 200 30 re f\n" + _shown(NAME, before="1 g"),
    "small print": _shown(NAME, size=5),
    "over a pale box": b"0.9 g 30 190 200 30 re f 0 g\n" + _shown(NAME),
    "outlined": _shown(NAME, before="1 Tr"),
    "a pale mark across the page": _shown("DRAFT", size=80, before="0.93 g", x=60, y=120),
    "marks alone": _shown(". . . - - -"),
    "turned": b"q BT /F1 12 Tf 0 1 -1 0 380 40 Tm (Turned words) Tj ET Q\n",
    "close lines": b"".join(_shown("Lines that touch one another", y=200 - 11 * n) for n in range(8)),
}
