"""What was said and shown while no line carried it, kept on the disk to be uploaded later.

The last seconds are in memory all the time, since a lost line is noticed late. A gap is a Matroska file with the very
packets that would have been sent. It is written as it happens, sealed, so a process that is killed loses a second of
it at most; it ends when a line carries again, or when it is full.
"""

import logging
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av

from seat_client.conference.gap_file import GapWriter
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

_AS_IT_COMES: Final = {
    "live": "1",  # nothing is gone back to
    "cluster_time_limit": "500",  # milliseconds until what was gathered is written
    "flush_packets": "1",
    "fflags": "+bitexact",
}

NO_PICTURE: Final = 1.0
"""Seconds without a picture until a file of sound alone takes over: sound waits for the pictures it lies between."""

_BEGUN: Final = re.compile(r"gap-(?P<room>[^/]+)-(?P<began>[0-9]+\.[0-9]{3})\.part")


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where gaps are kept, and the key of 32 bytes they are sealed with."""

    folder: Path
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Kept:
    track: str
    encoded: Encoded
    at: float


@dataclass(slots=True)
class _Gap:
    path: Path
    writer: GapWriter
    container: Any
    streams: dict[str, Any]
    began: float
    ended: float
    size: int = 0
    pictured: float = 0.0
    """When the last picture was written, or when they began to be waited for."""
    shown: bool = False


class GapKeeper:
    """Belongs to the loop's thread; without `keeping` nothing is kept. `kept` is told of each finished file, whose name
    says the room and from when to when: it outlives this process."""

    def __init__(
        self,
        keeping: Keeping | None,
        room: str,
        kept: Callable[[GapKept], None],
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._keeping, self._room, self._kept, self._now = keeping, room, kept, now
        self._recent: deque[_Kept] = deque()
        self._gap: _Gap | None = None
        self._lost = False

    @property
    def open(self) -> bool:
        """Whether a gap is being kept."""
        return self._gap is not None

    def encoded(self, track: str, encoded: Encoded) -> None:
        """A frame was encoded, sent or not. Sound and the small picture are kept, the large one is not."""
        if track not in _CLOCKS:
            return
        kept = _Kept(track, encoded, self._now())
        if self._gap is not None:
            self._add(kept)
            return
        self._recent.append(kept)
        while self._recent and kept.at - self._recent[0].at > BEFORE:
            self._recent.popleft()

    def lost(self) -> None:
        """No line carries any more."""
        if self._lost or self._keeping is None:
            return
        self._lost = True
        recent, self._recent = list(self._recent), deque()
        self._begin(recent[0].at if recent else self._now(), pictures=any(each.track == "small" for each in recent))
        for each in recent:
            self._add(each)

    def back(self) -> None:
        """A line carries again, or the call ends: the file is finished."""
        self._lost = False
        self._finish()

    # --- the file -----------------------------------------------------------------------------------------------------

    def _begin(self, at: float, *, pictures: bool) -> None:
        assert self._keeping is not None  # noqa: S101 - asked by `lost`
        path = self._keeping.folder / f"gap-{self._room}-{at:.3f}.part"
        try:
            self._keeping.folder.mkdir(parents=True, exist_ok=True)
            writer = GapWriter(path, self._keeping.key)
            container = av.open(writer, "w", format="matroska", options=_AS_IT_COMES)
            streams: dict[str, Any] = {"audio": container.add_stream("libopus", rate=opus.RATE, layout="mono")}
            if pictures:
                small = streams["small"] = container.add_stream("libvpx", rate=15)
                small.width, small.height, small.pix_fmt = 320, 180, "yuv420p"
        except (OSError, av.FFmpegError) as error:
            _warn(error)
            return
        self._gap = _Gap(path, writer, container, streams, at, at, pictured=self._now())

    def _add(self, kept: _Kept) -> None:
        gap = self._gap
        if gap is None:
            return
        if _changes(gap, kept):
            self._finish()
            self._begin(kept.at, pictures=kept.track == "small")
            if (gap := self._gap) is None:
                return
        if kept.track == "small":
            gap.shown = gap.shown or kept.encoded.key
            if not gap.shown:
                return
            gap.pictured = max(gap.pictured, kept.at)
        try:
            _mux(gap, kept)
        except (OSError, av.FFmpegError) as error:
            _warn(error)
            self._finish()
            return
        if gap.size > LARGEST:
            self._finish()

    def _finish(self) -> None:
        gap, self._gap = self._gap, None
        if gap is None:
            return
        path = _finished(gap.path, self._room, gap.began, gap.ended)
        try:
            gap.container.close()
            gap.writer.close()
            gap.path.replace(path)
        except (OSError, av.FFmpegError) as error:
            _warn(error)
            return
        self._kept(GapKept(str(path), gap.began, gap.ended))


def _changes(gap: _Gap, kept: _Kept) -> bool:
    """Whether the camera came on or went off: what a file holds is said at its head."""
    if "small" not in gap.streams:
        return kept.track == "small" and kept.encoded.key
    return kept.track == "audio" and kept.at - gap.pictured > NO_PICTURE


def take_up(folder: Path) -> None:
    """Finish what a process that was ended had begun, as far as it came; for when no call is on in this folder."""
    for path in sorted(folder.glob("gap-*.part")):
        if (named := _BEGUN.fullmatch(path.name)) is None:
            continue
        began = float(named["began"])
        try:
            path.replace(_finished(path, named["room"], began, path.stat().st_mtime))
        except OSError as error:
            _warn(error)


def _finished(path: Path, room: str, began: float, ended: float) -> Path:
    return path.with_name(f"gap-{room}-{began:.3f}-{max(ended, began + 0.02):.3f}.sealed")


def _mux(gap: _Gap, kept: _Kept) -> None:
    """The packet as it is, with the time at which it was made."""
    payload = _payload(kept)
    packet = av.Packet(payload)
    packet.stream = gap.streams[kept.track]
    packet.time_base = Fraction(1, 1000)
    packet.pts = packet.dts = round((kept.at - gap.began) * 1000)
    packet.is_keyframe = kept.track == "audio" or kept.encoded.key
    gap.container.mux(packet)
    gap.ended = kept.at
    gap.size += len(payload)


def _payload(kept: _Kept) -> bytes:
    if kept.track == "audio":
        return kept.encoded.payloads[0]
    return b"".join(payload[_DESCRIPTOR:] for payload in kept.encoded.payloads)


def _warn(error: Exception) -> None:
    logger.warning("what was said during the outage could not be kept: %s", type(error).__name__)
