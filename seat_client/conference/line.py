"""One line's presence in the room: it joins, watches over itself, and joins again; nobody has to ask it to."""

import asyncio
import contextlib
import functools
import logging
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, Protocol, cast

from aiortc import RTCPeerConnection

from seat_client.conference import repairs
from seat_client.conference.congestion import Congestion
from seat_client.conference.errors import LineLost, Refused
from seat_client.conference.messages import Line, Refusal
from seat_client.conference.peers import add_outgoing, binding_for, connected, endpoint, make_peer, reachable
from seat_client.conference.repairs import Encoded, Receiver, Sender
from seat_client.conference.signalling import Access, Layer, RemoteFeed, Signalling, Wishes, open_signalling
from seat_client.conference.tracks import EncodedTrack
from seat_client.wire.conference import CallPass

logger = logging.getLogger(__name__)

State = Literal["joining", "up", "lost", "refused"]

PROBE_EVERY: Final = 0.2
SILENT: Final = 0.8
"""Seconds without a packet and without an answer to a probe until a line counts as lost."""

UNANSWERED: Final = 3.0
"""Seconds without an answer alone, while packets still come in: the way out is gone."""

LOOK_EVERY: Final = 0.1
LONGEST_OUTAGE: Final = 25.0
"""Seconds after which the connection is given up even though the server cannot be reached: its consent ends soon."""

GRACE: Final = 0.6
"""Seconds the old connection may take to come back once the server can be reached again, before joining anew."""

REACH_WITHIN: Final = 0.7
STARVED: Final = 2.0
"""Seconds in which frames were pushed and nothing was sent: aiortc's sender has stopped without a word."""

AGAIN_AFTER: Final = 0.1
CLOSED_WITHIN: Final = 4.0
REFUSED_AGAIN: Final[dict[Refusal, float]] = {
    "room_gone": 0.4,
    "identity_in_use": 2.0,
    "signalling": 0.5,
    "relay_refused": 0.5,
}
REFUSED_OTHERWISE: Final = 5.0


class Owner(Protocol):
    """The call a line belongs to. Called in the loop's thread."""

    def line_changed(self, line: "CallLine") -> None: ...

    def line_measured(self, line: "CallLine") -> None: ...

    def feeds_changed(self, line: "CallLine", feeds: Sequence[RemoteFeed]) -> None: ...

    def arrived(self, line: "CallLine", feed: RemoteFeed, kind: str, receiver: Receiver) -> None: ...

    def refresh(self, layer: str) -> None: ...

    def line_recovered(self, line: "CallLine") -> None: ...


@dataclass(slots=True)
class Figures:
    """What a line has measured."""

    round_trip: float | None = None
    lost: float = 0.0
    join_seconds: float | None = None
    joins: int = 0
    outages: int = 0
    sent: int = 0
    received: int = 0
    counted_at: float = field(default_factory=time.monotonic)
    octets_out: int = 0
    octets_in: int = 0
    octets_in_then: int = 0


class CallLine:
    """`key` is "" for a seat's first line and "b" for its second, the name by which the others see it."""

    def __init__(self, line: Line, access: Access, owner: Owner, *, resume: int) -> None:
        self.name, self.key, self.call_pass = line.name, access.line, access.call_pass
        self.state: State = "joining"
        self.refusal: Refusal | None = None
        self.congestion = Congestion(self.call_pass.bitrate)
        self.figures = Figures()
        self.session = resume
        self._line, self._access, self._owner = line, access, owner
        self._tracks: dict[str, EncodedTrack] = {}
        self._peer: RTCPeerConnection | None = None
        self._signalling: Signalling | None = None
        self._wishes: Wishes = {}
        self._feed_list: tuple[str, ...] = ()
        self._afresh: set[str] = set()
        self._wished = asyncio.Event()
        self._broken: str | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._heard_at = self._answered_at = 0.0
        self._task = asyncio.create_task(self._run(), name=f"line {line.name}")

    # --- what the call does with it ---------------------------------------------------------------------------------

    def push(self, track: str, encoded: Encoded) -> None:
        """Send a frame, if this line is up."""
        if self.state == "up" and (known := self._tracks.get(track)) is not None:
            known.push(encoded)

    def watch(self, wishes: Wishes) -> None:
        """Receive this from now on, also after joining again."""
        self._wishes = dict(wishes)
        self._wished.set()

    def watch_afresh(self, name: str) -> None:
        """Subscribe to a silent feed anew."""
        self._afresh.add(name)
        self._wished.set()

    def renew(self, call_pass: CallPass) -> None:
        """Join by this pass from the next time on: its credentials expire later."""
        self.call_pass = call_pass
        self._access = replace(self._access, call_pass=call_pass)
        self.congestion.cap = call_pass.bitrate

    def told(self, feeds: tuple[str, ...]) -> None:
        """The centre says who is in the room."""
        self._feed_list = feeds
        if self._signalling is not None:
            self._signalling.told(feeds)

    @property
    def relayed(self) -> bool:
        return self._peer is not None and repairs.is_relayed(self._peer)

    async def close(self) -> None:
        """Leave the room."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._let_go(leave=True)
        await asyncio.gather(*self._closing, return_exceptions=True)

    # --- Room: told by the signalling ---------------------------------------------------------------------------------

    def feeds_changed(self, feeds: Sequence[RemoteFeed]) -> None:
        self._owner.feeds_changed(self, feeds)

    def arrived(self, feed: RemoteFeed, kind: str, receiver: Receiver) -> None:
        self._owner.arrived(self, feed, kind, receiver)

    def signalling_lost(self, where: str) -> None:
        self._broken = where

    # --- its life -----------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        while True:
            pause = AGAIN_AFTER
            try:
                binding = binding_for(self._line, self.call_pass.url)
                with repairs.bound(binding):
                    await self._join(binding)
                    await self._serve(binding)
            except LineLost as lost:
                logger.info("line %s lost: %s", self.name, lost.where)
                self._turn("lost")
            except Refused as refused:
                logger.info("line %s refused: %s", self.name, refused)
                self.refusal = refused.refusal
                self._turn("refused")
                pause = REFUSED_AGAIN.get(refused.refusal, REFUSED_OTHERWISE)
            await self._let_go(leave=False)
            await asyncio.sleep(pause)

    async def _join(self, binding: repairs.Binding) -> None:
        began = time.monotonic()
        if self.state == "lost" and not await reachable(*endpoint(self.call_pass.url), binding.address, REACH_WITHIN):
            raise LineLost("path")
        if self.state != "lost":
            self._turn("joining")
        self._broken = None
        self._signalling = signalling = open_signalling(replace(self._access, address=binding.address), self)
        signalling.told(self._feed_list)
        await signalling.open(self.session)
        self.session = signalling.session
        self._peer = peer = make_peer(self.call_pass)
        self._tracks = self._make_tracks(signalling.layers)
        for track in self._tracks.values():
            add_outgoing(peer, track)
        await signalling.publish(peer)
        await connected(peer)
        self._heard_at = self._answered_at = time.monotonic()
        self.figures.joins += 1
        self.figures.join_seconds = self._heard_at - began
        self.figures.octets_in = self.figures.octets_in_then = self.figures.octets_out = 0
        self.refusal = None
        self._turn("up")

    def _make_tracks(self, layers: Sequence[Layer]) -> dict[str, EncodedTrack]:
        tracks = {"audio": EncodedTrack("audio", reported=self._reported)}
        for layer in layers:
            refresh = functools.partial(self._owner.refresh, layer)
            tracks[layer] = EncodedTrack("video", refresh=refresh, reported=self._reported)
        return tracks

    async def _serve(self, binding: repairs.Binding) -> None:
        """Until the line is lost."""
        async with asyncio.TaskGroup() as group:
            others = [group.create_task(self._keep_watching()), group.create_task(self._keep_probing())]
            try:
                await self._look_after(binding)
            except LineLost as lost:
                where = lost.where
            for task in others:
                task.cancel()
        raise LineLost(where)

    async def _keep_watching(self) -> None:
        """Ask for what is wished; what could not be asked because the path is gone is asked when it is back."""
        while True:
            await self._wished.wait()
            if self.state != "up" or self._signalling is None:
                await asyncio.sleep(LOOK_EVERY)
                continue
            self._wished.clear()
            afresh, self._afresh = self._afresh, set()
            wishes = dict(self._wishes)
            try:
                if afresh:
                    await self._signalling.watch({key: wish for key, wish in wishes.items() if key[0] not in afresh})
                await self._signalling.watch(wishes)
            except (LineLost, Refused) as error:
                if self.state == "up":
                    self._broken = self._broken or f"subscription ({error})"
                self._wished.set()
                await asyncio.sleep(LOOK_EVERY)

    async def _keep_probing(self) -> None:
        """Send a probe every PROBE_EVERY, whether or not the ones before have come back."""
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._probe())
                await asyncio.sleep(PROBE_EVERY)

    async def _probe(self) -> None:
        peer = self._peer
        trip = await repairs.probe(peer) if peer is not None else None
        now = time.monotonic()
        if trip is not None:
            self._answered_at = max(self._answered_at, now - trip)
            self.figures.round_trip = trip
        self.congestion.round_trip(trip, now)
        for track in self._tracks.values():
            track.repeats = not self.congestion.queueing
        self._owner.line_measured(self)

    async def _look_after(self, binding: repairs.Binding) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            now = time.monotonic()
            self._fail_if_broken(now)
            self._count(now)
            if now - self._answered_at > (SILENT if now - self._heard_at > SILENT else UNANSWERED):
                await self._sit_out(binding)

    async def _sit_out(self, binding: repairs.Binding) -> None:
        """The path is gone: wait for it, and come back on the old connection if that lives. Raises LineLost."""
        self.figures.outages += 1
        now = time.monotonic()
        logger.info(
            "line %s silent: %.1f s no answer, %.1f s no packet",
            self.name,
            now - self._answered_at,
            now - self._heard_at,
        )
        self._turn("lost")
        peer, server = cast(RTCPeerConnection, self._peer), endpoint(self.call_pass.url)
        lost_at, back_at = time.monotonic(), None
        while self._answered_at < lost_at:
            if binding_for(self._line, self.call_pass.url) != binding:
                raise LineLost("address")
            there = await reachable(*server, binding.address, REACH_WITHIN)
            now = time.monotonic()
            back_at = (back_at or now) if there else back_at
            if back_at is not None and now - back_at > GRACE:
                raise LineLost("path")
            if peer.connectionState in {"failed", "closed"} or now - lost_at > LONGEST_OUTAGE:
                raise LineLost("path")
            await asyncio.sleep(LOOK_EVERY)
        self._heard_at = time.monotonic()
        self._turn("up")
        self._owner.line_recovered(self)

    def _fail_if_broken(self, now: float) -> None:
        peer = cast(RTCPeerConnection, self._peer)
        if self._broken is not None:
            raise LineLost(self._broken)
        receiving = self._signalling.receiving if self._signalling else None
        for each in (peer, receiving):
            if each is not None and each.connectionState in {"failed", "closed"}:
                raise LineLost("media")
        for transceiver in peer.getTransceivers():
            sender = cast(Sender, transceiver.sender)
            track = cast(EncodedTrack | None, sender.track)
            if sender.failed:
                raise LineLost("sender")
            if track is not None and track.waiting_since and now - track.waiting_since > STARVED:
                raise LineLost("sender stalled")

    def _count(self, now: float) -> None:
        figures = self.figures
        out = sum(cast(Sender, each.sender).octets for each in cast(RTCPeerConnection, self._peer).getTransceivers())
        receiving = self._signalling.receiving if self._signalling else None
        into = sum(cast(Receiver, each.receiver).received for each in receiving.getTransceivers()) if receiving else 0
        if into > figures.octets_in:
            self._heard_at = now
        if (passed := now - figures.counted_at) >= 1.0:
            figures.sent = int((out - figures.octets_out) * 8 / passed)
            figures.received = int(max(0, into - figures.octets_in_then) * 8 / passed)
            figures.octets_out, figures.octets_in_then, figures.counted_at = out, into, now
        figures.octets_in = into

    def _reported(self, lost: float, round_trip: float | None) -> None:
        self.figures.lost = lost
        self.congestion.loss(lost, time.monotonic())
        self._owner.line_measured(self)

    def _turn(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self._owner.line_changed(self)

    async def _let_go(self, *, leave: bool) -> None:
        """Close what there is; slow goodbyes go on in the background."""
        peer, self._peer = self._peer, None
        signalling, self._signalling = self._signalling, None
        for track in self._tracks.values():
            track.stop()
        self._tracks = {}
        task = asyncio.create_task(_close(peer, signalling, leave=leave))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
        if leave:
            await task


async def _close(peer: RTCPeerConnection | None, signalling: Signalling | None, *, leave: bool) -> None:
    """Each by itself: a relay that no longer answers must not keep the sockets of the others open."""
    goodbyes: list[Coroutine[Any, Any, None]] = []
    if signalling is not None:
        goodbyes.append(signalling.close(leave=leave))
    if peer is not None:
        goodbyes.append(peer.close())
    await asyncio.gather(*(_within(goodbye) for goodbye in goodbyes))


async def _within(goodbye: Coroutine[Any, Any, None]) -> None:
    with contextlib.suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(CLOSED_WITHIN):
            await goodbye
