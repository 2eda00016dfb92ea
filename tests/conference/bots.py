"""Light participants: they publish what was encoded once for all of them, and receive nothing or everything unread."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from seat_client.conference import repairs
from seat_client.conference.line import CallLine
from seat_client.conference.messages import Line
from seat_client.conference.repairs import Encoded, Receiver
from seat_client.conference.signalling import Access, RemoteFeed, Wish
from seat_client.wire.conference import CallPass
from tests.conference.seats import until


class _Unread:
    """Takes packets and counts them."""

    def __init__(self) -> None:
        self.packets = 0

    def add(self, packet: object, arrival: float) -> None:
        self.packets += 1


class Bot:
    """One publisher; `watches` makes it receive everybody's sound and small picture without looking at them."""

    def __init__(self, call_pass: CallPass, *, watches: bool = False) -> None:
        repairs.install()
        self.feed, self.wants_key = call_pass.feed, True
        self._watches = watches
        self.unread = _Unread()
        self.began = time.monotonic()
        self.line = CallLine(Line("wired"), Access(call_pass, "", ""), self, resume=0)

    def push(self, track: str, encoded: Encoded) -> None:
        self.line.push(track, encoded)

    def line_changed(self, line: CallLine) -> None: ...

    def line_measured(self, line: CallLine) -> None: ...

    def line_recovered(self, line: CallLine) -> None: ...

    def refresh(self, layer: str) -> None:
        self.wants_key = True

    def feeds_changed(self, line: CallLine, feeds: Sequence[RemoteFeed]) -> None:
        if self._watches:
            line.watch({(each.name, each.line): Wish(audio=True, layer="small") for each in feeds})

    def arrived(self, line: CallLine, feed: RemoteFeed, kind: str, receiver: Receiver) -> None:
        receiver.sink = self.unread


@asynccontextmanager
async def bots(*made: Bot) -> AsyncIterator[tuple[Bot, ...]]:
    """All of them in the room; they leave in the end."""
    try:
        await until(lambda: all(each.line.state == "up" for each in made), 60, "bots in the room")
        yield made
    finally:
        await asyncio.gather(*(each.line.close() for each in made))
