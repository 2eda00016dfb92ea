"""WHIP and WHEP: plain HTTP offers and answers, one connection for each stream (RFC 9725, draft-ietf-wish-whep).

Addresses are URL/whip/ROOM/FEED and URL/whep/ROOM/FEED with the pass's token as bearer. The server tells nothing of
the room, so the list of feeds comes from the centre. There are no layers: one picture is sent, in the large size.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import quote, urljoin

import requests
from aiortc import RTCPeerConnection, RTCSessionDescription

from seat_client.conference.errors import LineLost, Refused
from seat_client.conference.messages import Refusal
from seat_client.conference.peers import make_peer, offer
from seat_client.conference.repairs import Receiver
from seat_client.conference.signalling.port import Access, Layer, RemoteFeed, Room, Wish, Wishes
from seat_client.paths.bound import RouteAdapter

WITHIN: Final = (1.5, 4.0)
"""Seconds to connect and to answer."""

LARGEST_ANSWER: Final = 1 << 18
_SDP: Final = "application/sdp"
_REFUSALS: Final[dict[int, Refusal]] = {
    401: "token",
    403: "token",
    404: "room_gone",
    409: "identity_in_use",
    503: "room_full",
}


@dataclass(slots=True)
class _Watched:
    wish: Wish
    peer: RTCPeerConnection
    resource: str


class WhipRoom:
    """A room whose feeds are told to it."""

    layers: tuple[Layer, ...] = ("large",)

    def __init__(self, access: Access, room: Room) -> None:
        self._pass, self._room, self._most_feeds = access.call_pass, room, access.most_feeds
        self._own = self._pass.feed + ("~b" if access.line else "")
        self._web = requests.Session()
        self._web.trust_env = False
        for scheme in ("http://", "https://"):
            self._web.mount(scheme, RouteAdapter(lambda: access.address, _unmeasured))
        if self._pass.token:
            self._web.headers["Authorization"] = f"Bearer {self._pass.token}"
        self._published = ""
        self._feeds: dict[str, RemoteFeed] = {}
        self._watched: dict[tuple[str, str], _Watched] = {}

    @property
    def session(self) -> int:
        return 0

    @property
    def receiving(self) -> RTCPeerConnection | None:
        return next((each.peer for each in self._watched.values()), None)

    async def open(self, resume: int) -> None:
        """There is nothing to enter: the first offer is the first contact."""

    def told(self, feeds: Sequence[str]) -> None:
        """These are in the room."""
        names = [name for name in feeds if name != self._own][: self._most_feeds]
        self._feeds = {name: RemoteFeed(*_split(name), audio=True, video=True) for name in names}
        self._room.feeds_changed(list(self._feeds.values()))

    async def publish(self, peer: RTCPeerConnection) -> None:
        """Offer the tracks."""
        self._published = await self._offer(peer, "whip", self._own)

    async def watch(self, wishes: Wishes) -> None:
        """Open and close connections until what comes is what is wanted; a feed that is not there yet is left out."""
        wanted = {key: wish for key, wish in wishes.items() if _joined(*key) in self._feeds}
        for key, watched in list(self._watched.items()):
            if wanted.get(key) != watched.wish:
                del self._watched[key]
                await self._end(watched)
        for key, wish in wanted.items():
            if key not in self._watched:
                await self._begin(key, wish)

    async def close(self, *, leave: bool) -> None:
        watched, self._watched = list(self._watched.values()), {}
        if leave:
            await self._delete(self._published)
            for each in watched:
                await self._delete(each.resource)
        for each in watched:
            await each.peer.close()
        self._web.close()

    async def _begin(self, key: tuple[str, str], wish: Wish) -> None:
        peer = make_peer(self._pass)
        kinds = [kind for kind, wanted in (("audio", wish.audio), ("video", wish.layer is not None)) if wanted]
        for kind in kinds:
            peer.addTransceiver(kind, direction="recvonly")
        try:
            resource = await self._offer(peer, "whep", _joined(*key))
        except Refused as refused:
            await peer.close()
            if refused.refusal == "room_gone":  # it has just left, or has not begun yet
                return
            raise
        self._watched[key] = _Watched(wish, peer, resource)
        for transceiver in peer.getTransceivers():
            self._room.arrived(self._feeds[_joined(*key)], transceiver.kind, cast(Receiver, transceiver.receiver))

    async def _end(self, watched: _Watched) -> None:
        await self._delete(watched.resource)
        await watched.peer.close()

    async def _offer(self, peer: RTCPeerConnection, kind: str, name: str) -> str:
        """Send an offer and take the answer; returns the address of what was made."""
        await offer(peer, self._pass)
        url = f"{self._pass.url.rstrip('/')}/{kind}/{quote(self._pass.room)}/{quote(name)}"
        answer = await asyncio.to_thread(self._post, url, peer.localDescription.sdp)
        try:
            await peer.setRemoteDescription(RTCSessionDescription(answer.text, "answer"))
        except (ValueError, ConnectionError) as error:
            raise LineLost("answer") from error
        return urljoin(url, answer.headers.get("Location", ""))

    def _post(self, url: str, sdp: str) -> requests.Response:
        try:
            answer = self._web.post(url, sdp.encode(), headers={"Content-Type": _SDP}, timeout=WITHIN)
        except requests.RequestException as error:
            raise LineLost("signalling") from error
        if answer.status_code != 201:
            raise Refused(_REFUSALS.get(answer.status_code, "signalling"), answer.status_code)
        if len(answer.content) > LARGEST_ANSWER:
            raise LineLost("answer")
        return answer

    async def _delete(self, resource: str) -> None:
        if resource:
            with contextlib.suppress(requests.RequestException):
                await asyncio.to_thread(self._web.delete, resource, timeout=WITHIN)


def _unmeasured(address: str, direction: str, octets: int, seconds: float) -> None:
    """Offers and answers are too small to tell how fast a line is."""


def _split(name: str) -> tuple[str, str]:
    feed, _, line = name.partition("~")
    return feed, line


def _joined(feed: str, line: str) -> str:
    return f"{feed}~{line}" if line else feed
