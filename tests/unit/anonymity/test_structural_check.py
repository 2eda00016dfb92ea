"""The seat's own check passes what the centre rebuilt and refuses everything else."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from seat_client.anonymity import NotRebuilt, rebuild, structural_check
from tests.unit.anonymity.planted_pdf import MARKER, PLACES, clean, planted


def test_a_rebuilt_file_passes() -> None:
    structural_check(rebuild(planted()))


@pytest.mark.parametrize("place", list(PLACES))
def test_a_file_as_delivered_is_refused_without_its_words(place: str) -> None:
    with pytest.raises(NotRebuilt) as refused:
        structural_check(planted(place))
    assert refused.value.places


def _edited(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(BytesIO(rebuild(clean()))) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].obj.Resources.Font.values()))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda pdf: pdf.Root.__setitem__("/Lang", String("zh")), "catalog/Lang"),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/Annots", pikepdf.Array([])), "page/Annots"),
        (lambda pdf: _font(pdf).__setitem__("/Note", String("x")), "key/Note"),
        (lambda pdf: _font(pdf).__setitem__("/BaseFont", String("x")), "text/BaseFont"),
        (lambda pdf: pdf.pages[0].contents_add(b"/Span <</Alt (x)>> BDC EMC"), "marked content"),
        (lambda pdf: pdf.trailer.__setitem__("/Info", pdf.make_indirect(Dictionary(A=String("x")))), "trailer/Info"),
    ],
)
def test_one_thing_too_many_is_named(change: Callable[[pikepdf.Pdf], object], place: str) -> None:
    with pytest.raises(NotRebuilt) as refused:
        structural_check(_edited(change))
    assert place in refused.value.places


def test_bytes_after_the_end_and_later_revisions_are_refused() -> None:
    whole = rebuild(clean())
    with pytest.raises(NotRebuilt, match="after the end"):
        structural_check(whole + MARKER.encode())
    with pytest.raises(NotRebuilt, match="revision"):
        structural_check(whole + b"\n" + whole[whole.rfind(b"startxref") :])


def test_letters_of_a_mark_inside_shown_text_are_no_mark() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Resources = Dictionary(
        Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    )
    pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 9 Tf (a BDC b) Tj ET")
    out = BytesIO()
    pdf.save(out)
    structural_check(rebuild(out.getvalue()))
