"""`Store`: the seat's memory as one object. What the tables mean stands in `journal` and `record`."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from seat_client.domain.events import Act, RecordedFact
from seat_client.evidence.envelope import Envelope
from seat_client.evidence.journal import JournalKey
from seat_client.evidence.sealing import DraftKey
from seat_client.store import adoption, chain, drafts, erasure, journal, record, schema
from seat_client.store.connection import Connection, DatabaseError, connect, meaning, reserve_log
from seat_client.store.journal import Draft, Parked, SavedAct
from seat_client.store.lock import FileLock
from seat_client.store.readers import Readers
from seat_client.store.record import Standing
from seat_client.store.writer import Writer
from seat_client.topic import Topic
from seat_client.wire.models import ActOutcome
from seat_client.wire.recovery import ActReturned, JournalLink

__all__ = ["Parked", "SavedAct", "Store"]


class Store:
    """Writes go through one thread and answer with a Future; reads use the calling thread's own connection."""

    def __init__(self, path: Path, key: bytes, lock: FileLock, connection: Connection) -> None:
        """For `open` alone."""
        self.appended: Topic[SavedAct] = Topic()  # after the commit, mostly in the writer thread
        self._path = path
        self._lock = lock
        self._connection = connection
        self._readers = Readers(path, key)
        self._writer = Writer(connection)

    @classmethod
    def open(cls, path: Path, key: bytes) -> "Store":
        """The store at `path`, made when there is none; `key` is 32 raw bytes. Raises StoreLocked, StoreDamaged."""
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(path.name + ".lock"))
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite's own files take the mode of this one
            return cls(path, key, lock, _open_checked(path, key))
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Write what was asked, then let go of the file; safe to call twice."""
        self._writer.close()
        self._readers.close()
        self._connection.close()  # the last one out writes the log back into the file
        self._lock.release()

    # --- acts ---------------------------------------------------------------------------------------

    def append(self, *, project: str, seat: str, member: str, act: Act, sheet: str = "") -> "Future[SavedAct]":
        """The act on record; the Future resolves only when it would survive a power cut.

        `sheet` is the stage of the sheet an entry belongs to: until the sheet is locked it leaves here sealed.
        """
        draft = Draft(project, seat, member, act, datetime.now(UTC), sheet)
        future = self._writer.submit(lambda connection: journal.append(connection, draft))
        future.add_done_callback(self._announce)
        return future

    def _announce(self, future: "Future[SavedAct]") -> None:
        if future.exception() is None:
            self.appended.publish(future.result())

    def own_acts(self, member: str) -> list[Act]:
        """The member's acts in order, without those the centre did not take."""
        return self._readers.ask(lambda connection: journal.own_acts(connection, member))

    def pending(self, limit: int) -> list[Envelope]:
        """The oldest acts still to be sent, in the order of the chain."""
        return self._readers.ask(lambda connection: journal.pending(connection, limit))

    def pending_count(self) -> int:
        return self._readers.ask(journal.pending_count)

    def settle(self, outcomes: Sequence[ActOutcome]) -> "Future[list[Parked]]":
        """Mark what the centre answered; gives the acts that were parked by it."""
        return self._writer.submit(lambda connection: journal.settle(connection, outcomes))

    def attention(self) -> list[Parked]:
        """Every act the centre did not take."""
        return self._readers.ask(journal.attention)

    # --- journals and drafts: of this seat, and of the same member elsewhere -------------------------

    def sign_with(self, project: str, seat: str, key: JournalKey) -> "Future[None]":
        """Sign the seat's journal with this key from now on."""
        return self._writer.submit(lambda connection: chain.sign_with(connection, project, seat, key))

    def draft_keys(self, project: str, member: str) -> list[DraftKey]:
        """The member's keys for sealed drafts that this seat holds, oldest first."""
        return self._readers.ask(lambda connection: drafts.known(connection, project, member))

    def draft_key(self, project: str, member: str) -> "Future[DraftKey]":
        """The key entries are sealed with; made when there is none."""
        return self._writer.submit(lambda connection: drafts.current(connection, project, member))

    def take_draft_key(self, project: str, member: str, key: DraftKey) -> "Future[None]":
        """Keep a key that was unwrapped here, and open what it opens."""
        return self._writer.submit(lambda connection: drafts.take(connection, project, member, key))

    def adopt(self, seat: str, links: Sequence[JournalLink]) -> "Future[int]":
        """Take in what the member did elsewhere; gives how many acts were new."""
        return self._writer.submit(lambda connection: adoption.adopt(connection, seat, links))

    def sealed_count(self) -> int:
        """Adopted entries that no key of this seat opens yet."""
        return self._readers.ask(adoption.sealed_count)

    def centre_lacks(self, heads: Mapping[str, str]) -> bool:
        """Whether the centre, with these heads of journals, lacks acts of which this seat holds the receipt."""
        return self._readers.ask(lambda connection: adoption.behind(connection, heads))

    def lacks(self, project: str, seat: str, heads: Mapping[str, str]) -> bool:
        """Whether the centre has acts of this very seat that the store does not know."""
        return self._readers.ask(lambda connection: adoption.ahead(connection, project, seat, heads))

    def returned(self) -> list[ActReturned]:
        """Every act of which this seat holds the centre's receipt, oldest first."""
        return self._readers.ask(adoption.returned)

    # --- the centre's record ------------------------------------------------------------------------

    def add_facts(self, facts: Sequence[RecordedFact], cursor: int, standing: Standing | None = None) -> "Future[None]":
        """Take facts in, once each; `cursor` is where the next question starts, `standing` what the centre signed."""
        return self._writer.submit(lambda connection: record.add_facts(connection, facts, cursor, standing))

    def standing(self) -> Standing:
        """What the centre last signed to this seat."""
        return self._readers.ask(record.standing)

    def facts(self) -> list[RecordedFact]:
        return self._readers.ask(record.facts)

    def cursor(self) -> int:
        """Where to ask the centre from."""
        return self._readers.ask(record.cursor)

    # --- settings -----------------------------------------------------------------------------------

    def remember(self, key: str, value: str) -> "Future[None]":
        return self._writer.submit(lambda connection: record.remember(connection, key, value))

    def recall(self, key: str) -> str | None:
        return self._readers.ask(lambda connection: record.recall(connection, key))

    # --- what a member keeps for himself ------------------------------------------------------------

    def keep_private(self, kind: str, key: str, body: str) -> "Future[None]":
        """Keep a private note, in place of the one with this key; it is never sent."""
        return self._writer.submit(lambda connection: record.keep_private(connection, kind, key, body))

    def drop_private(self, key: str) -> "Future[None]":
        return self._writer.submit(lambda connection: record.drop_private(connection, key))

    def private(self, kind: str) -> list[tuple[str, str]]:
        """Key and body of every private note of a kind, the oldest first."""
        return self._readers.ask(lambda connection: record.private(connection, kind))

    def wipe(self) -> "Future[int]":
        """Erase every row of the evaluation, the keys of its documents with them; gives how many. Raises UnsentActs."""
        return self._writer.submit_bare(lambda connection: erasure.erase(connection, self._path))


def _open_checked(path: Path, key: bytes) -> Connection:
    connection = connect(path, key)
    try:
        schema.check(connection)
        schema.migrate(connection, path)
        reserve_log(path)
    except DatabaseError as error:
        connection.close()
        raise meaning(error) from error
    except BaseException:
        connection.close()
        raise
    return connection
