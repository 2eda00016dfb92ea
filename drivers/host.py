"""Runs a driver family in a process of its own, so that a vendor's library that crashes or hangs takes nothing along.

The hosted family looks like any other. One request is under way at a time; a process that does not answer in
time is killed, one that died is replaced at the next request, and sessions opened in it are gone with it.

A process that was given a PIN ends with its last session: what the library remembers of the PIN ends with it, and
the PC/SC service resets a card whose user is gone, which some libraries never do by themselves.
"""

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from drivers.api.device import DeviceInfo, Health
from drivers.api.errors import DeviceAbsent, DeviceRefused, DeviceTimeout, DriverCrashed, DriverError
from drivers.api.token import KeyAgreement, KeySlot, Mechanism, ReaderEvent, TokenFamily, TokenSession
from drivers.api.watching import CardSeen, Look, PollingWatch

_log = logging.getLogger(__name__)

Load = Callable[[str], TokenFamily]
"""Loads a family inside the child: a function at module level, named by the registry."""

_FAREWELL_S = 2.0
_REST_S = 3.0
"""How long the watch leaves a library alone that has just failed, so that one that crashes is not loaded all day."""


class VendorProcess:
    """The child process of one family, started when first needed."""

    def __init__(
        self,
        family: str,
        load: Callable[[str], object],
        place: str,
        answer_within: float,
        *,
        target: Callable[[Connection, Any, str], None] | None = None,
    ) -> None:
        """`target` is what the child runs; without one it serves tokens."""
        self._family = family
        self._target = target or serve
        self._load = load
        self._place = place
        self._answer_within = answer_within
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._births = 0

    def call(
        self, operation: str, *arguments: object, born: int | None = None, within: float | None = None
    ) -> tuple[Any, int]:
        """The family's answer, and which process gave it; `born` demands that it is still that one.

        `within` is the patience for this one request, in seconds.
        """
        with self._lock:
            pipe = self._running()
            if born is not None and born != self._births:
                raise DriverCrashed(self._family, None)
            return self._ask(pipe, (operation, *arguments), within), self._births

    def end_session(self, number: int, born: int) -> None:
        """Close a session, and the child with it when that knows a PIN and serves no other session."""
        with self._lock:
            if born != self._births or self._pipe is None:
                return  # It died with its process.
            with suppress(DriverCrashed, DeviceTimeout):
                if self._ask(self._pipe, ("close", number)):
                    self._bury(0)

    def close(self) -> None:
        """Let the child go; it is killed if it does not leave by itself."""
        with self._lock:
            self._bury(_FAREWELL_S)

    def _running(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._bury(0)
            spawn = multiprocessing.get_context("spawn")
            self._pipe, inside = spawn.Pipe()
            self._process = spawn.Process(target=self._target, args=(inside, self._load, self._place), daemon=True)
            self._process.start()
            inside.close()
            self._births += 1
        return self._pipe

    def _ask(self, pipe: Connection, request: tuple[object, ...], within: float | None = None) -> Any:
        patience = self._answer_within if within is None else within
        try:
            pipe.send(request)
            if not pipe.poll(patience):
                self._bury(0)
                raise DeviceTimeout(self._family, patience)
            answer = pipe.recv()
        except (EOFError, OSError) as gone:
            raise DriverCrashed(self._family, self._bury(_FAREWELL_S)) from gone
        if isinstance(answer, DriverError):
            raise answer
        return answer

    def _bury(self, patience: float) -> int | None:
        """End the child and forget it; its exit code, when it ended by itself."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is None:
            return None
        process.join(patience)
        code = process.exitcode
        if code is None:
            process.kill()
            process.join()
        process.close()
        return code


class HostedFamily:
    """A family whose code runs in a child process."""

    def __init__(self, family: str, load: Load, place: str = "", *, answer_within: float = 10.0) -> None:
        self._family = family
        self._process = VendorProcess(family, load, place, answer_within)
        self._rests_until = 0.0

    def readers(self) -> Sequence["HostedReader"]:
        infos, _ = self._process.call("readers")
        return [HostedReader(info, self._process) for info in infos]

    def watch(self, report: Callable[[ReaderEvent], None]) -> PollingWatch:
        return PollingWatch(self._look, report)

    def close(self) -> None:
        """End the child process."""
        self._process.close()

    def _look(self) -> Look:
        if time.monotonic() < self._rests_until:
            return Look(service_up=False)
        try:
            seen = {reader.info.id: CardSeen(reader, _mark(reader.health())) for reader in self.readers()}
        except DriverError as error:
            _log.info("driver %s: %s", self._family, error.code)
            self._rests_until = time.monotonic() + _REST_S
            return Look(service_up=False)
        return Look(service_up=True, readers=seen)


class HostedReader:
    """A reader whose driver runs in the child."""

    def __init__(self, info: DeviceInfo, process: VendorProcess) -> None:
        self._info = info
        self._process = process

    @property
    def info(self) -> DeviceInfo:
        return self._info

    def health(self) -> Health:
        health, _ = self._process.call("health", self._info.id)
        return Health(health)

    @contextmanager
    def open(self) -> Iterator[TokenSession]:
        number, born = self._process.call("open", self._info.id)
        try:
            yield HostedSession(number, born, self._process)
        finally:
            self._process.end_session(number, born)


class HostedSession:
    """A session in the child, known by its number there."""

    def __init__(self, number: int, born: int, process: VendorProcess) -> None:
        self._number = number
        self._born = born
        self._process = process

    def slots(self) -> Sequence[KeySlot]:
        return list(self._call("slots"))

    def tries_left(self) -> int | None:
        left = self._call("tries_left")
        return None if left is None else int(left)

    def login(self, pin: bytearray) -> None:
        self._call("login", pin)

    def sign_digest(self, slot_id: str, digest: bytes, mechanism: Mechanism) -> bytes:
        return bytes(self._call("sign_digest", slot_id, digest, mechanism))

    def agree(self, slot_id: str, point: bytes) -> bytes:
        return bytes(self._call("agree", slot_id, point))

    def _call(self, operation: str, *arguments: object) -> Any:
        answer, _ = self._process.call(operation, self._number, *arguments, born=self._born)
        return answer


def _mark(health: Health) -> str | None:
    return None if health in {Health.ABSENT, Health.SERVICE_DOWN} else "in"


# --- in the child -------------------------------------------------------------------------------------------------


class _Guest:
    """The family as the child serves it: readers by id, sessions by number."""

    def __init__(self, family: TokenFamily) -> None:
        self._family = family
        self._sessions: dict[int, tuple[ExitStack, TokenSession]] = {}
        self._opened = 0
        self._knows_pin = False
        self.operations: dict[str, Callable[..., object]] = {
            "readers": lambda: [reader.info for reader in family.readers()],
            "health": lambda reader: self._reader(reader).health(),
            "open": self.open,
            "close": self.close,
            "slots": lambda number: list(self._session(number).slots()),
            "tries_left": lambda number: self._session(number).tries_left(),
            "login": self.login,
            "sign_digest": lambda number, *what: self._session(number).sign_digest(*what),
            "agree": self.agree,
        }

    def open(self, reader_id: str) -> int:
        holding = ExitStack()
        session = holding.enter_context(self._reader(reader_id).open())
        self._opened += 1
        self._sessions[self._opened] = (holding, session)
        return self._opened

    def close(self, number: int) -> bool:
        """End a session; whether this process has nothing left to do but to forget a PIN."""
        self._sessions.pop(number)[0].close()
        return self._knows_pin and not self._sessions

    def login(self, number: int, pin: bytearray) -> None:
        """Present the PIN, and leave no copy of it in what came through the pipe."""
        self._knows_pin = True
        try:
            self._session(number).login(pin)
        finally:
            pin[:] = bytes(len(pin))

    def agree(self, number: int, slot_id: str, point: bytes) -> bytes:
        session = self._session(number)
        if not isinstance(session, KeyAgreement):
            raise DeviceRefused("key agreement")
        return session.agree(slot_id, point)

    def _reader(self, reader_id: str) -> Any:
        for reader in self._family.readers():
            if reader.info.id == reader_id:
                return reader
        raise DeviceAbsent(reader_id)

    def _session(self, number: int) -> TokenSession:
        return self._sessions[number][1]


def serve(pipe: Connection, load: Load, place: str) -> None:
    """The child's entry point: answer requests until the parent closes the pipe."""
    guest: _Guest | None = None
    with suppress(EOFError, OSError):
        while True:
            operation, *arguments = pipe.recv()
            try:
                guest = guest or _Guest(load(place))
                answer = guest.operations[operation](*arguments)
            except DriverError as refused:
                answer = refused
            except Exception as fault:  # noqa: BLE001 - a process's entry point; the text may hold a PIN, so only its type
                answer = DeviceRefused(type(fault).__name__)
            pipe.send(answer)
