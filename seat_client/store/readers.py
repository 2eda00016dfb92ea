"""Reading: a connection for each thread that asks, so that no reader waits for the writer or for another reader."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from seat_client.store.connection import Connection, DatabaseError, connect, meaning
from seat_client.store.errors import StoreClosed

T = TypeVar("T")


@dataclass(slots=True)
class _Reader:
    """`busy` is held during a question, so that closing cannot pull the connection from under it."""

    connection: Connection
    busy: threading.Lock = field(default_factory=threading.Lock)


class Readers:
    """Answers questions in the calling thread until `close`."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._own = threading.local()
        self._gate = threading.Lock()
        self._all: list[_Reader] = []
        self._closed = False

    def ask(self, question: Callable[[Connection], T]) -> T:
        """The answer as of the last commit; raises StoreClosed, StoreDamaged."""
        reader = self._reader()
        with reader.busy:
            if self._closed:
                raise StoreClosed
            try:
                return question(reader.connection)
            except DatabaseError as error:
                raise meaning(error) from error

    def _reader(self) -> _Reader:
        reader: _Reader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = self._open()
        return reader

    def _open(self) -> _Reader:
        with self._gate:
            if self._closed:
                raise StoreClosed
            connection = connect(self._path, self._key)
            connection.execute("PRAGMA query_only = ON")
            reader = _Reader(connection)
            self._all.append(reader)
            return reader

    def close(self) -> None:
        """Wait for the questions under way, then refuse all others."""
        with self._gate:
            self._closed = True
            readers, self._all = self._all, []
        for reader in readers:
            with reader.busy:
                reader.connection.close()
