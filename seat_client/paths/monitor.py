"""Watches the routes by opening a connection to the centre from each route's own address, a few times a second."""

import logging
import socket
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from seat_client.paths.local import local_address
from seat_client.paths.throughput import Rate
from seat_client.topic import Topic

PROBE_SECONDS = 0.4
ANSWER_SECONDS = 0.5
"""A probe that is not answered by then counts as lost; a route is down after two in a row: in 1.3 s at the latest."""
LOST_IN_A_ROW = 2
KEPT = 50

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Route:
    """One way out: its `name`, and in `address` the local IP address, or the interface, that its sockets leave by."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How one route does: `rtt_ms` the median round trip, `loss` the share of lost probes, `down_mbit` and `up_mbit`
    the megabits a second of the last real transfers. None: nothing heard, or nothing long enough transferred yet."""

    up: bool = False
    rtt_ms: float | None = None
    loss: float = 0.0
    down_mbit: float | None = None
    up_mbit: float | None = None


@dataclass(frozen=True, slots=True)
class Paths:
    """All routes by name, in their order of preference; `active` is empty while none is up."""

    routes: dict[str, Figures] = field(default_factory=dict)
    active: str = ""
    address: str = ""


class RouteMonitor:
    """A thread per route from `start` to `stop`; publishes `paths` whenever a route or the choice changes.

    The route in use is kept as long as it is up, so that nothing goes to and fro; the first that is up comes next. None
    is chosen before every route preferred to it was tried once: a start must not fall to whichever answers sooner.
    """

    def __init__(self, routes: Sequence[Route], centre: tuple[str, int]) -> None:
        """`centre` is the address probes connect to."""
        self.paths: Topic[Paths] = Topic()
        self.current = Paths({route.name: Figures() for route in routes})
        self._routes = tuple(routes)
        self._centre = centre
        self._seen: dict[str, deque[float | None]] = {route.name: deque(maxlen=KEPT) for route in routes}
        self._rates = {(route.name, way): Rate() for route in routes for way in ("down", "up")}
        self._addresses: dict[str, str] = {}
        self._gate = threading.Lock()
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._watch, args=(route,), name=f"route-{route.name}", daemon=True)
            for route in routes
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the probes; safe to call twice."""
        self._ended.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def source(self) -> str:
        """The local address to leave from now; empty while no route is up, and the system chooses."""
        return self.current.address

    def transferred(self, address: str, way: str, count: int, seconds: float) -> None:
        """Something was transferred from this own address, `way` "down" or "up"."""
        with self._gate:
            for name, own in self._addresses.items():
                if own == address:
                    self._rates[name, way].take(count, seconds)

    def _watch(self, route: Route) -> None:
        while not self._ended.is_set():
            began = time.monotonic()
            self._take(route, *self._probe(route))
            self._ended.wait(max(0.0, PROBE_SECONDS - (time.monotonic() - began)))

    def _probe(self, route: Route) -> tuple[str, float | None]:
        """The route's own address now, and the milliseconds a connection takes from it; None without an answer."""
        began, address = time.perf_counter_ns(), ""
        try:
            address = local_address(route.address)
            with socket.create_connection(self._centre, ANSWER_SECONDS, source_address=(address, 0)):
                return address, (time.perf_counter_ns() - began) / 1e6
        except OSError:
            return address, None

    def _take(self, route: Route, address: str, answer: float | None) -> None:
        with self._gate:
            self._addresses[route.name] = address
            seen = self._seen[route.name]
            seen.append(answer)
            figures = _figures(seen, self._rates[route.name, "down"].mbit, self._rates[route.name, "up"].mbit)
            before = self.current
            routes = {**before.routes, route.name: figures}
            active = self._choose(routes, before.active)
            self.current = Paths(routes, active, self._addresses.get(active, ""))
            moved = (active, self.current.address) != (before.active, before.address)
            changed = moved or figures.up != before.routes[route.name].up
            if changed:
                log.info("routes: %s", ", ".join(f"{n} {'up' if f.up else 'down'}" for n, f in routes.items()))
                self.paths.publish(self.current)

    def _choose(self, routes: dict[str, Figures], active: str) -> str:
        if active and routes[active].up:
            return active
        for route in self._routes:
            if routes[route.name].up:
                return route.name
            if not self._seen[route.name]:
                return ""
        return ""


def _figures(seen: deque[float | None], down: float | None, sent: float | None) -> Figures:
    answers = sorted(answer for answer in seen if answer is not None)
    last = list(seen)[-LOST_IN_A_ROW:]
    up = any(answer is not None for answer in last)
    rtt = round(answers[len(answers) // 2], 2) if answers else None
    return Figures(up, rtt, round(1 - len(answers) / len(seen), 3), down, sent)
