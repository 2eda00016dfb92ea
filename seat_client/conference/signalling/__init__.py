"""How a line agrees with a server on what is sent and received: one port, an adapter for each kind of server."""

from seat_client.conference.signalling.port import MOST_FEEDS, Access, Layer, RemoteFeed, Room, Signalling, Wish, Wishes
from seat_client.conference.signalling.table import open_signalling

__all__ = ["MOST_FEEDS", "Access", "Layer", "RemoteFeed", "Room", "Signalling", "Wish", "Wishes", "open_signalling"]
