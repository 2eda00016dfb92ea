"""The member's acts: appended, waiting in the outbox, settled or parked. Plain functions over a connection."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from seat_client.domain.events import Act, aggregate_of
from seat_client.evidence.envelope import GENESIS, Envelope, seal
from seat_client.store.chain import envelope, mend, text
from seat_client.store.connection import Connection, Row
from seat_client.wire.codec import act_from_json, act_to_json
from seat_client.wire.models import ActOutcome

_PARKED = "SELECT acts.*, state, code, parked.facts AS facts FROM parked JOIN acts USING (seq)"


@dataclass(frozen=True, slots=True)
class SavedAct:
    """A durable act: its idempotency key and its place."""

    id: str
    aggregate: str
    rev: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Parked:
    """An act the centre did not take; it needs attention and holds nothing else up.

    `state` is refused, conflict or gap; `code` and `facts` are the centre's reason.
    """

    id: str
    member: str
    aggregate: str
    rev: int
    at: str
    act: Act
    state: str
    code: str
    facts: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Draft:
    """An act ready to be sealed: whose, where, when."""

    project: str
    seat: str
    member: str
    act: Act
    at: datetime


def append(connection: Connection, draft: Draft) -> SavedAct:
    """Seal the act into its chain and put it on record, into the outbox and into the projections."""
    aggregate = aggregate_of(draft.act)
    rev = _last_revision(connection, draft, aggregate) + 1
    sealed = seal(
        _head(connection, draft),
        project=draft.project,
        seat=draft.seat,
        member=draft.member,
        aggregate=aggregate,
        rev=rev,
        kind=draft.act.kind,
        body=act_to_json(draft.act),  # type: ignore[arg-type]  # what the codec gives is JSON
        at=draft.at,
    )
    _insert(connection, sealed)
    return SavedAct(sealed.id, aggregate, rev, draft.at)


def _last_revision(connection: Connection, draft: Draft, aggregate: str) -> int:
    row = connection.execute(
        "SELECT rev FROM revisions WHERE project = ? AND member = ? AND aggregate = ?",
        (draft.project, draft.member, aggregate),
    ).fetchone()
    return row["rev"] if row else 0


def _head(connection: Connection, draft: Draft) -> str:
    row = connection.execute(
        "SELECT head FROM chains WHERE project = ? AND seat = ?", (draft.project, draft.seat)
    ).fetchone()
    return row["head"] if row else GENESIS


def _insert(connection: Connection, e: Envelope) -> None:
    seq = connection.execute(
        "INSERT INTO acts (id, project, seat, member, aggregate, rev, kind, body, at, prev, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (e.id, e.project, e.seat, e.member, e.aggregate, e.rev, e.kind, text(e.body), e.at, e.prev, e.hash),
    ).lastrowid
    connection.execute("INSERT INTO outbox (seq) VALUES (?)", (seq,))
    connection.execute("INSERT OR REPLACE INTO chains VALUES (?, ?, ?)", (e.project, e.seat, e.hash))
    connection.execute(
        "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?)", (e.project, e.member, e.aggregate, e.rev)
    )


def own_acts(connection: Connection, member: str) -> list[Act]:
    """The member's acts in order, without those the centre did not take."""
    rows = connection.execute(
        "SELECT body FROM acts WHERE member = ? AND seq NOT IN (SELECT seq FROM parked) ORDER BY seq", (member,)
    )
    return [act_from_json(json.loads(row["body"])) for row in rows.fetchall()]


def pending(connection: Connection, limit: int) -> list[Envelope]:
    """The oldest acts still to be sent, in the order of the chain."""
    rows = connection.execute("SELECT acts.* FROM outbox JOIN acts USING (seq) ORDER BY seq LIMIT ?", (limit,))
    return [envelope(row) for row in rows.fetchall()]


def pending_count(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM outbox").fetchone()[0])


def attention(connection: Connection) -> list[Parked]:
    """Every act the centre did not take, in order."""
    return [_parked(row) for row in connection.execute(_PARKED + " ORDER BY seq").fetchall()]


def settle(connection: Connection, outcomes: Sequence[ActOutcome]) -> list[Parked]:
    """Mark what the centre answered; gives the acts that were parked by it. An unknown id is passed over."""
    parked: list[Parked] = []
    broken: set[tuple[str, str]] = set()  # chains with a gap: what follows in them misses what came before
    for outcome in outcomes:
        row = _waiting(connection, outcome.id)
        if row is None:
            continue
        chain = (row["project"], row["seat"])
        if outcome.state == "gap" and chain in broken:
            continue
        if outcome.state in ("gap", "conflict"):
            broken.add(chain)
        if outcome.state != "gap" or not mend(connection, row):
            parked += _conclude(connection, outcome, row)
    return parked


def _waiting(connection: Connection, act_id: str) -> Row | None:
    row: Row | None = connection.execute(
        "SELECT acts.*, outbox.gaps AS gaps FROM outbox JOIN acts USING (seq) WHERE id = ?", (act_id,)
    ).fetchone()
    return row


def _conclude(connection: Connection, outcome: ActOutcome, row: Row) -> list[Parked]:
    connection.execute("DELETE FROM outbox WHERE seq = ?", (row["seq"],))
    return [] if outcome.state == "accepted" else [_park(connection, outcome, row)]


def _park(connection: Connection, outcome: ActOutcome, row: Row) -> Parked:
    code = outcome.problem.code if outcome.problem else outcome.state
    facts = outcome.problem.facts if outcome.problem else {}
    connection.execute(
        "INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?)", (row["seq"], outcome.state, code, text(facts))
    )
    return _parked(connection.execute(_PARKED + " WHERE id = ?", (outcome.id,)).fetchone())


def _parked(row: Row) -> Parked:
    return Parked(
        id=row["id"],
        member=row["member"],
        aggregate=row["aggregate"],
        rev=row["rev"],
        at=row["at"],
        act=act_from_json(json.loads(row["body"])),
        state=row["state"],
        code=row["code"],
        facts=json.loads(row["facts"]),
    )
