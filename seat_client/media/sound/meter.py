"""How loud the room is when nobody speaks, and whether somebody speaks into a muted microphone."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from seat_client.media.sound.level import QUIETEST

_BLOCKS: Final = 300
"""Three seconds: a window that a pause for breath falls into."""
_QUIET_SHARE: Final = 10
"""Percent; the level that the room is not below for longer than this."""
LOUD_ROOM: Final = -45.0
"""dBFS at the microphone. Above it, colleagues hear the room although the suppressor works."""
_INSISTENT: Final = 60
"""Blocks of speech among the last hundred before somebody is told that he is muted: not for a cough."""
_ONCE_IN: Final = 1000
"""Blocks between two such hints: ten seconds."""
_SECOND: Final = 100
_PAUSE: Final = 30
"""Blocks of a second that have to be pause before it is measured."""
_FADING: Final = 20
"""Blocks after the last word in which it still fades away in the room."""
_SILENCE: Final = -75.0
"""dBFS below which a microphone gives no sound of a room but that of its own converter."""


@dataclass(frozen=True, slots=True)
class RoomNoise:
    """The room's own noise at the microphone, in dBFS, and whether it is too loud for a meeting."""

    level: float

    @property
    def too_loud(self) -> bool:
        return self.level > LOUD_ROOM


class NoiseMeter:
    """Follows the quietest tenth of the raw microphone; speech does not count, and gain and suppression neither."""

    def __init__(self) -> None:
        self._levels: list[float] = []

    def take(self, level: float) -> RoomNoise | None:
        """Take a block's level in dBFS; now and then, say what the room is like."""
        self._levels.append(max(level, QUIETEST))
        if len(self._levels) < _BLOCKS:
            return None
        quiet = float(np.percentile(self._levels, _QUIET_SHARE))
        self._levels.clear()
        return RoomNoise(round(quiet, 1))


@dataclass(frozen=True, slots=True)
class NoiseLowered:
    """Noise in the pauses of speech, in dBFS, before the chain and after it; `by` is None where the microphone gives
    digital silence and there is nothing to lower."""

    before: float
    after: float

    @property
    def by(self) -> float | None:
        return self.before - self.after if self.before > _SILENCE else None


class PauseMeter:
    """Compares what came in with what goes out while nobody at the seat speaks."""

    def __init__(self) -> None:
        self._taken = self._since_speech = 0
        self._before: list[float] = []
        self._after: list[float] = []

    def take(self, before: float, after: float, *, speaking: bool) -> NoiseLowered | None:
        """Take a block's two levels in dBFS; about once a second, say how they differ, if there was a pause."""
        self._taken += 1
        self._since_speech = 0 if speaking else self._since_speech + 1
        if self._since_speech > _FADING:
            self._before.append(max(before, QUIETEST))
            self._after.append(max(after, QUIETEST))
        if self._taken < _SECOND:
            return None
        told = None
        if len(self._before) >= _PAUSE:
            told = NoiseLowered(round(float(np.median(self._before)), 1), round(float(np.median(self._after)), 1))
        self._taken = 0
        self._before.clear()
        self._after.clear()
        return told


class MutedSpeaker:
    """Notices that somebody goes on speaking while muted."""

    def __init__(self) -> None:
        self._speech = [False] * 100
        self._at = 0
        self._rest = 0

    def take(self, *, speaking: bool, muted: bool) -> bool:
        """Take a block; True when the person should be told now."""
        self._at = (self._at + 1) % len(self._speech)
        self._speech[self._at] = speaking and muted
        self._rest = max(0, self._rest - 1)
        if self._rest or sum(self._speech) < _INSISTENT:
            return False
        self._rest = _ONCE_IN
        return True
