"""Parts that a media process is built of in the tests: importable by name, as spawn needs it."""

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from seat_client.media.process import Host, Part


@dataclass(frozen=True, slots=True)
class Say:
    """Is answered with itself; standing when it has a key."""

    word: str
    key: str | None = None

    @property
    def standing(self) -> str | None:
        return self.key


@dataclass(frozen=True, slots=True)
class Paint:
    tile: int
    value: int

    @property
    def standing(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Die:
    """At once, or by hanging."""

    hang: bool = False

    @property
    def standing(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Closed:
    pid: int


class Parrot:
    takes = (Say, Paint, Die)

    def __init__(self, host: Host) -> None:
        self._host = host

    async def take(self, order: object) -> None:
        match order:
            case Say():
                self._host.tell(order)
            case Paint(tile, value):
                self._host.tiles.write(tile, memoryview(bytes((value,)) * 64), 4, 4, time.monotonic())
            case Die(hang):
                if hang:
                    time.sleep(600)  # noqa: ASYNC251 - the fault under test: the loop stands still
                os._exit(7)

    async def close(self) -> None:
        await asyncio.sleep(0)
        self._host.tell(Closed(os.getpid()))


def build(host: Host, setup: object) -> Sequence[Part]:
    assert setup == "set-up"
    return (Parrot(host),)
