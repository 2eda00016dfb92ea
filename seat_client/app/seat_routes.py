"""The lines to the centre as seat.toml names them."""

from seat_client.app.configuration import SeatConfiguration
from seat_client.paths import Route


def routes(configuration: SeatConfiguration) -> tuple[Route, ...]:
    """The lines by name, in order of preference; none where the machine chooses."""
    sources = (("wired", configuration.routes.wired), ("mobile", configuration.routes.mobile))
    return tuple(Route(name, source) for name, source in sources if source)
