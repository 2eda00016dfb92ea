"""Small real PDFs: some with a block of a known colour on every page, some written in Chinese with chapters."""

import io
from collections.abc import Sequence
from functools import cache

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name

import resources

A4 = (595, 842)
COLOURS = ((200, 30, 30), (30, 160, 60), (40, 60, 200), (180, 140, 20), (120, 30, 150))


def colour(page: int) -> tuple[int, int, int]:
    return COLOURS[page % len(COLOURS)]


def _content(page: int, size: tuple[float, float]) -> bytes:
    red, green, blue = (part / 255 for part in colour(page))
    width, height = size
    block = f"{red:.4f} {green:.4f} {blue:.4f} rg {width * 0.3} {height * 0.3} {width * 0.4} {height * 0.4} re f"
    text = f"0 g BT /F1 24 Tf 60 {height - 80} Td (Section {page + 1}) Tj ET"
    return f"{block}\n{text}".encode()


def _save(pdf: pikepdf.Pdf, **options: object) -> bytes:
    target = io.BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def _with_pages(count: int, size: tuple[float, float]) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for page in range(count):
        pdf.add_blank_page(page_size=size)
        pdf.pages[-1].Resources = Dictionary(Font=Dictionary(F1=font))
        pdf.pages[-1].Contents = pdf.make_stream(_content(page, size))
    return pdf


def bid(pages: int = 5, size: tuple[float, float] = A4) -> bytes:
    """A bid with an outline: a chapter on every page, a section within each."""
    pdf = _with_pages(pages, size)
    with pdf.open_outline() as outline:
        for page in range(pages):
            chapter = pikepdf.OutlineItem(f"第{page + 1}章 施工方案", page)
            chapter.children.append(pikepdf.OutlineItem(f"{page + 1}.1 目标", page))
            outline.root.append(chapter)
    return _save(pdf)


def large_bid(pages: int, filler: int) -> bytes:
    """A bid whose every page drags along `filler` bytes of its own, so that it spans many chunks."""
    pdf = _with_pages(pages, A4)
    for index, page in enumerate(pdf.pages):
        noise = b"% " + bytes((index * 7 + i) % 90 + 33 for i in range(filler)) + b"\n"
        page.Contents = pdf.make_stream(noise + _content(index, A4))
    return _save(pdf, compress_streams=False)


def protected() -> bytes:
    return _save(_with_pages(2, A4), encryption=pikepdf.Encryption(owner="owner", user="secret", R=6))


def mixed_sizes() -> bytes:
    """A4, A3 across, a sheet of 200 by 200 inches, a ribbon."""
    pdf = pikepdf.new()
    for size in (A4, (1191, 842), (14400, 14400), (20, 14400)):
        page = pikepdf.Pdf.open(io.BytesIO(_save(_with_pages(1, size))))
        pdf.pages.extend(page.pages)
    return _save(pdf)


def circular_outline() -> bytes:
    """An outline whose second entry points back to the first, with an endless title."""
    pdf = _with_pages(1, A4)
    first = pdf.make_indirect(Dictionary(Title=pikepdf.String("A\nB" + "长" * 500)))
    second = pdf.make_indirect(Dictionary(Title=pikepdf.String("second")))
    for entry, following in ((first, second), (second, first)):
        entry.Next = following
        entry.Dest = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=first, Last=second))
    return _save(pdf)


def without_pages() -> bytes:
    return _save(pikepdf.new())


def with_a_broken_page() -> bytes:
    """Three entries in the page tree, of which the middle one is no page."""
    pdf = _with_pages(3, A4)
    pdf.Root.Pages.Kids[1] = pdf.make_indirect(Dictionary(Type=Name.Catalog))
    return _save(pdf)


BODY = (
    "结合城区供水调度特点，辨识断电、通信中断、数据篡改、误操作停泵等四类二十一项风险，"
    "逐项给出等级、预防措施与责任岗位。"
)


@cache
def written(chapters: Sequence[str] = ("施工总体方案", "质量保证措施", "安全与应急预案"), sections: int = 3) -> bytes:
    """A bid as bidders write it: a chapter begins a page, sections with two paragraphs each, everything outlined."""
    parts = []
    for number, title in enumerate(chapters, start=1):
        parts.append(f"= 第{number}章　{title}\n")
        for section in range(1, sections + 1):
            parts.append(f"== {number}.{section} {title}之{section}\n{BODY}\n\n{BODY[:40]}。\n")
        parts.append("#pagebreak(weak: true)\n")
    source = '#set page(paper: "a4", margin: 2.4cm)\n#set text(size: 15pt, font: "Noto Serif CJK SC", lang: "zh")\n'
    source += "#set par(first-line-indent: (amount: 2em, all: true), leading: 0.9em)\n" + "".join(parts)
    pdf = typst.compile(source.encode(), font_paths=[str(resources.path("fonts"))])
    assert isinstance(pdf, bytes)
    return pdf
