"""The others of the conference's benchmark, one process: a painted clock and a tone, encoded once for all of them.

Ends when its standard input does. Says "ready" when everybody is in the room.
"""

import asyncio
import json
import math
import sys
import time
from typing import Any

import numpy as np

from seat_client.conference.congestion import Allowance
from seat_client.conference.encoding import PictureEncoding, SoundEncoding
from seat_client.conference.repairs import Encoded
from seat_client.wire.conference import CallPass
from tests.conference.bots import Bot, bots
from tests.conference.clocks import Painter


async def main(terms: dict[str, Any]) -> None:
    """`passes` (JSON), `bitrate` of the large picture (0: none), `small` likewise, `watches`."""
    loop = asyncio.get_running_loop()
    others = [Bot(CallPass.model_validate(each), watches=bool(terms.get("watches"))) for each in terms["passes"]]

    def send(track: str, encoded: Encoded) -> None:
        for bot in others:
            bot.push(track, encoded)

    pictures = PictureEncoding(lambda layer, encoded: loop.call_soon_threadsafe(send, layer, encoded), height=360)
    pictures.allow(Allowance(terms["bitrate"], terms.get("small", 0), 15.0))
    sound, painter = SoundEncoding(), Painter()
    async with bots(*others):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        ended = loop.run_in_executor(None, sys.stdin.read)
        tick = 0
        due = time.monotonic()
        while not ended.done():
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
