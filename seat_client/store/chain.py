"""What to do when the centre says that something before an act is missing there."""

import json
from datetime import datetime

from seat_client.evidence.envelope import GENESIS, Envelope, seal
from seat_client.store.connection import Connection, Row


def mend(connection: Connection, row: Row) -> bool:
    """The next remedy for an act answered with "gap"; False when none is left and people must look.

    First everything before it in the chain goes out again, for the centre may have been set back, and known acts
    do it no harm. If that was not it, the centre never took a link of the chain (a conflict, say), and the chain
    begins anew with this act. What the centre answers with "gap" it does not hold, so it may be sealed again.
    """
    remedies = (_send_again, _begin_anew)
    tried = row["gaps"]
    if tried == len(remedies):
        return False
    remedies[tried](connection, row)
    connection.execute("UPDATE outbox SET gaps = gaps + 1 WHERE seq = ?", (row["seq"],))
    return True


def _send_again(connection: Connection, row: Row) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO outbox (seq) SELECT seq FROM acts"
        " WHERE project = ? AND seat = ? AND seq < ? AND seq NOT IN (SELECT seq FROM parked)",
        (row["project"], row["seat"], row["seq"]),
    )


def _begin_anew(connection: Connection, row: Row) -> None:
    """Seal this act and those waiting after it into a chain from GENESIS on; ids, revisions and times stay."""
    waiting = connection.execute(
        "SELECT acts.* FROM outbox JOIN acts USING (seq) WHERE project = ? AND seat = ? AND seq >= ? ORDER BY seq",
        (row["project"], row["seat"], row["seq"]),
    )
    head = GENESIS
    for later in waiting.fetchall():
        sealed = _sealed_again(envelope(later), head)
        connection.execute("UPDATE acts SET prev = ?, hash = ? WHERE seq = ?", (head, sealed.hash, later["seq"]))
        head = sealed.hash
    connection.execute("UPDATE chains SET head = ? WHERE project = ? AND seat = ?", (head, row["project"], row["seat"]))


def _sealed_again(e: Envelope, prev: str) -> Envelope:
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
    )


def text(value: object) -> str:
    """JSON as it stands in a row."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
