"""Runs inside `unshare -m -n`: a pcscd that sees nothing of the machine and that the machine does not see.

The virtual reader listens on every address, so it gets a network of its own; the service's socket has one
place per machine, so it gets a /run of its own, whose pcscd folder is the one the test names. The test asks
through a socket pair: `start CONFIG`, `kill`, or `connect PORT`, answered with an open connection.
"""

import array
import contextlib
import fcntl
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path

_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1


def main(descriptor: int, folder: str) -> None:
    asking = socket.socket(fileno=descriptor)
    _own_run(folder)
    _loopback_up()
    service: subprocess.Popen[bytes] | None = None
    while request := asking.recv(4096).decode():
        word, _, rest = request.partition(" ")
        if word == "start":
            service = _start(Path(folder), rest)
            asking.sendall(b"ok")
        elif word == "kill" and service is not None:
            _end(service)
            asking.sendall(b"ok")
        else:
            _connect(asking, int(rest))
    if service is not None:
        _end(service)


def _own_run(folder: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    Path("/run/pcscd").mkdir()
    subprocess.run(["mount", "--bind", folder, "/run/pcscd"], check=True)


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = array.array("b", struct.pack("16sh14x", b"lo", 0))
        fcntl.ioctl(any_socket, _SIOCGIFFLAGS, request)
        _, flags = struct.unpack("16sh14x", request.tobytes())
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))


def _start(folder: Path, configuration: str) -> "subprocess.Popen[bytes]":
    for left_over in folder.iterdir():
        left_over.unlink()
    return subprocess.Popen(["pcscd", "-f", "-c", configuration], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _end(service: "subprocess.Popen[bytes]") -> None:
    service.send_signal(signal.SIGKILL)
    service.wait()


def _connect(asking: socket.socket, port: int) -> None:
    with socket.socket() as line, contextlib.suppress(ConnectionRefusedError):
        line.connect(("127.0.0.1", port))
        socket.send_fds(asking, [b"ok"], [line.fileno()])
        return
    asking.sendall(b"no")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
