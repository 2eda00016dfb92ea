"""How a face check stands, as plain data: what the window shows and the worker tells, without any model or picture."""

from dataclasses import dataclass
from enum import StrEnum

from seat_client.identity.decision import Decision
from seat_client.identity.liveness import Break, Move


class Fault(StrEnum):
    """What is wrong with a picture, in the order in which it is said: the first one that applies."""

    BLACK = "black"
    NO_FACE = "no-face"
    SECOND_FACE = "second-face"
    TOO_FAR = "too-far"
    CUT_OFF = "cut-off"
    TOO_DARK = "too-dark"
    TOO_BRIGHT = "too-bright"
    TURNED = "turned"
    TILTED = "tilted"
    BLURRED = "blurred"
    TOO_FAST = "too-fast"
    """Of a movement, not of a picture: there was none of the angles between."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured: brightness (0-255) and sharpness of the face, pixels between the eyes, turn; and the fault."""

    fault: Fault | None
    brightness: float = 0.0
    sharpness: float = 0.0
    eyes_apart: float = 0.0
    turn: float = 0.0


class Phase(StrEnum):
    """What the person is asked for."""

    LOOK = "look"
    MOVE = "move"
    HOLD = "hold"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class FaceState:
    """How the run stands after a frame; `fault` is what keeps it waiting, `broken` why it failed without a decision.

    `degrees_left` is about how much further the head has to turn, in steps of five, None where no turn is under way;
    `returning` that it turned far enough and has to come back; `seconds_left` how long this part may still take.
    """

    phase: Phase
    move: Move | None = None
    done: int = 0
    fault: Fault | None = None
    quality: Quality | None = None
    broken: Break | None = None
    decision: Decision | None = None
    degrees_left: int | None = None
    returning: bool = False
    seconds_left: int = 0
