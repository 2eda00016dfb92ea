"""HTTP that leaves by the route in use: connections are bound to its address, and cut when another route is taken."""

import socket
from collections.abc import Callable, Sized
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from seat_client.paths.throughput import TimedBody, delivered

Transferred = Callable[[str, str, int, float], None]
"""Told of a transfer: from which own address, "down" or "up", how many bytes, in how many seconds."""


class RouteAdapter(HTTPAdapter):
    """Mount it on a session; `source` gives the local address to leave from, empty for the system's choice."""

    def __init__(self, source: Callable[[], str], transferred: Transferred = lambda *_: None) -> None:
        self._source = source
        self._transferred = transferred
        self._lines: WeakSet[socket.socket] = WeakSet()
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = _bound_pools(self._source, self._lines, self._transferred)

    def build_response(self, req: Any, resp: Any) -> Any:
        """The answer, whose body is timed; lines are cut at a change, so it comes by the route in use now."""
        answer, address = super().build_response(req, resp), self._source()
        if "event-stream" not in answer.headers.get("Content-Type", ""):  # which rests most of the time
            answer.raw = TimedBody(
                answer.raw, lambda count, seconds: self._transferred(address, "down", count, seconds)
            )
        return answer

    def cut(self) -> None:
        """End every connection on another route, those that wait for an answer too: what was asked is asked again."""
        address = self._source()
        stale = [line for line in list(self._lines) if not address or _own_address(line) != address]
        for line in stale:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        if stale:
            self.poolmanager.clear()


def _own_address(line: socket.socket) -> str:
    """Where a line leaves from; empty once it is closed."""
    try:
        return str(line.getsockname()[0])
    except OSError:
        return ""


def _bound_pools(
    source: Callable[[], str], lines: "WeakSet[socket.socket]", transferred: Transferred
) -> dict[str, Any]:
    class Metered:
        """A connection that tells what it has sent once the answer shows that it arrived."""

        _sending = 0

        def request(self, method: str, url: str, body: Any = None, *arguments: Any, **options: Any) -> None:
            self._sending = len(body) if isinstance(body, Sized) else 0
            super().request(method, url, body, *arguments, **options)  # type: ignore[misc]

        def getresponse(self) -> Any:
            answer = super().getresponse()  # type: ignore[misc]
            if self._sending:
                line: socket.socket = self.sock  # type: ignore[attr-defined]
                transferred(_own_address(line), "up", self._sending, delivered(line, self._sending))
            return answer

    class Bound(Metered, HTTPConnection):
        def connect(self) -> None:
            _bind(self, source)
            super().connect()
            lines.add(self.sock)

    class BoundSecurely(Metered, HTTPSConnection):
        def connect(self) -> None:
            _bind(self, source)
            super().connect()
            lines.add(self.sock)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Bound

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = BoundSecurely

    return {"http": Pool, "https": SecurePool}


def _bind(connection: HTTPConnection, source: Callable[[], str]) -> None:
    address = source()
    connection.source_address = (address, 0) if address else None
