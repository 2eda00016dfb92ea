"""The member's acts: appended, waiting in the outbox, settled or parked. Plain functions over a connection."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from seat_client.domain.events import Act
from seat_client.evidence.envelope import Envelope, seal
from seat_client.store import drafts, journals
from seat_client.store.chain import envelope, mend, rejoin, text
from seat_client.store.connection import Connection, Row
from seat_client.wire.codec import act_from_json
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
    """An act ready to be sealed: whose, where, when; `sheet` is the stage of the sheet an entry belongs to."""

    project: str
    seat: str
    member: str
    act: Act
    at: datetime
    sheet: str = ""


def append(connection: Connection, draft: Draft) -> SavedAct:
    """Seal the act into its chain and put it on record, into the outbox and into the projections."""
    out = drafts.outgoing(connection, draft.project, draft.member, draft.act, draft.sheet)
    key, head = journals.key_and_head(connection, draft.project, draft.seat)
    rev = _next_revision(connection, draft, out.aggregate)
    sealed = seal(
        head,
        project=draft.project,
        seat=draft.seat,
        member=draft.member,
        aggregate=out.aggregate,
        rev=rev,
        kind=out.kind,
        body=out.body,  # type: ignore[arg-type]  # what the codec gives is JSON
        at=draft.at,
        key=key,
        anchors=journals.news(connection, key.chain),
    )
    _insert(connection, sealed, out.act)
    return SavedAct(sealed.id, out.aggregate, rev, draft.at)


def _next_revision(connection: Connection, draft: Draft, aggregate: str) -> int:
    rows = connection.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, 1)"
        " ON CONFLICT (project, member, aggregate) DO UPDATE SET rev = rev + 1 RETURNING rev",
        (draft.project, draft.member, aggregate),
    ).fetchall()
    return int(rows[0]["rev"])


def _insert(connection: Connection, e: Envelope, act: str | None) -> None:
    seq = connection.execute(
        "INSERT INTO acts (id, project, seat, member, aggregate, rev, kind, body, at, prev, hash,"
        " chain, anchors, signature, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            e.id, e.project, e.seat, e.member, e.aggregate, e.rev, e.kind, text(e.body), e.at, e.prev, e.hash,
            e.chain, text(e.anchors), e.signature, act,
        ),
    ).lastrowid  # fmt: skip
    connection.execute("INSERT INTO outbox (seq) VALUES (?)", (seq,))
    journals.set_head(connection, e.project, e.seat, e.hash)


def count(connection: Connection, project: str, member: str, aggregate: str, rev: int) -> None:
    """The aggregate has come to this revision somewhere else; it never goes back."""
    connection.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?)"
        " ON CONFLICT (project, member, aggregate) DO UPDATE SET rev = max(rev, excluded.rev)",
        (project, member, aggregate, rev),
    )


def own_acts(connection: Connection, member: str) -> list[Act]:
    """The member's acts in order, wherever they were done, without those the centre did not take.

    Of one cell the highest revision counts, in whatever order two seats' acts came together here.
    """
    rows = connection.execute(
        "SELECT 0 AS here, place, aggregate, rev, act FROM adopted WHERE member = :member AND act IS NOT NULL"
        " UNION ALL SELECT 1, seq, aggregate, rev, coalesce(act, body) FROM acts"
        " WHERE member = :member AND seq NOT IN (SELECT seq FROM parked) ORDER BY 1, 2",
        {"member": member},
    )
    acts, reached = [], dict[str, int]()
    for row in rows.fetchall():
        if row["rev"] > reached.get(row["aggregate"], 0):
            reached[row["aggregate"]] = row["rev"]
            acts.append(act_from_json(json.loads(row["act"])))
    return acts


def pending(connection: Connection, limit: int) -> list[Envelope]:
    """The oldest acts still to be sent, in the order of the chain."""
    rows = connection.execute(
        "SELECT acts.* FROM outbox CROSS JOIN acts USING (seq) ORDER BY outbox.seq LIMIT ?", (limit,)
    )
    return [envelope(row) for row in rows.fetchall()]


def pending_count(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM outbox").fetchone()[0])


def attention(connection: Connection) -> list[Parked]:
    """Every act the centre did not take, in order."""
    return [_parked(row) for row in connection.execute(_PARKED + " ORDER BY seq").fetchall()]


def settle(connection: Connection, outcomes: Sequence[ActOutcome]) -> list[Parked]:
    """Mark what the centre answered; gives the acts that were parked by it. An unknown id is passed over."""
    outcomes = _take_accepted(connection, outcomes)
    parked: list[Parked] = []
    broken: set[tuple[str, str]] = set()  # chains with a gap: what follows in them misses what came before
    for outcome in outcomes:
        row = _waiting(connection, outcome.id)
        if row is None:
            continue
        chain = (row["project"], row["seat"])
        if outcome.state == "gap" and chain in broken:
            continue
        kept = bool(outcome.receipt)
        if not kept:
            broken.add(chain)
        if outcome.state != "gap" or not mend(connection, row):
            parked += _conclude(connection, outcome, row, kept=kept)
    return parked


def _take_accepted(connection: Connection, outcomes: Sequence[ActOutcome]) -> Sequence[ActOutcome]:
    """Mark at one stroke what is nearly always all of them; gives the others."""
    accepted = [(outcome.model_dump_json(), outcome.id) for outcome in outcomes if outcome.state == "accepted"]
    ids = [(act,) for _, act in accepted]
    waiting = "(SELECT seq FROM acts WHERE id = ?)"
    connection.executemany(
        "INSERT OR REPLACE INTO answers SELECT seq, ? FROM acts CROSS JOIN outbox USING (seq) WHERE id = ?", accepted
    )
    connection.executemany(f"DELETE FROM parked WHERE seq = {waiting}", ids)  # noqa: S608 - our own words
    connection.executemany(f"DELETE FROM outbox WHERE seq = {waiting}", ids)  # noqa: S608 - as above
    return [outcome for outcome in outcomes if outcome.state != "accepted"]


def _waiting(connection: Connection, act_id: str) -> Row | None:
    row: Row | None = connection.execute(
        "SELECT acts.*, outbox.gaps AS gaps FROM acts CROSS JOIN outbox USING (seq) WHERE id = ?", (act_id,)
    ).fetchone()
    return row


def _conclude(connection: Connection, outcome: ActOutcome, row: Row, *, kept: bool) -> list[Parked]:
    connection.execute("DELETE FROM outbox WHERE seq = ?", (row["seq"],))
    if kept:
        connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (row["seq"], outcome.model_dump_json()))
    if not kept:
        _leave_out(connection, row)
    return [_park(connection, outcome, row, kept=kept)]


def _leave_out(connection: Connection, row: Row) -> None:
    """The centre has no such link: what waits behind it is sealed anew, and it holds nothing up."""
    later = connection.execute(
        "SELECT acts.* FROM outbox JOIN acts USING (seq) WHERE project = ? AND seat = ? AND seq > ? ORDER BY seq",
        (row["project"], row["seat"], row["seq"]),
    ).fetchone()
    if later is not None:
        rejoin(connection, later)
    else:
        journals.set_head(connection, row["project"], row["seat"], row["prev"])


def _park(connection: Connection, outcome: ActOutcome, row: Row, *, kept: bool) -> Parked:
    code = outcome.problem.code if outcome.problem else outcome.state
    facts = outcome.problem.facts if outcome.problem else {}
    connection.execute(
        "INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?)", (row["seq"], outcome.state, code, text(facts), kept)
    )
    return _parked(connection.execute(_PARKED + " WHERE id = ?", (outcome.id,)).fetchone())


def _parked(row: Row) -> Parked:
    return Parked(
        id=row["id"],
        member=row["member"],
        aggregate=row["aggregate"],
        rev=row["rev"],
        at=row["at"],
        act=act_from_json(json.loads(row["act"] or row["body"])),
        state=row["state"],
        code=row["code"],
        facts=json.loads(row["facts"]),
    )
