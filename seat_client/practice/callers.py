"""The colleagues' half of the call: one light process that sends everybody's clip, and listens to prove it is heard.

Nothing is encoded or decoded here: clips are sent as they lie, and of what comes in packets are counted. Each caller
listens to one other at a time, in turns, which is enough to know whether the others' sound arrives.
"""

import asyncio
import contextlib
import logging
import random
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from aiortc.codecs.vpx import Vp8Encoder

from seat_client.conference import repairs
from seat_client.conference.line import CallLine
from seat_client.conference.messages import Line
from seat_client.conference.repairs import Encoded, Receiver
from seat_client.conference.signalling import Access, RemoteFeed, Wish
from seat_client.practice.clips import RATE, SOUND_RATE, Clip
from seat_client.wire.conference import CallPass, HeardFeed, Hearing

LISTEN: Final = 2.0
"""Seconds for which a caller listens to one of the others, before the next."""

STALE: Final = 60.0  # seconds after which what was heard of somebody counts no more
TURN: Final = 6.0
"""Seconds for which one colleague speaks before the next does; the clips are as long or longer."""

SILENCE: Final = bytes.fromhex("f8fffe")
"""20 ms of Opus silence (RFC 6716: CELT, full band, one frame without coded data)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JoinAs:
    """Let this member join with this pass; a newer pass replaces the one before."""

    member: str
    call_pass: CallPass


@dataclass(frozen=True, slots=True)
class LeaveAs:
    member: str


@dataclass(frozen=True, slots=True)
class HeardBy:
    """How a member hears the others, in the order of their feeds."""

    member: str
    heard: tuple[HeardFeed, ...]


class _Count:
    """A sink that counts packets (`conference.repairs.Sink`)."""

    def __init__(self) -> None:
        self.packets = 0
        self.since = time.monotonic()

    def add(self, packet: object, arrival: float) -> None:
        self.packets += 1


@dataclass(slots=True)
class _Hearing:
    state: Hearing
    missing: float
    at: float


class Caller:
    """One colleague in the room: a line that sends a clip. The owner of its line (`conference.line.Owner`)."""

    def __init__(self, member: str, call_pass: CallPass, clip: Clip, tell: Callable[[HeardBy], None]) -> None:
        self.member = member
        self.call_pass = call_pass
        self._clip = clip
        self._tell = tell
        self._feeds: list[RemoteFeed] = []
        self._heard: dict[str, _Hearing] = {}
        self._count: _Count | None = None
        self._listening = ""
        self._key_due = True
        self._picture = random.randrange(1 << 14)  # noqa: S311 - where a stream's numbers begin hides nothing
        self._frame = 0
        self._packet = 0
        self._line = CallLine(Line("wired"), Access(call_pass, "", ""), self, resume=0)

    async def close(self) -> None:
        await self._line.close()

    @property
    def line_state(self) -> str:
        """How its line stands: joining, up, lost or refused."""
        return self._line.state

    # --- sending ------------------------------------------------------------------------------------------------

    def send_picture(self, now: float) -> None:
        """The next picture of the loop, or its next key frame when somebody has begun to watch."""
        if self._key_due:
            self._frame += -self._frame % RATE
            self._key_due = False
        at = self._frame % len(self._clip.large)
        self._frame += 1
        self._picture = (self._picture + 1) % (1 << 15)
        timestamp = int(now * 90_000) & 0xFFFFFFFF
        for name, frames in (("large", self._clip.large), ("small", self._clip.small)):
            payloads = tuple(Vp8Encoder._packetize(frames[at], self._picture))
            self._line.push(name, Encoded(payloads, timestamp, at % RATE == 0))

    def send_sound(self, tick: int, *, speaking: bool) -> None:
        """The next 20 ms: of the clip while it is this colleague's turn, else of its silence."""
        packet, level = self._clip.sound[self._packet % len(self._clip.sound)]
        self._packet += 1
        if not speaking:
            packet, level = SILENCE, 127
        self._line.push("audio", Encoded((packet,), tick * 960 & 0xFFFFFFFF, level=(level < 127, level)))

    # --- listening ----------------------------------------------------------------------------------------------

    def listen_on(self, now: float) -> None:
        """Judge whom it listened to, and turn to the next."""
        self._judge(now)
        names = sorted(f.name for f in self._feeds if f.audio and not f.line)
        if not names:
            return
        later = [n for n in names if n > self._listening]
        self._listening = (later or names)[0]
        self._count = None
        self._line.watch({(self._listening, ""): Wish(audio=True, layer=None)})

    def _judge(self, now: float) -> None:
        """Half of the packets or fewer is hardly to be understood."""
        if self._count is not None and now - self._count.since > LISTEN / 3:
            share = min(1.0, self._count.packets / (SOUND_RATE * (now - self._count.since)))
            state: Hearing = "clear" if share > 0.9 else "weak" if share > 0.1 else "lost"
            if state != "lost" or self._listening in self._heard:  # of who never sent nothing can be lost
                self._heard[self._listening] = _Hearing(state, round(1 - share, 3), now)
        present = {f.name for f in self._feeds}
        fresh = {n: h for n, h in self._heard.items() if now - h.at < STALE and n in present}
        heard = tuple(HeardFeed(feed=n, hearing=h.state, missing=h.missing) for n, h in fresh.items())
        self._tell(HeardBy(self.member, heard))

    # --- told by the line ---------------------------------------------------------------------------------------

    def line_changed(self, line: CallLine) -> None:
        log.info("%s is %s in the call", self.member, line.state)
        self._key_due = True  # what was pushed before went nowhere

    def line_measured(self, line: CallLine) -> None:
        """A clip cannot be made smaller: the practice line is wide enough."""

    def feeds_changed(self, line: CallLine, feeds: Sequence[RemoteFeed]) -> None:
        self._feeds = list(feeds)

    def arrived(self, line: CallLine, feed: RemoteFeed, kind: str, receiver: Receiver) -> None:
        if kind == "audio" and feed.name == self._listening:
            receiver.sink = self._count = _Count()

    def refresh(self, layer: str) -> None:
        self._key_due = True

    def line_recovered(self, line: CallLine) -> None:
        self._key_due = True


class Callers:
    """The process from without. `tell` is called in a thread of this class; orders never block."""

    def __init__(self, clips: Path, tell: Callable[[HeardBy], None]) -> None:
        """`clips` is the folder with a clip for each member."""
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._tell = tell
        self._lock = threading.Lock()
        self._process = context.Process(target=main, args=(theirs, clips), name="callers", daemon=True)
        self._process.start()
        theirs.close()
        self._thread = threading.Thread(target=self._read, name="callers", daemon=True)
        self._thread.start()

    def send(self, order: JoinAs | LeaveAs) -> None:
        with self._lock, contextlib.suppress(OSError):  # a process that has died is seen by what is no longer heard
            self._ours.send(order)

    def close(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._ours.send(None)
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._thread.join()
        self._ours.close()

    def _read(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                self._tell(self._ours.recv())


def main(connection: Connection, clips: Path) -> None:
    """The process itself, until told to end or left alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    repairs.install()
    asyncio.run(_Stage(connection, clips).run())


class _Stage:
    """All callers, and the one clock that they send by."""

    def __init__(self, connection: Connection, clips: Path) -> None:
        self._connection = connection
        self._clips = clips
        self._callers: dict[str, Caller] = {}

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        orders: asyncio.Queue[JoinAs | LeaveAs | None] = asyncio.Queue()
        threading.Thread(target=self._read, args=(loop, orders), name="orders", daemon=True).start()
        sending = asyncio.create_task(self._send())
        while (order := await orders.get()) is not None:
            await self._take(order)
        sending.cancel()
        await asyncio.gather(*(caller.close() for caller in self._callers.values()), return_exceptions=True)

    async def _take(self, order: JoinAs | LeaveAs) -> None:
        before = self._callers.pop(order.member, None)
        if before is not None:
            await before.close()
        if isinstance(order, LeaveAs):
            return
        try:
            clip = Clip.read(self._clips / f"{order.member}.json")
        except (OSError, ValueError) as unusable:
            log.warning("no clip for %s: %s", order.member, type(unusable).__name__)
            return
        self._callers[order.member] = Caller(order.member, order.call_pass, clip, self._tell)

    async def _send(self) -> None:
        """Sound every 20 ms, pictures by turns in between, so that no moment has all of them to send."""
        start, tick = time.monotonic(), 0
        while True:
            tick += 1
            now = time.monotonic()
            await asyncio.sleep(max(0.0, start + tick / SOUND_RATE - now))
            callers = sorted(self._callers.values(), key=lambda c: c.member)
            speaker = int(time.monotonic() / TURN) % max(1, len(callers))
            for number, caller in enumerate(callers):
                caller.send_sound(tick, speaking=number == speaker)
                if (tick + number) % (SOUND_RATE // RATE) == 0:
                    caller.send_picture(time.monotonic())
                if (tick + 13 * number) % int(SOUND_RATE * LISTEN) == 0:
                    caller.listen_on(time.monotonic())

    def _tell(self, heard: HeardBy) -> None:
        with contextlib.suppress(OSError):
            self._connection.send(heard)

    def _read(self, loop: asyncio.AbstractEventLoop, orders: "asyncio.Queue[JoinAs | LeaveAs | None]") -> None:
        order: JoinAs | LeaveAs | None = None
        while True:
            try:
                order = self._connection.recv()
            except (EOFError, OSError):
                order = None
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(orders.put_nowait, order)
            if order is None:
                return
