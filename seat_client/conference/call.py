"""The call as one: what is encoded once goes out by every line that should carry it, what comes is merged."""

import asyncio
import logging
import ssl
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, cast

from seat_client.conference.congestion import Allowance
from seat_client.conference.encoding import PictureEncoding, Pixels, SoundEncoding
from seat_client.conference.feeds import Feeds, Voices
from seat_client.conference.gap_keeper import GapKeeper, Keeping
from seat_client.conference.line import CallLine
from seat_client.conference.messages import (
    CallChanged,
    CallState,
    FeedsChanged,
    Heard,
    JoinCall,
    LineQuality,
    LineState,
    Pictures,
    Quality,
    SentSeconds,
    SessionOpened,
)
from seat_client.conference.repairs import Encoded, Receiver
from seat_client.conference.sent_log import SentLog
from seat_client.conference.signalling import MOST_FEEDS, Access, RemoteFeed
from seat_client.media.process import Tiles
from seat_client.media.sound.opus import Samples
from seat_client.wire.conference import MediaPolicy

logger = logging.getLogger(__name__)

KEYS: Final = ("", "b")
FEEDBACK_EVERY: Final = 0.03
PREFERRED_AGAIN_AFTER: Final = 3.0
"""Seconds the preferred line must hold until the pictures go back to it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a call lives in. `keeping` is for what could not be sent; `trust` for servers that speak TLS; of others
    `most_feeds` are taken at most."""

    tiles: Tiles
    voices: Voices
    tell: Callable[[object], None]
    keeping: Keeping | None = None
    trust: ssl.SSLContext | None = None
    most_feeds: int = MOST_FEEDS


class Call:
    """One room. All methods belong to the loop's thread but `sound` and `camera`, which any thread may call.

    `private` is a room with the supervisor or the technician: sound alone.
    """

    def __init__(self, join: JoinCall, around: Surroundings, *, private: bool = False) -> None:
        self._join, self._around, self._private = join, around, private
        self._loop = asyncio.get_running_loop()
        self._live, self._camera_off = join.live, private
        self.policy: MediaPolicy = join.call_pass.policy
        self._running: set[asyncio.Task[Any]] = set()
        self._feeds = Feeds(around.tiles, around.voices, self._run)
        self._feeds.on_decoder_lost = lambda feed: self._from_thread(lambda: self._feeds.need_keys(feed))
        self._pictures = PictureEncoding(self._encoded_picture, height=join.call_pass.height)
        self._sound = SoundEncoding()
        self._log = SentLog()
        self._gaps = GapKeeper(around.keeping, join.call_pass.room, around.tell)
        if join.live and join.resume:  # the process before this one was in the room: until a line is up nobody hears
            self._gaps.lost()
        self._told: dict[str, object] = {}
        self._carrier_since = 0.0
        self._carrier: CallLine | None = None
        self._lines = self._make_lines(join)
        self._tasks = [asyncio.create_task(self._feedback()), asyncio.create_task(self._each_second())]

    def _make_lines(self, join: JoinCall) -> tuple[CallLine, ...]:
        resume = dict(join.resume)
        return tuple(
            CallLine(
                line,
                Access(join.call_pass, key, line.address, self._around.trust, self._around.most_feeds),
                self,
                resume=resume.get(line.name, 0),
            )
            for key, line in zip(KEYS, join.lines, strict=False)
        )

    async def close(self) -> None:
        """Leave the room on every line."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(line.close() for line in self._lines))
        self._gaps.back()
        await asyncio.to_thread(self._pictures.close)
        await asyncio.to_thread(self._feeds.close)
        self._log.finish()
        self._tell_sent()

    # --- orders -----------------------------------------------------------------------------------------------------

    def fits(self, join: JoinCall) -> bool:
        """Whether this call can become what is asked without joining anew."""
        ours, theirs = self._join.call_pass, join.call_pass
        return (ours.url, ours.room, ours.feed, ours.pin, ours.token, ours.height, self._join.lines) == (
            *(theirs.url, theirs.room, theirs.feed, theirs.pin, theirs.token, theirs.height),
            join.lines,
        )

    def change(self, join: JoinCall) -> None:
        """Go live or back to being connected ahead; take fresh credentials for the next time a line joins."""
        self._join, self._live, self.policy = join, join.live, join.call_pass.policy
        for line in self._lines:
            line.renew(join.call_pass)
        self._allow()
        self._wish()
        self._tell_state()

    def camera_off(self, off: bool) -> None:
        """Send no picture."""
        self._camera_off = off or self._private
        self._allow()

    def show(self, feed: str, tile: int) -> None:
        """Show a feed in a tile."""
        self._feeds.show(feed, tile)
        self._wish()

    def resize(self, tile: int, width: int, height: int) -> None:
        """A tile's size has changed."""
        self._feeds.resize(tile, width, height)
        self._wish()

    def told(self, feeds: tuple[str, ...]) -> None:
        """The centre's list of who is there."""
        for line in self._lines:
            line.told(feeds)

    def set_policy(self, policy: MediaPolicy) -> None:
        """What the stage allows."""
        self.policy = policy
        self._allow()
        self._wish()

    # --- what is sent -----------------------------------------------------------------------------------------------

    def camera(self, pixels: Pixels) -> None:
        """A new picture of the camera; in the camera's thread."""
        self._pictures.offer(pixels)

    def sound(self, samples: Samples, level: float, *, speaking: bool) -> None:
        """20 ms of the microphone; in the sound's thread."""
        if self._live:
            encoded = self._sound.encode(samples, level, speaking=speaking)
            self._from_thread(lambda: self._send("audio", encoded, self._lines))

    def _encoded_picture(self, layer: str, encoded: Encoded) -> None:
        self._from_thread(lambda: self._send(layer, encoded, (self._carrier,) if self._carrier else ()))

    def _send(self, track: str, encoded: Encoded, lines: Sequence[CallLine]) -> None:
        self._gaps.encoded(track, encoded)
        up = [line for line in lines if line.state == "up"]
        for line in up:
            line.push(track, encoded)
        if up:
            self._log.sent(track, encoded, time.time())

    def _allow(self) -> None:
        """Let the encoder do what stage, person and line allow."""
        quiet = not self._live or self._camera_off or self.policy != "video"
        carrier = self._carrier or next(iter(self._lines), None)
        allowance = Allowance(0, 0, 15.0) if quiet or carrier is None else carrier.congestion.allowance()
        if allowance != self._told.get("allowance"):
            self._told["allowance"] = allowance
            self._pictures.allow(allowance)

    # --- Owner: told by the lines -----------------------------------------------------------------------------------

    def line_changed(self, line: CallLine) -> None:
        if line.state == "up" and line.session and not self._private:
            self._around.tell(SessionOpened(line.name, line.session))
        self._choose_carrier()
        carried = any(each.state == "up" for each in self._lines)
        if carried:
            self._gaps.back()
        elif self._live and line.figures.joins:
            self._gaps.lost()
        self._tell_state()
        self._tell_quality()
        self._wish()

    def line_measured(self, line: CallLine) -> None:
        self._choose_carrier()
        if line is self._carrier:
            self._allow()
            self._pictures.pause(line.congestion.pause_until)

    def line_recovered(self, line: CallLine) -> None:
        self._feeds.need_keys()
        for layer in ("large", "small"):
            self._pictures.refresh(layer)

    def feeds_changed(self, line: CallLine, feeds: Sequence[RemoteFeed]) -> None:
        if self._feeds.present(line.key, feeds, self._join.call_pass.feed):
            self._around.tell(FeedsChanged(self._feeds.names))
        self._wish()

    def arrived(self, line: CallLine, feed: RemoteFeed, kind: str, receiver: Receiver) -> None:
        if feed.name != self._join.call_pass.feed:
            self._feeds.arrived(line.key, feed, kind, receiver)

    def refresh(self, layer: str) -> None:
        self._pictures.refresh(layer)

    def _choose_carrier(self) -> None:
        """Pictures go by the preferred line while it is up; back to it after an outage only when it has held for a
        while."""
        up = [line for line in self._lines if line.state == "up"]
        best = up[0] if up else None
        if best is self._carrier:
            self._carrier_since = time.monotonic()
            return
        now, old = time.monotonic(), self._carrier
        again = best is not None and (best.figures.joins > 1 or best.figures.outages > 0)
        if old in up and again and now - self._carrier_since < PREFERRED_AGAIN_AFTER:
            return
        self._carrier, self._carrier_since = best, now
        for layer in ("large", "small"):
            self._pictures.refresh(layer)
        self._allow()
        self._wish()

    def _wish(self) -> None:
        alone = sum(line.state == "up" for line in self._lines) == 1
        for line in self._lines:
            pictures = line is self._carrier and self.policy == "video" and not self._private
            line.watch(self._feeds.wishes(line.key, pictures=pictures, alone=alone) if self._live else {})

    # --- round and round --------------------------------------------------------------------------------------------

    async def _feedback(self) -> None:
        while True:
            await asyncio.sleep(FEEDBACK_EVERY)
            self._feeds.tick(now := time.monotonic())
            if self._feeds.falter(now):
                self._wish()

    async def _each_second(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            now = time.monotonic()
            for name in self._feeds.silent(now):
                for line in self._lines:
                    line.watch_afresh(name)
            self._wish()
            if self._live:
                self._tell_heard(now)
            self._tell_quality()
            self._tell_sent()

    # --- news -------------------------------------------------------------------------------------------------------

    def _tell_state(self) -> None:
        states = [line.state for line in self._lines]
        refusal = next((line.refusal for line in self._lines if line.refusal), None)
        state: CallState
        if "up" in states:
            state, refusal = ("live" if self._live else "ahead"), None
        elif "refused" in states:
            state = "refused"
        else:
            state, refusal = ("rejoining" if any(line.figures.joins for line in self._lines) else "connecting"), None
        self._tell_changed("state", CallChanged(state, refusal, private=self._private))

    def _tell_heard(self, now: float) -> None:
        ears = self._feeds.ears()
        levels = sorted(((ear.feed, round(ear.level(now), 1)) for ear in ears), key=lambda each: -each[1])
        speaking = {ear.feed for ear in ears if ear.speaks(now)}
        heard = tuple(ear.heard(now) for ear in ears)
        self._around.tell(Heard(heard, tuple(feed for feed, _ in levels if feed in speaking), tuple(levels)))
        self._tell_changed("pictures", Pictures(self._feeds.pictures(now)))

    def _tell_quality(self) -> None:
        allowance = cast(Allowance, self._told.get("allowance") or Allowance(0, 0, 0.0))
        joins = [line.figures.join_seconds for line in self._lines if line.figures.join_seconds is not None]
        lines = tuple(self._line_quality(line) for line in self._lines)
        details = {"outages": float(sum(line.figures.outages for line in self._lines))}
        quality = Quality(lines, allowance.bitrate, allowance.rate, min(joins, default=None), details)
        self._tell_changed("quality", quality)

    def _line_quality(self, line: CallLine) -> LineQuality:
        state: LineState = "lost"
        carries: tuple[Literal["audio", "video"], ...] = ()
        if line.state == "up":
            state = "carrying" if line is self._carrier else "spare"
            carries = ("audio", "video") if line is self._carrier else ("audio",)
        elif line.state == "joining":
            state = "unused"
        figures = line.figures
        trip = None if figures.round_trip is None else round(figures.round_trip, 4)
        return LineQuality(
            line.name, state, carries, trip, round(figures.lost, 3), figures.sent, figures.received, line.relayed
        )

    def _tell_sent(self) -> None:
        if links := self._log.taken():
            seconds = tuple(cast("dict[str, object]", link.model_dump()) for link in links)
            self._around.tell(SentSeconds(self._join.call_pass.room, seconds))

    def _tell_changed(self, key: str, news: object) -> None:
        if self._told.get(key) != news:
            self._told[key] = news
            self._around.tell(news)

    # --- threads ----------------------------------------------------------------------------------------------------

    def _from_thread(self, act: Callable[[], None]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act)

    def _run(self, coroutine: object) -> None:
        task = self._loop.create_task(cast("Coroutine[Any, Any, None]", coroutine))
        self._running.add(task)
        task.add_done_callback(self._running.discard)


def private_join(join: JoinCall, call_pass: Any) -> JoinCall:
    """The order to join a private line by the same lines."""
    return replace(join, call_pass=call_pass, live=True, resume=())
