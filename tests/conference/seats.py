"""Seats of a call within one loop: the product's own parts, with a camera that paints clocks and a tone as voice.

What a seat shows is read from its tiles, what it hears from the packets its voices are given.
"""

import asyncio
import contextlib
import math
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from socket import socketpair
from typing import Any

import numpy as np

from seat_client.conference import repairs
from seat_client.conference.call import Call, Surroundings
from seat_client.conference.gap_file import GapReader
from seat_client.conference.gap_keeper import Keeping
from seat_client.conference.messages import CallChanged, Heard, JoinCall, Line, LineQuality, Quality
from seat_client.conference.signalling import MOST_FEEDS
from seat_client.media.frames import Slots
from seat_client.media.process import Tiles
from seat_client.wire.conference import CallPass
from tests.conference.clocks import Painter, Reading, read

TILES = 9
GAP_KEY = bytes(range(32))
PATIENCE = 60.0
MEETING = 400.0
"""Seconds after which a meeting is given up, whatever hangs."""

LATE = 0.2
"""Seconds a device may be behind; what it missed before is left out, or a slow machine would only catch up."""


@dataclass
class Shown:
    """One look at a tile that had changed: when, and what its clock said (None: broken)."""

    at: float
    reading: Reading | None


@dataclass
class Voice:
    """The packets one feed's voice was given: arrival and timestamp."""

    packets: list[tuple[float, int]] = field(default_factory=list)

    def push(self, sequence: int, timestamp: int, payload: bytes, arrival: float) -> None:
        self.packets.append((arrival, timestamp))


class Voices:
    def __init__(self) -> None:
        self.of: dict[str, Voice] = defaultdict(Voice)

    def stream(self, feed: str) -> Voice:
        return self.of[feed]

    def drop(self, feed: str) -> None:
        """Kept, to be looked at."""


class SeatInCall:
    """One seat; `painter` and `voice` say whether it sends pictures and speech. Its gaps are kept in a folder within
    `folder` that is named by its feed."""

    def __init__(
        self,
        call_pass: CallPass,
        folder: Path,
        *,
        lines: tuple[Line, ...] = (Line("wired"),),
        live: bool = True,
        painter: Painter | None = None,
        voice: bool = True,
        tile: tuple[int, int] = (640, 360),
        most_feeds: int = MOST_FEEDS,
    ) -> None:
        repairs.install()
        self.feed = call_pass.feed
        self.began = time.monotonic()
        self.news: list[tuple[float, object]] = []
        self.voices = Voices()
        self.slots = [Slots.create(1280 * 720 * 4) for _ in range(TILES)]
        self._ear, mouth = socketpair()
        self._ear.setblocking(False)
        self._mouth = mouth
        self.tiles = Tiles([each.address for each in self.slots], mouth)
        self._tile = tile
        self.shown: dict[int, list[Shown]] = defaultdict(list)
        self._seen: dict[int, int] = {}
        self.join = JoinCall(call_pass, live, lines)
        keeping = Keeping(folder / call_pass.feed, GAP_KEY)
        self.call = Call(self.join, Surroundings(self.tiles, self.voices, self._tell, keeping, most_feeds=most_feeds))
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._speak, daemon=True)] if voice else []
        if painter is not None:
            self._threads.append(threading.Thread(target=self._film, args=(painter,), daemon=True))
        for thread in self._threads:
            thread.start()
        asyncio.get_running_loop().add_reader(self._ear, self._look)

    async def close(self) -> None:
        self._ended.set()
        for thread in self._threads:
            await asyncio.to_thread(thread.join, PATIENCE)
        asyncio.get_running_loop().remove_reader(self._ear)
        await self.call.close()
        self.tiles.close()
        for each in (*self.slots, self._ear, self._mouth):
            each.close()

    def watch(self, *feeds: str) -> None:
        """Show these feeds in tiles 1, 2, ..."""
        for tile, feed in enumerate(feeds, 1):
            self.call.resize(tile, *self._tile)
            self.call.show(feed, tile)

    # --- what came of it --------------------------------------------------------------------------------------------

    def last(self, kind: type) -> Any:
        return next((news for _, news in reversed(self.news) if isinstance(news, kind)), None)

    @property
    def state(self) -> str:
        changed = self.last(CallChanged)
        return changed.state if changed else "idle"

    @property
    def refusal(self) -> str | None:
        changed = self.last(CallChanged)
        return changed.refusal if changed else None

    def line(self, name: str = "wired") -> LineQuality:
        quality: Quality = self.last(Quality)
        return next(each for each in quality.lines if each.name == name)

    def hearing(self, feed: str) -> str:
        heard: Heard | None = self.last(Heard)
        return next((each.hearing for each in heard.heard if each.feed == feed), "none") if heard else "none"

    def fresh(self, tile: int, since: float) -> Shown | None:
        """The first whole picture in a tile that was painted after `since`."""
        return next((each for each in self.shown[tile] if each.reading and each.reading.at > since), None)

    def garbage(self) -> int:
        return sum(each.reading is None for looks in self.shown.values() for each in looks)

    def frozen(self, tile: int, began: float, ended: float) -> float:
        """Seconds between `began` and `ended` in which the picture stood still for more than 0.35 s."""
        moments = [began, *(each.at for each in self.shown[tile] if began < each.at < ended), ended]
        gaps = [after - before for before, after in pairwise(moments)]
        return sum(gap for gap in gaps if gap > 0.35)

    def latencies(self, tile: int, began: float = 0.0) -> list[float]:
        return [each.at - each.reading.at for each in self.shown[tile] if each.reading and each.at > began]

    def sound_missing(self, feed: str, began: float, ended: float, *, corrected: bool = False) -> float:
        """Share of 20 ms frames that never came between two moments; `corrected` leaves out those that the next
        frame, which came, carries a copy of (Opus forward error correction)."""
        stamps = {stamp for at, stamp in self.voices.of[feed].packets if began <= at <= ended}
        if len(stamps) < 2:
            return 1.0
        due = range(min(stamps), max(stamps), 960)
        lost = [stamp for stamp in due if stamp not in stamps and not (corrected and stamp + 960 in stamps)]
        return len(lost) / len(due)

    def longest_still(self, tile: int, began: float, ended: float) -> float:
        """The longest time a picture stood between two moments."""
        moments = [began, *(each.at for each in self.shown[tile] if began < each.at < ended), ended]
        return max(after - before for before, after in pairwise(moments))

    def sound_gap(self, feed: str, began: float, ended: float) -> float:
        """The longest stretch without a packet."""
        moments = [began, *(at for at, _ in self.voices.of[feed].packets if began <= at <= ended), ended]
        return max(after - before for before, after in pairwise(moments))

    # --- inside -----------------------------------------------------------------------------------------------------

    def _tell(self, news: object) -> None:
        self.news.append((time.monotonic(), news))

    def _look(self) -> None:
        with contextlib.suppress(BlockingIOError):
            rung = set(self._ear.recv(4096))
            for tile in rung:
                with self.slots[tile].newest() as picture:
                    if picture is not None and self._seen.get(tile) != picture.number:
                        self._seen[tile] = picture.number
                        reading = read(picture.pixels, picture.width, picture.height)
                        self.shown[tile].append(Shown(picture.at, reading))

    def _film(self, painter: Painter) -> None:
        due = time.monotonic()
        while not self._ended.wait(max(0.0, due - time.monotonic())):
            due = max(due + 1 / 15, time.monotonic() - LATE)
            self.call.camera(painter.paint())

    def _speak(self) -> None:
        due, sample = time.monotonic(), 0
        rng = np.random.default_rng(hash(self.feed) & 0xFFFF)
        while not self._ended.wait(max(0.0, due - time.monotonic())):
            due = max(due + 0.02, time.monotonic() - LATE)
            times = (sample + np.arange(960)) / 48_000
            sample += 960
            tone = np.sin(2 * math.pi * 440 * times) * 6000 + rng.normal(0, 300, 960)
            self.call.sound(tone.astype(np.int16), -18.0, speaking=True)


def opened(gap: Path) -> bytes:
    """What was kept of an outage, in the clear."""
    reader = GapReader(gap, GAP_KEY)
    return reader.read(0, reader.size)


@asynccontextmanager
async def seats(*made: SeatInCall) -> AsyncIterator[tuple[SeatInCall, ...]]:
    """Close them all in the end."""
    try:
        yield made
    finally:
        await asyncio.gather(*(each.close() for each in made))


def meeting(work: Coroutine[Any, Any, object]) -> None:
    """Run it to its end. Raises TimeoutError when it has none."""
    asyncio.run(asyncio.wait_for(work, MEETING))


async def until(true: Callable[[], object], seconds: float = PATIENCE, what: str = "") -> float:
    """Wait until something holds; returns how long that took. Raises TimeoutError."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > seconds:
            raise TimeoutError(what or "it never came")
        await asyncio.sleep(0.01)
    return time.monotonic() - began
