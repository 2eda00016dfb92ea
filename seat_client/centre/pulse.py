"""How a process of the centre hears that another one, on the same database, has recorded facts."""

import logging
import threading
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

CHANNEL = "seat_facts"
FAST_SECONDS = 0.02  # between two looks at a database that several processes share
SLOW_SECONDS = 2.0  # at one that this process has for itself, as far as it knows
RETRY_SECONDS = 1.0
WAKE_SECONDS = 0.5  # how long the end of the process may have to wait for us

log = logging.getLogger(__name__)

Tell = Callable[[str], object]


class Pulse(Protocol):
    """Calls `tell` from a thread of its own with the evaluation that moved; empty text: any may have."""

    def start(self, tell: Tell) -> None: ...

    def stop(self) -> None: ...


class SqlitePulse:
    """SQLite counts in `data_version` what other connections commit; looking at it costs microseconds."""

    def __init__(self, engine: Engine, *, fast: bool) -> None:
        self._engine = engine
        self._pause = FAST_SECONDS if fast else SLOW_SECONDS
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tell: Tell) -> None:
        self._thread = threading.Thread(target=self._run, args=(tell,), name="centre-pulse", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, tell: Tell) -> None:
        connection: Any = self._engine.raw_connection()
        try:
            seen = _version(connection)
            while not self._stopping.wait(self._pause):
                if (now := _version(connection)) != seen:
                    seen = now
                    tell("")
        finally:
            connection.close()


def _version(connection: Any) -> int:
    return int(connection.cursor().execute("PRAGMA data_version").fetchone()[0])


class PostgresPulse:
    """LISTEN on a connection of its own; when it breaks, anything may have been missed and is looked for."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name  # what this process itself tells begins so
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tell: Tell) -> None:
        listening = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(tell, listening), name="centre-pulse", daemon=True)
        self._thread.start()
        listening.wait(RETRY_SECONDS)

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, tell: Tell, listening: threading.Event) -> None:
        broken = (DBAPIError, self._engine.dialect.loaded_dbapi.Error)
        while not self._stopping.is_set():
            try:
                self._listen(tell, listening)
            except broken as error:
                log.info("the database's news are interrupted: %s", type(error).__name__)
                self._stopping.wait(RETRY_SECONDS)

    def _listen(self, tell: Tell, listening: threading.Event) -> None:
        arguments, options = self._engine.dialect.create_connect_args(self._engine.url)
        raw: Any = self._engine.dialect.connect(*arguments, **options)  # not the pool's: it is never given back
        try:
            raw.autocommit = True
            raw.execute(f"LISTEN {CHANNEL}")
            listening.set()
            tell("")
            while not self._stopping.is_set():
                for told in raw.notifies(timeout=WAKE_SECONDS):
                    origin, evaluation = told.payload.split(" ", 1)
                    if origin != self._name:
                        tell(evaluation)
        finally:
            raw.close()
