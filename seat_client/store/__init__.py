"""What the seat keeps on its disk: an encrypted SQLite file with one writer thread.

    StoreError
    ├── StoreLocked     the file does not open: `reason` is wrong-key or other-process
    ├── StoreDamaged    the file opens but is not whole: `check` names what failed
    ├── DiskFull        there is no room to write; nothing of the transaction stands
    ├── UnsentActs      a wipe was asked while `count` acts are still to be sent
    └── StoreClosed     the store was closed before the call

An act is durable when the Future of `append` resolves: WAL with synchronous=FULL, and the event, its place in
the outbox and the projection in one transaction. Content never reaches a log from here.
"""

from seat_client.store.errors import DiskFull, StoreClosed, StoreDamaged, StoreError, StoreLocked, UnsentActs
from seat_client.store.journal import Parked, SavedAct
from seat_client.store.store import Store

__all__ = [
    "DiskFull",
    "Parked",
    "SavedAct",
    "Store",
    "StoreClosed",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "UnsentActs",
]
