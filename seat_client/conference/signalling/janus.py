"""Janus VideoRoom: one handle that publishes, one multistream handle that receives, both in one session.

A seat's second line publishes as FEED~b. The streams of a publisher carry their layer as description; a browser's
pictures carry none and are taken at the size its simulcast offers.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from aiortc import RTCPeerConnection, RTCSessionDescription

from seat_client.conference.errors import LineLost
from seat_client.conference.peers import make_peer, need_relay, offer
from seat_client.conference.repairs import Receiver
from seat_client.conference.signalling.janus_session import Event, JanusSession
from seat_client.conference.signalling.port import Access, Layer, RemoteFeed, Room, Wishes

SECOND_LINE = "~b"
_SUBSTREAM = {"small": 0, "large": 2}


@dataclass(slots=True)
class _Publisher:
    """What Janus has told of one publisher: the mid of its sound, and of its pictures by layer."""

    feed: RemoteFeed
    audio: str | None
    layers: dict[str, str]
    simulcast: bool


@dataclass(slots=True)
class _Subscription:
    """A stream of ours in the receiving connection."""

    mid: str
    publisher: str
    publisher_mid: str
    kind: str
    substream: int | None = None


@dataclass(slots=True)
class _Receiving:
    handle: int = 0
    peer: RTCPeerConnection | None = None
    streams: dict[str, _Subscription] = field(default_factory=dict)


class JanusRoom:
    """A room of the VideoRoom plugin, entered by one line."""

    layers: tuple[Layer, ...] = ("large", "small")

    def __init__(self, access: Access, room: Room) -> None:
        self._pass, self._room, self._most_feeds = access.call_pass, room, access.most_feeds
        self._name = self._pass.feed + (SECOND_LINE if access.line else "")
        self._session = JanusSession(access)
        self._publishing = 0
        self._private_id: int | None = None
        self._publishers: dict[str, _Publisher] = {}
        self._receiving = _Receiving()
        self._lock = asyncio.Lock()

    @property
    def session(self) -> int:
        return self._session.id

    @property
    def receiving(self) -> RTCPeerConnection | None:
        return self._receiving.peer

    async def open(self, resume: int) -> None:
        """Enter the room as a publisher that sends nothing yet."""
        self._session.on_lost = self._room.signalling_lost
        await self._session.open(resume)
        self._publishing = await self._session.attach(self._on_event)
        body = self._entry("publisher") | {"id": self._name, "display": self._pass.feed}
        answer = await self._session.ask(self._publishing, body)
        data = answer["plugindata"]["data"]
        self._private_id = data.get("private_id")
        self._on_event(answer)

    def told(self, feeds: Sequence[str]) -> None:
        """Janus tells by itself."""

    async def publish(self, peer: RTCPeerConnection) -> None:
        """Offer the peer's tracks and take the answer."""
        await offer(peer, self._pass)
        mids = [each.mid for each in peer.getTransceivers() if each.kind == "video"]
        described = [{"mid": mid, "description": layer} for mid, layer in zip(mids, self.layers, strict=True)]
        body = {"request": "publish", "descriptions": described}
        answer = await self._session.ask(self._publishing, body, _jsep(peer))
        await _accept(peer, answer)

    async def watch(self, wishes: Wishes) -> None:
        """Subscribe, switch and unsubscribe until what comes is what is wanted."""
        async with self._lock:
            streams, simulcast = self._streams_for(wishes)
            if self._receiving.handle:
                await self._update(streams)
            elif streams:
                await self._subscribe(streams)
            await self._choose_substreams(simulcast)

    async def close(self, *, leave: bool) -> None:
        peer, self._receiving = self._receiving.peer, _Receiving()
        try:
            await (self._session.close() if leave else self._session.abandon())
        finally:
            if peer is not None:
                await peer.close()

    # --- what there is --------------------------------------------------------------------------------------------

    def _entry(self, role: str) -> Event:
        body: Event = {"request": "join", "ptype": role, "room": self._pass.room}
        if self._pass.pin:
            body["pin"] = self._pass.pin
        if self._pass.token:
            body["token"] = self._pass.token
        return body

    def _on_event(self, message: Event) -> None:
        if message.get("janus") in {"hangup", "detached"}:
            self._room.signalling_lost(str(message["janus"]))
            return
        data = message.get("plugindata", {}).get("data", {})
        changed = False
        for entry in data.get("publishers", ()):
            changed = self._note(entry) or changed
        for key in ("unpublished", "leaving", "kicked"):
            gone = data.get(key)
            if gone == "ok":  # our own: told when somebody else has ended it
                self._room.signalling_lost(key)
            elif gone is not None and self._publishers.pop(str(gone), None) is not None:
                changed = True
        if changed:
            self._assign()  # what came from one who has left belongs to nobody
        if changed or data.get("videoroom") == "joined":
            self._room.feeds_changed([each.feed for each in self._publishers.values()])

    def _note(self, entry: Event) -> bool:
        name = str(entry["id"])
        if name == self._name or (len(self._publishers) >= self._most_feeds and name not in self._publishers):
            return False
        audio, layers, simulcast = None, {}, False
        for stream in entry.get("streams", ()):
            if stream.get("disabled"):
                continue
            if stream["type"] == "audio":
                audio = str(stream["mid"])
            elif stream["type"] == "video":
                layers[str(stream.get("description") or "only")] = str(stream["mid"])
                simulcast = simulcast or bool(stream.get("simulcast"))
        feed, _, line = name.partition("~")
        known = _Publisher(RemoteFeed(feed, line, audio is not None, bool(layers)), audio, layers, simulcast)
        if self._publishers.get(name) == known:
            return False
        self._publishers[name] = known
        return True

    def _streams_for(self, wishes: Wishes) -> tuple[dict[tuple[str, str], str], dict[str, int]]:
        """By publisher and kind the mid to receive; by publisher the substream of a browser's simulcast."""
        streams: dict[tuple[str, str], str] = {}
        simulcast: dict[str, int] = {}
        for (feed, line), wish in wishes.items():
            name = feed + (SECOND_LINE if line else "")
            publisher = self._publishers.get(name)
            if publisher is None:
                continue
            if wish.audio and publisher.audio is not None:
                streams[name, "audio"] = publisher.audio
            if wish.layer is not None and publisher.layers:
                other = next(iter(publisher.layers.values()))
                streams[name, "video"] = publisher.layers.get(wish.layer, publisher.layers.get("only", other))
                if publisher.simulcast:
                    simulcast[name] = _SUBSTREAM[wish.layer]
        return streams, simulcast

    # --- receiving ------------------------------------------------------------------------------------------------

    async def _subscribe(self, streams: dict[tuple[str, str], str]) -> None:
        self._receiving = receiving = _Receiving(await self._session.attach(self._on_receiving))
        body = self._entry("subscriber") | {
            "streams": [{"feed": name, "mid": mid} for (name, _), mid in streams.items()],
            "use_msid": False,
        }
        if self._private_id is not None:
            body["private_id"] = self._private_id
        receiving.peer = make_peer(self._pass)
        await self._answer(await self._session.ask(receiving.handle, body))

    async def _update(self, streams: dict[tuple[str, str], str]) -> None:
        present = {(each.publisher, each.kind): each for each in self._receiving.streams.values()}
        switched = [
            {"feed": name, "mid": mid, "sub_mid": present[name, kind].mid}
            for (name, kind), mid in streams.items()
            if (name, kind) in present and present[name, kind].publisher_mid != mid
        ]
        added = [{"feed": name, "mid": mid} for (name, kind), mid in streams.items() if (name, kind) not in present]
        gone = [{"sub_mid": each.mid} for key, each in present.items() if key not in streams]
        if switched:
            answer = await self._session.ask(self._receiving.handle, {"request": "switch", "streams": switched})
            self._learn(answer)
        if added or gone:
            body: Event = {"request": "update"}
            if added:
                body["subscribe"] = added
            if gone:
                body["unsubscribe"] = gone
            await self._answer(await self._session.ask(self._receiving.handle, body))

    async def _choose_substreams(self, wanted: dict[str, int]) -> None:
        chosen = []
        for each in self._receiving.streams.values():
            substream = wanted.get(each.publisher)
            if each.kind == "video" and substream is not None and substream != each.substream:
                each.substream = substream
                chosen.append({"mid": each.mid, "substream": substream})
        if chosen:
            await self._session.ask(self._receiving.handle, {"request": "configure", "streams": chosen})

    async def _answer(self, message: Event) -> None:
        """Learn which stream is whose, and answer an offer if one came along."""
        self._learn(message)
        peer = self._receiving.peer
        if "jsep" not in message or peer is None:
            return
        try:
            await peer.setRemoteDescription(RTCSessionDescription(message["jsep"]["sdp"], message["jsep"]["type"]))
            self._assign()
            await peer.setLocalDescription(await peer.createAnswer())
            need_relay(peer, self._pass)
        except (ValueError, ConnectionError) as error:
            raise LineLost("subscription") from error
        await self._session.ask(self._receiving.handle, {"request": "start"}, _jsep(peer))

    def _on_receiving(self, message: Event) -> None:
        if message.get("janus") in {"hangup", "detached"}:
            self._room.signalling_lost(str(message["janus"]))
        elif "jsep" not in message:
            self._learn(message)
        else:  # the server renegotiates because a publisher has left
            task = asyncio.ensure_future(self._renegotiate(message))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _renegotiate(self, message: Event) -> None:
        async with self._lock:
            with contextlib.suppress(LineLost):
                await self._answer(message)

    def _learn(self, message: Event) -> None:
        streams = message.get("plugindata", {}).get("data", {}).get("streams")
        if streams is None:
            return
        before, self._receiving.streams = self._receiving.streams, {}
        for each in streams:
            if not each.get("active", True) or "feed_id" not in each:
                continue
            mid, publisher, source = str(each["mid"]), str(each["feed_id"]), str(each["feed_mid"])
            now = _Subscription(mid, publisher, source, str(each["type"]))
            if (old := before.get(mid)) is not None and (old.publisher, old.publisher_mid) == (publisher, source):
                now.substream = old.substream
            self._receiving.streams[mid] = now
        self._assign()

    def _assign(self) -> None:
        """Tell the room whose packets each receiver gets now."""
        if self._receiving.peer is None:
            return
        for transceiver in self._receiving.peer.getTransceivers():
            receiver = cast(Receiver, transceiver.receiver)
            stream = self._receiving.streams.get(transceiver.mid or "")
            publisher = self._publishers.get(stream.publisher) if stream else None
            if stream is None or publisher is None:
                receiver.sink = None
            else:
                self._room.arrived(publisher.feed, stream.kind, receiver)


def _jsep(peer: RTCPeerConnection) -> Event:
    return {"type": peer.localDescription.type, "sdp": peer.localDescription.sdp}


async def _accept(peer: RTCPeerConnection, answer: dict[str, Any]) -> None:
    jsep = answer.get("jsep")
    if jsep is None:
        raise LineLost("publication")
    try:
        await peer.setRemoteDescription(RTCSessionDescription(jsep["sdp"], jsep["type"]))
    except (ValueError, ConnectionError) as error:
        raise LineLost("publication") from error
