"""The recordings of the call: chained in the record, the very files, what the seats say they sent, and what they kept
themselves while no line carried it, or of their screens.

A recording may lack what was lost on the way; a second of which every packet was recorded, and which yet is not what
the seat's log says, is a fault. The seats' logs are chains of their own.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from seat_client.app.auditing.fault import Found
from seat_client.conference.sent_log import breaks
from seat_client.domain.events import GapFilled, RecordedFact, RecordingKept, ScreenKept
from seat_client.evidence import archive as form
from seat_client.evidence.archive import Archive
from seat_client.evidence.errors import ArchiveUnreadable
from seat_client.evidence.recordings import (
    FIRST_LINK,
    Compared,
    Recording,
    RecordingUnreadable,
    chained,
    compare,
    linked_part,
    read_recording,
)
from seat_client.wire.conference import SentSecond

TRACKS = {"audio": "audio", "large": "video", "small": "video"}
"""Which recorded track a track of a seat's log is found in."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How many recordings there are, how many of their files were looked at, and the comparison with the logs;
    `filled` are the stretches that the seats handed in afterwards, `screens` those of what they showed."""

    recordings: int = 0
    files: int = 0
    compared: Compared = field(default_factory=Compared)
    filled: int = 0
    screens: int = 0


def check_recordings(archive: Archive, facts: Sequence[RecordedFact], folder: Path | None) -> Heard:
    """Raise Found at the first fault; without `folder` the files themselves are not looked at."""
    kept = [f.fact for f in facts if isinstance(f.fact, RecordingKept)]
    _check_chain(kept)
    logs = _logs(archive)
    filled = [f.fact for f in facts if isinstance(f.fact, GapFilled)]
    screens = [f.fact for f in facts if isinstance(f.fact, ScreenKept)]
    if folder is None:
        return Heard(len(kept), filled=len(filled), screens=len(screens))
    recordings = _files(kept, folder)
    _check_handed_in([*filled, *screens], folder)
    files = sum(len(r) for r in recordings.values())
    return Heard(len(kept), files, _compared(logs, recordings), len(filled), len(screens))


def _check_chain(kept: Sequence[RecordingKept]) -> None:
    link = FIRST_LINK
    for number, fact in enumerate(kept, start=1):
        link = chained(link, linked_part(fact))
        if fact.number != number or fact.link != link:
            raise Found("recording-chain", fact.file)


def _logs(archive: Archive) -> dict[tuple[str, str], list[SentSecond]]:
    """The seats' logs by person and call; raises Found where one does not hang together."""
    logs: dict[tuple[str, str], list[SentSecond]] = defaultdict(list)
    if form.SENT not in archive.parts:
        return {}
    for number, line in enumerate(archive.lines(form.SENT), start=1):
        try:
            seconds = [SentSecond.model_validate(second) for second in line["seconds"]]
            logs[str(line["person"]), str(line["call"])] += seconds
        except (KeyError, TypeError, ValidationError) as error:
            raise ArchiveUnreadable(f"{form.SENT}, line {number}") from error
    for (person, call), seconds in logs.items():
        if (place := breaks(iter(seconds))) is not None:
            raise Found("sent-log-chain", f"{person}/{call}", second=seconds[place].second)
    return logs


def _files(kept: Sequence[RecordingKept], folder: Path) -> Mapping[tuple[str, str], list[Recording]]:
    """The recordings by person and track; raises Found for a file that is missing or another one."""
    there = {path.name: path for path in folder.rglob("*.mjr")}
    found: dict[tuple[str, str], list[Recording]] = defaultdict(list)
    for fact in kept:
        path = there.get(fact.file)
        if path is None:
            raise Found("recording-missing", fact.file)
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != fact.sha256:
            raise Found("recording-changed", fact.file)
        try:
            recording = read_recording(content)
        except RecordingUnreadable as error:
            raise Found("recording-changed", fact.file) from error
        if recording is not None:
            found[fact.person, fact.track].append(recording)
    return found


def _check_handed_in(kept: Sequence[GapFilled | ScreenKept], folder: Path) -> None:
    """What the seats handed in is there, and is what came in."""
    there = {path.name: path for path in (*folder.rglob("gap-*.mkv"), *folder.rglob("screen-*.sealed"))}
    for fact in kept:
        path = there.get(fact.file)
        if path is None:
            raise Found("recording-missing", fact.file)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != fact.sha256:
                raise Found("recording-changed", fact.file)


def _compared(
    logs: Mapping[tuple[str, str], Sequence[SentSecond]], recordings: Mapping[tuple[str, str], list[Recording]]
) -> Compared:
    """Everything together; raises Found where a whole second differs from what its seat says."""
    total: dict[str, int] = dict.fromkeys(("equal", "lost", "differing", "absent"), 0)
    for (person, _), seconds in logs.items():
        for track, recorded in TRACKS.items():
            own: list[dict[str, Any]] = [s.model_dump() for s in seconds if s.track == track]
            result = compare(own, recordings.get((person, recorded), []))
            if result.differing:
                raise Found("recording-differs", person, track=track, seconds=result.differing)
            for name in total:
                total[name] += getattr(result, name)
    return Compared(**total)
