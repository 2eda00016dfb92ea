"""The tables, by version: `user_version` counts the migrations a file has seen."""

from seat_client.store.connection import Connection, transaction
from seat_client.store.errors import StoreDamaged

_FIRST = (
    """CREATE TABLE acts (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        project TEXT NOT NULL, seat TEXT NOT NULL, member TEXT NOT NULL,
        aggregate TEXT NOT NULL, rev INTEGER NOT NULL CHECK (rev > 0),
        kind TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL,
        prev TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
        UNIQUE (project, member, aggregate, rev)
    ) STRICT""",
    # The two projections every append reads: where the chain ends, and how far each aggregate has counted.
    "CREATE TABLE chains (project TEXT, seat TEXT, head TEXT NOT NULL, PRIMARY KEY (project, seat)) STRICT",
    """CREATE TABLE revisions (
        project TEXT, member TEXT, aggregate TEXT, rev INTEGER NOT NULL, PRIMARY KEY (project, member, aggregate)
    ) STRICT""",
    "CREATE TABLE outbox (seq INTEGER PRIMARY KEY REFERENCES acts, gaps INTEGER NOT NULL DEFAULT 0) STRICT",
    """CREATE TABLE parked (
        seq INTEGER PRIMARY KEY REFERENCES acts, state TEXT NOT NULL, code TEXT NOT NULL, facts TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE facts (cursor INTEGER PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL) STRICT",
    "CREATE TABLE progress (only INTEGER PRIMARY KEY CHECK (only = 1), cursor INTEGER NOT NULL) STRICT",
    "INSERT INTO progress VALUES (1, 0)",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)


def migrate(connection: Connection) -> None:
    """Bring the file to the newest version, one transaction a step; a file of a newer program is refused."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise StoreDamaged("user_version")
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        with transaction(connection):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def check(connection: Connection) -> None:
    """Raise StoreDamaged unless every page is authentic and the tree of pages is sound."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        raise StoreDamaged("cipher_integrity_check")
    if [row[0] for row in connection.execute("PRAGMA quick_check")] != ["ok"]:
        raise StoreDamaged("quick_check")
