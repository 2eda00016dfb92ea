"""One thread per device: all talk with a reader happens there, and says so at its door."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from drivers.api.errors import DeviceAbsent

P = ParamSpec("P")
T = TypeVar("T")


class WrongThread(RuntimeError):
    """Code that may run only in its device's thread was called elsewhere: a fault of the program."""


class DeviceThread:
    """A single thread that runs what is submitted, in order."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._closed = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._identity = self._executor.submit(threading.get_ident)

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `work` in the thread; the Future carries its result or its error."""
        with self._lock:
            if not self._closed:
                return self._executor.submit(work, *args, **kwargs)
        refused: Future[T] = Future()
        refused.set_exception(DeviceAbsent(self._name))
        return refused

    def must_be_here(self) -> None:
        """Raise WrongThread unless the caller runs in this thread."""
        if threading.get_ident() != self._identity.result():
            raise WrongThread(threading.current_thread().name)

    def close(self) -> None:
        """Finish what was handed in, then end; later work is refused with DeviceAbsent."""
        with self._lock:
            self._closed = True
        self._executor.shutdown(wait=True)
