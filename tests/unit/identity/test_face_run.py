"""A face sign-in from first frame to decision, on drawn people: who gets in, who does not, and the words for why."""

import pytest

from drivers.virtual.camera import TURN
from drivers.virtual.scene import OTHER
from seat_client.identity import QualityTooLow
from seat_client.identity.enrolling import enrol_face, face_sample
from seat_client.identity.liveness import Break, Move
from seat_client.identity.state import FaceState, Fault, Phase
from tests.unit.identity.film import engine, enrolled, frame, obedient, play

BOTH = (Move.BLINK, Move.LEFT)


@pytest.mark.parametrize("moves", [BOTH, pytest.param((Move.RIGHT, Move.BLINK), marks=pytest.mark.full)])
def test_the_enrolled_person_who_does_what_is_asked_gets_in(moves: tuple[Move, ...]) -> None:
    states = play(obedient(), moves)
    decision = states[-1].decision
    assert decision is not None
    assert decision.passed
    assert next(s.move for s in states if s.move is not None) is moves[0]
    record = decision.record()
    assert record["liveness"] == [str(move) for move in moves]
    assert record["challenge"] == "order-1"
    assert set(record) >= {"score", "threshold", "quality", "models", "template", "passed"}


@pytest.mark.full
def test_five_pictures_a_second_are_enough() -> None:
    decision = play(obedient(), BOTH, rate=5)[-1].decision
    assert decision is not None
    assert decision.passed


def test_another_person_is_refused_with_a_score() -> None:
    decision = play(obedient(person=OTHER))[-1].decision
    assert decision is not None
    assert not decision.passed
    assert decision.score < decision.threshold


def test_a_photograph_moved_about_never_completes_a_challenge() -> None:
    for moves in ((Move.BLINK,), (Move.LEFT,)):
        states = play(lambda _, at: frame(shift=10 * (at % 2)), moves, rate=5)
        assert states[-1].broken is Break.TIME_OUT
        assert states[-1].decision is None


@pytest.mark.full
def test_photographs_shown_one_after_another_are_no_movement() -> None:
    """A film made of stills: straight, then turned, with nothing between."""

    def stills(state: FaceState, at: float) -> object:
        return frame(turn=TURN if state.move is Move.LEFT and at > 2 else 0.0)

    states = play(stills, (Move.LEFT,))  # type: ignore[arg-type]
    assert states[-1].broken is Break.TIME_OUT


def test_a_face_that_is_swapped_half_way_ends_it() -> None:
    honest, other = obedient(), obedient(person=OTHER)
    states = play(lambda state, at: (other if state.phase is Phase.HOLD else honest)(state, at), (Move.BLINK,))
    assert states[-1].broken is Break.FACE_CHANGED
    states = play(lambda state, at: (other if at > 1.0 else honest)(state, at), (Move.LEFT,))
    assert states[-1].broken is Break.FACE_CHANGED


def test_a_second_face_waits_before_and_ends_it_in_between() -> None:
    waiting = play(lambda _, at: frame(second=OTHER if at < 1 else None))
    assert waiting[2].fault is Fault.SECOND_FACE
    assert waiting[-1].decision is not None
    during = play(lambda state, _: frame(second=OTHER if state.phase is Phase.MOVE else None), (Move.BLINK,))
    assert during[-1].broken is Break.SECOND_FACE


def test_the_wrong_movement_is_not_the_ordered_one() -> None:
    honest = obedient()
    wrong = play(lambda state, at: honest(FaceState(state.phase, Move.RIGHT if state.move else None), at), (Move.LEFT,))
    assert wrong[-1].broken is Break.WRONG_MOVE


@pytest.mark.parametrize(
    ("looks", "fault"),
    [
        ({"light": 0.0}, Fault.BLACK),
        ({"person": None}, Fault.NO_FACE),
        ({"light": 0.2}, Fault.TOO_DARK),
        ({"size": 0.3}, Fault.TOO_FAR),
        ({"turn": 0.6}, Fault.TURNED),
        ({"shift": 302.0}, Fault.CUT_OFF),
    ],
)
def test_a_picture_that_is_not_good_enough_says_what_to_do(looks: dict[str, float], fault: Fault) -> None:
    states = play(lambda _, at: frame(**looks) if at < 0.5 else frame())  # type: ignore[arg-type]
    assert states[1].fault is fault
    assert states[-1].decision is not None


def test_nobody_ever_there_ends_by_itself() -> None:
    states = play(lambda _, __: frame(None), rate=1)
    assert states[-1].broken is Break.TIME_OUT
    assert states[-1].fault is Fault.NO_FACE


def test_enrolment_wants_three_good_pictures_of_one_person() -> None:
    with pytest.raises(QualityTooLow, match="too-dark"):
        face_sample(engine(), frame(light=0.2))
    one, other = face_sample(engine(), frame()), face_sample(engine(), frame(OTHER))
    with pytest.raises(QualityTooLow, match="not-one-person"):
        enrol_face([one, one, other])
    with pytest.raises(QualityTooLow, match="too-few"):
        enrol_face([one, one])
    assert enrolled().version == 1


def test_a_turn_under_way_tells_its_degrees_and_every_part_its_seconds() -> None:
    states = play(obedient(), (Move.LEFT,))
    degrees = [s.degrees_left for s in states if s.degrees_left is not None]
    assert 25 <= degrees[0] <= 45  # the drawn nose stands a little to one side
    assert all(one % 5 == 0 for one in degrees)
    assert min(degrees) < 15
    assert any(s.returning for s in states)
    under_way = [s.seconds_left for s in states if s.phase is not Phase.OVER and s.quality is not None]
    assert all(0 < seconds <= 20 for seconds in under_way), under_way
    assert next(s.seconds_left for s in states if s.phase is Phase.MOVE) == 8
