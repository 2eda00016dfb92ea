"""Where other threads reach the screen: a `Topic` or a `Future` becomes a call in the GUI thread.

The only module that does so. Nothing else in `ui` subscribes to a topic or adds a callback to a future.
What another thread holds of a page is a number, never the page: a widget whose last reference went in a worker
thread would be destroyed there, under Qt's feet.
"""

import itertools
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from seat_client.topic import Topic

T = TypeVar("T")


class _Relay(QObject):
    """Carries values from any thread into the thread it was made in, each under the number of its slot."""

    calls = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.slots: dict[int, Callable[[Any], None]] = {}
        self.once: set[int] = set()
        self.calls.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(int, object)
    def _run(self, number: int, value: object) -> None:
        slot = self.slots.get(number)
        if number in self.once:
            self.once.discard(number)
            del self.slots[number]
        if slot is not None:
            slot(value)


class Bridge:
    """Hands published values and finished work to slots in the thread that made the bridge."""

    def __init__(self) -> None:
        self._relay = _Relay()
        self._numbers = itertools.count()
        self._undo: list[Callable[[], None]] = []
        self._open = True

    def connect(self, topic: Topic[T], slot: Callable[[T], None]) -> None:
        """From now on `slot` runs in the GUI thread with each value the topic publishes."""
        if not self._open:
            return
        number = next(self._numbers)
        self._relay.slots[number] = slot
        self._undo.append(topic.subscribe(_sender(self._relay, number)))

    def when_done(self, future: "Future[T]", slot: Callable[["Future[T]"], None]) -> None:
        """Run `slot` in the GUI thread with the finished future, whose `result()` then returns or raises at once."""
        if not self._open:
            return
        number = next(self._numbers)
        self._relay.slots[number] = slot
        self._relay.once.add(number)
        future.add_done_callback(_sender(self._relay, number))

    def close(self) -> None:
        """Stop delivering; what is still on its way is dropped."""
        self._open = False
        for undo in self._undo:
            undo()
        self._undo.clear()
        self._relay.slots.clear()
        self._relay.once.clear()


def _sender(relay: _Relay, number: int) -> Callable[[Any], None]:
    """What another thread calls; it knows the relay and a number."""

    def send(value: object) -> None:
        if isValid(relay):  # at the very end the screen goes before the last worker does
            relay.calls.emit(number, value)

    return send
