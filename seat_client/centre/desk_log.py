"""The desk's journal: every act and every refusal, each linked to the one before, so that none can be taken out."""

from collections.abc import Iterable

from sqlalchemy import select

from seat_client.centre import clock
from seat_client.centre.storage import CentreRow, DeskEventRow, Storage
from seat_client.evidence.canonical import digest
from seat_client.evidence.envelope import GENESIS

LONGEST_SUBJECT = 200


class DeskLog:
    """Appends under one lock, by whichever process."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def note(self, person: str, role: str, act: str, subject: str, code: str = "") -> None:
        """Put an act on record; `code` says why it was refused, empty when it was done."""
        with self._storage.transaction() as session:
            session.get_one(CentreRow, 1, with_for_update=True)
            last = session.scalar(select(DeskEventRow).order_by(DeskEventRow.seq.desc()).limit(1))
            row = DeskEventRow(
                seq=last.seq + 1 if last is not None else 1, at=clock.stamp(), person=person, role=role, act=act,
                subject=_plain(subject), code=code, prev=last.hash if last is not None else GENESIS, hash="",
            )  # fmt: skip
            row.hash = link(row)
            session.add(row)

    def newest(self, count: int, before: int = 0) -> list[DeskEventRow]:
        """The newest first; `before` a number, where it is given."""
        query = select(DeskEventRow).order_by(DeskEventRow.seq.desc()).limit(count)
        with self._storage.reading() as session:
            return list(session.scalars(query.where(DeskEventRow.seq < before) if before else query))

    def first_fault(self) -> int:
        """The number of the first event whose link does not hold, or 0."""
        with self._storage.reading() as session:
            return broken_link(session.scalars(select(DeskEventRow).order_by(DeskEventRow.seq)))


def link(row: DeskEventRow) -> str:
    """The hash over an event and the one before it."""
    told = {name: getattr(row, name) for name in ("seq", "at", "person", "role", "act", "subject", "code", "prev")}
    return digest(told)


def broken_link(rows: Iterable[DeskEventRow]) -> int:
    """The number of the first event that is changed, missing or out of order, or 0."""
    head = GENESIS
    for number, row in enumerate(rows, start=1):
        if (row.seq, row.prev, row.hash) != (number, head, link(row)):
            return number
        head = row.hash
    return 0


def _plain(subject: str) -> str:
    """Somebody else's text for one line of a table: no control characters, and not endless."""
    return "".join(c if c.isprintable() else "�" for c in subject)[:LONGEST_SUBJECT]
