"""Pictures with words in them, as scans, logos and ring seals have them, and pages that hold such pictures."""

import math
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

import resources

_FONT = str(resources.path("fonts", "NotoSerifCJK-Bold.ttc"))
_SIMPLIFIED = 2
RED, BLUE, BLACK = (200, 20, 30), (30, 40, 180), (20, 20, 20)
Colour = tuple[int, int, int]


def words(text: str, *, size: int = 40, colour: Colour = BLACK, ground: Colour = (255, 255, 255)) -> Image.Image:
    """One line of words."""
    font = ImageFont.truetype(_FONT, size, index=_SIMPLIFIED)
    width = int(font.getlength(text))
    picture = Image.new("RGB", (width + 2 * size, 2 * size), ground)
    ImageDraw.Draw(picture).text((size, size), text, font=font, fill=colour, anchor="lm")
    return picture


def paragraph(lines: list[str], *, turned: float = 0) -> Image.Image:
    """A scanned page with lines of words, a little askew if wanted."""
    page = Image.new("RGB", (1240, 1754), "white")
    for number, line in enumerate(lines):
        page.paste(words(line, size=30), (140, 140 + 60 * number))
    return page.rotate(turned, resample=Image.Resampling.BICUBIC, fillcolor="white")


def ring_seal(text: str, *, colour: Colour = RED, size: int = 480) -> Image.Image:
    """A round seal: a ring, the words along it, a star."""
    seal = Image.new("RGB", (size, size), "white")
    pen = ImageDraw.Draw(seal)
    pen.ellipse((6, 6, size - 6, size - 6), outline=colour, width=max(2, size // 60))
    font = ImageFont.truetype(_FONT, int(size * 0.105), index=_SIMPLIFIED)
    arc, radius, tile = 270, (size / 2 - 6) * 0.8, size // 4
    for number, letter in enumerate(text):
        angle = -90 - arc / 2 + arc * (number + 0.5) / len(text)
        drawn = Image.new("RGBA", (tile, tile), (0, 0, 0, 0))
        ImageDraw.Draw(drawn).text((tile // 2, tile // 2), letter, font=font, fill=(*colour, 255), anchor="mm")
        drawn = drawn.rotate(-(angle + 90), resample=Image.Resampling.BICUBIC)
        x, y = (size / 2 + radius * turn(math.radians(angle)) for turn in (math.cos, math.sin))
        seal.paste(drawn, (int(x - tile / 2), int(y - tile / 2)), drawn)
    star = [
        (size / 2 + reach * math.cos(math.radians(36 * n - 90)), size / 2 + reach * math.sin(math.radians(36 * n - 90)))
        for n in range(10)
        for reach in (size * (0.13 if n % 2 == 0 else 0.05),)
    ]
    pen.polygon(star, fill=colour)
    return seal


def page_with(*pictures: tuple[Image.Image, tuple[float, float, float, float]], text: bytes = b"") -> bytes:
    """An A4 page with pictures at (left, bottom, width, height) in points, and some content of its own."""
    return pages_with([pictures], text)


def pages_with(
    pages: list[tuple[tuple[Image.Image, tuple[float, float, float, float]], ...]], text: bytes = b""
) -> bytes:
    """Such pages one after the other."""
    with pikepdf.new() as pdf:
        for pictures in pages:
            pdf.add_blank_page(page_size=(595, 842))
            content, images = [text], Dictionary()
            for number, (picture, (left, bottom, width, height)) in enumerate(pictures):
                images[f"/Im{number}"] = _image(pdf, picture)
                content.append(b"q %g 0 0 %g %g %g cm /Im%d Do Q" % (width, height, left, bottom, number))
            helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            pdf.pages[-1].Resources = Dictionary(XObject=images, Font=Dictionary(F1=helvetica))
            pdf.pages[-1].Contents = pdf.make_stream(b"\n".join(content))
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _image(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Object:
    return pdf.make_stream(
        picture.tobytes(),
        Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height,
                   ColorSpace=Name.DeviceRGB, BitsPerComponent=8),
    )  # fmt: skip
