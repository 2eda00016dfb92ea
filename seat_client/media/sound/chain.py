"""What is done to the microphone's sound, in the one order that works.

The echo goes first, while it is still a linear picture of what was played. Noise goes before the gain, so that the
gain does not lift it. Whether somebody speaks is asked of the clean sound. Voice change and mute come last, so that
everything before stays settled while they are on.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import pywebrtc_audio as webrtc

from drivers.api.errors import LibraryMissing
from seat_client.media.sound.echo import CANCELLERS, EchoCanceller, EchoKind
from seat_client.media.sound.noise import NEXT_BEST, SUPPRESSORS, NoiseKind, NoiseSuppressor, contiguous
from seat_client.media.sound.resampling import Floats
from seat_client.media.sound.voice import VoiceDetector

BLOCK: Final = 480
RATE: Final = 48_000
_TOO_SLOW: Final = 0.006
"""Seconds a block may take at the 95th percentile, of the 0.010 it lasts."""
_TOO_MANY: Final = 3
"""Blocks waiting, all the time, that mean the machine does not keep up."""
_JUDGED_OVER: Final = 200
"""Blocks: two seconds."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Profile:
    """What stands before the microphone. `noise` is the best suppressor to try; the machine may force a lesser one."""

    echo: EchoKind = EchoKind.TRACKING
    noise: NoiseKind = NoiseKind.DEEP_FILTER
    gain: bool = True


LOUDSPEAKER: Final = Profile()
AEC3: Final = Profile(echo=EchoKind.AEC3)
"""For a loudspeaker whose echo ours does not get hold of: steadier, but it cuts off who speaks while others do."""
HEADSET: Final = Profile(echo=EchoKind.OFF)
"""A headset or a goose-neck microphone that does not hear the loudspeaker: nothing to cancel, nothing to lose."""
RAW: Final = Profile(echo=EchoKind.OFF, noise=NoiseKind.OFF, gain=False)
"""Sound without a room around it, as a practice microphone's."""
PROFILES: Final = {"loudspeaker": LOUDSPEAKER, "aec3": AEC3, "headset": HEADSET, "raw": RAW}
"""By the configuration's words."""


@dataclass(frozen=True, slots=True, eq=False)
class Clean:
    """A block after the chain, float[480] of +-1, and whether it is speech."""

    samples: Floats
    speaking: bool


@dataclass(slots=True)
class ChainFigures:
    """How the chain does, for the diagnostics: the suppressor at work and milliseconds a block (95th percentile)."""

    noise: NoiseKind = NoiseKind.OFF
    block_ms: float = 0.0
    steps_down: int = 0
    missing: list[str] = field(default_factory=list)


class Chain:
    """One microphone's chain. `told` hears of a step down to a lesser suppressor, in the caller's thread."""

    def __init__(self, profile: Profile = LOUDSPEAKER, told: Callable[[NoiseKind], None] | None = None) -> None:
        self.figures = ChainFigures()
        self._told = told
        self._profile = profile
        self.echo: EchoCanceller = CANCELLERS[profile.echo]()
        self._noise = self._best(profile.noise)
        self._gain = _gain_for(profile)
        self._voice = VoiceDetector()
        self._times: deque[float] = deque(maxlen=_JUDGED_OVER)
        self._waiting: deque[int] = deque(maxlen=_JUDGED_OVER)

    def use(self, profile: Profile) -> None:
        """Change over to another profile; what stays the same stays settled."""
        if profile.echo is not self._profile.echo:
            self.echo = CANCELLERS[profile.echo]()
        if profile.noise is not self._profile.noise:
            self._noise = self._best(profile.noise)
        if profile.gain is not self._profile.gain:
            self._gain = _gain_for(profile)
        self._profile = profile

    def enter(self) -> None:
        """Other devices: another echo has to be learned."""
        self.echo = CANCELLERS[self._profile.echo]()

    @property
    def noise(self) -> NoiseKind:
        """The suppressor at work."""
        return self.figures.noise

    @property
    def late(self) -> dict[str, int]:
        """Samples by which each stage is late by its nature."""
        return {"canceller": self.echo.late, "suppressor": self._noise.delay}

    def process(self, block: Floats, waiting: int = 0) -> Clean:
        """Work on a block; `waiting` is how many more are there already."""
        began = time.perf_counter()
        samples = self._noise.process(self.echo.process(block))
        if self._gain is not None:
            samples = self._gain.process(contiguous(samples))
        speaking = self._voice.hears_speech(samples)
        self._judge(time.perf_counter() - began, waiting)
        return Clean(samples, speaking)

    def _judge(self, seconds: float, waiting: int) -> None:
        """Step down when the machine does not keep up for two seconds; never up again, which would flap."""
        self._times.append(seconds)
        self._waiting.append(waiting)
        if len(self._times) < _JUDGED_OVER:
            return
        slow = sorted(self._times)[int(0.95 * _JUDGED_OVER)]
        self.figures.block_ms = slow * 1000
        behind = min(self._waiting) > _TOO_MANY
        self._times.clear()
        self._waiting.clear()
        if (slow > _TOO_SLOW or behind) and self.figures.noise in NEXT_BEST:
            self._noise = self._best(NEXT_BEST[self.figures.noise])
            self.figures.steps_down += 1
            _log.info("noise suppression steps down to %s: %.1f ms a block", self.figures.noise.value, slow * 1000)
            if self._told is not None:
                self._told(self.figures.noise)

    def _best(self, kind: NoiseKind) -> NoiseSuppressor:
        """`kind`, or the next best whose library is there. Raises LibraryMissing when none is."""
        while True:
            try:
                made = SUPPRESSORS[kind]()
            except LibraryMissing as missing:
                self.figures.missing.append(missing.name)
                if kind not in NEXT_BEST:
                    raise
                kind = NEXT_BEST[kind]
                continue
            self.figures.noise = kind
            return made


def _gain_for(profile: Profile) -> "webrtc.GainController | None":
    return webrtc.GainController(RATE, headroom_db=5.0, max_gain_db=30.0) if profile.gain else None
