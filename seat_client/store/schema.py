"""The tables, by version: `user_version` counts the migrations a file has seen."""

import os
import shutil
from pathlib import Path

from seat_client.store.connection import Connection, transaction
from seat_client.store.errors import StoreDamaged

# Every page that an append touches is encrypted and forced to the disk while somebody waits: no index but those that
# are asked for. That no revision and no link comes twice is kept by `revisions` and by the head of the chain.
_FIRST = (
    """CREATE TABLE acts (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        project TEXT NOT NULL, seat TEXT NOT NULL, member TEXT NOT NULL,
        aggregate TEXT NOT NULL, rev INTEGER NOT NULL CHECK (rev > 0),
        kind TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL,
        prev TEXT NOT NULL, hash TEXT NOT NULL
    ) STRICT""",
    # The two projections every append reads: where the chain ends, and how far each aggregate has counted.
    "CREATE TABLE chains (project TEXT, seat TEXT, head TEXT NOT NULL, PRIMARY KEY (project, seat)) STRICT",
    """CREATE TABLE revisions (
        project TEXT, member TEXT, aggregate TEXT, rev INTEGER NOT NULL, PRIMARY KEY (project, member, aggregate)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE outbox (seq INTEGER PRIMARY KEY REFERENCES acts, gaps INTEGER NOT NULL DEFAULT 0) STRICT",
    """CREATE TABLE parked (
        seq INTEGER PRIMARY KEY REFERENCES acts, state TEXT NOT NULL, code TEXT NOT NULL, facts TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE facts (cursor INTEGER PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL) STRICT",
    "CREATE TABLE progress (only INTEGER PRIMARY KEY CHECK (only = 1), cursor INTEGER NOT NULL) STRICT",
    "INSERT INTO progress VALUES (1, 0)",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)
_NOTES = (
    """CREATE TABLE private (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
)
_SIGNED = (
    "ALTER TABLE acts ADD COLUMN chain TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE acts ADD COLUMN anchors TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE acts ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE acts ADD COLUMN act TEXT",  # what was typed, where the body is sealed
    # The centre's answers, apart from the acts: what was written once is not written again for them.
    "CREATE TABLE answers (seq INTEGER PRIMARY KEY REFERENCES acts, outcome TEXT NOT NULL) STRICT",
    """CREATE TABLE journals (
        project TEXT, seat TEXT, seed BLOB NOT NULL, head TEXT NOT NULL, PRIMARY KEY (project, seat)
    ) STRICT, WITHOUT ROWID""",
    "DROP TABLE chains",  # an unsigned chain goes on nowhere: what waits is sealed anew into the signed one
    "CREATE TABLE anchors (name TEXT PRIMARY KEY, head TEXT NOT NULL, told TEXT NOT NULL DEFAULT '') STRICT",
    """CREATE TABLE draft_keys (
        place INTEGER PRIMARY KEY, project TEXT, member TEXT, name TEXT UNIQUE, master BLOB NOT NULL
    ) STRICT""",
    # What the member did at other seats, or here before the file was lost, as the centre gave it back.
    """CREATE TABLE adopted (
        place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project TEXT NOT NULL, member TEXT NOT NULL,
        aggregate TEXT NOT NULL, rev INTEGER NOT NULL, chain TEXT NOT NULL, hash TEXT NOT NULL,
        link TEXT NOT NULL, act TEXT
    ) STRICT""",
    "ALTER TABLE parked ADD COLUMN kept INTEGER NOT NULL DEFAULT 0",  # a link of the journal at the centre as well
    "ALTER TABLE progress ADD COLUMN standing TEXT NOT NULL DEFAULT '{}'",
)
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _NOTES, _SIGNED)


def migrate(connection: Connection, path: Path) -> None:
    """Bring the file to the newest version, one transaction a step; a file of a newer program is refused.

    A copy of what was there before lies beside it afterwards (`backup_of`), until the evaluation is erased.
    """
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise StoreDamaged("user_version")
    if 0 < version < len(MIGRATIONS):
        _back_up(connection, path)
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        with transaction(connection):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def backup_of(path: Path) -> Path:
    """Where the copy from before the last migration lies; it opens with the same key."""
    return path.with_name(f"{path.name}.before-migration")


def _back_up(connection: Connection, path: Path) -> None:
    """Nobody else has the file open: with its log written back, its bytes are the whole of it."""
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreDamaged("wal_checkpoint")
    draft = backup_of(path).with_suffix(".part")
    try:
        shutil.copyfile(path, draft)
        draft.chmod(0o600)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreDamaged("backup") from error  # nothing was changed yet: the older program still opens the file
    draft.replace(backup_of(path))


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(connection: Connection) -> None:
    """Raise StoreDamaged unless every page is authentic and the tree of pages is sound."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        raise StoreDamaged("cipher_integrity_check")
    if [row[0] for row in connection.execute("PRAGMA quick_check")] != ["ok"]:
        raise StoreDamaged("quick_check")
