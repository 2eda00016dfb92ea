"""How fast two clocks drift apart, from how late the echo is seen to come."""

from collections import deque
from typing import Final

import numpy as np

from seat_client.media.sound.echo.reference import MOST_DRIFT, RATE
from seat_client.media.sound.echo.scout import MEMORY_SECONDS

_MEMORY: Final = 8.0
"""Seconds a measurement counts. Clocks change their speed over minutes; a measurement errs by 0.1 samples."""
_ENOUGH: Final = 1.5
"""Seconds that have to be covered before a slope is believed."""
_PULL: Final = 1.0
"""1/s: how soon a remaining distance is made up."""
_GENTLE: Final = 50e-6
"""At most this much on top of the slope while catching up: the filter behind has to follow."""


class DriftClock:
    """A straight line through the measurements, in samples over seconds; the reference is led along it.

    `ratio` is by how much the reference must be read faster than written.
    """

    def __init__(self) -> None:
        self.slope = 0.0
        self.ratio = 0.0
        self._points: deque[tuple[float, float, float]] = deque()
        self._level: float | None = None

    def measure(self, at: float, place: float, weight: float) -> None:
        """Take one: by what is seen at `at` seconds, the reference should have been moved by `place` samples."""
        at -= MEMORY_SECONDS
        self._points.append((at, place, weight))
        while at - self._points[0][0] > _MEMORY:
            self._points.popleft()
        if at - self._points[0][0] >= _ENOUGH:
            self._fit()

    def lead(self, at: float, moved: float) -> None:
        """Set `ratio` for a reference that has been moved by `moved` samples so far."""
        pull = 0.0
        if self._level is not None:
            wish = self._level + self.slope * at
            pull = min(_GENTLE, max(-_GENTLE, _PULL * (wish - moved) / RATE))
        self.ratio = min(MOST_DRIFT, max(-MOST_DRIFT, self.slope / RATE + pull))

    def begin_again(self) -> None:
        """The place changed; the clocks are the same."""
        self._points.clear()
        self._level = None

    def _fit(self) -> None:
        times, places, weights = np.array(self._points).T
        middle = np.average(times, weights=weights)
        mean = np.average(places, weights=weights)
        spread = float(np.average(np.square(times - middle), weights=weights))
        self.slope = float(np.average((times - middle) * (places - mean), weights=weights)) / spread
        self._level = float(mean - self.slope * middle)
