"""Pages on one strip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seat_client.documents.layout import PageLayout
from seat_client.documents.limits import MAX_BITMAP_PIXELS, bitmap_size

SIZES = st.tuples(st.floats(0.1, 20_000), st.floats(0.1, 20_000))


def test_pages_lie_below_one_another_with_gaps():
    layout = PageLayout([(100, 200), (200, 100), (100, 100)], width=50, gap=10)
    assert [layout.height(page) for page in range(3)] == [100, 25, 50]
    assert [layout.top(page) for page in range(3)] == [10, 120, 155]
    assert layout.total_height == 215


@pytest.mark.parametrize(("y", "page"), [(-5, 0), (0, 0), (10, 0), (119, 0), (120, 1), (144, 1), (155, 2), (9999, 2)])
def test_the_page_at_a_height(y, page):
    assert PageLayout([(100, 200), (200, 100), (100, 100)], width=50, gap=10).page_at(y) == page


def test_the_pages_between_two_heights():
    layout = PageLayout([(100, 100)] * 10, width=100, gap=10)
    assert list(layout.between(105, 345)) == [0, 1, 2, 3]
    assert list(layout.between(115, 345)) == [1, 2, 3], "of the first page only the gap below it"
    assert list(layout.between(112, 118)) == [0]


@given(st.lists(SIZES, min_size=1, max_size=30), st.integers(50, 3000), st.data())
def test_every_place_is_found_again(sizes, width, data):
    layout = PageLayout(sizes, width, 24)
    page = data.draw(st.integers(0, len(sizes) - 1))
    fraction = data.draw(st.floats(0, 0.99))
    y = layout.y(page, fraction)
    found, back = layout.place(y)
    assert layout.y(found, back) == y
    assert found == page or layout.height(page) - fraction * layout.height(page) <= 1


@given(st.lists(SIZES, min_size=1, max_size=30), st.integers(50, 3000))
def test_no_page_is_a_thread_or_a_ribbon(sizes, width):
    layout = PageLayout(sizes, width, 24)
    for page in range(len(sizes)):
        assert width * 0.19 <= layout.height(page) <= width * 5.01


@given(SIZES, st.floats(0.01, 100))
def test_a_bitmap_stays_within_the_limit(size, scale):
    bitmap = bitmap_size(size, scale)
    assert bitmap.width >= 1
    assert bitmap.height >= 1
    assert bitmap.width * bitmap.height <= MAX_BITMAP_PIXELS * 1.01


def test_an_ordinary_page_is_not_shrunk():
    bitmap = bitmap_size((595, 842), 2)
    assert (bitmap.width, bitmap.height, bitmap.stride, bitmap.bytes) == (1190, 1684, 4760, 1190 * 1684 * 4)
