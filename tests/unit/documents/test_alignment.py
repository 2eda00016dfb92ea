"""Which chapter answers to which, and which place lies beside which."""

import pytest

from seat_client.documents.alignment import Alignment, bare, chapter, heading_at
from seat_client.documents.messages import OutlineEntry


def _outline(*lines: tuple[str, float] | tuple[str, float, int]) -> tuple[OutlineEntry, ...]:
    return tuple(
        OutlineEntry(title, int(place), depth[0] if depth else 0, place - int(place)) for title, place, *depth in lines
    )


LEFT = _outline(("第一章 总体设计", 0), ("第二章 安全与应急预案", 4), ("2.1 目标", 4.5, 1), ("第三章 培训", 8))
RIGHT = _outline(
    ("第1章　总体设计", 0), ("2 项目理解", 3), ("3 安全与应急预案", 10), ("3.1 目标", 11, 1), ("4 培训", 20)
)


@pytest.mark.parametrize(
    "title",
    [
        "第六章　安全与应急预案",
        "6 安全与应急预案",
        "6.1安全与应急预案",
        "六、安全与应急预案",
        "（六）安全与应急预案",
        "安全与应急预案",
    ],
)
def test_the_number_of_a_heading_does_not_count(title):
    assert bare(title) == "安全与应急预案"


def test_the_chapter_of_a_criterion_is_found_by_its_words():
    match = chapter("安全与应急预案", RIGHT)
    assert match is not None
    assert match.same
    assert match.entry.page == 10


def test_a_missing_chapter_gives_the_nearest_and_says_so():
    match = chapter("安全生产与应急预案编制", LEFT)
    assert match is not None
    assert not match.same
    assert match.entry.page == 4
    assert chapter("投标报价汇总", LEFT) is None
    assert chapter("安全", ()) is None


def test_headings_lie_side_by_side_and_between_them_it_runs_in_proportion():
    alignment = Alignment(LEFT, RIGHT, (10, 30))
    assert alignment.by_heading
    assert [alignment.across(place) for place in (0, 4, 4.5, 8)] == [0, 10, 11, 20]
    assert alignment.across(2) == 5
    assert alignment.across(9) == 25
    assert alignment.across(15, from_right=True) == pytest.approx(4.5 + 3.5 * 4 / 9)


@pytest.mark.parametrize("place", [0, 0.3, 3.9, 4, 4.2, 6, 8, 9.99])
def test_across_and_back_is_where_one_was(place):
    alignment = Alignment(LEFT, RIGHT, (10, 30))
    assert alignment.across(alignment.across(place), from_right=True) == pytest.approx(place)


def test_without_common_headings_it_runs_in_proportion_through_the_whole():
    alignment = Alignment(LEFT, _outline(("Other", 1)), (10, 30))
    assert not alignment.by_heading
    assert alignment.across(5) == 15


def test_two_places_held_by_hand_go_on_from_there():
    alignment = Alignment(LEFT, RIGHT, (10, 30))
    alignment.hold(6, 12)
    assert alignment.by_hand
    assert alignment.across(6) == 12
    assert alignment.across(8) == 20, "a heading beyond them still counts"
    alignment.hold(9, 5)
    assert alignment.across(9) == 5
    assert alignment.across(4) < 5, "headings that contradict the hand do not"
    alignment.release()
    assert alignment.across(4) == 10


def test_chapters_in_another_order_do_not_turn_the_scrolling_round():
    other = _outline(("安全与应急预案", 1), ("总体设计", 5), ("培训", 9))
    alignment = Alignment(LEFT, other, (10, 12))
    places = [alignment.across(place / 4) for place in range(40)]
    assert places == sorted(places)


def test_the_same_title_below_two_chapters_is_not_mixed_up():
    left = _outline(("甲", 0), ("目标", 1, 1), ("乙", 5), ("目标", 6, 1))
    right = _outline(("乙", 0), ("目标", 2, 1))
    alignment = Alignment(left, right, (10, 10))
    assert alignment.across(6) == 2
    assert alignment.across(1) < 1


def test_thousands_of_headings_cost_little():
    many = _outline(*((f"标题{number}", number / 2) for number in range(5000)))
    assert Alignment(many, many, (2500, 2500)).across(1234.5) == 1234.5


def test_the_heading_above_a_place():
    assert heading_at(4.7, LEFT).title == "2.1 目标"
    assert heading_at(3, ()) is None
