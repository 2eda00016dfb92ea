"""A line that does its worst: cuts, delays, throttles, half-answers, answers 500, repeats and reorders requests.

A TCP proxy before a centre. `worst` draws the next connection's fault from a seeded list; the seat must come through.
"""

import random
import socket
import threading
from contextlib import suppress

FAULTS = (
    "none",
    "refuse",
    "cut-request",
    "cut-answer",
    "half-answer",
    "delay",
    "throttle",
    "http-500",
    "twice",
    "stale",
)
BLOCK = 1024
ANSWER_500 = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"


class FaultProxy:
    """Listens on loopback; counts what it did to whom."""

    def __init__(self, port: int, seed: int) -> None:
        self._far = port
        self._chance = random.Random(seed)
        self._kept = b""
        self.done: dict[str, int] = dict.fromkeys(FAULTS, 0)
        self.calm = False
        self._server = socket.create_server(("127.0.0.1", 0))
        self._wait = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def close(self) -> None:
        self._wait.set()
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        """One request and its answer, then the line is closed: each request meets a fault of its own."""
        with near, suppress(OSError):
            request = _message(near)
            if not request:
                return
            streamed = b"/facts/stream" in request[:200]
            fault = "none" if self.calm or streamed else self._chance.choice(FAULTS)
            self.done[fault] += 1
            self._with_fault(near, request.replace(b"keep-alive", b"close", 1), fault)

    def _with_fault(self, near: socket.socket, request: bytes, fault: str) -> None:  # noqa: C901 - a line per fault
        if fault == "refuse":
            return
        if fault == "http-500":
            near.sendall(ANSWER_500)
            return
        if fault == "cut-request":
            request = request[: len(request) // 2]
        if fault == "delay":
            self._wait.wait(self._chance.uniform(0.01, 0.2))
        if fault == "stale" and self._kept:
            self._ask(self._kept)  # an old request arrives once more, behind newer ones
        answer = self._ask(request)
        if fault == "twice":
            answer = self._ask(request)
        if b"POST /v0/acts" in request[:40]:
            self._kept = request
        if fault == "cut-answer":
            return
        if fault == "half-answer":
            answer = answer[: len(answer) // 2]
        for at in range(0, len(answer), BLOCK if fault == "throttle" else max(1, len(answer))):
            near.sendall(answer[at : at + BLOCK] if fault == "throttle" else answer)
            if fault == "throttle":
                self._wait.wait(0.002)

    def _ask(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self._far), 5) as far:
            far.sendall(request)
            far.shutdown(socket.SHUT_WR)
            far.settimeout(5)
            answer = b""
            with suppress(OSError):
                while block := far.recv(65536):
                    answer += block
                    if _is_whole(answer):
                        break
            return answer


def _message(line: socket.socket) -> bytes:
    line.settimeout(30)
    content = b""
    while not _is_whole(content):
        block = line.recv(65536)
        if not block:
            return b""
        content += block
    return content


def _is_whole(content: bytes) -> bool:
    head, found, body = content.partition(b"\r\n\r\n")
    if not found:
        return False
    lengths = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return len(body) >= (lengths[0] if lengths else 0)
