"""Erasing an evaluation from the seat."""

from pathlib import Path

from seat_client.store import drafts, journal
from seat_client.store.connection import Connection, transaction
from seat_client.store.errors import StoreDamaged, UnsentActs
from seat_client.store.schema import backup_of

_COUNTED = ("acts", "facts", "settings", "private")
_CONTENT = ("outbox", "parked", "revisions", "answers", "adopted", "draft_keys", "anchors", *_COUNTED)


def erase(connection: Connection, path: Path) -> int:
    """Erase all rows and overwrite the pages they stood on; gives how many there were.

    Cached documents become unreadable with it, for their keys are rows here. What stays is the hash at which
    the seat's chain goes on: it tells nothing, and whatever is confirmed afterwards must still join the chain.
    """
    if (unsent := journal.pending_count(connection)) > 0:
        raise UnsentActs(unsent)
    erased = _erase_rows(connection)
    drafts.forget()
    backup_of(path).unlink(missing_ok=True)
    connection.execute("VACUUM")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreDamaged("wal_checkpoint")  # the log still holds what was to be erased
    return erased


def _erase_rows(connection: Connection) -> int:
    with transaction(connection):
        erased = sum(_count(connection, table) for table in _COUNTED)
        for table in _CONTENT:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names
        connection.execute("UPDATE progress SET cursor = 0, standing = '{}'")
    return erased


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - as above
