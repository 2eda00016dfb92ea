"""Likeness between bids: copies are found with both places, common matter and independent texts are not."""

from itertools import combinations

import pytest

from seat_client.centre.ingest.source_facts import Picture, SourceFacts
from seat_client.centre.sample.technical import technical_blocks
from seat_client.centre.similarity import Likeness, compare
from seat_client.centre.similarity.shared_text import Text, fingerprints
from seat_client.centre.similarity.typing_errors import typing_errors

TITLES = ("总体设计方案", "施工组织与进度", "质量保证措施")
PAGE = 700  # letters


def written(seed: str, *, about_water: bool = True) -> list[str]:
    """The words of a technical part written by one hand, in pages."""
    name = "城区供水智慧调度平台" if about_water else "市民中心大楼"
    said: list[str] = []
    for block in technical_blocks(TITLES, name, seed):
        said += [str(block.get("text", "")), *map(str, block.get("items", ()))]
        said += ["".join(map(str, row)) for row in block.get("rows", ())]
    text = "\n".join(said)
    return [text[at : at + PAGE] for at in range(0, len(text), PAGE)]


def bid(pages: list[str], **more: object) -> SourceFacts:
    return SourceFacts(tuple(pages), **more)  # type: ignore[arg-type]


def bids(count: int) -> dict[str, SourceFacts]:
    return {f"B{n}": bid(written(f"hand {n}")) for n in range(1, count + 1)}


def of_kind(found: list[Likeness], kind: str) -> list[Likeness]:
    return [one for one in found if one.kind == kind]


def test_a_copied_passage_is_found_on_both_pages() -> None:
    given = bids(4)
    passage = "".join(written("another hand"))[100:500]
    first, second = list(given["B2"].texts), list(given["B4"].texts)
    first[3] = first[3][:300] + passage + first[3][300:]
    second[7] = passage + second[7]
    (found,) = of_kind(compare(given | {"B2": bid(first), "B4": bid(second)}), "text")
    assert (found.first, found.second) == ("B2", "B4")
    assert found.extent >= 300
    assert (found.pairs[0].first.page, found.pairs[0].second.page) == (4, 8)
    assert found.pairs[0].first.excerpt == found.pairs[0].second.excerpt


def test_a_passage_in_other_layout_is_the_same_passage() -> None:
    given = bids(6)
    passage = "".join(written("another hand"))[100:600]
    broken = "\r\n".join(passage[at : at + 17] for at in range(0, len(passage), 17)).replace("，", ",  ")
    changed = {"B1": bid([*given["B1"].texts, passage]), "B2": bid([broken, *given["B2"].texts])}
    (found,) = of_kind(compare(given | changed), "text")
    assert found.pairs[0].second.page == 1


def test_what_a_third_of_all_bids_share_is_common_matter() -> None:
    demand = "".join(written("the tender document"))[:900]
    given = {name: bid([*facts.texts, demand]) for name, facts in bids(4).items()}
    assert of_kind(compare(given), "text") == []


def test_independent_texts_are_not_alike(capsys: pytest.CaptureFixture[str]) -> None:
    """Fourteen writers of one school: the bank has the same sentences for all, and no two bids are reported."""
    given = bids(14)
    found = of_kind(compare(given), "text")
    pairs = len(list(combinations(given, 2)))
    with capsys.disabled():
        print(f"\nsimilarity: {len(found)} of {pairs} pairs of independent texts reported")  # noqa: T201
    assert len(found) <= 0.01 * pairs


def test_every_run_of_the_promised_length_has_a_fingerprint_in_common() -> None:
    passage = "".join(written("a hand"))[50:78]
    one, other = (Text.of([left + passage + right]) for left, right in (("甲乙丙丁", "子丑"), ("", "寅卯辰巳午未")))
    assert set(fingerprints(one)) & set(fingerprints(other))


def test_the_page_of_a_letter() -> None:
    text = Text.of(["一二三", "", "四五", "六"])
    assert [text.page_at(place) for place in range(6)] == [1, 1, 1, 3, 3, 4]


def test_the_same_errors_in_the_same_words_are_found() -> None:
    wrong = "对管网进行布署以后，，再做压力试验，试验的的记录归档保存"
    given = bids(4)
    given["B1"] = bid([*given["B1"].texts, wrong])
    given["B3"] = bid([*given["B3"].texts, "另起一页：" + wrong])
    (found,) = of_kind(compare(given), "errors")
    assert (found.first, found.second, found.extent >= 2) == ("B1", "B3", True)
    assert {pair.what for pair in found.pairs} <= {"doubled-marks", "doubled-words", "misspelt"}


def test_one_error_alone_is_a_coincidence_and_other_words_are_others() -> None:
    one = bid(["先对泵站布署监测点位再行验收"])
    assert of_kind(compare({"B1": one, "B2": one}), "errors") == []
    assert typing_errors(("一步一步推进各项工作安排落实",)) == []
    assert [e.kind for e in typing_errors(("各项工作安排,应当逐项落实到人",))] == ["mixed-marks"]


def test_the_same_picture_is_found_and_a_common_one_is_not() -> None:
    drawn, near, other = "f0f0f0f0f0f0f0f0", "f0f0f0f0f0f0f0f1", "0123456789abcdef"
    given = {
        "B1": bid([], pictures=(Picture(3, (10, 10, 90, 90), drawn), Picture(4, (0, 0, 50, 50), other))),
        "B2": bid([], pictures=(Picture(9, (20, 10, 99, 90), near), Picture(1, (0, 0, 50, 50), other))),
        "B3": bid([], pictures=(Picture(1, (0, 0, 50, 50), other),)),
    }
    (found,) = of_kind(compare(given), "pictures")
    assert (found.first, found.second, found.extent) == ("B1", "B2", 1)
    assert (found.pairs[0].first.page, found.pairs[0].second.page) == (3, 9)


def test_a_font_subset_drawn_at_random_is_found_and_a_counted_one_is_not() -> None:
    one = bid([], fonts=("QKXTRB+SimSun", "AAAAAA+Arial", "BCDEEE+Calibri"))
    (found,) = compare({"B1": one, "B2": one})
    assert (found.kind, found.extent, found.pairs[0].value) == ("fonts", 1, "QKXTRB+SimSun")


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ({"Author": "沈明远"}, {"Author": "沈明远"}, ["author"]),
        ({"Author": "Administrator"}, {"Author": "Administrator"}, []),
        ({"FileID": "ab"}, {"FileID": "ab"}, ["file-id"]),
        ({"CreationDate": "D:20261101083000+08'00'"}, {"CreationDate": "D:20261101083110+08'00'"}, ["created"]),
        ({"CreationDate": "D:20261101083000"}, {"CreationDate": "D:20261101093000"}, []),
        ({"CreationDate": "D:19700101000000Z"}, {"CreationDate": "D:19700101000000Z"}, []),
        ({"Producer": "A", "ModDate": "D:20261101083000"}, {"Producer": "B", "ModDate": "D:20261101083000"}, []),
        ({"Producer": "WPS"}, {"Producer": "WPS"}, []),
    ],
)
def test_marks_of_origin(one: dict[str, str], other: dict[str, str], what: list[str]) -> None:
    given = {name: bid([], about=tuple(about.items())) for name, about in (("B1", one), ("B2", other))}
    assert [pair.what for found in compare(given) for pair in found.pairs] == what
