"""HTTP that leaves by the route in use: connections are bound to its address, and cut when another route is taken."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class RouteAdapter(HTTPAdapter):
    """Mount it on a session; `source` gives the local address to leave from, empty for the system's choice."""

    def __init__(self, source: Callable[[], str]) -> None:
        self._source = source
        self._lines: WeakSet[socket.socket] = WeakSet()
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = _bound_pools(self._source, self._lines)

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


def _bound_pools(source: Callable[[], str], lines: "WeakSet[socket.socket]") -> dict[str, Any]:
    class Bound(HTTPConnection):
        def connect(self) -> None:
            _bind(self, source)
            super().connect()
            lines.add(self.sock)

    class BoundSecurely(HTTPSConnection):
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
