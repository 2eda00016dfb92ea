"""A route's own address, the choice of a line, and what a change of lines leaves alone."""

import socket
import threading
from collections.abc import Iterator

import pytest

from seat_client.paths import Paths, Route, RouteMonitor
from seat_client.paths.local import local_address
from seat_client.sync.client import CentreClient
from tests.unit.sync.small_centre import SmallCentre
from tests.unit.sync.waiting import Heard


@pytest.fixture
def centre() -> Iterator[SmallCentre]:
    with SmallCentre() as centre:
        yield centre


def _port(centre: SmallCentre) -> int:
    return int(centre.url.rsplit(":", 1)[1])


@pytest.mark.parametrize("source", ["127.0.0.1", "lo"])
def test_an_address_stands_for_itself_and_an_interface_for_its_own(source: str) -> None:
    assert local_address(source) == "127.0.0.1"


def test_an_interface_that_is_not_there_has_no_address() -> None:
    with pytest.raises(OSError, match="No such device"):
        local_address("nowhere0")


def test_the_first_line_that_lives_carries_and_the_dead_one_is_told(centre: SmallCentre) -> None:
    monitor = RouteMonitor([Route("wired", "nowhere0"), Route("mobile", "lo")], ("127.0.0.1", _port(centre)))
    heard = Heard[Paths](monitor.paths)
    monitor.start()
    paths = heard.until_one(lambda paths: paths.active == "mobile")
    monitor.stop()
    assert paths.address == "127.0.0.1"
    assert not monitor.current.routes["wired"].up
    assert monitor.current.routes["mobile"].rtt_ms is not None


def test_a_client_that_follows_asks_from_the_lines_address_and_keeps_it_when_another_dies(centre: SmallCentre) -> None:
    """127.0.0.2 is a second local address: what leaves by it arrives from it."""
    monitor = RouteMonitor([Route("wired", "127.0.0.2"), Route("mobile", "lo")], ("127.0.0.1", _port(centre)))
    heard = Heard[Paths](monitor.paths)
    client = CentreClient(centre.url)
    end = client.follow(monitor)
    monitor.start()
    heard.until_one(lambda paths: paths.active == "wired" and paths.routes["mobile"].up)
    assert client.info().name == "Small"
    adapter = client._transport._http.get_adapter("http://x")
    (line,) = adapter._lines  # type: ignore[attr-defined]
    assert line.getsockname()[0] == "127.0.0.2"
    adapter.cut()  # type: ignore[attr-defined]
    assert _open(line), "a line on the route in use is not cut"
    end()
    monitor.stop()
    client.close()


def _open(line: socket.socket) -> bool:
    """Whether neither end was shut down: there is nothing to read, not even the end."""
    line.setblocking(False)
    try:
        return line.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True


def test_a_monitor_ends_its_threads() -> None:
    monitor = RouteMonitor([Route("wired", "lo")], ("127.0.0.1", 9))
    monitor.start()
    monitor.stop()
    monitor.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "route-wired"]


def test_a_start_does_not_fall_to_whichever_line_answers_sooner() -> None:
    wired, mobile = Route("wired", "127.0.0.2"), Route("mobile", "lo")
    for first_of_wired, chosen in ((1.0, "wired"), (None, "mobile")):
        monitor = RouteMonitor([wired, mobile], ("127.0.0.1", 9))
        monitor._take(mobile, "127.0.0.1", 0.5)
        assert monitor.current.active == ""
        monitor._take(wired, "127.0.0.2", first_of_wired)
        assert monitor.current.active == chosen
