"""One file that plays for everybody who took part: recordings of all re-joins, sound and picture, on one time line.

`janus-pp-rec` turns each recording into Opus or WebM; here they are put behind one another at the moments they were
made, without decoding anything. Where nothing was recorded the time line runs on.
"""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from seat_client.centre.conference.errors import MediaError
from seat_client.centre.conference.ground import CONVERTER, program
from seat_client.evidence.recordings import Recording, Stretch, joined_gaps, read_recording

SUFFIX = {"audio": ".opus", "video": ".webm"}
CONVERT_SECONDS = 600


class ConversionFailed(MediaError):
    """`janus-pp-rec` could not convert `file`."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} cannot be converted")
        self.file = file


@dataclass(frozen=True, slots=True)
class Piece:
    """A recording and what lies in it."""

    path: Path
    recording: Recording


@dataclass(frozen=True, slots=True)
class Stitched:
    """What has been made of one person's recordings: seconds count from `began` (Unix)."""

    path: Path
    began: float
    ended: float
    gaps: dict[str, tuple[Stretch, ...]]


def pieces(paths: Sequence[Path]) -> list[Piece]:
    """The recordings with packets in them, by when they began. Raises RecordingUnreadable, OSError."""
    read = ((path, read_recording(path.read_bytes())) for path in paths)
    found = [Piece(path, recording) for path, recording in read if recording is not None]
    return sorted(found, key=lambda piece: piece.recording.first)


def stitch(found: Sequence[Piece], target: Path, work: Path) -> Stitched:
    """Write `target` (WebM). Raises ProgramMissing, ConversionFailed."""
    began = min(p.recording.first for p in found)
    ended = max(p.recording.last for p in found)
    gaps = {}
    with av.open(str(target), "w", format="webm") as out:
        packets: list[tuple[Fraction, Any]] = []
        for track in ("video", "audio"):
            own = [p for p in found if p.recording.track == track]
            gaps[track] = tuple(
                (a - began, b - began)
                for a, b in joined_gaps(
                    [(p.recording.first, p.recording.last) for p in own], [g for p in own for g in p.recording.gaps()]
                )
            )
            if own:
                packets += _track(own, out, began, work)
        for _, packet in sorted(packets, key=lambda each: each[0]):
            out.mux(packet)
    return Stitched(target, began, ended, gaps)


def _track(own: Sequence[Piece], out: Any, began: float, work: Path) -> list[tuple[Fraction, Any]]:
    """The packets of one track with their moments on the common time line, in an output stream of their own."""
    stream = None
    packets: list[tuple[Fraction, Any]] = []
    for piece in own:
        with av.open(str(_converted(piece, work))) as source:
            origin = source.streams[0]
            if stream is None:
                stream = out.add_stream_from_template(origin)
            for packet in _shifted(source, origin, piece.recording.first - began):
                packet.stream = stream
                packets.append((packet.pts * packet.time_base, packet))
    return packets


def _shifted(source: Any, origin: Any, seconds: float) -> Iterator[Any]:
    first: int | None = None
    for packet in source.demux(origin):
        if packet.pts is None or packet.size == 0:
            continue
        first = packet.pts if first is None else first
        offset = round(Fraction(seconds) / packet.time_base) - first
        packet.pts += offset
        packet.dts = packet.pts
        yield packet


def _converted(piece: Piece, work: Path) -> Path:
    target = work / (piece.path.stem + SUFFIX[piece.recording.track])
    done = subprocess.run(
        [program(CONVERTER), str(piece.path), str(target)], capture_output=True, check=False, timeout=CONVERT_SECONDS
    )
    if done.returncode or not target.exists():
        raise ConversionFailed(piece.path.name)
    return target
