"""How fast a route carries is known from what was transferred anyway, and only from what was long enough to tell."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from seat_client.paths import Paths, Route, RouteMonitor
from seat_client.paths.throughput import KEPT, LEAST_BYTES, Rate, TimedBody
from seat_client.sync.transport import Transport, body
from tests.unit.sync.waiting import Heard

PIECES, PIECE, REST = 16, 64 * 1024, 0.02
FASTEST = PIECE * 8e-6 / REST * PIECES / (PIECES - 1)  # Mbit/s: the server rests between two pieces
LIMIT = 32 << 20


class _Handler(BaseHTTPRequestHandler):
    """Gives a megabyte in pieces, or a little; takes whatever it is sent."""

    protocol_version = "HTTP/1.1"
    rest = threading.Event()

    def do_GET(self) -> None:
        pieces = PIECES if self.path == "/much" else 0
        self._head(pieces * PIECE or 10)
        for number in range(pieces):
            if number:
                self.rest.wait(REST)
            self.wfile.write(bytes(PIECE))
        if not pieces:
            self.wfile.write(bytes(10))

    def do_PUT(self) -> None:
        left = int(self.headers["Content-Length"])
        while left:
            left -= len(self.rfile.read(min(left, PIECE)))
        self._head(0)

    def _head(self, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def monitor(server: ThreadingHTTPServer) -> Iterator[RouteMonitor]:
    monitor = RouteMonitor([Route("wired", "127.0.0.2"), Route("mobile", "lo")], server.server_address[:2])  # type: ignore[arg-type]
    heard = Heard[Paths](monitor.paths)
    monitor.start()
    heard.until_one(lambda paths: paths.active == "wired" and paths.routes["mobile"].up)
    yield monitor
    monitor.stop()


@pytest.fixture
def transport(server: ThreadingHTTPServer, monitor: RouteMonitor) -> Iterator[Transport]:
    transport = Transport(f"http://127.0.0.1:{server.server_port}", None)
    transport.follow(monitor.source, monitor.transferred)
    yield transport
    transport.close()


def rates(monitor: RouteMonitor, name: str) -> tuple[float | None, float | None]:
    """Down and up, as the next probe tells them."""
    seen, probed = monitor._seen[name], len(monitor._seen[name])
    pause = threading.Event()
    while len(seen) == probed:
        pause.wait(0.02)
    with monitor._gate:
        figures = monitor.current.routes[name]
    return figures.down_mbit, figures.up_mbit


def get(transport: Transport, path: str) -> bytes:
    with transport.start("GET", path) as answer:
        return body(answer, LIMIT)


def test_a_download_tells_the_rate_of_the_route_it_came_by_and_of_no_other(
    transport: Transport, monitor: RouteMonitor
) -> None:
    assert len(get(transport, "/much")) == PIECES * PIECE
    down, _ = rates(monitor, "wired")
    assert down is not None
    assert 0 < down <= FASTEST, "no faster than the server gave it"
    assert rates(monitor, "mobile") == (None, None)


def test_what_the_reader_does_between_two_blocks_does_not_count() -> None:
    """A body whose blocks are all there at once, read slowly: faster than the reader."""
    told: list[tuple[int, float]] = []

    class AllThere:
        def stream(self, size: int) -> Iterator[bytes]:
            yield from [bytes(size)] * 4

    pause = threading.Event()
    for _ in TimedBody(AllThere(), lambda count, seconds: told.append((count, seconds))).stream(PIECE):
        pause.wait(0.05)
    ((count, seconds),) = told
    assert count == 4 * PIECE
    assert seconds < 4 * 0.05


def test_an_upload_tells_the_rate_at_which_it_was_acknowledged(transport: Transport, monitor: RouteMonitor) -> None:
    with transport.start("PUT", "/report", data=bytes(8 << 20)):
        pass
    _, up = rates(monitor, "wired")
    assert up is not None
    assert up > 0


def test_short_answers_tell_nothing(transport: Transport, monitor: RouteMonitor) -> None:
    for _ in range(20):
        get(transport, "/little")
    assert rates(monitor, "wired") == (None, None)


def test_a_rate_is_that_of_the_last_transfers() -> None:
    rate = Rate()
    for _ in range(KEPT):
        rate.take(10_000_000, 10)
    assert rate.mbit == 8
    for _ in range(KEPT):
        rate.take(10_000_000, 1)
    assert rate.mbit == 80


def test_nothing_is_known_before_something_was_transferred() -> None:
    rate = Rate()
    rate.take(LEAST_BYTES - 1, 1)
    rate.take(LEAST_BYTES, 0)
    assert rate.mbit is None
