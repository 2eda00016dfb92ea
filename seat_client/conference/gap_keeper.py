"""What was said and shown while no line carried it, kept on the disk to be uploaded later.

The last seconds are in memory all the time, since a lost line is noticed late. A gap becomes a Matroska file with the
very packets that would have been sent; it ends when a line carries again, or when it is full.
"""

import io
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av

from seat_client.conference.messages import GapKept
from seat_client.conference.repairs import Encoded
from seat_client.media.sound import opus

logger = logging.getLogger(__name__)

BEFORE: Final = 3.0
"""Seconds before a line was seen to be lost that may be missing at the centre too."""

LARGEST: Final = 200 << 20
"""Bytes of one gap: about half an hour."""

_CLOCKS: Final = {"audio": 48_000, "small": 90_000}
_DESCRIPTOR: Final = 4
"""Bytes of the VP8 payload descriptor that our packets begin with (RFC 7741 with a long picture id)."""


@dataclass(frozen=True, slots=True)
class _Kept:
    track: str
    encoded: Encoded
    at: float


class GapKeeper:
    """Belongs to the loop's thread; `folder` must lie on an encrypted disk. `kept` is told of each finished file,
    whose name says the room and from when to when: it outlives this process."""

    def __init__(self, folder: Path, room: str, kept: Callable[[GapKept], None]) -> None:
        self._folder, self._room, self._kept = folder, room, kept
        self._recent: deque[_Kept] = deque()
        self._gap: list[_Kept] | None = None
        self._size = 0

    @property
    def open(self) -> bool:
        """Whether a gap is being kept."""
        return self._gap is not None

    def encoded(self, track: str, encoded: Encoded) -> None:
        """A frame was encoded, sent or not. Sound and the small picture are kept, the large one is not."""
        if track not in _CLOCKS:
            return
        kept = _Kept(track, encoded, time.time())
        if self._gap is not None and self._size < LARGEST:
            self._gap.append(kept)
            self._size += sum(map(len, encoded.payloads))
            return
        self._recent.append(kept)
        while self._recent and kept.at - self._recent[0].at > BEFORE:
            self._recent.popleft()

    def lost(self) -> None:
        """No line carries any more."""
        if self._gap is None:
            self._gap, self._size = list(self._recent), 0
            self._recent.clear()

    def back(self) -> None:
        """A line carries again: write the file."""
        gap, self._gap = self._gap, None
        if not gap:
            return
        path = self._folder / f"gap-{self._room}-{gap[0].at:.3f}-{gap[-1].at:.3f}.mkv"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(".part")
            draft.write_bytes(_matroska(gap))
            draft.replace(path)
        except (OSError, av.FFmpegError) as error:
            logger.warning("what was said during the outage could not be kept: %s", type(error).__name__)
            return
        self._kept(GapKept(str(path), gap[0].at, gap[-1].at))


def _matroska(gap: list[_Kept]) -> bytes:
    """The packets as they are, with the times at which they were made."""
    target = io.BytesIO()
    with av.open(target, "w", format="matroska") as container:
        streams: dict[str, Any] = {}
        if any(each.track == "audio" for each in gap):
            streams["audio"] = container.add_stream("libopus", rate=opus.RATE, layout="mono")
        if any(each.track == "small" and each.encoded.key for each in gap):
            streams["small"] = container.add_stream("libvpx", rate=15)
            streams["small"].width, streams["small"].height = 320, 180
            streams["small"].pix_fmt = "yuv420p"
        shown = False
        for each in gap:
            stream = streams.get(each.track)
            shown = shown or (each.track == "small" and each.encoded.key)
            if stream is None or (each.track == "small" and not shown):
                continue
            packet = av.Packet(_payload(each))
            packet.stream = stream
            packet.time_base = Fraction(1, 1000)
            packet.pts = packet.dts = round((each.at - gap[0].at) * 1000)
            packet.is_keyframe = each.track == "audio" or each.encoded.key
            container.mux(packet)
    return target.getvalue()


def _payload(kept: _Kept) -> bytes:
    if kept.track == "audio":
        return kept.encoded.payloads[0]
    return b"".join(payload[_DESCRIPTOR:] for payload in kept.encoded.payloads)
