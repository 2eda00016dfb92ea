"""What can still be read of a store that does not open any more: every act in plain JSON, the file untouched.

For the technician beside the expert: the damaged file is copied first and only the copy is read, row by row; a row on a
damaged page is left out and counted.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seat_client.store.connection import Connection, DatabaseError, connect

TABLES = ("acts", "facts", "parked", "outbox", "answers", "adopted")


@dataclass(frozen=True, slots=True)
class Rescued:
    """Rows by table as JSON objects, and how many could not be read."""

    rows: dict[str, list[dict[str, Any]]]
    unreadable: int

    def document(self) -> bytes:
        content = {"format": "seat-rescue/1", "unreadable": self.unreadable, **self.rows}
        return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def rescue(path: Path, key: bytes) -> Rescued:
    """Read what can be read; raises StoreLocked for a wrong key, StoreDamaged when not even the first page opens."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        for part in (path, path.with_name(path.name + "-wal")):
            if part.exists():
                shutil.copyfile(part, Path(folder, part.name))
        connection = connect(Path(folder, path.name), key)
        try:
            return _read(connection)
        finally:
            connection.close()


def _read(connection: Connection) -> Rescued:
    rows: dict[str, list[dict[str, Any]]] = {}
    unreadable = 0
    for table in TABLES:
        rows[table] = []
        for row in _rows(connection, table):
            if row is None:
                unreadable += 1
            else:
                rows[table].append(row)
    return Rescued(rows, unreadable)


def _rows(connection: Connection, table: str) -> Iterator[dict[str, Any] | None]:
    """Each row by its own question, so that a bad page costs no more than what stands on it."""
    last = _last(connection, table)
    for number in range(1, last + 1):
        try:
            row = connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()  # noqa: S608
        except DatabaseError:
            yield None
        else:
            if row is not None:
                yield {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row is no dict


def _last(connection: Connection, table: str) -> int:
    try:
        return int(connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0])  # noqa: S608
    except DatabaseError:
        return 0
