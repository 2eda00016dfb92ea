"""Calls that may never return, made in a thread that may be left behind: PC/SC itself knows no time-out."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from drivers.api.errors import DeviceTimeout

P = ParamSpec("P")
T = TypeVar("T")


class Patience:
    """Runs calls one after another in a thread of its own, and waits `seconds` for each at most.

    After one time-out nothing more is sent; what must be given back is done by the thread once the late
    answer is in. The thread is a daemon, so that a card that never answers does not keep the program alive.
    """

    def __init__(self, device: str, seconds: float) -> None:
        self._device = device
        self._seconds = seconds
        self._late = False
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        threading.Thread(target=self._run, name=f"card {device}", daemon=True).start()

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` returns or raises. Raises DeviceTimeout when it does neither in time."""
        if self._late:
            raise DeviceTimeout(self._device, self._seconds)
        outcome: Future[T] = Future()
        self._work.put(lambda: _settle(outcome, function, *args, **kwargs))
        try:
            return outcome.result(self._seconds)
        except TimeoutError:
            self._late = True
            raise DeviceTimeout(self._device, self._seconds) from None

    def end(self, farewell: Callable[[], None]) -> None:
        """Run `farewell` last, and wait for it unless the card is late."""
        done = threading.Event()
        self._work.put(farewell)
        self._work.put(done.set)
        self._work.put(None)
        if not self._late:
            done.wait(self._seconds)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()


def _settle(outcome: "Future[T]", function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
    try:
        outcome.set_result(function(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 - a thread's entry point: the error belongs to the caller
        outcome.set_exception(error)
