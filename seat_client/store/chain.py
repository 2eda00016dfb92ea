"""What to do when the centre says that something before an act is missing there."""

import json
from datetime import datetime

from seat_client.evidence.envelope import GENESIS, Envelope, seal
from seat_client.evidence.journal import JournalKey
from seat_client.store import journals
from seat_client.store.connection import Connection, Row
from seat_client.store.journals import text

__all__ = ["envelope", "mend", "rejoin", "text"]


def mend(connection: Connection, row: Row) -> bool:
    """The next remedy for an act answered with "gap"; False when none is left and people must look.

    First everything before it in the chain goes out again, for the centre may have been set back, and known acts
    do it no harm. If that was not it, the centre never took a link of the chain, and the chain goes on behind the
    last link it did take. What the centre answers with "gap" it does not hold, so it may be sealed again.
    """
    remedies = (_send_again, rejoin)
    tried = row["gaps"]
    if tried == len(remedies):
        return False
    remedies[tried](connection, row)
    connection.execute("UPDATE outbox SET gaps = gaps + 1 WHERE seq = ?", (row["seq"],))
    return True


def _send_again(connection: Connection, row: Row) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO outbox (seq) SELECT seq FROM acts"
        " WHERE project = ? AND seat = ? AND chain = ? AND seq < ?"
        " AND seq NOT IN (SELECT seq FROM parked WHERE NOT kept)",
        (row["project"], row["seat"], row["chain"], row["seq"]),
    )


def rejoin(connection: Connection, row: Row) -> None:
    """Seal this act and those waiting after it behind the last link the centre has; ids and times stay."""
    project, seat = row["project"], row["seat"]
    key, _ = journals.key_and_head(connection, project, seat)
    waiting = connection.execute(
        "SELECT acts.* FROM outbox JOIN acts USING (seq) WHERE project = ? AND seat = ? AND seq >= ? ORDER BY seq",
        (project, seat, row["seq"]),
    )
    head = _last_kept(connection, row)
    for later in waiting.fetchall():
        sealed = _sealed_again(envelope(later), head, key)
        connection.execute(
            "UPDATE acts SET prev = ?, hash = ?, chain = ?, signature = ? WHERE seq = ?",
            (head, sealed.hash, sealed.chain, sealed.signature, later["seq"]),
        )
        head = sealed.hash
    journals.set_head(connection, project, seat, head)


def sign_with(connection: Connection, project: str, seat: str, key: JournalKey) -> None:
    """Sign with this key from now on; what still waits under another key, or under none, is sealed anew with it."""
    journals.install(connection, project, seat, key)
    row = connection.execute(
        "SELECT acts.* FROM outbox CROSS JOIN acts USING (seq) WHERE project = ? AND seat = ? AND chain <> ?"
        " ORDER BY outbox.seq LIMIT 1",
        (project, seat, key.chain),
    ).fetchone()
    if row is not None:
        rejoin(connection, row)


def _last_kept(connection: Connection, row: Row) -> str:
    """The last link before this act that the centre has in its books."""
    key, _ = journals.key_and_head(connection, row["project"], row["seat"])
    kept = connection.execute(
        "SELECT hash FROM answers JOIN acts USING (seq) WHERE chain = ? AND seq < ? ORDER BY seq DESC LIMIT 1",
        (key.chain, row["seq"]),
    ).fetchone()
    if kept is None:
        query = "SELECT hash FROM adopted WHERE chain = ? ORDER BY place DESC LIMIT 1"
        kept = connection.execute(query, (key.chain,)).fetchone()
    return kept["hash"] if kept else GENESIS


def _sealed_again(e: Envelope, prev: str, key: JournalKey) -> Envelope:
    return seal(
        prev,
        project=e.project,
        seat=e.seat,
        member=e.member,
        aggregate=e.aggregate,
        rev=e.rev,
        kind=e.kind,
        body=e.body,
        at=datetime.fromisoformat(e.at),
        event_id=e.id,
        key=key,
        anchors=e.anchors,
    )


def envelope(row: Row) -> Envelope:
    """The act of a row as it travels."""
    return Envelope(
        id=row["id"],
        project=row["project"],
        seat=row["seat"],
        member=row["member"],
        aggregate=row["aggregate"],
        rev=row["rev"],
        kind=row["kind"],
        body=json.loads(row["body"]),
        at=row["at"],
        prev=row["prev"],
        hash=row["hash"],
        chain=row["chain"],
        anchors=json.loads(row["anchors"]),
        signature=row["signature"],
    )
