"""The port: what a line asks of signalling, whatever the server speaks."""

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from aiortc import RTCPeerConnection

from seat_client.conference.repairs import Receiver
from seat_client.wire.conference import ROOM_LIMIT, CallPass

Layer = Literal["small", "large"]

MOST_FEEDS: Final = 2 * ROOM_LIMIT
"""Feeds of others that are taken at most: both lines of everybody who has room in it."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a line enters a room with: the pass, which of the seat's lines it is ("" or "b"), the own address it goes
    out by, and whom it trusts where the server speaks TLS. Feeds beyond `most_feeds` are neither told nor received."""

    call_pass: CallPass
    line: str
    address: str
    trust: ssl.SSLContext | None = None
    most_feeds: int = MOST_FEEDS


@dataclass(frozen=True, slots=True)
class RemoteFeed:
    """Somebody else's stream in the room: `name` is what the pass's `roles` speak of, `line` says which of a seat's
    lines it comes by ("" or "b")."""

    name: str
    line: str
    audio: bool
    video: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be received of one feed's line: its sound, and its pictures in one size or none."""

    audio: bool
    layer: Layer | None


Wishes = Mapping[tuple[str, str], Wish]
"""By feed and line; what is not named is not received."""


class Room(Protocol):
    """Who wants to know what happens in the room. Called in the loop's thread; must not block."""

    def feeds_changed(self, feeds: Sequence[RemoteFeed]) -> None:
        """Everyone who publishes now, but oneself on this line."""

    def arrived(self, feed: RemoteFeed, kind: str, receiver: Receiver) -> None:
        """This receiver now gets this feed's stream of that kind; give it a sink."""

    def signalling_lost(self, where: str) -> None:
        """The server has gone, or has ended a session or a connection of ours."""


class Signalling(Protocol):
    """One line's way into one room. All methods raise LineLost or Refused."""

    layers: tuple[Layer, ...]
    """The layers of pictures it can send, in the order in which `publish` wants their tracks."""

    @property
    def session(self) -> int:
        """What a successor needs to take this session over; 0 where there is no such thing."""

    @property
    def receiving(self) -> RTCPeerConnection | None:
        """The connection that receives; where there are several, any of them."""

    async def open(self, resume: int) -> None:
        """Enter the room. `resume` is the session of a process or connection before, or 0."""

    async def publish(self, peer: RTCPeerConnection) -> None:
        """Send the peer's tracks: sound first, then pictures in the order of `layers`."""

    def told(self, feeds: Sequence[str]) -> None:
        """The centre says who is there; for servers that do not say it themselves."""

    async def watch(self, wishes: Wishes) -> None:
        """Receive this and nothing else."""

    async def close(self, *, leave: bool) -> None:
        """Let everything go; `leave` tells the server too, otherwise the session is left to a successor. Never
        raises."""
