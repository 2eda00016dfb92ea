"""The others of the conference's benchmark, one process: a painted clock and a tone, encoded once for all of them.

Ends when its standard input does. Says "ready" when everybody is in the room, and answers each line that comes in
with how many packets have been received of them all.
"""

import asyncio
import json
import math
import sys
import threading
import time
from typing import Any, cast

import aiortc.rtcpeerconnection
import numpy as np
from aiortc.rtp import is_rtcp

from seat_client.conference import repairs
from seat_client.conference.congestion import Allowance
from seat_client.conference.encoding import PictureEncoding, SoundEncoding
from seat_client.conference.repairs import Encoded
from seat_client.wire.conference import CallPass
from tests.conference.bots import Bot, bots
from tests.conference.clocks import Painter


class Deaf(repairs.Transport):
    """Counts what a stream brings and leaves it encrypted: a machine that opened all would measure its own Python."""

    packets = 0

    def _arrived(self, data: bytes, component: int) -> None:
        if repairs.is_media(data) and not is_rtcp(data):
            Deaf.packets += 1
        else:
            super()._arrived(data, component)


def _answer(ended: threading.Event) -> None:
    for _ in sys.stdin:
        sys.stdout.write(f"{Deaf.packets}\n")
        sys.stdout.flush()
    ended.set()


async def main(terms: dict[str, Any]) -> None:
    """`passes` (JSON), `bitrate` of the large picture (0: none), `small` likewise, `watches`."""
    loop = asyncio.get_running_loop()
    others = [Bot(CallPass.model_validate(each), watches=bool(terms.get("watches"))) for each in terms["passes"]]
    cast(Any, aiortc.rtcpeerconnection).RTCDtlsTransport = Deaf

    def send(track: str, encoded: Encoded) -> None:
        for bot in others:
            bot.push(track, encoded)

    pictures = PictureEncoding(lambda layer, encoded: loop.call_soon_threadsafe(send, layer, encoded), height=360)
    pictures.allow(Allowance(terms["bitrate"], terms.get("small", 0), 15.0))
    sound, painter = SoundEncoding(), Painter()
    async with bots(*others):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        ended = threading.Event()
        threading.Thread(target=_answer, args=(ended,), daemon=True).start()
        tick = 0
        due = time.monotonic()
        while not ended.is_set():
            times = (tick * 960 + np.arange(960)) / 48_000
            tone = (np.sin(2 * math.pi * 440 * times) * 5000 + np.random.default_rng(tick).normal(0, 300, 960)).astype(
                np.int16
            )
            send("audio", sound.encode(tone, -20.0, speaking=True))
            if tick * 15 // 50 != (tick - 1) * 15 // 50:
                if any(bot.wants_key for bot in others):
                    for layer in ("large", "small"):
                        pictures.refresh(layer)
                    for bot in others:
                        bot.wants_key = False
                pictures.offer(painter.paint())
            tick += 1
            due += 0.02
            await asyncio.sleep(max(0.0, due - time.monotonic()))
    pictures.close()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
