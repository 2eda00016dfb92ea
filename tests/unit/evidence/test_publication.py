"""The score sheet for publication: every score is there, no member's name is."""

from dataclasses import replace

import pypdfium2
import pytest
from sample_report import BIDS, NAMES, sample_report

from seat_client.domain.publication import Publication, Reason, member_codes, publication
from seat_client.evidence.layout import lay_out_publication

SALT = "5a" * 32
REASONS = [Reason("E3", "C5", BIDS["C5"][0], "质量保证措施", "7.2", "措施具体，责任到人")]


@pytest.fixture(scope="module")
def sheet() -> Publication:
    content = sample_report()
    content = replace(content, abnormal=tuple(replace(a, member=NAMES["E6"]) for a in content.abnormal))
    return publication(content, member_codes(NAMES, SALT), REASONS)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_codes_follow_neither_the_committee_nor_anybodys_choice() -> None:
    codes = member_codes(NAMES, SALT)
    assert sorted(codes.values()) == [f"P{n:02d}" for n in range(1, 8)]
    assert [m for m, _ in sorted(codes.items(), key=lambda pair: pair[1])] != list(NAMES)
    assert member_codes(reversed(list(NAMES)), SALT) == codes
    assert member_codes(NAMES, "another") != codes


def test_each_members_scores_stand_under_the_own_code(sheet: Publication) -> None:
    codes, content = member_codes(NAMES, SALT), sample_report()
    for section, whole in zip(sheet.comparison.sections, content.comparison.sections, strict=True):
        for bid, before in zip(section.bids, whole.bids, strict=True):
            for number, member in enumerate(NAMES):
                column = sheet.members.index(codes[member])
                assert bid.subtotals[column] == before.subtotals[number]
                assert [r.scores[column] for r in bid.rows] == [r.scores[number] for r in before.rows]


def test_no_name_of_a_member_is_in_the_file(sheet: Publication) -> None:
    text = text_of(lay_out_publication(sheet, practice=True)).replace("\r\n", "")
    assert not [name for name in NAMES.values() if name in text]
    assert all(code in text for code in sheet.members)
    assert all(bid[0] in text for bid in BIDS.values())
    assert "措施具体，责任到人" in text
    assert "维持原评分" in text
    assert text.count("演练") >= 2
    assert "演练" not in text_of(lay_out_publication(sheet, practice=False))


def test_a_ruling_on_somebody_unknown_stays_out() -> None:
    content = sample_report()
    assert publication(content, member_codes(NAMES, SALT), []).abnormal == ()
