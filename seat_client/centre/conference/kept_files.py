"""What seats kept themselves and hand in part by part, beside the recordings it completes: what was said while no line
carried it, and what the screen showed.

Bounded for each person; resumed wherever it stopped; the digest that was offered decides at the end. A complete file
is a fact of the record, which says whose it is; its name says roles alone.
"""

import base64
import binascii
import hashlib
import re
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from seat_client.centre.conference.tables import KeptFileRow, MediaNodeRow, MeetingRow, ParticipantRow
from seat_client.centre.desk import EvaluationDesk
from seat_client.centre.errors import Conflict, Forbidden, Refused
from seat_client.centre.storage import SessionRow, Storage
from seat_client.domain.events import Fact, GapFilled, ScreenKept
from seat_client.wire.conference import PART_LIMIT, KeptFile, KeptPart, KeptTaken

NAME = re.compile(r"(?P<what>gap|screen)-(?P<feed>[mst][0-9]+-[0-9a-f]{8})-(?P<began>[0-9]+)-(?P<ended>[0-9]+)-"
                  r"[0-9a-f]{12}\.(mkv|sealed)")  # fmt: skip
"""Feed, and from when to when in milliseconds of Unix time."""

SUFFIX = {"gap": "mkv", "screen": "sealed"}
FACT = {"gap": GapFilled, "screen": ScreenKept}

MOST_FILES, MOST_BYTES = 600, 2 << 30
"""Of one person in one evaluation."""

LONGEST = 6 * 3600.0
AHEAD = 60.0  # seconds a seat's clock may be ahead of ours


class KeptFiles:
    """Asked by the router; several processes may each have one on the same tables and the same folder."""

    def __init__(self, storage: Storage, desk: EvaluationDesk) -> None:
        self._storage = storage
        self._desk = desk
        self._id = desk.project.id

    def offer(self, who: SessionRow, kept: KeptFile) -> KeptTaken:
        """Whether a file is wanted, and how much of it is here. Raises Refused for one that cannot be of this meeting
        or is too much, Forbidden for somebody without a place, Conflict while there is no meeting."""
        with self._storage.transaction() as session:
            row = self._row(session, who.member, kept.sha256)
            if row is None:
                folder, feed = self._place(session, who.member, kept)
                self._check(session, who.member, kept)
                times = f"{round(kept.began * 1000)}-{round(kept.ended * 1000)}"
                name = f"{kept.what}-{feed}-{times}-{kept.sha256[:12]}.{SUFFIX[kept.what]}"
                row = KeptFileRow(
                    evaluation=self._id, person=who.member, what=kept.what, sha256=kept.sha256, size=kept.size,
                    path=str(folder / kept.room / name), began=_stamp(kept.began), ended=_stamp(kept.ended),
                    taken=0, complete=False,
                )  # fmt: skip
                session.add(row)
            taken = KeptTaken(taken=row.taken, complete=row.complete)
            whole = row.taken == row.size
        return self._finish(who.member, kept.sha256) if whole and not taken.complete else taken

    def part(self, who: SessionRow, part: KeptPart) -> KeptTaken:
        """Take a part that begins where the last one ended; any other is passed over. Raises Refused for a file that
        was not offered, or a part beyond its limits."""
        content = _content(part)
        with self._storage.transaction() as session:
            row = self._row(session, who.member, part.sha256, lock=True)
            if row is None or part.offset + len(content) > row.size:
                raise Refused("request_malformed", of="part")
            if part.offset == row.taken and not row.complete:
                _write(row, content)
            taken = KeptTaken(taken=row.taken, complete=row.complete)
            whole = row.taken == row.size
        return self._finish(who.member, part.sha256) if whole and not taken.complete else taken

    def _finish(self, person: str, sha256: str) -> KeptTaken:
        """All bytes are here: as offered, it is a fact; otherwise it is begun anew."""
        with self._storage.reading() as session:
            row = self._row(session, person, sha256)
            path = Path(row.path) if row is not None else Path()
        same = _digest(_draft(path)) == sha256
        taken = KeptTaken(taken=0)

        def work(session: Session) -> list[Fact]:
            nonlocal taken
            row = self._row(session, person, sha256, lock=True)
            if row is None or row.complete:  # another request has finished it
                taken = KeptTaken(taken=row.taken if row is not None else 0, complete=row is not None)
                return []
            if not same:
                row.taken = 0
                return []
            _draft(path).replace(path)
            row.complete = True
            taken = KeptTaken(taken=row.taken, complete=True)
            return [FACT[row.what](person, path.name, sha256, row.size, row.began, row.ended)]

        self._desk.write(work)
        return taken

    def _row(self, session: Session, person: str, sha256: str, *, lock: bool = False) -> KeptFileRow | None:
        query = select(KeptFileRow).where(
            KeptFileRow.evaluation == self._id, KeptFileRow.person == person, KeptFileRow.sha256 == sha256
        )
        return session.scalar(query.with_for_update() if lock else query)

    def _place(self, session: Session, person: str, kept: KeptFile) -> tuple[Path, str]:
        """Where the recordings of the meeting lie, and the person's feed in it."""
        meeting = session.get(MeetingRow, self._id)
        if meeting is None:
            raise Conflict("meeting_not_open")
        participant = session.get(ParticipantRow, (self._id, person))
        if participant is None:
            raise Forbidden("not_in_the_call")
        if kept.room.startswith("r-") and kept.room != meeting.room:
            raise Refused("request_malformed", of="room")
        node = session.get(MediaNodeRow, meeting.node)
        if node is None:
            raise Conflict("conference_unavailable")
        return Path(node.recordings), participant.feed

    def _check(self, session: Session, person: str, kept: KeptFile) -> None:
        if not 0 < kept.ended - kept.began <= LONGEST or kept.ended > time.time() + AHEAD:
            raise Refused("request_malformed", of="times")
        own = (KeptFileRow.evaluation == self._id, KeptFileRow.person == person)
        count, octets = session.execute(select(func.count(), func.sum(KeptFileRow.size)).where(*own)).one()
        if count >= MOST_FILES or (octets or 0) + kept.size > MOST_BYTES:
            raise Refused("request_malformed", of="size")


def _content(part: KeptPart) -> bytes:
    try:
        content = base64.b64decode(part.content, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refused("request_malformed", of="content") from error
    if not 0 < len(content) <= PART_LIMIT:
        raise Refused("request_malformed", of="content")
    return content


def _write(row: KeptFileRow, content: bytes) -> None:
    """Under the row's lock. A part written before a transaction that failed is written over."""
    draft = _draft(Path(row.path))
    draft.parent.mkdir(parents=True, exist_ok=True)
    with draft.open("r+b" if row.taken else "wb") as file:
        file.seek(row.taken)
        file.write(content)
        file.truncate()
    row.taken += len(content)


def _digest(path: Path) -> str:
    """Of what is there; empty when another request has given it its name already."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _draft(path: Path) -> Path:
    return path.with_suffix(".part")


def _stamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
