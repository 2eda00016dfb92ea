"""OFD becomes PDF with the same sizes, words and drawing, or is refused with the reason."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seat_client.anonymity import outline_entries, rebuild, structural_check
from seat_client.centre.ofd import OfdError, is_ofd, pdf_of_ofd
from tests.unit.centre.ofd_files import (
    ARC,
    BOX,
    OUTLINE,
    PICTURE,
    WORDS,
    document,
    package,
    picture,
    sealed,
    text_object,
    xml,
)

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "pdf" / "ofdrw"
MM = 72 / 25.4
LEAST_CONVERTED = 0.85
"""Of the foreign samples; the others are damaged or hold what cannot be drawn, and are refused."""


def text_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range().replace("\r\n", "") for page in opened]


def pixel(pdf: bytes, x: float, y: float, page: int = 0) -> tuple[int, ...]:
    """The colour at a place in millimetres."""
    with pypdfium2.PdfDocument(pdf) as opened:
        drawn = opened[page].render(scale=2).to_numpy()
    return tuple(int(value) for value in drawn[int(y * MM * 2), int(x * MM * 2)][::-1])


def test_words_sizes_and_pages() -> None:
    pdf = pdf_of_ofd(document(text_object(WORDS), text_object("第二页"), size="0 0 210 297"))
    assert text_of(pdf) == [WORDS, "第二页"]
    with pikepdf.open(BytesIO(pdf)) as opened:
        left, bottom, right, top = (float(side) for side in opened.pages[0].MediaBox)
    assert abs((right - left) / MM - 210) < 0.1
    assert abs((top - bottom) / MM - 297) < 0.1


def test_words_stand_where_they_stood() -> None:
    with pypdfium2.PdfDocument(pdf_of_ofd(document(text_object("甲乙", x=50, y=60, size=10)))) as opened:
        box = opened[0].get_textpage().get_charbox(1)
    assert 60 <= box[0] / MM <= 62
    assert 60 <= 297 - box[3] / MM < 297 - box[1] / MM <= 73


def test_paths_and_pictures_are_drawn() -> None:
    pdf = pdf_of_ofd(document(BOX + ARC + PICTURE))
    assert pixel(pdf, 55, 120) == (10, 120, 200)
    assert pixel(pdf, 25, 120) == (200, 0, 0)
    assert pixel(pdf, 140, 120) == (0, 0, 0)
    assert pixel(pdf, 122, 102) == (255, 255, 255)
    assert pixel(pdf, 40, 195) == (0, 160, 0)


def test_a_template_lies_under_the_page() -> None:
    whole = document(
        "",
        files={"Doc_0/T/Content.xml": xml("Page", f'<ofd:Content><ofd:Layer ID="1">{BOX}</ofd:Layer></ofd:Content>')},
    )
    with_template = _changed(whole, "Doc_0/Document.xml", "<ofd:PublicRes>",
                             '<ofd:TemplatePage ID="7" BaseLoc="T/Content.xml"/><ofd:PublicRes>')  # fmt: skip
    content = xml("Page", '<ofd:Template TemplateID="7"/><ofd:Content><ofd:Layer ID="5"/></ofd:Content>')
    assert pixel(pdf_of_ofd(_replaced(with_template, "Doc_0/Pages/Page_0/Content.xml", content)), 55, 120) == (
        10,
        120,
        200,
    )


def test_the_outline_comes_along() -> None:
    with pikepdf.open(BytesIO(pdf_of_ofd(document(text_object("一"), text_object("二"), outline=OUTLINE)))) as opened:
        assert [(one.title, one.level, one.page) for one in outline_entries(opened)] == [
            ("第一章", 0, 1),
            ("1.1", 1, None),
        ]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF"])
def test_a_seal_is_drawn_at_its_place(form: str) -> None:
    red = pixel(pdf_of_ofd(sealed(picture(form, (220, 0, 0)))), 170, 260)
    assert red[0] > 200
    assert max(red[1:]) < 30


def test_a_seal_that_is_an_ofd_itself_is_drawn() -> None:
    whole = '<ofd:PathObject ID="1" Boundary="0 0 42 42" Fill="true" Stroke="false"><ofd:FillColor Value="220 0 0"/>'
    whole += "<ofd:AbbreviatedData>M 0 0 L 42 0 L 42 42 L 0 42 C</ofd:AbbreviatedData></ofd:PathObject>"
    pdf = pdf_of_ofd(sealed(document(whole, size="0 0 42 42")))
    assert pixel(pdf, 170, 260) == (220, 0, 0)
    assert pixel(pdf, 120, 260) == (255, 255, 255)


def test_the_pdf_can_be_rebuilt_and_searched() -> None:
    rebuilt = rebuild(pdf_of_ofd(sealed(picture())))
    structural_check(rebuilt)
    assert text_of(rebuilt) == [WORDS]


def test_equal_packages_give_equal_bytes() -> None:
    assert pdf_of_ofd(document(BOX + text_object(WORDS))) == pdf_of_ofd(document(BOX + text_object(WORDS)))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"PK\x03\x04 nothing", "damaged"),
        (package({"OFD.xml": "<not closed"}), "damaged"),
        (package({"OFD.xml": xml("OFD", "")}), "damaged"),
        (package({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "unsupported"),
        (package({"OFD.xml": xml("OFD", ""), "Encryptions.xml": "<a/>"}), "encrypted"),
        (document('<ofd:ImageObject ID="1" Boundary="0 0 9 9" ResourceID="77"/>'), "damaged"),
        (document(BOX.replace("M 0 0", "Z 0 0")), "damaged"),
        (document(PICTURE, files={"Doc_0/Res/a.png": b"no picture"}), "unsupported"),
        (document("", size="0 0 0 0"), "damaged"),
        (document("", size="0 0 99999 99999"), "damaged"),
        (document('<ofd:TextObject ID="1" Boundary="0 0 9 9" Size="4" Font="2"><ofd:TextCode X="a">x</ofd:TextCode>'
                  "</ofd:TextObject>"), "damaged"),
        (document("<ofd:PageBlock>" * 40 + "</ofd:PageBlock>" * 40), "too-large"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(broken: bytes, reason: str) -> None:
    with pytest.raises(OfdError) as refused:
        pdf_of_ofd(broken)
    assert refused.value.reason == reason


def test_a_bomb_is_refused_before_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seat_client.centre.ofd.package.MAX_ENTRY", 1 << 16)
    with pytest.raises(OfdError) as refused:
        pdf_of_ofd(document(text_object(WORDS), files={"Doc_0/PublicRes.xml": " " * (1 << 20)}))
    assert refused.value.reason == "too-large"


def test_an_ofd_is_known_by_its_entry_file() -> None:
    assert is_ofd(document(BOX))
    assert not is_ofd(package({"word/document.xml": "<a/>"}))
    assert not is_ofd(b"%PDF-1.7")


WHOLE = document(BOX + ARC + PICTURE + text_object(WORDS), outline=OUTLINE)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=3)), min_size=1, max_size=8))
def test_damage_anywhere_ends_in_pages_or_a_reason(changes: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(WHOLE)
    for place, data in changes:
        damaged[place : place + len(data)] = data
    try:
        pdf = pdf_of_ofd(bytes(damaged))
    except OfdError:
        return
    assert pdf.startswith(b"%PDF-")


def test_foreign_samples_keep_their_words_and_ink() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("needs ../shared/data")
    converted, files = [], sorted(SAMPLES.glob("*.ofd"))
    for path in files:
        data = path.read_bytes()
        try:
            pdf = pdf_of_ofd(data)
        except OfdError:
            continue
        converted.append(path.name)
        with pypdfium2.PdfDocument(pdf) as opened:
            assert np.ptp(opened[0].render(scale=0.5).to_numpy()) > 50, f"{path.name}: an empty first page"
    print(f"\nOFD: {len(converted)} of {len(files)} foreign samples converted")  # noqa: T201
    assert len(converted) >= LEAST_CONVERTED * len(files)


def _files(ofd: bytes) -> dict[str, str | bytes]:
    import zipfile

    with zipfile.ZipFile(BytesIO(ofd)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _replaced(ofd: bytes, name: str, content: str) -> bytes:
    return package(_files(ofd) | {name: content})


def _changed(ofd: bytes, name: str, old: str, new: str) -> bytes:
    before = _files(ofd)[name]
    assert isinstance(before, bytes)
    return _replaced(ofd, name, before.decode().replace(old, new, 1))
