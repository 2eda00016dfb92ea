"""What the seat does for a centre restored from an older backup: it gives back what it has under its signature."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from seat_client.store.store import Store
from seat_client.sync.client import CentreClient
from seat_client.wire import BATCH_LIMIT
from seat_client.wire.models import WireFact
from seat_client.wire.recovery import ActsReturned, RecordReturned

T = TypeVar("T")


def give_back(store: Store, client: CentreClient, since: int) -> int:
    """Hand in the facts after `since` and every act with a receipt; gives how many the centre lacked."""
    taken = 0
    standing = store.standing()
    lost = [f for f in store.facts() if since < f.cursor <= standing.cursor]
    if lost and standing.seal:
        facts = tuple(WireFact(cursor=f.cursor, at=f.at, fact=f.fact) for f in lost)
        taken += client.return_record(
            RecordReturned(
                facts=facts, cursor=standing.cursor, head=standing.head, heads=dict(standing.heads), seal=standing.seal
            )
        ).taken  # fmt: skip
    for batch in _batches(store.returned()):
        taken += client.return_acts(ActsReturned(acts=tuple(batch))).taken
    return taken


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH_LIMIT):
        yield items[start : start + BATCH_LIMIT]
