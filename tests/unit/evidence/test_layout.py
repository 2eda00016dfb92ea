"""The report as typeset: the same bytes each time, all ten parts, every reserved box, 演练 on every practice page."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from sample_report import BIDS, NAMES, brief_report, sample_report

import resources
from seat_client.domain.report import CommitteeMember, Notes, Statement
from seat_client.evidence.errors import LayoutFailed
from seat_client.evidence.fields import CLOSING, OPENING, ROSTER_FILE, deemed_field
from seat_client.evidence.layout import LaidOut, lay_out

PARTS = (
    "一、基本情况和数据表",
    "二、评标委员会成员名单",
    "三、开标记录",
    "四、符合要求的投标一览表",
    "五、否决投标情况说明",
    "六、评标标准、评标方法和评标因素一览表",
    "七、经评审的评分比较一览表",
    "八、经评审的投标人排序和推荐的中标候选人",
    "九、澄清、说明、补正事项纪要",
    "十、其他需要说明的事项",
)
SIGNATURES = "评标委员会成员签名"


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "").replace("\n", "") for page in document]
    finally:
        document.close()


def test_the_same_content_gives_the_same_bytes(whole: LaidOut) -> None:
    assert lay_out(sample_report(), practice=True) == whole


def test_another_process_elsewhere_gives_the_same_bytes(whole: LaidOut, tmp_path: Path) -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from sample_report import sample_report\nfrom seat_client.evidence.layout import lay_out\n"
        "sys.stdout.buffer.write(lay_out(sample_report(), practice=True).pdf)"
    )
    here = Path(__file__).parent
    environment = {**os.environ, "TZ": "America/Lima", "LANG": "C", "SOURCE_DATE_EPOCH": "1"}
    command = [sys.executable, "-c", script, str(here), str(here.parents[2])]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert done.stdout == whole.pdf


def test_other_content_gives_other_bytes(whole: LaidOut) -> None:
    assert lay_out(sample_report("QL-2026-0418"), practice=True).pdf != whole.pdf


def test_all_ten_parts_and_the_signatures_are_there_in_order(whole: LaidOut) -> None:
    text = "".join(page_texts(whole.pdf))
    places = [text.find(title) for title in (*PARTS, SIGNATURES)]
    assert -1 not in places
    assert places == sorted(places)
    assert whole.pages == len(page_texts(whole.pdf))


def test_the_outline_names_every_part(whole: LaidOut) -> None:
    document = pypdfium2.PdfDocument(whole.pdf)
    titles = [mark.get_title() for mark in document.get_toc() if mark.level == 0]
    document.close()
    assert titles == [*PARTS, SIGNATURES]


def test_what_was_evaluated_is_in_the_text(whole: LaidOut) -> None:
    text = "".join(page_texts(whole.pdf)).replace(" ", "")
    content = sample_report()
    for word in (
        *NAMES.values(),
        *(bid[0] for bid in BIDS.values()),
        "12,515,480",
        "11,995,987.27",
        content.notes.dissents[0].text,
        content.notes.deemed_agreed[0].text,
        content.rejections[0].item,
        content.method.client_version,
        content.low_prices[0].explanation,
        "维持原评分",
        "第一中标候选人",
    ):
        assert word.replace(" ", "") in text, word
    assert content.method.rules_digest in text
    assert content.basics.commitment in text


def test_every_practice_page_says_so(whole: LaidOut) -> None:
    pages = page_texts(whole.pdf)
    assert len(pages) >= 5
    for number, text in enumerate(pages, 1):
        assert text.count("演练") >= 2, number


def test_a_real_report_does_not_say_so() -> None:
    assert "演练" not in "".join(page_texts(lay_out(sample_report(), practice=False).pdf))


def test_every_member_has_a_box_on_the_last_page(whole: LaidOut) -> None:
    assert set(whole.fields) == {OPENING, CLOSING, *NAMES, *(deemed_field(member) for member in NAMES)}
    boxes = [whole.fields[name] for name in (OPENING, CLOSING, *NAMES)]
    for page, (left, bottom, right, top) in boxes:
        assert page == whole.pages - 1
        assert 0 < left < right < 595.3
        assert 0 < bottom < top < 841.9
        assert right - left > 150
        assert top - bottom > 45
    for index, (_, a) in enumerate(boxes):
        assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for _, b in boxes[index + 1 :])
    assert all(whole.fields[member] == whole.fields[deemed_field(member)] for member in NAMES)


def test_the_chairs_box_comes_last(whole: LaidOut) -> None:
    heights = {member: whole.fields[member][1][1] for member in NAMES}
    assert min(heights, key=lambda member: heights[member]) == "E1"


def test_a_box_stands_beside_its_members_name(whole: LaidOut) -> None:
    document = pypdfium2.PdfDocument(whole.pdf)
    for member, name in NAMES.items():
        page, (left, bottom, _, top) = whole.fields[member]
        beside = document[page].get_textpage().get_text_bounded(0, bottom, left, top)
        assert name in beside
        assert sum(other in beside for other in NAMES.values()) == 1
    document.close()


def test_a_large_committee_takes_a_second_page() -> None:
    members = tuple(
        CommitteeMember(f"E{n}", f"评委{n}", "expert", "technical", "青岚", chair=n == 3) for n in range(1, 16)
    )
    laid = lay_out(replace(brief_report(), committee=members), practice=True)
    assert len({page for page, _ in laid.fields.values()}) == 2
    for _, (left, bottom, right, top) in laid.fields.values():
        assert top - bottom > 45
        assert bottom > 0
        assert right - left > 150


def test_the_roster_and_manifests_are_attached(whole: LaidOut) -> None:
    laid = lay_out(brief_report(), practice=True, attachments=[("E3-manifest.json", '{"表":1}'.encode())])
    with pikepdf.open(BytesIO(laid.pdf)) as pdf:
        assert set(pdf.attachments) == {ROSTER_FILE, "E3-manifest.json"}
        assert pdf.attachments["E3-manifest.json"].get_file().read_bytes() == '{"表":1}'.encode()
        roster = json.loads(pdf.attachments[ROSTER_FILE].get_file().read_bytes())
    assert roster["chair"] == "E1"
    assert roster["members"] == list(NAMES)
    assert roster["practice"] is True


@pytest.mark.parametrize("practice", [True, False])
def test_nothing_of_this_machine_is_in_the_file(practice: bool) -> None:
    laid = lay_out(sample_report(), practice=practice)
    with pikepdf.open(BytesIO(laid.pdf)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261123000000")
        assert "/Author" not in pdf.docinfo
    assert str(Path.home()).encode() not in laid.pdf


def test_words_that_look_like_markup_stay_words() -> None:
    hostile = '#panic("x") *bold* $x$ <field> @ref [a] \\ // \u202e" \' `'
    notes = Notes(dissents=(Statement("E6", hostile),), others=(hostile,))
    laid = lay_out(replace(brief_report(), notes=notes), practice=True)
    assert '#panic("x")*bold*$x$<field>@ref' in "".join(page_texts(laid.pdf)).replace(" ", "")


def test_without_its_typefaces_there_is_no_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole_path = resources.path
    monkeypatch.setattr(resources, "path", lambda *parts: tmp_path if parts == ("fonts",) else whole_path(*parts))
    with pytest.raises(LayoutFailed, match="font"):
        lay_out(brief_report(), practice=True)


def test_an_empty_report_still_has_its_ten_parts() -> None:
    content = replace(brief_report(), low_prices=(), abnormal=(), notes=Notes())
    text = "".join(page_texts(lay_out(content, practice=True).pdf))
    assert all(title in text for title in PARTS)
