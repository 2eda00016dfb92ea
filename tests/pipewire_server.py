"""A PipeWire of our own in the place of PulseAudio: the same devices made of software, the same way to speak to it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pulse_server import DEVICES, PulseServer

NEEDED = ("pipewire", "wireplumber", "pipewire-pulse", "dbus-daemon", "pactl", "pacat")


def missing() -> list[str]:
    """The programs that this machine lacks for it."""
    return [name for name in NEEDED if shutil.which(name) is None]


class PipeWireServer(PulseServer):
    """The graph, its session manager, its PulseAudio side, and the bus without which the manager does not start."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._runtime = Path(self.environment["XDG_RUNTIME_DIR"])
        self.socket = self._runtime / "pulse" / "native"
        self._bus = self._runtime / "bus"
        self.environment |= {
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_RUNTIME_PATH": str(self.socket.parent),
            "PIPEWIRE_RUNTIME_DIR": str(self._runtime),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._bus}",
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start, and wait until all devices are there."""
        bus = ["dbus-daemon", "--session", "--nofork", f"--address={self.environment['DBUS_SESSION_BUS_ADDRESS']}"]
        self._run(bus, self._bus)
        self._run(["pipewire"], self._runtime / "pipewire-0")
        self._run(["wireplumber"])
        self._run(["pipewire-pulse"], self.socket)
        self._wait(lambda: not self.control("info", check=False).returncode)
        modules = [line.split()[1:] for line in DEVICES if line.startswith("load-module")]
        for module in modules:
            self.control("load-module", *module)
        for wish in ("set-default-sink speaker", "set-default-source mic"):
            self._wait(lambda wish=wish: self._holds(wish))

    def kill(self) -> None:
        """Let it die as if it had crashed."""
        for process in reversed(self._processes):
            process.kill()
            process.wait()
        self._processes.clear()
        for each in (self.socket, self._bus, self._runtime / "pipewire-0"):
            each.unlink(missing_ok=True)

    def _holds(self, wish: str) -> bool:
        """Whether the manager has taken the default over; it forgets one that came too early."""
        self.control(*wish.split(), check=False)
        return wish.split()[1] in [line.split(": ")[-1] for line in self.control("info").stdout.splitlines()]

    def _run(self, command: list[str], makes: Path | None = None) -> None:
        self._processes.append(
            subprocess.Popen(
                command, env=os.environ | self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        if makes is not None:
            self._wait(makes.exists)


@contextmanager
def pipewire_server(folder: Path) -> Iterator[PipeWireServer]:
    """A running server in `folder`, an empty one."""
    server = PipeWireServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
