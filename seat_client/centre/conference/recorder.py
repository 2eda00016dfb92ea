"""Keeps what Janus has recorded: every file that is complete is read, measured, hashed and entered into a table; from
there it comes into the evaluation's record. No seat and no person takes part in any of it.

Janus names a file videoroom-ROOM-user-FEED-MICROSECONDS-KIND-MID.mjr, starts one for each track whenever somebody
begins to send, and completes it when they leave.
"""

import hashlib
import logging
import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from seat_client.centre.conference.rooms import SECOND_LINE
from seat_client.centre.conference.tables import ParticipantRow, RecordingRow
from seat_client.centre.storage import Storage
from seat_client.evidence.recordings import Recording, RecordingUnreadable, read_recording

NAME = re.compile(r"videoroom-(?P<room>[ra]-[0-9a-f]{12})-user-(?P<feed>[mst][0-9]+-[0-9a-f]{8}(?:~b)?)-"
                  r"(?P<at>[0-9]+)-(?P<kind>audio|video)-(?P<mid>[0-9]+)\.mjr")  # fmt: skip
BLOCK = 1 << 20

log = logging.getLogger(__name__)


class Recorder:
    """Looks into one folder of recordings, a folder in it for each room."""

    def __init__(self, storage: Storage, folder: Path) -> None:
        self._storage = storage
        self._folder = folder
        self._known: set[str] = set()

    def look(self, writers: Sequence[int]) -> int:
        """Enter what has become complete; gives how many. `writers` are the process ids of those who may still write:
        a file that one of them has open is left for later."""
        new = [path for path in sorted(self._folder.glob("*/*.mjr")) if path.name not in self._known]
        if not new:
            return 0
        opened = set(_open_files(writers))
        complete = [path for path in new if path.resolve() not in opened]
        return sum(self._enter(path) for path in complete)

    def _enter(self, path: Path) -> bool:
        self._known.add(path.name)
        named = NAME.fullmatch(path.name)
        if named is None:
            log.warning("a file that is no recording of a meeting: %s", path.name)
            return False
        try:
            recording = read_recording(path.read_bytes())
        except (OSError, RecordingUnreadable) as error:
            log.error("a recording cannot be read: %s: %s", path.name, error)
            return False
        if recording is None:
            return False  # somebody came and never sent anything
        with self._storage.transaction() as session:
            if session.scalar(select(RecordingRow.seq).where(RecordingRow.file == path.name)):
                return False
            feed = named["feed"].removesuffix(SECOND_LINE)
            person = session.scalar(select(ParticipantRow).where(ParticipantRow.feed == feed))
            if person is None:
                log.warning("a recording of nobody known: %s", path.name)
                return False
            session.add(_row(recording, path, person))
        return True


def _row(recording: Recording, path: Path, person: ParticipantRow) -> RecordingRow:
    first = recording.first
    return RecordingRow(
        evaluation=person.evaluation, person=person.person, track=recording.track, file=path.name,
        sha256=_digest(path), began=_stamp(first), ended=_stamp(recording.last), packets=len(recording.packets),
        gaps=[[round(a - first), round(b - first)] for a, b in recording.gaps()],
    )  # fmt: skip


def _open_files(processes: Sequence[int]) -> Iterator[Path]:
    """What these processes have open (Linux)."""
    for process in processes:
        try:
            handles = list(Path(f"/proc/{process}/fd").iterdir())
        except OSError:  # it has ended meanwhile
            continue
        for handle in handles:
            try:
                yield Path(os.readlink(handle))
            except OSError:
                continue


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _stamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
