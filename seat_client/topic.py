"""`Topic[T]`: subscribe and publish, neutral to threads; a leaf that everything may use."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Topic(Generic[T]):
    """Calls every subscriber with each published value, in the publisher's thread.

    A subscriber that must run elsewhere (the user interface) hops threads itself: see `ui.bridge`.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: tuple[Callable[[T], None], ...] = ()

    def subscribe(self, subscriber: Callable[[T], None]) -> Callable[[], None]:
        """Add a subscriber; the returned function removes it again."""
        with self._lock:
            self._subscribers = (*self._subscribers, subscriber)

        def unsubscribe() -> None:
            with self._lock:
                self._subscribers = tuple(s for s in self._subscribers if s is not subscriber)

        return unsubscribe

    def publish(self, value: T) -> None:
        for subscriber in self._subscribers:
            subscriber(value)
