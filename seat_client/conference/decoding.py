"""Encoded pictures of all feeds to the tiles, by one thread; the newest is shown, a backlog is dropped."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import av
from av.video.reformatter import VideoReformatter

from seat_client.conference.assembling import Picture
from seat_client.media.process import Tiles
from seat_client.media.scaling import fitted

logger = logging.getLogger(__name__)

BACKLOG: Final = 30
"""Pictures of one feed that may wait: two seconds. All are decoded, the newest alone is painted, so waiting costs no
delay later; with more everything is dropped up to the next key frame."""

LARGEST_SIDE: Final = 1920
"""Pixels; a stranger's picture larger than this is not scaled but dropped."""


@dataclass(slots=True)
class _Feed:
    codec: Any
    scaler: VideoReformatter = field(default_factory=VideoReformatter)
    """Kept, since a frame's own one is set up anew for every frame."""
    waiting: deque[Picture] = field(default_factory=deque)
    tile: int = 0
    size: tuple[int, int] = (0, 0)
    shown: int = 0
    shown_at: float = float("-inf")


class PictureDecoding:
    """`lost(feed)` is called (in any thread) when a feed needs a key frame to go on."""

    def __init__(self, tiles: Tiles, lost: Callable[[str], None]) -> None:
        self._tiles, self._lost = tiles, lost
        self._feeds: dict[str, _Feed] = {}
        self._ready: deque[str] = deque()
        self._there = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="video decoder", daemon=True)
        self._thread.start()

    def show(self, feed: str, tile: int, size: tuple[int, int]) -> None:
        """Fill `tile` with this feed at no more than `size` pixels; tile 0 decodes nothing."""
        with self._there:
            known = self._feeds.setdefault(feed, _Feed(_decoder()))
            previous, known.tile, known.size = known.tile, tile, size
        if previous and previous != tile:
            self._tiles.clear(previous)

    def take(self, feed: str, picture: Picture) -> None:
        """The feed's next picture, without a gap to the one before."""
        with self._there:
            known = self._feeds.get(feed)
            if known is None or not known.tile:
                return
            known.waiting.append(picture)
            behind = len(known.waiting) > BACKLOG
            if behind:
                known.waiting.clear()
            else:
                self._ready.append(feed)
                self._there.notify()
        if behind:
            self._lost(feed)

    def forget(self, feed: str) -> None:
        """The feed has left: its tile shows nothing."""
        with self._there:
            known = self._feeds.pop(feed, None)
        if known is not None and known.tile:
            self._tiles.clear(known.tile)

    def shown(self, feed: str) -> tuple[int, float]:
        """How many pictures of this feed were shown, and when the last one was."""
        known = self._feeds.get(feed)
        return (known.shown, known.shown_at) if known else (0, float("-inf"))

    def close(self) -> None:
        """End the thread."""
        with self._there:
            self._closing = True
            self._there.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._there:
                while not self._ready and not self._closing:
                    self._there.wait()
                if self._closing:
                    return
                known = self._feeds.get(feed := self._ready.popleft())
                pictures = list(known.waiting) if known else []
                if known:
                    known.waiting.clear()
            if known and pictures:
                self._decode(feed, known, pictures)

    def _decode(self, feed: str, known: _Feed, pictures: list[Picture]) -> None:
        newest = None
        try:
            for picture in pictures:
                for frame in known.codec.decode(av.Packet(picture.data)):
                    newest = frame
        except av.FFmpegError as error:
            logger.info("a picture of a feed could not be decoded: %s", type(error).__name__)
            known.codec = _decoder()
            self._lost(feed)
        if newest is not None and known.tile and max(newest.width, newest.height) <= LARGEST_SIDE:
            self._paint(known, newest)

    def _paint(self, known: _Feed, frame: Any) -> None:
        width, height = fitted((frame.width, frame.height), known.size)
        # One thread: with those it would start for each feed, waking them costs more than the picture.
        plane: Any = known.scaler.reformat(frame, width, height, "bgra", threads=1).planes[0]
        now = time.monotonic()
        self._tiles.write(known.tile, memoryview(plane), width, height, now, line=plane.line_size)
        known.shown, known.shown_at = known.shown + 1, now


def _decoder() -> Any:
    codec = av.CodecContext.create("vp8", "r")  # FFmpeg's own: no slower than libvpx, and it says what is broken
    codec.thread_count = 1
    return codec
