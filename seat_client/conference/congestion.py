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

QUEUE: Final = 0.2
"""Seconds of round trip above the least of the last minute that mean a queue is growing somewhere."""

LOSS_BEARABLE: Final = 0.03
LOSS_HEAVY: Final = 0.10
REACT_EVERY: Final = 0.24
HOLD_AFTER_CUT: Final = 1.5
"""Seconds without another cut by loss: the reports still speak of what was sent before."""

GROW_EVERY: Final = 1.0
GROWTH: Final = 1.08
LOWEST: Final = 60_000
LARGE_FROM: Final = 220_000
"""Bit/s below which only the small picture is sent."""

SMALL_SHARE: Final = 0.2
SMALL_RANGE: Final = (60_000, 150_000)
TIERS: Final = (
    4_000_000,
    2_000_000,
    1_400_000,
    1_000_000,
    700_000,
    600_000,
    420_000,
    300_000,
    200_000,
    150_000,
    60_000,
)
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
    """One line's estimate. `cap` is the pass's bit rate for video; ask for the `allowance` after each measurement."""

    def __init__(self, cap: int) -> None:
        self.cap = cap
        self.estimate = float(cap)
        self._least: deque[tuple[float, float]] = deque()
        self._recent: deque[tuple[float, float]] = deque(maxlen=2)
        self._last_cut = self._last_growth = float("-inf")
        self._queueing = False

    def loss(self, share: float, now: float) -> None:
        """A report of the other side came: share of packets lost since the one before."""
        if share > LOSS_HEAVY:
            self._cut(0.6, now, HOLD_AFTER_CUT)
        elif share > LOSS_BEARABLE:
            self._cut(0.9, now, HOLD_AFTER_CUT)
        elif not self._queueing and now - self._last_cut > 2 * GROW_EVERY and now - self._last_growth > GROW_EVERY:
            self._last_growth = now
            self.estimate = min(float(self.cap), self.estimate * GROWTH)

    def round_trip(self, seconds: float | None, now: float) -> None:
        """A probe came back after `seconds`, or did not (None)."""
        if seconds is None:
            return
        while self._least and (now - self._least[0][0] > 60 or self._least[-1][1] >= seconds):
            if now - self._least[0][0] > 60:
                self._least.popleft()
            else:
                self._least.pop()
        self._least.append((now, seconds))
        self._recent.append((now, seconds))
        above = min(each for _, each in self._recent) - self._least[0][1]
        self._queueing = len(self._recent) == self._recent.maxlen and above > QUEUE
        if self._queueing:
            self._cut(0.5 if above > 2 * QUEUE else 0.75, now, REACT_EVERY)

    def measured(self, acknowledged: float) -> None:
        """Never grow beyond twice of what is really sent (bit/s); a still picture proves nothing about the line."""
        self.estimate = min(self.estimate, max(2 * acknowledged, self.cap / 2))

    def allowance(self) -> Allowance:
        """What may be sent now."""
        total = max(self.estimate, float(LOWEST))
        small_low, small_high = SMALL_RANGE
        if total < LARGE_FROM:
            return _paced(0, min(small_high, self.cap), total)
        small = min(max(total * SMALL_SHARE, small_low), small_high)
        large_cap = self.cap - small
        return _paced(large_cap, small, total)

    def _cut(self, factor: float, now: float, hold: float) -> None:
        if now - self._last_cut >= hold:
            self._last_cut = now
            self.estimate = max(float(LOWEST), self.estimate * factor)


def _paced(large: float, small: float, total: float) -> Allowance:
    """The lowest tier that needs no less than LEAST_RATE pictures, unless the full rate fits."""
    wanted_large = total - small if large else 0.0
    if large:
        tier = _tier(wanted_large, large)
        rate = FULL_RATE * wanted_large / tier
        return Allowance(tier, int(small), _bounded(rate))
    tier = _tier(total, small)
    return Allowance(0, tier, _bounded(FULL_RATE * total / tier))


def _tier(wanted: float, cap: float) -> int:
    """The tier above what is wanted, so that fewer pictures make up the difference; never above the cap."""
    if wanted >= cap * 0.97:
        return int(cap)
    above = [tier for tier in TIERS if wanted <= tier <= cap]
    return min(above, default=int(cap))


def _bounded(rate: float) -> float:
    return min(FULL_RATE, max(LEAST_RATE, rate))
