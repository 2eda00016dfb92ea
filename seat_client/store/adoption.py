"""Acts the centre gives back: those a member did at another seat, or here before this file was lost.

And the other way round: what this seat holds of a member's acts, for a centre that lost it.
"""

from collections.abc import Mapping, Sequence

from seat_client.store import drafts, journals
from seat_client.store.chain import envelope
from seat_client.store.connection import Connection
from seat_client.store.journal import count
from seat_client.wire.models import ActEnvelope, ActOutcome
from seat_client.wire.recovery import ActReturned, JournalLink


def adopt(connection: Connection, seat: str, links: Sequence[JournalLink]) -> int:
    """Take in links this store does not hold yet, in the centre's order; gives how many acts were new."""
    return sum(_adopt(connection, seat, link) for link in links)


def _adopt(connection: Connection, seat: str, link: JournalLink) -> bool:
    act = link.act
    here = connection.execute("SELECT 1 FROM acts WHERE id = ? AND hash = ?", (act.id, act.hash)).fetchone()
    if here is not None:
        return False
    body = act.model_dump(mode="json")["body"]
    accepted = link.outcome.state == "accepted"
    added = connection.execute(
        "INSERT OR IGNORE INTO adopted (id, project, member, aggregate, rev, chain, hash, link, act)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            act.id, act.project, act.member, act.aggregate, act.rev, act.chain, act.hash, link.model_dump_json(),
            drafts.opened(connection, act.project, act.member, act.aggregate, body) if accepted else None,
        ),
    ).rowcount  # fmt: skip
    count(connection, act.project, act.member, act.aggregate, act.rev)
    key, _ = journals.key_and_head(connection, act.project, seat)
    if added and act.chain == key.chain:
        journals.set_head(connection, act.project, seat, act.hash)  # this seat's own journal, before its file was lost
    return bool(added)


def behind(connection: Connection, heads: Mapping[str, str]) -> bool:
    """Whether the centre's heads lack links of which this seat holds the receipt."""
    rows = connection.execute(
        "SELECT chain, hash FROM acts WHERE seq = (SELECT max(seq) FROM answers) AND chain <> ''"
        " UNION ALL SELECT chain, hash FROM (SELECT chain, hash, max(place) FROM adopted GROUP BY chain)"
        " WHERE chain NOT IN (SELECT chain FROM acts WHERE seq = (SELECT max(seq) FROM answers))"
    )
    return any(
        heads.get(row["chain"]) != row["hash"] and _is_known(connection, heads.get(row["chain"], ""))
        for row in rows.fetchall()
    )


def _is_known(connection: Connection, head: str) -> bool:
    """Whether a head is a link this seat already has: then what follows it here is what the centre lacks."""
    if not head:
        return True
    found = connection.execute(
        "SELECT 1 FROM answers JOIN acts USING (seq) WHERE hash = :head UNION SELECT 1 FROM adopted WHERE hash = :head",
        {"head": head},
    )
    return found.fetchone() is not None


def ahead(connection: Connection, project: str, seat: str, heads: Mapping[str, str]) -> bool:
    """Whether the centre has links of this seat's own journal that this store does not know: it lost its file."""
    key, _ = journals.key_and_head(connection, project, seat)
    head = heads.get(key.chain, "")
    if not head:
        return False
    found = connection.execute(
        "SELECT 1 FROM acts WHERE hash = :head UNION SELECT 1 FROM adopted WHERE hash = :head", {"head": head}
    )
    return found.fetchone() is None


def sealed_count(connection: Connection) -> int:
    """Adopted entries that are still closed here."""
    query = "SELECT count(*) FROM adopted WHERE act IS NULL AND json_extract(link, '$.outcome.state') = 'accepted'"
    return int(connection.execute(query).fetchone()[0])


def returned(connection: Connection) -> list[ActReturned]:
    """Every act of which this seat holds the centre's receipt, journal by journal, oldest first."""
    adopted = connection.execute("SELECT link FROM adopted ORDER BY place").fetchall()
    links = [JournalLink.model_validate_json(row["link"]) for row in adopted]
    own = connection.execute("SELECT acts.*, outcome FROM answers JOIN acts USING (seq) ORDER BY seq").fetchall()
    mine = [
        ActReturned(
            act=ActEnvelope.model_validate(envelope(row).document()),
            outcome=ActOutcome.model_validate_json(row["outcome"]),
        )
        for row in own
    ]
    return [*(ActReturned(act=link.act, outcome=link.outcome) for link in links), *mine]
