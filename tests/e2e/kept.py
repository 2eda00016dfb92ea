"""What a killed seat's store holds and what the centre holds of it, for the tests that compare the two from outside."""

import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from seat_client.centre.centre import Centre
from seat_client.centre.storage import ActRow
from seat_client.domain.events import Act, EnterScore, LockSheet
from seat_client.domain.stages import StageId
from seat_client.evidence.envelope import Envelope
from seat_client.evidence.sealing import DraftKey
from seat_client.store.chain import envelope
from seat_client.store.connection import connect
from seat_client.store.keyring import Keyring
from seat_client.wire.codec import act_from_json


@dataclass(frozen=True)
class Kept:
    """An act in the store: as it travels, and what was typed."""

    envelope: Envelope
    act: Act


def in_store(seats: Path) -> list[Kept]:
    """Every act in the one store below this folder, in order; the file must be sound."""
    (path,) = seats.glob("*/seat.db")
    with closing(connect(path, Keyring(path.parent).key())) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        rows = connection.execute("SELECT * FROM acts ORDER BY seq").fetchall()
        return [Kept(envelope(row), act_from_json(json.loads(row["act"] or row["body"]))) for row in rows]


def _opening(seats: Path, centre: Centre, member: str) -> str:
    """What the member's lock would give out: until then the centre reads nothing."""
    (path,) = seats.glob("*/seat.db")
    with closing(connect(path, Keyring(path.parent).key())) as connection:
        master = bytes(connection.execute("SELECT master FROM draft_keys").fetchone()["master"])
    return DraftKey(master).sheet(centre.desk.project.id, member, "technical", 0).text


def last_of_each_cell(kept: Iterable[Kept]) -> dict[tuple[str, str], str]:
    """The sheet these acts make: the last value of every cell."""
    return {(k.act.code, k.act.criterion): k.act.value for k in kept if isinstance(k.act, EnterScore)}


def compare_with_centre(kept: list[Kept], centre: Centre, member: str, seats: Path) -> None:
    """The centre holds the store's acts and no other, each accepted; they are sealed, and open to the sheet."""
    with centre.storage.transaction() as session:
        rows = list(session.scalars(select(ActRow).where(ActRow.member == member).order_by(ActRow.seq)))
        there = [(row.id, row.aggregate, row.rev, row.hash, row.body, row.state) for row in rows]
    sent = [k.envelope for k in kept]
    assert there == [(e.id, e.aggregate, e.rev, e.hash, e.body, "accepted") for e in sent]
    own = centre.desk.acts[member]
    assert not own.entries, "the centre can read entries of a sheet that is not locked"
    lock = LockSheet(StageId.TECHNICAL, "", "", _opening(seats, centre, member))
    opened = centre.desk.drafts[member].with_opened(own, lock)
    assert {cell: entry.value for cell, entry in opened.entries.items()} == last_of_each_cell(kept)
