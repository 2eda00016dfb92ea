"""Where other threads reach the screen: a `Topic` or a `Future` becomes a call in the GUI thread.

The only module that does so. Nothing else in `ui` subscribes to a topic or adds a callback to a future.
What another thread holds of a page is a number, never the page: a widget whose last reference went in a worker
thread would be destroyed there, under Qt's feet.
"""

import itertools
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from seat_client.topic import Topic

T = TypeVar("T")


class _Slots:
    """What the calls of one bridge go to, by number; those of `once` are called and forgotten."""

    def __init__(self) -> None:
        self.by_number: dict[int, Callable[[Any], None]] = {}
        self.once: set[int] = set()

    def clear(self) -> None:
        self.by_number.clear()
        self.once.clear()


class _Relay(QObject):
    """Carries values from any thread into the thread it was made in, each under the number of its slot.

    It belongs to the application, which destroys it in that thread: another may hold the last reference to it.
    """

    calls = Signal(int, object)

    def __init__(self, slots: "weakref.ref[_Slots]") -> None:
        super().__init__(QCoreApplication.instance())
        self._slots = slots
        self.calls.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(int, object)
    def _run(self, number: int, value: object) -> None:
        slots = self._slots()
        if slots is None:
            return
        slot = slots.by_number.get(number)
        if number in slots.once:
            slots.once.discard(number)
            del slots.by_number[number]
        if slot is not None:
            slot(value)


class Bridge:
    """Hands published values and finished work to slots in the thread that made the bridge."""

    def __init__(self) -> None:
        self._slots = _Slots()
        self._relay = _Relay(weakref.ref(self._slots))
        self._numbers = itertools.count()
        self._undo: list[Callable[[], None]] = []
        self._open = True
        weakref.finalize(self, _let_go, self._relay).atexit = False

    def connect(self, topic: Topic[T], slot: Callable[[T], None]) -> None:
        """From now on `slot` runs in the GUI thread with each value the topic publishes."""
        if not self._open:
            return
        number = next(self._numbers)
        self._slots.by_number[number] = slot
        self._undo.append(topic.subscribe(_sender(self._relay, number)))

    def when_done(self, future: "Future[T]", slot: Callable[["Future[T]"], None]) -> None:
        """Run `slot` in the GUI thread with the finished future, whose `result()` then returns or raises at once."""
        if not self._open:
            return
        number = next(self._numbers)
        self._slots.by_number[number] = slot
        self._slots.once.add(number)
        future.add_done_callback(_sender(self._relay, number))

    def close(self) -> None:
        """Stop delivering; what is still on its way is dropped."""
        self._open = False
        for undo in self._undo:
            undo()
        self._undo.clear()
        self._slots.clear()


def _let_go(relay: _Relay) -> None:
    if isValid(relay):
        relay.deleteLater()


def _sender(relay: _Relay, number: int) -> Callable[[Any], None]:
    """What another thread calls; it knows the relay and a number."""

    def send(value: object) -> None:
        if isValid(relay):  # at the very end the screen goes before the last worker does
            relay.calls.emit(number, value)

    return send
