"""The PC/SC service of a test run: started apart from the machine's own, killed and started again at will.

Import this before anything opens PC/SC: the client library reads its socket's place once per process.
"""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from drivers.api.errors import DriverError
from drivers.pcsc.family import PcscFamily
from drivers.pcsc.winscard import Context, scard
from tests.piv_card.slot import Slot

_PORT = 0x5430
_DRIVERS = ("/usr/lib/pcsc/drivers/serial/libifdvpcd.so", "/usr/lib64/pcsc/drivers/serial/libifdvpcd.so")
_READER = 'FRIENDLYNAME "{name}"\nDEVICENAME /dev/null:{port:#x}\nLIBPATH {driver}\nCHANNELID {port:#x}\n'
_DEADLINE_S = 30.0
_EMPTY = 0x0010

FOLDER = Path(tempfile.mkdtemp(prefix="pcsc-"))
"""Where this process's service listens."""
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["PCSCLITE_CSOCK_NAME"] = str(FOLDER / "comm" / "pcscd.comm")


def missing() -> str | None:
    """Why the service cannot be started here, or None when it can."""
    if scard is None:
        return "needs pyscard"
    if shutil.which("pcscd") is None or _driver() is None:
        return "needs the packages pcscd and vsmartcard-vpcd"
    if subprocess.run([*_unshare(), "true"], capture_output=True, check=False).returncode:
        return "needs leave to make namespaces (root, or user namespaces)"
    return None


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for a condition with a generous deadline."""
    tick, waited = threading.Event(), 0.0
    while not condition():
        if waited > _DEADLINE_S:
            raise AssertionError(f"in {_DEADLINE_S} s not seen: {what}")
        tick.wait(0.01)
        waited += 0.01


class PcscService:
    """A pcscd with one virtual reader, which has two slots."""

    def __init__(self) -> None:
        self._configuration = FOLDER / "reader.conf.d"
        self._configuration.mkdir(parents=True)
        (FOLDER / "comm").mkdir()
        self._asking, inside = socket.socketpair()
        self._holder = self._unshared(inside)
        inside.close()
        self.slots = [Slot(lambda: self._connect(_PORT)), Slot(lambda: self._connect(_PORT + 1))]

    def start(self, name: str = "Seat Test Reader") -> None:
        """Start the service and wait until it lists its readers."""
        text = _READER.format(name=name, port=_PORT, driver=_driver())
        (self._configuration / "virtual").write_text(text)
        self._ask(f"start {self._configuration}")
        until(lambda: len(self.readers()) == 2, "the service's readers")

    def kill(self) -> None:
        """Kill the service as a crash would, and take the cards out of what is left."""
        self.crash()
        for slot in self.slots:
            slot.pull()

    def crash(self) -> None:
        """Kill the service alone; a card's hook may call it."""
        self._ask("kill")

    def readers(self) -> list[str]:
        """The readers the service lists now; none while it is down."""
        try:
            return [reader.info.label for reader in PcscFamily().readers()]
        except DriverError:
            return []

    def is_empty(self) -> bool:
        """Whether the service itself has seen every slot empty.

        It looks a few times a second and counts what it sees, so an even count is an empty slot. Without this a
        card put back sooner than its next look would never be announced.
        """
        context = Context()
        try:
            states = context.states([(name, 0) for name in context.readers()], 0) or []
        finally:
            context.release()
        return all(state & _EMPTY and not (state >> 16) % 2 for _, state, _ in states)

    def close(self) -> None:
        """End everything."""
        for slot in self.slots:
            slot.pull()
        self._asking.close()
        self._holder.wait(timeout=_DEADLINE_S)

    def _unshared(self, inside: socket.socket) -> "subprocess.Popen[bytes]":
        script = [sys.executable, str(Path(__file__).with_name("namespace.py")), str(inside.fileno())]
        return subprocess.Popen([*_unshare(), *script, str(FOLDER / "comm")], pass_fds=[inside.fileno()])

    def _ask(self, request: str) -> None:
        self._asking.sendall(request.encode())
        assert self._asking.recv(16) == b"ok"

    def _connect(self, port: int) -> socket.socket:
        lines: list[int] = []

        def connected() -> bool:
            self._asking.sendall(f"connect {port}".encode())
            lines.extend(socket.recv_fds(self._asking, 16, 1)[1])
            return bool(lines)

        until(connected, f"the reader's port {port}")
        return socket.socket(fileno=lines[0])


def _driver() -> str | None:
    return next((path for path in _DRIVERS if Path(path).exists()), None)


def _unshare() -> list[str]:
    return ["unshare", "-m", "-n", *([] if os.geteuid() == 0 else ["-r"]), "--"]
