"""How long to wait for packets: as long as nearly all of them take, and no longer."""

from collections import deque
from typing import Final

LEAST: Final = 0.040
"""Seconds: one frame, and the one behind it that carries its copy."""
MOST: Final = 0.300
_MEMORY: Final = 500
"""Packets remembered: ten seconds."""
_OUTLIERS: Final = 0.02
"""Share of packets that may come too late; each is recovered from the one behind it, or concealed."""
_FRAME: Final = 0.020


class WaitingTime:
    """Follows the network's jitter. `target` is in seconds."""

    def __init__(self) -> None:
        self.target = LEAST + _FRAME
        self._transits: deque[float] = deque(maxlen=_MEMORY)
        self._count = 0

    def take(self, sent: float, arrival: float) -> None:
        """Take a packet: when it was sent by the sender's clock, and when it came by ours."""
        self._transits.append(arrival - sent)
        self._count += 1
        late = arrival - sent - min(self._transits) > self.target
        if late or self._count % 25 == 0:
            self._settle()

    def restart(self) -> None:
        """The sender began again: another clock."""
        self._transits.clear()

    def _settle(self) -> None:
        ordered = sorted(self._transits)
        slowest = ordered[min(len(ordered) - 1, int((1 - _OUTLIERS) * len(ordered)))]
        self.target = min(MOST, max(LEAST, slowest - ordered[0] + LEAST))
