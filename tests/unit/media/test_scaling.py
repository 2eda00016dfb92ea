"""Smaller pictures: of the size that was asked for, as bright as before, without patterns that were not there."""

import numpy as np
import pytest

from seat_client.media.scaling import fitted, shrunk


@pytest.mark.parametrize(
    ("before", "after"),
    [((1280, 720), (424, 238)), ((1280, 720), (640, 360)), ((640, 360), (424, 238)), ((641, 483), (138, 104))],
)
def test_fine_lines_become_grey_and_not_stripes(before: tuple[int, int], after: tuple[int, int]) -> None:
    lines = np.zeros((before[1], before[0], 3), np.uint8)
    lines[:, ::2] = 200
    small = shrunk(lines, after)
    assert small.shape == (after[1], after[0], 3)
    assert abs(float(small.mean()) - 100) < 3
    if before[0] >= 2 * after[0]:
        assert float(small.std()) < 8


def test_what_fits_already_is_left_as_it_is() -> None:
    picture = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    assert shrunk(picture, (4, 4)) is picture


@pytest.mark.parametrize(
    ("picture", "room", "size"),
    [
        ((640, 360), (424, 238), (424, 238)),
        ((640, 360), (420, 400), (416, 236)),
        ((640, 360), (1280, 720), (640, 360)),
        ((1280, 720), (200, 113), (200, 112)),
        ((322, 180), (640, 360), (320, 180)),
        ((640, 360), (5, 3), (5, 3)),
    ],
)
def test_a_picture_fits_its_tile_in_a_width_that_is_cheap(
    picture: tuple[int, int], room: tuple[int, int], size: tuple[int, int]
) -> None:
    assert fitted(picture, room) == size
