"""How long to wait for packets: as long as nearly all of them take, and no longer."""

import math
from collections import deque
from typing import Final

LEAST: Final = 0.040
"""Seconds in store when a frame's turn comes: the one behind it, which carries its copy, and one more, so that two
losses in a row are known for what they are. With 0.020 and 5 % loss PESQ falls by 0.25."""
FIRST: Final = 0.060
"""Seconds before anything is known of the line; what proves needless is cut out of the first pause."""
MOST: Final = 0.300
_COPY: Final = 0.020
"""Behind the slowest packet there must be room for the one with its copy."""
_MEMORY: Final = 500
"""Packets remembered: ten seconds."""
_OUTLIERS: Final = 10
"""Packets of them that may come too late, and never more than a tenth: what one hiccup of 0.2 s holds up. They are
concealed, which lengthens the store by itself; were they waited for, a call that begins with a hiccup would be late for
ten seconds."""


class WaitingTime:
    """Follows the network's jitter. `target` is in seconds."""

    def __init__(self) -> None:
        self.target = FIRST
        self._transits: deque[float] = deque(maxlen=_MEMORY)
        self._least = math.inf
        self._count = 0

    def take(self, sent: float, arrival: float) -> None:
        """Take a packet: when it was sent by the sender's clock, and when it came by ours."""
        transit = arrival - sent
        forgotten = self._transits[0] if len(self._transits) == _MEMORY else math.inf
        self._transits.append(transit)
        self._least = min(self._transits) if forgotten <= self._least else min(self._least, transit)
        self._count += 1
        late = transit - self._least > self.target
        if late or self._count % 25 == 0:
            self._settle()

    def restart(self) -> None:
        """The sender began again: another clock."""
        self._transits.clear()
        self._least = math.inf

    def _settle(self) -> None:
        ordered = sorted(self._transits)
        slowest = ordered[-1 - min(_OUTLIERS, len(ordered) // 10)]
        self.target = min(MOST, max(LEAST, slowest - ordered[0] + _COPY))
