"""Bookmarks stay, as title and place alone, so that the viewer can show them and the centre can read them."""

from decimal import Decimal
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from seat_client.anonymity import OutlineEntry, findings, outline_entries, rebuild
from tests.unit.anonymity.planted_pdf import MARKER, clean, traces


def _with_bookmarks() -> bytes:
    with pikepdf.open(BytesIO(clean())) as pdf:
        pdf.add_blank_page(page_size=(400, 300))
        with pdf.open_outline() as outline:
            first = OutlineItem("第一章　总体设计", 0, "XYZ", left=0, top=250)
            first.children.append(OutlineItem("1.1　目标", 1, "XYZ", left=5, top=120))
            outline.root.extend([first, OutlineItem("第二章", 1, "Fit")])
        pdf.Root.Outlines.First.A = Dictionary(S=Name.URI, URI=String(MARKER))
        pdf.Root.Outlines.First.C = Array([1, 0, 0])
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _entries(pdf: bytes) -> tuple[OutlineEntry, ...]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return outline_entries(document)


def test_titles_levels_and_places_stay() -> None:
    after = rebuild(_with_bookmarks())
    assert _entries(after) == (
        OutlineEntry("第一章　总体设计", 0, 0, Decimal(250)),
        OutlineEntry("1.1　目标", 1, 1, Decimal(120)),
        OutlineEntry("第二章", 0, 1, None),
    )
    assert traces(after) == []


def test_a_name_in_a_title_is_found_with_its_page() -> None:
    found = findings(rebuild(_with_bookmarks()), ["总体设计"])
    assert [(one.page, one.place) for one in found if one.place == "outline"] == [(1, "outline")]


def test_a_loop_of_bookmarks_ends() -> None:
    with pikepdf.open(BytesIO(_with_bookmarks())) as pdf:
        first = pdf.Root.Outlines.First
        first.First.Next = first
        out = BytesIO()
        pdf.save(out)
    assert len(_entries(rebuild(out.getvalue()))) == 3


def test_named_destinations_are_resolved() -> None:
    with pikepdf.open(BytesIO(_with_bookmarks())) as pdf:
        pdf.Root.Dests = Dictionary({f"/{MARKER}": Array([pdf.pages[1].obj, Name.FitH, 77])})
        del pdf.Root.Outlines.First["/A"]
        pdf.Root.Outlines.First.Dest = Name(f"/{MARKER}")
        out = BytesIO()
        pdf.save(out)
    after = rebuild(out.getvalue())
    assert (_entries(after)[0].page, _entries(after)[0].top) == (1, Decimal(77))
    assert traces(after) == []
