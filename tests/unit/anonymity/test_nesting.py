"""Drawings in drawings are told before anything is drawn: circles, towers, and what is only many."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from seat_client.anonymity import TooLarge, Unreadable, nesting
from seat_client.anonymity.nesting import MAX_DEPTH, refuse_nested
from seat_client.anonymity.opening import opened
from tests.unit.anonymity import nested_pdf
from tests.unit.anonymity.planted_pdf import clean
from tests.unit.anonymity.planted_text import ORDINARY, page


def _told(pdf: bytes) -> None:
    with opened(pdf) as document:
        refuse_nested(document)


@pytest.mark.parametrize("how", nested_pdf.CIRCLES)
def test_a_drawing_in_itself_is_refused(how: str) -> None:
    with pytest.raises(Unreadable) as refused:
        _told(nested_pdf.CIRCLES[how]())
    assert refused.value.reason == "drawing-in-itself"


@pytest.mark.parametrize("how", nested_pdf.EXPLOSIONS)
def test_what_multiplies_beyond_the_limit_is_too_large(how: str) -> None:
    with pytest.raises(TooLarge) as refused:
        _told(nested_pdf.EXPLOSIONS[how]())
    assert refused.value.what == "page drawing"


def test_a_long_chain_of_single_drawings_is_nested() -> None:
    _told(nested_pdf.form_tower(MAX_DEPTH, 1))
    with pytest.raises(Unreadable) as refused:
        _told(nested_pdf.form_tower(MAX_DEPTH + 1, 1))
    assert refused.value.reason == "nested"


@pytest.mark.parametrize("pdf", [page(ORDINARY), clean(), nested_pdf.form_tower(4, 8)])
def test_ordinary_pages_pass(pdf: bytes) -> None:
    _told(pdf)


def test_a_name_that_is_only_there_is_not_a_circle() -> None:
    """Many producers give every form the resources of the whole page, the form itself among them."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(400, 300))
    form = pdf.make_stream(b"0 0 9 9 re f", Dictionary(Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    form.Resources = pdf.pages[0].Resources = pdf.make_indirect(Dictionary(XObject=Dictionary(F=form)))
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do " * 1000)
    out = BytesIO()
    pdf.save(out)
    _told(out.getvalue())


def test_a_drawing_is_read_once_however_often_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    parse = pikepdf.parse_content_stream
    monkeypatch.setattr(nesting.pikepdf, "parse_content_stream", lambda *given: read.append(1) or parse(*given))
    _told(nested_pdf.form_tower(5, 4))
    assert len(read) == 6  # the page and five forms
