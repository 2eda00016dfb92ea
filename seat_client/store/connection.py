"""Opening one connection to the encrypted file, and what its errors mean."""

from contextlib import contextmanager
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
