"""The envelope every event travels in, and the hash chain through it.

The hash covers every field but itself and the signature, `prev` included, so an event cannot be altered, dropped from
the middle, reordered or inserted without breaking the chain after it. The seat's journal key signs the hash. What the
holder of that key could still do, cutting the tail or rewriting it, shows against `anchors`: the last heads of the
other journals, and of the centre's record, that this seat had seen.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from seat_client.evidence.canonical import Json, digest
from seat_client.evidence.errors import ChainBroken
from seat_client.evidence.journal import JournalKey

GENESIS = "0" * 64
_HEX64 = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event of one aggregate, sealed into its author's chain.

    `chain` names the journal key (`evidence.journal`), `signature` is that key's over `hash`. `anchors` maps a chain
    to its head, and "record" to "CURSOR:HEAD" of the centre's facts; only what changed since the link before.
    """

    id: str
    project: str
    seat: str
    member: str
    aggregate: str
    rev: int
    kind: str
    body: dict[str, Json]
    at: str
    prev: str
    hash: str
    chain: str = ""
    anchors: Mapping[str, str] = field(default_factory=dict)
    signature: str = ""

    def computed_hash(self) -> str:
        """What `hash` must be; the fields of an unsigned event that stand empty are not in it."""
        return _hash({name: getattr(self, name) for name in _HASHED})

    def document(self) -> dict[str, object]:
        """All fields, as they travel."""
        return {name: getattr(self, name) for name in _ALL}


_OPTIONAL = frozenset({"chain", "anchors"})
_ALL = tuple(f.name for f in fields(Envelope))
_HASHED = tuple(name for name in _ALL if name not in ("hash", "signature"))


def _hash(hashed: dict[str, Any]) -> str:
    return digest({name: value for name, value in hashed.items() if value or name not in _OPTIONAL})


def seal(
    prev: str,
    *,
    project: str,
    seat: str,
    member: str,
    aggregate: str,
    rev: int,
    kind: str,
    body: dict[str, Json],
    at: datetime,
    event_id: str | None = None,
    key: JournalKey | None = None,
    anchors: Mapping[str, str] | None = None,
) -> Envelope:
    """The event as the next link after `prev` (the hash of the link before, or GENESIS), signed by `key`."""
    hashed: dict[str, Any] = {
        "id": event_id or str(uuid.uuid4()),
        "project": project,
        "seat": seat,
        "member": member,
        "aggregate": aggregate,
        "rev": rev,
        "kind": kind,
        "body": body,
        "at": timestamp(at),
        "prev": prev,
        "chain": key.chain if key else "",
        "anchors": dict(anchors or {}),
    }
    computed = _hash(hashed)
    return Envelope(**hashed, hash=computed, signature=key.sign(computed) if key else "")


def timestamp(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds: the one form a time takes in an envelope."""
    if at.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def check_chain(events: Iterable[Envelope], *, prev: str = GENESIS) -> str:
    """The head after `events`, which must continue from `prev`; raises ChainBroken at the first that does not."""
    seen: set[str] = set()
    for position, event in enumerate(events):
        _check_link(position, event, prev, seen)
        seen.add(event.id)
        prev = event.hash
    return prev


def _check_link(position: int, event: Envelope, prev: str, seen: set[str]) -> None:
    if not _HEX64.match(event.hash):
        raise ChainBroken(position, event.id, "hash is not 64 lower-case hexadecimal digits")
    if event.prev != prev:
        raise ChainBroken(position, event.id, "does not follow the event before it")
    if event.id in seen:
        raise ChainBroken(position, event.id, "the same event twice")
    if event.computed_hash() != event.hash:
        raise ChainBroken(position, event.id, "its content was changed")
