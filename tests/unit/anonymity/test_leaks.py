"""A bidder's name is found wherever it stands, and a document with one is not released."""

from collections.abc import Iterable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from seat_client.anonymity import Finding, IdentityFound, aliases, findings, rebuild, require_blind
from tests.unit.anonymity.planted_pdf import MARKER, PLACES, clean, planted


def _with_text(*pages: bytes) -> bytes:
    pdf = pikepdf.new()
    for content in pages:
        pdf.add_blank_page(page_size=(400, 300))
        page = pdf.pages[-1]
        page.Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        )
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf " + content + b" ET")
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_name_in_the_text_is_found_with_its_page() -> None:
    pdf = _with_text(b"40 200 Td (nothing here) Tj", b"40 200 Td (by Northwind Systems Ltd.) Tj")
    (found, *_) = findings(pdf, ["Northwind Systems", "Other Co"])
    assert (found.page, found.place, found.term) == (2, "text", "Northwind Systems")
    assert found.box is not None
    assert all(abs(one - other) <= 4 for one, other in zip(found.box, (57, 91, 160, 103), strict=True)), found.box


@pytest.mark.parametrize(
    "content",
    [
        b"40 200 Td (N o r t h w i n d) Tj",
        b"40 200 Td (North-) Tj 0 -20 Td (wind) Tj",
        b"40 200 Td (NORTH.WIND) Tj",
        b"40 200 Td 3 Tr (Northwind) Tj",
        b"1 1 1 rg 40 200 Td (Northwind) Tj",
        b"40 200 Td [(Nor) -900 (th) -900 (wind)] TJ",
    ],
)
def test_a_split_or_unseen_name_is_found(content: bytes) -> None:
    assert (1, "text", "Northwind") in _places(findings(rebuild(_with_text(content)), ["Northwind"]))


def _places(found: Iterable[Finding]) -> list[tuple[int | None, str, str]]:
    return [(one.page, one.place, one.term) for one in found]


def test_a_name_across_two_pages_is_found_on_the_first() -> None:
    pdf = _with_text(b"40 20 Td (North) Tj", b"40 280 Td (wind) Tj")
    assert [one for one in findings(pdf, ["Northwind"]) if one.place == "text"] == [Finding(1, "text", "Northwind")]


def test_another_word_is_no_finding() -> None:
    assert findings(rebuild(_with_text(b"40 200 Td (north of the wind farm) Tj")), ["Northwind"]) == ()


@pytest.mark.parametrize("place", list(PLACES))
def test_every_planted_place_is_found_before_the_rebuild(place: str) -> None:
    assert findings(planted(place), [MARKER])


def test_chinese_names_in_any_encoding_are_found() -> None:
    name = "岚海智联建设有限公司"
    for encoding in ("utf-8", "gb18030", "utf-16-be"):
        with pikepdf.open(BytesIO(clean())) as pdf:
            pdf.docinfo = pdf.make_indirect(Dictionary(Note=String(name.encode(encoding))))
            out = BytesIO()
            pdf.save(out)
        assert findings(out.getvalue(), [name]), encoding


def test_release_is_refused_with_the_findings() -> None:
    pdf = rebuild(_with_text(b"40 200 Td (Northwind) Tj"))
    with pytest.raises(IdentityFound) as refused:
        require_blind(pdf, ["Northwind"])
    assert _places(refused.value.findings)[0] == (1, "text", "Northwind")
    assert "Northwind" not in str(refused.value)
    require_blind(rebuild(clean()), ["Northwind"])


def test_a_company_is_also_known_without_its_legal_form() -> None:
    assert aliases("岚海智联建设有限公司") == ("岚海智联建设有限公司", "岚海智联建设")
    assert aliases("投标人甲") == ("投标人甲",)
    assert aliases("甲公司") == ("甲公司",)
