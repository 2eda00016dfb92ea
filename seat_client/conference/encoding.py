"""The own picture, encoded once in two sizes for whoever sends it; and the own sound."""

import logging
import random
import threading
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import av
import cv2
import numpy as np
from aiortc.codecs.vpx import Vp8Encoder
from numpy.typing import NDArray

from seat_client.conference.congestion import FULL_RATE, Allowance
from seat_client.conference.repairs import Encoded
from seat_client.media.scaling import shrunk
from seat_client.media.sound import opus

logger = logging.getLogger(__name__)

Pixels = NDArray[np.uint8]

VIDEO_CLOCK: Final = 90_000
AUDIO_CLOCK: Final = 48_000
SMALL_HEIGHT: Final = 180
_PICTURE_IDS: Final = 1 << 15
KEY_EVERY: Final = 0.5
"""Seconds between two key frames on request: many ask at once, and each costs several ordinary pictures."""

_EARLY: Final = 0.25
"""Share of a picture's interval by which one may come before its time: cameras do not keep time exactly."""


def picture_size(width: int, height: int, wanted: int) -> tuple[int, int]:
    """The size with at most `wanted` rows and the camera's proportions, both even."""
    rows = min(wanted, height)
    return width * rows // height // 2 * 2, rows // 2 * 2


class Vp8:
    """One VP8 encoder at a fixed size and bit rate. One thread at a time.

    The encoder is told that pictures come at FULL_RATE: leaving some out then saves their bits.
    """

    def __init__(self, width: int, height: int, bitrate: int) -> None:
        self.shape = (width, height, bitrate)
        self._count = 0
        codec = av.CodecContext.create("libvpx", "w")
        codec.width, codec.height, codec.pix_fmt = width, height, "yuv420p"
        codec.bit_rate = bitrate
        codec.time_base = Fraction(1, int(FULL_RATE))
        codec.gop_size = 3000  # key frames come when they are asked for
        codec.qmin, codec.qmax = 2, 56
        codec.thread_count = 1 if width * height <= 640 * 480 else 2
        codec.options = {
            "bufsize": str(bitrate // 2),  # half a second: a key frame must not fill a narrow line for longer
            "minrate": str(bitrate),
            "maxrate": str(bitrate),
            "cpu-used": "-12",
            "deadline": "realtime",
            "lag-in-frames": "0",
            "noise-sensitivity": "0",
            "overshoot-pct": "15",
            "undershoot-pct": "100",
            "static-thresh": "1",
            "max-intra-rate": "300",
        }
        self._codec = codec

    def encode(self, yuv: Pixels, *, key: bool) -> tuple[bytes, bool]:
        """An I420 picture (uint8, height*3/2 x width) to bytes (empty: the encoder dropped it), and whether it is a
        key frame."""
        frame = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(yuv), format="yuv420p")  # lent, not copied
        frame.pts, frame.time_base = self._count, Fraction(1, int(FULL_RATE))
        self._count += 1
        if key:
            frame.pict_type = av.video.frame.PictureType.I
        packets = self._codec.encode(frame)
        return b"".join(bytes(packet) for packet in packets), any(packet.is_keyframe for packet in packets)


class _Layer:
    """One of the two sizes with its encoder, made anew when size or bit rate change."""

    def __init__(self) -> None:
        self.bitrate = 0
        self.wants_key = False
        self._encoder: Vp8 | None = None
        self._key_at = float("-inf")
        self._picture_id = random.randrange(_PICTURE_IDS)  # noqa: S311 - tells streams apart, hides nothing

    def encode(self, yuv: Pixels, timestamp: int) -> Encoded | None:
        height, width = yuv.shape[0] * 2 // 3, yuv.shape[1]
        if self._encoder is None or self._encoder.shape != (width, height, self.bitrate):
            self._encoder = Vp8(width, height, self.bitrate)
            self._key_at = float("-inf")
            self.wants_key = True
        now = time.monotonic()
        data, key = self._encoder.encode(yuv, key=self.wants_key and now - self._key_at > KEY_EVERY)
        if not data:
            return None
        if key:
            self.wants_key, self._key_at = False, now
        self._picture_id = (self._picture_id + 1) % _PICTURE_IDS
        return Encoded(tuple(Vp8Encoder._packetize(data, self._picture_id)), timestamp, key)


class PictureEncoding:
    """A thread that takes the camera's newest picture and encodes it as often and as large as is allowed.

    `deliver(layer, encoded)` is called in that thread; `layer` is "large" or "small".
    """

    def __init__(self, deliver: Callable[[str, Encoded], None], *, height: int) -> None:
        self._deliver = deliver
        self._height = height
        self._layers = {"large": _Layer(), "small": _Layer()}
        self._allowance = Allowance(0, 0, FULL_RATE)
        self._newest: Pixels | None = None
        self._there = threading.Condition()
        self._closing = False
        self._due = 0.0
        self._thread = threading.Thread(target=self._run, name="video encoder", daemon=True)
        self._thread.start()

    def offer(self, pixels: Pixels) -> None:
        """A new picture (BGR) of the camera; from any thread. One that was not taken yet is forgotten."""
        with self._there:
            self._newest = pixels
            self._there.notify()

    def allow(self, allowance: Allowance) -> None:
        """Encode within these bounds from now on; bit rates of 0 rest a layer."""
        with self._there:
            for name, bitrate in (("large", allowance.large), ("small", allowance.small)):
                layer = self._layers[name]
                layer.wants_key = layer.wants_key or (bitrate > 0 and layer.bitrate == 0)
                layer.bitrate = bitrate
            self._allowance = allowance

    def pause(self, until: float) -> None:
        """Encode nothing before that moment (`time.monotonic()`)."""
        self._due = max(self._due, until)

    def refresh(self, layer: str) -> None:
        """The next picture of this layer shall need none before it."""
        self._layers[layer].wants_key = True

    def close(self) -> None:
        """End the thread."""
        with self._there:
            self._closing = True
            self._there.notify()
        self._thread.join()

    def _run(self) -> None:
        while (pixels := self._take()) is not None:
            try:
                self._encode(pixels)
            except (av.FFmpegError, cv2.error) as error:
                logger.warning("a picture could not be encoded: %s", type(error).__name__)

    def _take(self) -> Pixels | None:
        with self._there:
            while not self._closing:
                resting = not (self._allowance.large or self._allowance.small)
                pixels, self._newest = self._newest, None
                if pixels is not None and not resting and self._is_due():
                    return pixels
                self._there.wait()
            return None

    def _is_due(self) -> bool:
        now, interval = time.monotonic(), 1 / self._allowance.rate
        if now < self._due - _EARLY * interval:
            return False
        self._due = max(self._due + interval, now)
        return True

    def _encode(self, pixels: Pixels) -> None:
        timestamp = int(time.monotonic() * VIDEO_CLOCK) & 0xFFFFFFFF
        height, width = pixels.shape[:2]
        current: Any = pixels
        for name, rows in (("large", self._height), ("small", SMALL_HEIGHT)):
            layer = self._layers[name]
            if not layer.bitrate:
                continue
            size = picture_size(width, height, rows)
            if current.shape[1::-1] != size:
                current = shrunk(current, size)
            encoded = layer.encode(np.asarray(cv2.cvtColor(current, cv2.COLOR_BGR2YUV_I420), np.uint8), timestamp)
            if encoded is not None:
                self._deliver(name, encoded)


class SoundEncoding:
    """20 ms of sound to one Opus packet, on a clock that starts with the first."""

    def __init__(self) -> None:
        self._encoder = opus.Encoder()
        self._timestamp = int(time.monotonic() * AUDIO_CLOCK) & 0xFFFFFFFF

    def encode(self, samples: opus.Samples, level: float, *, speaking: bool) -> Encoded:
        """int16[960] at `level` dBFS."""
        packet = self._encoder.encode(samples)
        self._timestamp = (self._timestamp + opus.FRAME) & 0xFFFFFFFF
        return Encoded((packet,), self._timestamp, level=(speaking, min(127, max(0, round(-level)))))

    def expect_loss(self, percent: int) -> None:
        """Spend more or less on correction."""
        self._encoder.expect_loss(percent)
