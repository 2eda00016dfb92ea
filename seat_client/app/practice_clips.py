"""Makes the clips of the practice's colleagues: drawn people who move, and speech where this machine can make it."""

import io
import math
import shutil
import subprocess
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import soxr
from numpy.typing import NDArray

from drivers.virtual.head import paint_person
from seat_client.conference.encoding import Vp8
from seat_client.media.sound import opus
from seat_client.media.sound.level import level_dbfs
from seat_client.practice.clips import RATE, Clip

SECONDS = 8
LARGE, SMALL = (480, 270), (240, 134)
BITS = (220_000, 70_000)  # a second, of the two sizes
CELL = 16  # pixels of one square of the painted clock
CLOCK_BITS = 8
SPEAKER = "espeak-ng"
TURNS = (
    "这一份的施工组织设计比较完整，安全措施也写得具体。",
    "我再看一下进度计划，关键线路是否留了余量。",
    "质量保证体系这一项，请大家对照评分标准的档次。",
    "扬尘和噪声控制的布点偏少，我打中间一档。",
    "人员和设备的配备与工期相符，我没有别的意见。",
    "请翻到第四章，主要危险源那张表。",
    "这一项我需要几分钟，看完再说。",
    "监督席在线，各位按程序继续。",
)
"""What they say: nothing that names anybody."""

Pixels = NDArray[np.uint8]


def make_clips(folder: Path, people: Sequence[str], report: Callable[[int, int], None], *, clock: bool = False) -> None:
    """A clip for each, where there is none yet. `clock` paints a number into each picture, for whoever tests."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, person in enumerate(people):
        path = folder / f"{person}.json"
        if not path.exists():
            _clip(number, clock=clock).write(path)
        report(number + 1, len(people))


def _clip(number: int, *, clock: bool) -> Clip:
    sound = _spoken(number)
    speaking = [level < 60 for _, level in sound]
    encoders = [Vp8(*size, bits) for size, bits in zip((LARGE, SMALL), BITS, strict=True)]
    frames: tuple[list[bytes], list[bytes]] = ([], [])
    for at in range(SECONDS * RATE):
        second = at / RATE
        picture = _picture(number, second, speaks=speaking[int(second * 50) % len(speaking)])
        if clock:
            paint_clock(picture, at)
        for encoder, size, kept in zip(encoders, (LARGE, SMALL), frames, strict=True):
            scaled = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if size != LARGE else picture
            yuv = np.asarray(cv2.cvtColor(scaled, cv2.COLOR_BGR2YUV_I420), np.uint8)
            data, _ = encoder.encode(yuv, key=at % RATE == 0)
            kept.append(data or kept[-1])
    return Clip(tuple(frames[0]), tuple(frames[1]), tuple(sound))


def _picture(number: int, second: float, *, speaks: bool) -> Pixels:
    """A person before a plain wall; the loop closes, since all that moves does so in whole turns."""
    width, height = LARGE
    wall = np.array([(60 + 9 * number, 74 + 5 * (number % 3), 70 + 7 * (number % 4))], np.float32)
    shade = np.linspace(1.25, 0.85, height, dtype=np.float32)[:, None, None]
    picture = np.asarray(np.ones((height, width, 3), np.float32) * wall * shade, np.uint8)
    turn = 2 * math.pi * second / SECONDS
    nod = 3.0 * math.sin(turn * (6 if speaks else 2))
    middle = (width / 2 + 8 * math.sin(turn + number), height * 0.47 + nod)
    body = (int(middle[0]), height + 20)
    cv2.ellipse(picture, body, (height // 2, int(height * 0.34)), 0, 180, 360, (52, 46, 40), -1, cv2.LINE_AA)
    blink = (second + 0.7 * number) % 4 < 0.2
    paint_person(picture, 3 + 5 * number, middle=middle, size=height * 0.3, turn=0.12 * math.sin(turn * 2 + number),
                 openness=0.0 if blink else 1.0)  # fmt: skip
    return picture


def paint_clock(picture: Pixels, number: int) -> None:
    """The number of the picture as squares, black and white, between two white ones: read back from what is shown."""
    cells = [1, *((number >> bit) & 1 for bit in range(CLOCK_BITS)), 1]
    left = (picture.shape[1] - len(cells) * CELL) // 2
    picture[0 : 2 * CELL, left - CELL : left + (len(cells) + 1) * CELL] = 0
    for place, cell in enumerate(cells):
        x = left + place * CELL
        picture[CELL // 2 : CELL // 2 + CELL, x : x + CELL] = 255 * cell


def _spoken(number: int) -> list[tuple[bytes, int]]:
    """Speech in packets of 20 ms, as long as the pictures; silence where nothing here can speak."""
    samples = np.zeros(SECONDS * opus.RATE, np.int16)
    said = _say(TURNS[number % len(TURNS)], pitch=35 + 7 * number)
    samples[opus.RATE // 2 : opus.RATE // 2 + len(said)] = said[: len(samples) - opus.RATE // 2]
    encoder = opus.Encoder()
    packets = []
    for block in samples.reshape(-1, opus.FRAME):
        level = level_dbfs(block)
        packets.append((encoder.encode(block), min(127, max(0, round(-level)))))
    return packets


def _say(text: str, *, pitch: int) -> NDArray[np.int16]:
    tool = shutil.which(SPEAKER)
    if tool is None:
        return np.zeros(0, np.int16)
    done = subprocess.run([tool, "-v", "cmn", "-p", str(pitch), "-s", "165", "--stdout", text], capture_output=True,
                          check=False, timeout=30)  # fmt: skip
    if done.returncode or not done.stdout:
        return np.zeros(0, np.int16)
    with wave.open(io.BytesIO(done.stdout)) as heard:
        rate = heard.getframerate()
        samples = np.frombuffer(done.stdout[44:], "<i2")
    return np.asarray(soxr.resample(samples, rate, opus.RATE), np.int16)
