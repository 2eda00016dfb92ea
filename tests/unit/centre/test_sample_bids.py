"""Sample bids: long enough, typeset with embedded fonts, silent about the bidder, and the same every time."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from seat_client.anonymity import findings, rebuild, require_blind, structural_check
from seat_client.centre.sample import PARTS, documents_missing, make_documents

_MARK_LETTERS = len("演 练\r\n")
BLIND_TITLES = (
    "总体设计与技术路线",
    "实施组织与进度计划",
    "质量保证措施",
    "安全与应急预案",
    "重点难点分析及对策",
    "培训与运维保障",
)
NAMES = ("云帆测试科技有限公司", "长河系统集成有限公司")


def _project(**changes: Any) -> dict[str, Any]:
    bidders = [
        {
            "id": f"B0{number}",
            "name": name,
            "price_in_figures": str(9_800_000 + number * 12_345),
            "price_in_words": "",
            "evaluated_price": str(9_800_000 + number * 12_345),
        }
        for number, name in enumerate(NAMES, start=1)
    ]
    blind = [
        {"id": f"T{number}", "section": "T", "title": {"zh": title}, "kind": "subjective", "max": "8", "step": "0.1"}
        for number, title in enumerate(BLIND_TITLES, start=1)
    ]
    by_name = [
        {"id": "B1", "section": "B", "title": {"zh": "类似项目业绩"}, "kind": "objective", "max": "8", "step": "2"},
        {"id": "B2", "section": "B", "title": {"zh": "项目负责人资格"}, "kind": "objective", "max": "5", "step": "1"},
        {"id": "B3", "section": "B", "title": {"zh": "管理体系认证"}, "kind": "objective", "max": "3", "step": "1"},
        {"id": "B4", "section": "B", "title": {"zh": "服务承诺"}, "kind": "subjective", "max": "4", "step": "0.1"},
    ]
    return {
        "id": "TEST-1",
        "name": {"zh": "试验市城区供水调度平台"},
        "ceiling_price": "10500000",
        "committee": [{"id": f"E{number}"} for number in range(1, 6)],
        "bidders": bidders,
        "sections": [
            {"id": "T", "title": {"zh": "技术标"}, "kind": "scored", "max": "50", "blind": True},
            {"id": "B", "title": {"zh": "商务标"}, "kind": "scored", "max": "20", "blind": False},
            {"id": "P", "title": {"zh": "报价"}, "kind": "price", "max": "30", "blind": False},
        ],
        "criteria": [*blind, *by_name],
        "preliminary": [{"id": "Q3", "group": "qualification", "title": {"zh": "项目负责人证书有效期"}}],
        "dark_bid_format": {
            "margins_mm": {"top": 20, "right": 20, "bottom": 20, "left": 25},
            "body": {"size_pt": 14},
            "heading": {"size_pt": 16},
        },
        **changes,
    }


def _made(folder: Path, project: dict[str, Any], *, seed: int = 7, sheets: dict[str, Any] | None = None) -> Path:
    make_documents(project, folder, seed=seed, sheets=sheets, report_progress=lambda _done, _total: None)
    return folder / "documents"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(tmp_path_factory.mktemp("project"), _project())


@cache
def _texts(path: Path) -> tuple[str, ...]:
    with pypdfium2.PdfDocument(path) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)


def _text(path: Path) -> str:
    return "".join("".join(_texts(path)).split())


def _technical(documents: Path) -> list[Path]:
    return sorted(documents.glob("*/technical.pdf"))


def test_every_bidder_has_three_documents_in_little_space(documents: Path) -> None:
    made = sorted(str(one.relative_to(documents)) for one in documents.rglob("*"))
    assert made == sorted(["B01", "B02"] + [f"{bidder}/{part}.pdf" for bidder in ("B01", "B02") for part in PARTS])
    assert 3 * sum(one.stat().st_size for one in documents.rglob("*.pdf")) < 10_000_000, "six bidders in 10 MB"


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    project = _project(bidders=_project()["bidders"][:1])
    make_documents(project, tmp_path, seed=1, report_progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_documents_are_missing_until_all_are_made(tmp_path: Path, documents: Path) -> None:
    assert documents_missing(_project(), tmp_path)
    assert not documents_missing(_project(), documents.parent)


def test_technical_parts_are_long_and_no_page_is_repeated(documents: Path) -> None:
    pages = [text for path in _technical(documents) for text in _texts(path)]
    assert all(len(_texts(path)) >= 60 for path in _technical(documents))
    assert [text for text, count in Counter(pages).items() if count > 1] == []


def test_bidders_write_differently(documents: Path) -> None:
    first, second = (set(_text(path).split("。")) for path in _technical(documents)[:2])
    assert len(first & second) < 0.5 * min(len(first), len(second))


def test_chapters_answer_the_criteria_and_are_bookmarked(documents: Path) -> None:
    for path in _technical(documents):
        with pypdfium2.PdfDocument(path) as document:
            titles = [entry.get_title() for entry in document.get_toc() if entry.level == 0]
        assert [title.split("\u3000")[1] for title in titles] == list(BLIND_TITLES)


def test_the_technical_part_names_nobody(documents: Path) -> None:
    for path in _technical(documents):
        require_blind(path.read_bytes(), NAMES)
    structural_check(rebuild(_technical(documents)[0].read_bytes()))


def test_the_search_for_names_would_find_them(documents: Path) -> None:
    assert findings((documents / "B01" / "business.pdf").read_bytes(), NAMES[:1])


def test_every_page_carries_the_practice_mark(documents: Path) -> None:
    for path in documents.rglob("*.pdf"):
        assert all("演练" in "".join(text.split()) for text in _texts(path))


def test_every_font_is_embedded_as_a_subset(documents: Path) -> None:
    for path in documents.rglob("*.pdf"):
        with pikepdf.open(path) as document:
            fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one]
            assert 1 <= len(fonts) <= 4
            assert all(len(one.FontFile3.read_bytes()) < 1_000_000 for one in fonts)


def test_the_dark_bid_format_is_kept(documents: Path) -> None:
    with pikepdf.open(_technical(documents)[0]) as document:
        page = document.pages[10]
        assert [round(float(one)) for one in page.MediaBox] == [0, 0, 595, 842]
        sizes = Counter(
            round(float(one.operands[1]), 1) for one in pikepdf.parse_content_stream(page) if str(one.operator) == "Tf"
        )
    assert 14.0 in sizes
    with pypdfium2.PdfDocument(_technical(documents)[0]) as document:
        letters = document[10].get_textpage()
        boxes = [letters.get_charbox(number) for number in range(_MARK_LETTERS, letters.count_chars())]
    millimetre = 72 / 25.4
    assert min(left for left, _, right, _ in boxes if right > left) >= 25 * millimetre - 1
    blank_half = 7  # A full-width mark at the end of a line keeps its blank half outside.
    assert max(right for _, _, right, _ in boxes) <= (210 - 20) * millimetre + blank_half + 1
    assert min(bottom for _, bottom, _, top in boxes if top > bottom) >= 20 * millimetre - 1, "no footer"
    assert max(top for _, _, _, top in boxes) <= (297 - 20) * millimetre + 1, "no header"


def test_equal_seed_gives_equal_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    project = _project(bidders=_project()["bidders"][:1])
    first = _made(tmp_path / "a", project)
    again = _made(tmp_path / "b", project)
    other = _made(tmp_path / "c", project, seed=8)
    for part in PARTS:
        assert (first / "B01" / f"{part}.pdf").read_bytes() == (again / "B01" / f"{part}.pdf").read_bytes()
    assert (first / "B01" / "technical.pdf").read_bytes() != (other / "B01" / "technical.pdf").read_bytes()


def test_the_price_stands_in_figures_and_words(documents: Path) -> None:
    text = _text(documents / "B01" / "business.pdf")
    assert "9,812,345.00" in text
    assert "玖佰捌拾壹万贰仟叁佰肆拾伍元整" in text


def test_prepared_sheets_decide_what_the_papers_prove(tmp_path: Path) -> None:
    sheets = {
        "codes": {"C1": "B01", "C2": "B02"},
        "preliminary": {f"E{one}": {"C2": {"Q3": {"pass": False, "reason": "到期"}}} for one in (1, 2, 3)},
        "scores": {f"E{one}": {"C1": {"B1": "6", "B3": "2"}} for one in range(1, 6)},
    }
    made = _made(tmp_path, _project(), sheets=sheets)
    proved = _text(made / "B01" / "business.pdf")
    assert "类似项目共3项" in proved
    assert "通过2项管理体系认证" in proved
    assert "至2026年11月8日" in _text(made / "B02" / "qualification.pdf")
    assert "至2026年11月8日" not in _text(made / "B01" / "qualification.pdf")


def test_a_project_of_another_kind_gets_chapters_of_its_own_titles(tmp_path: Path) -> None:
    criteria = [
        {"id": "T1", "section": "T", "title": {"zh": "桥面铺装工艺"}, "kind": "subjective", "max": "9", "step": "1"},
        {"id": "B1", "section": "B", "title": {"zh": "信用等级"}, "kind": "objective", "max": "33", "step": "1"},
    ]
    project = _project(criteria=criteria, name={"zh": "某县道路大修"}, bidders=_project()["bidders"][:1])
    del project["dark_bid_format"]
    made = _made(tmp_path, project)
    technical = _text(made / "B01" / "technical.pdf")
    assert "桥面铺装工艺" in technical
    assert "供水" not in technical
    assert "信用等级响应一览" in _text(made / "B01" / "business.pdf")


@pytest.mark.full
def test_the_sample_project_of_the_format_is_written(tmp_path: Path) -> None:
    source = Path(__file__).parents[4] / "shared" / "domain" / "projects" / "qinglan"
    if not source.is_dir():
        pytest.skip("needs ../shared/data: the projects lie beside it")
    project, sheets = (json.loads((source / name).read_text("utf-8")) for name in ("project.json", "sheets.json"))
    made = _made(tmp_path, project, seed=1, sheets=sheets)
    assert sum(one.stat().st_size for one in made.rglob("*.pdf")) < 10_000_000
    assert all(len(_texts(path)) >= 60 for path in _technical(made))
    assert "至2026年11月8日" in _text(made / "B06" / "qualification.pdf")
    assert "壹仟贰佰伍拾壹万伍仟肆佰捌拾元整" in _text(made / "B01" / "business.pdf")
    assert "¥12,425,480.00元" in _text(made / "B01" / "business.pdf")
    require_blind(rebuild((made / "B03" / "technical.pdf").read_bytes()), [one["name"] for one in project["bidders"]])


def test_sheets_beside_the_documents_are_used_when_none_are_given(tmp_path: Path) -> None:
    sheets = {"codes": {"C1": "B01"}, "scores": {"E1": {"C1": {"B1": "8"}}}}
    (tmp_path / "sheets.json").write_text(json.dumps(sheets), "utf-8")
    made = _made(tmp_path, _project(bidders=_project()["bidders"][:1]))
    assert "类似项目共4项" in _text(made / "B01" / "business.pdf")
