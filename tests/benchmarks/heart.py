"""How long a window stands still: a timer in its event loop that notes how late each of its beats comes."""

import time

from PySide6.QtCore import Qt, QTimer


class Heart(QTimer):
    """Beats every `beat_ms`, from now on; `late` holds by how many milliseconds each beat was late."""

    def __init__(self, beat_ms: int) -> None:
        super().__init__()
        self._beat_ms = beat_ms
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(self._beat)
        self.late: list[float] = []
        self._last = time.monotonic()
        self.start(beat_ms)

    def begin(self) -> None:
        """Forget what was noted."""
        self.late, self._last = [], time.monotonic()

    @property
    def worst(self) -> float:
        """The latest beat since `begin`; 0 before the first."""
        return max(self.late, default=0.0)

    def _beat(self) -> None:
        now = time.monotonic()
        self.late.append(max(0.0, (now - self._last) * 1000 - self._beat_ms))
        self._last = now
