"""Where the walk through a released file's structure runs: confined as a document worker is, for it parses too."""

import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from seat_client.confinement import confine
from seat_client.documents.cipher import DecryptingReader
from seat_client.documents.errors import CipherError
from seat_client.documents.limits import MAX_ADDRESS_SPACE

CLEAN, NOT_CLEAN, DAMAGED = b"clean", b"not-clean", b"damaged"


def run(connection: Connection) -> None:
    """Answer for one encrypted file after the other until the seat closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(MAX_ADDRESS_SPACE)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            path = connection.recv_bytes().decode()
            connection.send_bytes(_answer(Path(path), connection.recv_bytes()))


def _answer(path: Path, key: bytes) -> bytes:
    from seat_client.anonymity.check import structural_check
    from seat_client.anonymity.errors import AnonymityError

    try:
        with DecryptingReader(path, key) as reader:
            structural_check(reader.read())
    except AnonymityError:
        return NOT_CLEAN
    except (CipherError, OSError, MemoryError):
        return DAMAGED
    return CLEAN
