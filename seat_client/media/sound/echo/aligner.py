"""Keeps the reference where the echo path was learned: finds the bulk delay, follows jumps, leads along the drift."""

from collections import deque
from dataclasses import dataclass
from typing import Final

from seat_client.media.sound.echo.drift import DriftClock
from seat_client.media.sound.echo.reference import BLOCK, RATE
from seat_client.media.sound.echo.scout import CLEAR, KEEP, SEGMENT_SECONDS, Look, Scout, offset
from seat_client.media.sound.resampling import Floats

LEAD: Final = 288
"""Samples the reference is given ahead of the strongest echo: what comes before the peak must fit in (6 ms)."""
_SAME: Final = 48
"""Looks within 1 ms of one another mean the same delay."""
_JUMP: Final = 72
"""From 1.5 ms on it is a jump, and below it is drift."""
_ANCHOR_AFTER: Final = 8
"""Looks after an alignment before the place is taken for what the drift is measured from."""


@dataclass(frozen=True, slots=True)
class Move:
    """The reference has to be read `samples` later than before. `known`: the path is the old one all the same."""

    samples: int
    known: bool


class Aligner:
    """Gets every block of reference and microphone; says when the reference has to move, and at which ratio to read."""

    def __init__(self) -> None:
        self.delay = 0
        self.aligned = False
        self.clock = DriftClock()
        self._scout = Scout()
        self._moved = _Remembered()
        self._before: int | None = None
        self._anchor: Look | None = None
        self._home = 0
        self._late = 0.0
        self._jumped = 0
        self._since = 0
        self._now = 0.0

    @property
    def echo_delay(self) -> int:
        """Samples from the reference to the strongest echo."""
        return self._home + self._jumped

    def follow(self, far: Floats, mic: Floats, moved: float) -> Move | None:
        """Look at the newest blocks; `far` is the reference without the bulk delay, moved by `moved` samples so far."""
        self._now += BLOCK / RATE
        self.clock.lead(self._now, moved)
        look = self._scout.find(far, mic)
        self._moved.take(moved, looked=look is not None)
        if look is None:
            return None
        if self._anchor is not None:
            return self._compare(look, self._anchor)
        delay, clear = look.peak()
        before, self._before = self._before, delay
        if clear < CLEAR or before is None or abs(delay - before) > _SAME:
            return None
        return self._settle(look, delay) if self.aligned else self._align(delay)

    def reopened(self) -> None:
        """The streams were opened afresh: the room is the same, the delay is not."""
        self._scout = Scout()
        self._before = None

    def _align(self, delay: int) -> Move:
        self.aligned = True
        self._home = delay
        self._since = 0
        move = max(0, delay - LEAD) - self.delay
        self.delay += move
        return Move(move, known=False)

    def _settle(self, look: Look, delay: int) -> Move | None:
        """Look some times more before the place counts; a first sight in half a second of sound may be wrong."""
        if abs(delay - self._home) > _JUMP:
            return self._align(delay)
        self._since += 1
        if self._since >= _ANCHOR_AFTER:
            self._anchor = look
        return None

    def _compare(self, look: Look, anchor: Look) -> Move | None:
        late, clear = offset(look, anchor)
        late -= self._jumped
        self._late, before = late, self._late
        if clear < CLEAR or abs(late - before) > _SAME:
            return None
        if abs(late) > _JUMP:
            return self._jump(round(late))
        self.clock.measure(self._now, self._moved.seen() - late, min(1.0, (clear / 40) ** 2))
        return None

    def _jump(self, late: int) -> Move:
        """The whole response has moved: the room is the old one, so its first sight stays the anchor."""
        move = max(late, -self.delay)
        self.delay += move
        self._jumped += late
        self._late = 0.0
        self._scout.forget()
        self.clock.begin_again()
        return Move(move, known=True)


class _Remembered:
    """How far the reference had been moved, averaged over time as the scout averages what it sees."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque([0.0], maxlen=round(SEGMENT_SECONDS / 2 * RATE / BLOCK))
        self._sum = 0.0
        self._count = 0.0

    def take(self, moved: float, *, looked: bool) -> None:
        """Note how far it is at this block."""
        self._recent.append(moved)
        if looked:
            self._sum = KEEP * self._sum + self._recent[0]
            self._count = KEEP * self._count + 1

    def seen(self) -> float:
        """How far it was in what the last look shows."""
        return self._sum / self._count
