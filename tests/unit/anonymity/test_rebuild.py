"""A rebuilt PDF draws the same and carries nothing else."""

import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from seat_client.anonymity import rebuild, structural_check
from tests.unit.anonymity.planted_pdf import PLACES, clean, pictures, planted, text_of, traces


@pytest.mark.parametrize("place", list(PLACES))
def test_no_marker_survives(place: str) -> None:
    before = planted(place)
    assert traces(before), "the search must find what was planted"
    assert traces(rebuild(before)) == []


def test_no_marker_survives_when_planted_everywhere() -> None:
    before = planted()
    after = rebuild(before)
    assert traces(before)
    assert traces(after) == []
    structural_check(after)


@pytest.mark.parametrize("place", [None, *PLACES])
def test_the_drawing_stays_pixel_for_pixel(place: str | None) -> None:
    before = clean() if place is None else planted(place)
    assert pictures(rebuild(before)) == pictures(before)


def test_the_picture_comparison_sees_a_difference() -> None:
    assert pictures(clean()) != pictures(planted("surplus operands"))


def test_text_can_still_be_searched() -> None:
    assert "Dispatch plan" in text_of(rebuild(clean()))


def test_the_file_has_only_whitelisted_roots() -> None:
    with pikepdf.open(BytesIO(rebuild(planted()))) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert set(document.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources"}
        assert "/Info" not in document.trailer


def test_rebuilding_is_repeatable_and_changes_nothing_the_second_time() -> None:
    once = rebuild(planted())
    assert rebuild(planted()) == once
    assert rebuild(once) == once


def test_another_process_builds_the_same_bytes() -> None:
    code = (
        "import sys; from seat_client.anonymity import rebuild;"
        "sys.stdout.buffer.write(rebuild(sys.stdin.buffer.read()))"
    )
    other = subprocess.run([sys.executable, "-c", code], input=planted(), capture_output=True, check=True, timeout=60)
    assert other.stdout == rebuild(planted())


def test_the_id_comes_from_the_content() -> None:
    with pikepdf.open(BytesIO(rebuild(planted("info")))) as one, pikepdf.open(BytesIO(rebuild(clean()))) as other:
        assert bytes(one.trailer.ID[0]) == bytes(other.trailer.ID[0])


def _changed(change: object) -> bytes:
    with pikepdf.open(BytesIO(clean())) as pdf:
        change(pdf)  # type: ignore[operator]
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_page_attributes_are_inherited() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        pdf.Root.Pages.Rotate = 90
        pdf.Root.Pages.CropBox = Array([10, 10, 300, 200])
        pdf.Root.Pages.MediaBox = page.MediaBox
        pdf.Root.Pages.Resources = page.Resources
        del page["/MediaBox"], page["/Resources"]

    before = _changed(change)
    after = rebuild(before)
    with pikepdf.open(BytesIO(after)) as document:
        assert document.pages[0].obj.Rotate == 90
        assert [int(one) for one in document.pages[0].obj.CropBox] == [10, 10, 300, 200]
    assert pictures(after) == pictures(before)


def test_a_hidden_layer_stays_hidden_and_goes() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
        pdf.pages[0].Resources.Properties = Dictionary(L1=group)
        pdf.pages[0].contents_add(b"/OC /L1 BDC 0 g 0 0 200 200 re f BT /F1 9 Tf 9 9 Td (unseen) Tj ET EMC")

    before = _changed(change)
    after = rebuild(before)
    assert pictures(after) == pictures(before) == pictures(clean())
    assert "unseen" not in text_of(after)


def test_names_in_gbk_are_no_obstacle() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Object.parse(b"<< /Type /Font /Subtype /TrueType /BaseFont /#cb#ce#cc#e5 >>")
        pdf.pages[0].Resources.Font = pikepdf.Object.parse(b"<< /#cb#ce 1 >>")
        pdf.pages[0].Resources.Font[next(iter(pdf.pages[0].Resources.Font.keys()))] = pdf.make_indirect(font)
        pdf.pages[0].contents_add(b"BT /#cb#ce 14 Tf 20 140 Td (2026) Tj ET")

    before = _changed(change)
    after = rebuild(before)
    assert "2026" in text_of(after)
    assert b"\xcb\xce" not in b"".join(
        one.unparse(resolved=True)
        for one in pikepdf.open(BytesIO(after)).objects
        if isinstance(one, pikepdf.Dictionary)
    )


def test_a_form_that_draws_itself_does_not_hang() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"0 g 5 5 9 9 re f /Fm Do", Dictionary(Subtype=Name.Form, BBox=[0, 0, 50, 50]))
        form.Resources = Dictionary(XObject=Dictionary(Fm=form))
        pdf.pages[0].Resources.XObject.Fm = form
        pdf.pages[0].contents_add(b"/Fm Do")

    before = _changed(change)
    assert pictures(rebuild(before)) == pictures(before)
