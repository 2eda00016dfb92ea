"""The bid that the viewer is measured on: 2,000 pages, 200 MB, the same bytes every time.

Of ten pages six are text in Chinese, three are scans (a JPEG each, no text), one is a drawing of 9,000 lines.
"""

import io
import random
import time
from pathlib import Path

import cv2
import numpy
import pikepdf
import typst
from pikepdf import Array, Dictionary, Name

import resources

PAGES = 2_000
SEED = 20261123
KINDS = "ttsttstdts"
"""Text, scan, drawing: what page k is, is KINDS[k % 10]."""

_SCAN = (1240, 1754)
_LINES = 9_000
_A4 = (595.28, 841.89)
_WORDS = (
    "本工程开工前由项目负责人组织对全线危险源进行辨识并逐项给出等级预防措施与责任岗位",
    "采用作业条件危险性评价法分级建立动态清单按周更新",
    "平台建设期与试运行期安全责任事故为零设安全负责人一名按周巡检机房泵站现场与数据链路",
    "结合城区供水调度特点辨识断电通信中断数据篡改误操作停泵等风险",
    "编制断网三十分钟机房断电勒索软件三个专项预案每季度演练一次",
    "应急物资含备用网关移动基站与便携发电机存放于两处泵站",
)


def generate(file: Path, pages: int = PAGES) -> Path:
    """Write the bid to `file`; takes about a minute."""
    chance = random.Random(SEED)
    text = pikepdf.Pdf.open(io.BytesIO(_text_pages(chance, sum(KINDS[k % 10] == "t" for k in range(pages)))))
    written = iter(text.pages)
    bid = pikepdf.new()
    base = _base_scan()
    for number in range(pages):
        kind = KINDS[number % 10]
        if kind == "t":
            bid.pages.append(next(written))
        elif kind == "s":
            _add_scan(bid, base, number)
        else:
            _add_drawing(bid, chance)
    with bid.open_outline() as outline:
        for number in range(0, pages, 100):
            outline.root.append(pikepdf.OutlineItem(f"第{number // 100 + 1}章 施工方案", number))
    bid.save(file, deterministic_id=True)
    return file


def _text_pages(chance: random.Random, count: int) -> bytes:
    lines = [_page(chance, number) for number in range(count)]
    source = (
        '#set page(paper: "a4", margin: 2.2cm)\n#set par(leading: 0.8em)\n'
        '#set text(size: 12pt, font: "Noto Serif CJK SC", lang: "zh")\n' + "#pagebreak()\n".join(lines)
    )
    pdf = typst.compile(source.encode(), font_paths=[str(resources.path("fonts"))])
    assert isinstance(pdf, bytes)
    return pdf


def _page(chance: random.Random, number: int) -> str:
    paragraphs = ["，".join(chance.choices(_WORDS, k=3)) + f"，编号 {chance.randrange(10**6):06d}。" for _ in range(7)]
    return f"#text(size: 16pt)[{number}.{number % 9 + 1} 措施之{number}]\n\n" + "\n\n".join(paragraphs) + "\n"


def _base_scan() -> numpy.ndarray:
    """Paper with grain and lines of ink, as a scanner gives it."""
    grain = numpy.random.default_rng(SEED)
    width, height = _SCAN
    page = grain.normal(236, 7, (height, width)).clip(0, 255).astype(numpy.uint8)
    for row in range(140, height - 140, 38):
        for column in range(130, width - 130, 26):
            if grain.random() < 0.93:
                dx, dy = grain.integers(8, 20, 2)
                cv2.rectangle(page, (column, row), (column + int(dx), row + int(dy)), int(grain.integers(20, 70)), 2)
    return page


def _add_scan(bid: pikepdf.Pdf, base: numpy.ndarray, number: int) -> None:
    scan = numpy.roll(base, (number * 7) % 38, axis=0)
    colour = cv2.merge([scan, numpy.roll(scan, 1, axis=1), scan])
    made, jpeg = cv2.imencode(".jpg", colour, [cv2.IMWRITE_JPEG_QUALITY, 54])
    assert made
    image = pikepdf.Stream(bid, jpeg.tobytes())
    image.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=_SCAN[0], Height=_SCAN[1],
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
        )
    )  # fmt: skip
    bid.add_blank_page(page_size=_A4)
    bid.pages[-1].Resources = Dictionary(XObject=Dictionary(Im0=bid.make_indirect(image)))
    bid.pages[-1].Contents = bid.make_stream(b"q 595.28 0 0 841.89 0 0 cm /Im0 Do Q")


def _add_drawing(bid: pikepdf.Pdf, chance: random.Random) -> None:
    x, y, parts = 300.0, 400.0, ["0.4 w 0.1 0.2 0.4 RG", "300 400 m"]
    for _ in range(_LINES):
        x = min(max(x + chance.uniform(-18, 18), 40), 555)
        y = min(max(y + chance.uniform(-18, 18), 40), 800)
        parts.append(f"{x:.1f} {y:.1f} l")
    parts.append("S")
    bid.add_blank_page(page_size=_A4)
    bid.pages[-1].Resources = Dictionary()
    bid.pages[-1].Contents = bid.make_stream("\n".join(parts).encode())
    bid.pages[-1].MediaBox = Array([0, 0, 595.28, 841.89])


if __name__ == "__main__":
    import sys

    began = time.monotonic()
    made = generate(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else PAGES)
    print(f"{made.stat().st_size / 1e6:.0f} MB in {time.monotonic() - began:.0f} s")
