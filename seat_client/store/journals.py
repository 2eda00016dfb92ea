"""The seat's own journal in the store: its key and where it ends, and the heads of others that it witnesses."""

import json
from collections.abc import Mapping

from seat_client.evidence.envelope import GENESIS
from seat_client.evidence.journal import JournalKey
from seat_client.store.connection import Connection


def install(connection: Connection, project: str, seat: str, key: JournalKey) -> None:
    """Sign with this key from now on; a journal that has begun under another keeps its links and waits no more."""
    known = connection.execute("SELECT seed FROM journals WHERE project = ? AND seat = ?", (project, seat)).fetchone()
    if known is None or bytes(known["seed"]) != key.seed:
        connection.execute("INSERT OR REPLACE INTO journals VALUES (?, ?, ?, ?)", (project, seat, key.seed, GENESIS))


def key_and_head(connection: Connection, project: str, seat: str) -> tuple[JournalKey, str]:
    """The journal's key and last link; a key is made where none was installed."""
    query = "SELECT seed, head FROM journals WHERE project = ? AND seat = ?"
    row = connection.execute(query, (project, seat)).fetchone()
    if row is None:
        install(connection, project, seat, JournalKey.new())
        row = connection.execute(query, (project, seat)).fetchone()
    return _key(bytes(row["seed"])), row["head"]


_KEYS: dict[bytes, JournalKey] = {}


def _key(seed: bytes) -> JournalKey:
    if seed not in _KEYS:
        _KEYS.clear()
        _KEYS[seed] = JournalKey.from_seed(seed)
    return _KEYS[seed]


def set_head(connection: Connection, project: str, seat: str, head: str) -> None:
    connection.execute("UPDATE journals SET head = ? WHERE project = ? AND seat = ?", (head, project, seat))


def witness(connection: Connection, heads: Mapping[str, str]) -> None:
    """Take down heads the centre has published."""
    connection.executemany(
        "INSERT INTO anchors (name, head) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET head = excluded.head",
        list(heads.items()),
    )


def news(connection: Connection, own: str) -> dict[str, str]:
    """The heads that changed since this journal told them last; they count as told."""
    rows = connection.execute("SELECT name, head FROM anchors WHERE head <> told AND name <> ?", (own,)).fetchall()
    if rows:
        connection.execute("UPDATE anchors SET told = head WHERE head <> told")
    return {row["name"]: row["head"] for row in rows}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def text(value: object) -> str:
    """JSON as it stands in a row."""
    return _encode(value)
