"""The centre's record as far as this seat has it, small settings, private notes. Plain functions over a connection."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from seat_client.domain.events import RecordedFact
from seat_client.evidence.journal import RECORD
from seat_client.store import journals
from seat_client.store.connection import Connection
from seat_client.wire.codec import fact_from_text, fact_to_text


@dataclass(frozen=True, slots=True)
class Standing:
    """What the centre last put its signature to: record and journals as they stood at `cursor`."""

    cursor: int = 0
    head: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""
    generation: str = ""


def add_facts(
    connection: Connection, facts: Sequence[RecordedFact], cursor: int, standing: Standing | None = None
) -> None:
    """Take facts in, once each by cursor, and move the place to ask from; it never moves back.

    The next act witnesses what the centre signed to this page.
    """
    connection.executemany(
        "INSERT OR IGNORE INTO facts (cursor, at, body) VALUES (?, ?, ?)",
        [(f.cursor, f.at, fact_to_text(f.fact)) for f in facts],
    )
    connection.execute("UPDATE progress SET cursor = max(cursor, ?)", (cursor,))
    if standing is not None:
        record = {RECORD: f"{standing.cursor}:{standing.head}"} if standing.head else {}
        journals.witness(connection, {**standing.heads, **record})
        connection.execute("UPDATE progress SET standing = ?", (json.dumps(asdict(standing)),))


def standing(connection: Connection) -> Standing:
    """What the centre last signed to this seat."""
    kept = connection.execute("SELECT standing FROM progress").fetchone()[0]
    return Standing(**json.loads(kept))


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


def keep_private(connection: Connection, kind: str, key: str, body: str) -> None:
    """A member's own note in place of the one with this key; the time it was first kept at stays."""
    connection.execute(
        "INSERT INTO private VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, body = excluded.body",
        (key, kind, body, datetime.now(UTC).isoformat()),
    )


def drop_private(connection: Connection, key: str) -> None:
    connection.execute("DELETE FROM private WHERE id = ?", (key,))


def private(connection: Connection, kind: str) -> list[tuple[str, str]]:
    """Key and body of every note of a kind, in the order they were first kept."""
    rows = connection.execute("SELECT id, body FROM private WHERE kind = ? ORDER BY at, rowid", (kind,)).fetchall()
    return [(str(row["id"]), str(row["body"])) for row in rows]
