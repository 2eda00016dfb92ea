"""The one thread that commits: whatever it is given runs in a transaction of its own, in the order given."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

from seat_client.store.connection import Connection, DatabaseError, meaning, transaction
from seat_client.store.errors import StoreClosed

T = TypeVar("T")


class Writer:
    """Uses the writing connection alone, from its construction to `close`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[Connection], T]) -> "Future[T]":
        """The job's result once its transaction is committed; an error of the store means nothing was written."""
        return self._enqueue(lambda connection: _in_transaction(connection, job))

    def submit_bare(self, job: Callable[[Connection], T]) -> "Future[T]":
        """The same for work that cannot stand inside a transaction (VACUUM) and brings its own."""
        return self._enqueue(job)

    def _enqueue(self, work: Callable[[Connection], T]) -> "Future[T]":
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # what was asked to be saved cannot be taken back
        with self._gate:
            if self._closed:
                future.set_exception(StoreClosed())
            else:
                self._jobs.put(lambda: self._perform(work, future))
        return future

    def _perform(self, work: Callable[[Connection], T], future: "Future[T]") -> None:
        try:
            result = work(self._connection)
        except DatabaseError as error:
            future.set_exception(meaning(error))
        except BaseException as error:  # noqa: BLE001 - the caller's error belongs to the caller's Future
            future.set_exception(error)
        else:
            future.set_result(result)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def close(self) -> None:
        """Finish what was asked and end the thread; safe to call twice."""
        with self._gate:
            if not self._closed:
                self._jobs.put(None)
            self._closed = True
        self._thread.join()


def _in_transaction(connection: Connection, job: Callable[[Connection], T]) -> T:
    with transaction(connection):
        return job(connection)
