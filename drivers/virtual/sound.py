"""A microphone and a speaker made of software, for practice, tests and machines without sound.

The scene says what the microphone hears: `quiet`, `tone`, `echo` (what was played 60 ms ago, at half its height) or
the path of a WAV file (48 kHz, mono, 16 bits; over and over). `stalled` stops the blocks and `unplugged` takes the
devices away. `VirtualSound.show` changes the scene while it runs, and so does writing into a file `*.scene` that was
named instead of a scene.
"""

import contextlib
import math
import threading
import time
import wave
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from drivers.api.errors import DeviceRefused
from drivers.api.sound import (
    BLOCK,
    BLOCK_BYTES,
    RATE,
    SILENCE,
    Direction,
    SoundChange,
    SoundDevice,
    SoundEvent,
    SoundPort,
    Wanted,
)

_TONE_HZ: Final = 440
_TONE_HEIGHT: Final = 3000
_ECHO_BLOCKS: Final = 6
_NAME: Final = "practice"
_SCENE_FILE: Final = ".scene"
_LONGEST_FILE: Final = 100 * 1024 * 1024
PERIOD: Final = BLOCK / RATE


class VirtualSound:
    """The family. Raises DeviceRefused for a file that is not such a WAV."""

    def __init__(self, scene: str = "quiet") -> None:
        self._file = Path(scene) if scene.endswith(_SCENE_FILE) else None
        self._read_at = 0
        self.scene = "quiet" if self._file else scene or "quiet"
        self._source = _source(self.scene)
        self._lock = threading.Lock()
        self.follow()

    def devices(self) -> Sequence[SoundDevice]:
        """The two ends, unless the scene is `unplugged`."""
        if self.scene == "unplugged":
            return []
        return [SoundDevice("virtual", _NAME, direction, is_default=True) for direction in Direction]

    def open(self, wanted: Wanted, port: SoundPort) -> "VirtualSession":
        """Begin; every name is taken for the one device there is."""
        return VirtualSession(self, port)

    def show(self, scene: str) -> None:
        """Change what the microphone hears, from the next block on. Raises DeviceRefused."""
        source = _source(scene)
        with self._lock:
            self.scene, self._source = scene, source

    def follow(self) -> None:
        """Show what the scene file says now; without the file the devices are unplugged. Raises DeviceRefused."""
        if self._file is None:
            return
        try:
            changed, scene = self._file.stat().st_mtime_ns, self._file.read_text("utf-8").strip()
        except OSError:
            changed, scene = -1, "unplugged"
        if scene and changed != self._read_at:
            self._read_at = changed
            self.show(scene)

    def heard(self, playing: bytes) -> bytes | None:
        """The block the microphone hears while `playing` sounds; None when no block comes."""
        with self._lock:
            return self._source(playing)


class VirtualSession:
    """One pair that runs by the machine's clock, 10 ms a block."""

    def __init__(self, family: VirtualSound, port: SoundPort) -> None:
        self._family = family
        self._port = port
        self._ended = threading.Event()
        self._live = SoundEvent(SoundChange.LOST)
        self._thread = threading.Thread(target=self._run, name="virtual-sound", daemon=True)
        self._thread.start()

    @property
    def live(self) -> SoundEvent:
        """The last change and what runs now."""
        return self._live

    def choose(self, wanted: Wanted) -> None:
        """There is but one device."""
        self._say(self._standing())

    def close(self) -> None:
        """End; the port is not called after this returns."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        due = time.monotonic()
        self._say(self._standing())
        while not self._ended.wait(max(0.0, due - time.monotonic())):
            due = max(due + PERIOD, time.monotonic() - 10 * PERIOD)
            with contextlib.suppress(DeviceRefused):  # the scene before goes on
                self._family.follow()
            if self._standing() is not self._live.change:
                self._say(self._standing())
            if self._live.change is SoundChange.LIVE:
                self._one_block()

    def _one_block(self) -> None:
        heard = self._family.heard(self._port.played(time.monotonic()))
        if heard is not None:
            self._port.captured(heard, time.monotonic())

    def _standing(self) -> SoundChange:
        return {"unplugged": SoundChange.LOST, "stalled": SoundChange.STALLED}.get(self._family.scene, SoundChange.LIVE)

    def _say(self, change: SoundChange) -> None:
        name = _NAME if change is SoundChange.LIVE else ""
        self._live = SoundEvent(change, name, name)
        self._port.changed(self._live)


def _source(scene: str) -> Callable[[bytes], bytes | None]:
    match scene:
        case "quiet":
            return lambda _: SILENCE
        case "stalled" | "unplugged":
            return lambda _: None
        case "tone":
            return _over_and_over(_tone())
        case "echo":
            return _echo()
    return _over_and_over(_samples(Path(scene)))


def _tone() -> bytes:
    turns = (2 * math.pi * _TONE_HZ * n / RATE for n in range(RATE // 10 * 5))
    return array("h", (round(_TONE_HEIGHT * math.sin(turn)) for turn in turns)).tobytes()


def _echo() -> Callable[[bytes], bytes]:
    under_way = deque([SILENCE] * _ECHO_BLOCKS)

    def heard(playing: bytes) -> bytes:
        under_way.append(playing)
        return array("h", (sample // 2 for sample in array("h", under_way.popleft()))).tobytes()

    return heard


def _over_and_over(samples: bytes) -> Callable[[bytes], bytes]:
    place = 0

    def heard(_: bytes) -> bytes:
        nonlocal place
        block = samples[place : place + BLOCK_BYTES]
        place = (place + BLOCK_BYTES) % len(samples)
        return block

    return heard


def _samples(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LONGEST_FILE:
            raise DeviceRefused("file too long")
        with wave.open(str(file), "rb") as opened:
            if (opened.getframerate(), opened.getnchannels(), opened.getsampwidth()) != (RATE, 1, 2):
                raise DeviceRefused("not 48 kHz, mono, 16 bits")
            samples = opened.readframes(opened.getnframes())
    except (OSError, wave.Error, EOFError) as unreadable:
        raise DeviceRefused(str(unreadable)) from unreadable
    return (samples + bytes(-len(samples) % BLOCK_BYTES)) or SILENCE
