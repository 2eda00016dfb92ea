"""The engine between a virtual pair of devices and the network."""

import threading

import numpy as np

from drivers.api.sound import SoundChange, SoundEvent
from drivers.virtual.sound import VirtualSound
from seat_client.media.sound import Outgoing, PacketBuffer, SoundEngine, opus
from seat_client.media.sound.chain import RAW


class Ear:
    """Keeps what the engine gives until there is enough."""

    def __init__(self, enough: int) -> None:
        self.frames: list[Outgoing] = []
        self.events: list[SoundEvent] = []
        self.full = threading.Event()
        self._enough = enough

    def take(self, frame: Outgoing) -> None:
        self.frames.append(frame)
        if len(self.frames) >= self._enough:
            self.full.set()


class Packet:
    """What the network brings."""

    def __init__(self, number: int, payload: bytes) -> None:
        self.sequence_number = number % 65536
        self.timestamp = number * opus.FRAME
        self.payload = payload


def test_frames_of_20_ms_leave_the_seat_and_the_devices_are_named() -> None:
    ear = Ear(10)
    engine = SoundEngine(VirtualSound("tone"), outgoing=ear.take, report=ear.events.append, profile=RAW)
    engine.start()
    assert ear.full.wait(10)
    engine.stop()
    assert {frame.samples.shape for frame in ear.frames} == {(opus.FRAME,)}
    assert all(frame.level > -40 for frame in ear.frames)
    assert ear.events[0].change is SoundChange.LIVE


def test_a_muted_seat_sends_silence_and_says_how_loud_it_would_be() -> None:
    ear = Ear(3)
    engine = SoundEngine(VirtualSound("tone"), outgoing=ear.take, report=ear.events.append, profile=RAW)
    engine.muted = True
    engine.start()
    assert ear.full.wait(10)
    engine.stop()
    assert not any(frame.samples.any() or frame.speaking for frame in ear.frames)
    assert all(frame.level > -40 for frame in ear.frames)


def test_what_the_network_brings_comes_back_through_the_room() -> None:
    ear = Ear(40)
    engine = SoundEngine(VirtualSound("echo"), outgoing=ear.take, report=ear.events.append, profile=RAW)
    buffer = PacketBuffer(engine.mixer.stream("expert-3"), lambda: 0.0)
    encoder = opus.Encoder()
    tone = (8000 * np.sin(2 * np.pi * 300 * np.arange(opus.FRAME) / opus.RATE)).astype(np.int16)
    for number in range(65530, 65530 + 30):  # The sequence number wraps on the way.
        assert buffer.add(Packet(number, encoder.encode(tone))) == (False, None)
    engine.start()
    assert ear.full.wait(10)
    engine.stop()
    assert max(frame.level for frame in ear.frames) > -30
