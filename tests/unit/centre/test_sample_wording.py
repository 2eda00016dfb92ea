"""The bank and the words made from it."""

from decimal import Decimal

import pytest

from seat_client.centre.sample import bank
from seat_client.centre.sample.amounts import in_figures, in_words
from seat_client.centre.sample.technical import chapter_for, chapter_number, technical_blocks
from seat_client.centre.sample.wording import Wording


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("12515480", "壹仟贰佰伍拾壹万伍仟肆佰捌拾元整"),
        ("10171780", "壹仟零壹拾柒万壹仟柒佰捌拾元整"),
        ("11086640", "壹仟壹佰零捌万陆仟陆佰肆拾元整"),
        ("13232870.32", "壹仟叁佰贰拾叁万贰仟捌佰柒拾元叁角贰分"),
        ("100000005", "壹亿零伍元整"),
        ("20300.05", "贰万零叁佰元零伍分"),
        ("0.60", "陆角整"),
        ("0", "零元整"),
    ],
)
def test_amounts_in_capital_numerals(amount: str, words: str) -> None:
    assert in_words(Decimal(amount)) == words


def test_amounts_in_figures() -> None:
    assert in_figures(Decimal("13232870.3")) == "13,232,870.30"


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_chapter_numbers(number: int, words: str) -> None:
    assert chapter_number(number) == words


def test_every_thing_a_section_asks_for_is_in_the_bank() -> None:
    for chapter in bank.chapters().values():
        for section in chapter.sections:
            if section.things:
                things = bank.things(section.things)
                assert len(things) >= 4
                assert all(len(row) == len(chapter.columns) for thing in things for row in thing.rows)
                assert all(thing.sentences and thing.items and thing.rows for thing in things)
            for line in section.lines:
                if line.startswith("! table "):
                    assert line.removeprefix("! table ") in bank.tables()
    assert all(len(row) == len(one.head) for one in bank.tables().values() for row in one.rows)


def test_no_frame_leaves_a_gap() -> None:
    titles = ["总体设计", "进度计划", "质量", "安全", "难点", "培训", "另一项"]
    for name in ("供水平台", "道路"):
        said = str(technical_blocks(titles, name, "seed"))
        assert not any(mark in said for mark in ("{title}", "{name}", "{item}", "{data}", "{user}", "[|"))


def test_a_title_finds_its_chapter() -> None:
    known = bank.chapters()
    assert chapter_for("安全与应急预案") is known["safety"]
    assert chapter_for("培训与运维保障") is known["support"]
    assert chapter_for("桥面铺装工艺") is known["generic"]


def test_the_same_seed_says_the_same() -> None:
    frame = "[甲|乙|丙]{10-99}{name}"
    first, second = Wording("x"), Wording("x")
    said = [first.say(frame, {"name": "丁"}) for _ in range(20)]
    assert said == [second.say(frame, {"name": "丁"}) for _ in range(20)]
    assert len(set(said)) > 5


def test_a_deck_is_used_up_before_a_frame_comes_again() -> None:
    frames = [str(number) for number in range(10)]
    wording = Wording("deck")
    assert sorted(wording.dealt(frames, 5) + wording.dealt(frames, 5)) == frames
    assert len(set(wording.dealt(frames, 7))) == 7
