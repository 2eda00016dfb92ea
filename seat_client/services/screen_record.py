"""What this seat shows, a picture about every second, recorded by order of the centre and sealed to two officers.

Segments of some minutes lie in the folder, from which `handing_in` takes them. Nothing that can be looked at ever
touches the disk: a segment is sealed before it is written, and what has not been sealed ends with the process.
"""

import io
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import seal_to_officers
from seat_client.wire.conference import ScreenTerms

SEGMENT: Final = 300.0
"""Seconds of one file."""

LARGEST: Final = (1280, 720)
BITRATE: Final = 120_000
_OPTIONS: Final = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "g": "30"}

Picture = NDArray[np.uint8]
"""Rows, columns, BGRA."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Order:
    """For whom and in which room; `terms` None records nothing."""

    terms: ScreenTerms | None = None
    room: str = ""


@dataclass(slots=True)
class _Segment:
    order: _Order
    size: tuple[int, int]
    began: float
    target: io.BytesIO = field(default_factory=io.BytesIO)
    container: Any = None
    stream: Any = None
    last: float = 0.0


class ScreenRecord:
    """`want` and `picture` never wait for the work, which is done in a thread of its own on the newest picture."""

    def __init__(self, folder: Path, *, segment: float = SEGMENT, now: Callable[[], float] = time.time) -> None:
        self._folder, self._length, self._now = folder, segment, now
        self._order = _Order()
        self._newest: Picture | None = None
        self._segment: _Segment | None = None
        self._news = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="screen", daemon=True)
        self._thread.start()

    @property
    def on(self) -> bool:
        """Whether pictures are wanted now."""
        return self._order.terms is not None

    def want(self, terms: ScreenTerms | None, room: str) -> None:
        """Record by these terms from now on; None ends what is being recorded."""
        order = _Order(terms, room) if terms is not None else _Order()
        if order != self._order:
            with self._news:
                self._order = order
                self._news.notify()

    def picture(self, pixels: Picture) -> None:
        """What the seat shows now; not to be changed afterwards."""
        with self._news:
            self._newest = pixels
            self._news.notify()

    def close(self) -> None:
        """Seal and write what there is."""
        with self._news:
            self._ended = True
            self._news.notify()
        self._thread.join()

    # --- the thread -----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(self._due)
                order, pixels, ended = self._order, self._newest, self._ended
            if self._segment is not None and self._segment.order != order:
                self._finish()
            if pixels is not None:
                if order.terms is not None:
                    self._add(order, pixels)
                with self._news:
                    self._newest = None if self._newest is pixels else self._newest
            elif ended:
                self._finish()
                return

    def _due(self) -> bool:
        stale = self._segment is not None and self._segment.order != self._order
        return self._ended or self._newest is not None or stale

    def _add(self, order: _Order, pixels: Picture) -> None:
        small, at = _small(pixels), self._now()
        size = (small.shape[1], small.shape[0])
        segment = self._segment
        if segment is not None and (segment.size != size or at - segment.began > self._length):
            self._finish()
            segment = None
        if segment is None:
            segment = self._segment = _begun(order, size, at)
        frame = av.VideoFrame.from_ndarray(small, format="bgra").reformat(format="yuv420p")
        frame.pts, frame.time_base = round((at - segment.began) * 1000), Fraction(1, 1000)
        segment.last = at
        for packet in segment.stream.encode(frame):
            segment.container.mux(packet)

    def _finish(self) -> None:
        segment, self._segment = self._segment, None
        if segment is None or segment.order.terms is None:
            return
        for packet in segment.stream.encode(None):
            segment.container.mux(packet)
        segment.container.close()
        room, ended = segment.order.room, max(segment.last, segment.began + 1.0)
        path = self._folder / f"screen-{room}-{segment.began:.3f}-{ended:.3f}.sealed"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(".part")
            draft.write_bytes(seal_to_officers(segment.target.getvalue(), segment.order.terms.officers, room))
            draft.replace(path)
        except (OSError, NotOpened) as error:
            log.warning("what the screen showed could not be kept: %s", type(error).__name__)


def _begun(order: _Order, size: tuple[int, int], at: float) -> _Segment:
    segment = _Segment(order, size, at)
    segment.container = av.open(segment.target, "w", format="matroska")
    stream = segment.stream = segment.container.add_stream("libvpx", rate=1, options=_OPTIONS)
    stream.width, stream.height = size
    stream.pix_fmt, stream.bit_rate = "yuv420p", BITRATE
    stream.codec_context.time_base = Fraction(1, 1000)
    return segment


def _small(pixels: Picture) -> Picture:
    """As large as it may be, sides even, as the encoder wants them."""
    height, width = pixels.shape[:2]
    scale = min(1.0, LARGEST[0] / width, LARGEST[1] / height)
    size = (max(2, round(width * scale) // 2 * 2), max(2, round(height * scale) // 2 * 2))
    return np.ascontiguousarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
