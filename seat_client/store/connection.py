"""Opening one connection to the encrypted file, and what its errors mean."""

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from seat_client.store.errors import DiskFull, StoreDamaged, StoreError, StoreLocked

if TYPE_CHECKING:  # SQLCipher's binding mirrors the standard module, which brings the types it lacks
    import sqlite3 as sqlcipher
    from collections.abc import Iterator
else:
    from sqlcipher3 import dbapi2 as sqlcipher

KEY_BYTES = 32
BUSY_SECONDS = 30.0
_LOG_ROOM = 1000 * (4096 + 24) + 32
"""The write-ahead log when SQLite begins it anew by itself: 1000 frames of a page and a frame header."""
_FILLING = bytes(64 * 1024)

Connection = sqlcipher.Connection
Row = sqlcipher.Row
DatabaseError = sqlcipher.DatabaseError


def connect(path: Path, key: bytes) -> Connection:
    """A connection that commits only by order, and then durably (WAL, synchronous=FULL)."""
    if len(key) != KEY_BYTES:
        raise ValueError("the key is 32 bytes")
    connection = sqlcipher.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, key)
    except DatabaseError as error:
        connection.close()
        raise meaning(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told by StoreLocked, not on stderr
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")  # a raw key: no 256,000 rounds at each opening
    connection.execute("PRAGMA temp_store = MEMORY")  # sorting must not leave plain text in a temporary file
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except DatabaseError as error:
        if error.sqlite_errorname == "SQLITE_NOTADB":
            raise StoreLocked("wrong-key") from error
        raise
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.row_factory = Row


def reserve_log(path: Path) -> None:
    """Let the write-ahead log have its full size from the beginning; for the one connection that writes.

    A log that grows makes the file system write its own record for each commit: measured, a third of a commit's time.
    SQLite takes zeros behind the last frame for the end of the log (its file format, section 4.4), and begins again at
    the front when it is full. Without room on the disk the log grows as it would have.
    """
    with suppress(OSError):
        log = os.open(path.with_name(path.name + "-wal"), os.O_RDWR | os.O_CREAT, 0o600)
        size = os.fstat(log).st_size
        try:
            for at in range(size, _LOG_ROOM, len(_FILLING)):
                os.pwrite(log, _FILLING[: _LOG_ROOM - at], at)
            os.fsync(log)
        except OSError:
            os.ftruncate(log, size)
        finally:
            os.close(log)


@contextmanager
def transaction(connection: Connection) -> "Iterator[Connection]":
    """One transaction: all of the block stands after it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have undone it already
            connection.execute("ROLLBACK")
        raise


def meaning(error: DatabaseError) -> StoreError:
    """The store's own error for one of the database's."""
    if error.sqlite_errorname == "SQLITE_FULL":
        return DiskFull()
    return StoreDamaged(error.sqlite_errorname)
