"""A PulseAudio of our own with devices made of software, in a scratch folder: real PortAudio, real streams, no card.

`mic` is what the program hears (play into `micfeed`), `speaker` is where it plays (record `speaker.monitor`);
`mic2` and `speaker2` are a second pair.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NEEDED = ("pulseaudio", "pactl", "pacat")
DEVICES = (
    "load-module module-null-sink sink_name=speaker rate=48000 channels=1",
    "load-module module-null-sink sink_name=micfeed rate=48000 channels=1",
    "load-module module-remap-source source_name=mic master=micfeed.monitor",
    "load-module module-null-sink sink_name=speaker2 rate=48000 channels=1",
    "load-module module-null-sink sink_name=micfeed2 rate=48000 channels=1",
    "load-module module-remap-source source_name=mic2 master=micfeed2.monitor",
    "set-default-sink speaker",
    "set-default-source mic",
)


def missing() -> list[str]:
    """The programs that this machine lacks for it."""
    return [name for name in NEEDED if shutil.which(name) is None]


class PulseServer:
    """One server and the environment in which a program finds it."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "pulse.sock"
        runtime, home = folder / "run", folder / "home"
        for each in (runtime, home):
            each.mkdir(mode=0o700)
        (home / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        self._script = folder / "pulse.pa"
        reach = f"load-module module-native-protocol-unix auth-anonymous=1 socket={self.socket}"
        self._script.write_text("\n".join((*DEVICES, reach)) + "\n")
        self.environment = {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_RUNTIME_PATH": str(runtime),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._waking: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(self._script), "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"],
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait(lambda: not self.control("info", check=False).returncode)
        self._wake()

    def _wait(self, holds: Callable[[], bool]) -> None:
        ends = time.monotonic() + 20
        while not holds():
            if time.monotonic() > ends:
                raise TimeoutError("the sound server does not answer")
            time.sleep(0.05)

    def _wake(self) -> None:
        """Have the sinks work in short blocks: an idle null sink renders two seconds at once, and whoever opens it
        waits for their end. No card does that."""
        quick = ("--playback", "--latency-msec=20", "--raw", "--rate=48000", "--channels=1", "/dev/zero")
        self._waking = [
            self.program("pacat", f"--device={sink}", *quick) for sink in ("speaker", "speaker2", "micfeed", "micfeed2")
        ]
        time.sleep(2.2)

    def kill(self) -> None:
        """Let it die as if it had crashed."""
        assert self._process is not None
        for process in (self._process, *self._waking):
            process.kill()
            process.wait()
        self.socket.unlink(missing_ok=True)

    def control(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`pactl` with these words."""
        return subprocess.run(
            ["pactl", *words], env=os.environ | self.environment, capture_output=True, text=True, check=check
        )

    def unload(self, argument: str) -> None:
        """Take away the device whose module has this argument."""
        for line in self.control("list", "short", "modules").stdout.splitlines():
            fields = line.split("\t")  # PipeWire's own modules have arguments of several lines.
            if len(fields) > 2 and argument in fields[2].split():
                self.control("unload-module", fields[0])

    def recording(self, source: str, into: IO[bytes]) -> subprocess.Popen[bytes]:
        """A program that writes what `source` hears, raw, 48 kHz mono, into a file."""
        words = ["parec", f"--device={source}", "--raw", "--rate=48000", "--channels=1", "--latency-msec=20"]
        return subprocess.Popen(words, env=os.environ | self.environment, stdout=into)

    def program(self, *words: str) -> subprocess.Popen[bytes]:
        """A program that plays or records there, such as `pacat`."""
        return subprocess.Popen(list(words), env=os.environ | self.environment)


@contextmanager
def pulse_server(folder: Path) -> Iterator[PulseServer]:
    """A running server in `folder`, an empty one."""
    server = PulseServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
