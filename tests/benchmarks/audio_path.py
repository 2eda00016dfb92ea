"""The whole way over real PortAudio streams and a PulseAudio of our own: a seat that speaks, one that listens.

The listening seat is a process of its own; the packets go over UDP on loopback, as they would in a call. Mouth and ear
are the two channels of one sink, so that one recording has both to the sample. Where the milliseconds lie is counted in
the same run, stage by stage (`PARTS`), so that a figure that is too high says by itself what it is made of.
"""

import contextlib
import multiprocessing
import os
import re
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np

from drivers.api.sound import SoundChange, SoundEvent, Wanted
from drivers.registry import sound_family
from seat_client.media.process import SWITCH_EVERY
from seat_client.media.sound import Outgoing, SoundEngine, opus
from seat_client.media.sound.engine import READY
from tests.benchmarks.audio_scenes import RATE, Floats, voice
from tests.benchmarks.frame import ASKED
from tests.pulse_server import PulseServer, pulse_server

_PATIENCE = 20.0
_STEP = 0.005
_SHORT, _LONG = 24.0, 600.0
_LOOK_EVERY = 1.0
_SETTLED = 12.0
"""Seconds until what happened while both sides started is no longer held against the line (`waiting`)."""
_SIDE = "master=joined{of} channels=1 channel_map=mono master_channel_map=front-{side} remix=no"
_ONE_SINK = (
    "module-null-sink sink_name=joined rate=48000 channels=2",
    f"module-remap-sink sink_name=mouth {_SIDE.format(of='', side='left')}",
    f"module-remap-sink sink_name=ear {_SIDE.format(of='', side='right')}",
    f"module-remap-source source_name=lips {_SIDE.format(of='.monitor', side='left')}",
)
_LATENCIES = re.compile(r"(?:Buffer|Sink|Source) Latency: (\d+) usec")
OPUS_LOOK_AHEAD = 6.5
"""Milliseconds, RFC 6716 2: 2.5 in the codec and 4 of delay compensation in its voice mode."""

PARTS = {
    "microphone": "the sound server, from the microphone to the program",
    "block": "the first sample of a block waits for the last",
    "canceller": "the echo suppressor's overlapping frames",
    "suppressor": "the noise suppressor looks ahead",
    "frame": "the first block of a frame waits for the second",
    "work": "from the frame's last block to its packet: the chain and the encoder, and their turn on the processor",
    "opus": "the codec looks ahead",
    "line": "from socket to socket",
    "packets": "packets kept against jitter and loss, and the turn of theirs",
    "mixed": "blocks mixed ahead of the speaker",
    "speaker": "the sound server, from the program to the speaker",
}
"""The stages of the way, each in milliseconds; those that are what they are by construction are not measured."""


@dataclass(slots=True)
class Way:
    """What one run over the whole way found, in ms; `parts` by the names of `PARTS`, medians."""

    mouth_to_ear: float
    longest_gap: float
    parts: dict[str, float]


def way() -> Way:
    """Let one seat speak to another for 24 s, or with `--long` for ten minutes."""
    seconds = _LONG if ASKED.long else _SHORT
    looked: dict[str, list[float]] = defaultdict(list)
    with _precedence(), _server() as server:
        for module in _ONE_SINK:
            server.control("load-module", *module.split())
        with _listener() as (port, told), _speaker(port, looked):
            words = Path(server.environment["HOME"], "words.raw")
            words.write_bytes((np.tile(voice(0), 40)[: int(_LONG + 60) * RATE] * 32767).astype(np.int16).tobytes())
            flags = ("--raw", "--rate=48000", "--channels=1", "--latency-msec=20")
            mouth = server.program("pacat", "--device=mouth", *flags, str(words))
            time.sleep(_SETTLED)
            for series in looked.values():
                series.clear()
            heard = _recording(server, seconds, lambda: _look(server, told, looked))
            mouth.kill()
            mouth.wait()
    late = _delays(*heard)
    fixed = {"block": 10.0, "frame": 10.0, "opus": OPUS_LOOK_AHEAD}
    parts = {name: fixed[name] if name in fixed else statistics.median(looked[name]) for name in PARTS}
    return Way(statistics.median(late) * 1000, _longest_silence(*heard) * 1000, parts)


def _look(server: PulseServer, told: Connection, looked: dict[str, list[float]]) -> None:
    """Note how the server and the listening seat stand just now."""
    while told.poll():
        for name, value in told.recv().items():
            looked[name].append(value)
    for streams, name, where in (("source-outputs", "microphone", os.getpid()), ("sink-inputs", "speaker", None)):
        listed = re.split(r"^\S.* #\d+$", server.control("list", streams).stdout, flags=re.MULTILINE)
        pid = where or looked["listener"][-1]
        for block in listed:
            if f'application.process.id = "{pid:.0f}"' in block:
                looked[name].append(sum(map(int, _LATENCIES.findall(block))) / 1000)


def recovery_s() -> float:
    """The longer of two: sound again after the loudspeaker was starved, and after the microphone was taken away."""
    with _precedence(), _server() as server:
        port = _Watched()
        session = sound_family("portaudio").open(Wanted("mic2", "speaker"), port)
        try:
            port.wait_for(lambda: port.live and port.microphone == "mic2")
            time.sleep(1.0)
            port.dawdle = 0.3
            time.sleep(2.0)
            starved = port.longest_wait - 0.3
            began = time.monotonic()
            server.unload("source_name=mic2")
            port.wait_for(lambda: port.back_at > began)
            moved = port.back_at - began
        finally:
            session.close()
    return max(starved, moved)


class _Watched:
    """A port that notes when blocks came, and dawdles once when told to."""

    def __init__(self) -> None:
        self.live = False
        self.microphone = ""
        self.back_at = self.played_at = 0.0
        self.longest_wait = 0.0
        self.dawdle = 0.0

    def captured(self, block: bytes, at: float) -> None:
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
    """As the media process runs, and before whatever else this machine does: the figure is about the program."""
    before, interval = os.getpriority(os.PRIO_PROCESS, 0), sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_EVERY)
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, before)
        sys.setswitchinterval(interval)


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
def _listener() -> Iterator[tuple[int, Connection]]:
    """A listening seat in a process of its own: the UDP port it hears on, and where it tells how it stands."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    ended = context.Event()
    process = context.Process(target=_listen, args=(theirs, ended))
    process.start()
    try:
        yield ours.recv(), ours
    finally:
        ended.set()
        process.join()


def _listen(told: Connection, ended: Event) -> None:
    events: list[SoundEvent] = []
    sys.setswitchinterval(SWITCH_EVERY)
    engine = SoundEngine(
        sound_family("portaudio"), outgoing=lambda _: None, report=events.append, wanted=Wanted("mic2", "ear")
    )
    stream = engine.mixer.stream("speaker")
    engine.start()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hears:
        hears.bind(("127.0.0.1", 0))
        hears.settimeout(0.2)
        _await_live(events)
        told.send(hears.getsockname()[1])
        look_at = time.monotonic()
        while not ended.is_set():
            try:
                datagram = hears.recv(2000)
            except TimeoutError:
                continue
            arrival = time.monotonic()
            number, sent = struct.unpack_from("!Id", datagram)
            stream.push(number % 65536, number * opus.FRAME, datagram[_HEAD:], arrival)
            if arrival > look_at:
                look_at = arrival + _LOOK_EVERY
                told.send(
                    {
                        "listener": os.getpid(),
                        "line": (arrival - sent) * 1000,
                        "packets": stream.figures.buffered * 1000 + 10,  # The newest is half a frame old on average.
                        "mixed": READY * 10.0,
                    }
                )
    engine.stop()


_HEAD = struct.calcsize("!Id")


@contextmanager
def _speaker(port: int, looked: dict[str, list[float]]) -> Iterator[None]:
    """A speaking seat in this process."""
    encoder, numbers = opus.Encoder(), iter(range(1 << 31))
    events: list[SoundEvent] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:

        def send(frame: Outgoing) -> None:
            packet = encoder.encode(frame.samples)
            now = time.monotonic()
            line.sendto(struct.pack("!Id", next(numbers), now) + packet, ("127.0.0.1", port))
            looked["work"].append((now - frame.at) * 1000)
            for name, late in engine.late.items():
                looked[name].append(late / RATE * 1000)

        wanted = Wanted("lips", "speaker")
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


def _recording(server: PulseServer, seconds: float, look: Callable[[], None]) -> tuple[Floats, Floats]:
    """Mouth and ear over so many seconds; `look` is called once a second meanwhile."""
    program = shutil.which("parec") or "parec"
    command = [program, "--device=joined.monitor", "--raw", "--rate=48000", "--channels=2", "--latency-msec=20"]
    with tempfile.TemporaryFile() as into:
        recorder = subprocess.Popen(command, env=os.environ | server.environment, stdout=into)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            time.sleep(_LOOK_EVERY)
            look()
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
