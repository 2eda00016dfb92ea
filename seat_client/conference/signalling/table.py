"""Which adapter speaks with which server."""

from seat_client.conference.signalling.janus import JanusRoom
from seat_client.conference.signalling.port import Access, Room, Signalling
from seat_client.conference.signalling.whip import WhipRoom


def open_signalling(access: Access, room: Room) -> Signalling:
    """The signalling a pass asks for, not opened yet."""
    return JanusRoom(access, room) if access.call_pass.signalling == "janus" else WhipRoom(access, room)
