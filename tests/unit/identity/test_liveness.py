"""The challenge by numbers alone: what counts as a movement, and what ends it."""

from collections.abc import Iterable

import pytest

from seat_client.identity.liveness import STEP_S, Break, Liveness, Move, Progress, Sight

BOX = (100.0, 100.0, 80.0, 100.0)


def see(moves: Iterable[Move], sights: Iterable[tuple[float, float, float]]) -> tuple[Liveness, Progress]:
    """Seconds, turn and openness of one face that stays in its place."""
    liveness = Liveness(tuple(moves))
    progress = Progress(0)
    for at, turn, openness in sights:
        progress = liveness.see(Sight(at, 1, BOX, turn, openness))
    return liveness, progress


def steady(
    seconds: float, start: float = 0.0, turn: float = 0.0, openness: float = 0.24
) -> list[tuple[float, float, float]]:
    return [(start + n / 10, turn, openness) for n in range(round(seconds * 10))]


def test_a_blink_is_closing_and_opening_again_measured_by_the_own_eyes() -> None:
    for own in (0.24, 0.12):  # wide eyes and narrow ones
        closed = [*steady(1, openness=own), *steady(0.3, 1.0, openness=own * 0.2)]
        assert see([Move.BLINK], closed)[1].done == 0
        assert see([Move.BLINK], [*closed, (1.3, 0.0, own * 0.95)])[1].complete


def test_a_turn_goes_through_the_angles_between_and_back() -> None:
    there = [*steady(1), (1.0, 0.15, 0.24), (1.1, 0.25, 0.24), (1.2, 0.4, 0.24)]
    assert not see([Move.LEFT], there)[1].complete
    assert see([Move.LEFT], [*there, (1.3, 0.1, 0.24)])[1].complete
    sudden = [*steady(1), (1.0, 0.4, 0.24), (1.1, 0.25, 0.24), (1.2, 0.35, 0.24), (1.3, 0.0, 0.24)]
    assert see([Move.LEFT], sudden)[1] == Progress(0, too_fast=True)
    again = [(1.4, 0.05, 0.24), (1.5, 0.2, 0.24), (1.6, 0.4, 0.24)]
    assert see([Move.LEFT], [*sudden, *again])[1] == Progress(0)
    assert see([Move.LEFT], [*sudden, *again, (1.7, 0.0, 0.24)])[1].complete


def test_steps_count_in_their_order_alone() -> None:
    turn = [(1.0, -0.15, 0.24), (1.1, -0.4, 0.24), (1.2, -0.1, 0.24)]
    liveness, progress = see([Move.RIGHT, Move.BLINK], [*steady(1), *turn, (1.3, 0.0, 0.02), (1.4, 0.0, 0.24)])
    assert progress.complete
    assert liveness.current is None
    assert see([Move.BLINK, Move.RIGHT], [*steady(1), *turn])[1].broken is Break.WRONG_MOVE
    assert see([Move.LEFT], [*steady(1), *turn])[1].broken is Break.WRONG_MOVE


@pytest.mark.parametrize("move", list(Move))
def test_whoever_does_nothing_runs_out_of_time(move: Move) -> None:
    assert see([move], steady(STEP_S - 0.5))[1].broken is None
    assert see([move], steady(STEP_S + 2))[1].broken is Break.TIME_OUT
    assert see([move], steady(STEP_S + 4))[0].current is None


def test_a_turn_asks_nothing_of_the_eyes_and_a_blink_does() -> None:
    assert not see([Move.LEFT, Move.RIGHT], steady(0.2))[0].looks_at_eyes
    liveness, _ = see([Move.BLINK, Move.LEFT], [*steady(1), (1.0, 0.0, 0.02)])
    assert liveness.looks_at_eyes
    assert liveness.see(Sight(1.1, 1, BOX, 0.0, 0.24)) == Progress(1)
    assert not liveness.looks_at_eyes


def test_eyes_kept_shut_are_no_blink() -> None:
    assert see([Move.BLINK], [*steady(1), *steady(3, 1.0, openness=0.02), (4.0, 0.0, 0.24)])[1] == Progress(0)


def test_what_breaks_the_sequence_of_one_face() -> None:
    for sight, why in (
        (Sight(1.1, 2, BOX, 0.0, 0.24), Break.SECOND_FACE),
        (Sight(1.9, 0), Break.FACE_LOST),
        (Sight(3.2, 1, BOX, 0.0, 0.24), Break.FACE_LOST),
        (Sight(1.1, 1, (400.0, 100.0, 80.0, 100.0), 0.0, 0.24), Break.JUMP),
    ):
        liveness, _ = see([Move.BLINK], steady(1))
        assert liveness.see(sight).broken is why
        assert liveness.see(Sight(sight.at + 0.1, 1, BOX, 0.0, 0.24)).broken is why
    liveness, _ = see([Move.BLINK], steady(1))
    assert liveness.see(Sight(1.2, 0)).broken is None  # a moment without a face is no reason yet
    assert liveness.break_off(Break.FACE_CHANGED).broken is Break.FACE_CHANGED


def test_what_is_left_of_a_turn_and_of_its_time_is_told() -> None:
    begun, _ = see([Move.RIGHT], [(0.0, 0.0, 0.24), (1.0, -0.1, 0.24)])
    assert begun.turn_left == pytest.approx(0.2)
    assert begun.seconds_left(1.0) == pytest.approx(STEP_S - 1.0)
    assert not begun.returning
    there, _ = see([Move.LEFT], [*steady(1), (1.0, 0.15, 0.24), (1.1, 0.4, 0.24)])
    assert there.returning
    assert there.turn_left is None
    sudden, _ = see([Move.LEFT], [*steady(1), (1.0, 0.4, 0.24)])
    assert sudden.turn_left is None, "it has to begin anew"
    blinking, _ = see([Move.BLINK], steady(1))
    assert blinking.turn_left is None
