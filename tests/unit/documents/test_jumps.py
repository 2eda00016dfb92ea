"""Back to before a jump, and forward again."""

from seat_client.documents.jumps import JumpList
from seat_client.documents.layout import ReadingPosition


def _at(page: int) -> ReadingPosition:
    return ReadingPosition(page, 0.5)


def test_back_and_forward_walk_the_same_way():
    jumps = JumpList()
    jumps.leave(_at(1))
    jumps.leave(_at(50))
    assert jumps.back(_at(90)) == _at(50)
    assert jumps.back(_at(50)) == _at(1)
    assert not jumps.can_go_back
    assert jumps.back(_at(1)) is None
    assert jumps.forward(_at(1)) == _at(50)
    assert jumps.forward(_at(50)) == _at(90)
    assert jumps.forward(_at(90)) is None


def test_a_new_jump_forgets_what_lay_ahead():
    jumps = JumpList()
    jumps.leave(_at(1))
    jumps.back(_at(9))
    jumps.leave(_at(1))
    assert not jumps.can_go_forward
    assert jumps.can_go_back


def test_the_same_place_is_left_once_and_the_list_has_an_end():
    jumps = JumpList()
    for page in (1, 1, *range(200)):
        jumps.leave(_at(page))
    count = 0
    while jumps.can_go_back:
        jumps.back(_at(0))
        count += 1
    assert count == 100
    jumps.clear()
    assert not jumps.can_go_back
    assert not jumps.can_go_forward
