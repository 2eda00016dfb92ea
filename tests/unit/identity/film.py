"""Films drawn people: frames by the clock of the film, so a test waits for nothing."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from drivers.virtual.camera import pose
from drivers.virtual.head import paint_person
from drivers.virtual.scene import SITTER, Act, Scene
from seat_client.identity.enrolling import enrol_face, face_sample
from seat_client.identity.face_run import FaceRun
from seat_client.identity.faces import FaceEngine, Picture
from seat_client.identity.liveness import Move
from seat_client.identity.state import FaceState, Phase
from seat_client.identity.template import FaceTemplate

WIDE, HIGH = 640, 360
ACTS = {Move.BLINK: Act.BLINK, Move.LEFT: Act.LEFT, Move.RIGHT: Act.RIGHT}


def frame(
    person: int | None = SITTER,
    *,
    turn: float = 0.0,
    openness: float = 1.0,
    size: float = 1.0,
    light: float = 1.0,
    second: int | None = None,
    shift: float = 0.0,
) -> Picture:
    """One picture of a drawn person."""
    picture = np.full((HIGH, WIDE, 3), 170, np.uint8)
    if second is not None:
        paint_person(picture, second, middle=(WIDE * 0.82, HIGH / 2), size=HIGH * 0.25, turn=0, openness=1)
    if person is not None:
        middle = (WIDE * (0.5 if second is None else 0.35) + shift, HIGH / 2)
        paint_person(picture, person, middle=middle, size=HIGH * 0.32 * size, turn=turn, openness=openness)
    return (picture * light).astype(np.uint8)


@lru_cache(maxsize=1)
def engine() -> FaceEngine:
    return FaceEngine()


@lru_cache(maxsize=4)
def enrolled(person: int = SITTER) -> FaceTemplate:
    return enrol_face([face_sample(engine(), frame(person, shift=shift, turn=shift / 100)) for shift in (-3, 0, 3)])


Person = Callable[[FaceState, float], Picture]


def obedient(**looks: object) -> Person:
    """A person who does what is asked for, from the moment it is asked."""
    asked: list[tuple[Move | None, float]] = [(None, 0.0)]

    def act(state: FaceState, at: float) -> Picture:
        if asked[0][0] is not state.move:
            asked[0] = (state.move, at)
        if state.move is None:
            return frame(**looks)  # type: ignore[arg-type]
        turn, openness = pose(Scene(act=ACTS[state.move]), at - asked[0][1])
        return frame(turn=turn, openness=openness, **looks)  # type: ignore[arg-type]

    return act


def play(
    person: Person, moves: Sequence[Move] = (), *, rate: float = 10.0, template: FaceTemplate | None = None
) -> list[FaceState]:
    """Every state of a run until it is over, at most 40 seconds of film."""
    run = FaceRun(engine(), template or enrolled(), moves, "order-1")
    states = [run.state]
    for at in _clock(rate):
        states.append(run.see(person(states[-1], at), at))
        if states[-1].phase is Phase.OVER:
            break
    return states


def _clock(rate: float) -> Iterator[float]:
    return (count / rate for count in range(int(40 * rate)))
