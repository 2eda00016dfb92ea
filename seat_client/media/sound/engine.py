"""The sound of a seat: from the microphone to frames for the network, from streams to the speaker.

The driver's real-time threads only put blocks into rings here and take them out; one worker does everything else.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from drivers.api.precedence import take_precedence
from drivers.api.sound import SILENCE, SoundChange, SoundEvent, SoundFamily, SoundSession, Wanted
from seat_client.media.sound.chain import LOUDSPEAKER, Chain, ChainFigures, Profile
from seat_client.media.sound.disguise import Disguise
from seat_client.media.sound.level import level_dbfs
from seat_client.media.sound.meter import MutedSpeaker, NoiseLowered, NoiseMeter, PauseMeter, RoomNoise
from seat_client.media.sound.mixer import Mixer
from seat_client.media.sound.noise import NoiseKind
from seat_client.media.sound.opus import Samples
from seat_client.media.sound.resampling import Floats

READY: Final = 2
"""Blocks mixed ahead of the speaker at least: what the worker may be late by."""
BACKLOG: Final = 50
"""Blocks heard and not yet worked on before the oldest is given up: half a second."""
_FULL_SCALE: Final = 32_768


@dataclass(frozen=True, slots=True, eq=False)
class Outgoing:
    """20 ms for the network: int16[960], its level in dBFS, whether it is speech, when its end was heard.

    Muted, the samples are silence and `speaking` is False; the level is that of what is not sent.
    """

    samples: Samples
    level: float
    speaking: bool
    at: float


@dataclass(frozen=True, slots=True)
class SpeakingWhileMuted:
    """Somebody goes on speaking, and nobody hears it."""


@dataclass(frozen=True, slots=True)
class SuppressionChanged:
    """The machine was too slow for the noise suppressor; this one took over."""

    kind: NoiseKind


Notice = RoomNoise | NoiseLowered | SpeakingWhileMuted | SuppressionChanged


class SoundEngine:
    """Runs a session of `family`. `outgoing` gets a frame every 20 ms in the worker's thread: encode and return.

    `report` hears of devices, in the driver's thread; `notice` of the room, the mute and the suppressor, in the
    worker's. Making one takes half a second and raises LibraryMissing. `start` and `stop` belong to one owner thread;
    `muted` and `disguised` may be set by any.
    """

    def __init__(
        self,
        family: SoundFamily,
        *,
        outgoing: Callable[[Outgoing], None],
        report: Callable[[SoundEvent], None],
        notice: Callable[[Notice], None] | None = None,
        wanted: Wanted | None = None,
        profile: Profile = LOUDSPEAKER,
    ) -> None:
        self.mixer = Mixer()
        self.muted = False
        self.disguised = False
        self._family = family
        self._outgoing = outgoing
        self._report = report
        self._notice = notice or (lambda _: None)
        self._wanted = wanted or Wanted()
        self._profile = profile
        self._devices: SoundEvent | None = None
        self._heard: deque[tuple[bytes, float]] = deque(maxlen=BACKLOG)
        self._given: deque[bytes] = deque(maxlen=2 * BACKLOG)
        self._ready: deque[bytes] = deque()
        self._half: tuple[Floats, bool] | None = None
        self._chain = Chain(profile, told=lambda kind: self._notice(SuppressionChanged(kind)))
        self._disguise = Disguise()
        self._meter, self._pauses = NoiseMeter(), PauseMeter()
        self._muted_speaker = MutedSpeaker()
        self._reopened = threading.Event()
        self._elsewhere = threading.Event()
        self._replace = threading.Event()
        self._work = threading.Event()
        self._ended = threading.Event()
        self._worker = threading.Thread(target=self._run, name="sound", daemon=True)
        self._session: SoundSession | None = None

    @property
    def figures(self) -> ChainFigures:
        """How the chain does."""
        return self._chain.figures

    @property
    def late(self) -> dict[str, int]:
        """Samples by which each stage of the chain is late by its nature."""
        return self._chain.late

    def start(self) -> None:
        """Open the devices and begin. Raises LibraryMissing."""
        self._worker.start()
        self._session = self._family.open(self._wanted, self)

    def stop(self) -> None:
        """Close the devices and end the worker."""
        if self._session is not None:
            self._session.close()
        self._ended.set()
        self._work.set()
        if self._worker.ident is not None:
            self._worker.join()

    def choose(self, wanted: Wanted) -> None:
        """Change over to other devices."""
        self._wanted = wanted
        if self._session is not None:
            self._session.choose(wanted)

    def use(self, profile: Profile) -> None:
        """Change over to a headset, or back; takes effect with the next block."""
        self._profile = profile
        self._replace.set()

    # --- SoundPort: called by the driver ---------------------------------------------------------

    def captured(self, block: bytes, at: float) -> None:
        """Keep a block for the worker."""
        self._heard.append((block, at))
        self._work.set()

    def played(self, at: float) -> bytes:
        """The block mixed for now, or silence when the worker was late."""
        try:
            block = self._ready.popleft()
        except IndexError:
            block = SILENCE
        self._given.append(block)
        if len(self._ready) < READY:
            self._work.set()
        return block

    def changed(self, event: SoundEvent) -> None:
        """Pass a change of the devices on; on new ones, another room has to be learned."""
        if event.change in (SoundChange.LIVE, SoundChange.MOVED):
            before, self._devices = self._devices, event
            if before is not None:
                same = (before.microphone, before.speaker) == (event.microphone, event.speaker)
                (self._reopened if same else self._elsewhere).set()
        self._report(event)

    # --- the worker ------------------------------------------------------------------------------

    def _run(self) -> None:
        take_precedence()
        while not self._ended.is_set():
            self._work.wait()
            self._work.clear()
            self._mix()
            while self._heard and not self._ended.is_set():
                self._hear(*self._heard.popleft())
                self._mix()

    def _mix(self) -> None:
        while len(self._ready) < READY:
            piece = self.mixer.piece().tobytes()
            half = len(piece) // 2
            self._ready.extend((piece[:half], piece[half:]))

    def _hear(self, block: bytes, at: float) -> None:
        chain = self._current_chain()
        while self._given:
            chain.echo.played(_floats(self._given.popleft()))
        raw = np.frombuffer(block, np.int16)
        level = level_dbfs(raw)
        room = self._meter.take(level)
        if room is not None:
            self._notice(room)
        clean = chain.process(_floats(block), waiting=len(self._heard))
        lowered = self._pauses.take(level, level_dbfs(_integers(clean.samples)), speaking=clean.speaking)
        if lowered is not None:
            self._notice(lowered)
        if self._muted_speaker.take(speaking=clean.speaking, muted=self.muted):
            self._notice(SpeakingWhileMuted())
        samples = self._disguise.process(clean.samples) if self.disguised else clean.samples
        if self._half is None:
            self._half = samples, clean.speaking
            return
        (first, spoke), self._half = self._half, None
        self._send(np.concatenate((first, samples)), spoke or clean.speaking, at)

    def _send(self, frame: Floats, speaking: bool, at: float) -> None:
        samples = _integers(frame)
        level = level_dbfs(samples)
        if self.muted:
            samples, speaking = np.zeros_like(samples), False
        self._outgoing(Outgoing(samples, level, speaking, at))

    def _current_chain(self) -> Chain:
        if self._replace.is_set():
            self._replace.clear()
            self._chain.use(self._profile)
        if self._elsewhere.is_set():
            self._elsewhere.clear()
            self._reopened.clear()
            self._chain.enter()
        elif self._reopened.is_set():
            self._reopened.clear()
            self._chain.echo.reopened()
        return self._chain


def _integers(frame: Floats) -> Samples:
    return (np.clip(frame, -1, 1) * (_FULL_SCALE - 1)).astype(np.int16)


def _floats(block: bytes) -> Floats:
    return np.frombuffer(block, np.int16).astype(np.float32) / np.float32(_FULL_SCALE)
