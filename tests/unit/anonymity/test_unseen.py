"""Text that nobody can see is found whatever hides it, and text that can be seen is left alone."""

from io import BytesIO

import pikepdf
import pytest

from seat_client.anonymity import rebuild
from seat_client.anonymity.finding import Finding
from seat_client.anonymity.pdf_pages import reading
from seat_client.anonymity.unseen import MOST_ON_A_PAGE, unseen_text
from tests.unit.anonymity.planted_text import NAME, ORDINARY, SEEN, UNSEEN, page


def _found(pdf: bytes) -> list[Finding]:
    with reading(pdf) as document:
        return [one for each in document.pages() for one in unseen_text(each, each.letters())]


def _together(findings: list[Finding]) -> str:
    return "".join(one.term for one in findings)


@pytest.mark.parametrize("how", list(UNSEEN))
def test_unseen_text_is_found_with_its_reason_and_place(how: str) -> None:
    reason, content = UNSEEN[how]
    found = _found(rebuild(page(ORDINARY + content)))
    assert _together(found) == NAME.replace(" ", "")
    assert {one.place for one in found} == {reason}
    assert all(one.page == 1 and one.kind == "unseen-text" and one.box is not None for one in found)


@pytest.mark.parametrize("how", list(SEEN))
def test_text_that_can_be_seen_is_no_finding(how: str) -> None:
    assert _found(page(ORDINARY + SEEN[how])) == []


def test_the_part_of_a_line_under_a_box_is_found_alone() -> None:
    line = b"BT /F1 12 Tf 40 200 Td (seen Northwind seen) Tj ET 1 g 68 195 57 14 re f"
    found = _found(page(line))
    assert 7 <= len(_together(found)) <= 9
    assert _together(found) in "Northwind"


def test_a_page_with_much_unseen_text_counts_once() -> None:
    lines = b"".join(
        b"q 3 Tr BT /F1 6 Tf 20 %d Td (scanned words) Tj ET Q BT /F1 6 Tf 200 %d Td (seen) Tj ET " % (8 * n, 8 * n)
        for n in range(1, MOST_ON_A_PAGE + 10)
    )
    (found,) = _found(page(lines))
    assert found.kind == "unseen-text"


def test_a_box_is_where_the_page_shows_it() -> None:
    (found,) = _found(page(UNSEEN["white"][1]))
    assert found.box is not None
    assert [abs(one - other) <= 3 for one, other in zip(found.box, (40, 90, 145, 102), strict=True)] == [True] * 4
    (found,) = _found(_turned(page(UNSEEN["white"][1])))
    assert found.box is not None
    assert [abs(one - other) <= 3 for one, other in zip(found.box, (198, 40, 210, 145), strict=True)] == [True] * 4


def _turned(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        document.pages[0].rotate(90, relative=True)
        out = BytesIO()
        document.save(out)
        return out.getvalue()
