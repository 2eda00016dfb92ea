"""Microphone and speaker of the media process: one engine, whoever speaks or listens."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from drivers.api.errors import DriverError
from drivers.api.sound import SoundEvent, SoundFamily, Wanted
from seat_client.media.messages import (
    ChangeVoice,
    Mute,
    MutedSpeech,
    NoiseLevels,
    OpenSound,
    OwnLevel,
    RoomLevel,
    SetVolume,
    SoundState,
    Suppression,
    SuppressNoise,
)
from seat_client.media.process import Host
from seat_client.media.sound.chain import LOUDSPEAKER, PROFILES, RAW, Profile
from seat_client.media.sound.engine import Notice, Outgoing, SoundEngine, SpeakingWhileMuted, SuppressionChanged
from seat_client.media.sound.meter import NoiseLowered, RoomNoise
from seat_client.media.sound.mixer import Mixer
from seat_client.media.sound.noise import NoiseKind
from seat_client.media.sound.receiving import ReceiveStream

logger = logging.getLogger(__name__)

LOUDNESS_AS_IT_CAME: Final = 70
"""Percent of the volume at which the others are played as they came; there is some way up from it."""

LEVEL_EVERY: Final = 10
"""Frames of 20 ms between two figures of the own level."""

FamilyByName = Callable[[str], SoundFamily]
"""Finds the family a configuration names; handed over by `app`."""

Listener = Callable[[Outgoing], None]


class Voices:
    """The streams of the engine there is now; the same feed goes on in the next one."""

    def __init__(self) -> None:
        self.mixer = Mixer()

    def stream(self, feed: str) -> "Voice":
        return Voice(self, feed)

    def drop(self, feed: str) -> None:
        self.mixer.drop(feed)


class Voice:
    """One feed's sound, in whatever engine plays it."""

    def __init__(self, voices: Voices, feed: str) -> None:
        self._voices, self._feed = voices, feed
        self._mixer: Mixer | None = None
        self._stream: ReceiveStream | None = None

    def push(self, sequence: int, timestamp: int, payload: bytes, arrival: float) -> None:
        if self._stream is None or self._mixer is not self._voices.mixer:
            self._mixer = self._voices.mixer
            self._stream = self._mixer.stream(self._feed)
        self._stream.push(sequence, timestamp, payload, arrival)


class SoundPart:
    """`listen` to what the microphone hears, 20 ms at a time, in the engine's thread."""

    takes = (OpenSound, Mute, ChangeVoice, SuppressNoise, SetVolume)

    def __init__(self, host: Host, family_by_name: FamilyByName) -> None:
        self._host, self._family_by_name = host, family_by_name
        self.voices = Voices()
        self._listeners: tuple[Listener, ...] = ()
        self._engine: SoundEngine | None = None
        self._family = ""
        self._muted = self._disguised = False
        self._noise, self._volume = True, 1.0
        self._order: OpenSound | None = None
        self._frames = 0

    def listen(self, listener: Listener) -> None:
        """Hear of every 20 ms from now on."""
        self._listeners = (*self._listeners, listener)

    async def take(self, order: object) -> None:
        """Open, change or close the devices; mute."""
        match order:
            case SuppressNoise(on):
                self._noise = on
                if self._engine is not None and self._order is not None:
                    self._engine.use(self._profile(self._order))
            case OpenSound():
                self._order = order
                await self._host.loop.run_in_executor(None, self._open, order)
            case _:
                self._note(order)
        if self._engine is not None:
            self._set(self._engine)

    def _note(self, order: object) -> None:
        """What holds for this engine and for the next."""
        match order:
            case Mute(muted):
                self._muted = muted
            case ChangeVoice(on):
                self._disguised = on
            case SetVolume(percent):
                self._volume = percent / LOUDNESS_AS_IT_CAME

    async def close(self) -> None:
        await self._host.loop.run_in_executor(None, self._stop)

    def _open(self, order: OpenSound) -> None:
        wanted = Wanted(order.microphone, order.speaker)
        if self._engine is not None and order.family == self._family:
            self._engine.use(self._profile(order))
            self._engine.choose(wanted)
            return
        self._stop()
        if not order.family:
            return
        try:
            family = self._family_by_name(order.family)
            engine = SoundEngine(
                family,
                outgoing=self._outgoing,
                report=self._report,
                notice=self._notice,
                wanted=wanted,
                profile=self._profile(order),
            )
            self._set(engine)
            self.voices.mixer = engine.mixer
            engine.start()
        except DriverError as error:
            self._host.tell(SoundState("failed", reason=type(error).__name__))
            return
        self._engine, self._family = engine, order.family

    def _set(self, engine: SoundEngine) -> None:
        engine.mixer.volume = self._volume
        engine.muted, engine.disguised = self._muted, self._disguised

    def _profile(self, order: OpenSound) -> Profile:
        profile = _profile(order)
        return profile if self._noise else replace(profile, noise=NoiseKind.OFF)

    def _stop(self) -> None:
        engine, self._engine, self._family = self._engine, None, ""
        if engine is not None:
            engine.stop()

    def _outgoing(self, outgoing: Outgoing) -> None:
        for listener in self._listeners:
            listener(outgoing)
        self._frames += 1
        if self._frames % LEVEL_EVERY == 0:
            self._host.tell(OwnLevel(round(outgoing.level, 1), outgoing.speaking))

    def _report(self, event: SoundEvent) -> None:
        self._host.tell(SoundState(event.change.value, event.microphone, event.speaker))

    def _notice(self, notice: Notice) -> None:
        match notice:
            case RoomNoise(level):
                self._host.tell(RoomLevel(level, notice.too_loud))
            case NoiseLowered(before, after):
                self._host.tell(NoiseLevels(before, after, notice.by))
            case SpeakingWhileMuted():
                self._host.tell(MutedSpeech())
            case SuppressionChanged(kind):
                self._host.tell(Suppression(kind.value))


def _profile(order: OpenSound) -> Profile:
    """What the order names, or else what suits its family."""
    return PROFILES.get(order.profile, RAW if order.family.startswith("virtual") else LOUDSPEAKER)
