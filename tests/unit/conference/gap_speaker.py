"""A process that goes on speaking into a gap until it is killed; importable by name, as spawn needs it."""

import math
import time
from pathlib import Path

import numpy as np

from seat_client.conference.encoding import SoundEncoding
from seat_client.conference.gap_keeper import GapKeeper, Keeping

SPOKEN = 3.5


def speak(folder: str, key: bytes, room: str) -> None:
    """In real time; the file `spoken` says that `SPOKEN` seconds were said."""
    keeper, encoding = GapKeeper(Keeping(Path(folder), key), room, print), SoundEncoding()
    keeper.lost()
    began, frames = time.monotonic(), 0
    while True:
        times = (frames * 960 + np.arange(960)) / 48_000
        tone = (np.sin(2 * math.pi * 440 * times) * 6000).astype(np.int16)
        keeper.encoded("audio", encoding.encode(tone, -20.0, speaking=True))
        frames += 1
        time.sleep(max(0.0, began + frames * 0.02 - time.monotonic()))
        if frames == round(SPOKEN * 50):
            (Path(folder) / "spoken").touch()
