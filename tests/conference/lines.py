"""Namespaces of our own with bad lines between them: the seat's, with one or two lines, and the server's.

A third one is the router between the lines and the server: libnice binds Janus's sockets to the one device that bears
their address, so the server must have a single device for all.
"""

import asyncio
import ctypes
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

SERVER, ROUTER = "10.9.0.2", "10.9.0.1"
SEAT = ("10.9.1.1", "10.9.2.1")
MOVED = "10.9.1.9"
"""The address the seat's first line changes to."""

CLONE_NEWNET = 0x40000000
LONGEST = 400.0
"""Seconds a loop in a namespace may take."""

BRIDGE = Path(__file__).with_name("bridge.py")


class Lines:
    """`seat`, `server` and `router` are the namespaces' names."""

    def __init__(self, paths: int) -> None:
        self.paths = paths
        self.seat, self.server, self.router = (f"{letter}{os.getpid()}" for letter in ("cs", "cc", "cr"))
        self._bridge: subprocess.Popen[str] | None = None

    def up(self) -> None:
        for name in (self.seat, self.server, self.router):
            _run("ip", "netns", "add", name)
            _run("ip", "-n", name, "link", "set", "lo", "up")
        self._wire_server()
        arguments = [sys.executable, str(BRIDGE), self.seat, self.router, str(self.paths)]
        self._bridge = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._bridge.stdout is not None
        assert self._bridge.stdout.readline() == "ready\n"
        for path in range(self.paths):
            for name in (self.seat, self.router):
                _run("ip", "-n", name, "link", "set", f"line{path}", "up")
            self.address(path, SEAT[path])

    def _wire_server(self) -> None:
        ends = ((self.server, "wan", SERVER), (self.router, "lan", ROUTER))
        _run("ip", "-n", self.server, "link", "add", "wan", "type", "veth", "peer", "name", "lan", "netns", self.router)
        for name, device, address in ends:
            _run("ip", "-n", name, "address", "add", f"{address}/24", "dev", device)
            _run("ip", "-n", name, "link", "set", device, "up")
        _run("ip", "-n", self.server, "route", "add", "default", "via", ROUTER)
        _run("ip", "netns", "exec", self.router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")

    def address(self, path: int, address: str) -> None:
        """The seat's address on this path; its packets go out by this path alone."""
        device, table = f"line{path}", str(100 + path)
        _run("ip", "-n", self.seat, "address", "flush", "dev", device)
        _run("ip", "-n", self.seat, "address", "add", f"{address}/32", "dev", device)
        _run("ip", "-n", self.seat, "route", "replace", SERVER, "dev", device, "table", table, "src", address)
        _run("ip", "-n", self.seat, "rule", "add", "from", address, "table", table)
        _run("ip", "-n", self.seat, "route", "replace", SERVER, "dev", "line0", check=False)
        _run("ip", "-n", self.router, "route", "replace", address, "dev", device)

    def down(self) -> None:
        if self._bridge is not None:
            assert self._bridge.stdin is not None
            assert self._bridge.stdout is not None
            self._bridge.stdin.close()
            self._bridge.stdout.close()
            self._bridge.wait(10)
        for name in (self.seat, self.server, self.router):
            _run("ip", "netns", "delete", name, check=False)

    def terms(self, path: int = 0, *, both: dict[str, Any] | None = None, **directions: dict[str, Any]) -> None:
        """Change a path: `both`, or `up` (from the seat) and `down`."""
        if both is not None:
            directions = {"up": both, "down": both}
        assert self._bridge is not None
        assert self._bridge.stdin is not None
        self._bridge.stdin.write(json.dumps({"path": path} | directions) + "\n")
        self._bridge.stdin.flush()

    def octets(self, path: int) -> tuple[int, int]:
        """Bytes that went out of and came into the seat by this path, counted by the device."""
        shown = _run("ip", "-j", "-s", "-n", self.seat, "link", "show", f"line{path}")
        stats = json.loads(shown)[0]["stats64"]
        return int(stats["tx"]["bytes"]), int(stats["rx"]["bytes"])

    def within(self, namespace: str) -> tuple[str, ...]:
        """What to put before a command to run it there."""
        return ("ip", "netns", "exec", namespace)

    def run(self, namespace: str, work: Callable[[], Coroutine[Any, Any, None]]) -> "Running":
        """Run a loop in a thread of that namespace."""
        return Running(namespace, work)


class Running:
    """A loop in a namespace; `result` waits for it and raises what it raised."""

    def __init__(self, namespace: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(namespace, work), daemon=True)
        self._thread.start()

    def _run(self, namespace: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            enter(namespace)
            asyncio.run(work())
        except BaseException as failure:  # noqa: BLE001 - handed to whoever waits
            self._failed = failure

    def result(self) -> None:
        self._thread.join(LONGEST)
        if self._thread.is_alive():
            raise TimeoutError("it has no end")
        if self._failed is not None:
            raise self._failed


def enter(namespace: str) -> None:
    """Sockets of this thread belong to that namespace from now on."""
    with Path(f"/run/netns/{namespace}").open("rb") as file:
        if ctypes.CDLL(None, use_errno=True).setns(file.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")


@contextmanager
def lines(paths: int = 1) -> Iterator[Lines]:
    """The namespaces and the bridge; skips where we may not make them."""
    if os.geteuid() != 0 or not Path("/dev/net/tun").exists():
        pytest.skip("needs hardware: the right to make network namespaces and TUN devices")
    made = Lines(paths)
    try:
        made.up()
        yield made
    finally:
        made.down()


def _run(*command: str, check: bool = True) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout
