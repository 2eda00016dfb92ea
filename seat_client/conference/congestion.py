"""How much picture a line can carry: loss, round trip, and rate of pictures first.

An SFU does not slow a sender down, so the seat does it itself. Fewer pictures a second cost nobody a new key frame and
take effect at once; a smaller bit rate means a new encoder, so it moves in steps. Sound is never touched.
Pure: times and measurements come in as arguments.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

FULL_RATE: Final = 15.0
LEAST_RATE: Final = 5.0
COMFORTABLE_RATE: Final = 10.0

QUEUE: Final = 0.12
"""Seconds of round trip above the least of the last minute that mean a queue is growing somewhere, on a line whose
round trips are steady; on one where they vary, twice their mean deviation more."""

FALLING: Final = 0.02
"""Seconds by which a round trip must be below the one before: the queue is emptying already."""

LONGEST_PAUSE: Final = 0.4

LOSS_BEARABLE: Final = 0.03
LOSS_HEAVY: Final = 0.10
CUT_QUEUE: Final = 0.55
CUT_RISING: Final = 0.45
RISING: Final = 0.08
"""Seconds by which a round trip is above the one before when the line is far too narrow."""

CUT_HEAVY: Final = 0.6
CUT_LIGHT: Final = 0.9
HOLD_AFTER_CUT: Final = 1.5
"""Seconds without a cut by loss after any cut: the reports still speak of what was sent before."""

GROW_EVERY: Final = 1.0
GROWTH: Final = 1.06
GROWTH_FAR_BELOW: Final = 1.25
"""Growth a second while the estimate is far below where it last went wrong."""

LOWEST: Final = 60_000
LARGE_FROM: Final = 220_000
"""Bit/s below which only the small picture is sent."""

SMALL_SHARE: Final = 0.2
SMALL_RANGE: Final = (60_000, 150_000)
TIERS: Final = (4_000_000, 2_800_000, 2_000_000, 1_400_000, 1_000_000, 700_000, 480_000, 330_000, 230_000, 160_000)
"""Bit/s an encoder is set to; between two of them the rate of pictures does the rest."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be sent: `large` and `small` are bit/s at FULL_RATE (0: not at all), `rate` pictures a second."""

    large: int
    small: int
    rate: float

    @property
    def bitrate(self) -> int:
        """What that comes to, in bit/s."""
        return int((self.large + self.small) * self.rate / FULL_RATE)


class Congestion:
    """One line's estimate. `cap` is the pass's bit rate for video; ask for the `allowance` after each measurement.

    `queueing` says that packets wait somewhere now: nothing is sent twice then. `pause_until` is when pictures may go
    out again, so that what waits can drain.
    """

    def __init__(self, cap: int) -> None:
        self.cap = cap
        self.estimate = float(cap)
        self._least: deque[tuple[float, float]] = deque()
        self._before = 0.0
        self._went_wrong = float(cap)
        self._last_cut = self._last_growth = float("-inf")
        self._holds_until = float("-inf")
        self._deviation = 0.0
        self.queueing = False
        self.pause_until = 0.0
        self._tier = 0

    def loss(self, share: float, now: float) -> None:
        """A report of the other side came: share of packets lost since the one before."""
        if share > LOSS_BEARABLE:
            if now - self._last_cut > HOLD_AFTER_CUT:
                self._cut(CUT_HEAVY if share > LOSS_HEAVY else CUT_LIGHT, now)
        elif not self.queueing and now - self._last_cut > 2 * GROW_EVERY and now - self._last_growth > GROW_EVERY:
            self._last_growth = now
            growth = GROWTH_FAR_BELOW if self.estimate < 0.7 * self._went_wrong else GROWTH
            self.estimate = min(float(self.cap), self.estimate * growth)

    def round_trip(self, seconds: float | None, now: float) -> None:
        """A probe came back after `seconds`, or did not (None): on a full line it was dropped."""
        before = self._before
        if seconds is not None:
            above = seconds - self._base(seconds, now)
        elif before > QUEUE / 2:
            above = before + RISING
        else:
            return
        self._before = above
        limit = QUEUE + 2 * self._deviation
        self.queueing = min(above, before) > limit
        if not self.queueing:
            self._deviation += (abs(above - before) - self._deviation) / 16
        elif above > before - FALLING and now > self._holds_until:
            rising = above > before + RISING
            self._cut(CUT_RISING if rising else CUT_QUEUE, now)
            self._tier = 0 if rising else self._tier  # packets are being lost: the key frame that follows must be small
            self._holds_until = now + 0.25 + above  # what is asked now has to get past what is queued already
            self.pause_until = now + min(above, LONGEST_PAUSE)

    def _base(self, seconds: float, now: float) -> float:
        """The least round trip of the last minute."""
        while self._least and self._least[-1][1] >= seconds:
            self._least.pop()
        while self._least and now - self._least[0][0] > 60:
            self._least.popleft()
        self._least.append((now, seconds))
        return self._least[0][1]

    def _cut(self, factor: float, now: float) -> None:
        self._last_cut, self._went_wrong = now, self.estimate
        self.estimate = max(float(LOWEST), self.estimate * factor)

    def allowance(self) -> Allowance:
        """What may be sent now."""
        total = max(self.estimate, float(LOWEST))
        low, high = SMALL_RANGE
        if total < LARGE_FROM or self.cap < LARGE_FROM:
            self._tier = 0
            tier = int(min(high, self.cap))
            return Allowance(0, tier, _bounded(FULL_RATE * total / tier))
        small = int(min(max(self.cap * SMALL_SHARE, low), high))
        self._tier = self._tier_for(total, small)
        return Allowance(self._tier, small, _bounded(FULL_RATE * total / (self._tier + small)))

    def _tier_for(self, total: float, small: int) -> int:
        """The large picture's bit rate: as it is while a bearable rate of pictures makes up for the difference."""
        most = int(self.cap) - small
        if total >= 0.97 * self.cap:
            return most
        if self._tier and LEAST_RATE <= FULL_RATE * total / (self._tier + small) <= FULL_RATE:
            return self._tier
        fitting = [tier for tier in TIERS if FULL_RATE * total / (tier + small) >= COMFORTABLE_RATE and tier <= most]
        return max(fitting, default=min(TIERS[-1], most))


def _bounded(rate: float) -> float:
    return round(min(FULL_RATE, max(LEAST_RATE, rate)), 1)
