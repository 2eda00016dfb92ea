"""The whole way over real PortAudio streams and a PulseAudio of our own: a seat that speaks, one that listens.

The listening seat is a process of its own; the packets go over UDP on loopback, as they would in a call.
"""

import contextlib
import multiprocessing
import os
import shutil
import socket
import statistics
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np

from drivers.api.sound import SoundChange, SoundEvent, Wanted
from drivers.registry import sound_family
from seat_client.media.sound import Outgoing, SoundEngine, opus
from tests.benchmarks.audio_scenes import RATE, Floats, voice
from tests.benchmarks.frame import ASKED
from tests.pulse_server import PulseServer, pulse_server

_PATIENCE = 20.0
_STEP = 0.005
_SHORT, _LONG = 24.0, 600.0


@cache
def _measured() -> tuple[float, float]:
    """Milliseconds from mouth to ear (median), and the longest gap between two blocks played."""
    with _precedence(), _server() as server, _listener() as (port, _), _speaker(port):
        words = Path(server.environment["HOME"], "words.raw")
        words.write_bytes((np.tile(voice(0), 40)[: int(_LONG + 60) * RATE] * 32767).astype(np.int16).tobytes())
        mouth = server.program("pacat", "--device=micfeed", "--raw", "--rate=48000", "--channels=1", str(words))
        time.sleep(4.0)  # Until both sides have settled.
        seconds = _LONG if ASKED.long else _SHORT
        heard = _recordings(server, seconds)
        mouth.kill()
        mouth.wait()
    late = _delays(*heard)
    return statistics.median(late) * 1000, _longest_silence(heard[0], heard[1]) * 1000


def mouth_to_ear_ms() -> float:
    """From the speaking seat's microphone to the listening seat's speaker, median over the recording."""
    return _measured()[0]


def longest_gap_ms() -> float:
    """The longest piece missing at the ear while the mouth spoke, in 30 s or with `--long` in ten minutes."""
    return _measured()[1]


def recovery_s() -> float:
    """The longer of two: sound again after the loudspeaker was starved, and after the microphone was taken away."""
    with _precedence(), _server() as server:
        port = _Watched()
        session = sound_family("portaudio").open(Wanted("mic2", "speaker"), port)
        try:
            port.wait_for(lambda: port.live)
            time.sleep(1.0)
            port.dawdle = 0.3
            time.sleep(2.0)
            starved = port.longest_wait - 0.3
            began = time.monotonic()
            server.unload("source_name=mic2")
            port.wait_for(lambda: port.microphone == "mic" and port.heard_at > began + 0.05)
            moved = port.back_at - began
        finally:
            session.close()
    return max(starved, moved)


class _Watched:
    """A port that notes when blocks came, and dawdles once when told to."""

    def __init__(self) -> None:
        self.live = False
        self.microphone = ""
        self.heard_at = self.back_at = self.played_at = 0.0
        self.longest_wait = 0.0
        self.dawdle = 0.0

    def captured(self, block: bytes, at: float) -> None:
        self.heard_at = at
        if self.microphone == "mic" and not self.back_at:
            self.back_at = at

    def played(self, at: float) -> bytes:
        if self.live and self.played_at:
            self.longest_wait = max(self.longest_wait, at - self.played_at)
        self.played_at = at
        if self.dawdle:
            wait, self.dawdle, self.longest_wait = self.dawdle, 0.0, 0.0
            time.sleep(wait)
        return bytes(960)

    def changed(self, event: SoundEvent) -> None:
        self.live = event.change in (SoundChange.LIVE, SoundChange.MOVED)
        self.microphone = event.microphone

    def wait_for(self, holds: Callable[[], bool]) -> None:
        ends = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() > ends:
                raise TimeoutError("no sound")
            time.sleep(0.01)


@contextmanager
def _precedence() -> Iterator[None]:
    """Before whatever else this machine does, where that is allowed: the figure is about the program."""
    before = os.getpriority(os.PRIO_PROCESS, 0)
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, before)


@contextmanager
def _server() -> Iterator[PulseServer]:
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="seat-sound-") as folder, pulse_server(Path(folder)) as server:
        os.environ.update(server.environment)
        try:
            yield server
        finally:
            for name in server.environment:
                os.environ.pop(name)
            os.environ.update({name: value for name, value in before.items() if name in server.environment})


@contextmanager
def _listener() -> Iterator[tuple[int, Event]]:
    """A listening seat in a process of its own, and the UDP port it hears on."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    ended = context.Event()
    process = context.Process(target=_listen, args=(theirs, ended))
    process.start()
    try:
        yield ours.recv(), ended
    finally:
        ended.set()
        process.join()


def _listen(told: Connection, ended: Event) -> None:
    events: list[SoundEvent] = []
    engine = SoundEngine(
        sound_family("portaudio"), outgoing=lambda _: None, report=events.append, wanted=Wanted("mic2", "speaker2")
    )
    stream = engine.mixer.stream("speaker")
    engine.start()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hears:
        hears.bind(("127.0.0.1", 0))
        hears.settimeout(0.2)
        _await_live(events)
        told.send(hears.getsockname()[1])
        while not ended.is_set():
            try:
                datagram = hears.recv(2000)
            except TimeoutError:
                continue
            (number,) = struct.unpack_from("!I", datagram)
            stream.push(number % 65536, number * opus.FRAME, datagram[4:], time.monotonic())
    engine.stop()


@contextmanager
def _speaker(port: int) -> Iterator[None]:
    """A speaking seat in this process."""
    encoder, numbers = opus.Encoder(), iter(range(1 << 31))
    events: list[SoundEvent] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:

        def send(frame: Outgoing) -> None:
            line.sendto(struct.pack("!I", next(numbers)) + encoder.encode(frame.samples), ("127.0.0.1", port))

        wanted = Wanted("mic", "speaker")
        engine = SoundEngine(sound_family("portaudio"), outgoing=send, report=events.append, wanted=wanted)
        engine.start()
        try:
            _await_live(events)
            yield
        finally:
            engine.stop()


def _await_live(events: list[SoundEvent]) -> None:
    ends = time.monotonic() + _PATIENCE
    while not events or events[-1].change is not SoundChange.LIVE:
        if time.monotonic() > ends:
            raise TimeoutError("no sound")
        time.sleep(0.02)


def _recordings(server: PulseServer, seconds: float) -> tuple[Floats, Floats]:
    """Mouth and ear as two channels of one recording, so that they have one clock."""
    join = ["load-module", "module-null-sink", "sink_name=joined", "rate=48000", "channels=2"]
    server.control(*join)
    for source, volume in (("micfeed.monitor", ("100%", "0%")), ("speaker2.monitor", ("0%", "100%"))):
        server.control(
            "load-module", "module-loopback", f"source={source}", "sink=joined", "latency_msec=50", "channels=2"
        )
        listed = server.control("list", "short", "sink-inputs").stdout.splitlines()
        newest = max(int(line.split("\t")[0]) for line in listed if "module-loopback" in line)
        server.control("set-sink-input-volume", str(newest), *volume)
    time.sleep(3.0)
    program = shutil.which("parec") or "parec"
    command = [program, "--device=joined.monitor", "--raw", "--rate=48000", "--channels=2", "--latency-msec=20"]
    with tempfile.TemporaryFile() as into:
        recorder = subprocess.Popen(command, env=os.environ | server.environment, stdout=into)
        time.sleep(seconds)
        recorder.kill()
        recorder.wait()
        into.seek(0)
        both = np.frombuffer(into.read(), np.int16).astype(np.float32)
    both = both[: len(both) // 2 * 2].reshape(-1, 2) / 32768
    return both[:, 0], both[:, 1]


def _delays(mouth: Floats, ear: Floats) -> list[float]:
    """Seconds the ear is late, one value each four seconds, by their envelopes."""
    one, other = _heights(mouth), _heights(ear)
    part, most = int(4 / _STEP), int(1 / _STEP)
    found = []
    for at in range(0, min(len(one), len(other)) - part - most, part):
        said = one[at : at + part] - one[at : at + part].mean()
        marks = [float(said @ other[at + lag : at + lag + part]) for lag in range(most)]
        found.append(int(np.argmax(marks)) * _STEP)
    return found


def _longest_silence(mouth: Floats, ear: Floats) -> float:
    """The longest silence at the ear beyond the longest one at the mouth."""
    return max(0.0, _silence(ear) - _silence(mouth))


def _silence(sound: Floats) -> float:
    heights = _heights(sound)
    quiet = heights < 0.05 * float(np.percentile(heights, 90))
    longest = run = 0
    for each in quiet:
        run = run + 1 if each else 0
        longest = max(longest, run)
    return longest * _STEP


def _heights(sound: Floats) -> Floats:
    size = int(_STEP * RATE)
    return np.sqrt(np.mean(np.square(sound[: len(sound) // size * size].reshape(-1, size)), axis=1))
