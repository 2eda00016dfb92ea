"""Each rule of a dark bid's format is kept by a page that keeps it and broken by a page that breaks it alone."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from seat_client.anonymity.dark_format import check_format
from seat_client.anonymity.format_rules import family_of, read_rules

RULES: dict[str, Any] = {
    "paper": "A4",
    "margins_mm": {"top": 20, "right": 20, "bottom": 20, "left": 25},
    "header": None,
    "footer": None,
    "page_number": None,
    "body": {"font": "SimSun", "size_pt": 14, "color": "#000000", "bold": False},
    "heading": {"font": "SimSun", "size_pt": 16, "bold": True},
    "line_spacing": 1.5,
}
LEFT, WIDTH, HEIGHT = 72, 595, 842


def line(words: str, y: float, *, size: float = 14, x: float = LEFT, before: str = "0 g", font: str = "F1") -> bytes:
    return f"{before} BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n".encode()


def body(*, pitch: float = 21, x: float = LEFT) -> bytes:
    return b"".join(line("The dispatch of water in the district", 700 - pitch * n, x=x) for n in range(12))


def pdf(*pages: bytes, size: tuple[int, int] = (WIDTH, HEIGHT), name: str = "SimSun") -> bytes:
    with pikepdf.new() as document:
        for content in pages:
            document.add_blank_page(page_size=size)
            document.pages[-1].Resources = Dictionary(
                Font=Dictionary(F1=_font(name), F2=_font("SimSun,Bold"), F3=_font("KaiTi"))
            )
            document.pages[-1].Contents = document.make_stream(content)
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def _font(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/" + name), Encoding=Name.WinAnsiEncoding)


def broken(content: bytes, rules: dict[str, Any] | None = None) -> dict[str, str]:
    return {one.rule: one.found for one in check_format(content, rules or RULES) if one.verdict == "broken"}


def test_a_page_that_keeps_every_rule() -> None:
    good = pdf(line("Heading", 735, size=16, font="F2") + body())
    assert broken(good) == {}
    assert {one.rule for one in check_format(good, RULES)} == {
        "paper", "margin-top", "margin-right", "margin-bottom", "margin-left", "font", "size", "colour", "bold",
        "line-spacing", "header", "footer", "page-number",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "content"),
    [
        ("paper", pdf(body(), size=(612, 792))),
        ("margin-left", pdf(body() + line("x", 300, x=60))),
        ("margin-right", pdf(body() + line("too wide " * 9, 300, x=LEFT))),
        ("margin-left", pdf(body(x=LEFT + 20))),
        ("font", pdf(body() + line("another face", 300, font="F3"))),
        ("size", pdf(body() + line("small", 300, size=12))),
        ("colour", pdf(body() + line("red", 300, before="1 0 0 rg"))),
        ("bold", pdf(body() + line("loud", 300, font="F2"))),
        ("line-spacing", pdf(body(pitch=16))),
        ("header", pdf(body() + line("A header", 810))),
        ("footer", pdf(body() + line("A footer", 30))),
        ("page-number", pdf(body() + line("- 3 -", 30, x=290))),
    ],
)
def test_one_rule_broken_is_told_alone(rule: str, content: bytes) -> None:
    assert list(broken(content)) == [rule]


def test_where_and_how_much_is_told() -> None:
    (found,) = [one for one in check_format(pdf(body(), body() + line("red", 300, before="1 0 0 rg")), RULES)
                if one.rule == "colour"]  # fmt: skip
    assert (found.verdict, found.wanted, found.found, found.pages) == ("broken", "#000000", "#ff0000 (3 letters)", (2,))


def test_a_scanned_page_cannot_be_checked_and_is_told() -> None:
    with pikepdf.open(BytesIO(pdf(body(), b""))) as document:
        image = document.make_stream(
            bytes(100), Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10,
                                   ColorSpace=Name.DeviceGray, BitsPerComponent=8)
        )  # fmt: skip
        document.pages[1].Resources.XObject = Dictionary(Im=image)
        document.pages[1].Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
        out = BytesIO()
        document.save(out)
    told = [one for one in check_format(out.getvalue(), RULES) if one.verdict == "cannot"]
    assert [(one.rule, one.pages) for one in told] == [("pages", (2,))]


def test_what_the_project_does_not_say_is_not_checked() -> None:
    assert check_format(pdf(body()), {}) == ()
    assert [one.rule for one in check_format(pdf(body()), {"paper": "A4"})] == ["paper"]


def test_a_wanted_footer_and_number_are_looked_for() -> None:
    rules = {"page_number": "bottom", "footer": "Blind bid"}
    good = body() + line("Blind bid", 40) + line("7", 25, x=290)
    assert broken(pdf(good), rules) == {}
    assert set(broken(pdf(body() + line("Ours", 40)), rules)) == {"footer", "page-number"}


@pytest.mark.parametrize(
    ("name", "family"),
    [("ABCDEF+NotoSerifCJKsc-Regular", "SimSun"), ("宋体", "SimSun"), ("FangSong_GB2312", "FangSong"),
     ("STKaiti", "KaiTi"), ("Microsoft YaHei", "SimHei"), ("Papyrus", "Papyrus")],
)  # fmt: skip
def test_font_names_and_their_styles(name: str, family: str) -> None:
    assert family_of(name) == family


@pytest.mark.parametrize("nonsense", [{"paper": "A9"}, {"margins_mm": []}, {"body": {"size_pt": "big"}},
                                      {"line_spacing": True}, {"header": 7}, {"body": {"color": "red"}}])  # fmt: skip
def test_nonsense_in_the_rules_checks_nothing(nonsense: dict[str, Any]) -> None:
    rules = read_rules(nonsense)
    assert (rules.paper, rules.margins, rules.sizes, rules.edges) == (None, None, (), {})
