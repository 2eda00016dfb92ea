"""The two routes to the centre, wired and 5G: which is up, how good each is, and which one to take.

    Route     its name, and its own address or interface: a socket bound to it leaves by it
    Figures   round trip, loss, and how fast real transfers went, of one route
    Paths     what a monitor says: figures by route, and the route in use

One monitor serves everyone: sync, the conference and the self-test read `RouteMonitor.paths`.
"""

from seat_client.paths.monitor import Figures, Paths, Route, RouteMonitor

__all__ = ["Figures", "Paths", "Route", "RouteMonitor"]
