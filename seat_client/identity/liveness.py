"""The active challenge: the movements the centre ordered, in its order, by one and the same face.

What it stops: a photograph, photographs shown one after another, somebody else stepping in half way, an order that was
answered before. What it does not: a film or a mask that makes the ordered movements. No level of ISO/IEC 30107-3 has
been evaluated; a second factor and a supervised room carry the weight.

Numbers only, no pictures: what a frame shows comes in as a `Sight`.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Move(StrEnum):
    """What a person may be asked to do; left and right are the person's own."""

    BLINK = "blink"
    LEFT = "turn-left"
    RIGHT = "turn-right"


class Break(StrEnum):
    """Why a challenge ended without success."""

    TIME_OUT = "time-out"
    WRONG_MOVE = "wrong-move"
    JUMP = "jump"
    FACE_LOST = "face-lost"
    FACE_CHANGED = "face-changed"
    SECOND_FACE = "second-face"


@dataclass(frozen=True, slots=True)
class Sight:
    """What one frame shows: seconds, how many people, the largest face's box, turn, and openness of its eyes."""

    at: float
    people: int
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    turn: float = 0.0
    openness: float = 0.0


STEP_S = 8.0
"""How long each movement may take: time to read it, to do it slowly, and to do it again when it was too quick."""
TURNED = 0.30
"""`turn` from which a head counts as turned, about 30 degrees; see `faces.Face.turn` for what is usual."""
STRAIGHT = 0.18
CLOSED = 0.55
"""Openness, over the person's own when open, below which the eyes count as closed."""
REOPENED = 0.75
LOST_S = 0.7
"""How long pictures may show no face in between."""
GAP_S = 2.0
"""How long there may be no picture: a busy machine or a slow camera is nobody's fault."""
_SAME_PLACE = 0.25
"""Overlap of two boxes that follow each other; a head moves less between two frames, even at five a second."""
_BASELINE = 5
_LONGEST_BLINK_S = 2.5
_PASSING = 0.1
"""Turn from which on a head is on its way."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the challenge is: steps done, whether all are, or why it broke off; `too_fast` where a turn did not count
    and is to be made again."""

    done: int
    complete: bool = False
    broken: Break | None = None
    too_fast: bool = False


class Liveness:
    """Follows one challenge frame by frame. `begin` it once a good frontal face was seen."""

    def __init__(self, moves: Sequence[Move]) -> None:
        self.moves = tuple(moves)
        self._baseline = _BASELINE if Move.BLINK in self.moves else 0
        self._open: deque[float] = deque(maxlen=15)
        self._done = 0
        self._since = 0.0
        self._last: Sight | None = None
        self._broken: Break | None = None
        self._shut_at: float | None = None
        self._passed_through = False
        self._too_sudden = False
        self._too_fast = False
        self._turned = False

    @property
    def current(self) -> Move | None:
        """The movement asked for now."""
        return self.moves[self._done] if self._done < len(self.moves) and self._broken is None else None

    @property
    def looks_at_eyes(self) -> bool:
        """Whether the openness of the next frame's eyes matters: a turn alone asks nothing of them."""
        return Move.BLINK in self.moves[self._done :]

    @property
    def turn_left(self) -> float | None:
        """How much further the head has to turn, in `turn`; None where no turn is asked for, or it is on its way back
        or has to begin anew."""
        toward = self._toward(self._last) if self._last is not None else None
        if toward is None or self._turned or self._too_sudden:
            return None
        return max(TURNED - toward, 0.0)

    @property
    def returning(self) -> bool:
        """Whether the head has turned far enough, and has to come back."""
        return self._turned

    def seconds_left(self, at: float) -> float:
        """How long the movement asked for may still take."""
        return STEP_S - (at - self._since if self._last is not None else 0.0)

    def _toward(self, sight: Sight) -> float | None:
        """The turn to the side that is asked for."""
        if self.current is Move.LEFT:
            return sight.turn
        return -sight.turn if self.current is Move.RIGHT else None

    def see(self, sight: Sight) -> Progress:
        """Take in the next frame."""
        if self._broken is None and self.current is not None:
            self._broken = self._continuity(sight) or self._step(sight)
        whole = self._done == len(self.moves) and self._broken is None
        return Progress(self._done, whole, self._broken, self._too_fast)

    def break_off(self, why: Break) -> Progress:
        """End it from outside: the face was found to be another one."""
        self._broken = self._broken or why
        return Progress(self._done, False, self._broken)

    def _continuity(self, sight: Sight) -> Break | None:
        if sight.people > 1:
            return Break.SECOND_FACE
        before = self._last
        if before is None:
            self._since = sight.at
        elif sight.at - before.at > (GAP_S if sight.people else LOST_S):
            return Break.FACE_LOST
        elif sight.people and _overlap(before.box, sight.box) < _SAME_PLACE:
            return Break.JUMP
        if sight.people:
            self._last = sight
        return None

    def _step(self, sight: Sight) -> Break | None:
        if sight.people == 0:
            return None
        straight = abs(sight.turn) < STRAIGHT
        if straight and self._shut_at is None and self.looks_at_eyes and self._is_open(sight):
            self._open.append(sight.openness)
        if len(self._open) < self._baseline:
            self._since = sight.at  # the clock of the first step runs once the eyes' own measure is known
            return None
        done, wrong = self._blink(sight) if self.current is Move.BLINK else self._turn(sight)
        if wrong is not None:
            return wrong
        if done:
            self._done += 1
            self._since, self._shut_at = sight.at, None
            self._turned = self._passed_through = self._too_sudden = self._too_fast = False
        elif sight.at - self._since > STEP_S:
            return Break.TIME_OUT
        return None

    def _is_open(self, sight: Sight) -> bool:
        return len(self._open) < _BASELINE or sight.openness > CLOSED * median(self._open)

    def _blink(self, sight: Sight) -> tuple[bool, Break | None]:
        if abs(sight.turn) > TURNED:
            return False, Break.WRONG_MOVE
        if abs(sight.turn) > STRAIGHT:
            return False, None
        usual = median(self._open)
        if self._shut_at is None:
            self._shut_at = sight.at if sight.openness < CLOSED * usual else None
            return False, None
        if sight.openness <= REOPENED * usual:
            return False, None
        blinked = sight.at - self._shut_at <= _LONGEST_BLINK_S
        self._shut_at = None
        return blinked, None

    def _turn(self, sight: Sight) -> tuple[bool, Break | None]:
        """There through the angles between, and back: a second photograph would show none of them."""
        toward = self._toward(sight)
        assert toward is not None  # noqa: S101 - a turn is asked for
        if toward < -TURNED:
            return False, Break.WRONG_MOVE
        if self._turned:
            return toward < STRAIGHT, None
        if toward < _PASSING:
            self._passed_through = self._too_sudden = False
        elif toward < TURNED:
            self._passed_through = not self._too_sudden
        elif self._passed_through:
            self._turned, self._too_fast = True, False
        else:
            self._too_sudden = self._too_fast = True  # not counted: straight again first, then slowly
        return False, None


def _overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """Intersection over union of two boxes."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    shared = wide * high
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)
