"""Names in scans, logos, outlines and ring seals are found; pictures without a name are not; no reader is told."""

import pytest
from PIL import Image

from seat_client.anonymity import rebuild
from seat_client.anonymity.finding import Finding
from seat_client.anonymity.leaks import terms_of
from seat_client.anonymity.pdf_pages import reading
from seat_client.centre.ingest.picture_search import PictureSearch
from seat_client.centre.ingest.reader import PictureReader, installed_reader
from seat_client.centre.ingest.reading_need import need_of
from seat_client.centre.ingest.seals import seals_in
from seat_client.centre.ingest.words_alike import names_in, nearest
from tests.unit.centre.pictured import BLACK, BLUE, RED, page_with, pages_with, paragraph, ring_seal, words

NAME, SHORT, OTHER = "岚海智联建设有限公司", "岚海智联", "衡川正图软件有限公司"
TERMS = terms_of([NAME, SHORT, OTHER])
PLAIN = [
    "本工程采用分区计量与压力管理相结合的技术路线",
    "各项工作逐级落实到岗到人，按周检查",
    "试运行期间保持原系统并行",
]
MM = 72 / 25.4


def search(pdf: bytes, reader: PictureReader | None) -> list[Finding]:
    """The findings on the pages that need to be read."""
    pictures = PictureSearch(TERMS, reader)
    found: list[Finding] = []
    with reading(rebuild(pdf)) as document:
        for page in document.pages():
            need = need_of(page, page.letters())
            if need.any:
                found += pictures.page(page, need)
    return found + pictures.letterheads()


def outlined(count: int) -> bytes:
    """Filled outlines of the size of letters, with a hole each."""
    return b"".join(
        b"%d 400 m %d 400 l %d 418 l %d 418 l h %d 404 m %d 404 l %d 410 l %d 410 l h f "
        % tuple(100 + 24 * n + x for x in (0, 16, 16, 0, 4, 12, 12, 4))
        for n in range(count)
    )


# --- without a reader ------------------------------------------------------------------------------------


def test_pictures_without_a_reader_are_told_and_never_passed() -> None:
    (found,) = search(page_with((words(NAME), (100, 600, 200, 40))), None)
    assert (found.page, found.kind, found.grade) == (1, "unread-pictures", "look")


def test_a_page_of_text_needs_no_reader() -> None:
    assert search(page_with(text=b"BT /F1 12 Tf 40 700 Td (text) Tj ET 40 40 100 60 re f 1 1 m 9 9 l S"), None) == []


def test_words_turned_into_outlines_need_one() -> None:
    assert [one.kind for one in search(page_with(text=outlined(6)), None)] == ["unread-pictures"]
    assert search(page_with(text=outlined(1)), None) == []


@pytest.mark.parametrize("colour", [RED, BLUE, BLACK])
@pytest.mark.parametrize("millimetres", [38, 42, 58])
def test_a_seal_is_found_by_its_ring(colour: tuple[int, int, int], millimetres: int) -> None:
    side = millimetres * MM
    seal = ring_seal(NAME, colour=colour).rotate(17, fillcolor="white")
    with reading(page_with((seal, (300, 200, side, side)))) as document, document.page(0) as page:
        (found,) = seals_in(page.drawn(150 / 72, colour=True), 150 / 72)
    left, top, right, bottom = (each / (150 / 72) for each in found.box)
    assert (abs(left - 300), abs(842 - bottom - 200)) < (4, 4)
    assert abs(right - left - side) < 6
    assert abs(bottom - top - side) < 6


def test_other_round_things_are_no_seals() -> None:
    small = (ring_seal("").resize((40, 40)), (300.0, 200.0, 12.0, 12.0))
    square = (Image.new("RGB", (60, 60), RED), (100.0, 200.0, 119.0, 119.0))
    line = (words(NAME, colour=RED), (50.0, 500.0, 300.0, 40.0))
    disc = b"0.8 0 0 rg 420 160 m 420 193 393 220 360 220 c 327 220 300 193 300 160 c 300 127 327 100 360 100 c "
    disc += b"393 100 420 127 420 160 c f"
    with reading(page_with(small, square, line, text=disc)) as document, document.page(0) as page:
        assert seals_in(page.drawn(150 / 72, colour=True), 150 / 72) == []


def test_a_picture_at_the_edge_of_several_pages_is_a_letterhead() -> None:
    logo = ((words("标志"), (40, 800, 60, 24)),)
    found = [one for one in search(pages_with([logo] * 4), None) if one.kind == "letterhead"]
    assert [(one.page, one.term) for one in found] == [(1, "on 4 pages")]
    assert [one for one in search(pages_with([logo] * 2), None) if one.kind == "letterhead"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("岚海智联建设有限公司", [NAME, SHORT]),
        ("岚 海智联建设 有限公司岚海", [NAME, SHORT]),
        ("岗海智联建设有限公司", [NAME]),
        ("岚海智连建没有限公司", [NAME]),
        ("云海智能建设有限公司", [NAME]),
        ("东方建筑工程有限公司", []),
        ("本工程由有限公司承担", []),
    ],
)
def test_names_with_characters_read_wrongly(text: str, found: list[str]) -> None:
    assert list(names_in(text, TERMS)) == found


def test_the_nearest_place_counts() -> None:
    assert nearest("abcdef", "xxabxdefxx") == 1
    assert nearest("abc", "") == 3


# --- with the recogniser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reader() -> PictureReader:
    found = installed_reader()
    if found is None:
        pytest.skip("needs rapidocr with onnxruntime")
    return found


@pytest.mark.full
@pytest.mark.parametrize("turned", [0, 1.2, -2])
def test_a_name_in_a_scan_is_read(reader: PictureReader, turned: float) -> None:
    scan = paragraph([*PLAIN, f"投标人：{NAME}", *PLAIN], turned=turned)
    found = search(page_with((scan, (0, 0, 595, 842))), reader)
    assert {one.term for one in found if one.kind == "name"} == {NAME, SHORT}
    box = next(one.box for one in found if one.term == NAME)
    assert box is not None
    assert 120 < box[1] < 240


@pytest.mark.full
def test_a_scan_without_a_name_is_clean(reader: PictureReader) -> None:
    assert search(page_with((paragraph(PLAIN * 6), (0, 0, 595, 842))), reader) == []


@pytest.mark.full
@pytest.mark.parametrize(("ground", "colour"), [((255, 255, 255), RED), ((20, 60, 120), (255, 255, 255))])
def test_a_small_logo_is_read(
    reader: PictureReader, ground: tuple[int, int, int], colour: tuple[int, int, int]
) -> None:
    logo = words(SHORT, colour=colour, ground=ground)
    found = search(page_with((logo, (450, 780, 70, 24))), reader)
    assert SHORT in {one.term for one in found if one.kind == "name"}


@pytest.mark.full
@pytest.mark.parametrize("colour", [RED, BLUE, BLACK])
@pytest.mark.parametrize("turned", [0, 35, -60])
def test_the_name_on_a_ring_seal_is_read(reader: PictureReader, colour: tuple[int, int, int], turned: int) -> None:
    seal = ring_seal(NAME, colour=colour).rotate(turned, fillcolor="white")
    found = search(page_with((seal, (330, 200, 42 * MM, 42 * MM))), reader)
    assert (1, "seal", NAME) in {(one.page, one.place, one.term) for one in found}


@pytest.mark.full
def test_a_seal_of_somebody_unknown_is_for_a_person_to_look_at(reader: PictureReader) -> None:
    seal = ring_seal("东方水务咨询事务所")
    (found,) = [one for one in search(page_with((seal, (330, 200, 119, 119))), reader) if one.kind == "seal"]
    assert "东方水务咨询事务所" in found.term
