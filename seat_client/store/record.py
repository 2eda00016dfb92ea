"""The centre's record as far as this seat has it, and small settings. Plain functions over a connection."""

from collections.abc import Sequence

from seat_client.domain.events import RecordedFact
from seat_client.store.connection import Connection
from seat_client.wire.codec import fact_from_text, fact_to_text


def add_facts(connection: Connection, facts: Sequence[RecordedFact], cursor: int) -> None:
    """Take facts in, once each by cursor, and move the place to ask from; it never moves back."""
    connection.executemany(
        "INSERT OR IGNORE INTO facts VALUES (?, ?, ?)", [(f.cursor, f.at, fact_to_text(f.fact)) for f in facts]
    )
    connection.execute("UPDATE progress SET cursor = max(cursor, ?)", (cursor,))


def facts(connection: Connection) -> list[RecordedFact]:
    rows = connection.execute("SELECT cursor, at, body FROM facts ORDER BY cursor").fetchall()
    return [RecordedFact(row["cursor"], row["at"], fact_from_text(row["body"])) for row in rows]


def cursor(connection: Connection) -> int:
    return int(connection.execute("SELECT cursor FROM progress").fetchone()[0])


def remember(connection: Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))


def recall(connection: Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row["value"])
