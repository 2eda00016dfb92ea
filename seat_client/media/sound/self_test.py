"""The sound of a seat, measured: what the acceptance certificate says about room, microphone, noise and echo.

Three parts of some seconds: silence, a person who reads a sentence, and an artificial voice from the loudspeaker. What
was heard then goes through the very chain of a call, and the figures are read off it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from drivers.api.sound import SILENCE, SoundChange, SoundEvent, SoundFamily, Wanted
from seat_client.media.measuring import PARTS, Part
from seat_client.media.sound.chain import Chain, Profile
from seat_client.media.sound.echo import EchoKind, TrackingCanceller
from seat_client.media.sound.level import QUIETEST, level_dbfs
from seat_client.media.sound.meter import LOUD_ROOM
from seat_client.media.sound.noise import NoiseKind
from seat_client.media.sound.opus import Samples
from seat_client.media.sound.resampling import Floats

RATE: Final = 48_000
BLOCK: Final = 480
_PATIENCE: Final = 10.0
_LEAST_SPEECH: Final = -50.0
_LEAST_OVER_ROOM: Final = 10.0
_HEARD_OVER_ROOM: Final = 6.0
"""dB by which the loudspeaker must stand out of the room at the microphone for there to be an echo to measure."""
_LEAST_ECHO_LOSS: Final = 20.0
_MOST_CLIPPED: Final = 1e-3
_FULL: Final = 32_700


class Fault(StrEnum):
    """What does not suffice; the screen has a sentence and a next step for each."""

    NO_SOUND = "no-sound"
    ROOM_TOO_LOUD = "room-too-loud"
    SPEECH_TOO_QUIET = "speech-too-quiet"
    TOO_LOUD = "too-loud"
    ECHO_REMAINS = "echo-remains"


@dataclass(frozen=True, slots=True)
class SoundFigures:
    """Levels in dBFS, differences in dB, delay in ms, drift in millionths.

    `echo_loss` is None where the microphone does not hear the loudspeaker, as with a headset: there is none to lose.
    `missing` names libraries of better suppressors that this program came without.
    """

    microphone: str
    speaker: str
    room: float
    speech: float
    noise_reduction: float
    suppressor: NoiseKind
    echo_loss: float | None
    echo_delay: float | None
    drift: float | None
    faults: tuple[Fault, ...]
    missing: tuple[str, ...] = ()


class SelfTest:
    """One test on a pair of devices. `told` hears of each part as it begins, in the driver's thread."""

    def __init__(
        self, family: SoundFamily, wanted: Wanted | None = None, told: Callable[[Part], None] | None = None
    ) -> None:
        self._family = family
        self._wanted = wanted or Wanted()
        self._told = told or (lambda _: None)
        self._heard: list[bytes] = []
        self._played: list[int] = []
        self._given = 0
        self._live: SoundEvent | None = None
        self._ready = threading.Event()
        self._full = threading.Event()
        self._voice = artificial_voice(PARTS[Part.LOUDSPEAKER])
        self._begin = dict(zip(PARTS, _starts(), strict=True))
        self._need = sum(_blocks(part) for part in PARTS)

    def run(self) -> SoundFigures:
        """Take some twenty seconds, and say what was found. Raises LibraryMissing."""
        session = self._family.open(self._wanted, self)
        try:
            if self._ready.wait(_PATIENCE):
                self._full.wait(sum(PARTS.values()) + _PATIENCE)
        finally:
            session.close()
        return self._figures()

    # --- SoundPort -------------------------------------------------------------------------------

    def captured(self, block: bytes, at: float) -> None:
        """Keep what is heard, and note how much had been played by then."""
        if len(self._heard) >= self._need or not self._ready.is_set():
            return
        for part, start in self._begin.items():
            if len(self._heard) == start:
                self._told(part)
        self._heard.append(block)
        self._played.append(self._given)
        if len(self._heard) == self._need:
            self._full.set()

    def played(self, at: float) -> bytes:
        """Silence, and in the last part the artificial voice."""
        if len(self._heard) < self._begin[Part.LOUDSPEAKER] or self._given >= len(self._voice) // BLOCK:
            return SILENCE
        block = self._voice[self._given * BLOCK : (self._given + 1) * BLOCK]
        self._given += 1
        return block.tobytes()

    def changed(self, event: SoundEvent) -> None:
        """Begin when both ends run."""
        if event.change in (SoundChange.LIVE, SoundChange.MOVED):
            self._live = event
            self._ready.set()

    # --- what is read off it ---------------------------------------------------------------------

    def _figures(self) -> SoundFigures:
        if self._live is None or len(self._heard) < self._need:
            return SoundFigures(
                "", "", QUIETEST, QUIETEST, 0.0, NoiseKind.OFF, None, None, None, (Fault.NO_SOUND,)
            )  # fmt: skip
        room, speech, clipped = self._levels()
        reduction, chain = self._noise_reduction()
        loss, delay, drift = self._echo(room)
        faults = {
            Fault.ROOM_TOO_LOUD: room > LOUD_ROOM,
            Fault.SPEECH_TOO_QUIET: speech < _LEAST_SPEECH or speech - room < _LEAST_OVER_ROOM,
            Fault.TOO_LOUD: clipped > _MOST_CLIPPED,
            Fault.ECHO_REMAINS: loss is not None and loss < _LEAST_ECHO_LOSS,
        }
        found = tuple(fault for fault, is_there in faults.items() if is_there)
        live = self._live
        return SoundFigures(
            live.microphone, live.speaker, room, speech, reduction, chain.noise, loss, delay, drift, found,
            tuple(chain.figures.missing),
        )  # fmt: skip

    def _levels(self) -> tuple[float, float, float]:
        quiet = [level_dbfs(block) for block in self._samples(Part.SILENCE)]
        read = [level_dbfs(block) for block in self._samples(Part.READING)]
        loud = float(np.mean(np.abs(np.concatenate(self._samples(Part.READING))) >= _FULL))
        return float(np.median(quiet)), float(np.percentile(read, 90)), loud

    def _noise_reduction(self) -> tuple[float, Chain]:
        """How much less of the room is left after the suppressor, once it has settled; and the chain it stands in."""
        chain = Chain(Profile(echo=EchoKind.OFF, gain=False))
        room = self._samples(Part.SILENCE)
        left = [chain.process(_floats(block)).samples for block in room]
        settled = len(room) // 2
        return _power_db([_floats(block) for block in room[settled:]]) - _power_db(left[settled:]), chain

    def _echo(self, room: float) -> tuple[float | None, float | None, float | None]:
        """Loss, delay and drift of the echo, over the second half of the loudspeaker's part."""
        heard = self._samples(Part.LOUDSPEAKER)
        if _power_db([_floats(block) for block in heard]) - room < _HEARD_OVER_ROOM:
            return None, None, None
        canceller, left, given = TrackingCanceller(), [], 0
        for block, until in zip(heard, self._played[self._begin[Part.LOUDSPEAKER] :], strict=True):
            for number in range(given, until):
                canceller.played(_floats(self._voice[number * BLOCK : (number + 1) * BLOCK]))
            given = max(given, until)
            left.append(canceller.process(_floats(block)))
        half = len(heard) // 2
        loss = _power_db([_floats(block) for block in heard[half:]]) - _power_db(left[half:])
        return loss, canceller.echo_delay_ms, canceller.drift_ppm

    def _samples(self, part: Part) -> list[Samples]:
        start = self._begin[part]
        return [np.frombuffer(block, np.int16) for block in self._heard[start : start + _blocks(part)]]


def artificial_voice(seconds: float) -> Samples:
    """A sound with the spectrum and the syllables of speech, that is nobody's; always the same."""
    rng = np.random.default_rng(20)
    count = round(seconds * RATE / BLOCK) * BLOCK
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    colour = 1 / (1 + (hertz / 600) ** 2) + 0.01 / (1 + (hertz / 5000) ** 4)
    colour[hertz < 120] = 0
    sound = np.fft.irfft(np.fft.rfft(rng.standard_normal(count)) * colour, count)
    syllables = np.repeat(rng.uniform(0.05, 1, count // 9600 + 1), 9600)[:count]
    sound *= np.convolve(syllables, np.hanning(2400) / 1200, "same")
    samples: Samples = (sound * 3000 / np.sqrt(np.mean(np.square(sound)))).clip(-32768, 32767).astype(np.int16)
    return samples


def _blocks(part: Part) -> int:
    return round(PARTS[part] * RATE / BLOCK)


def _starts() -> list[int]:
    counts = [_blocks(part) for part in PARTS]
    return [sum(counts[:number]) for number in range(len(counts))]


def _floats(block: Samples) -> Floats:
    return block.astype(np.float32) / np.float32(32_768)


def _power_db(blocks: list[Floats]) -> float:
    return 10 * float(np.log10(np.mean(np.square(np.concatenate(blocks))) + 1e-12))
