"""The process in which strangers' files are parsed: no network, bounded memory, nothing left behind when it dies.

Talks by frames of bytes: JSON, and files as they are. What it says is read as data, since a hostile file may have
made it say so.
"""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import Any

MAX_ADDRESS_SPACE = 6 << 30
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def run(connection: Connection) -> None:
    """Serve one examination after the other until the centre closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _confine()
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


def _confine() -> None:
    """Each restriction by itself: a container or another system may refuse some."""
    for restrict in (_without_network, _without_core, _dies_with_centre, _bounded):
        with suppress(OSError, ImportError, ValueError):
            restrict()


def _call(function: str, *arguments: int) -> None:
    if sys.platform != "linux":
        raise OSError(function)
    library = ctypes.CDLL(None, use_errno=True)
    call: Callable[..., int] = getattr(library, function)
    if call(*arguments) != 0:
        raise OSError(ctypes.get_errno(), function)


def _without_network() -> None:
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    privileged = sys.platform == "linux" and os.geteuid() == 0
    _call("unshare", _CLONE_NEWNET if privileged else _CLONE_NEWUSER | _CLONE_NEWNET)


def _without_core() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bounded() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MAX_ADDRESS_SPACE, MAX_ADDRESS_SPACE))


def _dies_with_centre() -> None:
    _call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
