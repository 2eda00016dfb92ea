"""What PulseAudio, or PipeWire in its place, says about devices and streams; asked by `pactl`.

PortAudio sees the server as one device called `pulse`, freezes its list when it starts, and is not told when the server
puts a stream on another device. So names, hot-plug and moves come from here.
"""

import os
import re
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from drivers.api.sound import Direction, SoundDevice

_PATIENCE: Final = 2.0
_MONITOR: Final = ".monitor"
_OF_INTEREST: Final = re.compile(r"'(new|remove|change)' on (source|sink|server|source-output|sink-input)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """The devices that this process's streams are on just now; empty where there is no stream."""

    microphone: str = ""
    speaker: str = ""


def is_there() -> bool:
    """Whether a server answers."""
    return _ask("info") is not None


def devices() -> Sequence[SoundDevice]:
    """Sources and sinks by name, without the monitors, which hear what a speaker plays."""
    info = _ask("info") or ""
    found = [
        SoundDevice("portaudio", name, direction, is_default=name == _after(f"Default {word}:", info))
        for direction, word in ((Direction.MICROPHONE, "Source"), (Direction.SPEAKER, "Sink"))
        for name in _names(f"{word.lower()}s")
    ]
    return [device for device in found if not is_monitor(device.name)]


def is_monitor(name: str) -> bool:
    """Whether a source is the sound of a speaker rather than a microphone."""
    return name.endswith(_MONITOR)


def place_of_this_process() -> Place:
    """Where the streams of this process are."""
    return Place(_place("source-outputs", "Source", "sources"), _place("sink-inputs", "Sink", "sinks"))


class Subscription:
    """Calls `told` whenever a device or a stream changes, and when the server ends; from a thread of its own."""

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._process = subprocess.Popen(
            ["pactl", "subscribe"], env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._thread = threading.Thread(target=self._run, name="pulse-watch", daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether the server has hung up."""
        return self._process.poll() is not None

    def close(self) -> None:
        """End; nothing is told after this returns."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _run(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        for line in self._process.stdout:
            if _OF_INTEREST.search(line):
                self._told()
        self._told()


def _names(kind: str) -> list[str]:
    lines = (_ask("list", "short", kind) or "").splitlines()
    return [fields[1] for line in lines if len(fields := line.split("\t")) > 1]


def _place(streams: str, word: str, kind: str) -> str:
    listed = _ask("list", streams) or ""
    ours = f'application.process.id = "{os.getpid()}"'
    for block in re.split(r"^\S.* #\d+$", listed, flags=re.MULTILINE):
        if ours in block:
            return _name_of(kind, _after(f"{word}:", block))
    return ""


def _name_of(kind: str, index: str) -> str:
    lines = (_ask("list", "short", kind) or "").splitlines()
    fields = (line.split("\t") for line in lines)
    return next((each[1] for each in fields if len(each) > 1 and each[0] == index), "")


def _after(label: str, text: str) -> str:
    found = re.search(rf"^\s*{re.escape(label)}\s*(.*)$", text, flags=re.MULTILINE)
    return found.group(1).strip() if found else ""


def _ask(*words: str) -> str | None:
    """What `pactl` prints; None without it, or when no server answers in time."""
    try:
        done = subprocess.run(
            ["pactl", *words], env=_environment(), capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    return os.environ | {"LC_ALL": "C"}  # The labels are translated otherwise.
