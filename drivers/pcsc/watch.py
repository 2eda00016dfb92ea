"""Readers and cards coming and going, the service itself included.

pyscard's own CardMonitor is not used: when the service dies its thread ends without a removal event and is
silent for ever (https://github.com/LudovicRousseau/pyscard/issues/82), and some systems stop the service
whenever the last reader is unplugged.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from drivers.api.device import Health
from drivers.api.errors import DeviceAbsent, DriverError, ServiceDown
from drivers.api.token import CardReader, ReaderEvent
from drivers.api.watching import CardSeen, Look, changes
from drivers.pcsc import winscard
from drivers.pcsc.winscard import Context, State

_log = logging.getLogger(__name__)

_LOOK_MS = 1000
_RETRY_S = 0.3

_UNKNOWN, _UNAVAILABLE, _EMPTY, _PRESENT, _EXCLUSIVE, _MUTE = 0x0004, 0x0008, 0x0010, 0x0020, 0x0080, 0x0200
_CHANGED = 0x0002


def health_of(states: Sequence[State] | None) -> Health:
    """What a reader's event state says."""
    state = states[0][1] if states else _UNKNOWN
    if state & _MUTE:
        return Health.FAULTY
    if state & _EXCLUSIVE:
        return Health.BUSY
    return Health.READY if state & _PRESENT else Health.ABSENT


class PcscWatch:
    """Follows the service in a thread of its own; takes a new context after every error."""

    def __init__(self, reader: Callable[[str], CardReader], only: str, report: Callable[[ReaderEvent], None]) -> None:
        self._reader = reader
        self._only = only
        self._report = report
        self._before: Look | None = None
        self._ended = threading.Event()
        self._context: Context | None = None
        self._thread = threading.Thread(target=self._run, name="pcsc-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the watch; no event comes after this returns."""
        self._ended.set()
        context = self._context
        if context is not None:
            context.cancel()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._follow_service()
            except DriverError:
                self._see(Look(service_up=False))
                self._ended.wait(_RETRY_S)

    def _follow_service(self) -> None:
        context = Context()
        self._context = context
        try:
            while not self._ended.is_set():
                self._follow_readers(context)
        finally:
            self._context = None
            context.release()

    def _follow_readers(self, context: Context) -> None:
        """See what is there and wait for the next change; a reader may leave between listing and looking."""
        try:
            states = self._states(context)
            self._see(self._look(states))
            self._wait(context, states)
        except ServiceDown:
            raise
        except DeviceAbsent:
            self._ended.wait(_RETRY_S)

    def _states(self, context: Context) -> list[State]:
        names = [name for name in context.readers() if self._only in name]
        return (context.states([(name, 0) for name in names], 0) or []) if names else []

    def _wait(self, context: Context, states: Sequence[State]) -> None:
        """Return at the next change, or after a while: a reader may come between looking and waiting."""
        known = [(name, state & ~_CHANGED) for name, state, _ in states]
        context.states([*known, (winscard.NEW_READERS, 0)], _LOOK_MS)

    def _look(self, states: Sequence[State]) -> Look:
        seen = {name: self._card(name, state, atr) for name, state, atr in states if not state & _UNKNOWN}
        return Look(service_up=True, readers=seen)

    def _card(self, name: str, state: int, atr: tuple[int, ...]) -> CardSeen:
        """The upper half of the event state counts insertions, which tells a card exchanged between two looks."""
        mark = f"{state >> 16}-{bytes(atr).hex()}" if state & _PRESENT else None
        return CardSeen(self._reader(name), mark)

    def _see(self, look: Look) -> None:
        for event in changes(self._before, look):
            if self._ended.is_set():
                return
            _log.info("%s %s", event.change, event.reader.info.label if event.reader else winscard.SERVICE)
            self._report(event)
        self._before = look
