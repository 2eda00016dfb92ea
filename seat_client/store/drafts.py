"""Sealing of entries on their way out: the store keeps what was typed, the centre gets a box until the lock."""

import json
from dataclasses import dataclass, replace
from functools import lru_cache

from pydantic import ValidationError

from seat_client.domain.errors import Malformed
from seat_client.domain.events import Act, EnterScore, LockSheet, aggregate_of
from seat_client.domain.reading import read_json
from seat_client.domain.stages import StageId
from seat_client.evidence.errors import NotOpened
from seat_client.evidence.sealing import DraftKey, SheetKey
from seat_client.store.connection import Connection
from seat_client.wire.codec import act_from_json, act_to_json, act_to_text, body_from_json, body_to_json
from seat_client.wire.drafts import SealedEntry, sealed_aggregate, sealed_context


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An act as its envelope will hold it; `act` is what was typed, as JSON text, where the body is sealed."""

    aggregate: str
    kind: str
    body: dict[str, object]
    act: str | None = None


def outgoing(connection: Connection, project: str, member: str, act: Act, sheet: str) -> Outgoing:
    """Seal an entry of a sheet (`sheet` is its stage), open the sheet with its lock; other acts travel as they are."""
    if isinstance(act, EnterScore) and sheet:
        return _sealed(connection, project, member, act, StageId(sheet))
    if isinstance(act, LockSheet) and not act.opening:
        keys = sheet_keys(connection, project, member, act.stage)
        act = replace(act, opening=" ".join(key.text for key in keys))
    return Outgoing(aggregate_of(act), act.kind, act_to_json(act))


def _sealed(connection: Connection, project: str, member: str, act: EnterScore, stage: StageId) -> Outgoing:
    key = _present_key(connection, project, member, stage)
    plain, aggregate = act_to_text(act), sealed_aggregate(stage, key.pseudonym(aggregate_of(act)))
    box = key.seal(plain.encode(), sealed_context(project, member, aggregate))
    entry = SealedEntry(stage, key.commitment, box)
    return Outgoing(aggregate, entry.kind, body_to_json(entry), plain)


def _present_key(connection: Connection, project: str, member: str, stage: StageId) -> SheetKey:
    """What seals the next entry of the sheet: asked for with every keystroke, so by one query and derived once."""
    lock = aggregate_of(LockSheet(stage, "", ""))
    row = connection.execute(
        "SELECT master, (SELECT rev FROM revisions WHERE project = :project AND member = :member AND aggregate = :lock)"
        " AS locks FROM draft_keys WHERE project = :project AND member = :member ORDER BY place DESC LIMIT 1",
        {"project": project, "member": member, "lock": lock},
    ).fetchone()
    if row is None:
        current(connection, project, member)  # makes one
        return _present_key(connection, project, member, stage)
    return _sheet(bytes(row["master"]), project, member, stage, row["locks"] or 0)


@lru_cache(maxsize=1)
def _sheet(master: bytes, project: str, member: str, stage: StageId, number: int) -> SheetKey:
    return DraftKey(master).sheet(project, member, stage, number)


def forget() -> None:
    """Keep no key in memory."""
    _sheet.cache_clear()


def _locks(connection: Connection, project: str, member: str, stage: StageId) -> int:
    """How often the member has locked the sheet: each lock gives its key out, and the next entries need another."""
    row = connection.execute(
        "SELECT rev FROM revisions WHERE project = ? AND member = ? AND aggregate = ?",
        (project, member, aggregate_of(LockSheet(stage, "", ""))),
    ).fetchone()
    return int(row["rev"]) if row else 0


def sheet_keys(connection: Connection, project: str, member: str, stage: StageId) -> list[SheetKey]:
    """Every key under which entries of the present sheet may have been sealed."""
    number = _locks(connection, project, member, stage)
    return [key.sheet(project, member, stage, number) for key in known(connection, project, member)]


def known(connection: Connection, project: str, member: str) -> list[DraftKey]:
    """The member's keys this seat holds, oldest first."""
    rows = connection.execute(
        "SELECT master FROM draft_keys WHERE project = ? AND member = ? ORDER BY place", (project, member)
    )
    return [DraftKey(bytes(row["master"])) for row in rows.fetchall()]


def current(connection: Connection, project: str, member: str) -> DraftKey:
    """The key to seal with; made when there is none, which needs no centre."""
    keys = known(connection, project, member)
    if not keys:
        keys = [DraftKey.new()]
        take(connection, project, member, keys[0])
    return keys[-1]


def take(connection: Connection, project: str, member: str, key: DraftKey) -> None:
    """Keep a key, once; it becomes the one to seal with, and what it opens among the adopted is opened."""
    connection.execute(
        "INSERT OR IGNORE INTO draft_keys (project, member, name, master) VALUES (?, ?, ?, ?)",
        (project, member, key.name, key.master),
    )
    closed = connection.execute(
        "SELECT place, aggregate, link FROM adopted WHERE project = ? AND member = ? AND act IS NULL", (project, member)
    )
    for row in closed.fetchall():
        body = json.loads(row["link"])["act"]["body"]
        if (act := opened(connection, project, member, row["aggregate"], body)) is not None:
            connection.execute("UPDATE adopted SET act = ? WHERE place = ?", (act, row["place"]))


def opened(connection: Connection, project: str, member: str, aggregate: str, body: dict[str, object]) -> str | None:
    """The act (JSON text) behind an envelope's body; None while no key here opens it."""
    entry = body_from_json(body)
    if not isinstance(entry, SealedEntry):
        return json.dumps(body, ensure_ascii=False)
    for key in known(connection, project, member):
        for number in range(_locks(connection, project, member, entry.stage) + 1):
            sheet = key.sheet(project, member, entry.stage, number)
            if sheet.commitment == entry.commitment:
                return _unboxed(sheet, entry, sealed_context(project, member, aggregate))
    return None


def _unboxed(sheet: SheetKey, entry: SealedEntry, context: str) -> str | None:
    try:
        plain = sheet.open(entry.box, context).decode().strip()
        act_from_json(read_json(plain.encode()))
    except (NotOpened, Malformed, ValidationError, UnicodeDecodeError):
        return None
    return plain
