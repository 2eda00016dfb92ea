"""One opened pair of PortAudio streams in callback mode. Only the owner thread of a session comes here."""

import contextlib
import os
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

from drivers.api.errors import DeviceAbsent, LibraryMissing
from drivers.api.sound import BLOCK, RATE, Direction, SoundDevice, SoundPort, Wanted

try:
    import pyaudio  # type: ignore[import-untyped]
except ImportError as missing:
    raise LibraryMissing("PyAudio", str(missing)) from missing

_SERVER_DEVICE: Final = "pulse"
"""The name under which ALSA knows PulseAudio and PipeWire."""
_SERVER_BUFFER_MS: Final = {Direction.MICROPHONE: "20", Direction.SPEAKER: "50"}
"""What the server keeps. A microphone's blocks come in bursts of it; a speaker underruns under load with 20 ms, and
that a hiccup of 40 ms is survived is worth the 30 ms more."""
_starting = threading.Lock()
"""PortAudio's start and end are not thread-safe, and the environment is the process's."""


class Pair:
    """Microphone and speaker, running. Raises DeviceAbsent when either does not open.

    `by_server`: names are the sound server's, not PortAudio's.
    """

    def __init__(self, wanted: Wanted, port: SoundPort, *, by_server: bool) -> None:
        self._port = port
        self._closed = False
        self.opened = self._heard = self._played = time.monotonic()
        self.blocks_heard = self.blocks_played = 0
        self._streams: list[Any] = []
        with _starting, silenced():
            self._portaudio = pyaudio.PyAudio()
        try:
            for direction in (Direction.SPEAKER, Direction.MICROPHONE):
                self._open(direction, wanted, by_server=by_server)
        except (OSError, ValueError) as failed:
            self.close()
            raise DeviceAbsent(str(failed)) from failed
        except DeviceAbsent:
            self.close()
            raise

    def silent_for(self) -> float:
        """Seconds since the end that was called longest ago was called."""
        return time.monotonic() - min(self._heard, self._played)

    @property
    def began(self) -> bool:
        """Whether both ends have been called."""
        return self.blocks_heard > 0 and self.blocks_played > 1

    @property
    def active(self) -> bool:
        """False once PortAudio has given a stream up, as when the server died."""
        return all(stream.is_active() for stream in self._streams)

    def close(self) -> None:
        """End both streams at once; what was still to be played is dropped."""
        self._closed = True
        for stream in self._streams:  # Not `stop_stream`: on a stalled stream it waits for what will never be played.
            stream.close()
        with _starting:
            self._portaudio.terminate()

    def _open(self, direction: Direction, wanted: Wanted, *, by_server: bool) -> None:
        is_input = direction is Direction.MICROPHONE
        name = wanted.microphone if is_input else wanted.speaker
        index = self._index(_SERVER_DEVICE if by_server else name, direction)
        with _starting, silenced(), _server_device(direction, name if by_server else ""):
            stream = self._portaudio.open(
                RATE,
                1,
                pyaudio.paInt16,
                input=is_input,
                output=not is_input,
                input_device_index=index if is_input else None,
                output_device_index=None if is_input else index,
                frames_per_buffer=BLOCK,
                stream_callback=self._hear if is_input else self._play,
            )
        self._streams.append(stream)

    def _index(self, name: str, direction: Direction) -> int | None:
        """PortAudio's number of a device; None is its default. Raises DeviceAbsent."""
        if not name:
            return None
        for number, info in _listed(self._portaudio):
            if info["name"] == name and _goes(info, direction):
                return number
        raise DeviceAbsent(name)

    def _hear(self, data: bytes, _count: int, _times: object, _flags: int) -> tuple[None, int]:
        self._heard = time.monotonic()
        self.blocks_heard += 1
        if not self._closed:
            self._port.captured(data, self._heard)
        return None, pyaudio.paContinue

    def _play(self, _data: object, count: int, _times: object, _flags: int) -> tuple[bytes, int]:
        self._played = time.monotonic()
        self.blocks_played += 1
        return (bytes(2 * count) if self._closed else self._port.played(self._played)), pyaudio.paContinue


def devices() -> list[SoundDevice]:
    """What PortAudio itself lists, on systems without a sound server it goes through."""
    with _starting, silenced():
        portaudio = pyaudio.PyAudio()
        try:
            return [
                SoundDevice("portaudio", str(info["name"]), direction, is_default=number == default)
                for direction in Direction
                for default in [_default(portaudio, direction)]
                for number, info in _listed(portaudio)
                if _goes(info, direction)
            ]
        finally:
            portaudio.terminate()


def _listed(portaudio: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number in range(portaudio.get_device_count()):
        yield number, portaudio.get_device_info_by_index(number)


def _goes(info: Mapping[str, Any], direction: Direction) -> bool:
    key = "maxInputChannels" if direction is Direction.MICROPHONE else "maxOutputChannels"
    return int(info[key]) > 0


def _default(portaudio: Any, direction: Direction) -> int | None:
    ask = (
        portaudio.get_default_input_device_info
        if direction is Direction.MICROPHONE
        else portaudio.get_default_output_device_info
    )
    try:
        return int(ask()["index"])
    except OSError:
        return None


@contextlib.contextmanager
def _server_device(direction: Direction, name: str) -> Iterator[None]:
    """Have libpulse open the device of that name: it asks its environment, PortAudio has no way to say it."""
    wanted = {"PULSE_LATENCY_MSEC": os.environ.get("PULSE_LATENCY_MSEC", _SERVER_BUFFER_MS[direction])}
    if name:
        wanted["PULSE_SOURCE" if direction is Direction.MICROPHONE else "PULSE_SINK"] = name
    before = {variable: os.environ.get(variable) for variable in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for variable, value in before.items():
            if value is None:
                del os.environ[variable]
            else:
                os.environ[variable] = value


@contextlib.contextmanager
def silenced() -> Iterator[None]:
    """Keep ALSA's and JACK's eighty lines about absent hardware off the standard error of the process."""
    os.environ.setdefault("JACK_NO_START_SERVER", "1")
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
