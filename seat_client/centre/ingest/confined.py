"""The process in which strangers' files are parsed: no network, bounded memory, nothing left behind when it dies.

Talks by frames of bytes: JSON, and files as they are. What it says is read as data, since a hostile file may have
made it say so.
"""

import json
import signal
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import Any

from seat_client.confinement import confine

MAX_ADDRESS_SPACE = 6 << 30


def run(connection: Connection) -> None:
    """Serve one examination after the other until the centre closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(MAX_ADDRESS_SPACE)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            task = json.loads(connection.recv_bytes())
            delivered = connection.recv_bytes()
            _serve(connection, task, delivered)


def _serve(connection: Connection, task: dict[str, Any], delivered: bytes) -> None:
    from seat_client.anonymity.errors import AnonymityError
    from seat_client.centre.ingest.examination import Task
    from seat_client.centre.ingest.examining import examine
    from seat_client.centre.ofd import OfdError

    def tell(answer: dict[str, Any]) -> None:
        connection.send_bytes(json.dumps(answer).encode())

    try:
        examination, released = examine(
            delivered, Task.from_json(task), _reader, progress=lambda page: tell({"page": page})
        )
    except AnonymityError as error:
        what = getattr(error, "what", getattr(error, "reason", ""))
        tell({"refused": type(error).__name__, "what": str(what), "limit": getattr(error, "limit", 0)})
    except OfdError as error:
        tell({"refused": "OfdError", "reason": error.reason, "what": error.what})
    except (MemoryError, RecursionError) as error:
        tell({"refused": "TooLarge", "what": type(error).__name__})
    else:
        tell({"examination": examination.as_json()})
        connection.send_bytes(released)


@lru_cache(maxsize=1)
def _reader() -> Any:
    from seat_client.centre.ingest.reader import installed_reader

    return installed_reader()
