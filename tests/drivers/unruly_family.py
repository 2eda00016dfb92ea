"""A family whose library misbehaves on demand: what `drivers.host` is for. Runs only in a child process."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from drivers.api.device import DeviceInfo, DeviceKind, Health
from drivers.api.errors import LibraryMissing
from drivers.api.token import KeySlot, Mechanism, ReaderEvent, ReaderWatching, TokenSession


class UnrulySession:
    """Crashes when asked for its slots, hangs when asked for its tries, trips over its PIN."""

    def slots(self) -> Sequence[KeySlot]:
        os.abort()

    def tries_left(self) -> int | None:
        threading.Event().wait()
        return None

    def login(self, pin: bytearray) -> None:
        raise RuntimeError(f"oops: {pin.decode()}")

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        os._exit(7)


class UnrulyReader:
    info = DeviceInfo("unruly:1", "unruly", "Unruly", DeviceKind.TOKEN)

    def health(self) -> Health:
        return Health.READY

    @contextmanager
    def open(self) -> Iterator[TokenSession]:
        yield UnrulySession()


class UnrulyFamily:
    def readers(self) -> Sequence[UnrulyReader]:
        return [UnrulyReader()]

    def watch(self, report: Callable[[ReaderEvent], None]) -> ReaderWatching:
        raise NotImplementedError


def load(place: str) -> UnrulyFamily:
    """`missing` has no library; a path counts how often the library was loaded."""
    if place == "missing":
        raise LibraryMissing("libunruly.so")
    if place:
        with Path(place).open("a") as births:
            births.write("x")
    return UnrulyFamily()
