"""Fingerprint and identity-card readers whose library runs in a child process that may crash, hang or be killed.

The child serves one family. A reader that waits for a finger is ended with its process when the time is up: no
library is trusted to let itself be cancelled. One whose process died over and over is left alone for a while.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from drivers.api.device import DeviceInfo, Health
from drivers.api.errors import DeviceAbsent, DeviceRefused, DriverCrashed, DriverError, ServiceDown
from drivers.api.fingerprint import FingerImage
from drivers.api.id_card import CardHolder
from drivers.host import VendorProcess

_GRACE_S = 3.0
"""Seconds beyond a reader's own time limit until its process counts as hung."""
_DEATHS, _WITHIN_S, _REST_S = 3, 30.0, 10.0
"""After so many deaths within so many seconds the library rests."""


class ReaderProcess:
    """The child of one family, with its deaths counted."""

    def __init__(self, family: str, load: Callable[[str], object], place: str) -> None:
        self._process = VendorProcess(family, load, place, 15.0, target=serve_readers)
        self._family = family
        self._deaths: list[float] = []
        self._rests_until = 0.0

    def ask(self, operation: str, *arguments: object, within: float | None = None) -> Any:
        """The family's answer. Raises DriverCrashed at once while it rests."""
        if time.monotonic() < self._rests_until:
            raise DriverCrashed(self._family, None)
        try:
            return self._process.call(operation, *arguments, within=within)[0]
        except DriverCrashed:
            self._count_death()
            raise

    def close(self) -> None:
        """End the child."""
        self._process.close()

    def _count_death(self) -> None:
        now = time.monotonic()
        self._deaths = [at for at in self._deaths if now - at < _WITHIN_S] + [now]
        if len(self._deaths) >= _DEATHS:
            self._rests_until = now + _REST_S


class HostedReaders:
    """A family in a child process; looks like the family itself."""

    def __init__(self, family: str, load: Callable[[str], object], place: str = "") -> None:
        self._process = ReaderProcess(family, load, place)

    def readers(self) -> Sequence["HostedReader"]:
        return [HostedReader(info, model, self._process) for info, model in self._process.ask("readers")]

    def close(self) -> None:
        """End the child process."""
        self._process.close()


class HostedReader:
    """A reader in the child: of fingers, by picture or by verdict, or of cards."""

    def __init__(self, info: DeviceInfo, model: str, process: ReaderProcess) -> None:
        self._info, self._model, self._process = info, model, process

    @property
    def info(self) -> DeviceInfo:
        return self._info

    @property
    def model(self) -> str:
        return self._model

    def health(self) -> Health:
        try:
            return Health(self._process.ask("health", self._info.id))
        except ServiceDown:
            return Health.SERVICE_DOWN
        except DeviceAbsent:
            return Health.ABSENT
        except DriverError:
            return Health.FAULTY

    def capture(self, seconds: float) -> FingerImage:
        image: FingerImage = self._process.ask("capture", self._info.id, seconds, within=seconds + _GRACE_S)
        return image

    def verify(self, person: str, seconds: float) -> bool:
        return bool(self._process.ask("verify", self._info.id, person, seconds, within=seconds + _GRACE_S))

    def read(self, seconds: float) -> CardHolder:
        holder: CardHolder = self._process.ask("read", self._info.id, seconds, within=seconds + _GRACE_S)
        return holder


# --- in the child -------------------------------------------------------------------------------------------------


class _Guest:
    def __init__(self, family: Any) -> None:
        self._family = family

    def answer(self, operation: str, arguments: Sequence[Any]) -> object:
        if operation == "readers":
            return [(reader.info, getattr(reader, "model", "")) for reader in self._family.readers()]
        device, *rest = arguments
        for reader in self._family.readers():
            if reader.info.id == device:
                return getattr(reader, operation)(*rest)
        raise DeviceAbsent(device)


def serve_readers(pipe: Connection, load: Callable[[str], object], place: str) -> None:
    """The child's entry point: answer requests until the parent closes the pipe."""
    guest: _Guest | None = None
    with suppress(EOFError, OSError):
        while True:
            operation, *arguments = pipe.recv()
            try:
                guest = guest or _Guest(load(place))
                answer = guest.answer(operation, arguments)
            except DriverError as refused:
                answer = refused
            except Exception as fault:  # noqa: BLE001 - a process's entry point; the text may hold a person's data
                answer = DeviceRefused(type(fault).__name__)
            pipe.send(answer)
